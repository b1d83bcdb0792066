"""A reason is only given where its claim holds: each threshold from both sides, and each claim withheld when untrue."""

import dataclasses

import pytest

from features.pairs import COLUMNS
from features.vocabulary import Credential, Need, RuleCode, Setting
from matching import reasons
from matching.reasons import Evidence
from matching.rules import LIKELY_NOT, NEGOTIABLE, UNKNOWN, Finding
from tests.matching.rule_cases import demand, need, pair, shift
from tests.town import asked, danish, spoken

NOTHING = dict.fromkeys(COLUMNS, float("nan"))


def evidence(person=None, job=None, firm=None, **features):
    """A pair of which only the given features are known, and about which no rule has found anything."""
    known = NOTHING | features
    return Evidence(pair(person, job, firm), (), known, dict.fromkeys(COLUMNS, 0.0), None, None, None)


def said(told):
    """The reasons for and against by their codes."""
    return {one.code: one for one in (*reasons.reasons_for(told), *reasons.reasons_against(told))}


def test_of_a_pair_of_which_nothing_is_known_nothing_is_said():
    assert said(evidence()) == {}


@pytest.mark.parametrize(("likeness", "expected"), [(0.5, "matches"), (0.49, None), (0.15, None), (0.14, "far")])
def test_words_are_close_from_a_half_and_far_below_fifteen_hundredths(likeness, expected):
    told = evidence()
    near = ("lager", "wishes.0", likeness), ("lager", "experience.0", likeness)
    both = dataclasses.replace(told, wish=near[0], experience=near[1])
    codes = {"matches": {"wish_matches", "experience_matches"}, "far": {"wish_far", "experience_new"}, None: set()}
    assert said(both).keys() == codes[expected]


@pytest.mark.parametrize(
    ("features", "code"),
    [
        ({"travel_ease": 0.6}, "travel_short"),
        ({"travel_ease": 0.59}, None),
        ({"travel_ease": 0.41}, None),
        ({"travel_ease": 0.4}, "travel_long"),
    ],
)
def test_a_way_is_short_or_long_or_neither(features, code):
    told = dataclasses.replace(evidence(**features), minutes=24.6)
    assert [(name, one.params) for name, one in said(told).items()] == ([(code, {"minutes": 25})] if code else [])


def test_only_licences_that_are_held_and_asked_for_are_named():
    job = {"requirements": [asked("B", "legal"), asked("truck", "task", "certificate")]}
    holder = {"credentials": [{"code": "B"}, {"code": "hygiene"}]}
    assert said(evidence(holder, job))["credential_held"].params == {"credentials": (Credential.B,)}
    assert "credential_held" not in said(evidence({"credentials": [{"code": "hygiene"}]}, job))


@pytest.mark.parametrize(
    ("rule", "code"),
    [(RuleCode.HOURS, "hours_fit"), (RuleCode.CLOCK, "time_preferred"), (RuleCode.LANGUAGE, "language_enough")],
)
def test_what_a_rule_did_not_find_met_is_not_said_to_fit(rule, code):
    person = {"hours_min": 10, "hours_max": 20, "languages": [danish("B1")]}
    job = {"hours_min": 10, "hours_max": 20, "shifts": [shift("08:00", "10:00")], "requirements": [spoken("A2")]}
    told = evidence(person, job, hours_closeness=1.0, time_preference=1.0)
    assert {"hours_fit", "time_preferred", "language_enough"} <= said(told).keys()
    missed = dataclasses.replace(told, findings=(Finding(rule, NEGOTIABLE, "code", "field"),))
    assert said(told).keys() - said(missed).keys() == {code}


def test_hours_fit_when_they_are_as_good_as_those_wished_for():
    person, job = {"hours_min": 10, "hours_max": 20, "hours_wish": 15}, {"hours_min": 14, "hours_max": 14}
    assert "hours_fit" in said(evidence(person, job, hours_closeness=0.95))
    assert said(evidence(person, job, hours_closeness=0.94)) == {}
    assert said(evidence(person, job, hours_closeness=0.71)) == {}
    assert "hours_off_wish" in said(evidence(person, job, hours_closeness=0.7))
    assert "hours_off_wish" not in said(evidence({"hours_max": 20}, job, hours_closeness=0.7))


def test_only_who_avoids_a_time_is_told_that_the_job_has_it():
    job = {"shifts": [shift("17:00", "20:00")]}
    avoids = {"availability": [{"weekday": 1, "start": "16:00", "end": "20:00", "kind": "avoid"}]}
    assert "time_avoided" in said(evidence(avoids, job, time_preference=0.3))
    assert "time_avoided" not in said(evidence(avoids, job, time_preference=0.31))
    assert "time_avoided" not in said(evidence({}, job, time_preference=0.3))


