"""Finds what says who somebody is: CPR numbers, telephone numbers, e-mail and street addresses, names.

The second lock, not the first: what leaves the database for training holds no text that anybody wrote; every string of
it is looked through here all the same. So it would rather find too much: a company's name may be taken for a
person's, a CVR number for a telephone's. ``docs/data.md`` says how much is found of what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from features.personal.addresses import addresses, emails
from features.personal.names import names
from features.personal.numbers import phones
from features.vocabulary import like_cpr

Kind = Literal["cpr", "email", "phone", "address", "name"]
Spans = Callable[[str], Iterator[tuple[int, int]]]
FINDERS: Final[Mapping[Kind, Spans]] = {
    "cpr": like_cpr,
    "email": emails,
    "phone": phones,
    "address": addresses,
    "name": names,
}
"""In this order: what an earlier one has taken, a later one leaves."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something personal: its kind, and where it stands in the text."""

    kind: Kind
    start: int
    end: int


def personal(text: str) -> list[Found]:
    """Everything personal in a text, in order, nothing twice."""
    found: list[Found] = []
    for kind, spans in FINDERS.items():
        for start, end in spans(text):
            if not any(one.start < end and start < one.end for one in found):
                found.append(Found(kind, start, end))
    return sorted(found, key=lambda one: one.start)


def scrubbed(text: str) -> str:
    """The text with everything personal replaced by its kind: ``[phone]``."""
    for one in reversed(personal(text)):
        text = f"{text[: one.start]}[{one.kind}]{text[one.end :]}"
    return text


__all__ = ["FINDERS", "Found", "Kind", "personal", "scrubbed"]
