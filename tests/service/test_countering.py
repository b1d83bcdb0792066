"""What an employer could change, what it costs and which part can be carved, over HTTP: who sees whom, and how much."""

import json

import pytest
from typer.testing import CliRunner

from features.profiles import Employer, Participant, Vacancy
from features.vocabulary import VacancyStatus
from service.cli import app
from service.crowds import crowd
from service.store import open_store
from service.texts import LANGUAGES
from tests.service.api_house import AMAL, API, BAKER, KITCHEN, open_house

FEW_HOURS = {**AMAL, "hours_min": 5, "hours_max": 8}
TASKS = [
    {"name": "Vaske op", "share": 0.5},
    {"name": "Bære kasser", "share": 0.5, "demands": {"lift": {"level": 3, "value": 20}}},
]
V1 = f"{API}/vacancies/v1"
CARVE, COUNTER, PRICES = f"{V1}/carve", f"{V1}/counter-suggestions", f"{V1}/requirement-prices"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Seven people who can work no more than eight hours, and one who can work the ten that the job is on."""
    with open_house(tmp_path_factory.mktemp("house")) as house:
        client = house.caller()
        house.fill(client)
        for number in range(7):
            made = client.post(f"{API}/participants", json={**FEW_HOURS, "id": f"few{number}"})
            assert made.status_code == 201, made.text
        yield house


def test_a_consultant_sees_what_to_ask_for_for_how_many_and_who(house):
    told = house.caller().get(COUNTER).json()
    best = told["suggestions"][0]
    assert [offer["code"] for offer in best["offers"]] == ["fewer_hours_in_shifts"]
    assert (best["gained"]["at_least"], best["gained"]["at_most"]) == (7, 7)
    assert best["gained_ids"] == [f"few{number}" for number in range(7)]
    assert (told["possible"]["at_least"], told["asked"]["at_least"]) == (1, 8)
    assert [change["field"] for change in best["changes"]] == ["vacancy.hours_min", "vacancy.shifts"]


def test_what_is_announced_is_what_happens_when_the_vacancy_is_changed_so(house):
    client = house.caller()
    best = client.get(COUNTER).json()["suggestions"][0]
    record = client.get(V1)
    changed = record.json() | {one["field"].split(".")[1]: one["after"] for one in best["changes"]}
    assert client.get(f"{API}/participants/few0/why-not/v1").json()["blocked"]
    put = client.put(V1, json=changed, headers={"If-Match": record.headers["ETag"]})
    assert put.status_code == 200, put.text
    assert not any(client.get(f"{API}/participants/{one}/why-not/v1").json()["blocked"] for one in best["gained_ids"])
    client.put(V1, json=record.json(), headers={"If-Match": put.headers["ETag"]})


def test_everybody_who_is_named_is_noted_in_the_access_log(house):
    with house.store.reader("viborg") as reader:
        before = len(reader.accesses("few3"))
    house.caller().get(COUNTER)
    with house.store.reader("viborg") as reader:
        assert [line.purpose for line in reader.accesses("few3")][before:] == ["counter_suggestions"]


def test_a_recruiter_sees_fives_and_never_who_and_nobody_is_noted(house):
    with house.store.reader("viborg") as reader:
        before = len(reader.accesses("few3"))
    recruiter = house.caller("recruiter", employer_id="e1")
    told, prices = recruiter.get(COUNTER).json(), recruiter.get(PRICES).json()
    best = told["suggestions"][0]
    assert (best["gained"]["at_least"], best["gained"]["at_most"]) == (5, 9)
    assert (told["possible"]["at_least"], told["possible"]["at_most"]) == (0, 4)
    assert told["possible"]["text"] == "under 5"
    assert not any(value for name, value in best.items() if name.endswith("_ids"))
    assert all(price["blocked"]["at_least"] % 5 == 0 and price["blocked_ids"] is None for price in prices["prices"])
    assert not any(f"few{number}" in recruiter.get(path).text for number in range(7) for path in (COUNTER, PRICES))
    with house.store.reader("viborg") as reader:
        assert len(reader.accesses("few3")) == before


def test_one_person_more_is_not_seen_by_a_recruiter(house):
    """Between five and nine more nothing in a recruiter's answer changes, so nobody is found by comparing answers."""
    client, recruiter = house.caller(), house.caller("recruiter", employer_id="e1")
    before = (recruiter.get(COUNTER).json(), recruiter.get(PRICES).json())
    assert client.post(f"{API}/participants", json={**FEW_HOURS, "id": "few9"}).status_code == 201
    assert (recruiter.get(COUNTER).json(), recruiter.get(PRICES).json()) == before
    assert client.get(COUNTER).json()["suggestions"][0]["gained"]["at_least"] == 8
    client.post(f"{API}/participants/few9/status", json={"status": "closed"})


def test_another_employers_vacancy_is_not_there(house):
    other = house.caller("recruiter", employer_id="e2")
    assert {other.get(path).status_code for path in (COUNTER, PRICES)} == {404}
    assert house.caller("recruiter", employer_id="e1").post(CARVE, json={"participant_id": "p1"}).status_code == 403