@pytest.mark.parametrize(
    ("a", "b", "code"),
    [
        (7, 3, "employer_answers"),
        (6.9, 3.1, None),
        (4, 1, "employer_answers"),
        (3.8, 1, None),
        (3, 7, "employer_silent"),
        (3.1, 6.9, None),
        (1, 3.8, None),
    ],
)
def test_an_employer_answers_or_is_silent_by_seven_in_ten_and_from_three_contacts_on(a, b, code):
    """Contacts are a + b - 2 (Beta(1, 1) before any), the share that is answered a / (a + b)."""
    assert list(said(evidence({}, {}, {"responsiveness": {"a": a, "b": b}}))) == ([code] if code else [])


@pytest.mark.parametrize(
    ("level", "asks", "code"),
    [
        (2, 1, "demands_within"),
        (2, 2, "demands_tight"),
        (2, 3, None),
        (4, 0, "demands_within"),
        (1, 3, "demands_tight"),
    ],
)
def test_a_demand_is_within_a_need_or_at_its_limit_or_beyond_it(level, asks, code):
    told = said(evidence(need("lift", level), demand("lift", asks)))
    assert [(name, one.params) for name, one in told.items()] == ([(code, {"need": Need.LIFT})] if code else [])


def test_settings_are_named_as_far_as_they_are_wished_for():
    wishes = {
        "wishes": [
            {"kind": "setting", "value": "outside"},
            {"kind": "setting", "value": "animals"},
            {"kind": "setting", "value": "alone", "weight": 0},
        ]
    }
    fits = said(evidence(wishes, {"settings": ["outside", "alone"]}, setting_fit=0.7))
    assert fits["setting_fits"].params == {"settings": (Setting.OUTSIDE,)}
    differs = said(evidence(wishes, {"settings": ["inside", "together"]}, setting_fit=0.3))
    assert differs["setting_differs"].params == {"settings": (Setting.OUTSIDE,)}
    alone = {"wishes": [{"kind": "setting", "value": "outside"}, {"kind": "setting", "value": "alone"}]}
    both = said(evidence(alone, {"settings": ["inside", "outside", "together"]}, setting_fit=0.3))
    assert both["setting_differs"].params == {"settings": (Setting.ALONE,)}


def test_support_is_only_missing_where_something_is_known_of_the_support_there():
    person = {"support_needs": ["mentor"]}
    assert "support_missing" in said(evidence(person, {"site_support": ["sit_stand"]}, support_fit=0.0))
    assert "support_missing" not in said(evidence(person, {}, support_fit=0.0))


def test_what_is_usually_spoken_is_no_reason_where_the_advert_says_what_is_asked():
    assert "language_usually_more" in said(evidence(language_margin=0.45))
    assert said(evidence(language_margin=0.46)) == {}
    stated = {"requirements": [spoken("B1")]}
    assert "language_usually_more" not in said(evidence({}, stated, language_margin=0.45))


def test_doubts_are_asked_about_before_what_is_only_unknown():
    unknown = Finding(RuleCode.HOURS, UNKNOWN, "ask_offered_hours", "vacancy.hours_min")
    doubt = Finding(RuleCode.NEEDS, LIKELY_NOT, "usually_demands", "vacancy.demands.lift")
    missing = Finding(RuleCode.START, NEGOTIABLE, "starts_too_early", "vacancy.start")
    told = dataclasses.replace(evidence(), findings=(unknown, missing, doubt))
    assert [one.code for one in reasons.questions(told)] == ["usually_demands", "ask_offered_hours"]
    assert [one.code for one in reasons.missing(told)] == ["starts_too_early"]
    assert [one.code for one in reasons.reasons_against(told)] == ["doubt_demands"]


def test_the_weightiest_reason_comes_first_on_either_side():
    told = evidence({}, {}, travel_ease=1.0, language_margin=0.0, hours_closeness=0.0, training_fit=0.0)
    near = dataclasses.replace(
        told, minutes=5.0, wish=("lager", "wishes.0", 0.9), experience=("x", "experience.0", 0.0)
    )
    weights = {"travel_ease": 0.5, "wish_similarity": 2.0, "language_margin": -0.2, "experience_similarity": -1.5}
    weighed = dataclasses.replace(near, contributions=told.contributions | weights)
    assert [one.code for one in reasons.reasons_for(weighed)] == ["wish_matches", "travel_short"]
    assert [one.code for one in reasons.reasons_against(weighed)] == ["experience_new", "language_usually_more"]
