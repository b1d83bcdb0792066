"""A reading as statements, each judged against the profile: new, standing already, said otherwise, or declined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any, Final

from features.decisions.keys import (
    NAMED_BY,
    OPPOSITE,
    PROSE,
    SINGLE,
    item_of,
    key_of,
    letters,
    nameless,
    said_by_person,
)
from features.profiles import Participant
from features.reading import Proposal, Reading

_OF_LITTLE_WEIGHT: Final = frozenset({"weight", "source", "evidence", "hard", "adaptations", "lat", "lon", "kind"})
"""Parts in which a reading and what stands may differ and still say the same."""


class State(StrEnum):
    """How a statement stands to the profile."""

    NEW = "new"
    STANDS = "stands"
    """The profile says so already."""
    UNCONFIRMED = "unconfirmed"
    """The profile says so, but only because it was read: nobody has confirmed it."""
    DIFFERS = "differs"
    """A person has said otherwise."""
    DECLINED = "declined"
    """A person has said that it is not so."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Something a text says of a person: ``value`` as ``make`` takes it for ``field``, read from ``start:end``.

    For a list it is one item of it; for times, the windows that were read from the same words. ``standing`` is what
    the profile says about the same thing, in the same shape, or None.
    """

    field: str
    value: Any
    key: str
    start: int
    end: int
    evidence: str
    confidence: float
    state: State
    standing: Any = None


def statements(reading: Reading, record: Participant) -> tuple[Statement, ...]:
    """What was read, in the order of the text, each thing once, judged against ``record``."""
    plain = record.model_dump(mode="json")
    found: dict[str, Statement] = {}
    for item in _once_told(list(_with_times_together(reading.proposals))):
        told = _judged(_without_names(item), record, plain)
        if told.key not in found or found[told.key].confidence < told.confidence:
            found[told.key] = told
    return tuple(sorted(found.values(), key=lambda one: (one.start, one.end)))


def _with_times_together(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """The proposals; windows that were read from the same words are one: each says little without the others."""
    known = [item for item in proposals if item.field in Participant.model_fields]
    yield from (item for item in known if item.field != "availability")
    times = sorted((item for item in known if item.field == "availability"), key=_words_and_kind)
    for (start, end, _), parts in groupby(times, key=_words_and_kind):
        group = list(parts)
        windows = [item.value for item in group]
        yield Proposal("availability", windows, start, end, group[0].evidence, min(item.confidence for item in group))


def _words_and_kind(item: Proposal) -> tuple[int, int, str]:
    return (item.start, item.end, str(item.value.get("kind", "can")))


def _once_told(proposals: list[Proposal]) -> Iterator[Proposal]:
    """The proposals without strengths and wishes in words that are told by another proposal from the same words."""
    able = {(item.start, item.end) for item in proposals if item.field == "skills"}
    coded = {(item.field, letters(item.evidence)) for item in proposals if not _in_words(item)}
    for item in proposals:
        twice = item.field == "resources" and (item.start, item.end) in able
        if not twice and not (_in_words(item) and (item.field, letters(item.value["value"])) in coded):
            yield item


def _in_words(item: Proposal) -> bool:
    """Whether it is a wish in the person's own words, not one of a closed list."""
    return item.field in ("wishes", "do_not_want") and item.value["kind"] == "task"


def _without_names(item: Proposal) -> Proposal:
    """The proposal with names, numbers and addresses taken out of its words, as no profile may hold them."""
    value = item.value
    if item.field in PROSE:
        value = nameless(value)
    elif isinstance(value, Mapping) and (part := _words_in(item.field, value)):
        value = {**value, part: nameless(value[part])}
    return Proposal(item.field, value, item.start, item.end, item.evidence, item.confidence)


def _words_in(field: str, value: Mapping[str, Any]) -> str:
    if field in ("skills", "experience"):
        return "text"
    return "value" if value.get("kind") == "task" else ""


def _judged(item: Proposal, record: Participant, plain: Mapping[str, Any]) -> Statement:
    key = key_of(item.field, item.value)
    standing = standing_for(item.field, item.value, plain)
    state = _state(item, key, standing, record)
    shown = None if state is State.NEW and item.field in PROSE else standing
    return Statement(
        item.field, item.value, key, item.start, item.end, item.evidence, item.confidence, state, shown
    )  # fmt: skip


def _state(item: Proposal, key: str, standing: Any, record: Participant) -> State:
    by_person = _by_person(record, item.field, item.value, standing)
    if standing is not None and agrees(item.field, item.value, standing):
        return State.STANDS if by_person else State.UNCONFIRMED
    if key in record.declined:
        return State.DECLINED
    return State.DIFFERS if differs(record, item.field, item.value, standing) else State.NEW


def differs(record: Participant, field: str, value: Any, standing: Any) -> bool:
    """Whether a person has said otherwise than ``value``; sentences only come on top of one another."""
    if standing is None or field in PROSE or agrees(field, value, standing):
        return False
    return _by_person(record, field, value, standing)


def _by_person(record: Participant, field: str, value: Any, standing: Any) -> bool:
    where = standing["opposite"] if isinstance(standing, Mapping) and "opposite" in standing else field
    return said_by_person(record, where, item_of(field, value))


def standing_for(field: str, value: Any, plain: Mapping[str, Any]) -> Any:
    """What a profile (as JSON) says about the same thing as ``value``, or None.

    In an opposite list ("does not want") the item comes as ``{"opposite": field, "value": item}``.
    """
    here = plain[field]
    if field in SINGLE or field in PROSE:
        return here if here not in (None, "") else None
    if field == "availability":
        return [item for item in here if any(touches(item, window) for window in value)] or None
    name = item_of(field, value)
    same = next((item for item in here if item_of(field, item) == name), None)
    if same is None and field in NAMED_BY and NAMED_BY[field] == "text":
        same = next((item for item in here if letters(value["text"]) in letters(item["text"])), None)
    if same is None and (other := OPPOSITE.get(field)):
        against = next((item for item in plain[other] if item_of(other, item) == name), None)
        return against and {"opposite": other, "value": against}
    return same


def agrees(field: str, value: Any, standing: Any) -> bool:
    """Whether what stands says all that was read; it may well say more."""
    if field in PROSE:
        return letters(value) in letters(standing)
    if field == "availability":
        return {_said(item) for item in value} == {_said(item) for item in standing}
    if isinstance(standing, Mapping) and "opposite" in standing:
        return False
    if not isinstance(value, Mapping):
        return bool(value == standing)
    if field == "home":
        return item_of(field, value) == item_of(field, standing)
    if field in ("skills", "experience"):
        return letters(value["text"]) in letters(standing["text"])
    told = {name: part for name, part in value.items() if part is not None and name not in _OF_LITTLE_WEIGHT}
    return all(standing.get(name) == part for name, part in told.items())


def _said(item: Mapping[str, Any]) -> tuple[Any, ...]:
    return (item["weekday"], item["start"], item["end"], item.get("kind", "can"))


def touches(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two windows of one kind share time; clock times are "HH:MM", so they sort as text."""
    same = (one["weekday"], one.get("kind", "can")) == (other["weekday"], other.get("kind", "can"))
    return same and str(one["start"]) < str(other["end"]) and str(other["start"]) < str(one["end"])
