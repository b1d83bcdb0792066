"""Invented openings as arrays, and people who ask for them: the same work for us and for every peer.

``openings(n)`` makes ``features.columns.Columns`` directly (no object per row, so a million fit) together with the
plain columns that a database can hold. The two say the same: times are made of 21 cells (three shifts a day) whose
windows lie far enough apart that "every cell is possible for the person" is exactly what our clock rule answers with
travel included, distance is a circle because people here go by car or bike, and every requirement is hard. What a
database cannot say plainly (buses, adaptations, questions, near misses) is left out of the comparison, not out of us.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from features import week
from features.columns import AMOUNTS, SHAPES, SKILLS, Columns, mask
from features.facts import GROUPS, PersonFacts
from features.places import travel_rules
from features.profiles import Employer, Participant
from features.vocabulary import CEFR_ORDER, TASK_NEEDS, Credential, LanguageSkill, Need, SizeBand

TODAY: Final = date(2026, 11, 2)
DIMENSION: Final = 384
SHIFTS: Final = ((7 * 60, 11 * 60), (12 * 60, 16 * 60), (17 * 60 + 30, 21 * 60 + 30))
CELLS: Final = 7 * len(SHIFTS)
ROUND_TRIP: Final = 75
"""Minutes added round a person's shifts: more than they will travel, less than what parts two shifts' windows."""
ASKED: Final = (Credential.B, Credential.TRUCK, Credential.HYGIENE, Credential.C, Credential.FIRST_AID)
BRANCHES: Final = np.array([1, 10, 25, 41, 46, 47, 49, 52, 55, 56, 81, 85, 86, 88], np.int8)
VIBORG: Final = (56.45, 9.40)
EARTH_KM: Final = 6371.0
TOPICS: Final = 64


@dataclass(frozen=True, slots=True)
class Openings:
    """``n`` openings: our columns, a database's plain columns, and unit vectors (n, 384) float32."""

    columns: Columns
    plain: Mapping[str, NDArray[Any]]
    vectors: NDArray[np.float32]
    employers: Sequence[Employer]

    def __len__(self) -> int:
        return len(self.columns)


@dataclass(frozen=True, slots=True)
class Ask:
    """One person's question in both languages: ``person`` for our rules, plain values for a database."""

    person: PersonFacts
    vector: NDArray[np.float32]
    low: float
    high: float
    cells: int
    lat: float
    lon: float
    km: float
    held: int
    danish: int
    lift: float
    stand: float
    branches: tuple[int, ...]
    today: int

    @property
    def point(self) -> tuple[float, float, float]:
        """The home on the unit sphere."""
        x, y, z = on_sphere(np.array([self.lat]), np.array([self.lon]))
        return float(x[0]), float(y[0]), float(z[0])

    @property
    def chord(self) -> float:
        """The square of the straight chord on the unit sphere that ``km`` along the ground stands for."""
        return float((2 * np.sin(self.km / EARTH_KM / 2)) ** 2)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """South, north, west, east of a box round the circle."""
        up = np.degrees(self.km / EARTH_KM) * 1.001
        side = up / np.cos(np.radians(abs(self.lat) + up))
        return float(self.lat - up), float(self.lat + up), float(self.lon - side), float(self.lon + side)


def on_sphere(lat: NDArray[Any], lon: NDArray[Any]) -> tuple[NDArray[np.float64], ...]:
    """x, y, z on the unit sphere."""
    up, side = np.radians(lat.astype(np.float64)), np.radians(lon.astype(np.float64))
    return np.cos(up) * np.cos(side), np.cos(up) * np.sin(side), np.sin(up)


