"""Danish and English dates in a text: start, application deadline, end.

A date without a year is the first one on or after ``on`` (the day the text was written), with a month of grace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from features.reading.document import Document

_MONTHS: Final = (
    "jan(?:uar|uary)?", "feb(?:ruar|ruary)?", "mar(?:ts|ch)?", "apr(?:il)?", "ma[jy]", "jun[ie]?", "jul[iy]?",
    "aug(?:ust)?", "sep(?:t|tember)?", "o[kc]t(?:ober)?", "nov(?:ember)?", "de[cs](?:ember)?",
)  # fmt: skip
_GRACE: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and its place in the text."""

    day: date
    start: int
    end: int


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    month = "|".join(rf"(?P<m{number}>{name})" for number, name in enumerate(_MONTHS, 1))
    english = "|".join(rf"(?P<e{number}>{name})" for number, name in enumerate(_MONTHS, 1))
    return re.compile(
        rf"(?<![\d.,/-])(?P<d>[0-3]?\d)(?:\.|st|nd|rd|th)?\s?(?:of )?(?:{month})\b\.?,?(?:\s*(?P<y>20\d\d))?|"
        rf"\b(?:{english})\s(?P<ed>[0-3]?\d)(?:st|nd|rd|th)?\b(?:,?\s*(?P<ey>20\d\d))?|"
        r"(?<![\d.,/-])(?P<iso>20\d\d-[01]\d-[0-3]\d)\b|"
        r"(?<![\d.,/-])(?P<nd>[0-3]?\d)[./-](?P<nm>0?[1-9]|1[0-2])(?:[./-](?P<ny>20\d\d|\d\d))?(?![\d/]|"
        r"[.,]\d|\s*(?:timer|kr|kg))"
    )


def dates(doc: Document, on: date) -> Iterator[Dated]:
    """Every calendar date of the text, in order; impossible ones are left out."""
    for match in _pattern().finditer(doc.low):
        day = _date(match, on)
        if day is not None and _meant_as_date(doc, match):
            yield Dated(day, match.start(), match.end())


def _meant_as_date(doc: Document, match: re.Match[str]) -> bool:
    """A bare "1/8" or "2.4" is a date only after a word that leads to one."""
    if not match["nd"] or match["ny"]:
        return True
    before = doc.low[max(0, match.start() - 14) : match.start()]
    return (
        bool(
            re.search(
                r"(?:\bd\.|\bden|\bpr\.?|\bfra|\bfrist\w*:?|\bsenest|\bper|\binden|\bstart\w*:?|\bby|\btil)\s*(?:d\.|"
                r"den)?\s*$",
                before,
            )
        )
        and "/" in match[0]
    ) or "d." in before[-4:]


def _date(match: re.Match[str], on: date) -> date | None:
    if match["iso"]:
        return _made(*map(int, match["iso"].split("-")))
    if match["nd"]:
        short = int(match["ny"]) if match["ny"] else None
        whole = short + 2000 if short is not None and short < 100 else short
        return _whole(whole, int(match["nm"]), int(match["nd"]), on)
    prefix, day, year = ("e", match["ed"], match["ey"]) if match["ed"] else ("m", match["d"], match["y"])
    month = next(number for number in range(1, 13) if match[f"{prefix}{number}"])
    return _whole(int(year) if year else None, month, int(day), on)


def _whole(year: int | None, month: int, day: int, on: date) -> date | None:
    if year is not None:
        return _made(year, month, day)
    this = _made(on.year, month, day)
    return this if this is None or this >= on - _GRACE else _made(on.year + 1, month, day)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
