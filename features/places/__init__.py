"""Where things are and how long it takes to get there: places in Danish text, distance, travel time."""

from features.places.distance import EARTH_KM, Point, distance_km, rounded
from features.places.in_text import find_places
from features.places.names import towns
from features.places.tables import Place, place_of
from features.places.travel_time import (
    ModeRule,
    TravelRules,
    bus_runs,
    minutes_if_served,
    near_town,
    reach_km,
    travel_minutes,
    travel_rules,
)

__all__ = [
    "EARTH_KM",
    "ModeRule",
    "Place",
    "Point",
    "TravelRules",
    "bus_runs",
    "distance_km",
    "find_places",
    "minutes_if_served",
    "near_town",
    "place_of",
    "reach_km",
    "rounded",
    "towns",
    "travel_minutes",
    "travel_rules",
]