def openings(n: int, seed: int = 1) -> Openings:
    """``n`` invented openings within about 80 km of Viborg."""
    dice = np.random.default_rng(seed)
    cells = _cells(dice, n)
    low = dice.integers(2, 34, n).astype(np.float32)
    licences = _licences(dice, n)
    danish = dice.choice(np.array([-1, 0, 1, 2, 3, 4], np.int8), n, p=[0.3, 0.1, 0.25, 0.2, 0.1, 0.05])
    lift = _amounts(dice, n, (5, 10, 15, 25, 40))
    stand = _amounts(dice, n, (60, 120, 240, 360))
    lat, lon = _points(dice, n)
    branch = dice.choice(BRANCHES, n)
    valid = TODAY.toordinal() + dice.integers(-4, 90, n).astype(np.int32)
    x, y, z = on_sphere(lat, lon)
    made = {
        "hours": np.stack([low, np.minimum(low + dice.integers(0, 12, n), 37).astype(np.float32)], axis=1),
        "fixed": _weeks(cells),
        "lat": lat,
        "lon": lon,
        "bus": np.ones(n, np.int8),
        "credentials_hard": _groups(licences),
        "language": _only(danish, (n, *SHAPES["language"][1]), (0, SKILLS.index(LanguageSkill.SPEAK)), -1, np.int8),
        "language_hard": np.ones((n, *SHAPES["language_hard"][1]), bool),
        "demand": _demands(lift, stand),
        "amount": _limits(lift, stand),
        "branch": branch,
        "valid_until": valid,
        "open": np.ones(n, bool),
        "employer": dice.integers(0, max(n // 3, 1), n).astype(np.int32),
    }
    plain = {
        "low": made["hours"][:, 0],
        "high": made["hours"][:, 1],
        "cells": cells.astype(np.int32),
        "lat": lat,
        "lon": lon,
        "x": x,
        "y": y,
        "z": z,
        "licences": licences.astype(np.int32),
        "danish": danish.astype(np.int32),
        "lift": lift,
        "stand": stand,
        "branch": branch.astype(np.int32),
        "valid": valid,
    }
    return Openings(_columns(made, n), plain, _vectors(dice, n), _employers(max(n // 3, 1)))


def asks(count: int, seed: int = 2) -> list[Ask]:
    """``count`` people with one wish each."""
    dice = np.random.default_rng(seed)
    return [_ask(dice, number) for number in range(count)]


def _ask(dice: np.random.Generator, number: int) -> Ask:
    low = int(dice.integers(4, 20))
    high = min(low + int(dice.integers(8, 22)), 37)
    cells = _possible_cells(dice)
    mode, most = ("car", int(dice.integers(30, 61))) if dice.random() < 0.8 else ("bike", 45)
    held = frozenset(code for code in ASKED if dice.random() < 0.6)
    danish = int(dice.integers(1, 5))
    lift, stand = float(dice.choice([10, 20, 50])), float(dice.choice([90, 240, 480]))
    branches = tuple(int(code) for code in dice.choice(BRANCHES, 2, replace=False))
    near, east = (float(part) for part in dice.normal(0, 0.15, 2))
    person = Participant.model_validate(
        {
            "id": f"p{number}",
            "hours_min": low,
            "hours_max": high,
            "availability": _windows(cells),
            "home": {"lat": VIBORG[0] + near, "lon": VIBORG[1] + east},
            "transport": [{"mode": mode, "max_minutes": most}],
            "credentials": [{"code": code} for code in sorted(held)],
            "credentials_complete": True,
            "languages": [
                {"language": "da", **dict.fromkeys(("listen", "speak", "read", "write"), CEFR_ORDER[danish])}
            ],
            "functional_needs": [
                {"code": "lift", "level": 2, "limit": lift, "adaptations": []},
                {"code": "stand", "level": 2, "limit": stand, "adaptations": []},
            ],
            "do_not_want": [{"kind": "branch", "value": f"{code:02d}"} for code in branches],
        }
    )
    facts = PersonFacts.of(person, TODAY)
    assert facts.point is not None
    rule = travel_rules().modes[person.transport[0].mode]
    return Ask(
        person=facts,
        vector=_unit(dice.normal(size=(1, DIMENSION)).astype(np.float32))[0],
        low=float(low),
        high=float(high),
        cells=cells,
        lat=facts.point[0],
        lon=facts.point[1],
        km=(most - rule.fixed_minutes) / 60 * rule.speed_kmh / rule.detour,
        held=sum(1 << bit for bit, code in enumerate(ASKED) if code in facts.held),
        danish=danish,
        lift=lift,
        stand=stand,
        branches=branches,
        today=TODAY.toordinal(),
    )


def _cells(dice: np.random.Generator, n: int) -> NDArray[np.int64]:
    """Three shifts a day as 21 bits: most jobs have one shift on two to five weekdays, some a weekend day as well."""
    shift = dice.choice(3, n, p=[0.5, 0.35, 0.15])
    days = dice.random((n, 7)) < np.array([0.7, 0.7, 0.7, 0.7, 0.7, 0.12, 0.06])
    days[~days.any(axis=1), 0] = True
    return np.asarray((days << (3 * np.arange(7) + shift[:, None])).sum(axis=1), np.int64)


def _possible_cells(dice: np.random.Generator) -> int:
    shifts = {0} | ({1} if dice.random() < 0.8 else set()) | ({2} if dice.random() < 0.3 else set())
    days = 7 if dice.random() < 0.3 else 5
    return sum(1 << (3 * day + shift) for day in range(days) for shift in shifts)


def _windows(cells: int) -> list[dict[str, int]]:
    return [
        {"weekday": day + 1, "start": start - ROUND_TRIP, "end": end + ROUND_TRIP}
        for day in range(7)
        for shift, (start, end) in enumerate(SHIFTS)
        if cells >> (3 * day + shift) & 1
    ]


def _weeks(cells: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The cells as weeks of quarters, (n, 11)."""
    packed = np.zeros((len(cells), week.WORDS), np.uint64)
    for day in range(7):
        for shift, (start, end) in enumerate(SHIFTS):
            bits = week.pack([week.window(day + 1, start, end)])[0]
            packed[(cells >> (3 * day + shift)) & 1 == 1] |= bits
    return packed


def _licences(dice: np.random.Generator, n: int) -> NDArray[np.int64]:
    asked = dice.random((n, len(ASKED))) < np.array([0.12, 0.05, 0.05, 0.03, 0.03])
    return np.asarray((asked << np.arange(len(ASKED))).sum(axis=1), np.int64)


def _groups(licences: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Every licence asked for as a group of its own."""
    groups = np.zeros((len(licences), GROUPS), np.uint64)
    for bit, code in enumerate(ASKED):
        groups[(licences >> bit) & 1 == 1, bit] = mask([code], Credential)
    return groups


def _amounts(dice: np.random.Generator, n: int, values: Sequence[float]) -> NDArray[np.float32]:
    """Amounts of which half are 0 (nothing is asked)."""
    amounts = dice.choice(np.array(values, np.float32), n)
    amounts[dice.random(n) < 0.5] = 0
    return amounts


def _demands(lift: NDArray[np.float32], stand: NDArray[np.float32]) -> NDArray[np.int8]:
    demand = np.full((len(lift), len(TASK_NEEDS)), -1, np.int8)
    demand[:, TASK_NEEDS.index(Need.LIFT)] = np.where(lift > 0, 1, 0)
    demand[:, TASK_NEEDS.index(Need.STAND)] = np.where(stand > 0, 1, 0)
    return demand


def _limits(lift: NDArray[np.float32], stand: NDArray[np.float32]) -> NDArray[np.float32]:
    amount = np.full((len(lift), len(AMOUNTS)), np.nan, np.float32)
    amount[:, AMOUNTS.index(Need.LIFT)] = lift
    amount[:, AMOUNTS.index(Need.STAND)] = stand
    return amount


def _points(dice: np.random.Generator, n: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Half near Viborg, half anywhere in the region; rounded to 0.01° like a postcode's point."""
    near = dice.random(n) < 0.5
    lat = np.where(near, dice.normal(VIBORG[0], 0.12, n), dice.uniform(55.75, 57.15, n))
    lon = np.where(near, dice.normal(VIBORG[1], 0.22, n), dice.uniform(8.2, 10.6, n))
    return lat.round(2).astype(np.float32), lon.round(2).astype(np.float32)


def _only(values: Any, shape: tuple[int, ...], at: tuple[int, ...], other: Any, dtype: Any) -> NDArray[Any]:
    """An array full of ``other`` with ``values`` at one place of every row."""
    array = np.full(shape, other, dtype)
    array[:, *at] = values
    return array


UNKNOWN: Final[Mapping[str, Any]] = {
    "longest_shift": np.nan,
    "amount": np.nan,
    "typical_amount": np.nan,
    "demand": -1,
    "typical": -1,
    "earliest_start": -1,
    "night": -1,
    "regularity": -1,
    "loose": -1,
    "loose_amount": np.nan,
    "training": -1,
    "typical_language": -1,
}


def _columns(made: Mapping[str, NDArray[Any]], n: int) -> Columns:
    """Columns with what was made, and unknown everywhere else."""
    empty = {
        name: np.full((n, *shape), UNKNOWN.get(name, 0), dtype)
        for name, (dtype, shape) in SHAPES.items()
        if name not in made
    }
    return Columns(**{name: np.asfortranarray(made.get(name, empty.get(name))) for name in SHAPES})


def _vectors(dice: np.random.Generator, n: int) -> NDArray[np.float32]:
    """Unit vectors round a few dozen topics, made in pieces so that a million need no second copy."""
    topics = dice.normal(size=(TOPICS, DIMENSION)).astype(np.float32)
    vectors = np.empty((n, DIMENSION), np.float32)
    for first in range(0, n, 50_000):
        part = vectors[first : first + 50_000]
        dice.standard_normal(dtype=np.float32, out=part)
        part += topics[dice.integers(0, TOPICS, len(part))]
        part[:] = _unit(part)
    return vectors


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def _employers(count: int) -> list[Employer]:
    """One employer object many times: what an employer is does not matter here, that there are many does."""
    return [Employer(id="e", size_band=SizeBand.LARGE)] * count
