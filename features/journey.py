"""The way to work: which of a person's modes reach a site in time, and how long the quickest of them takes."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray

from features.facts import PersonFacts
from features.places import EARTH_KM, Point, minutes_if_served, near_town, travel_minutes, travel_rules
from features.vocabulary import TransportMode


@dataclass(frozen=True, slots=True)
class Journeys:
    """Journeys of one person to ``n`` sites.

    ``minutes``: (n,) float32, the quickest mode that is within its limit, NaN where none is or nothing is known.
    ``reached``: (n,) bool, some mode is within its limit. ``unknown``: (n,) bool, none is, but not all are known.
    ``excess``: (n,) float32, minutes missing on the mode that comes closest, infinite beyond every
    mode's reach, NaN where no mode is known. ``perhaps``: (n,) bool, a mode whose minutes (or limit) are not known may
    still do it, and quicker; ``unheard``: (n,) bool, the minutes of a mode are not known. ``anytime``: (n,) float32,
    the quickest mode within its limit that goes at every hour of the week (any but the bus), NaN where none does.
    """

    minutes: NDArray[np.float32]
    reached: NDArray[np.bool_]
    unknown: NDArray[np.bool_]
    excess: NDArray[np.float32]
    perhaps: NDArray[np.bool_]
    unheard: NDArray[np.bool_]
    anytime: NDArray[np.float32]

    @classmethod
    def nothing_known(cls, n: int) -> Self:
        """Journeys to ``n`` sites of which nothing is known."""
        none, unknown = np.full(n, np.nan, np.float32), np.ones(n, bool)
        return cls(none, ~unknown, unknown, none, unknown, unknown, none)

    @property
    def by_bus(self) -> NDArray[np.bool_]:
        """(n,) the quickest mode is a bus, so it depends on the hour."""
        known: NDArray[np.bool_] = ~np.isnan(self.minutes)
        return known & ~(self.anytime <= self.minutes)

    def take(self, rows: slice | NDArray[np.int64]) -> Self:
        """The journeys to some of the sites."""
        return type(self)(*(getattr(self, field.name)[rows] for field in fields(self)))

    def join(self, later: Journeys) -> Self:
        """These journeys and then the others."""
        names = [field.name for field in fields(self)]
        return type(self)(*(np.concatenate([getattr(self, name), getattr(later, name)]) for name in names))


@lru_cache(maxsize=8192)
def near_stop(point: Point | None) -> bool:
    """Whether a point lies near a town that a bus is assumed to serve (see ``places.near_town``)."""
    return point is not None and bool(near_town(*point, travel_rules())[0])


def within_reach(person: PersonFacts, lat: NDArray[np.float32], lon: NDArray[np.float32]) -> NDArray[np.bool_]:
    """(n,) False where a site lies certainly farther away than any of the person's modes goes within its limit.

    A box of latitude and longitude: cheap, to be asked before ``journeys``. With a bus everything is within reach,
    because how far away a stop is may be unknown.
    """
    limits = person.max_minutes()
    if person.point is None or not limits or TransportMode.BUS in limits:
        return np.ones(len(lat), bool)
    modes = travel_rules().modes
    hours = {mode: max(most - modes[mode].fixed_minutes, 0) / 60 for mode, most in limits.items()}
    km = max(hours[mode] * modes[mode].speed_kmh / modes[mode].detour for mode in limits)
    up = np.degrees(km / EARTH_KM) + 0.001
    side = np.degrees(km / EARTH_KM) / np.cos(np.radians(min(abs(person.point[0]) + up, 89.0))) + 0.001
    too_far = (np.abs(lat - person.point[0]) > up) | (np.abs(lon - person.point[1]) > side)
    return np.asarray(~too_far)


def journeys(
    person: PersonFacts,
    lat: NDArray[np.float32],
    lon: NDArray[np.float32],
    bus: NDArray[np.int16],
    near: NDArray[np.bool_],
) -> Journeys:
    """Journeys to the points ``lat``, ``lon`` (degrees, NaN unknown).

    ``bus``: most minutes that a ride may take (``OpeningFacts.bus_ride``), -1 none runs, 0 unknown; ``near``: a stop
    is near (``near_stop``).
    """
    n = len(lat)
    limits = person.max_minutes()
    if person.point is None or not limits:
        return Journeys.nothing_known(n)
    minutes = np.stack([_minutes(mode, person.point, lat, lon, near) for mode in limits])
    farthest = np.array(list(limits.values()), np.float32)[:, None]
    usable = np.ones(minutes.shape, bool)
    if TransportMode.BUS in limits:
        row = list(limits).index(TransportMode.BUS)
        minutes[row] = _unless_too_far(minutes[row], farthest[row], person.point, lat, lon)
        usable[row] = _runs_in_time(minutes[row], bus)
    most = np.array(list(person.easy_minutes().values()), np.float32)[:, None]
    within = usable & (minutes <= most)
    reached = _some(within)
    perhaps = _some(usable & (np.isnan(minutes) | ((minutes > most) & (minutes <= farthest))))
    known = usable & ~np.isnan(minutes)
    own = [mode is not TransportMode.BUS for mode in limits]
    return Journeys(
        minutes=_least(minutes, within),
        reached=reached,
        unknown=~reached & perhaps,
        excess=_least(minutes - most, known),
        perhaps=perhaps,
        unheard=_some(usable & np.isnan(minutes)),
        anytime=_least(minutes[own], within[own]),
    )


def _unless_too_far(
    minutes: NDArray[np.float32],
    farthest: NDArray[np.float32],
    home: Point,
    lat: NDArray[np.float32],
    lon: NDArray[np.float32],
) -> NDArray[np.float32]:
    """(n,) minutes by bus, those that are unknown only where the ride alone may be within ``farthest``."""
    unknown, found = np.flatnonzero(np.isnan(minutes)), minutes.copy()
    least = minutes_if_served(TransportMode.BUS, home, lat[unknown], lon[unknown], travel_rules())
    found[unknown] = np.where(least > farthest, least, np.nan)
    return found


def _runs_in_time(minutes: NDArray[np.float32], bus: NDArray[np.int16]) -> NDArray[np.bool_]:
    """(n,) a bus serves every spell of work, and the ride is no longer than it may be; what is unknown counts."""
    ride = minutes - travel_rules().modes[TransportMode.BUS].fixed_minutes
    return np.asarray((bus >= 0) & ~((bus > 0) & (ride > bus)))


def _least(minutes: NDArray[np.float32], among: NDArray[np.bool_]) -> NDArray[np.float32]:
    """(n,) the least minutes over the modes ``among`` (modes, n) is true of, NaN where there is none."""
    least = np.where(among, minutes, np.inf).min(axis=0, initial=np.inf)
    return np.where(among.any(axis=0), least, np.nan).astype(np.float32)


def _some(modes: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(n,) true where it is true of some mode."""
    return np.asarray(modes.any(axis=0), bool)


def _minutes(
    mode: TransportMode, home: Point, lat: NDArray[np.float32], lon: NDArray[np.float32], near: NDArray[np.bool_]
) -> NDArray[np.float32]:
    if mode is TransportMode.BUS:
        near = near & near_stop(home)
    return travel_minutes(mode, home, lat, lon, travel_rules(), sites_near_town=near)
