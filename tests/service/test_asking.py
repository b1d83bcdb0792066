"""What to ask next over HTTP and on the command line: the same answers, small numbers veiled, the look noted."""

import json

import pytest
from typer.testing import CliRunner

from service.cli import app
from tests.service.api_house import AMAL, API, KITCHEN, House


@pytest.fixture
def house(tmp_path):
    house = House(tmp_path)
    with house.client:
        house.wait()
        yield house


def test_what_to_ask_a_participant_is_told_with_every_answers_list(house):
    consultant = house.caller()
    house.fill(consultant)
    unknown = {**AMAL, "id": "p2", "availability": []}
    assert consultant.post(f"{API}/participants", json=unknown).status_code == 201
    told = consultant.get(f"{API}/participants/p2/ask-next?n=1&lang=en").json()
    assert [job["vacancy_id"] for job in told["listed"]] == ["v1", "v2"]
    [question] = told["questions"]
    assert (question["code"], question["field"]) == ("ask_availability", "participant.availability")
    assert question["sentence"] == "When in the week can the person work, the way included?"
    school = next(answer for answer in question["answers"] if answer["code"] == "time_school_hours")
    assert [job["title"] for job in school["left"]] == ["Bager"]
    assert school["summary"] == "1 fewer on the list"
    assert 0 < school["list_change"] <= 1
    assert school["changes"]["availability"][0]["weekday"] == 1


def test_an_answer_put_into_the_record_gives_the_list_announced(house):
    consultant = house.caller()
    house.fill(consultant)
    made = consultant.post(f"{API}/participants", json={**AMAL, "id": "p2", "availability": []})
    [question] = consultant.get(f"{API}/participants/p2/ask-next?n=1").json()["questions"]
    version = made.headers["ETag"]
    for answer in question["answers"]:
        record = {**AMAL, "id": "p2", **answer["changes"]}
        kept = consultant.put(f"{API}/participants/p2", json=record, headers={"If-Match": version})
        version = kept.headers["ETag"]
        listed = consultant.post(f"{API}/participants/p2/suggestions").json()
        items = sorted((*listed["suggestions"], *listed["near"]), key=lambda item: item["rank"])
        assert [item["vacancy_id"] for item in items] == [job["vacancy_id"] for job in answer["listed"]]


def test_what_to_ask_about_a_vacancy_is_told_in_counts_and_never_who(house):
    consultant = house.caller()
    house.fill(consultant)
    bare = {"id": "v3", "employer_id": "e1", "title": "Opvasker", "terms": "ordinary"}
    assert consultant.post(f"{API}/vacancies", json=bare).status_code == 201
    answer = consultant.get(f"{API}/vacancies/v3/ask-next?n=5")
    told = answer.json()
    assert told["people"] == {"at_least": 1, "at_most": 1, "text": "1"}
    assert "ask_offered_hours" in {question["code"] for question in told["questions"]}
    assert "p1" not in answer.text


def test_who_may_not_ask_and_what_is_not_there(house):
    consultant, recruiter = house.caller(), house.caller("recruiter")
    house.fill(consultant)
    assert recruiter.get(f"{API}/vacancies/v1/ask-next").status_code == 403
    assert recruiter.get(f"{API}/participants/p1/ask-next").status_code == 403
    assert house.caller(tenant="other").get(f"{API}/vacancies/v1/ask-next").status_code == 404
    assert consultant.get(f"{API}/participants/nobody/ask-next").json()["code"] == "not_found"
    assert consultant.get(f"{API}/participants/p1/ask-next?n=0").status_code == 422
    assert consultant.post(f"{API}/participants", json={**AMAL, "id": "p3", "status": "paused"}).status_code == 201
    assert consultant.get(f"{API}/participants/p3/ask-next").json()["code"] == "not_active"
    assert consultant.post(f"{API}/vacancies/v1/close", json={"reason": "filled"}).status_code == 200
    assert consultant.get(f"{API}/vacancies/v1/ask-next").json()["code"] == "already_closed"


def test_the_look_at_a_participant_is_noted(house):
    consultant = house.caller()
    house.fill(consultant)
    consultant.get(f"{API}/participants/p1/ask-next")
    with house.store.reader("viborg") as reader:
        assert "ask_next" in [entry.purpose for entry in reader.accesses("p1")]


# ── The command ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def filled(house, monkeypatch):
    house.fill(house.caller())
    monkeypatch.setenv("COMPANYTRACK_DATABASE_URL", house.settings.database_url)
    monkeypatch.setattr("features.encoder.chosen_encoder", lambda *_: None)


def run(*arguments):
    return CliRunner().invoke(app, ["ask-next", *arguments, "--today", "2026-11-20", "--language", "en"])


def test_the_command_tells_the_same_as_the_api(filled, house):
    answer = run("p1", "--json")
    assert answer.exit_code == 0, answer.output
    assert json.loads(answer.stdout) == house.caller().get(f"{API}/participants/p1/ask-next?lang=en").json()
    shown = run("p1")
    assert (shown.exit_code, "Ask this next: p1" in shown.stdout) == (0, True)


def test_the_command_asks_about_a_vacancy_too(filled, house):
    answer = run("--vacancy", "v2", "--json")
    assert json.loads(answer.stdout) == house.caller().get(f"{API}/vacancies/v2/ask-next?lang=en").json()
    assert KITCHEN["title"] in run("--vacancy", "v1").stdout


def test_the_command_wants_one_of_the_two_and_says_what_is_missing(filled):
    assert run().exit_code == 2
    assert run("p1", "--vacancy", "v1").exit_code == 2
    assert run("nobody").exit_code == 1
    assert run("--vacancy", "nothing").exit_code == 1
