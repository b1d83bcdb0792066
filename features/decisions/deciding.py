"""A profile with what somebody has decided about statements: taken as read, corrected, or declined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import Field

from features.decisions.keys import PROSE, SINGLE, item_of, key_of, letters, nameless, said_by_person
from features.decisions.statements import agrees, differs, standing_for
from features.profiles import Fault, InvalidRecord, Line, Part, Participant, Provenance, Weight, make, shown
from features.reading.free_text import free_text_faults
from features.reading.participant import storable_evidence
from features.vocabulary import Source

DECIDABLE: Final = frozenset(Participant.model_fields) - {
    "id", "tenant", "status", "provenance", "declined", "ramp_plan", "credentials_complete", "confirmed_at", "tags",
}  # fmt: skip
"""Fields about which a text can say something."""
_EVIDENCE: Final = 300


class Answer(StrEnum):
    """What somebody says to a statement."""

    TAKE = "take"
    DECLINE = "decline"


class Decision(Part):
    """What somebody decides about one statement.

    ``value`` is what shall stand (one item of a list, all windows of ``availability``), ``read`` what the text was read
    as, where it was read: another ``value`` is a correction, and ``read`` is then declined. ``instead`` is needed to
    let it take the place of what a person has said otherwise. ``evidence`` are the words it was read from.
    """

    field: Line
    answer: Answer = Answer.TAKE
    value: Any = None
    read: Any = None
    instead: bool = False
    evidence: Annotated[str, Field(max_length=2_000)] | None = None
    confidence: Weight | None = None


def decided(record: Participant, decisions: Sequence[Decision], today: date) -> Participant:
    """``record`` with every decision in it, or none at all.

    Raises:
        InvalidRecord: with every fault; those of one decision under ``decisions.<number>``, code ``said_by_person``
            where a person has said otherwise and the decision does not say ``instead``.
    """
    _stop([fault for number, one in enumerate(decisions) for fault in _misshapen(number, one)])
    decisions = [_plain(one) for one in decisions]
    _stop([*_said_otherwise(record, decisions), *_twice(decisions)])
    before, raw = record.model_dump(mode="json"), record.model_dump(mode="json")
    for one in decisions:
        (_take if one.answer is Answer.TAKE else _decline)(record, raw, before, one, today)
    raw["declined"] = sorted(set(raw["declined"]))
    raw["availability"].sort(key=lambda item: (item["weekday"], item["start"]))
    return make(Participant, raw)


def _stop(faults: list[Fault]) -> None:
    if faults:
        raise InvalidRecord(faults)


def _misshapen(number: int, one: Decision) -> Iterator[Fault]:
    """What is wrong with one decision alone."""
    where = f"decisions.{number}"
    if one.field not in DECIDABLE:
        yield Fault(f"{where}.field", shown(one.field), "unknown_code", {"known": ", ".join(sorted(DECIDABLE))})
        return
    needed = "value" if one.answer is Answer.TAKE else "read"
    for name, value in (("value", one.value), ("read", one.read)):
        if value is not None and value not in ([], ""):
            yield from (replace(fault, field=f"{where}.{name}{fault.field}") for fault in _alone(one.field, value))
        elif name == needed:
            yield Fault(f"{where}.{name}", "", "missing")


def _alone(field: str, value: Any) -> Iterator[Fault]:
    """Faults of one value as if nothing else stood in the profile; ``field`` is what follows the value's place."""
    try:
        faults = tuple(free_text_faults(_only(field, value)))
    except InvalidRecord as error:
        faults = error.faults
    inside = f"{field}.0" if _listed(field) else field
    yield from (replace(fault, field=fault.field.removeprefix(inside)) for fault in faults)


def _only(field: str, value: Any) -> Participant:
    """A profile in which nothing but one value stands."""
    return make(Participant, {"id": "alone", field: [value] if _listed(field) else value})


def _listed(field: str) -> bool:
    return field not in SINGLE | PROSE and field != "availability"


def _plain(one: Decision) -> Decision:
    """The decision with its values as a profile writes them: "8.30" is 08:30."""
    told = {name: value for name in ("value", "read") if (value := getattr(one, name)) not in (None, [], "")}
    plain = {
        name: _only(one.field, value).model_dump(mode="json", exclude_unset=True)[one.field]
        for name, value in told.items()
    }
    return one.model_copy(update={name: value[0] if _listed(one.field) else value for name, value in plain.items()})


