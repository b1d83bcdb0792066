"""How long the way takes, and where and when a bus may be assumed.

    minutes = fixed + straight line (km) × detour ÷ speed (km/h) × 60

No road network and no timetable stands behind this. The constants are assumptions and live, with their source and
the dates they are valid for, in ``data/travel_rules.json``. What is not known stays unknown: NaN, never 0.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from features.places.distance import Point, distance_km
from features.places.tables import DATA, apart_km, postcode_towns, villages
from features.vocabulary import TransportMode


@dataclass(frozen=True, slots=True)
class ModeRule:
    """One way to travel: road km per straight km, km/h on the way, minutes around it, longest sensible road km.

    ``fixed_minutes`` is walking to a stop, waiting, locking a bike or parking.
    """

    detour: float
    speed_kmh: float
    fixed_minutes: float
    max_km: float


@dataclass(frozen=True, slots=True)
class TravelRules:
    """The constants of travel time, with where they come from and when they hold (ISO dates).

    ``bus_hours`` says for ISO weekday 1–7 between which minutes after midnight buses are taken to run.
    """

    source: str
    valid_from: str
    valid_to: str | None
    modes: Mapping[TransportMode, ModeRule]
    least_km: float
    bus_hours: Mapping[int, tuple[int, int]]
    bus_town_km: float
    bus_suburb_km: float


@lru_cache(maxsize=1)
def travel_rules() -> TravelRules:
    """The rule set of ``data/travel_rules.json``."""
    raw: dict[str, Any] = json.loads((DATA / "travel_rules.json").read_text(encoding="utf-8"))
    modes = {TransportMode(name): ModeRule(**rule) for name, rule in raw.pop("modes").items()}
    return TravelRules(**raw | {"modes": MappingProxyType(modes), "bus_hours": _bus_hours(raw["bus_hours"])})


def _bus_hours(raw: Mapping[str, list[str]]) -> Mapping[int, tuple[int, int]]:
    days = dict.fromkeys(range(1, 6), "weekday") | {6: "saturday", 7: "sunday"}
    return MappingProxyType({day: (_minute(raw[name][0]), _minute(raw[name][1])) for day, name in days.items()})


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def bus_runs(weekday: int, minute: int, rules: TravelRules | None = None) -> bool:
    """Whether buses are assumed to run on an ISO weekday (1 = Monday … 7) at a minute after midnight (0–1440).

    The hours are an assumption about the region, not a timetable. Raises ``ValueError`` outside those ranges.
    """
    if weekday not in range(1, 8) or not 0 <= minute <= 1440:
        raise ValueError(f"weekday {weekday}, minute {minute}: weekday is 1 (Monday) to 7, minute 0 to 1440")
    first, last = (rules or travel_rules()).bus_hours[weekday]
    return first <= minute <= last


def travel_minutes(
    mode: TransportMode,
    home: Point,
    lats: ArrayLike,
    lons: ArrayLike,
    rules: TravelRules,
    *,
    sites_near_town: NDArray[np.bool_] | None = None,
) -> NDArray[np.float32]:
    """Minutes door to door from ``home`` to each of n sites; shape (n,).

    NaN means unknown: a coordinate is missing, or the bus is asked for and an end is not near a town. Infinity means
    farther than anybody would go that way (``ModeRule.max_km``). Points closer than ``rules.least_km`` count as that
    far apart, because both are rounded; so the answer is never 0. ``sites_near_town`` is ``near_town`` of the sites
    where the caller has it already.
    """
    minutes = minutes_if_served(mode, home, lats, lons, rules)
    if mode is TransportMode.BUS:
        sites = near_town(lats, lons, rules) if sites_near_town is None else sites_near_town
        minutes = np.where(sites & near_town(home[0], home[1], rules), minutes, np.nan)
    return np.asarray(minutes, dtype=np.float32)


def minutes_if_served(
    mode: TransportMode, home: Point, lats: ArrayLike, lons: ArrayLike, rules: TravelRules
) -> NDArray[np.float32]:
    """``travel_minutes`` as if every place had a stop: with a longer walk to one it only takes longer; shape (n,)."""
    rule = rules.modes[mode]
    straight = np.maximum(distance_km(home[0], home[1], lats, lons), rules.least_km)
    road_km = np.atleast_1d(straight * rule.detour)
    minutes = rule.fixed_minutes + road_km / rule.speed_kmh * 60
    return np.asarray(np.where(road_km > rule.max_km, np.inf, minutes), dtype=np.float32)


def reach_km(mode: TransportMode, minutes: float, rules: TravelRules) -> float:
    """How far somebody comes in a straight line, in km: ``travel_minutes`` the other way round, at least 0."""
    rule = rules.modes[mode]
    road_km = max(0.0, minutes - rule.fixed_minutes) / 60 * rule.speed_kmh
    return min(road_km, rule.max_km) / rule.detour


def near_town(lats: ArrayLike, lons: ArrayLike, rules: TravelRules) -> NDArray[np.bool_]:
    """Whether each of n points lies within ``rules.bus_town_km`` of a town a bus is assumed to serve; shape (n,)."""
    served = _served_points(rules.bus_suburb_km)
    points = np.atleast_1d(np.asarray(lats, dtype=np.float64)), np.atleast_1d(np.asarray(lons, dtype=np.float64))
    apart = distance_km(points[0][:, None], points[1][:, None], served[:, 0], served[:, 1])
    return np.asarray((apart <= rules.bus_town_km).any(axis=1))


@lru_cache(maxsize=8)
def _served_points(suburb_km: float) -> NDArray[np.float64]:
    """Postcode towns, and the villages that are their suburbs, as rows of latitude and longitude."""
    towns = postcode_towns()
    suburbs = [place for place in villages() if apart_km(place, towns[place.postcode or ""]) <= suburb_km]
    points = np.array([(place.lat, place.lon) for place in (*towns.values(), *suburbs)])
    points.setflags(write=False)
    return points
