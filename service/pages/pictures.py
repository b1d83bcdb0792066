"""Pictures as numbers: what a template draws, each with the same content in words. Nothing here is a web matter.

A week is a grid of seven columns of ``DAY`` points, ``TALL`` high, drawn from the first to the last hour in use.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from features.profiles import Participant, Shift
from features.vocabulary import AvailabilityKind
from matching.bundles import Entry
from service.texts import say, texts

DAY: Final = 40
LEFT: Final = 34
TOP: Final = 18
TALL: Final = 150
FULL_TIME: Final = 37.0
BAR: Final = 300
LEAST: Final = 8
EARLIEST: Final = 7
LATEST: Final = 17

Times = tuple[int, int, int, str]
"""ISO weekday, start and end in minutes after midnight, and the kind: a class of the style sheet and a text."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a picture, in points, and its kind."""

    x: float
    y: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True, slots=True)
class Week:
    """A week: its boxes, the hours (o'clock, y) written at the side, the days (letters, x), and the same in words."""

    boxes: tuple[Box, ...]
    hours: tuple[tuple[int, float], ...]
    days: tuple[tuple[str, float], ...]
    words: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours a week on a line of ``BAR`` points: what is possible, what is wished, what a job offers.

    ``lines`` say the same, as (kind, words): kinds are classes of the style sheet.
    """

    possible: Box | None
    wish: float | None
    offered: Box | None
    lines: tuple[tuple[str, str], ...]


def times_of(person: Participant) -> tuple[Times, ...]:
    """When a person can, would rather, or would rather not."""
    known = ((item.weekday, item.start, item.end, item.kind.value) for item in person.availability)
    order = [kind.value for kind in (AvailabilityKind.CAN, AvailabilityKind.PREFER, AvailabilityKind.AVOID)]
    return tuple(sorted(known, key=lambda item: (order.index(item[3]), item)))


def shift_times(shifts: Iterable[Shift]) -> tuple[Times, ...]:
    """When a job is."""
    return tuple((day, one.start, one.end, f"shift_{one.kind.value}") for one in shifts for day in one.weekdays)


def plan_times(week: Iterable[Entry]) -> tuple[Times, ...]:
    """When the jobs of a bundle are, and the ways between them."""
    return tuple((item.weekday, item.start, item.end, item.kind) for item in week)


def week(times: Sequence[Times], language: str) -> Week | None:
    """The week of some times, or None when there are none."""
    if not times:
        return None
    first = min(EARLIEST, min(start for _, start, _, _ in times) // 60)
    last = max(LATEST, -(-max(end for _, _, end, _ in times) // 60))
    scale = TALL / (60 * (last - first))
    boxes = tuple(_box(item, first, scale) for item in times)
    each = 3 if last - first > 8 else 2
    hours = tuple((clock, round(TOP + (clock - first) * 60 * scale, 1)) for clock in range(first, last + 1, each))
    names = [texts(language)[f"vocabulary.weekday.{day}"][:2] for day in range(1, 8)]
    days = tuple((name, LEFT + number * DAY + DAY / 2) for number, name in enumerate(names))
    kinds = tuple(dict.fromkeys(kind for *_, kind in times))
    return Week(boxes, hours, days, tuple(_line(times, kind, language) for kind in kinds), kinds)


def _box(item: Times, first: int, scale: float) -> Box:
    day, start, end, kind = item
    inset = 9 if kind.startswith("shift") else 3
    x, y = LEFT + (day - 1) * DAY + inset, TOP + (start - 60 * first) * scale
    return Box(x, round(y, 1), DAY - 2 * inset, round(max(2, (end - start) * scale), 1), kind)


def _line(times: Sequence[Times], kind: str, language: str) -> str:
    """ "Kan: mandag–fredag 08:15–13:45"."""
    days: dict[tuple[int, int], list[int]] = {}
    for day, start, end, one in times:
        if one == kind:
            days.setdefault((start, end), []).append(day)
    windows = [(sorted(set(each)), start, end, kind) for (start, end), each in days.items()]
    return say(f"caseload.week.{kind}", language, shifts=windows)


def hours_bar(person: Participant, low: float | None, high: float | None, language: str) -> Hours | None:
    """Hours a person can work and wishes, and what a job offers (``low`` to ``high``); None when none is known."""
    least, most, wish = person.hours_min, person.hours_max, person.hours_wish
    ends = [end for end in (low, high) if end is not None]
    known = {"least": least, "most": most}
    can = "_".join(name for name, value in known.items() if value is not None)
    told = [("can", say(f"pictures.hours.{can}", language, **known))] if can else []
    told += [("wish", say("pictures.hours.wish", language, wish=wish))] if wish is not None else []
    told += [("shift_fixed", say("pictures.hours.offered", language, hour_span=(min(ends), max(ends))))] if ends else []
    if not told:
        return None
    possible = _span(least or 0, FULL_TIME if most is None else most, "can") if can else None
    offered = _span(min(ends), max(ends), "shift_fixed") if ends else None
    return Hours(possible, _at(wish), offered, tuple(told))


def _at(hours: float | None) -> float | None:
    return None if hours is None else round(min(hours, FULL_TIME) / FULL_TIME * BAR, 1)


def _span(low: float, high: float, kind: str) -> Box:
    """At least wide enough to be seen, with its middle where it belongs."""
    start, end = _at(low) or 0, _at(high) or 0
    width = max(float(LEAST), round(end - start, 1))
    return Box(round((start + end - width) / 2, 1), 0, width, 10, kind)
