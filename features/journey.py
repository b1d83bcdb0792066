"""The way to work: which of a person's modes reach a site in time, and how long the quickest of them takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from features.facts import PersonFacts
from features.places import travel_minutes, travel_rules
from features.vocabulary import TransportMode


@dataclass(frozen=True, slots=True)
class Journeys:
    """Journeys of one person to ``n`` sites.

    ``minutes``: (n,) float32, the quickest mode that is within its limit, NaN where none is or nothing is known.
    ``reached``: (n,) bool, some mode is within its limit. ``unknown``: (n,) bool, none is, but not all are known.
    ``excess``: (n,) float32, minutes missing on the mode that comes closest, infinite beyond every
    mode's reach, NaN where no mode is known.
    """

    minutes: NDArray[np.float32]
    reached: NDArray[np.bool_]
    unknown: NDArray[np.bool_]
    excess: NDArray[np.float32]


def journeys(
    person: PersonFacts, lat: NDArray[np.float32], lon: NDArray[np.float32], bus: NDArray[np.int8]
) -> Journeys:
    """Journeys to the points ``lat``, ``lon`` (degrees, NaN unknown); ``bus``: 1 buses run, -1 not, 0 hours unknown."""
    n = len(lat)
    limits = person.max_minutes()
    if person.point is None or not limits:
        nothing = np.full(n, np.nan, np.float32)
        return Journeys(nothing, np.zeros(n, bool), np.ones(n, bool), nothing)
    rules = travel_rules()
    minutes = np.stack([travel_minutes(mode, person.point, lat, lon, rules) for mode in limits])
    most = np.array(list(limits.values()), np.float32)[:, None]
    usable = np.ones(minutes.shape, bool)
    if TransportMode.BUS in limits:
        usable[list(limits).index(TransportMode.BUS)] = bus >= 0
    within = usable & (minutes <= most)
    quickest = np.where(within, minutes, np.inf).min(axis=0)
    reached = within.any(axis=0)
    unknown = ~reached & (usable & np.isnan(minutes)).any(axis=0)
    known = usable & ~np.isnan(minutes)
    excess = np.where(known, minutes - most, np.inf).min(axis=0)
    return Journeys(
        minutes=np.where(reached, quickest, np.nan).astype(np.float32),
        reached=reached,
        unknown=unknown,
        excess=np.where(known.any(axis=0), excess, np.nan).astype(np.float32),
    )
