"""Hours into the week: which hours each job of a bundle gets, and when those to be chosen are worked.

Ordered work lies where it lies. A day gives its longest free time to at most one of the jobs whose hours can be
chosen, so a day holds no more than one appointment of one's own making; of the ways to share the days the one that
comes nearest to the hours wished for is taken, and hours beyond the least go to the job that is worth most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from features import week
from matching.bundles.jobs import Job, Jobs

SHORTEST_FREE: Final = 2 * 60 // week.SLOT_MINUTES
"""Slots that a free time must have to be used for chosen hours: shared over such times, no visit is under an hour."""
HOURS_A_DAY: Final = 24
Runs = Mapping[int, tuple[int, int]]
"""The free time of each day that can be used: weekday → (first slot, slots)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Weekly hours over all jobs: the least, those wished for (None: nothing is said) and the most; the most a day."""

    least: float
    wish: float | None
    most: float
    a_day: float

    @property
    def aim(self) -> float:
        """The hours to come near to: those wished for, else no more than are needed."""
        return self.least if self.wish is None else self.wish


@dataclass(frozen=True, slots=True)
class Room:
    """What some jobs can have in one week: per job the least and most hours, and the days given to it."""

    least: tuple[float, ...]
    most: tuple[float, ...]
    runs: tuple[Runs, ...]


def room(jobs: Jobs, chosen: Sequence[int], limits: Limits) -> Room | None:
    """The room for jobs together, or None: then no larger bundle with them has room either."""
    ones = [jobs.jobs[i] for i in chosen]
    least = [one.least for one in ones]
    if sum(least) > limits.most or _clash(jobs, chosen) or _too_long_days(jobs, chosen, limits):
        return None
    free = [_runs(jobs, i, chosen, limits) if jobs.jobs[i].choice else {} for i in chosen]
    days = sorted({day for runs in free for day in runs})
    takers = [[place for place, runs in enumerate(free) if day in runs] for day in days]
    best = _best_way(ones, free, days, takers, limits)
    if best is None:
        return None
    most, way = best
    owner = dict(zip(days, way, strict=True))
    runs = ({day: run for day, run in mine.items() if owner[day] == place} for place, mine in enumerate(free))
    return Room(tuple(least), most, tuple(runs))


def _best_way(
    ones: Sequence[Job], free: Sequence[Runs], days: Sequence[int], takers: Sequence[Sequence[int]], limits: Limits
) -> tuple[tuple[float, ...], tuple[int, ...]] | None:
    """The first way to share the days that comes nearest to the aim: most hours of each job, who has each day.

    None where no way gives every job its least.
    """
    ways = _ways(tuple(map(tuple, takers)))
    given = np.zeros((len(ways), len(ones)))
    rows = np.arange(len(ways))
    for number, day in enumerate(days):
        lengths = np.array([runs[day][1] if day in runs else 0 for runs in free])
        given[rows, ways[:, number]] += lengths[ways[:, number]]
    ordered = np.array([week.hours(one.ordered) if one.choice else np.inf for one in ones])
    most = np.minimum([one.most for one in ones], ordered + given * week.SLOT_MINUTES / 60)
    holds = (most >= [one.least for one in ones]).all(axis=1)
    if not holds.any():
        return None
    best = int(np.where(holds, np.minimum(most.sum(axis=1), limits.aim), -np.inf).argmax())
    return tuple(most[best].tolist()), tuple(ways[best].tolist())


@lru_cache(maxsize=256)
def _ways(takers: tuple[tuple[int, ...], ...]) -> NDArray[np.intp]:
    """(ways, days) every way to give each day to one of those who can have it."""
    ways = list(product(*takers))
    return np.array(ways, np.intp).reshape(len(ways), len(takers))


def hours_of(jobs: Jobs, chosen: Sequence[int], space: Room, limits: Limits) -> tuple[float, ...] | None:
    """Weekly hours of each job, as near to the aim as can be; None where they are too few in all."""
    if sum(space.most) < limits.least:
        return None
    hours = list(space.least)
    over = min(limits.aim, limits.most) - sum(hours)
    for place in sorted(range(len(chosen)), key=lambda place: (-jobs.jobs[chosen[place]].worth, chosen[place])):
        more = max(0.0, min(space.most[place] - hours[place], over))
        hours[place] += more
        over -= more
    return tuple(hours)


def worked(jobs: Jobs, chosen: Sequence[int], space: Room, hours: Sequence[float]) -> tuple[int, ...]:
    """The slots in which each job is worked: what is ordered, and of the rest exactly as much as its hours need."""
    return tuple(
        jobs.jobs[i].ordered | _visits(runs, _slots(time - week.hours(jobs.jobs[i].ordered)))
        for i, runs, time in zip(chosen, space.runs, hours, strict=True)
    )


def _slots(hours: float) -> int:
    return max(0, -int(-hours * 60 // week.SLOT_MINUTES))


def _clash(jobs: Jobs, chosen: Sequence[int]) -> bool:
    return any(jobs.blocked[i][j] & jobs.jobs[j].ordered for i, j in combinations(chosen, 2))


def _too_long_days(jobs: Jobs, chosen: Sequence[int], limits: Limits) -> bool:
    if limits.a_day >= HOURS_A_DAY:
        return False
    ordered = week.union(jobs.jobs[i].ordered for i in chosen)
    return any(_hours_on(day, ordered) > limits.a_day for day in week.days(ordered))


def _hours_on(day: int, bits: int) -> float:
    return week.hours(bits & week.window(day, 0, HOURS_A_DAY * 60))


def _runs(jobs: Jobs, i: int, chosen: Sequence[int], limits: Limits) -> Runs:
    """The longest free time of each day for the chosen hours of job ``i``, none longer than the day may be."""
    free = jobs.jobs[i].choice & ~week.union(jobs.blocked[j][i] for j in chosen if j != i)
    found = _longest(free)
    if limits.a_day >= HOURS_A_DAY:
        return found
    ordered = week.union(jobs.jobs[j].ordered for j in chosen)
    left = {day: int((limits.a_day - _hours_on(day, ordered)) * 60 // week.SLOT_MINUTES) for day in found}
    kept = {day: (first, min(slots, left[day])) for day, (first, slots) in found.items()}
    return {day: run for day, run in kept.items() if run[1] >= SHORTEST_FREE}


@lru_cache(maxsize=4096)
def _longest(free: int) -> Runs:
    """The longest free time of each day that is long enough."""
    found: dict[int, tuple[int, int]] = {}
    for first, after in week.runs(free):
        day = first // week.SLOTS_PER_DAY + 1
        if after - first >= max(SHORTEST_FREE, found.get(day, (0, 0))[1] + 1):
            found[day] = (first, after - first)
    return found


def _visits(runs: Runs, slots: int) -> int:
    """``slots`` quarters over as few days as will do, as evenly as their free time allows, from its beginning."""
    longest = sorted(runs.values(), key=lambda run: (-run[1], run[0]))
    count = next((n for n in range(len(longest) + 1) if sum(run[1] for run in longest[:n]) >= slots), len(longest))
    bits = 0
    for number, (first, length) in enumerate(reversed(longest[:count])):
        share = min(length, -(-slots // (count - number)))
        bits |= ((1 << share) - 1) << first
        slots -= share
    return bits
