"""Where a person lives or a site lies."""

from __future__ import annotations

from features.places import place_of
from features.profiles import Location


def point_of(location: Location | None) -> tuple[float, float] | None:
    """Latitude and longitude of a location: its own point, else its postcode's, else None."""
    if location is None:
        return None
    if location.lat is not None and location.lon is not None:
        return location.lat, location.lon
    place = place_of(location.postcode) if location.postcode else None
    return (place.lat, place.lon) if place else None
