"""Pictures as numbers: what a template draws, each with the same content in words. Nothing here is a web matter.

A week is a grid of seven columns of ``DAY`` points, ``TALL`` high, drawn from the first to the last hour in use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
EARLIEST: Final = 7
LATEST: Final = 17
MOST_BARS: Final = 6

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
    """Hours a week on a line of ``BAR`` points: what is possible, what is wished, what a job offers; and in words."""

    possible: Box
    wish: float | None
    offered: Box | None
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing that counted: its name, its weight with a sign, and its bar to the right or left of the middle."""

    name: str
    weight: float
    box: Box


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


def hours_bar(
    person: Participant, low: float | None, high: float | None, language: str, key: str = "caseload.hours"
) -> Hours | None:
    """Hours a person can work, wishes, and a job offers (``low`` to ``high``, None: not told); None when not known."""
    least, most, wish = person.hours_min, person.hours_max, person.hours_wish
    if least is None or most is None:
        return None
    told = say(f"{key}.person", language, least=least, most=most, wish=wish if wish is not None else "?")
    ends = [end for end in (low, high) if end is not None]
    if not ends:
        return Hours(_span(least, most, "can"), _at(wish), None, told)
    offer = say(f"{key}.offered", language, hour_span=(min(ends), max(ends)))
    return Hours(_span(least, most, "can"), _at(wish), _span(min(ends), max(ends), "shift_fixed"), f"{told} {offer}")


def _at(hours: float | None) -> float | None:
    return None if hours is None else round(min(hours, FULL_TIME) / FULL_TIME * BAR, 1)


def _span(low: float, high: float, kind: str) -> Box:
    start, end = _at(low) or 0, _at(high) or 0
    return Box(start, 0, max(3, round(end - start, 1)), 10, kind)


def bars(contributions: Mapping[str, float], language: str) -> tuple[Bar, ...]:
    """What counted most, the largest first, with its exact share of the log-odds."""
    names = texts(language)
    known = [(name, value) for name, value in contributions.items() if abs(value) >= 0.005]  # shown with two decimals
    most = sorted(known, key=lambda item: -abs(item[1]))[:MOST_BARS]
    widest = max((abs(value) for _, value in most), default=1.0)
    return tuple(
        Bar(names.get(f"pages.feature.{name}", name), round(value, 2), _share(value, widest)) for name, value in most
    )


def _share(value: float, widest: float) -> Box:
    width = round(max(1.0, abs(value) / widest * 50), 1)
    return Box(50 if value > 0 else 50 - width, 0, width, 10, "for" if value > 0 else "against")
