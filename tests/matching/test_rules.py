"""Every rule's answers by hand: the status, the field it read, and who can change it."""

import pytest

from features.vocabulary import RuleCode
from matching.rules import BROKEN, LIKELY_NOT, MET, NEGOTIABLE, UNKNOWN
from tests.matching.rule_cases import BY_CODE, CASES, TOWN, Usual, answer, need, pair, shift, travel, usual_lift
from tests.town import WORKDAYS, asked, danish, spoken, windows


@pytest.mark.parametrize(
    ("rule", "person", "job", "firm", "status", "code", "field", "who"),
    CASES,
    ids=[f"{case[0]}-{case[5] or 'met'}-{number}" for number, case in enumerate(CASES)],
)
def test_a_rule_answers_as_worked_by_hand(rule, person, job, firm, status, code, field, who):
    findings = BY_CODE[RuleCode(rule)].explain(pair(person, job, firm))
    if code is None:
        assert (findings, status) == ([], MET)
    else:
        assert [(one.status, one.code, one.field, str(one.who)) for one in findings] == [(status, code, field, who)]


def test_every_rule_has_a_case_for_each_way_it_can_answer():
    answers = {(case[0], case[4]) for case in CASES}
    two, three = {MET, BROKEN}, {MET, UNKNOWN, BROKEN}
    expected = dict.fromkeys(RuleCode, three) | {RuleCode.OPEN: two, RuleCode.PAUSE: two}
    expected[RuleCode.START] = {MET, UNKNOWN, NEGOTIABLE}
    for code in (RuleCode.LICENCES, RuleCode.LANGUAGE, RuleCode.NEEDS, RuleCode.TIMES, RuleCode.DO_NOT_WANT):
        expected[code] = three | {NEGOTIABLE}
    assert {(str(code), status) for code, statuses in expected.items() for status in statuses} <= answers


def test_what_an_occupation_usually_asks_is_a_doubt_and_never_a_verdict():
    [finding] = BY_CODE[RuleCode.NEEDS].explain(pair(need("lift", 2, limit=5), occupation=usual_lift(2, 20)))
    assert (finding.status, finding.code, finding.params["amount"]) == (LIKELY_NOT, "usually_demands", "20 kg")
    [finding] = BY_CODE[RuleCode.NEEDS].explain(pair(need("lift", 2, limit=25), occupation=usual_lift(2, 20)))
    assert finding.status == UNKNOWN
    [finding] = BY_CODE[RuleCode.TIMES].explain(pair(need("night"), occupation=Usual(shifts=("night",))))
    assert (finding.status, finding.code) == (LIKELY_NOT, "ask_need_night")
    unwanted = {"do_not_want": [{"kind": "setting", "value": "lively"}]}
    [finding] = BY_CODE[RuleCode.DO_NOT_WANT].explain(pair(unwanted, occupation=Usual()))
    assert (finding.status, finding.code) == (LIKELY_NOT, "perhaps_not_wanted")


def test_what_two_tasks_ask_for_falls_only_when_both_can_be_left_out():
    tasks = [{"name": "Køre", "detachable": True}, {"name": "Hente"}]
    either = [asked("B", "legal") | {"any_of": "x", "task": name} for name in ("Køre", "Hente")]
    lacking = {"credentials_complete": True}
    assert answer("licences", lacking, {"requirements": either, "tasks": tasks}) == BROKEN
    both = [task | {"detachable": True} for task in tasks]
    assert answer("licences", lacking, {"requirements": either, "tasks": both}) == NEGOTIABLE


def test_the_task_that_nobody_wants_is_the_one_to_leave_out():
    unwanted = {"do_not_want": [{"kind": "task", "value": "rengøring af toiletter"}]}
    tasks = [{"name": name, "detachable": True} for name in ("Rengøring af gulve", "Vaske toiletter")]
    [finding] = BY_CODE[RuleCode.DO_NOT_WANT].explain(pair(unwanted, {"title": "Rengøringshjælp", "tasks": tasks}))
    assert finding.change == {"vacancy.tasks.left_out": ("Vaske toiletter",)}


def test_one_of_several_languages_is_enough_and_another_is_asked_for_beside_them():
    or_german = [spoken("B1", "en", any_of="x"), spoken("B1", "de", any_of="x")]
    english = {"languages": [danish("B1", "en"), danish("pre_A1")]}
    assert answer("language", english, {"requirements": or_german}) == MET
    assert answer("language", english, {"requirements": [*or_german, spoken("A2")]}) == NEGOTIABLE
    assert (
        answer("language", {"languages": [danish("A1", "en"), danish("B1", "de")]}, {"requirements": or_german}) == MET
    )
    assert answer("language", {"languages": [danish("A1", "en")]}, {"requirements": or_german}) == UNKNOWN


def test_one_of_several_licences_is_enough_whatever_binds_the_others():
    either = [asked("C", "legal") | {"any_of": "x"}, asked("truck", "task", "certificate") | {"any_of": "x"}]
    has_truck = {"credentials": [{"code": "truck"}], "credentials_complete": True}
    assert answer("licences", has_truck, {"requirements": either}) == MET
    assert answer("licences", {"credentials_complete": True}, {"requirements": either}) == NEGOTIABLE
    or_practice = [either[0], {"kind": "experience", "code": "chauffør", "any_of": "x"}]
    assert answer("licences", {"credentials_complete": True}, {"requirements": or_practice}) == MET


