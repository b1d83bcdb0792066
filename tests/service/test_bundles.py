"""Bundles and notes as a person gets them: over HTTP, in the terminal, in both languages, with the look noted."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli import app
from tests.service.api_house import AMAL, API, BAKER, CARPENTER, open_house

SHOP = {"weekdays": [1, 2, 3], "start": "08:30", "end": "10:30"}
MORNING = {
    "id": "a",
    "employer_id": "e1",
    "title": "Køkkenhjælp",
    "terms": "ordinary",
    "hours_min": 6,
    "hours_max": 6,
    "shifts": [SHOP],
}
NOON = {**MORNING, "id": "b", "employer_id": "e2", "shifts": [{**SHOP, "start": "11:00", "end": "13:00"}]}
PERSON = {**AMAL, "hours_min": 10, "hours_wish": 12, "hours_max": 14, "max_jobs": 2}
FIFTEEN = {"name": "serviceoverenskomst", "min_weekly_hours": 15, "checked": "2026-10-01"}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with open_house(tmp_path_factory.mktemp("bundles")) as house:
        client = house.caller()
        for path, body in (
            ("employers", BAKER),
            ("employers", {**CARPENTER, "agreement": FIFTEEN}),
            ("vacancies", MORNING),
            ("vacancies", NOON),
            ("participants", PERSON),
            ("participants", {**PERSON, "id": "p2", "max_jobs": 1}),
            ("participants", {**PERSON, "id": "p3", "status": "paused"}),
        ):
            assert client.post(f"{API}/{path}", json=body).status_code == 201
        yield house


def test_a_bundle_comes_with_its_jobs_and_its_week(house):
    told = house.caller().get(f"{API}/participants/p1/bundles").json()
    (bundle,) = told["bundles"]
    assert [(job["vacancy_id"], job["hours"]) for job in bundle["jobs"]] == [("a", 6), ("b", 6)]
    assert bundle["hours"] == 12
    assert (told["best_single_vacancy_id"], told["why_none"]) == (None, None)
    monday = [(line["which"], line["vacancy_id"]) for line in bundle["week"] if line["weekday"] == 1]
    assert monday == [("travel", "a"), ("work", "a"), ("travel", "b"), ("work", "b"), ("travel", None)]
    work = [line for line in bundle["week"] if line["which"] == "work"]
    assert (work[0]["day"], work[0]["start"], work[0]["end"]) == ("mandag", "08:30", "10:30")
    assert "skal sige ja" in bundle["sentence"]
    english = house.caller().get(f"{API}/participants/p1/bundles?lang=en").json()
    assert "must say yes" in english["bundles"][0]["sentence"]


def test_who_wants_one_job_is_told_so_and_who_is_paused_gets_none(house):
    told = house.caller().get(f"{API}/participants/p2/bundles").json()
    assert (told["bundles"], told["why_none"]) == ([], "one_job_wanted")
    assert "kun have ét job ad gangen" in told["sentence"]
    assert house.caller().get(f"{API}/participants/p3/bundles").json()["code"] == "not_active"
    assert house.caller().get(f"{API}/participants/nobody/bundles").status_code == 404


def test_a_recruiter_sees_no_bundles_and_a_look_is_noted(house):
    assert house.caller("recruiter").get(f"{API}/participants/p1/bundles").status_code == 403
    with house.store.reader("viborg") as reader:
        before = len([look for look in reader.accesses("p1") if look.purpose == "bundles"])
    house.caller().get(f"{API}/participants/p1/bundles")
    with house.store.reader("viborg") as reader:
        assert len([look for look in reader.accesses("p1") if look.purpose == "bundles"]) == before + 1


def test_a_posted_vacancy_names_what_law_and_agreement_mean_for_its_hours(house):
    client = house.caller("recruiter")
    answer = client.post(f"{API}/vacancies", json={**NOON, "id": "c", "positions": 0})
    assert answer.headers["notes"] == "agreement_under, contract_written"
    link = answer.headers["link"].split(";")[0].strip("<>")
    told = client.get(link).json()
    assert told["rules"] == "salaried_employees@2017-08-24 written_contract@2023-07-01"
    assert [note["code"] for note in told["notes"]] == ["agreement_under", "contract_written"]
    assert "mindst 15 timer om ugen" in told["notes"][0]["sentence"]
    assert told["notes"][0]["change"] == {"vacancy.hours_max": 15}


def test_notes_and_the_rules_behind_them_are_kept_with_the_list_and_said_in_why_not(house):
    client = house.caller()
    wide = {**PERSON, "id": "p4", "hours_min": 5}
    assert client.post(f"{API}/participants", json=wide).status_code == 201
    run = client.post(f"{API}/participants/p4/suggestions", json={}).json()
    again = client.get(f"{API}/participants/p4/suggestions/{run['run_id']}").json()
    assert again["versions"]["rules"] == "salaried_employees@2017-08-24 written_contract@2023-07-01"
    (listed,) = [item for item in again["suggestions"] if item["vacancy_id"] == "b"]
    assert [note["code"] for note in listed["notes"]] == ["agreement_under", "contract_written"]
    why = client.get(f"{API}/participants/p4/why-not/b").json()
    assert [note["code"] for note in why["notes"]] == ["agreement_under", "contract_written"]


def test_the_command_draws_the_week_and_answers_programs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COMPANYTRACK_DATABASE_URL", f"sqlite:///{tmp_path}/test.db")
    monkeypatch.setenv("COLUMNS", "120")

    def run(*words):
        return CliRunner().invoke(app, list(words))

    def write(name, *records):
        Path(name).write_text("".join(json.dumps(item) + "\n" for item in records), encoding="utf-8")
        return name

    for name, records in (("E.jsonl", (BAKER, CARPENTER)), ("V.jsonl", (MORNING, NOON)), ("P.jsonl", (PERSON,))):
        assert run("import", write(name, *records), "--apply").exit_code == 0
    shown = run("bundles", "p1", "--today", "2026-11-20").stdout
    assert "Pakke 1: 12 timer om ugen i 2 job" in shown
    assert "Mandag: " in shown
    assert "08:30–10:30 A" in shown
    told = json.loads(run("bundles", "p1", "--today", "2026-11-20", "--json").stdout)
    assert [bundle["hours"] for bundle in told["bundles"]] == [12]
    assert "Der er ingen deltager med id p9." in run("bundles", "p9").stderr
