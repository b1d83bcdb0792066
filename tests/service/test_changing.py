"""What-if, steps and obstacles over HTTP: what is answered, what is noted, and what a recruiter never sees."""

import pytest

from tests.service.api_house import AMAL, API, NIGHTS, open_house

BY_DAY = {"changes": {"shifts": [{"weekdays": [1, 2], "start": "09:00", "end": "12:00"}]}}
EVENINGS = {
    "id": "v3",
    "employer_id": "e2",
    "title": "Køkkenhjælp om aftenen",
    "terms": "ordinary",
    "hours_min": 10,
    "hours_max": 15,
    "shifts": [{"weekdays": [1, 2, 3], "start": "17:00", "end": "21:00"}],
}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with open_house(tmp_path_factory.mktemp("house")) as opened:
        caller = opened.caller()
        opened.fill(caller)
        assert caller.post(f"{API}/vacancies", json=EVENINGS).status_code == 201
        yield opened


@pytest.fixture(scope="module")
def caller(house):
    return house.caller()


def get(caller, path):
    answer = caller.get(f"{API}/participants/p1/{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_change_of_the_participant_is_shown_before_and_after_and_not_saved(caller):
    before = caller.get(f"{API}/participants/p1").json()
    told = caller.post(f"{API}/participants/p1/what-if", json={"changes": {"hours_min": 18, "hours_max": 20}}).json()
    assert [line["vacancy_id"] for line in told["before"]] == ["v1"]
    assert told["after"] == []
    (left,) = told["left"]
    assert [one["code"] for one in left["why"]] == ["too_few_hours"]
    assert [(one["field"], one["before"], one["after"]) for one in told["changes"]] == [("hours_min", 8, 18)]
    assert caller.get(f"{API}/participants/p1").json() == before


def test_a_change_of_a_vacancy_brings_it_onto_the_list(caller):
    told = caller.post(f"{API}/participants/p1/what-if", json={"vacancies": {"v2": BY_DAY}}).json()
    assert [one["vacancy_id"] for one in told["entered"]] == ["v2"]
    assert told["opened"] == 1
    assert caller.get(f"{API}/vacancies/v2").json()["shifts"][0]["start"] == NIGHTS["shifts"][0]["start"]


def test_what_cannot_be_is_refused_with_every_fault_and_the_cure(caller):
    answer = caller.post(f"{API}/participants/p1/what-if", json={"changes": {"hours_max": 3, "id": "other"}})
    assert answer.status_code == 422
    assert [(fault["field"], fault["code"]) for fault in answer.json()["faults"]] == [("id", "cannot_change")]
    answer = caller.post(f"{API}/participants/p1/what-if", json={"changes": {"hours_max": 3, "shoe": 4}})
    assert {fault["code"] for fault in answer.json()["faults"]} == {"more_than", "unknown_field"}


@pytest.mark.parametrize("body", [{"vacancies": {"v9": {}}}, {"employers": {"e9": {}}}])
def test_what_is_not_there_cannot_be_changed(caller, body):
    assert caller.post(f"{API}/participants/p1/what-if", json=body).status_code == 404


def test_steps_are_told_in_words_with_the_vacancies_they_open(caller):
    told = get(caller, "steps")
    assert [(step["parts"][0]["code"], step["good"]) for step in told["steps"]] == [("evenings", ["v3"])]
    assert "»Køkkenhjælp om aftenen« (Tømrer A/S)" in told["steps"][0]["sentence"]
    taken = caller.post(
        f"{API}/participants/p1/what-if", json={"changes": told["steps"][0]["parts"][0]["change"]}
    ).json()
    assert [one["vacancy_id"] for one in taken["entered"]] == ["v3"]


def test_what_keeps_vacancies_away_is_grouped_with_a_cure(caller):
    told = get(caller, "why-empty")
    (clock,) = told["obstacles"]
    assert (told["considered"], told["possible"], clock["rule"], clock["alone"]) == (3, 1, "clock", 2)
    assert clock["cure"]["vacancy_id"] == "v3"


def test_why_not_names_the_smallest_change(caller):
    told = get(caller, "why-not/v2")
    assert [(one["subject"], one["field"]) for one in told["smallest_change"]] == [("vacancy", "shifts")]
    assert told["mending"][0].startswith("Mindst muligt, der skal til: vagter mandag og tirsdag")
    fine = get(caller, "why-not/v1")
    assert (fine["mending"], fine["smallest_change"]) == ([], [])


def test_a_consultant_sees_for_whom_a_vacancy_turns_and_each_look_is_noted(house, caller):
    told = caller.post(f"{API}/vacancies/v2/what-if", json=BY_DAY).json()
    assert [one["participant_id"] for one in told["who_opened"]] == ["p1"]
    assert [told[name]["text"] for name in ("people", "before", "after")] == ["1", "0", "1"]
    with house.store.reader("viborg") as reader:
        purposes = {entry.purpose for entry in reader.accesses("p1")}
    assert {"what_if", "steps", "why_empty"} <= purposes


def test_a_recruiter_sees_numbers_in_fives_and_never_who(house):
    recruiter = house.caller("recruiter")
    for number in range(5):
        more = {**AMAL, "id": f"extra{number}"}
        assert house.caller().post(f"{API}/participants", json=more).status_code == 201
    told = recruiter.post(f"{API}/vacancies/v2/what-if", json=BY_DAY).json()
    assert {told[name]["text"] for name in ("people", "after", "opened")} == {"5–9"}
    assert {told[name]["text"] for name in ("before", "closed")} == {"under 5"}
    assert told["who_opened"] == told["who_closed"] == []
    for path in ("steps", "why-empty"):
        assert recruiter.get(f"{API}/participants/p1/{path}").status_code == 403
    assert recruiter.post(f"{API}/participants/p1/what-if", json={}).status_code == 403


def test_a_recruiter_of_one_employer_cannot_try_another_ones_vacancy(house):
    bound = house.caller("recruiter", employer_id="e2")
    assert bound.post(f"{API}/vacancies/v2/what-if", json=BY_DAY).status_code == 404
