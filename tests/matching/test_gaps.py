"""Near misses of the clock by hand, and the two forms of the missing minutes beside each other."""

import numpy as np
import pytest
from hypothesis import given, settings

from features import week
from features.facts import PersonFacts
from features.vocabulary import RuleCode
from matching.rules import BROKEN, MET, RULES, UNKNOWN, Pair
from matching.rules.gaps import Way, gaps, missing_minutes
from service.texts import say
from tests.matching.rule_cases import TOWN, answer, pair, shift, travel
from tests.strategies import TODAY, openings, participants
from tests.town import windows
from tests.world import facts_of, request_of

CLOCK = next(rule for rule in RULES if rule.code is RuleCode.CLOCK)
EIGHT_TO_FOUR = {"availability": windows(range(1, 6), "08:00", "16:00")}
SHOP = {"lat": 56.48, "lon": 9.40}
"""19.3 minutes away by bike (``tests.town``)."""


def at(day, start, end):
    return week.window(day, start * 60, end * 60)


def test_a_way_home_past_the_persons_time_is_missing_to_the_minute():
    assert gaps(at(2, 9, 16), at(2, 8, 16), 25) == ((2, 960, 985, Way.HOME),)


def test_work_and_way_that_meet_are_one_gap():
    assert gaps(at(2, 9, 17), at(2, 8, 16), 10) == ((2, 960, 1030, Way.HOME),)


def test_the_way_there_is_missing_before_the_shift_and_may_be_on_the_day_before():
    assert gaps(at(1, 8, 12), at(1, 8, 13), 20) == ((1, 460, 480, Way.THERE),)
    assert gaps(at(1, 0, 4), at(1, 0, 6), 20) == ((7, 1420, 1440, Way.THERE),)


def test_a_short_time_off_between_two_spells_is_missed_once():
    both = at(3, 8, 10) | week.window(3, 10 * 60 + 15, 12 * 60)
    assert gaps(both, at(3, 7, 10) | week.window(3, 10 * 60 + 15, 13 * 60), 10) == ((3, 600, 610, Way.BOTH),)


def test_nothing_is_missing_inside_the_persons_time():
    assert gaps(at(2, 9, 15), at(2, 8, 16), 60) == ()


def test_a_near_miss_says_the_minutes_and_the_days():
    job = {"site": SHOP, "hours_max": 20, "shifts": [shift("09:00", "16:00", (2, 4))]}
    [finding] = CLOCK.explain(pair(EIGHT_TO_FOUR | travel("bike", 60), job))
    assert (finding.params["minutes"], finding.params["days"], finding.params["travel"]) == (40, (2, 4), 20)
    assert say("reasons.shift_outside_time", **finding.params).endswith(
        "20 minutter tirsdag og torsdag eftermiddag, hjemturen medregnet"
    )
    assert "20 minutes Tuesday and Thursday afternoon" in say("reasons.shift_outside_time", "en", **finding.params)


def test_a_long_gap_is_shown_with_its_clock_times():
    sentence = say("reasons.shift_outside_time", gaps=((1, 480, 725, Way.NONE), (2, 480, 725, Way.NONE)))
    assert sentence.endswith("4 timer og 5 minutter mandag og tirsdag 08:00–12:05")


def test_all_of_a_rotation_must_be_possible_and_the_sentence_says_so():
    rotating = {"site": SHOP, "shifts": [shift(start, end, (1,), "rotating") for start, end in (("08:00", "12:00"), ("14:00", "18:00"))]}  # fmt: skip # noqa: E501
    [finding] = CLOCK.explain(pair(EIGHT_TO_FOUR | travel("bike", 60), rotating))
    assert (finding.status, finding.code) == (BROKEN, "rotation_outside_time")
    assert finding.params["gaps"] == ((1, 460, 480, Way.THERE), (1, 960, 1100, Way.HOME))


# ── The bus does not run at five ─────────────────────────────────────────────────────────────────


def early(kind, hours_min=7):
    """Mornings from 04:00 to 06:30; the first bus on a weekday is at 05:30, and a ride in town takes a quarter."""
    return {"site": TOWN, "hours_min": hours_min, "shifts": [shift("04:00", "06:30", range(1, 6), kind)]}


ALL_WEEK = {"availability": windows(range(1, 8), "00:00", "24:00")}


@pytest.mark.parametrize(("mode", "status"), [("car", MET), ("bus", BROKEN)])
def test_early_hours_to_choose_from_can_be_reached_by_car_and_not_by_bus(mode, status):
    assert answer("clock", ALL_WEEK | travel(mode, 60), early("flexible")) == status


def test_what_is_left_when_the_bus_has_come_may_be_enough():
    """From 05:45 to 06:30 on five days are 3.75 hours."""
    by_bus = ALL_WEEK | travel("bus", 60)
    assert answer("clock", by_bus, early("flexible", 3.75)) == MET
    [finding] = CLOCK.explain(pair(by_bus, early("flexible", 4)))
    assert (finding.code, finding.params["possible"], finding.params["needed"]) == ("no_bus_when_free", 3.75, 4)


def test_another_way_that_goes_at_night_does_where_the_bus_is_quicker_by_day():
    """A lift takes 10.7 minutes and the bus 21; where only the bus is quick enough the lift still reaches the night."""
    both = ALL_WEEK | {"home": TOWN, "transport": [{"mode": "bus", "max_minutes": 60}, {"mode": "walk", "max_minutes": 60}]}  # fmt: skip # noqa: E501
    assert answer("clock", both, early("flexible")) == MET


def test_fixed_work_before_the_first_bus_is_not_reached_at_all():
    assert answer("travel", ALL_WEEK | travel("bus", 60), early("fixed", 12.5)) == BROKEN
    assert answer("travel", ALL_WEEK | travel("car", 60), early("fixed", 12.5)) == MET
    assert answer("clock", EIGHT_TO_FOUR | travel("bus", 60), {"site": TOWN, "hours_min": 8, "shifts": []}) == UNKNOWN


def test_a_bus_whose_stop_is_not_known_is_too_slow_where_it_would_be_with_a_stop_at_the_door():
    """20 km straight are 26 km of road: 39 minutes at 40 km/h and 20 to walk and wait."""
    shop = {"site": {"lat": 56.63, "lon": 9.40}}
    assert answer("travel", travel("bus", 58), shop) == BROKEN
    assert answer("travel", travel("bus", 60), shop) == UNKNOWN


# ── The two forms agree ──────────────────────────────────────────────────────────────────────────


@settings(max_examples=80, deadline=None)
@given(participants(), openings())
def test_minutes_over_columns_and_gaps_of_one_pair_are_the_same(participant, world):
    person, rows = PersonFacts.of(participant, TODAY), facts_of(world)
    request = request_of(person, rows)
    found = missing_minutes(request)
    assert found.shape == (len(rows), 7)
    for row, facts in enumerate(rows):
        journey = Pair(person, facts).journeys()
        possible = week.FULL if person.possible is None else person.possible
        by_day = np.zeros(7, int)
        for day, start, end, _ in gaps(facts.fixed, possible, float(np.nan_to_num(journey.minutes[0]))):
            by_day[day - 1] += end - start
        assert found[row].tolist() == by_day.tolist()
