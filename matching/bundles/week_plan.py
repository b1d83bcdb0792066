"""A bundle's week, line by line: from home to work, between jobs, home again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from features import week
from features.facts import DAY
from matching.bundles.jobs import Jobs

WEEK: Final = 7 * DAY
AT_HOME: Final = 60
"""Minutes at home that make it worth going there between two jobs that a direct way joins."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the week: ISO weekday, minutes after midnight, ``work`` at a job or ``travel`` to it (None: home)."""

    weekday: int
    start: int
    end: int
    kind: str
    vacancy_id: str | None


def entries(jobs: Jobs, chosen: Sequence[int], worked: Sequence[int]) -> tuple[Entry, ...]:
    """The week in order; a line that passes midnight begins on its weekday and is cut there."""
    spells = sorted(
        (first * week.SLOT_MINUTES, last * week.SLOT_MINUTES, i)
        for i, bits in zip(chosen, worked, strict=True)
        for first, last in week.runs(bits)
    )
    lines = [
        line for spell, later in zip(spells, [*spells[1:], None], strict=True) for line in _after(jobs, spell, later)
    ]
    first = _from_home(jobs, spells[0]) if spells else []
    whole = [part for line in [*first, *lines] for part in _by_day(jobs, *line)]
    return tuple(sorted(whole, key=lambda entry: (entry.weekday, entry.start)))


Line = tuple[int, int, str, int | None]
"""Minutes of the week from and to, kind, and which job (None: home)."""
Spell = tuple[int, int, int]


def _from_home(jobs: Jobs, spell: Spell) -> list[Line]:
    start, _, i = spell
    return [(start - _whole(jobs.jobs[i].minutes), start, "travel", i)]


def _after(jobs: Jobs, spell: Spell, later: Spell | None) -> Iterator[Line]:
    """The work, and the way from it to whatever follows."""
    start, end, i = spell
    yield (start, end, "work", i)
    if later is not None:
        if later[0] == end and later[2] == i:
            return
        direct = jobs.direct[i][later[2]] if later[2] != i else 0.0
        stay = later[0] - end - _whole(jobs.jobs[i].minutes) - _whole(jobs.jobs[later[2]].minutes)
        if not np.isnan(direct) and stay < AT_HOME:
            if direct:
                yield (end, end + _whole(direct), "travel", later[2])
            return
    yield (end, end + _whole(jobs.jobs[i].minutes), "travel", None)
    if later is not None:
        yield from _from_home(jobs, later)


def _whole(minutes: float) -> int:
    return int(np.ceil(minutes))


def _by_day(jobs: Jobs, start: int, end: int, kind: str, i: int | None) -> Iterator[Entry]:
    """One line as entries of single days; the week is a circle."""
    name = None if i is None else jobs.jobs[i].opening.vacancy.id
    while start < end:
        day, minute = divmod(start % WEEK, DAY)
        last = min(end, start - minute + DAY)
        yield Entry(day + 1, minute, minute + last - start, kind, name)
        start = last
