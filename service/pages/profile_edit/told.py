"""The fields of a profile as lines a person reads: who said them, and what somebody else has made of them meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from features.profiles import Participant
from features.vocabulary import Source
from service.faults import field_name
from service.flows.profile import Meanwhile
from service.pages.participant import need_sentence, travel_sentence
from service.pages.pictures import times_of, week
from service.pages.wish_words import wish_name
from service.texts import say, show, texts

Told = Callable[[Participant, str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Turned:
    """A field that somebody else changed: its name, what stood there and what stands there now, a line each."""

    name: str
    gone: tuple[str, ...]
    come: tuple[str, ...]


def turned(found: Meanwhile, fields: Iterable[str], language: str) -> tuple[Turned, ...]:
    """What of ``fields`` is another now than it was."""
    then, now = found.then, found.now.record
    names = [name for name in fields if getattr(then, name) != getattr(now, name)]
    return tuple(_turned(name, lines_of(then, name, language), lines_of(now, name, language), language)
                 for name in names)  # fmt: skip


def _turned(name: str, before: tuple[str, ...], after: tuple[str, ...], language: str) -> Turned:
    gone = tuple(line for line in before if line not in after)
    come = tuple(line for line in after if line not in before)
    return Turned(field_name(name, language), gone, come)


def lines_of(person: Participant, name: str, language: str) -> tuple[str, ...]:
    """A field in words, a line for each thing in it."""
    if name in _TOLD:
        return tuple(_TOLD[name](person, language))
    value = getattr(person, name)
    if isinstance(value, bool):
        return (say("profile.yes" if value else "profile.no", language),)
    return (show(value, language),) if value not in (None, "", ()) else ()


def said(person: Participant, fields: Iterable[str], language: str) -> dict[str, str]:
    """Who said each field and when, in whose words where it was read from a text; nothing for what nobody marked."""
    return {name: _said(person, name, language) for name in fields if name in person.provenance}


def _said(person: Participant, name: str, language: str) -> str:
    mark = person.provenance[name]
    known = texts(language)
    parts = [known[f"profile.source.{mark.source.value}"]]
    if mark.recorded_at:
        parts.append(show(mark.recorded_at, language))
    if mark.evidence and mark.source is Source.TEXT:
        parts.append(f"»{mark.evidence}«")
    if not mark.confirmed:
        parts.append(known["profile.source.unconfirmed"])
    return ", ".join(parts)


def _wishes(name: str) -> Told:
    return lambda person, language: [wish_name(one.kind, one.value, language) for one in getattr(person, name)]


def _texts(name: str) -> Told:
    return lambda person, _: [one.text for one in getattr(person, name)]


def _papers(person: Participant, language: str) -> Iterator[str]:
    for one in person.credentials:
        until = say("profile.until", language, day=one.expires) if one.expires else ""
        yield f"{show(one.code, language)} {until}".strip()


def _languages(person: Participant, language: str) -> Iterator[str]:
    for one in person.languages:
        levels = {skill: getattr(one, skill) or "?" for skill in ("listen", "speak", "read", "write")}
        yield say("caseload.language", language, spoken=one.language, **levels)


def _needs(person: Participant, language: str) -> Iterator[str]:
    for one in person.functional_needs:
        yield f"{need_sentence(one, language)} ({say('profile.hard' if one.hard else 'profile.soft', language)})"


def _week(person: Participant, language: str) -> tuple[str, ...]:
    drawn = week(times_of(person), language)
    return drawn.words if drawn else ()


def _home(person: Participant, _language: str) -> list[str]:
    home = person.home
    return [" ".join(filter(None, (home.postcode, home.town)))] if home else []


def _ramp(person: Participant, language: str) -> Iterator[str]:
    for step in person.ramp_plan:
        yield say("profile.ramp.step", language, week=step.week, hours=step.hours)


_TOLD: Final[Mapping[str, Told]] = {
    "wishes": _wishes("wishes"),
    "do_not_want": _wishes("do_not_want"),
    "skills": _texts("skills"),
    "experience": _texts("experience"),
    "credentials": _papers,
    "languages": _languages,
    "functional_needs": _needs,
    "transport": lambda person, language: [travel_sentence(one, language) for one in person.transport],
    "availability": _week,
    "home": _home,
    "ramp_plan": _ramp,
}


def raw_of(person: Participant) -> dict[str, Any]:
    """A profile as it stands in JSON."""
    return person.model_dump(mode="json")
