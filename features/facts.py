"""What the rules and features read: the facts of one person, and of one opening (a vacancy at its employer's site).

Records say what people wrote; facts are what follows from it and from nothing else: bits of the week, sets of
licences, the highest demand of the tasks that cannot be left out. What an *occupation* usually asks is kept apart
(``typical_*``): it may raise a question or lower a rank, never decide.

Times and dates come in as arguments; nothing here reads a clock.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from features import week
from features.occupations import Occupation
from features.places import bus_runs, place_of, travel_rules
from features.profiles import Demand, Employer, FunctionalNeed, Location, Participant, Requirement, Shift, Vacancy
from features.vocabulary import (
    CONTACT_BUDGET,
    DAY_TIMES,
    HARD_NECESSITY,
    LIMIT_UNITS,
    REMOVED_BY,
    Adaptation,
    AvailabilityKind,
    Contract,
    Credential,
    DayTime,
    LanguageSkill,
    Necessity,
    Need,
    RequirementKind,
    Setting,
    ShiftKind,
    TransportMode,
    with_implied,
)

SHORTEST_VISIT: Final = 60
"""Minutes a person must at least be able to work inside a named part of the day for it to be possible for them."""

USUAL_MINUTES: Final = {
    TransportMode.WALK: 20,
    TransportMode.BIKE: 30,
    TransportMode.MOPED: 30,
    TransportMode.BUS: 45,
    TransportMode.CAR: 45,
    TransportMode.RIDE: 30,
}
"""Minutes one way that most people accept where nobody has asked (a judgement; up to twice as long is asked about)."""

FULL_TIME: Final = 37.0
"""Weekly hours at which an open end of an interval stops."""
LONGEST_SHIFT: Final = 13 * 60
"""Minutes that two windows either side of midnight may make together to be one night (11 hours' rest in 24)."""
LONG_ENOUGH_FOR_A_BREAK: Final = 5 * 60
"""Minutes of work in which half an hour may be an unpaid break: 37 hours are often written as five times 8 to 16."""
DAY: Final = 24 * 60

CODED: Final = frozenset({RequirementKind.LICENCE, RequirementKind.CERTIFICATE, RequirementKind.BACKGROUND_CHECK})


def point_of(location: Location | None) -> tuple[float, float] | None:
    """Latitude and longitude of a location: its own point, else its postcode's, else None."""
    if location is None:
        return None
    if location.lat is not None and location.lon is not None:
        return location.lat, location.lon
    place = place_of(location.postcode) if location.postcode else None
    return (place.lat, place.lon) if place else None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One participant as the rules see them on the day ``today``."""

    participant: Participant
    today: date
    hours: tuple[float, float] | None
    possible: int | None
    preferred: int
    avoided: int
    held: frozenset[Credential]
    point: tuple[float, float] | None

    @classmethod
    def of(cls, participant: Participant, today: date) -> PersonFacts:
        """The facts of ``participant``: expired credentials are not held; time that is only preferred is no limit."""
        windows = {
            kind: week.union(
                week.inner_window(item.weekday, item.start, item.end)
                for item in participant.availability
                if item.kind is kind
            )
            for kind in AvailabilityKind
        }
        stated = windows[AvailabilityKind.CAN] | windows[AvailabilityKind.PREFER]
        valid = (item.code for item in participant.credentials if item.expires is None or item.expires >= today)
        return cls(
            participant=participant,
            today=today,
            hours=_wanted_hours(participant),
            possible=(stated | windows[AvailabilityKind.AVOID]) if windows[AvailabilityKind.CAN] else None,
            preferred=windows[AvailabilityKind.PREFER],
            avoided=windows[AvailabilityKind.AVOID] & ~stated,
            held=with_implied(frozenset(valid)),
            point=point_of(participant.home),
        )

    @property
    def needs(self) -> tuple[FunctionalNeed, ...]:
        """The functional needs that have not expired."""
        return tuple(
            need
            for need in self.participant.functional_needs
            if need.level > 0 and (need.expires_at is None or need.expires_at >= self.today)
        )

    def max_minutes(self) -> dict[TransportMode, int]:
        """Minutes beyond which a mode is certainly too slow: what the person said, else twice what is usual."""
        return {item.mode: item.max_minutes or 2 * USUAL_MINUTES[item.mode] for item in self.participant.transport}

    def easy_minutes(self) -> dict[TransportMode, int]:
        """Minutes within which a mode certainly does: what the person said, else what is usual."""
        return {item.mode: item.max_minutes or USUAL_MINUTES[item.mode] for item in self.participant.transport}


def _wanted_hours(participant: Participant) -> tuple[float, float] | None:
    """The interval of weekly hours, an open end reaching half an hour or full time (37); None when nothing is said."""
    low, wish, high = participant.hours_min, participant.hours_wish, participant.hours_max
    if low is None and wish is None and high is None:
        return None
    return (low if low is not None else 0.5), (high if high is not None else FULL_TIME)


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """One vacancy at its employer's site. Unknown is None; ``typical*`` comes from the occupation."""

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
        fixed, flexible = _shift_bits(vacancy)
        return cls(
            vacancy=vacancy,
            employer=employer,
            occupation=occupation,
            disco=vacancy.disco08 or disco or (occupation.disco08 if occupation else None),
            hours=_offered_hours(vacancy),
            fixed=fixed,
            flexible=flexible,
            daytimes=() if vacancy.shifts else vacancy.daytimes,
            point=point_of(vacancy.site) or point_of(employer.site),
            support=frozenset(vacancy.site_support) | frozenset(employer.site_support),
            demands=_stated_demands(vacancy),
            typical=_typical_demands(occupation),
            settings=frozenset(vacancy.settings),
            typical_settings=_typical_settings(occupation),
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
        nights = {one: rest for one in windows for rest in sorted(windows) if _is_night(one, rest)}
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
        """Licence, certificate and background requirements of these kinds; one of each inner list is enough.

        A group is as binding as its least binding member, and one that something else would do for (experience)
        is not asked for here. Groups of several beyond ``GROUPS`` are joined into the last.
        """
        wanted = frozenset(necessity)
        groups = [group for group in _groups(self.vacancy.requirements) if all(item.kind in CODED for item in group)]
        asked = [group for group in groups if _least_binding(group) in wanted]
        several = [group for group in asked if len(group) > 1]
        joined = [item for group in several[GROUPS - 1 :] for item in group]
        return [*(group for group in asked if len(group) == 1), *several[: GROUPS - 1], *([joined] if joined else [])]

    def languages(self) -> list[list[Requirement]]:
        """Language requirements that are more than a preference; one of each inner list is enough."""
        groups = _groups(item for item in self.vacancy.requirements if item.kind is RequirementKind.LANGUAGE)
        asked = ([item for item in group if item.levels] for group in groups)
        return [group for group in asked if group and _least_binding(group) is not Necessity.PREFERENCE]


GROUPS: Final = 6
"""How many groups of credentials of which one is enough a vacancy can ask for, of each kind of necessity."""


def _is_night(one: tuple[int, int, int], rest: tuple[int, int, int]) -> bool:
    """Whether ``rest`` goes on after midnight where ``one`` stops, and both are short enough for one shift."""
    (day, start, end), (next_day, from_midnight, until) = one, rest
    follows = end == DAY and from_midnight == 0 and next_day == day % 7 + 1
    return follows and start > 0 and DAY - start + until <= LONGEST_SHIFT


def _least_binding(group: list[Requirement]) -> Necessity:
    """One of the group is enough, so the whole is asked only as strictly as its mildest member."""
    order = list(Necessity)
    return max((item.necessity for item in group), key=order.index)


def _groups(requirements: Iterable[Requirement]) -> list[list[Requirement]]:
    """Requirements gathered by ``any_of``; one without stands alone."""
    groups: dict[str, list[Requirement]] = {}
    for number, item in enumerate(requirements):
        groups.setdefault(item.any_of or f"#{number}", []).append(item)
    return list(groups.values())


def _offered_hours(vacancy: Vacancy) -> tuple[float, float] | None:
    """The interval of weekly hours; an open end reaches 1 or full time, never less than the other end."""
    low, high = vacancy.hours_min, vacancy.hours_max
    if low is None and high is None:
        return None
    return (low if low is not None else 1.0), (high if high is not None else max(FULL_TIME, low or 0))


def _shift_bits(vacancy: Vacancy) -> tuple[int, int]:
    """(slots that must be worked or may be ordered, slots to choose from).

    Windows wider than the weekly hours (unsaid: than full time) by more than an hour and the breaks are windows to
    choose from, whatever their kind says: nobody works all of them.
    """
    fixed = week.union(
        week.window(day, shift.start, shift.end)
        for shift in vacancy.shifts
        if shift.kind is not ShiftKind.FLEXIBLE
        for day in shift.weekdays
    )
    flexible = week.union(
        week.window(day, shift.start, shift.end)
        for shift in vacancy.shifts
        if shift.kind is ShiftKind.FLEXIBLE
        for day in shift.weekdays
    )
    rotating = any(shift.kind is ShiftKind.ROTATING for shift in vacancy.shifts)
    _, most = _offered_hours(vacancy) or (1.0, FULL_TIME)
    breaks = sum(
        0.5 for first, last in week.runs(fixed) if (last - first) * week.SLOT_MINUTES >= LONG_ENOUGH_FOR_A_BREAK
    )
    if not rotating and week.hours(fixed) > most + 1 + breaks:
        return 0, fixed | flexible
    return fixed, flexible


def _stated_demands(vacancy: Vacancy) -> dict[Need, Demand]:
    """The highest stated demand per code over the job itself and the tasks that cannot be left out."""
    found: dict[Need, Demand] = dict(vacancy.demands)
    for task in vacancy.tasks:
        if not task.detachable:
            for code, demand in task.demands.items():
                found[code] = _higher(found.get(code), demand)
    return found


def _higher(one: Demand | None, other: Demand) -> Demand:
    if one is None:
        return other
    values = [item.value for item in (one, other) if item.value is not None]
    return Demand(level=max(one.level, other.level), value=max(values) if values else None)


def _typical_demands(occupation: Occupation | None) -> dict[Need, Demand]:
    if occupation is None:
        return {}
    return {need: Demand(level=item.level, value=item.value) for need, item in occupation.demands.items()}


def _typical_settings(occupation: Occupation | None) -> frozenset[Setting]:
    """The settings that an occupation clearly has: only ends of a scale count."""
    if occupation is None:
        return frozenset()
    setting = occupation.setting
    found = {
        Setting.INSIDE: setting.place == "inside",
        Setting.OUTSIDE: setting.place == "outside",
        Setting.DRIVING: setting.place == "vehicle",
        Setting.ALONE: setting.company == "alone",
        Setting.TOGETHER: setting.company == "together",
        Setting.QUIET: setting.noise <= 1,
        Setting.LIVELY: setting.noise >= 3,
        Setting.CALM_PACE: setting.pace <= 1,
        Setting.FAST_PACE: setting.pace >= 3,
        Setting.CUSTOMERS: setting.customers >= 3,
        Setting.NO_CUSTOMERS: setting.customers == 0,
    }
    return frozenset(name for name, holds in found.items() if holds)


def budget_left(employer: Employer) -> int | None:
    """Contacts left this month: the employer's own budget, else by size; None when neither is known."""
    budget = employer.contact_budget
    if budget is None and employer.size_band is not None:
        budget = CONTACT_BUDGET[employer.size_band]
    return None if budget is None else budget - employer.contacts_this_month


def daytime_bits(daytime: DayTime) -> int:
    """The slots a named part of the day stands for."""
    days, start, end = DAY_TIMES[daytime]
    return week.union(week.window(day, start, end) for day in days)


def is_hard(requirement: Requirement) -> bool:
    """Only what the law or safety asks is hard without a talk with the employer."""
    return requirement.necessity in HARD_NECESSITY


def helpful(need: FunctionalNeed) -> frozenset[Adaptation]:
    """The adaptations that remove a collision on ``need``: those known to help this person, else all that can."""
    can = REMOVED_BY.get(need.code, frozenset())
    return can & frozenset(need.adaptations) if need.adaptations else can


def adapted(need: FunctionalNeed, support: frozenset[Adaptation]) -> Adaptation | None:
    """The site's adaptation that removes a collision on ``need``, or None."""
    return min(helpful(need) & support, default=None)


def collides(need: FunctionalNeed, demand: Demand) -> bool:
    """Need and demand collide: by amount when both state one, else when their levels add up to more than 4."""
    if need.limit is not None and demand.value is not None and need.code in LIMIT_UNITS:
        return demand.value > need.limit
    return need.level + demand.level > 4


def regularity_demand(vacancy: Vacancy) -> Demand | None:
    """How irregular the times are: on call 4, rotating 3, fixed 0; None when nothing is stated."""
    if vacancy.contract is Contract.ON_CALL:
        return Demand(level=4)
    if any(shift.kind is ShiftKind.ROTATING for shift in vacancy.shifts):
        return Demand(level=3)
    return Demand(level=0) if vacancy.shifts else None


def skill_levels(requirement: Requirement) -> dict[LanguageSkill, int]:
    """Ranks of the CEFR levels that a language requirement asks for."""
    return {skill: level.rank for skill, level in requirement.levels.items()}
