"""Every feature of a pair worked by hand: 0 speaks against, 1 for, NaN is unknown and stays unknown."""

import numpy as np
import pytest
from hypothesis import given, settings

from features.columns import Columns
from features.facts import OpeningFacts, PersonFacts
from features.journey import Journeys, journeys
from features.occupations import occupations
from features.pairs import (
    COLUMNS,
    Closeness,
    demand_margin,
    hours_closeness,
    language_margin,
    pair_table,
    setting_fit,
    support_fit,
    time_preference,
    training_fit,
)
from features.profiles import Employer, Participant, Vacancy
from features.text import Phrase
from tests.strategies import TODAY, openings, participants
from tests.town import danish, spoken
from tests.world import facts_of, request_of

UNKNOWN = pytest.approx(float("nan"), nan_ok=True)


def person(**fields):
    return PersonFacts.of(Participant.model_validate({"id": "p"} | fields), TODAY)


def job(occupation=None, **fields):
    raw = {"id": "v", "employer_id": "e", "terms": "ordinary", "title": "Job"} | fields
    return Columns.of([OpeningFacts.of(Vacancy.model_validate(raw), Employer(id="e"), occupation)], {"e": 0})


def value(feature, someone, something):
    return float(feature(someone, something)[0])


@pytest.mark.parametrize(
    ("said", "offered", "expected"),
    [
        ({"hours_wish": 15}, {"hours_min": 10, "hours_max": 20}, 1.0),
        ({"hours_wish": 15}, {"hours_min": 20, "hours_max": 30}, 0.5),
        ({"hours_wish": 15}, {"hours_min": 5, "hours_max": 12}, 0.7),
        ({"hours_wish": 15}, {"hours_min": 30}, 0.0),
        ({"hours_min": 10, "hours_max": 20}, {"hours_min": 18, "hours_max": 30}, 1.0),
        ({"hours_wish": 15}, {}, UNKNOWN),
        ({}, {"hours_min": 20}, UNKNOWN),
    ],
)
def test_hours_fall_to_nothing_ten_hours_from_the_wish(said, offered, expected):
    assert value(hours_closeness, person(**said), job(**offered)) == pytest.approx(expected)


def settings_wished(*wished):
    return person(wishes=[{"kind": "setting", "value": code, "weight": weight} for code, weight in wished])


@pytest.mark.parametrize(
    ("wished", "stated", "expected"),
    [
        ((("outside", 1),), ["outside"], 1.0),
        ((("outside", 1),), ["inside"], 0.0),
        ((("outside", 1), ("quiet", 0.5)), ["outside", "lively"], 1 / 1.5),
        ((("outside", 1),), [], UNKNOWN),
        ((("outside", 0),), ["outside"], UNKNOWN),
        ((), ["outside"], UNKNOWN),
    ],
)
def test_a_setting_counts_by_its_weight_and_only_where_it_is_known(wished, stated, expected):
    assert value(setting_fit, settings_wished(*wished), job(settings=stated)) == pytest.approx(expected)


def test_preferred_time_counts_whole_other_possible_time_half_and_avoided_time_nothing():
    parts = [("08:00", "12:00", "prefer"), ("12:00", "16:00", "can"), ("16:00", "20:00", "avoid")]
    someone = person(availability=[{"weekday": 1, "start": a, "end": b, "kind": kind} for a, b, kind in parts])

    def at(start, end):
        return job(shifts=[{"weekdays": [1], "start": start, "end": end}])

    assert value(time_preference, someone, at("08:00", "12:00")) == 1
    assert value(time_preference, someone, at("10:00", "14:00")) == 0.75
    assert value(time_preference, someone, at("16:00", "18:00")) == 0
    assert value(time_preference, someone, job()) == UNKNOWN
    assert value(time_preference, person(), at("08:00", "12:00")) == UNKNOWN


@pytest.mark.parametrize(
    ("needs", "offered", "expected"),
    [
        (["mentor"], ["mentor"], 1.0),
        (["mentor", "contact_person"], ["mentor"], 0.5),
        (["mentor"], ["sit_stand"], 0.0),
        (["mentor"], [], UNKNOWN),
        (["follow_up"], ["mentor"], UNKNOWN),
    ],
)
def test_support_is_the_share_of_what_is_wished(needs, offered, expected):
    assert value(support_fit, person(support_needs=needs), job(site_support=offered)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("speaks", "asks", "expected"),
    [
        ([danish("A2")], [spoken("A2")], 0.5),
        ([danish("B1")], [spoken("A2")], 0.75),
        ([danish("A1")], [spoken("B1")], 0.0),
        ([danish("B1"), danish("A1", "en")], [spoken("A2"), spoken("A2", "en")], 0.25),
        ([danish("A1"), danish("B2", "en")], [spoken("A2", any_of="x"), spoken("A2", "en", any_of="x")], 1.0),
        ([danish("C1", "ar")], [spoken("C1", "ar")], 0.5),
        ([], [spoken("A2")], UNKNOWN),
        ([danish("A2")], [], UNKNOWN),
    ],
)
def test_language_is_half_where_it_just_fits_and_a_quarter_for_each_level(speaks, asks, expected):
    assert value(language_margin, person(languages=speaks), job(requirements=asks)) == pytest.approx(expected)


