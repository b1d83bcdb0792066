"""Points on the map and how far they are apart."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_KM: Final = 6371.0
GRID: Final = 200
"""Parts of a degree a home point is rounded to: 1/200 = 0.005°, about 500 m north-south and 300 m east-west."""

Point: TypeAlias = tuple[float, float]
"""Latitude and longitude in degrees (WGS84); NaN when unknown."""


def distance_km(lat1: ArrayLike, lon1: ArrayLike, lat2: ArrayLike, lon2: ArrayLike) -> NDArray[np.float64]:
    """Great-circle distance in km (haversine, sphere of 6,371 km) between points in degrees; the shapes broadcast.

    NaN in any coordinate gives NaN.
    """
    north1, east1, north2, east2 = (np.radians(np.asarray(part, dtype=np.float64)) for part in (lat1, lon1, lat2, lon2))
    square = np.sin((north2 - north1) / 2) ** 2 + np.cos(north1) * np.cos(north2) * np.sin((east2 - east1) / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(square, 0.0, 1.0))))


def rounded(lat: float, lon: float) -> Point:
    """A home point on the 0.005° grid, so that no address can be read from it."""
    return round(lat * GRID) / GRID, round(lon * GRID) / GRID
