"""Places are found where they are meant, distances are right, and what is unknown stays unknown."""

import csv
import math
import warnings
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.places import (
    ModeRule,
    Place,
    TravelRules,
    bus_runs,
    distance_km,
    find_places,
    near_town,
    place_of,
    rounded,
    travel_minutes,
    travel_rules,
)
from features.vocabulary import TransportMode

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
modes = st.sampled_from(list(TransportMode))


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


def simple_rules(mode: TransportMode = TransportMode.BIKE) -> TravelRules:
    """Rules for numbers worked by hand: detour 1.5, 15 km/h, 4 minutes, 30 km at most."""
    return TravelRules(
        source="test",
        valid_from="2026-01-01",
        valid_to=None,
        modes={mode: ModeRule(detour=1.5, speed_kmh=15, fixed_minutes=4, max_km=30)},
        least_km=0.5,
        bus_hours=dict.fromkeys(range(1, 8), (330, 1410)),
        bus_town_km=1.5,
        bus_suburb_km=5.0,
    )


# ── Tables ───────────────────────────────────────────────────────────────────────────────────────


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


# ── Places in text ───────────────────────────────────────────────────────────────────────────────


def spotted(text: str) -> list[tuple[str, str | None]]:
    return [(text[start:end], place.postcode) for start, end, place in find_places(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Du bliver en del af teamet i 8800 Viborg.", [("8800 Viborg", "8800")]),
        ("DK-7400 Herning", [("7400 Herning", "7400")]),
        ("8800 viborg", [("8800 viborg", "8800")]),
        ("8920 Randers NV", [("8920 Randers NV", "8920")]),
        ("8920 Randers", [("8920 Randers", "8920")]),
        ("8643 Ans", [("8643 Ans", "8643")]),
        ("postnr. 8000", [("8000", "8000")]),
        ("Lageret ligger i 8600.", [("8600", "8600")]),
        ("8800 Bruunshåb", [("8800 Bruunshåb", "8800")]),
    ],
)
def test_a_postcode_with_its_town_or_a_word_before_it_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert spotted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Vi er 8800 ansatte",
        "Bonus på 8800 kr.",
        "lønnen går fra 7000 til 8000 kr",
        "Vi åbnede i 2000",
        "tlf. 8662 8800",
        "ring i 8800 1234",
        "nr. 8800",
        "i 8600,50 kr",
        "8800",
    ],
)
def test_a_number_that_only_looks_like_a_postcode_is_left_alone(text: str) -> None:
    assert spotted(text) == []


@pytest.mark.parametrize(
    ("text", "name", "postcode"),
    [
        ("Butikken i Skive søger", "Skive", "7800"),
        ("Viborg", "Viborg", "8800"),
        ("VIBORG", "VIBORG", "8800"),
        ("jeg bor i viborg", "viborg", "8800"),
        ("Viborgs bedste kantine", "Viborg", "8800"),
        ("hele Herning-området", "Herning", "7400"),
        ("vores afdeling i Nørre Snede", "Nørre Snede", "8766"),
        ("hjemme på Houlkær", "Houlkær", "8800"),
        ("jeg bor i bruunshåb", "bruunshåb", "8800"),
        ("Hald Ege", "Hald Ege", "8800"),
        ("Sejs-Svejbæk", "Sejs-Svejbæk", "8600"),
        ("Århus", "Århus", "8000"),
        ("Aarhus", "Aarhus", "8000"),
        ("Ålestrup", "Ålestrup", "9620"),
        ("Karup", "Karup", "7470"),
        ("i Esbjerg", "Esbjerg", "6700"),
    ],
)
def test_towns_and_villages_are_found_as_people_write_them(text: str, name: str, postcode: str) -> None:
    assert spotted(text) == [(name, postcode)]


