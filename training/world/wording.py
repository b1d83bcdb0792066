"""Danish and English in small pieces: lists, weekdays, clock times, numbers, and the sentence patterns of this world.

The patterns stand in ``data/*.toml``; a pattern is filled with ``str.format_map``. Everything here is written for the
invented Viborg: no real advert, person or firm stands behind it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from features.profiles import Shift
from features.vocabulary import ShiftKind

DATA: Final = Path(__file__).parent / "data"
WEEKDAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "da": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
AND: Final[Mapping[str, str]] = {"da": " og ", "en": " and "}
TO: Final[Mapping[str, str]] = {"da": " til ", "en": " to "}
DAY: Final = 24 * 60


@lru_cache(maxsize=8)
def patterns(name: str) -> Mapping[str, Any]:
    """The tables of ``data/<name>.toml``."""
    with (DATA / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def listed(items: Sequence[str], language: str = "da") -> str:
    """``a, b og c``."""
    return AND[language].join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def days_text(days: Sequence[int], language: str = "da") -> str:
    """``mandag til fredag`` for three or more days in a row, else the days one by one."""
    names = [WEEKDAYS[language][day - 1] for day in days]
    if len(days) >= 3 and list(days) == list(range(days[0], days[-1] + 1)):
        return names[0] + TO[language] + names[-1]
    return listed(names, language)


def hour_text(minutes: int, language: str = "da") -> str:
    """``8`` or ``8.30`` in Danish, ``8:00`` in English; the end of the day is 24."""
    if language == "en":
        return f"{minutes // 60}:{minutes % 60:02d}"
    return f"{minutes // 60}.{minutes % 60:02d}" if minutes % 60 else str(minutes // 60)


def clock_text(start: int, end: int, language: str = "da") -> str:
    """``kl. 8-12.30``; an end past midnight is written as the hour of the next day."""
    first, last = hour_text(start, language), hour_text(end % DAY or DAY if end > DAY else end, language)
    return f"kl. {first}-{last}" if language == "da" else f"{first}-{last}"


def number_text(value: float, language: str = "da") -> str:
    """``12`` or ``7,5`` (``7.5`` in English)."""
    text = f"{value:g}"
    return text.replace(".", ",") if language == "da" else text


def hours_text(low: float, high: float, language: str = "da") -> str:
    """``12`` or ``10-15``."""
    ends = [number_text(low, language)] + ([number_text(high, language)] if high != low else [])
    return "-".join(ends)


def in_sentence(title: str) -> str:
    """A title as it stands inside a sentence: small first letter unless it begins with an abbreviation."""
    return title if title[1:2].isupper() or title[1:2] in "-&" else title[:1].lower() + title[1:]


def with_article(title: str, language: str = "da") -> str:
    """``en stuepige``, ``et avisbud``; ``a cleaner``, ``an egg packer``."""
    if language == "en":
        return ("an " if title[:1].lower() in "aeiou" else "a ") + title
    return ("et " if title.split(maxsplit=1)[0].endswith("bud") else "en ") + in_sentence(title)


def sentence(text: str) -> str:
    """``text`` with a capital first letter and single spaces."""
    tidy = " ".join(text.split())
    return tidy[:1].upper() + tidy[1:]


def shifts_of(days: Sequence[int], start: int, end: int, kind: ShiftKind) -> tuple[Shift, ...]:
    """One window on ``days``; a night past midnight is split into the evening and the next morning."""
    if end <= DAY:
        return (Shift(weekdays=tuple(days), start=start, end=end, kind=kind),)
    after = tuple(sorted(day % 7 + 1 for day in days))
    return (
        Shift(weekdays=tuple(days), start=start, end=DAY, kind=kind),
        Shift(weekdays=after, start=0, end=end - DAY, kind=kind),
    )
