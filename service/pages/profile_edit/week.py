"""Ugen: a week drawn by ticking parts of days, and exact times beside it; together they are the availability.

A window that fills whole parts is drawn in the grid, any other stands as it was written. What comes out is what went
in: windows that meet are one window.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from features.profiles import Fault, Participant, clock_text
from features.vocabulary import AvailabilityKind
from service.pages.form import Form
from service.pages.profile_edit.section import Raw, Section, rows, worded
from service.texts import texts

PARTS: Final = (6, 8, 10, 12, 14, 16, 18, 22)
"""The hours between which the parts of a day lie."""
SPARE: Final = 3
SEVERAL: Final = {"weekdays": (1, 2, 3, 4, 5), "weekend": (6, 7), "all": (1, 2, 3, 4, 5, 6, 7)}
_CAN: Final = AvailabilityKind.CAN.value


def read(form: Form, person: Participant) -> Raw:
    """The parts that are ticked, joined, and the times that are written; a week drawn alike stays as it was kept."""
    drawn = [*_ticked(form), *_written(form)]
    before = person.model_dump(mode="json")["availability"]
    return {"availability": before if _alike(drawn, before) else drawn}


def _alike(one: Sequence[Mapping[str, Any]], other: Sequence[Mapping[str, Any]]) -> bool:
    """Whether two weeks look the same."""
    return _look(one) == _look(other)


def _look(windows: Sequence[Mapping[str, Any]]) -> tuple[set[str], list[list[str]]]:
    """The ticked cells, and the exact times in an order of their own."""
    cells = {cell for one in windows for cell in _cells_of(one)}
    exact = (one for one in windows if not _cells_of(one))
    return cells, sorted([str(one.get(part)) for part in ("weekday", "start", "end", "kind")] for one in exact)


def _ticked(form: Form) -> Iterator[dict[str, Any]]:
    cells = {cell for cell in form.all("cells") if cell in _CELLS}
    for day in range(1, 8):
        spans = [span for span in pairwise(PARTS) if _cell(day, span) in cells]
        yield from (_window(day, start * 60, end * 60, _CAN) for start, end in _joined(spans))


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that meet as one."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _written(form: Form) -> Iterator[dict[str, Any]]:
    for row in rows(form, "times", ("day", "start", "end", "kind")):
        if row.keys() & {"day", "start", "end"}:
            said = row.get("day", "")
            for day in SEVERAL.get(said, (said,)):
                times = {name: value for name, value in row.items() if name != "day"}
                yield {"kind": _CAN, **({"weekday": day} if said else {}), **times}


def _window(day: int, start: int, end: int, kind: str) -> dict[str, Any]:
    return {"weekday": day, "start": clock_text(start), "end": clock_text(end), "kind": kind}


def choices(raw: Raw, language: str) -> Mapping[str, Any]:
    """The grid, and the times that do not fit into it."""
    drawn = {cell for one in raw["availability"] for cell in _cells_of(one)}
    spans, known = list(pairwise(PARTS)), texts(language)
    days = [(str(day), known[f"vocabulary.weekday.{day}"]) for day in range(1, 8)]
    empty: list[Mapping[str, Any]] = [{"day": "", "kind": _CAN}] * SPARE
    return {
        "days": days,
        "grid": [(span, [(cell := _cell(day, span), name, cell in drawn) for day, name in days]) for span in spans],
        "times": [*({**one, "day": day} for day, one, _ in _exact(raw["availability"])), *empty],
        "day_choices": [*days, *((code, known[f"profile.days.{code}"]) for code in SEVERAL)],
        "kinds": worded("kind", AvailabilityKind, language),
    }


def _exact(windows: Sequence[Mapping[str, Any]]) -> list[tuple[str, Mapping[str, Any], tuple[int, ...]]]:
    """The windows that do not fit the grid as rows: the choice of day, a window, the places of all that it stands for.

    Equal times of all weekdays, of the weekend or of every day are one row.
    """
    alike: dict[tuple[Any, ...], list[int]] = {}
    for at, one in enumerate(windows):
        if not _cells_of(one):
            alike.setdefault((one.get("start"), one.get("end"), one.get("kind")), []).append(at)
    found = []
    for places in alike.values():
        days = tuple(windows[at].get("weekday") for at in places)
        several = next((code for code, all_of in SEVERAL.items() if days == all_of), None)
        rows_of = [(several, places)] if several else [(str(windows[at].get("weekday", "")), [at]) for at in places]
        found += [(day, windows[each[0]], tuple(each)) for day, each in rows_of]
    return found


def _cells_of(window: Mapping[str, Any]) -> list[str]:
    """The cells a window fills exactly; none when it is no plain *can* from one hour of the grid to another."""
    bounds = [clock_text(hour * 60) for hour in PARTS]
    start, end = window.get("start"), window.get("end")
    if window.get("kind") != _CAN or start not in bounds or end not in bounds:
        return []
    inside = range(bounds.index(start), bounds.index(end))
    cells = [_cell(window.get("weekday"), (PARTS[at], PARTS[at + 1])) for at in inside]
    return cells if _CELLS.issuperset(cells) else []


def place(fault: Fault, raw: Raw) -> str:
    """A fault of a window belongs to its row among the exact times."""
    name, _, rest = fault.field.partition(".")
    at, _, part = rest.partition(".")
    if name != "availability" or not at.isdecimal():
        return fault.field
    row = next(number for number, (*_, each) in enumerate(_exact(raw["availability"])) if int(at) in each)
    return f"times.{row}.{'day' if part == 'weekday' else part or 'start'}"


def _cell(day: Any, span: tuple[int, int]) -> str:
    return f"{day}-{span[0]}"


_CELLS: Final = frozenset(_cell(day, span) for day in range(1, 8) for span in pairwise(PARTS))
SECTION: Final = Section("ugen", ("availability",), read, choices, place)