def test_danish_is_measured_against_what_is_usual_only_where_nothing_is_asked():
    occupation = next(one for one in occupations() if one.danish["speak"].rank == 2)
    a2 = person(languages=[{"language": "da", "speak": "A2"}])
    assert value(language_margin, a2, job(occupation)) == 0.5
    assert value(language_margin, a2, job(occupation, requirements=[spoken("A1")])) == 0.75


@pytest.mark.parametrize(
    ("need", "demand", "support", "expected"),
    [
        ({"level": 2, "limit": 10}, {"level": 1, "value": 5}, [], 0.75),
        ({"level": 2, "limit": 10}, {"level": 1, "value": 10}, [], 0.5),
        ({"level": 2, "limit": 10}, {"level": 4, "value": 30}, [], 0.0),
        ({"level": 2}, {"level": 2}, [], 0.25),
        ({"level": 1}, {"level": 0}, [], 1.0),
        ({"level": 3}, {"level": 4}, [], 0.0),
        ({"level": 3}, {"level": 4}, ["lifting_aid"], 0.5),
        ({"level": 3}, None, [], UNKNOWN),
    ],
)
def test_slack_between_a_need_and_its_demand(need, demand, support, expected):
    someone = person(functional_needs=[{"code": "lift", **need}])
    something = job(demands={"lift": demand} if demand else {}, site_support=support)
    assert value(demand_margin, someone, something) == pytest.approx(expected)


def test_training_is_unknown_without_an_occupation():
    unskilled = next(one for one in occupations() if one.training == "none")
    assert training_fit(job(unskilled)).tolist() == [1.0]
    assert np.isnan(training_fit(job())).all()


def test_the_phrase_that_is_quoted_is_the_one_that_weighs_most():
    phrases = (Phrase("a", "wishes.0", 0.2), Phrase("b", "wishes.1", 1.0))
    scores = np.array([[0.9, 0.9], [0.5, 0.1]], np.float32)
    closeness = Closeness(phrases, scores, scores)
    assert closeness.best().tolist() == pytest.approx([0.5, 0.18])
    assert closeness.closest(0) == (phrases[1], pytest.approx(0.5))
    assert closeness.closest(1) == (phrases[0], pytest.approx(0.9))
    nothing = np.zeros((0, 2), np.float32)
    assert np.isnan(Closeness((), nothing, nothing).best()).all()


def ways(*modes):
    return person(
        home={"lat": 56.45, "lon": 9.40}, transport=[{"mode": mode, "max_minutes": most} for mode, most in modes]
    )


def to(someone, lat, ride=0, near=True):
    at = np.array([lat], np.float32), np.array([9.40], np.float32)
    return journeys(someone, *at, np.array([ride], np.int16), np.array([near]))


def test_the_quickest_way_within_its_limit_is_the_journey():
    found = to(ways(("car", 30), ("bike", 60)), 56.50)
    assert (float(found.minutes[0]), bool(found.reached[0])) == (pytest.approx(12.2, abs=0.05), True)
    found = to(ways(("car", 10), ("bike", 60)), 56.50)
    assert float(found.minutes[0]) == pytest.approx(30.9, abs=0.05)


def test_no_way_within_its_limit_says_how_much_is_missing_on_the_nearest():
    found = to(ways(("car", 10), ("bike", 30)), 56.50)
    assert (bool(found.reached[0]), bool(found.unknown[0])) == (False, False)
    assert float(found.excess[0]) == pytest.approx(0.9, abs=0.05)
    assert np.isinf(to(ways(("walk", 240)), 56.63).excess[0])


def test_a_bus_without_a_stop_is_unknown_and_one_that_does_not_run_is_no_way():
    assert to(ways(("bus", 60)), 56.50, near=False).unknown[0]
    assert not to(ways(("bus", 60)), 56.45, ride=-1).unknown[0]
    assert not to(ways(("bus", 60)), 56.45, ride=-1).reached[0]
    assert to(ways(("bus", 60)), 56.45, ride=2).reached[0]
    assert not to(ways(("bus", 60)), 56.48, ride=2, near=True).reached[0]  # the ride takes more than two minutes


def test_nothing_is_known_of_a_journey_without_a_home_a_way_or_a_site():
    for found in (to(person(), 56.5), to(person(home={"lat": 56.45, "lon": 9.4}), 56.5), to(ways(("car", 30)), np.nan)):
        assert (bool(found.reached[0]), bool(found.unknown[0])) == (False, True)
        assert np.isnan(found.minutes[0])
    nothing = Journeys.nothing_known(2)
    assert len(nothing.take(slice(0, 1)).join(nothing).minutes) == 3


@settings(max_examples=40, deadline=None)
@given(participants(), openings())
def test_every_feature_of_any_pair_lies_between_0_and_1_or_is_unknown(participant, world):
    someone, facts = PersonFacts.of(participant, TODAY), facts_of(world)
    request = request_of(someone, facts)
    nothing = Closeness((), *[np.zeros((0, len(facts)), np.float32)] * 2)
    replies = request.employers.responsiveness[request.columns.employer]
    statuses = np.full((len(facts), 12), 2, np.int8)
    statuses[:, 0], statuses[:, 1] = 0, -1
    table = pair_table(someone, request.columns, request.journeys, replies, nothing, nothing, statuses)
    assert table.shape == (len(facts), len(COLUMNS))
    assert (np.isnan(table[:, :-2]) | ((table[:, :-2] >= 0) & (table[:, :-2] <= 1))).all()
    assert (table[:, -2:] == 1).all()
