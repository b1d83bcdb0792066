"""The words of a record about a person, looked through before it is kept: no diagnosis may stand in any of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Final

from pydantic import BaseModel

from features.profiles import HIDDEN, Fault, Participant, Record
from features.reading.illness import HEALTH, Found, sensitive

HEALTH_NAMED: Final = "names_health"
PRIVATE_NAMED: Final = "names_private"


def free_text_faults(record: Record) -> Iterator[Fault]:
    """A fault for every text of ``record`` in which a word of health, faith or family stands; the word is not shown.

    Code ``names_health`` (params ``start`` and ``end``, characters counted from 1, ``kind``, and ``needs``, codes of
    ``Need`` to ask about) or ``names_private`` (params ``start``, ``end``, ``kind``).
    """
    for where, text in words_of(record):
        for found in sensitive(text):
            yield _fault(where, found)


def words_of(part: object, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text in ``part`` that is no closed code, with its place; names of a mapping are texts too."""
    if isinstance(part, str) and not isinstance(part, Enum):
        yield where, part
    elif isinstance(part, BaseModel):
        yield from words_of({name: getattr(part, name) for name in type(part).model_fields}, where)
    elif isinstance(part, Mapping):
        for name, item in part.items():
            inside = f"{where}.{name}" if where else str(name)
            if name not in Participant.model_fields:
                yield inside, str(name)
            yield from words_of(item, inside)
    elif isinstance(part, list | tuple | set | frozenset):
        for number, item in enumerate(part):
            yield from words_of(item, f"{where}.{number}")


def _fault(where: str, found: Found) -> Fault:
    place = {"start": found.start + 1, "end": found.end, "kind": found.kind.value}
    if found.kind not in HEALTH:
        return Fault(where, HIDDEN, PRIVATE_NAMED, place)
    return Fault(where, HIDDEN, HEALTH_NAMED, place | {"needs": found.needs})