def test_each_of_many_licences_is_asked_for():
    codes = ["B", "truck", "crane", "hygiene", "first_aid", "adr", "hot_work", "epoxy"]
    job = {"requirements": [asked(code, "legal", "certificate") for code in codes]}
    assert (
        answer("licences", {"credentials": [{"code": code} for code in codes], "credentials_complete": True}, job)
        == MET
    )
    all_but_one = {"credentials": [{"code": code} for code in codes[:-1]], "credentials_complete": True}
    assert answer("licences", all_but_one, job) == BROKEN


def test_a_bus_must_run_long_enough_before_the_shift_and_when_it_ends():
    ride = travel("bus", 60) | {"home": TOWN}

    def at(start, end, days=WORKDAYS):
        return {"site": TOWN, "shifts": [shift(start, end, days)]}

    assert answer("travel", ride, at("05:30", "13:00")) == BROKEN  # the first bus leaves when the shift begins
    assert answer("travel", ride, at("05:45", "13:00")) == MET  # a ride of one minute fits into a quarter
    assert answer("travel", ride, at("15:30", "23:30")) == MET
    assert answer("travel", ride, at("16:00", "24:00")) == BROKEN
    assert answer("travel", ride, at("07:30", "12:00", (7,))) == BROKEN  # Sunday buses run from 8


def test_a_night_over_midnight_needs_no_bus_at_midnight():
    night = {"site": TOWN, "shifts": [shift("22:00", "24:00", (1, 2, 3)), shift("00:00", "06:00", (2, 3, 4))]}
    assert answer("travel", travel("bus", 60), night) == MET
    facts = pair({}, night).opening
    assert facts.spells() == [(1, 1320, 1800), (2, 1320, 1800), (3, 1320, 1800)]
    assert facts.longest_shift() == 8


def test_two_shifts_that_meet_at_midnight_are_no_night_when_they_are_too_long_for_one():
    three = {"shifts": [shift("00:00", "08:00", (1, 2), "rotating"), shift("16:00", "24:00", (1, 2), "rotating")]}
    assert pair({}, three).opening.longest_shift() == 8


def test_windows_wider_than_the_weekly_hours_are_windows_to_choose_from():
    open_all_day = {"hours_min": 10, "hours_max": 12, "shifts": [shift("08:00", "18:00")]}
    assert answer("times", need("start_not_before", limit=570), open_all_day) == UNKNOWN
    assert answer("times", need("shift_length", limit=5), open_all_day) == UNKNOWN
    mornings = {"availability": windows((1, 2, 3), "08:00", "12:00"), **travel("car", 5)}
    assert answer("clock", mornings, open_all_day) == UNKNOWN
    assert answer("clock", {"availability": windows((1, 2), "08:00", "12:00")}, open_all_day) == BROKEN
    assert pair({}, {"shifts": [shift("07:00", "22:00")]}).opening.fixed == 0


def test_a_full_week_with_unpaid_breaks_is_no_window_to_choose_from():
    usual = {"hours_min": 37, "hours_max": 37, "shifts": [shift("08:00", "16:00")]}
    assert answer("times", need("start_not_before", limit=570), usual) == BROKEN
    assert answer("times", need("start_not_before", limit=570), usual | {"hours_min": 30, "hours_max": 35}) == UNKNOWN


def test_any_rotating_window_may_be_asked_for():
    rotating = {
        "hours_max": 37,
        "shifts": [shift("07:00", "15:00", kind="rotating"), shift("15:00", "23:00", kind="rotating")],
    }
    assert answer("clock", {"availability": windows(range(1, 8), "06:00", "17:00")}, rotating) == BROKEN
    assert answer("clock", {"availability": windows(range(1, 8), "06:00", "24:00")}, rotating) == UNKNOWN


def test_a_way_that_nobody_can_time_does_not_shut_out_a_shift():
    """By bike (45 minutes) the shift cannot be reached in time; a bus may be quicker, but its stop is not known."""
    site = {"lat": 56.52, "lon": 9.40}
    job = {"site": site, "shifts": [shift("08:15", "12:00", (1,))]}
    bike = {
        "home": TOWN,
        "availability": windows((1,), "08:00", "13:00"),
        "transport": [{"mode": "bike", "max_minutes": 60}],
    }
    assert answer("clock", bike, job) == BROKEN
    with_bus = bike | {"transport": [*bike["transport"], {"mode": "bus", "max_minutes": 60}]}
    assert answer("clock", with_bus, job) == UNKNOWN


def test_a_question_about_the_bus_is_about_the_bus():
    both = {"home": TOWN, "transport": [{"mode": "bike", "max_minutes": 10}, {"mode": "bus", "max_minutes": 60}]}
    [finding] = BY_CODE[RuleCode.TRAVEL].explain(pair(both, {"site": {"lat": 56.52, "lon": 9.40}}))
    assert finding.code == "ask_bus"


def test_schooling_that_the_law_asks_for_is_a_licence_like_any_other():
    rule, asked = BY_CODE[RuleCode.LICENCES], {"kind": "education", "code": "nurse", "necessity": "legal"}
    waiting = pair({"credentials_missing": ["nurse"]}, {"requirements": [asked]})
    assert [finding.status for finding in rule.explain(waiting)] == [BROKEN]
    holder = pair({"credentials": [{"code": "nurse"}]}, {"requirements": [asked]})
    assert rule.explain(holder) == []
