"""Small jobs as parts of one person's week: when they must or can be worked, and the way to and between them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from features import week
from features.facts import DAY, OpeningFacts, PersonFacts
from features.journey import near_stop
from features.places import travel_minutes, travel_rules
from features.vocabulary import Feasible, Need, ShiftKind, TransportMode
from matching.rules import Pair
from matching.rules.clock import reachable_time
from matching.rules.hours_and_start import LEAST_OFFERED
from matching.suggestion import Reason, Suggestion

HOURS_TERM: Final = "hours_closeness"
NIGHT: Final = week.union(week.window(day, *span) for day in range(1, 8) for span in ((0, 300), (1380, DAY)))


@dataclass(frozen=True, slots=True)
class Job:
    """One job as a part of a week; ``ordered`` and ``choice`` are slots of the week (``features.week``).

    ``ordered`` must be worked; ``choice`` are those the person can choose from. ``least`` and ``most`` are weekly
    hours, ``minutes`` the way from home by ``mode``, ``worth`` the low end of its utility without its hours.
    """

    suggestion: Suggestion
    opening: OpeningFacts
    least: float
    most: float
    ordered: int
    choice: int
    mode: TransportMode
    minutes: float

    @property
    def worth(self) -> float:
        """The low end of the utility without the term of the hours."""
        return self.suggestion.utility.low - self.suggestion.contributions[HOURS_TERM]


@dataclass(frozen=True, slots=True)
class Jobs:
    """The jobs a week may be made of.

    ``direct[i][j]``: minutes from one site to another by the way that serves both, NaN where there is none.
    ``blocked[i][j]``: slots that the ordered work of ``i`` and the way between leave no room for ``j`` in.
    """

    jobs: tuple[Job, ...]
    direct: tuple[tuple[float, ...], ...]
    blocked: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, person: PersonFacts, jobs: Sequence[Job]) -> Jobs:
        """The jobs with the ways between their sites."""
        direct = tuple(_direct(person, job, jobs) for job in jobs)
        blocked = tuple(
            tuple(week.widen(one.ordered, _between(one, other, direct[i][j])) for j, other in enumerate(jobs))
            for i, one in enumerate(jobs)
        )
        return cls(tuple(jobs), direct, blocked)

    def between(self, i: int, j: int) -> float:
        """Minutes that must lie between work at ``i`` and work at ``j``: the direct way, or the way over home."""
        return _between(self.jobs[i], self.jobs[j], self.direct[i][j])


def job_of(person: PersonFacts, suggestion: Suggestion, opening: OpeningFacts) -> Job | None:
    """The job as a part of a week; None where its hours, times or way are not known, or something is missing."""
    hours = opening.hours
    if hours is None or not opening.works_at or suggestion.feasible is Feasible.NEAR:
        return None
    way = _way(person, opening)
    spans = _hours(opening, *hours)
    if way is None or spans is None:
        return None
    mode, minutes = way
    time = reachable_time(free_time(person), -(-int(np.ceil(minutes)) // week.SLOT_MINUTES))
    choice = opening.flexible & time & _within_a_day(minutes) & ~opening.fixed
    return Job(_without_hours(suggestion), opening, *spans, opening.fixed, choice, mode, minutes)


def _without_hours(suggestion: Suggestion) -> Suggestion:
    """The suggestion without what it says of its hours: in a week it is all hours together that count."""
    return dataclasses.replace(
        suggestion,
        reasons_for=_of_the_job(suggestion.reasons_for),
        reasons_against=_of_the_job(suggestion.reasons_against),
    )


def _of_the_job(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    return tuple(reason for reason in reasons if not reason.code.startswith("hours_"))


def _within_a_day(minutes: float) -> int:
    """Slots from which one is home, and to which one goes from home, on the same day."""
    way = int(np.ceil(minutes))
    return week.union(week.inner_window(day, way, DAY - way) for day in range(1, 8))


def free_time(person: PersonFacts) -> int:
    """The slots in which hours may be chosen: the person's own time without what their needs of time forbid."""
    time = week.FULL if person.possible is None else person.possible
    for need in person.needs:
        if need.code is Need.NIGHT:
            time &= ~NIGHT
        if need.code is Need.START_NOT_BEFORE and need.limit is not None:
            time &= week.union(week.inner_window(day, int(np.ceil(need.limit)), DAY) for day in range(1, 8))
    return time


def most_a_day(person: PersonFacts) -> float:
    """Hours of work that fit into one day for the person, over all jobs."""
    limits = [need.limit for need in person.needs if need.code is Need.SHIFT_LENGTH and need.limit is not None]
    return min(limits, default=DAY / 60)


def _hours(opening: OpeningFacts, low: float, high: float) -> tuple[float, float] | None:
    """(least, most) weekly hours; None where the times that are known do not hold the hours that are asked."""
    low = max(low, LEAST_OFFERED)
    ordered = week.hours(opening.fixed)
    if opening.flexible:
        return (max(low, min(ordered, high)), high)
    if ordered < low:
        return None
    rotating = any(shift.kind is ShiftKind.ROTATING for shift in opening.vacancy.shifts)
    worked = min(ordered, high)
    return (low, worked) if rotating else (worked, worked)


def _way(person: PersonFacts, opening: OpeningFacts) -> tuple[TransportMode, float] | None:
    """The quickest known way to a site within the person's limits."""
    ways = []
    for transport in person.participant.transport:
        alone = person.participant.model_copy(update={"transport": (transport,)})
        found = Pair(dataclasses.replace(person, participant=alone), opening).journeys()
        if not np.isnan(found.minutes[0]):
            ways.append((float(found.minutes[0]), transport.mode))
    return (min(ways)[1], min(ways)[0]) if ways else None


def _direct(person: PersonFacts, job: Job, others: Sequence[Job]) -> tuple[float, ...]:
    """Minutes from a site to every other: by the way that serves both, since a bicycle left behind serves nobody."""
    rules, most = travel_rules(), person.easy_minutes()[job.mode]
    points = np.array([other.opening.point or (np.nan, np.nan) for other in others], np.float64).reshape(-1, 2)
    near = np.array([near_stop(other.opening.point) for other in others], bool)
    minutes = travel_minutes(
        job.mode, job.opening.point or (np.nan, np.nan), points[:, 0], points[:, 1], rules, sites_near_town=near
    )
    same = np.array([other.mode is job.mode and _runs_between(job, other) for other in others], bool)
    return tuple(np.where(same & (minutes <= most), minutes, np.nan).tolist())


def _runs_between(one: Job, other: Job) -> bool:
    """Whether the way they are reached by runs whenever work there may begin or end."""
    works = one.ordered | one.choice | other.ordered | other.choice
    return one.mode is not TransportMode.BUS or not works & ~_bus_time()


@lru_cache(maxsize=1)
def _bus_time() -> int:
    hours = travel_rules().bus_hours
    return week.union(week.inner_window(day, *span) for day, span in hours.items())


def _between(one: Job, other: Job, direct: float) -> float:
    return float(np.fmin(direct, one.minutes + other.minutes))
