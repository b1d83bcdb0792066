"""Every sentence a user reads, Danish and English, keyed by code.

One folder a language, one JSON file a subject: ``reasons`` (rules, reasons, questions), ``vocabulary`` (names of
codes), ``faults`` (what is wrong with a record), ``problems`` (API), ``cli`` … A key is ``subject.code``; a text may
hold ``{parameters}``. ``say`` is the only way to a sentence.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

LANGUAGES: Final = ("da", "en")


@lru_cache(maxsize=len(LANGUAGES))
def texts(language: str) -> Mapping[str, str]:
    """Every text of one language by ``subject.code``."""
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
    found: dict[str, str] = {}
    for path in sorted((Path(__file__).parent / language).glob("*.json")):
        found |= {f"{path.stem}.{code}": text for code, text in json.loads(path.read_text(encoding="utf-8")).items()}
    return found


def say(key: str, language: str = "da", **params: Any) -> str:
    """The text of ``key`` with its parameters shown as people write them. ``KeyError`` names a key that has no text."""
    shown = {name: _SPECIAL.get(name, show)(value, language) for name, value in params.items()}
    sentence = texts(language)[key].format_map(_Forgiving(shown))
    return sentence[:1].upper() + sentence[1:]


class _Forgiving(dict[str, str]):
    """A parameter nobody gave is shown as nothing rather than losing the sentence."""

    def __missing__(self, key: str) -> str:
        return ""


def show(value: Any, language: str = "da") -> str:
    """A value as a person reads it: codes by name, dates, numbers with the language's comma, lists joined."""
    if isinstance(value, StrEnum):
        return texts(language).get(f"vocabulary.{type(value).__name__}.{value.value}", value.value)
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}" if language == "da" else value.isoformat()
    if isinstance(value, float):
        plain = f"{value:g}"
        return plain.replace(".", ",") if language == "da" else plain
    if isinstance(value, list | tuple | set | frozenset):
        parts = [show(item, language) for item in value]
        joiner = " og " if language == "da" else " and "
        return joiner.join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
    return "" if value is None else str(value)


def _language_name(value: Any, language: str) -> str:
    return texts(language).get(f"vocabulary.language.{value}", str(value))


def _credential_names(value: Any, language: str) -> str:
    """Licences and certificates by name, whether they come as codes or as ``Credential``."""
    return show([texts(language).get(f"vocabulary.Credential.{code}", str(code)) for code in value], language)


def _day_names(value: Any, language: str) -> str:
    return show([texts(language)[f"vocabulary.weekday.{day}"] for day in value], language)


def _shift_times(value: Any, language: str) -> str:
    """ "mandag–fredag 08:00–12:00" for each window (weekdays, start, end, kind)."""
    windows = ((_span_of_days(days, language), _clock(start), _clock(end)) for days, start, end, _ in value)
    return ", ".join(f"{days} {start}–{end}" for days, start, end in windows)


def _span_of_days(days: Iterable[int], language: str) -> str:
    """ "mandag–fredag", or the days one by one where they do not follow each other."""
    numbers = sorted(days)
    names = [texts(language)[f"vocabulary.weekday.{day}"] for day in numbers]
    running = len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1))
    return f"{names[0]}–{names[-1]}" if running else show(names, language)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


_LONG_GAP: Final = 120
"""Minutes from which a gap is shown with its clock times: it is more than coming a little late."""
_DAY_PARTS: Final = ((5, "night"), (9, "early"), (12, "morning"), (18, "afternoon"), (24, "evening"))


def _gaps(value: Any, language: str) -> str:
    """ "25 minutter tirsdag og torsdag eftermiddag, hjemturen medregnet" for (weekday, start, end, way) each."""
    days: dict[tuple[str, str, str], list[int]] = {}
    for day, start, end, way in value:
        part = next(name for hour, name in _DAY_PARTS if start < hour * 60)
        when = texts(language)[f"times.daypart.{part}"]
        if end - start >= _LONG_GAP:
            when = f"{_clock(start)}–{_clock(end)}"
        days.setdefault((_length(end - start, language), when, str(way)), []).append(day)
    told = []
    for (length, when, way), each in days.items():
        ways = texts(language).get(f"times.way.{way}", "")
        told.append(", ".join(filter(None, [f"{length} {_span_of_days(each, language)} {when}", ways])))
    return "; ".join(told)


def _length(minutes: int, language: str) -> str:
    hours, rest = divmod(minutes, 60)
    name = "minutes" if not hours else "hours_minutes" if rest else "hours"
    return texts(language)[f"times.length.{name}"].format(hours=hours, minutes=rest)


def _hour_span(value: Any, language: str) -> str:
    """ "20" or "16–20" for (low, high)."""
    return "–".join(show(float(end), language) for end in dict.fromkeys(value))


def _levels(value: Any, language: str) -> str:
    """ "B1" where every skill is to be at B1, else each level in the order of the skills."""
    return show(tuple(dict.fromkeys(value)) if len(set(value)) == 1 else value, language)


_SPECIAL: Final = {
    "credentials": _credential_names,
    "gaps": _gaps,
    "wanted": _levels,
    "levels": _levels,
    "hour_span": _hour_span,
    "spoken": _language_name,
    "days": _day_names,
    "shifts": _shift_times,
}
"""Parameters that are not shown as what they are."""
