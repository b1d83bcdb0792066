"""Placements and the time after them over the API."""

import json
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from features.pairs import COLUMNS
from service.cli import app
from tests.service.api_house import API, NOON, open_house

AGREED = {"start": "2026-11-02", "hours": 12, "proof": "contract", "tasks": ["opvask"]}


@pytest.fixture
def house(tmp_path):
    with open_house(tmp_path) as house:
        house.fill(house.caller())
        yield house


@pytest.fixture
def caller(house):
    return house.caller()


@pytest.fixture
def suggestion(caller):
    run = caller.post(f"{API}/participants/p1/suggestions", json={"k": 3}).json()
    return run["suggestions"][0]["id"]


@pytest.fixture
def placement(caller, suggestion):
    answer = caller.post(f"{API}/suggestions/{suggestion}/placement", json=AGREED)
    assert answer.status_code == 201, answer.text
    return answer.json()


def code(answer):
    return answer.status_code, answer.json()["code"]


def test_what_was_shown_is_kept_with_every_feature_of_the_pair(house, suggestion):
    with house.store.reader("viborg") as reader:
        kept = reader.suggestion(suggestion).suggestion
    assert set(kept.features) == set(COLUMNS)
    assert (kept.propensity, kept.tried) == (1.0, False)
    assert all(value is None or value == value for value in kept.features.values())


def test_a_suggestion_becomes_a_job_once(caller, suggestion, placement):
    assert placement["suggestion_id"] == suggestion
    assert (placement["participant_id"], placement["vacancy_id"], placement["ending"]) == ("p1", "v1", None)
    again = caller.post(f"{API}/suggestions/{suggestion}/placement", json=AGREED)
    assert code(again) == (409, "already_placed")


def test_a_job_needs_proof_of_ordinary_terms(caller, suggestion):
    answer = caller.post(f"{API}/suggestions/{suggestion}/placement", json={"start": "2026-11-02", "hours": 12})
    assert [(fault["field"], fault["code"]) for fault in answer.json()["faults"]] == [("proof", "missing")]


def test_the_same_key_records_once(caller, suggestion):
    address, headers = f"{API}/suggestions/{suggestion}/placement", {"Idempotency-Key": "start-1"}
    first, again = (caller.post(address, json=AGREED, headers=headers) for _ in range(2))
    assert (first.json(), again.headers["idempotent-replayed"]) == (again.json(), "true")


def test_follow_ups_fall_due_by_their_weeks_and_leave_the_list_when_done(house, caller, placement):
    def due():
        items = caller.get(f"{API}/follow-ups/due").json()["items"]
        return [(item["placement"]["id"], item["due"]["week"], item["due"]["missed"]) for item in items]

    assert due() == [(placement["id"], 2, [1])]
    address = f"{API}/placements/{placement['id']}"
    answer = caller.post(f"{address}/follow-ups", json={"week": 2, "well_being": 8, "hours": 11.5})
    assert (answer.status_code, answer.json()["found"]["on"]) == (201, "2026-11-20")
    assert due() == []
    house.clock.now = NOON + timedelta(weeks=2)
    assert due() == [(placement["id"], 4, [3])]
    told = caller.get(address).json()
    assert told["stays"] == {"4": True, "13": None, "26": None, "52": None}
    assert [item["found"]["week"] for item in told["follow_ups"]] == [2]
    assert caller.get(f"{API}/participants/p1/placements").json()["items"] == [told]


def test_a_note_that_names_an_illness_is_refused_and_the_need_asked_for(caller, placement):
    address = f"{API}/placements/{placement['id']}"
    for path, body in (
        ("follow-ups", {"week": 1, "text": "Hun har fået en depression og er træt."}),
        ("end", {"on": "2026-11-16", "reason": "own_wish", "text": "Stoppede på grund af en diskusprolaps."}),
    ):
        answer = caller.post(f"{address}/{path}", json=body)
        assert [(fault["field"], fault["code"]) for fault in answer.json()["faults"]] == [("text", "names_health")]
    assert caller.get(address).json()["follow_ups"] == []


def test_reviews_and_contact_notes_name_no_illness_either(caller, suggestion):
    review = {"party": "participant", "answer": "no", "reason": "other", "text": "Hun har fået en depression."}
    contact = {"kind": "call", "outcome": "replied", "text": "Fortalte, at hun har diskusprolaps."}
    for path, body in ((f"suggestions/{suggestion}/reviews", review), ("employers/e1/contacts", contact)):
        answer = caller.post(f"{API}/{path}", json=body)
        assert [(fault["field"], fault["code"]) for fault in answer.json()["faults"]] == [("text", "names_health")]


def test_an_ended_job_asks_for_nothing_and_says_how_long_it_lasted(caller, placement):
    address = f"{API}/placements/{placement['id']}"
    early = caller.post(f"{address}/end", json={"on": "2026-10-01", "reason": "moved"})
    assert [fault["code"] for fault in early.json()["faults"]] == ["before"]
    answer = caller.post(f"{address}/end", json={"on": "2026-11-16", "reason": "no_work"})
    assert (answer.status_code, answer.json()["ended"]["reason"]) == (201, "no_work")
    assert code(caller.post(f"{address}/end", json={"on": "2026-11-16", "reason": "moved"})) == (409, "already_ended")
    assert caller.get(f"{API}/follow-ups/due").json()["items"] == []
    assert set(caller.get(address).json()["stays"].values()) == {False}


def test_a_job_recorded_by_mistake_teaches_nothing_and_can_be_recorded_again(caller, suggestion, placement):
    address = f"{API}/placements/{placement['id']}"
    assert caller.post(f"{address}/end", json={"on": "2026-10-30", "reason": "mistake"}).status_code == 201
    told = caller.get(address).json()
    assert (told["stays"], told["due"]) == ({}, None)
    assert caller.post(f"{API}/suggestions/{suggestion}/placement", json=AGREED).status_code == 201


def test_every_look_and_every_note_is_in_the_access_log(house, caller, placement):
    address = f"{API}/placements/{placement['id']}"
    caller.post(f"{address}/follow-ups", json={"week": 1})
    caller.get(address)
    caller.get(f"{API}/follow-ups/due")
    caller.post(f"{address}/end", json={"on": "2026-11-16", "reason": "moved"})
    with house.store.reader("viborg") as reader:
        seen = [item.purpose for item in reader.accesses("p1")]
    assert set(seen) >= {"place", "follow_up", "read_placement", "follow_ups_due", "end_placement"}


def test_a_recruiter_sees_no_placement_and_another_tenant_finds_none(house, placement):
    address = f"{API}/placements/{placement['id']}"
    assert code(house.caller("recruiter").get(address)) == (403, "not_allowed")
    other = house.caller(tenant="randers")
    assert code(other.get(address)) == (404, "not_found")
    assert code(other.post(f"{address}/follow-ups", json={"week": 1})) == (404, "not_found")
    assert other.get(f"{API}/follow-ups/due").json()["items"] == []


def test_the_command_lists_what_is_due_for_a_person_and_for_a_program(house, placement, monkeypatch):
    monkeypatch.setenv("COMPANYTRACK_DATABASE_URL", house.settings.database_url)
    run = CliRunner().invoke(app, ["follow-ups", "--today", "2026-11-20", "--json"])
    assert [(row["placement"], row["week"], row["missed"]) for row in json.loads(run.stdout)] == [
        (placement["id"], 2, [1])
    ]
    run = CliRunner().invoke(app, ["follow-ups", "--today", "2026-11-02"])
    assert "Ingen opfølgninger mangler pr. 2.11.2026." in run.output
