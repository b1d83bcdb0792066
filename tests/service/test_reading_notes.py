"""Notes over the API: read beside the profile, decided once, and never a word of illness in the database."""

import sqlite3
from uuid import uuid4

import pytest

from tests.service.api_house import API, open_house

NOTE = (
    "Amal vil gerne arbejde i et køkken. Hun kan højst arbejde 25 timer om ugen. Hun har PTSD og tåler ikke larm. "
    "Hun taler arabisk. CPR 010190-1231. Det regnede i dag."
)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A house with nobody in it."""
    with open_house(tmp_path_factory.mktemp("notes")) as opened:
        yield opened


@pytest.fixture(scope="module")
def caller(house):
    """A consultant."""
    return house.caller()


@pytest.fixture
def person(caller):
    """Somebody new who may work 20 hours, says the consultant."""
    made = caller.post(f"{API}/participants", json={"id": f"p-{uuid4().hex[:8]}", "hours_max": 20})
    assert made.status_code == 201, made.text
    return f"{API}/participants/{made.json()['id']}"


def read(caller, person, text=NOTE):
    answer = caller.post(f"{person}/read-notes", json={"text": text})
    assert answer.status_code == 200, answer.text
    return answer


def decide(caller, person, *decisions, version=1, **headers):
    sent = {"If-Match": f'"v{version}"', **headers}
    return caller.patch(person, json={"decisions": list(decisions)}, headers=sent)


def statement(answer, field):
    return next(one for one in answer.json()["statements"] if one["field"] == field)


def test_each_statement_comes_with_its_place_and_how_it_stands_to_the_profile(caller, person):
    answer = read(caller, person)
    text, hours = answer.json()["text"], statement(answer, "hours_max")
    assert "25 timer" in text[hours["start"] : hours["end"]]
    assert (hours["value"], hours["state"], hours["standing"]) == (25.0, "differs", 20.0)
    assert statement(answer, "functional_needs")["state"] == "new"
    assert answer.headers["etag"] == '"v1"'


def test_illness_is_told_with_needs_a_cpr_number_blotted_out_and_what_gave_nothing_named(caller, person):
    told = read(caller, person).json()
    (word,) = told["words"]
    assert (told["text"][word["start"] : word["end"]], "noise" in word["needs"]) == ("PTSD", True)
    assert "010190-1231" not in told["text"]
    unused = [told["text"][one["start"] : one["end"]] for one in told["unused"]]
    assert "Det regnede i dag." in unused


def test_reading_keeps_nothing_and_works_for_somebody_new(caller, person):
    read(caller, person)
    assert caller.get(person).headers["etag"] == '"v1"'
    told = caller.post(f"{API}/participants/read-notes", json={"text": NOTE})
    assert statement(told, "hours_max")["state"] == "new"
    assert caller.post(f"{API}/participants/read-notes", json={"text": ""}).status_code == 422


def test_a_correction_survives_a_later_reading_and_no_reading_overwrites_a_person(caller, person):
    hours = statement(read(caller, person), "hours_max")
    taken = {"field": "hours_max", "value": hours["value"], "read": hours["value"]}
    refused = decide(caller, person, taken)
    assert [fault["code"] for fault in refused.json()["faults"]] == ["said_by_person"]
    corrected = decide(caller, person, {**taken, "value": 15, "instead": True})
    assert (corrected.json()["hours_max"], corrected.headers["etag"]) == (15.0, '"v2"')
    again = statement(read(caller, person), "hours_max")
    assert (again["state"], again["standing"]) == ("declined", 15.0)


def test_what_was_declined_stays_away_until_somebody_takes_it(caller, person):
    need = statement(read(caller, person), "functional_needs")
    no = {"field": need["field"], "answer": "decline", "read": need["value"]}
    assert decide(caller, person, no).json()["functional_needs"] == []
    assert statement(read(caller, person), "functional_needs")["state"] == "declined"
    back = decide(caller, person, {"field": need["field"], "value": need["value"], "read": need["value"]}, version=2)
    assert [one["code"] for one in back.json()["functional_needs"]] == ["noise"]


def test_deciding_twice_under_one_key_is_deciding_once(caller, person):
    need = statement(read(caller, person), "functional_needs")
    yes = {"field": need["field"], "value": need["value"], "read": need["value"]}
    first = decide(caller, person, yes, **{"Idempotency-Key": "k1" + uuid4().hex})
    key = {"Idempotency-Key": first.request.headers["idempotency-key"]}
    second = decide(caller, person, yes, **key)
    assert first.json() == second.json()
    assert (second.headers["idempotent-replayed"], caller.get(person).headers["etag"]) == ("true", '"v2"')
    assert decide(caller, person, {**yes, "value": {**need["value"], "level": 1}}, **key).status_code == 422


def test_whoever_comes_second_is_told_and_nothing_is_half_written(caller, person):
    need = {"field": "functional_needs", "value": {"code": "noise", "level": 2}}
    assert decide(caller, person, need).status_code == 200
    assert decide(caller, person, {"field": "skills", "value": {"text": "kan sy"}}).status_code == 412
    wrong = decide(caller, person, {"field": "skills", "value": {"text": "kan sy"}}, {"field": "no"}, version=2)
    assert wrong.status_code == 422
    assert caller.get(person).json()["skills"] == []


def test_no_word_of_illness_reaches_the_database(house, caller, person):
    for one in read(caller, person).json()["statements"]:
        asked = {"field": one["field"], "value": one["value"], "read": one["value"], "evidence": NOTE, "instead": True}
        now = caller.get(person).headers["etag"].strip('"v')
        assert decide(caller, person, asked, version=int(now)).status_code in (200, 422)
    refused = decide(caller, person, {"field": "skills", "value": {"text": "kan sy trods PTSD"}}, version=99)
    assert refused.status_code in (412, 422)
    with sqlite3.connect(house.settings.database_url.removeprefix("sqlite:///")) as database:
        dump = "\n".join(database.iterdump())
    assert person.rsplit("/", 1)[1] in dump
    for secret in ("PTSD", "ptsd", "010190", "Det regnede", "Amal vil"):
        assert secret not in dump, secret


def test_what_a_person_changes_by_hand_is_declined_when_it_is_taken_out(caller, person):
    need = {"field": "functional_needs", "value": {"code": "noise", "level": 2}}
    body = decide(caller, person, need).json()
    put = caller.put(person, json={**body, "functional_needs": []}, headers={"If-Match": '"v2"'})
    assert put.json()["declined"] == ["functional_needs.noise"]
    assert statement(read(caller, person), "functional_needs")["state"] == "declined"


def test_only_who_may_change_people_reads_notes_and_each_look_is_noted(house, caller, person):
    for role in ("auditor", "recruiter", "data_analyst"):
        assert house.caller(role).post(f"{person}/read-notes", json={"text": NOTE}).status_code == 403
    assert caller.post(f"{API}/participants/nobody/read-notes", json={"text": NOTE}).status_code == 404
    read(caller, person)
    with house.store.reader("viborg") as reader:
        assert "read_notes" in [one.purpose for one in reader.accesses(person.rsplit("/", 1)[1])]


def test_an_answer_that_nobody_knows_is_a_fault_at_its_place(caller, person):
    answer = decide(caller, person, {"field": "hours_max", "answer": "perhaps"})
    assert ("decisions.0.answer", "unknown_code") in [(one["field"], one["code"]) for one in answer.json()["faults"]]
    assert decide(caller, person).status_code == 422
