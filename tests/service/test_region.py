"""The map of a list: what lies where, names that never cover each other, and the same in words."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.places import distance_km, reach_km, travel_minutes, travel_rules
from features.profiles import Location, Participant, Transport
from features.vocabulary import TransportMode
from service.pages.labels import Area, Layout, beside
from service.pages.region import TALL, WIDE, Sheet, Site, in_runs, region

VIBORG = Location(postcode="8800", town="Viborg", lat=56.45, lon=9.40)
SKIVE = Location(postcode="7800", town="Skive", lat=56.57, lon=9.03)


def someone(home=VIBORG, **minutes):
    ways = tuple(Transport(mode=TransportMode(mode), max_minutes=most) for mode, most in minutes.items())
    return Participant(id="p1", tenant="t", status="active", home=home, transport=ways)


def everything(drawn):
    return [drawn_one.area for drawn_one in (*drawn.marks, *drawn.towns, *drawn.rings) if drawn_one.area]


def test_numbers_of_one_place_share_a_mark_and_the_words_say_each_with_its_minutes():
    sites = [Site(1, VIBORG, 5.4), Site(2, SKIVE, 38.0), Site(3, VIBORG, None)]
    drawn = region(someone(bike=30), sites, "da")
    assert [mark.text for mark in drawn.marks] == ["1, 3", "2"]
    assert drawn.words == ("Viborg: 1 (5 minutter) og 3 (rejsetiden er ikke kendt)", "Skive: 2 (38 minutter)")
    assert drawn.home_words == "Hjemmet, omtrent: Viborg"


def test_what_has_no_address_is_told_of_and_not_drawn():
    sites = [Site(1, Location(), 9.0), Site(2, SKIVE, 38.0)]
    drawn = region(someone(), sites, "da")
    assert [mark.text for mark in drawn.marks] == ["2"]
    assert drawn.words[-1] == "Ikke på kortet, fordi adressen mangler: 1"


def test_there_is_no_map_without_a_known_place_of_work_and_no_rings_without_a_home():
    assert region(someone(bike=30), [Site(1, Location(), None)], "da") is None
    drawn = region(someone(home=None, bike=30), [Site(1, SKIVE, None)], "da")
    assert (drawn.home, drawn.rings) == (None, ())
    assert "ikke kendt" in drawn.home_words


def test_a_ring_is_where_the_minutes_end():
    """Half an hour by bike: 28 minutes of 15 km/h are 7 km of road, 7 / 1.3 = 5.38 km in a straight line."""
    assert reach_km(TransportMode.BIKE, 30, travel_rules()) == pytest.approx(5.38, abs=0.01)
    drawn = region(someone(bike=30), [Site(1, SKIVE, None)], "da")
    (ring,) = drawn.rings
    assert ring.words == "Cykel, højst 30 minutter: omkring 5 km i lige linje."
    skive, (x, y) = drawn.marks[0], drawn.home
    points_a_km = (((skive.x - x) ** 2 + (skive.y - y) ** 2) ** 0.5) / distance_km(56.45, 9.40, 56.57, 9.03)
    assert ring.radius == pytest.approx(5.38 * points_a_km, rel=0.02)


def test_minutes_nobody_has_asked_about_draw_no_ring():
    assert region(someone(bike=None, car=40), [Site(1, SKIVE, None)], "da").rings[0].text == "Bil 40 min"


def test_a_ring_far_outside_says_so_instead_of_shrinking_the_town():
    drawn = region(someone(bike=20, car=120), [Site(1, VIBORG, 5.0)], "da")
    assert [ring.words.endswith("Cirklen er større end kortet.") for ring in drawn.rings] == [False, True]


@given(st.sampled_from(sorted(TransportMode)), st.integers(5, 240))
def test_reach_is_travel_minutes_the_other_way_round(mode, minutes):
    rules = travel_rules()
    km = reach_km(mode, minutes, rules)
    if rules.least_km < km < rules.modes[mode].max_km / rules.modes[mode].detour - 0.01:
        (back,) = travel_minutes(mode, (56.45, 9.4), [56.45 + km / 111.19], [9.4], rules, sites_near_town=[True])
        assert back == pytest.approx(minutes, abs=0.1)


points = st.tuples(st.floats(56.0, 57.1), st.floats(8.4, 10.3))


@settings(max_examples=60, deadline=None)
@given(points, st.lists(points, min_size=1, max_size=20), st.integers(5, 120), st.booleans())
def test_nothing_written_covers_anything_else_and_all_of_it_is_on_the_sheet(home, sites, minutes, at_home):
    lives = Location(lat=home[0], lon=home[1], town="X")
    works = [Site(n, Location(lat=home[0] if at_home else lat, lon=lon), None) for n, (lat, lon) in enumerate(sites, 1)]
    drawn = region(someone(home=lives, bike=minutes, car=minutes), works, "da")
    areas = everything(drawn)
    assert not [pair for pair in combinations(areas, 2) if pair[0].meets(pair[1])]
    assert all(area.within(Area(0, 0, WIDE, TALL)) for area in areas)
    house = Area(drawn.home[0] - 9, drawn.home[1] - 9, 18, 18)
    assert not any(area.meets(house) for area in areas)
    told = {number for line in drawn.words for number in line.replace(",", " ").split() if number.isdecimal()}
    assert told >= {str(site.number) for site in works}


def test_the_sheet_is_as_long_to_the_north_as_to_the_east():
    sheet = Sheet.around([(56.45, 9.40), (56.55, 9.60)], [])
    (x, y), (_, north) = sheet.at((56.45, 9.40)), sheet.at((56.45 + 10 / 111.2, 9.40))
    east, _ = sheet.at((56.45, 9.40 + 10 / (111.2 * sheet.narrow)))
    assert east - x == pytest.approx(y - north, abs=0.2) == pytest.approx(10 * sheet.points_a_km, abs=0.2)


@pytest.mark.parametrize(("numbers", "text"), [([1], "1"), ([2, 1], "1, 2"), ([1, 2, 3, 5, 7, 8], "1–3, 5, 7, 8")])
def test_three_in_a_row_are_drawn_together(numbers, text):
    assert in_runs(numbers) == text


def test_a_name_without_a_free_place_is_left_out():
    layout = Layout(Area(0, 0, 60, 30), [])
    assert layout.take(beside(10, 15, "Viborg")) is not None
    assert layout.take(beside(10, 15, "Viborg")) is None
