"""The tables are the real geography, and distances are right."""

import csv
import math
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.places import Place, distance_km, place_of, rounded

ROOT = Path(__file__).parents[2]
GEOGRAPHY = ROOT.parent / "shared" / "data" / "geo_dk"
VIBORG = (56.45, 9.40)
RADIUS_KM = 80.0
NOT_A_PLACE = {"0900", "0960", "8100", "9100"}
"""Postal-service and large-customer numbers, Udland: nobody lives or works at them."""
AT_THE_EDGE = {"7741", "8961", "9280"}
"""Frøstrup, Allingåbro and Storvorde lie at the edge of a long postcode area; ours is the town, not the middle."""

lats = st.floats(54.5, 57.8)
lons = st.floats(8.0, 12.8)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def geography(name: str) -> list[dict[str, str]]:
    if not (GEOGRAPHY / name).exists():
        reason = f"NOT CHECKED against real geography: {GEOGRAPHY / name} is not there"
        warnings.warn(reason, stacklevel=2)
        pytest.skip(reason)
    return rows(GEOGRAPHY / name)


def own(name: str) -> list[dict[str, str]]:
    return rows(ROOT / "features" / "data" / name)


def points_of(postcode: str) -> Iterator[tuple[float, float]]:
    """The published points of a postcode: GeoNames' and the middle of its area."""
    for row in geography("postnumre_geonames.csv"):
        if row["postnr"] == postcode:
            yield float(row["lat"]), float(row["lon"])
    for row in geography("postnumre_centroids.csv"):
        if row["postnr"] == postcode:
            yield float(row["lat_centroid"]), float(row["lon_centroid"])


def off(a: tuple[float, float], b: tuple[float, float]) -> float:
    return max(abs(a[0] - b[0]), abs(a[1] - b[1]))


def test_a_postcode_is_a_town_with_a_point() -> None:
    assert place_of("8800") == Place("8800", "Viborg", 56.45, 9.40)


def test_a_postcode_that_is_not_in_the_table_is_unknown() -> None:
    assert place_of("1234") is None
    assert place_of("") is None


def test_every_postcode_stands_once_with_a_municipality_and_two_decimals() -> None:
    table = own("postcodes.csv")
    assert len({row["postcode"] for row in table}) == len(table)
    for row in table:
        assert len(row["postcode"]) == 4
        assert row["municipality"].split(" ", 1)[0].isdigit()
        assert all(float(row[part]) == round(float(row[part]), 2) for part in ("lat", "lon"))


def test_every_real_postcode_within_80_km_of_viborg_is_in_the_table() -> None:
    real = {
        row["postnr"]: row["place"]
        for row in geography("postnumre_geonames.csv")
        if distance_km(*VIBORG, float(row["lat"]), float(row["lon"])) <= RADIUS_KM
    }
    missing = {
        postcode: town for postcode, town in real.items() if postcode not in NOT_A_PLACE and not place_of(postcode)
    }
    assert missing == {}


def test_every_postcode_point_is_within_a_twentieth_of_a_degree_of_the_real_one() -> None:
    far = {}
    for row in own("postcodes.csv"):
        nearest = min(off((float(row["lat"]), float(row["lon"])), point) for point in points_of(row["postcode"]))
        if nearest > (0.13 if row["postcode"] in AT_THE_EDGE else 0.05):
            far[row["postcode"]] = nearest
    assert far == {}


def test_every_municipality_is_the_real_one() -> None:
    real = {row["postnr"]: row["kommunekode"].lstrip("0") for row in geography("postnumre_geonames.csv")}
    assert {row["postcode"]: row["municipality"].split()[0] for row in own("postcodes.csv")}.items() <= real.items()


def test_every_village_lies_by_its_postcode() -> None:
    for row in own("villages.csv"):
        town = place_of(row["postcode"])
        assert town is not None, row
        assert distance_km(float(row["lat"]), float(row["lon"]), town.lat, town.lon) <= 18, row


def test_villages_with_a_bus_stop_of_their_name_lie_within_a_twentieth_of_a_degree_of_one() -> None:
    stops: dict[str, list[tuple[float, float]]] = {}
    for stop in geography("stoppesteder_viborg_og_naboer.csv"):
        stops.setdefault(stop["name"].split("(")[0].split("/")[0].strip(), []).append(
            (float(stop["lat"]), float(stop["lon"]))
        )
    far, checked = {}, 0
    for row in own("villages.csv"):
        points = [
            point for name, found in stops.items() if (name + " ").startswith(row["name"] + " ") for point in found
        ]
        checked += bool(points)
        nearest = min((off((float(row["lat"]), float(row["lon"])), point) for point in points), default=0.0)
        if nearest > 0.05:
            far[row["name"]] = nearest
    assert far == {}
    assert checked > 150


def test_one_degree_of_latitude_is_111_2_km() -> None:
    assert distance_km(56.0, 9.0, 57.0, 9.0) == pytest.approx(math.pi / 180 * 6371, abs=1e-9)


def test_one_degree_of_longitude_at_60_degrees_north_is_half_of_one_at_the_equator() -> None:
    assert distance_km(60.0, 9.0, 60.0, 10.0) == pytest.approx(111.195 / 2, abs=0.01)


def test_viborg_to_silkeborg_is_about_32_km_as_the_crow_flies() -> None:
    # 0.28° north-south = 31.1 km; 0.15° × cos 56.31° × 111.2 = 9.3 km; √(31.1² + 9.3²) = 32.5 km
    assert distance_km(56.45, 9.40, 56.17, 9.55) == pytest.approx(32.5, abs=0.1)


def test_distances_to_many_points_come_as_one_array_and_a_missing_point_stays_missing() -> None:
    km = distance_km(56.45, 9.40, [56.45, np.nan], [9.40, 9.0])
    assert km.shape == (2,)
    assert km[0] == 0.0
    assert np.isnan(km[1])


@given(lats, lons, lats, lons)
def test_distance_is_the_same_both_ways_and_never_negative(lat1: float, lon1: float, lat2: float, lon2: float) -> None:
    there, back = distance_km(lat1, lon1, lat2, lon2), distance_km(lat2, lon2, lat1, lon1)
    assert there == pytest.approx(float(back), abs=1e-9)
    assert there >= 0


@given(*[st.tuples(lats, lons)] * 3)
def test_no_way_round_is_shorter_than_the_straight_one(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]
) -> None:
    assert distance_km(*a, *c) <= distance_km(*a, *b) + distance_km(*b, *c) + 1e-6


def test_a_home_is_rounded_to_the_grid() -> None:
    assert rounded(56.4538, 9.4021) == (56.455, 9.4)


@given(lats, lons)
def test_rounding_moves_a_home_less_than_half_a_km_and_only_once(lat: float, lon: float) -> None:
    assert distance_km(lat, lon, *rounded(lat, lon)) < 0.4
    assert rounded(*rounded(lat, lon)) == rounded(lat, lon)
