"""Notes about a person as statements to decide about, and a profile with what was decided.

The notes are read and forgotten: only what somebody takes is kept, with the words it was read from where no name and no
word of illness stands in them. Words of illness are never proposed; they bring up the needs that may be meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Final

from pydantic import Field

from features.decisions import Decision, Statement, decided, statements
from features.profiles import InvalidRecord, Participant, Record, Text
from features.reading import Proposal, Reading, Sentence, read_participant
from features.reading.illness import HEALTH, Found, sensitive
from features.reading.proposal import WHICH_TIMES
from features.vocabulary import Need, like_cpr
from service.access import Caller
from service.flows.base import checked, create, found, put_from, record_of
from service.flows.once import Made, Once, once
from service.flows.people import CHANGE
from service.flows.services import Services
from service.problems import Problem
from service.store import Stored, Unit

READ_NOTES: Final = "read_notes"
MOST: Final = 200
_HIDDEN: Final = "×"


class NotesGiven(Record):
    """Notes about a person; ``on`` is the day they were written (today when it is left out)."""

    placeholders: ClassVar[Mapping[str, Any]] = {"text": "x"}

    text: Annotated[Text, Field(min_length=1)]
    on: date | None = None


class DecidedGiven(Record):
    """What somebody has decided about statements."""

    placeholders: ClassVar[Mapping[str, Any]] = {"decisions": ({"field": "x"},)}

    decisions: Annotated[tuple[Decision, ...], Field(min_length=1, max_length=MOST)]


@dataclass(frozen=True, slots=True)
class Noted:
    """What notes say: statements, words that may not be kept with the needs behind them, and what gave nothing.

    ``text`` are the notes, CPR numbers blotted out; all places are counted in it. ``kept`` is the profile they were
    held against, None for somebody new.
    """

    text: str
    on: date
    statements: tuple[Statement, ...]
    words: tuple[Found, ...]
    needs: tuple[Need, ...]
    times: tuple[Proposal, ...]
    unused: tuple[Sentence, ...]
    kept: Stored[Participant] | None


def read_notes(services: Services, caller: Caller, id: str | None, raw: Any, version: int | None = None) -> Noted:
    """Read notes about participant ``id``, or about somebody new (None); nothing is kept but the look.

    With ``version`` they are held against the profile as it was then: what a person has looked at and decided about.

    Raises:
        Problem: ``invalid`` or ``not_found``.
    """
    given = checked(NotesGiven, _without_cpr(raw))
    kept = None if id is None else _looked_at(services, caller, id, version)
    record = kept.record if kept else Participant(id="new", tenant=caller.tenant)
    on = given.on or services.today
    reading, words = read_participant(given.text, on), sensitive(given.text)
    found_ = statements(reading, record)
    times = tuple(item for item in reading.questions if item.value == WHICH_TIMES)
    return Noted(given.text, on, found_, words, _needs(words), times, tuple(_unused(reading, found_, words)), kept)


def _without_cpr(raw: Any) -> Any:
    """Notes with every CPR number blotted out, letter for letter: it is nobody's business here, and no fault."""
    if not isinstance(raw, Mapping) or not isinstance(raw.get("text"), str):
        return raw
    text = raw["text"]
    for start, end in like_cpr(text):
        text = text[:start] + _HIDDEN * (end - start) + text[end:]
    return {**raw, "text": text}


def _looked_at(services: Services, caller: Caller, id: str, version: int | None) -> Stored[Participant]:
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        kept = found(unit, Participant, id)
        unit.log_access(id, READ_NOTES)
        if version in (None, kept.version):
            return kept
        return next((then for then in unit.history(Participant, id) if then.version == version), kept)


def _needs(words: tuple[Found, ...]) -> tuple[Need, ...]:
    """The needs that may be meant by words of health, those named by most words first."""
    meant = [need for word in words if word.kind in HEALTH for need in word.needs]
    return tuple(sorted(dict.fromkeys(meant), key=lambda need: -meant.count(need)))


def _unused(reading: Reading, told: tuple[Statement, ...], words: tuple[Found, ...]) -> list[Sentence]:
    """The sentences from which nothing was read and in which no word is marked."""
    spans: tuple[Statement | Found | Proposal, ...] = (*told, *words, *reading.questions)
    marked = [(one.start, one.end) for one in spans]
    return [
        one for one in reading.sentences if not any(start < one.end and one.start < end for start, end in marked)
    ]  # fmt: skip


def decide(
    services: Services, caller: Caller, id: str, raw: Any, version: int, key: Once | None = None
) -> Made[Stored[Participant]]:
    """Keep what was decided about a participant at ``version``, all of it or nothing.

    Raises:
        Problem: ``invalid``, ``not_found``, or ``stale`` when somebody has changed the profile meanwhile.
    """
    given = checked(DecidedGiven, raw)

    def put(unit: Unit) -> Stored[Participant]:
        kept = found(unit, Participant, id)
        if kept.version != version:
            raise Problem("stale")
        unit.log_access(id, CHANGE)
        return put_from(unit, _decided(kept.record, given.decisions, services.today), version)

    def again(unit: Unit, body: Mapping[str, Any]) -> Stored[Participant]:
        return next(kept for kept in unit.history(Participant, id) if kept.version == body["version"])

    return once(services, caller, key, put, lambda kept: {"version": kept.version}, again)


def begin(services: Services, caller: Caller, raw: Any, key: Once | None = None) -> Made[Stored[Participant]]:
    """Keep somebody new with what was decided about them; ``id`` may be left out.

    Raises:
        Problem: ``invalid``, or ``already_exists`` when there is somebody with that id.
    """
    if not isinstance(raw, Mapping):
        raise Problem.fault("", type(raw).__name__, "not_an_object")
    given = checked(DecidedGiven, {"decisions": raw.get("decisions")}).decisions if raw.get("decisions") else ()
    blank = record_of(Participant, services, caller, {"id": raw["id"]} if raw.get("id") else {})
    return create(services, caller, _decided(blank, given, services.today), key)


def _decided(record: Participant, decisions: tuple[Decision, ...], today: date) -> Participant:
    try:
        return decided(record, decisions, today)
    except InvalidRecord as error:
        raise Problem.invalid(error) from error
