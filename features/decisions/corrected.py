"""What a person changes by hand counts as said by a person: no later reading overwrites it or brings it back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from features.decisions.deciding import DECIDABLE
from features.decisions.keys import PROSE, SINGLE, is_reading, item_of, key_of
from features.profiles import Participant, Provenance
from features.vocabulary import Source

_AS_A_WHOLE: Final = SINGLE | PROSE | {"availability"}


def corrected_by_hand(before: Participant, after: Participant, today: date) -> Participant:
    """``after`` where every changed field that still says it was only read says that a person wrote it.

    What was taken out is declined, what was put in is declined no longer; another number is no refusal of the old one.
    """
    was, now = before.model_dump(mode="json"), after.model_dump(mode="json")
    changed = [name for name in sorted(DECIDABLE) if was[name] != now[name]]
    said = dict(after.provenance)
    for name in (place for field in changed for place in _places(field, was, now)):
        if (known := said.get(name)) is not None and is_reading(known) and known == before.provenance.get(name):
            said[name] = Provenance(source=Source.CONSULTANT, recorded_at=today, confirmed=True)
    there = {key for field in changed for key in _keys(field, now)}
    emptied = (field for field in changed if field not in SINGLE or now[field] is None)
    gone = {key for field in emptied for key in _keys(field, was)} - there
    declined = sorted((set(after.declined) | gone) - there)
    kept = {name: known for name, known in said.items() if name not in gone}
    return after.model_copy(update={"provenance": kept, "declined": tuple(declined)})


def _places(field: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """The names of provenance that a change of a field touches."""
    yield field
    if field not in _AS_A_WHOLE:
        yield from (key_of(field, item) for item in now[field] if item not in was[field])


def _keys(field: str, plain: Mapping[str, Any]) -> Iterator[str]:
    """What a field says, by key."""
    if field in SINGLE:
        if plain[field] is not None:
            yield key_of(field, plain[field])
    elif field not in _AS_A_WHOLE:
        yield from (key_of(field, item) for item in plain[field])


def without_declined(given: Participant, declined: tuple[str, ...]) -> Participant:
    """What was read for a participant without what a person has declined, as if it had not been read."""
    read = [
        name for name, said in given.provenance.items() if name in DECIDABLE - {"availability"} and is_reading(said)
    ]
    changes: dict[str, Any] = {}
    plain = given.model_dump(mode="json")
    for name in read:
        if name in SINGLE:
            if plain[name] is not None and key_of(name, plain[name]) in declined:
                changes[name] = None
        elif name not in PROSE:
            pairs = zip(getattr(given, name), plain[name], strict=True)
            changes[name] = tuple(item for item, raw in pairs if f"{name}.{item_of(name, raw)}" not in declined)
    left = given.model_copy(update=changes)
    left.model_fields_set.difference_update(name for name, value in changes.items() if value is None)
    return left
