"""The facts of one opening: a vacancy at its employer's site."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from features.facts.asked import GROUPS, asks_credential, gathered, is_hard, least_binding
from features.facts.demands import loose_demands, stated_demands, typical_demands, typical_settings
from features.facts.times import DAY, is_night, offered_hours, shift_bits
from features.facts.where import point_of
from features.occupations import Occupation
from features.places import bus_runs, travel_rules
from features.profiles import Demand, Employer, Requirement, Shift, Vacancy
from features.vocabulary import (
    CONTACT_BUDGET,
    Adaptation,
    DayTime,
    Necessity,
    Need,
    RequirementKind,
    Setting,
    ShiftKind,
)


def budget_left(employer: Employer) -> int | None:
    """Contacts left this month: the employer's own budget, else by size; None when neither is known."""
    budget = employer.contact_budget
    if budget is None and employer.size_band is not None:
        budget = CONTACT_BUDGET[employer.size_band]
    return None if budget is None else budget - employer.contacts_this_month


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """One vacancy at its employer's site. Unknown is None; ``typical*`` comes from the occupation.

    ``demands`` cannot be got round, ``loose`` are those of tasks that can be left out when the employer agrees.
    """

    vacancy: Vacancy
    employer: Employer
    occupation: Occupation | None
    disco: str | None
    hours: tuple[float, float] | None
    fixed: int
    flexible: int
    daytimes: tuple[DayTime, ...]
    point: tuple[float, float] | None
    support: frozenset[Adaptation]
    demands: Mapping[Need, Demand]
    loose: Mapping[Need, Demand]
    typical: Mapping[Need, Demand]
    settings: frozenset[Setting]
    typical_settings: frozenset[Setting]
    budget_left: int | None
    kin: tuple[tuple[int, float], ...] = ()

    @classmethod
    def of(
        cls,
        vacancy: Vacancy,
        employer: Employer,
        occupation: Occupation | None = None,
        disco: str | None = None,
        kin: tuple[tuple[int, float], ...] = (),
    ) -> OpeningFacts:
        """The facts of ``vacancy``; ``occupation``, ``disco`` and ``kin`` are what its text was linked to."""
        fixed, flexible = shift_bits(vacancy)
        return cls(
            vacancy=vacancy,
            employer=employer,
            occupation=occupation,
            disco=vacancy.disco08 or disco or (occupation.disco08 if occupation else None),
            hours=offered_hours(vacancy),
            fixed=fixed,
            flexible=flexible,
            daytimes=() if vacancy.shifts else vacancy.daytimes,
            point=point_of(vacancy.site) or point_of(employer.site),
            support=frozenset(vacancy.site_support) | frozenset(employer.site_support),
            demands=stated_demands(vacancy),
            loose=loose_demands(vacancy),
            typical=typical_demands(occupation),
            settings=frozenset(vacancy.settings),
            typical_settings=typical_settings(occupation),
            budget_left=budget_left(employer),
            kin=kin,
        )

    def on_the_day_of(self, employer: Employer) -> OpeningFacts:
        """The same facts with the employer's pause, budget and replies of another day."""
        if employer is self.employer or employer == self.employer:
            return self
        daily = ("pause_until", "contact_budget", "contacts_this_month", "responsiveness")
        then = self.employer.model_copy(update={name: getattr(employer, name) for name in daily})
        return dataclasses.replace(self, employer=then, budget_left=budget_left(employer))

    @property
    def works_at(self) -> int:
        """Every slot of the week in which the job may ask for work."""
        return self.fixed | self.flexible

    def ordered_shifts(self) -> list[Shift]:
        """The shifts whose times the employer decides; none where the hours can be chosen from inside the windows."""
        return [shift for shift in self.vacancy.shifts if self.fixed and shift.kind is not ShiftKind.FLEXIBLE]

    def spells(self) -> list[tuple[int, int, int]]:
        """(weekday, start, end) of every spell of ordered work; a night's end is past 24 * 60."""
        windows = {(day, shift.start, shift.end) for shift in self.ordered_shifts() for day in shift.weekdays}
        nights = {one: rest for one in windows for rest in sorted(windows) if is_night(one, rest)}
        alone = windows - set(nights) - set(nights.values())
        return sorted(alone | {(day, start, DAY + nights[day, start, end][2]) for day, start, end in nights})

    def earliest_start(self) -> int | None:
        """The earliest minute after midnight with ordered work (a night works from 0); None without clock times."""
        return min((shift.start for shift in self.ordered_shifts()), default=None)

    def longest_shift(self) -> float | None:
        """Hours of the longest spell of ordered work; None without clock times."""
        return max(((end - start) / 60 for _, start, end in self.spells()), default=None)

    def bus_ride(self) -> int | None:
        """Minutes that a bus ride to the earliest spell may take, after the first bus; -1 when no bus serves a spell.

        None without clock times.
        """
        hours = travel_rules().bus_hours
        spells = self.spells()
        if not spells:
            return None
        home = all(bus_runs((day - 1 + end // (DAY + 1)) % 7 + 1, end % DAY or DAY) for day, _, end in spells)
        there = min(start - hours[day][0] if bus_runs(day, start) else -1 for day, start, _ in spells)
        return there if home and there > 0 else -1

    def requires(self, necessity: Iterable[Necessity]) -> list[list[Requirement]]:
        """Licences, certificates, schooling and background checks of these kinds; one of each inner list is enough.

        A group is as binding as its least binding member, and one that something else would do for (experience)
        is not asked for here. One that falls with a task to be left out binds like the task. Groups of several beyond
        ``GROUPS`` are joined into the last.
        """
        wanted = frozenset(necessity)
        groups = [group for group in self._asked(self.vacancy.requirements) if all(map(asks_credential, group))]
        asked = [group for group in groups if least_binding(group) in wanted]
        several = [group for group in asked if len(group) > 1]
        joined = [item for group in several[GROUPS - 1 :] for item in group]
        return [*(group for group in asked if len(group) == 1), *several[: GROUPS - 1], *([joined] if joined else [])]

    def languages(self) -> list[list[Requirement]]:
        """Language requirements that are more than a preference; one of each inner list is enough."""
        groups = self._asked(item for item in self.vacancy.requirements if item.kind is RequirementKind.LANGUAGE)
        asked = ([item for item in group if item.levels] for group in groups)
        return [group for group in asked if group and least_binding(group) is not Necessity.PREFERENCE]

    def falls_with(self, group: Iterable[Requirement]) -> tuple[str, ...]:
        """The tasks whose leaving out would end what a group asks for, empty where something is asked all the same."""
        loose = frozenset(task.name for task in self.vacancy.tasks if task.detachable)
        tasks = tuple(dict.fromkeys(item.task or "" for item in group))
        return tasks if loose.issuperset(tasks) else ()

    def _asked(self, requirements: Iterable[Requirement]) -> list[list[Requirement]]:
        """Requirements gathered; those that fall with a task to be left out bind no more than a task does."""
        groups = gathered(requirements)
        if not any(task.detachable for task in self.vacancy.tasks):
            return groups
        return [[_loose(item) for item in group] if self.falls_with(group) else group for group in groups]


def _loose(item: Requirement) -> Requirement:
    """Law and safety bind who does the task, and nobody else."""
    return item.model_copy(update={"necessity": Necessity.TASK}) if is_hard(item) else item
