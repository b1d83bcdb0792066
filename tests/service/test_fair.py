"""Fair requirements over the API, in imports and on the command line."""

import json

import pytest
from typer.testing import CliRunner

from service.cli import app
from tests.service.api_house import API, KITCHEN, open_house

SHADY = {**KITCHEN, "id": "shady", "description": "Vi søger en ung pige. Du har kørekort."}
LICENCE = {**KITCHEN, "id": "licence", "description": "Du har kørekort."}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with open_house(tmp_path_factory.mktemp("fair")) as house:
        owner = house.caller()
        house.fill(owner)
        yield owner


def told(answer):
    return [(fault["code"], fault["field"], fault["value"]) for fault in answer.json()["faults"]]


def test_a_forbidden_demand_is_refused_with_the_law_and_the_cure(client):
    answer = client.post(f"{API}/vacancies", json=SHADY)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert told(answer) == [
        ("forbidden_demand", "description", "Vi søger en ung"),
        ("forbidden_demand", "description", "Vi søger en ung pige"),
        ("unexplained_demand", "description", "kørekort"),
    ]
    sentence = answer.json()["faults"][0]["sentence"]
    assert "forskelsbehandlingsloven § 5" in sentence
    assert "lad alderen være" in sentence
    assert client.get(f"{API}/vacancies/shady").status_code == 404


def test_a_demand_without_a_reason_is_posted_when_the_reason_is_given(client):
    assert told(client.post(f"{API}/vacancies", json=LICENCE)) == [("unexplained_demand", "description", "kørekort")]
    reasons = {"driving_licence": "Man kører mad ud om fredagen"}
    answer = client.post(f"{API}/vacancies", json={**LICENCE, "check": {"reasons": reasons}})
    assert answer.status_code == 201
    check = client.get(f"{API}/vacancies/licence").json()["check"]
    assert (check["reasons"], check["unexplained"]) == (reasons, [])
    assert check["law_of"]


def test_a_reason_does_not_lift_what_is_forbidden(client):
    answer = client.post(
        f"{API}/vacancies", json={**SHADY, "check": {"reasons": {"age": "sådan er det", "sex": "ja!"}}}
    )
    assert [code for code, _, _ in told(answer)] == ["forbidden_demand", "forbidden_demand", "unexplained_demand"]


def test_a_change_is_checked_like_a_new_vacancy(client):
    kept = client.get(f"{API}/vacancies/v1")
    changed = {**kept.json(), "description": "Du skal være dansker."}
    answer = client.put(f"{API}/vacancies/v1", json=changed, headers={"If-Match": kept.headers["etag"]})
    assert told(answer) == [("forbidden_demand", "description", "Du skal være dansker")]
    assert client.get(f"{API}/vacancies/v1").json() == kept.json()


def test_a_draft_is_looked_through_and_not_kept(client):
    before = client.get(f"{API}/vacancies").json()
    draft = {"title": "Opvasker", "description": "Du er sund og rask. Du har kørekort."}
    answer = client.post(f"{API}/vacancies/check?lang=en", json=draft).json()
    assert answer["publishable"] is False
    assert [(item["code"], item["kind"], item["refused"]) for item in answer["findings"]] == [
        ("health", "forbidden", True),
        ("driving_licence", "unjustified", False),
    ]
    first = answer["findings"][0]
    assert draft["description"][first["start"] : first["end"]] == first["evidence"] == "Du er sund og rask"
    assert first["laws"][0]["act"] == "helbredsoplysningsloven"
    assert first["instead"].startswith("Write the task itself")
    assert client.get(f"{API}/vacancies").json() == before


def test_a_draft_with_requirements_and_a_reason_is_publishable(client):
    licence = {"kind": "licence", "code": "B"}
    draft = {"title": "Opvasker", "requirements": [licence]}
    assert client.post(f"{API}/vacancies/check", json=draft).json()["publishable"] is False
    draft["check"] = {"reasons": {"driving_licence": "man kører mad ud"}}
    assert client.post(f"{API}/vacancies/check", json=draft).json()["publishable"] is True


def test_an_import_refuses_the_row_that_is_forbidden_and_notes_what_needs_a_reason(client):
    rows = [
        {"id": "i1", "title": "Opvasker", "text": "Du vasker op 10 timer om ugen.", "employer": "Kroen"},
        {"id": "i2", "title": "Opvasker", "text": "Kun kvindelige ansøgere.", "employer": "Kroen"},
        {"id": "i3", "title": "Opvasker", "text": "Du vasker op. Du har kørekort.", "employer": "Kroen"},
    ]
    content = "\n".join(json.dumps(row) for row in rows).encode()

    def send():
        form = {"kind": "vacancies", "apply": "true"}
        return client.post(f"{API}/imports", files={"file": ("a.jsonl", content)}, data=form).json()

    first = send()
    assert [(row["id"], row["result"]) for row in first["rows"]] == [("i1", "new"), ("i2", "faulty"), ("i3", "new")]
    codes = [[fault["code"] for fault in row["faults"]] for row in first["rows"]]
    assert codes[0] == []
    assert set(codes[1]) == {"forbidden_demand"}
    assert set(codes[2]) == {"unexplained_demand"}
    assert client.get(f"{API}/vacancies/i3").json()["check"]["unexplained"] == ["driving_licence"]
    assert [row["result"] for row in send()["rows"]] == ["unchanged", "faulty", "unchanged"]


def test_the_command_tells_a_person_what_to_write_and_a_program_the_codes(tmp_path):
    advert = tmp_path / "opslag.txt"
    advert.write_text("Vi søger en ung pige.", encoding="utf-8")
    run = CliRunner().invoke(app, ["check-advert", str(advert)])
    assert run.exit_code == 1
    assert "»Vi søger en ung pige« – forbudt: ligebehandlingsloven § 6" in run.output
    run = CliRunner().invoke(app, ["check-advert", "-", "--json"], input="Unge og ældre er velkomne.")
    assert (run.exit_code, json.loads(run.stdout)) == (0, [])


def test_a_file_that_is_not_there_or_not_utf8_ends_with_a_sentence(tmp_path):
    odd = tmp_path / "odd.txt"
    odd.write_bytes(b"ok\nr\xf8d")
    for file, said in ((tmp_path / "none.txt", "findes ikke"), (odd, "linje 2")):
        run = CliRunner().invoke(app, ["check-advert", str(file)])
        assert (run.exit_code, said in run.output) == (2, True)
