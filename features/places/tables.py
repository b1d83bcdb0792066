"""Our own tables of postcodes and villages within 80 km of Viborg (``data/postcodes.csv``, ``data/villages.csv``)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from features.places.distance import distance_km

DATA: Final = Path(__file__).parents[1] / "data"


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the map, with its postcode and town where known; degrees, WGS84, rounded to 0.01°."""

    postcode: str | None
    town: str | None
    lat: float
    lon: float


def place_of(postcode: str) -> Place | None:
    """The town of a four-digit postcode, or None when the table does not hold it."""
    return postcode_towns().get(postcode.strip())


@lru_cache(maxsize=1)
def postcode_towns() -> Mapping[str, Place]:
    """Postcode → its town."""
    return MappingProxyType({row["postcode"]: _place(row, row["town"]) for row in _rows("postcodes.csv")})


@lru_cache(maxsize=1)
def villages() -> tuple[Place, ...]:
    """The villages; the postcode of each is that of the town its letters go by."""
    return tuple(_place(row, row["name"]) for row in _rows("villages.csv"))


def apart_km(a: Place, b: Place) -> float:
    """The distance of two places in km, as the crow flies."""
    return float(distance_km(a.lat, a.lon, b.lat, b.lon))


def _place(row: Mapping[str, str], name: str) -> Place:
    return Place(row["postcode"], name, float(row["lat"]), float(row["lon"]))


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
