"""One cell as a Danish consultant types it → the value of one field. Strict: what is not understood is a fault.

Nothing here guesses from free text (that is ``features.reading``); every form is shown in docs/import.md and, in the
template, in the example row. A cell holds plain values, or a list with commas (or line breaks) between its items.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from service.importing.names import code_of, names, plain

Parser = Callable[[str], Any]
_EXCEL_DAYS: Final = range(20_000, 80_000)
_EXCEL_ZERO: Final = date(1899, 12, 30)
_NUMBER: Final = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)?(,\d+)?")


class CellFault(Exception):
    """A cell that cannot be read; ``code`` and ``params`` make the sentence (texts ``faults``)."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.params = params
        super().__init__(code)


def number(cell: str) -> float:
    """``7,5`` · ``1.250,5`` · ``7.5`` · ``7½`` as a number."""
    text = cell.replace(" ", "").replace("\xa0", "").removesuffix("kr.").removesuffix("kr").replace("½", ",5")
    danish = _NUMBER.fullmatch(text)
    plain_form = text.replace(".", "").replace(",", ".") if danish else text
    if not re.fullmatch(r"[+-]?\d*\.?\d+", plain_form):
        raise CellFault("not_a_number")
    return float(plain_form)


def whole(cell: str) -> int:
    """A whole number; ``3,0`` is one too."""
    value = number(cell)
    if value != int(value):
        raise CellFault("not_a_whole_number")
    return int(value)


def day(cell: str) -> date:
    """``1-8-2026`` · ``01.08.2026`` · ``1/8 2026`` · ``2026-08-01`` · Excel's own number of a day."""
    text = cell.strip().split(" 00:00")[0].split("T")[0]
    if text.isdigit() and int(text) in _EXCEL_DAYS:
        return _EXCEL_ZERO + timedelta(days=int(text))
    danish = re.fullmatch(r"(\d{1,2})[-./ ]+(\d{1,2})[-./ ]+(\d{4}|\d{2})\.?", text)
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    parts = (danish[3], danish[2], danish[1]) if danish else iso.groups() if iso else None
    try:
        if parts is None:
            raise ValueError
        year = int(parts[0]) + (2000 if len(parts[0]) == 2 else 0)
        return date(year, int(parts[1]), int(parts[2]))
    except ValueError as error:
        raise CellFault("not_a_date") from error


def yes_no(cell: str) -> bool:
    """``ja`` · ``nej`` (also x, yes, no, 1, 0)."""
    known = {"ja": True, "j": True, "x": True, "yes": True, "true": True, "sandt": True, "1": True}
    known |= {"nej": False, "n": False, "no": False, "false": False, "falsk": False, "0": False}
    if plain(cell) not in known:
        raise CellFault("not_yes_or_no")
    return known[plain(cell)]


def items(cell: str) -> list[str]:
    """The items of a list: commas or line breaks between them; a comma inside a number does not count."""
    return [part.strip() for part in re.split(r",(?!\d)|[\n\r|]+", cell) if part.strip()]


def code(kind: type[StrEnum]) -> Parser:
    """A parser for one code by any of its names."""

    def parse(cell: str) -> str:
        found = code_of(cell, kind)
        if found is None:
            raise CellFault("unknown_name", known=", ".join(sorted(names(kind))[:40]), shown=cell[:40])
        return found.value

    return parse


def several(parse: Parser) -> Parser:
    """A parser for a list of what ``parse`` reads."""
    return lambda cell: [parse(item) for item in items(cell)]


def codes(kind: type[StrEnum]) -> Parser:
    """A parser for a list of codes by name."""
    return several(code(kind))


def word_amounts(cell: str) -> Iterator[tuple[str, float, str]]:
    """``bil 30, cykel 20 min`` as (words, number, unit) per item."""
    for item in items(cell):
        match = re.fullmatch(
            r"(?P<word>.*?[^\d\s,:])\s*:?\s*(?:max\.?|maks\.?|højst)?\s*(?P<n>\d+(?:[.,]\d+)?)\s*(?P<unit>[a-zæøå.]*)",
            item,
        )
        if match is None:
            raise CellFault("not_word_and_number", shown=item[:40])
        yield match["word"], number(match["n"]), match["unit"].strip(".").lower()


def month_day_free(value: object) -> str:
    """A cell of a spreadsheet as the text a person sees: dates as ISO, whole numbers without ``.0``."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        at_midnight = (value.hour, value.minute) == (0, 0)
        return value.date().isoformat() if at_midnight else value.isoformat(" ", "minutes")
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}".replace(".", ",")
    return str(value).strip()
