"""A statement about a person in words: what notes say, and what stands in the profile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from features.decisions import State, Statement
from features.profiles import FunctionalNeed, Transport
from features.vocabulary import Cefr, Credential, SupportNeed, WishKind
from service.pages.participant import need_sentence, travel_sentence
from service.pages.wish_words import wish_name
from service.texts import say, show, texts

_SKILLS: Final = ("listen", "speak", "read", "write")
_WHOLE_DAY: Final = ("00:00", "24:00")


def told(field: str, value: Any, language: str) -> str:
    """What a value of a field says, as a consultant would."""
    if field in _TOLD:
        said = _TOLD[field](value, language)
    elif field in ("resources", "motivation"):
        said = str(value)
    elif field in ("skills", "experience"):
        said = value["text"]
    else:
        said = say(f"notes.told.{field}", language, value=value)
    return said[:1].upper() + said[1:]


def standing_told(one: Statement, language: str) -> str:
    """What the profile says about the same thing."""
    if isinstance(one.standing, Mapping) and "opposite" in one.standing:
        return told(one.standing["opposite"], one.standing["value"], language)
    if one.field in ("resources", "motivation") and one.state in (State.STANDS, State.UNCONFIRMED):
        return told(one.field, one.value, language)
    return told(one.field, one.standing, language)


def _times(windows: list[dict[str, Any]], language: str) -> str:
    """ "Kan arbejde mandag–fredag 08:00–12:00 og fra 18:00"; a whole day has no clock."""
    spans: dict[tuple[str, str], list[int]] = {}
    for item in windows:
        spans.setdefault((item["start"], item["end"]), []).append(item["weekday"])
    alike: dict[tuple[int, ...], list[str]] = {}
    for (start, end), days in spans.items():
        alike.setdefault(tuple(sorted(days)), []).append(_clock(start, end, language))
    parts = [f"{_days(days, language)} {show(clocks, language)}".strip() for days, clocks in alike.items()]
    return say(f"notes.told.availability.{windows[0].get('kind', 'can')}", language, when=", ".join(parts))


def _days(days: tuple[int, ...], language: str) -> str:
    names = [texts(language)[f"vocabulary.weekday.{day}"] for day in days]
    running = len(names) > 2 and days[-1] - days[0] == len(names) - 1
    return f"{names[0]}–{names[-1]}" if running else show(names, language)


def _clock(start: str, end: str, language: str) -> str:
    if (start, end) == _WHOLE_DAY:
        return ""
    known = texts(language)
    if start == _WHOLE_DAY[0]:
        return known["notes.until"].format(end=end)
    return known["notes.since"].format(start=start) if end == _WHOLE_DAY[1] else f"{start}–{end}"


def _levels(value: Mapping[str, Any], language: str) -> str:
    """ "Dansk: forstår B1, taler B1"; one level where all four are the same."""
    known = {skill: show(Cefr(value[skill]), language) for skill in _SKILLS if value.get(skill)}
    if len(known) == len(_SKILLS) and len(set(known.values())) == 1:
        return say("notes.told.language.all", language, spoken=value["language"], level=known["speak"])
    if not known:
        return say("notes.told.language.unknown", language, spoken=value["language"])
    parts = [say(f"notes.told.language.{skill}", language, level=level).lower() for skill, level in known.items()]
    return say("notes.told.language", language, spoken=value["language"], parts=", ".join(_kept(parts, known)))


def _kept(parts: list[str], known: Mapping[str, str]) -> Iterator[str]:
    """The parts in lower case, their levels as they are written."""
    return (part.replace(level.lower(), level) for part, level in zip(parts, known.values(), strict=True))


def _wish(field: str) -> Callable[[Any, str], str]:
    def said(value: Mapping[str, Any], language: str) -> str:
        name = wish_name(WishKind(value["kind"]), str(value["value"]), language)
        return say(f"notes.told.{field}", language, value=name)

    return said


def _home(value: Mapping[str, Any], language: str) -> str:
    place = " ".join(filter(None, (value.get("postcode"), value.get("town"))))
    return say("notes.told.home", language, value=place)


_TOLD: Final[Mapping[str, Callable[[Any, str], str]]] = {
    "availability": _times,
    "languages": _levels,
    "wishes": _wish("wishes"),
    "do_not_want": _wish("do_not_want"),
    "home": _home,
    "earliest_start": lambda value, language: say(
        "notes.told.earliest_start", language, value=date.fromisoformat(value)
    ),
    "transport": lambda value, language: travel_sentence(Transport(**value), language),
    "functional_needs": lambda value, language: need_sentence(FunctionalNeed(**value), language),
    "support_needs": lambda value, language: say("notes.told.support_needs", language, value=SupportNeed(value)),
    "credentials": lambda value, language: say("notes.told.credentials", language, value=Credential(value["code"])),
    "credentials_missing": lambda value, language: say(
        "notes.told.credentials_missing", language, value=Credential(value)
    ),
}
