"""Times of the week as people type them: ``tirsdag 8-12, torsdag 8.30-12`` · ``man-fre 9-14 helst``.

A night over midnight becomes two windows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from features.profiles import clock_text
from features.vocabulary import AvailabilityKind, ShiftKind
from service.importing.cells import CellFault
from service.importing.names import names, plain

_DAYS: Final = (
    r"man(dag(e|ene)?)?|mon(days?)?", r"tirs?(dag(e|ene)?)?|tue(s|sdays?)?", r"ons(dag(e|ene)?)?|wed(nesdays?)?",
    r"tors?(dag(e|ene)?)?|thu(r|rs|rsdays?)?", r"fre(dag(e|ene)?)?|fri(days?)?", r"lør(dag(e|ene)?)?|sat(urdays?)?",
    r"søn(dag(e|ene)?)?|sun(days?)?",
)  # fmt: skip
_MANY: Final = {
    "hverdage": range(1, 6), "hverdag": range(1, 6), "alle hverdage": range(1, 6), "weekdays": range(1, 6),
    "weekend": range(6, 8), "weekender": range(6, 8), "alle dage": range(1, 8), "hver dag": range(1, 8),
    "dagligt": range(1, 8), "every day": range(1, 8),
}  # fmt: skip
_CLOCK: Final = r"(?:kl\.? ?)?(\d{1,2})(?:[.:](\d{2}))?"
_TIME: Final = re.compile(rf"{_CLOCK}\s*(?:-|–|til|to)\s*{_CLOCK}")
_EVENING, _MORNING, _DAY = 18 * 60, 10 * 60, 24 * 60


@dataclass(frozen=True, slots=True)
class Times:
    """Some weekdays, a start and an end in minutes (an end before the start is the next morning), and a code."""

    weekdays: tuple[int, ...]
    start: int
    end: int
    kind: str


def availability(cell: str) -> list[dict[str, Any]]:
    """Windows of one weekday each, as ``Participant.availability`` takes them; a night becomes two windows."""
    found: list[dict[str, Any]] = []
    for times in _parts(cell, AvailabilityKind):
        for weekday in times.weekdays:
            for on, start, end in _one_or_two(weekday, times.start, times.end):
                found.append(_window(start, end, times.kind or "can") | {"weekday": on})
    return found


def shifts(cell: str) -> list[dict[str, Any]]:
    """Windows on several weekdays, as ``Vacancy.shifts`` takes them; a night becomes two shifts."""
    found: list[dict[str, Any]] = []
    for times in _parts(cell, ShiftKind):
        pieces = [piece for day in times.weekdays for piece in _one_or_two(day, times.start, times.end)]
        for start, end in dict.fromkeys((start, end) for _, start, end in pieces):
            days = sorted(day for day, first, last in pieces if (first, last) == (start, end))
            found.append(_window(start, end, times.kind or "fixed") | {"weekdays": days})
    return found


def _window(start: int, end: int, kind: str) -> dict[str, Any]:
    return {"start": clock_text(start), "end": clock_text(end), "kind": kind}


def _one_or_two(weekday: int, start: int, end: int) -> list[tuple[int, int, int]]:
    if end > start:
        return [(weekday, start, end)]
    morning = [(weekday % 7 + 1, 0, end)] if end else []
    return [(weekday, start, _DAY), *morning]


def _parts(cell: str, kind: type[StrEnum]) -> Iterator[Times]:
    """Each item with a time; days without one (»man, ons 8-12«) wait for the next time."""
    days: list[int] = []
    used = True
    for item in re.split(r"[,\n|]+| og (?=[a-zæøå])", cell):
        if not item.strip():
            continue
        time = _TIME.search(item)
        before = item[: time.start()] if time else item
        code, before = _code(f"{before} {item[time.end() :] if time else ''}", kind)
        named = _weekdays(before, item) if before else []
        days = named if used and named else [*days, *named] if not used else days
        used = time is not None
        if time is not None:
            if not days:
                raise CellFault("not_times", shown=item.strip()[:40])
            yield Times(tuple(dict.fromkeys(days)), *_minutes(time, item), code)
    if not used:
        raise CellFault("not_times", shown=cell[:40])


def _code(text: str, kind: type[StrEnum]) -> tuple[str, str]:
    """The code named in ``text`` ("" when none) and the rest of it."""
    rest = plain(re.sub(r"[()]", " ", text))
    for name in sorted(names(kind), key=len, reverse=True):
        match = re.search(rf"\b{re.escape(name)}\b", rest)
        if match:
            return names(kind)[name], plain(rest[: match.start()] + rest[match.end() :])
    return "", rest


def _weekdays(text: str, item: str) -> list[int]:
    if text in _MANY:
        return list(_MANY[text])
    found: list[int] = []
    for part in re.split(r"\s*(?:\+|&|/|\bog\b|\band\b|\s)\s*(?!til)", re.sub(r"\s*(-|–|til)\s*", "-", text)):
        ends = [_weekday(name) for name in part.split("-")] if part else []
        if None in ends or len(ends) > 2:
            raise CellFault("not_times", shown=item.strip()[:40])
        first, last = (ends[0] or 0, ends[-1] or 0) if ends else (1, 0)
        found += [(day - 1) % 7 + 1 for day in range(first, (last if last >= first or not ends else last + 7) + 1)]
    return found


def _weekday(name: str) -> int | None:
    bare = name.strip(" .")
    return next((day for day, names_ in enumerate(_DAYS, start=1) if re.fullmatch(names_, bare)), None)


def _minutes(time: re.Match[str], item: str) -> tuple[int, int]:
    start, end = int(time[1]) * 60 + int(time[2] or 0), int(time[3]) * 60 + int(time[4] or 0)
    if max(start, end) > _DAY or int(time[2] or 0) > 59 or int(time[4] or 0) > 59:
        raise CellFault("not_a_clock_time", shown=item.strip()[:40])
    if end <= start and not (start >= _EVENING and end <= _MORNING):
        raise CellFault("ends_before_it_begins", start=clock_text(start), end=clock_text(end))
    return start, end
