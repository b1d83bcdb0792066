"""A ramp-up plan week by week, and when it makes a job the employer's to give."""

from datetime import date

import pytest

from features.vocabulary import RuleCode
from matching.rules import BROKEN, MET, NEGOTIABLE, RULES
from matching.rules.ramp import WeekFit, least_planned, planned, ramp_weeks
from service.texts import say
from tests.matching.rule_cases import answer, pair

HOURS = next(rule for rule in RULES if rule.code is RuleCode.HOURS)
PLAN = [{"week": 1, "hours": 3}, {"week": 3, "hours": 8}, {"week": 5, "hours": 15}]
RAMPING = {"hours_min": 3, "hours_max": 15, "ramp_plan": PLAN}


def test_every_week_has_the_hours_of_the_last_step_reached():
    person = pair(RAMPING).person
    assert [planned(person, week) for week in range(1, 7)] == [3, 3, 8, 8, 15, 15]
    assert least_planned(person) == 3
    assert planned(pair({"hours_max": 15}).person, 1) is None


def test_nobody_works_more_than_their_own_most_hours_whatever_the_plan_says():
    assert planned(pair(RAMPING | {"hours_max": 10}).person, 5) == 10


def test_the_weeks_before_the_first_step_are_taken_like_it():
    assert planned(pair({"ramp_plan": [{"week": 4, "hours": 5}]}).person, 1) == 5


def test_each_week_is_checked_against_the_hours_offered_from_the_day_work_begins():
    one = pair(RAMPING | {"earliest_start": "2026-11-09"}, {"hours_min": 8, "hours_max": 12, "start": "2026-11-16"})
    found = ramp_weeks(one.person, one.opening)
    assert [week.fit for week in found] == [
        WeekFit.TOO_MANY, WeekFit.TOO_MANY, WeekFit.FITS, WeekFit.FITS, WeekFit.TOO_FEW,
    ]  # fmt: skip
    assert (found[0].begins, found[4].begins) == (date(2026, 11, 16), date(2026, 12, 14))


def test_a_job_that_ends_before_the_plan_does_has_only_its_own_weeks():
    one = pair(RAMPING, {"hours_min": 8, "start": "2026-11-09", "end": "2026-11-20"})
    assert [week.number for week in ramp_weeks(one.person, one.opening)] == [1, 2]


def test_hours_nobody_has_stated_are_unknown_in_every_week():
    one = pair(RAMPING)
    assert {week.fit for week in ramp_weeks(one.person, one.opening)} == {WeekFit.UNKNOWN}


@pytest.mark.parametrize(
    ("job", "status"),
    [
        ({"hours_min": 3, "hours_max": 15}, MET),
        ({"hours_max": 15}, MET),
        ({"hours_min": 8, "hours_max": 15}, NEGOTIABLE),
        ({"hours_min": 8, "hours_max": 15, "site_support": ["step_up"]}, MET),
        ({"hours_min": 16, "site_support": ["step_up"]}, BROKEN),
    ],
)
def test_hours_that_would_have_to_grow_are_the_employers_to_give(job, status):
    assert answer("hours", RAMPING, job) == status


def test_the_finding_says_from_what_to_what_and_when():
    [finding] = HOURS.explain(pair(RAMPING, {"hours_min": 8, "hours_max": 15}))
    assert finding.params["weeks"][1:3] == ((2, 3, WeekFit.TOO_MANY), (3, 8, WeekFit.FITS))
    assert say("reasons.needs_step_up", **finding.params) == (
        "Jobbet er på mindst 8 timer om ugen; personen begynder med 3 og kan 8 fra uge 3. Kan timerne trappes op?"
    )


def test_a_plan_that_never_gets_there_asks_for_fewer_hours_for_good():
    [finding] = HOURS.explain(pair(RAMPING | {"hours_max": 20}, {"hours_min": 18}))
    assert (finding.status, finding.code) == (NEGOTIABLE, "needs_fewer_hours_for_good")


def test_a_plan_alone_says_the_most_hours_a_person_works():
    alone = {"ramp_plan": PLAN}
    assert answer("hours", alone, {"hours_min": 16}) == BROKEN
    assert answer("hours", alone, {"hours_min": 15}) == NEGOTIABLE
    assert answer("hours", alone, {"hours_max": 3}) == MET
