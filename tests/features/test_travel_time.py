"""Minutes follow from the rules as worked by hand, and what is unknown stays unknown."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.places import ModeRule, TravelRules, bus_runs, distance_km, near_town, travel_minutes, travel_rules
from features.vocabulary import TransportMode

VIBORG = (56.45, 9.40)

lats = st.floats(54.5, 57.8)
lons = st.floats(8.0, 12.8)
modes = st.sampled_from(list(TransportMode))


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