@pytest.mark.parametrize(
    "text",
    [
        "Løsning på opgaven",
        "Giv os et kald",
        "Give and take",
        "contact Them",
        "Mors dag",
        "Hald",
        "en tim",
        "hove",
        "Als",
    ],
)
def test_common_words_that_are_also_towns_are_left_alone(text: str) -> None:
    assert spotted(text) == []


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("arbejde i Løsning", "8723"),
        ("fra Give", "7323"),
        ("ved Hald", "8800"),
        ("på Mors", "7900"),
        ("i Lem", "6940"),
        ("8643 Ans By", "8643"),
        ("i Tim", "6980"),
    ],
)
def test_the_same_names_are_towns_after_a_word_of_place_or_a_postcode(text: str, postcode: str) -> None:
    assert [code for _, code in spotted(text)] == [postcode]


def test_a_person_called_as_a_town_is_not_a_place() -> None:
    assert spotted("Ring til Tim Hansen eller få et svar fra Flemming") == []


def test_a_road_named_after_a_town_is_not_the_town() -> None:
    assert spotted("Viborg Landevej 12 og Gammel Viborgvej 3") == []


def test_a_name_that_two_towns_share_is_unknown_until_it_is_told_apart() -> None:
    assert spotted("Nykøbing") == []
    assert spotted("Nykøbing Mors og 4800 Nykøbing F") == [("Nykøbing Mors", "7900"), ("4800 Nykøbing F", "4800")]


def test_a_postcode_that_belongs_elsewhere_is_not_replaced_by_a_guess() -> None:
    assert spotted("2300 København S") == [("København", None)]
    assert spotted("8800 Herning") == [("Herning", None)]


def test_several_places_come_in_order_with_their_points() -> None:
    found = find_places("Bor i Overlund, arbejder i 8600 Silkeborg eller Bjerringbro")
    assert [place.town for _, _, place in found] == ["Overlund", "Silkeborg", "Bjerringbro"]
    assert found[1][2] == place_of("8600")


@given(st.text(alphabet=st.sampled_from("Viborg 8064nNASæøå.,-i\nHald"), max_size=60))
def test_spans_never_overlap_and_stay_inside_the_text(text: str) -> None:
    end_before = 0
    for start, end, _ in find_places(text):
        assert end_before <= start < end <= len(text)
        end_before = end


# ── Distance ─────────────────────────────────────────────────────────────────────────────────────


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


# ── Travel time ──────────────────────────────────────────────────────────────────────────────────


def test_ten_straight_km_by_bike_are_15_on_the_road_one_hour_and_four_minutes() -> None:
    ten_km_north = VIBORG[0] + 10 / (math.pi / 180 * 6371)
    minutes = travel_minutes(TransportMode.BIKE, VIBORG, [ten_km_north], [VIBORG[1]], simple_rules())
    assert minutes.dtype == np.float32
    assert minutes == pytest.approx([64.0], abs=0.01)


def test_two_points_on_one_grid_cell_are_half_a_km_apart_never_zero() -> None:
    # 0.5 km × 1.5 = 0.75 km at 15 km/h = 3 minutes, and 4 fixed ones
    assert travel_minutes(TransportMode.BIKE, VIBORG, [VIBORG[0]], [VIBORG[1]], simple_rules()) == pytest.approx([7.0])


def test_farther_than_anybody_goes_that_way_is_infinite() -> None:
    # 21 km × 1.5 = 31.5 km, over the 30 of the rule
    north = VIBORG[0] + 21 / (math.pi / 180 * 6371)
    assert np.isposinf(travel_minutes(TransportMode.BIKE, VIBORG, [north], [VIBORG[1]], simple_rules())[0])


@pytest.mark.parametrize("mode", list(TransportMode))
def test_an_unknown_home_or_site_gives_unknown_minutes(mode: TransportMode) -> None:
    rules = travel_rules()
    assert np.isnan(travel_minutes(mode, (math.nan, math.nan), [56.45], [9.40], rules)).all()
    minutes = travel_minutes(mode, VIBORG, [56.45, math.nan], [9.40, 9.40], rules)
    assert np.isfinite(minutes[0])
    assert np.isnan(minutes[1])