def _said_otherwise(record: Participant, decisions: Sequence[Decision]) -> Iterator[Fault]:
    """A fault for everything that would overwrite a person's word without saying so."""
    plain = record.model_dump(mode="json")
    for number, one in enumerate(decisions):
        if one.answer is Answer.TAKE and not one.instead:
            standing = standing_for(one.field, one.value, plain)
            if differs(record, one.field, one.value, standing):
                yield Fault(f"decisions.{number}.value", "", "said_by_person")


def _twice(decisions: Iterable[Decision]) -> Iterator[Fault]:
    """A fault for everything that is to stand twice."""
    seen: set[str] = set()
    for one in decisions:
        if one.answer is Answer.TAKE:
            name = one.field if one.field in SINGLE else key_of(one.field, one.value)
            if name in seen:
                yield Fault(one.field, shown(one.value), "named_twice")
            seen.add(name)


def _take(record: Participant, raw: dict[str, Any], before: Mapping[str, Any], one: Decision, today: date) -> None:
    field, key = one.field, key_of(one.field, one.value)
    standing = standing_for(field, one.value, before)
    if isinstance(standing, Mapping) and "opposite" in standing:
        _remove(raw, standing["opposite"], standing["value"])
    if field in SINGLE:
        raw[field] = one.value
    elif field in PROSE:
        raw[field] = _with_sentence(raw[field], one.value)
    elif field == "availability":
        kept = [item for item in raw[field] if item not in (standing or [])]
        raw[field] = [*kept, *(item for item in one.value if item not in kept)]
    else:
        _put(raw, field, one.value)
    raw["provenance"][_place(field, one.value)] = _said(one, today).model_dump(mode="json")
    declined = {key_of(field, one.read)} - {key} if one.read is not None else set()
    raw["declined"] = [*(old for old in raw["declined"] if old != key), *declined]


def _decline(record: Participant, raw: dict[str, Any], before: Mapping[str, Any], one: Decision, today: date) -> None:
    """Remember the no; what stands only because it was read goes, what a person said stays."""
    field, standing = one.field, standing_for(one.field, one.read, before)
    raw["declined"].append(key_of(field, one.read))
    if standing is None or not agrees(field, one.read, standing) or not _only_read(record, field, one.read):
        return
    if field in SINGLE:
        raw[field] = None if field != "max_jobs" else 1
    elif field in PROSE:
        raw[field] = ". ".join(part for part in raw[field].split(". ") if letters(part) != letters(one.read))
    elif field == "availability":
        raw[field] = [item for item in raw[field] if item not in standing]
    else:
        _remove(raw, field, standing)


def _only_read(record: Participant, field: str, value: Any) -> bool:
    return not said_by_person(record, field, item_of(field, value))


def _put(raw: dict[str, Any], field: str, value: Any) -> None:
    """The item in the place of the one about the same thing, which keeps the parts that were not named."""
    name = item_of(field, value)
    for number, item in enumerate(raw[field]):
        if item_of(field, item) == name:
            raw[field][number] = {**item, **value} if isinstance(value, Mapping) else value
            return
    raw[field].append(value)


def _remove(raw: dict[str, Any], field: str, value: Any) -> None:
    name = item_of(field, value)
    raw[field] = [item for item in raw[field] if item_of(field, item) != name]
    raw["provenance"].pop(f"{field}.{name}", None)


def _with_sentence(text: str, sentence: str) -> str:
    if letters(sentence) in letters(text):
        return text
    return f"{text.rstrip(' .')}. {sentence}" if text else sentence


def _place(field: str, value: Any) -> str:
    """Where a statement's provenance stands: with the field, or with the item of a list."""
    whole = field in SINGLE or field in PROSE or field == "availability"
    return field if whole else key_of(field, value)


def _said(one: Decision, today: date) -> Provenance:
    """As read and confirmed, with its words where they may be kept; or as a person said it."""
    if one.read is None or one.read != one.value:
        return Provenance(source=Source.CONSULTANT, recorded_at=today, confirmed=True)
    words = storable_evidence(nameless(one.evidence or "")[:_EVIDENCE]) or None
    return Provenance(
        source=Source.TEXT, recorded_at=today, confirmed=True, confidence=one.confidence, evidence=words
    )  # fmt: skip
