"""No record keeps a diagnosis: the words are found, harmless ones are not, and no field can hold one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from features.profiles import InvalidRecord, Participant, make
from features.reading import participant_from_text
from features.reading.free_text import free_text_faults
from features.reading.illness import Kind, sensitive
from features.vocabulary import Need
from tests.features.reading_score import ON, cases
from tests.features.sensitive_score import phrases, score

FULL: dict[str, Any] = {
    "id": "p1", "tenant": "viborg", "status": "active", "hours_min": 5, "hours_wish": 8, "hours_max": 10,
    "ramp_plan": [{"week": 1, "hours": 3}],
    "availability": [{"weekday": 1, "start": "08:00", "end": "12:00", "kind": "can"}],
    "home": {"postcode": "8800", "town": "Viborg", "lat": 56.45, "lon": 9.4},
    "transport": [{"mode": "bus", "max_minutes": 30}],
    "credentials": [{"code": "B", "expires": "2030-01-01"}], "credentials_missing": ["truck"],
    "languages": [{"language": "da", "listen": "A2", "speak": "A2", "read": "A1",
                   "write": "A1", "source": "self"}],
    "skills": [{"text": "syr", "code": "S1", "evidence": "home"}],
    "experience": [{"text": "køkken", "code": "S2", "evidence": "paid", "disco08": "9412", "months": 12}],
    "wishes": [{"kind": "task", "value": "bage", "weight": 1.0}],
    "do_not_want": [{"kind": "task", "value": "salg", "weight": 1.0}],
    "motivation": "Vil ud.", "resources": "Stabil.", "tags": ["rolig"],
    "functional_needs": [{"code": "lift", "level": 3, "hard": True, "limit": 8, "adaptations": ["lifting_aid"],
                          "expires_at": "2027-01-01"}],
    "declined": ["skills.3f2a9c01d7be"],
    "support_needs": ["mentor"], "earliest_start": "2026-12-01", "confirmed_at": "2026-11-01",
    "provenance": {"hours_max": {"source": "text", "recorded_at": "2026-11-01", "confirmed": False,
                                 "confidence": 0.9, "evidence": "10 timer"}},
}  # fmt: skip


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The ways to every text of a JSON value."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from leaves(item, (*path, name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from leaves(item, (*path, number))


def with_text(path: tuple[str | int, ...], text: str) -> dict[str, Any]:
    """``FULL`` with ``text`` at ``path``."""
    copy: Any = json.loads(json.dumps(FULL))
    inside = copy
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = text
    return dict(copy)


def texts_of(kind: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The names of every field of a schema that could hold a text, closed lists and dates left out."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            yield from texts_of(field.annotation, (*path, name))
    elif kind is str or (isinstance(kind, type) and issubclass(kind, Enum)):
        yield path
    for inner in get_args(kind):
        yield from texts_of(inner, path)


def named(path: tuple[str | int, ...]) -> tuple[str, ...]:
    return tuple(step for step in path if isinstance(step, str) and step != "hours_max")


def test_the_example_fills_every_field_that_can_hold_a_text():
    filled = {named(path) for path in leaves(FULL)}
    assert {path for path in texts_of(Participant) if path != ("provenance",)} <= filled


@pytest.mark.parametrize("path", list(leaves(FULL)), ids=lambda path: ".".join(map(str, path)))
def test_no_field_of_a_participant_can_hold_a_diagnosis(path):
    try:
        person = make(Participant, with_text(path, "diskusprolaps"))
    except InvalidRecord:
        return
    assert [fault.code for fault in free_text_faults(person)] == ["names_health"]


def test_no_field_is_called_after_what_may_not_be_kept():
    assert not [path for path in texts_of(Participant) for name in path if sensitive(name.replace("_", " "))]


def test_the_example_itself_is_free_of_them():
    assert list(free_text_faults(make(Participant, FULL))) == []


def test_a_fault_names_the_place_and_the_needs_and_never_the_word():
    person = make(Participant, {"id": "p1", "resources": "Syr godt. Har migræne."})
    (fault,) = free_text_faults(person)
    assert fault.field == "resources"
    assert (fault.params["start"], fault.params["end"]) == (15, 21)  # "migræne" is characters 15 to 21
    assert Need.NOISE in fault.params["needs"]
    assert "migræne" not in str(fault)


def test_a_word_hidden_in_a_name_of_a_mapping_is_found():
    person = make(Participant, FULL | {"provenance": {"gravid": {"source": "consultant", "recorded_at": "2026-11-01"}}})
    assert [fault.code for fault in free_text_faults(person)] == ["names_health"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rygsmerter efter diskusprolaps", Kind.ILLNESS),
        ("takes antidepressants", Kind.MEDICINE),
        ("krigstraumer", Kind.TRAUMA),
        ("i afvænning", Kind.ADDICTION),
        ("er gravid", Kind.PREGNANCY),
        ("går i moské", Kind.FAITH),
        ("er enlig mor", Kind.FAMILY),
    ],
)
def test_each_kind_is_told_apart(text, kind):
    assert {item.kind for item in sensitive(text)} == {kind}


def test_there_are_enough_phrases_of_both_sorts():
    told = [bool(case["kind"]) for case in phrases()]
    assert sum(told) >= 100
    assert len(told) - sum(told) >= 100


def test_words_that_may_not_be_kept_are_found_and_harmless_ones_left():
    tally = score(phrases())
    assert tally.precision >= 0.95, tally.notes
    assert tally.recall >= 0.95, tally.notes


def test_what_is_read_from_notes_could_always_be_kept():
    for case in cases():
        if case["kind"] == "participant":
            person = participant_from_text(case["id"], case["text"], on=ON)
            assert list(free_text_faults(person)) == [], case["text"]