def test_the_smallest_set_for_a_number_is_named_or_there_is_none(house):
    client = house.caller()
    assert client.get(COUNTER, params={"n": 7}).json()["smallest"]["gained"]["at_least"] == 7
    assert client.get(COUNTER, params={"n": 100}).json()["smallest"] is None
    assert client.get(COUNTER, params={"n": 0}).status_code == 422


def test_a_draft_is_told_and_never_kept(house):
    client = house.caller()
    person = {**AMAL, "id": "back", "functional_needs": [{"code": "lift", "level": 2, "limit": 5}], "hours_min": 5}
    assert client.post(f"{API}/participants", json=person).status_code == 201
    assert client.post(f"{API}/vacancies", json={**KITCHEN, "id": "v9", "tasks": TASKS}).status_code == 201
    before = client.get(f"{API}/vacancies").json()
    told = client.post(f"{API}/vacancies/v9/carve?lang=en", json={"participant_id": "back"}).json()
    assert (told["draft"], told["possible"]) == (True, True)
    assert [(task["name"], task["kept"]) for task in told["tasks"]] == [("Vaske op", True), ("Bære kasser", False)]
    assert (told["vacancy"]["hours_min"], told["vacancy"]["hours_max"], told["vacancy"]["source"]) == (5, 7.5, "latent")
    assert not any("lift" in line or "5 kg" in line for line in told["letter"])
    assert told["terms"] == [
        "Above 3 hours a week on average: the law asks for a written contract, for a small job too"
    ]
    assert "A job of that size comes with a written contract. We are glad to help." in told["letter"]
    assert client.get(f"{API}/vacancies").json() == before
    posted = client.post(f"{API}/vacancies", json={**told["vacancy"], "source": "call"})
    assert posted.status_code == 201, posted.text
    assert not client.get(f"{API}/participants/back/why-not/{posted.json()['id']}").json()["blocked"]


@pytest.mark.parametrize(
    ("body", "status"), [({}, 422), ({"participant_id": "nobody"}, 404), ({"participant_id": "p1", "x": 1}, 422)]
)
def test_a_draft_for_nobody_is_refused_with_the_cure(house, body, status):
    assert house.caller().post(CARVE, json=body).status_code == status


def test_a_closed_vacancy_is_not_talked_about(house):
    client = house.caller()
    assert client.post(f"{API}/vacancies/v2/close", json={"reason": "filled"}).json()["status"] == VacancyStatus.CLOSED
    assert client.get(f"{API}/vacancies/v2/counter-suggestions").status_code == 409
    assert client.get(f"{API}/vacancies/v2/requirement-prices").status_code == 409


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("number", "sees_who", "text"),
    [
        (0, True, "0"),
        (4, True, "4"),
        (0, False, "under 5"),
        (4, False, "under 5"),
        (5, False, "5–9"),
        (12, False, "10–14"),
    ],
)
def test_a_number_of_people_is_exact_for_consultants_and_in_fives_for_others(language, number, sees_who, text):
    assert crowd(number, sees_who, language)["text"] == text


# ── On the command line ──────────────────────────────────────────────────────────────────────────


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs a command on a database with two vacancies and three people."""
    monkeypatch.setenv("COMPANYTRACK_DATABASE_URL", f"sqlite:///{tmp_path}/test.db")
    monkeypatch.setenv("COLUMNS", "200")
    store = open_store(f"sqlite:///{tmp_path}/test.db")
    with store.unit(tenant="viborg", actor="test") as unit:
        unit.put(Employer.model_validate(BAKER))
        unit.put(Vacancy.model_validate({**KITCHEN, "tasks": TASKS}))
        for number in range(3):
            unit.put(Participant.model_validate({**FEW_HOURS, "id": f"few{number}"}))
    store.close()

    def go(*words, code=0):
        result = CliRunner().invoke(app, [str(word) for word in words])
        assert result.exit_code == code, result.output + repr(result.exception)
        return result

    return go


def test_counter_tells_a_consultant_who_and_an_employer_only_that_it_is_few(run):
    told = run("counter", "v1", "--n", 3).stdout
    assert "De færreste ændringer, der giver mindst 3 flere:" in told
    assert "Lad timetallet begynde ved 8 timer om ugen" in told
    assert "few0, few1, few2" in told
    for_employer = run("counter", "v1", "--for-employer").stdout
    assert "few0" not in for_employer
    assert "under 5" in for_employer
    asked = json.loads(run("counter", "v1", "--json").stdout)
    assert asked["suggestions"][0]["gained_ids"] == ["few0", "few1", "few2"]
    assert {price["code"] for price in asked["prices"]} == {"hours", "times", "demand"}


def test_carve_shows_a_draft_and_a_vacancy_or_person_that_is_not_there_is_a_sentence(run):
    told = run("carve", "few0", "v1", "--language", "en").stdout
    assert "nothing is kept or sent" in told
    assert "For the talk with the employer" in told
    assert json.loads(run("carve", "few0", "v1", "--json").stdout)["possible"] is True
    assert "Der er ingen stilling med id v9." in run("carve", "few0", "v9", code=1).stderr
    assert "Der er ingen deltager med id p9." in run("carve", "p9", "v1", code=1).stderr
    assert "Der er ingen stilling med id v9." in run("counter", "v9", code=1).stderr
