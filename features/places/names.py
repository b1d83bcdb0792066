"""How towns and villages are written: with and without their district, with aa for å."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from features.places.tables import Place, apart_km, postcode_towns, villages

# fmt: off
_SUFFIXES: Final = frozenset([
    "C", "N", "V", "Ø", "S", "K", "F", "M", "J", "NV", "NØ", "SV", "SØ", "Øst", "St", "Jyll", "By", "Thy", "Djurs",
])
# fmt: on
_SAME_TOWN_KM: Final = 15.0
WORD: Final = re.compile(r"[^\W\d_]+|\d+")
"""A run of letters, or one of digits."""


@lru_cache(maxsize=1)
def towns() -> tuple[Place, ...]:
    """Every town once, without the part that tells districts apart, in the order of the postcodes: for drawing."""
    named = (replace(place, town=name) for name, place in _bare_names().items())
    return tuple(sorted(named, key=lambda place: (place.postcode or "", place.town or "")))


@lru_cache(maxsize=1)
def names() -> Mapping[str, Place]:
    """Every way a place is written (``key``) → the place; a full name wins over the bare name of another town."""
    written = {key(name): place for name, place in _bare_names().items()}
    written.update({key(place.town or ""): place for place in (*postcode_towns().values(), *villages())})
    return MappingProxyType(written)


@lru_cache(maxsize=1)
def first_words() -> frozenset[str]:
    """The first word of every name: nearly every word of a text is none, so no longer name is looked for there."""
    return frozenset(match[0] for match in map(WORD.match, names()) if match)


def _bare_names() -> dict[str, Place]:
    """Town names without the part that tells districts apart ("Randers C"); left out where they name two towns."""
    groups: dict[str, list[Place]] = {}
    for _, place in sorted(postcode_towns().items()):
        groups.setdefault(bare(place.town or ""), []).append(place)
    return {name: places[0] for name, places in groups.items() if _one_town(places)}


def _one_town(places: Iterable[Place]) -> bool:
    first, *others = places
    return all(apart_km(first, other) <= _SAME_TOWN_KM for other in others)


def bare(town: str) -> str:
    """A town's name without the part that tells its districts apart: "Randers" of "Randers C"."""
    *name, last = town.split()
    return " ".join(name) if name and last in _SUFFIXES else town


def key(written: str) -> str:
    """How a name is looked up: lower case, single spaces, å for aa ("Aalborg" and "Ålborg" are one town)."""
    return " ".join(written.replace(".", " ").split()).casefold().replace("aa", "å")
