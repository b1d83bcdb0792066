"""Near misses of the clock: which minutes of which days a person would have to be free for a job.

    away = the job's windows, with the minutes of the way before and after each spell
    gap  = away − the time the person can be away from home

Windows lie on the quarters of the week, the way is counted in whole minutes: "25 minutes on Tuesday afternoon, the way
home included". Two forms, over columns and for one pair; a property test holds them together.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from features import week
from matching.rules.base import Request

DAY = 24 * 60


class Way(StrEnum):
    """Which way is among the missing minutes: to work, home, both, or none (the work itself)."""

    NONE = "none"
    THERE = "there"
    HOME = "home"
    BOTH = "both"


Gap: TypeAlias = tuple[int, int, int, Way]
"""ISO weekday, first and last minute after midnight that are missing, and the way among them."""


def gaps(fixed: int, possible: int, minutes: float) -> tuple[Gap, ...]:
    """The minutes missing round the windows ``fixed`` when the way takes ``minutes``, as stretches of single days."""
    parts = sorted(_parts(fixed, possible, int(np.ceil(minutes))))
    found: list[Gap] = []
    for part in parts:
        if found and found[-1][0] == part[0] and found[-1][2] == part[1]:
            day, start, _, way = found.pop()
            found.append((day, start, part[2], _both(way, part[3])))
        else:
            found.append(part)
    return tuple(found)


def missing_minutes(request: Request) -> NDArray[np.int64]:
    """(n, 7) minutes missing on each ISO weekday for the windows that must be worked, 0 where none are.

    An unknown way counts as none, and so does an unknown week of the person's.
    """
    possible, columns = request.person.possible, request.columns
    found = np.zeros((len(request), 7), np.int64)
    rows = np.flatnonzero(columns.fixed.any(axis=1))
    if possible is None or possible == week.FULL or not len(rows):
        return found
    work = week.slots(columns.fixed[rows])
    way = np.ceil(np.nan_to_num(request.journeys.minutes[rows])).astype(np.int64)
    lacking = np.where(work, week.SLOT_MINUTES, np.maximum(_on_the_way(work, way, 1), _on_the_way(work, way, -1)))
    lacking[:, week.slots(week.pack([possible]))[0]] = 0
    found[rows] = lacking.reshape(len(rows), 7, week.SLOTS_PER_DAY).sum(axis=2)
    return found


def _on_the_way(work: NDArray[np.bool_], way: NDArray[np.int64], step: int) -> NDArray[np.int64]:
    """(n, 672) minutes of each slot that the way home (``step`` 1) or to work (-1) takes."""
    minutes = np.zeros(work.shape, np.int64)
    seen = work
    for distance in range(1, int(np.ceil(way.max(initial=0) / week.SLOT_MINUTES)) + 1):
        now = np.roll(work, step * distance, axis=1)
        left = np.clip(way - (distance - 1) * week.SLOT_MINUTES, 0, week.SLOT_MINUTES)
        minutes = np.where(now & ~seen, left[:, None], minutes)
        seen = seen | now
    return minutes


def _parts(fixed: int, possible: int, way: int) -> list[Gap]:
    """The missing minutes slot by slot."""
    found = [_slot_part(slot, 0, week.SLOT_MINUTES, Way.NONE) for slot in _each(fixed & ~possible)]
    home, there = _slots_on_the_way(fixed, way, 1), _slots_on_the_way(fixed, way, -1)
    for slot in sorted(home.keys() | there.keys()):
        if possible >> slot & 1:
            continue
        after, before = home.get(slot, 0), there.get(slot, 0)
        named = Way.BOTH if after and before else Way.HOME if after else Way.THERE
        first = 0 if after >= before else week.SLOT_MINUTES - before
        found.append(_slot_part(slot, first, first + max(after, before), named))
    return found


def _slots_on_the_way(fixed: int, way: int, step: int) -> dict[int, int]:
    """The slots that the way after (1) or before (-1) each spell takes → how many minutes of each."""
    found: dict[int, int] = {}
    seen = fixed
    for distance in range(1, -(-way // week.SLOT_MINUTES) + 1):
        now = week.turned(fixed, step * distance)
        left = min(way - (distance - 1) * week.SLOT_MINUTES, week.SLOT_MINUTES)
        found |= dict.fromkeys(_each(now & ~seen), left)
        seen |= now
    return found


def _each(bits: int) -> list[int]:
    return [slot for first, last in week.runs(bits) for slot in range(first, last)]


def _slot_part(slot: int, first: int, last: int, way: Way) -> Gap:
    day, within = divmod(slot * week.SLOT_MINUTES, DAY)
    return day + 1, within + first, within + last, way


def _both(one: Way, other: Way) -> Way:
    """The ways of two stretches that meet."""
    if Way.NONE in (one, other):
        return one if other is Way.NONE else other
    return one if one is other else Way.BOTH


__all__ = ["Gap", "Way", "gaps", "missing_minutes"]