def test_the_bus_from_town_to_town_is_known_and_to_a_field_is_not() -> None:
    # Rødkærsbro is a town; Dollerup Bakker, south-west of Viborg, are hills with no town in 1.5 km
    rules = simple_rules(TransportMode.BUS)
    minutes = travel_minutes(TransportMode.BUS, VIBORG, [56.35, 56.42], [9.50, 9.32], rules)
    straight = float(distance_km(*VIBORG, 56.35, 9.50))
    assert minutes[0] == pytest.approx(straight * 1.5 / 15 * 60 + 4, abs=0.01)
    assert np.isnan(minutes[1])


def test_the_bus_from_a_home_far_from_town_is_unknown_to_every_site() -> None:
    assert np.isnan(
        travel_minutes(TransportMode.BUS, (56.42, 9.32), [56.45, 56.17], [9.40, 9.55], travel_rules())
    ).all()


def test_a_suburb_is_served_and_a_village_out_in_the_country_is_not() -> None:
    houlkær, finderup = (56.46, 9.44), (56.41, 9.28)
    assert near_town([houlkær[0], finderup[0], math.nan], [houlkær[1], finderup[1], 9.4], travel_rules()).tolist() == [
        True,
        False,
        False,
    ]


def test_a_caller_may_hand_in_the_sites_near_town_it_already_knows() -> None:
    known = np.array([False, True])
    minutes = travel_minutes(
        TransportMode.BUS, VIBORG, [56.45, 56.45], [9.40, 9.40], travel_rules(), sites_near_town=known
    )
    assert np.isnan(minutes).tolist() == [True, False]


@given(modes, lats, lons, lats, lons)
def test_minutes_are_above_zero_wherever_they_are_known(
    mode: TransportMode, lat1: float, lon1: float, lat2: float, lon2: float
) -> None:
    minutes = travel_minutes(mode, (lat1, lon1), [lat2], [lon2], travel_rules())
    assert minutes.shape == (1,)
    assert np.isnan(minutes[0]) or minutes[0] > 0


@given(st.sampled_from([mode for mode in TransportMode if mode is not TransportMode.BUS]), st.lists(lats, min_size=2))
def test_farther_is_never_sooner(mode: TransportMode, norths: list[float]) -> None:
    ordered = np.sort(np.maximum(norths, VIBORG[0]))
    minutes = travel_minutes(mode, VIBORG, ordered, np.full(len(ordered), VIBORG[1]), travel_rules())
    assert all(first <= second for first, second in pairwise(minutes))


def test_the_rules_cover_every_mode_and_say_where_they_come_from() -> None:
    rules = travel_rules()
    assert set(rules.modes) == set(TransportMode)
    assert "Assumptions" in rules.source
    assert rules.valid_from == "2026-01-01"
    assert all(rule.detour >= 1 and rule.speed_kmh > 0 and rule.max_km > 0 for rule in rules.modes.values())


@pytest.mark.parametrize(
    ("weekday", "clock", "runs"),
    [
        (1, (5, 29), False),
        (1, (5, 30), True),
        (5, (23, 30), True),
        (5, (23, 31), False),
        (6, (6, 59), False),
        (6, (7, 0), True),
        (6, (24, 0), True),
        (7, (7, 59), False),
        (7, (8, 0), True),
        (7, (23, 1), False),
    ],
)
def test_buses_run_in_the_assumed_hours_only(weekday: int, clock: tuple[int, int], runs: bool) -> None:
    assert bus_runs(weekday, clock[0] * 60 + clock[1]) is runs


@pytest.mark.parametrize(("weekday", "minute"), [(0, 600), (8, 600), (1, -1), (1, 1441)])
def test_a_time_that_does_not_exist_is_refused(weekday: int, minute: int) -> None:
    with pytest.raises(ValueError, match="weekday is 1"):
        bus_runs(weekday, minute)
