"""Finds what says who somebody is: numbers of people, telephones, accounts and cars, addresses, links, names, initials.

The second lock, not the first: what leaves the database for training holds no text that anybody wrote; every string of
it is looked through here all the same. So it would rather find too much: a company's name may be taken for a
person's, a CVR number for a telephone's. ``docs/data.md`` says how much is found of what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from features.personal.addresses import addresses
from features.personal.initials import initials
from features.personal.links import emails, handles, urls
from features.personal.names import names
from features.personal.numbers import accounts, long_numbers, personal_numbers, phones, plates

Kind = Literal["account", "cpr", "email", "url", "handle", "phone", "number", "plate", "address", "initials", "name"]
Spans = Callable[[str], Iterator[tuple[int, int]]]
FINDERS: Final[Mapping[Kind, Spans]] = {
    "email": emails,
    "url": urls,
    "account": accounts,
    "cpr": personal_numbers,
    "plate": plates,
    "phone": phones,
    "number": long_numbers,
    "handle": handles,
    "address": addresses,
    "name": names,
    "initials": initials,
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
            found += [Found(kind, *free) for free in _free(found, start, end) if _says_anything(text, *free)]
    return sorted(found, key=lambda one: one.start)


def _free(found: list[Found], start: int, end: int) -> Iterator[tuple[int, int]]:
    """What of a span no earlier finder has taken."""
    for one in sorted(found, key=lambda one: one.start):
        if one.start < end and start < one.end:
            if start < one.start:
                yield start, one.start
            start = max(start, one.end)
    if start < end:
        yield start, end


def _says_anything(text: str, start: int, end: int) -> bool:
    return any(sign.isalnum() for sign in text[start:end])


def scrubbed(text: str) -> str:
    """The text with everything personal replaced by its kind: ``[phone]``."""
    for one in reversed(personal(text)):
        text = f"{text[: one.start]}[{one.kind}]{text[one.end :]}"
    return text


__all__ = ["FINDERS", "Found", "Kind", "personal", "scrubbed"]
