"""Files over the API: a dry run first, per-row results, stored when asked to, twice changes nothing."""

import json

import pytest

from tests.service.api_house import API, open_house

ADVERTS = [
    {
        "id": "a1",
        "title": "Køkkenhjælp",
        "text": "Vi søger en køkkenhjælp 15 timer om ugen i Viborg.",
        "employer": "Kantinen",
    },
    {"id": "a2", "title": "Gartner", "text": "Løntilskud.", "terms": "loentilskud"},
    {"id": "a3", "title": "Lagermedarbejder", "hours_min": 30, "hours_max": 10, "employer": "Lageret"},
]


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with open_house(tmp_path_factory.mktemp("imports")) as house:
        yield house.caller()


def jsonl(rows):
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def send(client, content, lang="da", **fields):
    where = f"{API}/imports?lang={lang}"
    return client.post(where, files={"file": ("stillinger.jsonl", content)}, data={"kind": "vacancies", **fields})


def test_a_dry_run_says_what_would_become_of_each_row_and_stores_nothing(client):
    answer = send(client, jsonl(ADVERTS))
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["stored"], told["kind"], told["format"], told["new"], told["faulty"]) == (
        False,
        "vacancies",
        "jsonl",
        1,
        1,
    )
    assert told["refused"] == {"loentilskud": 1}
    assert [(row["id"], row["result"]) for row in told["rows"]] == [("a1", "new"), ("a2", "refused"), ("a3", "faulty")]
    assert told["rows"][2]["faults"][0]["field"] == "hours_min"
    assert client.get(f"{API}/vacancies").json()["items"] == []


def test_applied_it_is_stored_and_applied_again_nothing_changes(client):
    first = send(client, jsonl(ADVERTS[:1]), apply="true").json()
    assert (first["stored"], first["new"]) == (True, 1)
    assert [item["title"] for item in client.get(f"{API}/vacancies").json()["items"]] == ["Køkkenhjælp"]
    again = send(client, jsonl(ADVERTS[:1]), apply="true").json()
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 1)


def test_a_file_nobody_can_read_is_told_so_in_words(client):
    answer = send(client, b"")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert answer.json()["faults"][0]["code"] == "file_empty"
    assert "tom" in answer.json()["faults"][0]["sentence"]


def test_a_file_of_more_than_five_megabytes_is_refused(client):
    answer = send(client, b"a" * (5 * 1024 * 1024 + 20_000))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_what_is_no_form_or_has_no_file_is_told_so(client):
    assert client.post(f"{API}/imports", json={}).json()["code"] == "not_a_form"
    broken = client.post(f"{API}/imports", content=b"--x", headers={"Content-Type": "multipart/form-data"})
    assert broken.json()["code"] == "not_a_form"
    missing = client.post(f"{API}/imports", files={"other": ("a", b"b")})
    assert missing.json()["faults"][0]["code"] == "missing"
    assert send(client, b"{}", kind="people").json()["faults"][0]["field"] == "kind"
    assert send(client, b"{}", apply="maybe").json()["faults"][0]["field"] == "apply"
