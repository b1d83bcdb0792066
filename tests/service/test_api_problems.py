"""Bad input: each kind with the message a person gets, in Danish first, and never what they sent."""

import pytest

from tests.service.api_house import AMAL, API, BAKER, KITCHEN, open_house

CPR = "010190-1234"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with open_house(tmp_path_factory.mktemp("problems")) as house:
        house.fill(house.caller())
        yield house


@pytest.fixture(scope="module")
def client(house):
    return house.caller()


def faults(answer):
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return {fault["field"]: fault for fault in answer.json()["faults"]}


def test_a_problem_has_everything_rfc_9457_asks_for_and_names_the_request(client):
    answer = client.get(f"{API}/employers/nobody")
    number = answer.headers["x-request-id"]
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-language"] == "da"
    assert answer.json() == {
        "type": "urn:companytrack:problem:not_found",
        "title": "Findes ikke",
        "status": 404,
        "detail": "Der er intet med dette id, som du har adgang til. Se efter, om id'et er rigtigt.",
        "instance": f"urn:companytrack:request:{number}",
        "code": "not_found",
        "request_id": number,
        "faults": [],
    }


def test_english_comes_on_request(client):
    assert client.get(f"{API}/employers/nobody?lang=en").json()["title"] == "Not found"
    assert client.get(f"{API}/employers/nobody", headers={"Accept-Language": "en-GB"}).json()["title"] == "Not found"
    assert client.get(f"{API}/employers/nobody", headers={"Accept-Language": "de"}).json()["title"] == "Findes ikke"


def test_every_fault_of_a_record_comes_at_once_with_value_and_cure(client):
    body = {
        "hours_min": 20,
        "hours_max": 10,
        "transport": [{"mode": "rocket", "max_minutes": 30}],
        "availability": [{"weekday": 1, "start": "12:00", "end": "09:00"}],
    }
    found = faults(client.post(f"{API}/participants", json=body))
    assert found["hours_min"]["sentence"] == "Timer mindst: 20 er mere end timer højst (10). Ret den ene af dem."
    assert found["transport.0.mode"]["code"] == "unknown_code"
    assert "»rocket« kendes ikke" in found["transport.0.mode"]["sentence"]
    assert found["availability.0"]["code"] == "ends_before_it_begins"
    assert "12:00" in found["availability.0"]["sentence"]


@pytest.mark.parametrize("where", ["motivation", "resources", "tags", "skills"])
def test_a_cpr_number_anywhere_is_refused_and_not_repeated(client, where):
    values = {"motivation": f"Født {CPR}", "resources": CPR, "tags": [CPR], "skills": [{"text": CPR}]}
    answer = client.post(f"{API}/participants", json={**AMAL, "id": None, where: values[where]})
    found = next(iter(faults(answer).values()))
    assert found["code"] == "cpr_number"
    assert "ligner et CPR-nummer" in found["sentence"]
    assert CPR not in answer.text


def test_a_cpr_number_in_a_review_or_contact_is_refused_too(client):
    run = client.post(f"{API}/participants/p1/suggestions", json={"k": 1}).json()
    where = f"{API}/suggestions/{run['suggestions'][0]['id']}/reviews"
    answer = client.post(where, json={"party": "consultant", "answer": "no", "reason": "other", "text": CPR})
    assert faults(answer)["text"]["code"] == "cpr_number"
    contact = {"kind": "call", "outcome": "replied", "text": CPR}
    answer = client.post(f"{API}/employers/e1/contacts", json=contact)
    assert faults(answer)["text"]["code"] == "cpr_number"
    assert CPR not in answer.text


@pytest.mark.parametrize(
    ("terms", "where"),
    [
        ("loentilskud", "jobcentret"),
        ("virksomhedspraktik", "virksomhedskonsulenter"),
        ("nytteindsats", "jobcentret"),
        ("fleksjob", "fleksjobteam"),
        ("skaanejob", "team for skånejob"),
        ("rotationsjob", "virksomhedsservice"),
        ("igu", "integrationsteam"),
        ("ulonnet", "frivilligcentret"),
    ],
)
def test_terms_that_are_not_ordinary_are_refused_with_where_to_go_instead(client, terms, where):
    found = faults(client.post(f"{API}/vacancies", json={**KITCHEN, "id": None, "terms": terms}))["terms"]
    assert found["code"] == "terms_not_ordinary"
    assert where in found["sentence"]
    assert "ordinære vilkår" in found["sentence"]


def test_a_vacancy_needs_an_employer_that_is_there(client):
    found = faults(client.post(f"{API}/vacancies", json={**KITCHEN, "id": None, "employer_id": "nobody"}))
    assert found["employer_id"]["sentence"].startswith("Virksomhed")
    assert "ikke findes: nobody" in found["employer_id"]["sentence"]


def test_a_review_of_a_kind_without_reason_or_words_says_what_is_missing(client):
    run = client.post(f"{API}/participants/p1/suggestions", json={"k": 1}).json()
    where = f"{API}/suggestions/{run['suggestions'][0]['id']}/reviews"
    assert faults(client.post(where, json={"party": "employer", "answer": "no"}))["reason"]["code"] == "missing"
    found = faults(client.post(where, json={"party": "employer", "answer": "no", "reason": "other"}))["text"]
    assert "kræver et par ord" in found["sentence"]
    assert faults(client.post(where, json={"party": "king", "answer": "yes"}))["party"]["code"] == "unknown_code"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "bad_json"),
        (b"{", "bad_json"),
        (b'{"name": "\xff"}', "bad_json"),
        (b'{"name": "\\ud800"}', "bad_json"),
        (b'{"name": NaN}', "bad_json"),
        (b"[" * 60_000, "bad_json"),
        (b'{"a":' * 500 + b"1" + b"}" * 500, "invalid"),
        (b'{"name": "a\\u0000b"}', "invalid"),
        (b'{"n\\u0000ame": "ab"}', "invalid"),
        (b"[]", "invalid"),
        (b"7", "invalid"),
        (b"null", "invalid"),
        (b'{"name": ' + b"9" * 400 + b"}", "bad_json"),
        (b'{"name": ' + b"9" * 40 + b"}", "invalid"),
    ],
    ids=lambda value: repr(value[:24]),
)
def test_a_body_that_cannot_be_read_is_told_so(client, body, code):
    answer = client.post(f"{API}/employers", content=body, headers={"Content-Type": "application/json"})
    assert answer.json()["code"] == code
    assert answer.status_code in (400, 422)


def test_a_body_over_64_kb_is_refused_by_its_length_and_by_counting(client):
    body = b'{"name": "' + b"a" * 70_000 + b'"}'
    headers = {"Content-Type": "application/json"}
    told = client.post(f"{API}/employers", content=body, headers=headers)
    counted = client.post(f"{API}/employers", content=iter([body[:40_000], body[40_000:]]), headers=headers)
    for answer in (told, counted):
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
        assert answer.json()["detail"] == "Der må højst sendes 64 kB her. Del det op i mindre dele."


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_another_kind_of_body_is_refused(client, kind):
    answer = client.post(f"{API}/employers", content=b"{}", headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()["code"]) == (415, "not_json")


def test_an_address_that_is_not_there_and_a_method_that_is_not_used(client):
    lost = client.get(f"{API}/nowhere/{CPR}")
    assert (lost.status_code, lost.json()["code"]) == (404, "no_such_route")
    assert CPR not in lost.text
    wrong = client.delete(f"{API}/employers/e1")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "method_not_allowed")
    assert wrong.headers["allow"] in wrong.json()["detail"]


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=many", "status=asleep", "cursor=a%20b", "cursor=%00"])
def test_a_parameter_out_of_bounds_is_told_so(client, query):
    answer = client.get(f"{API}/vacancies?{query}")
    assert answer.status_code in (400, 422)
    assert answer.json()["code"] in ("invalid", "bad_cursor")


@pytest.mark.parametrize("id", ["%00", "a%20b", "'%20or%201=1", "x" * 200, "%2e%2e", "%F0%9F%92%A9"])
def test_an_id_that_cannot_be_one_is_not_there(client, id):
    assert client.get(f"{API}/employers/{id}").status_code == 404


def test_a_header_that_cannot_be_read_is_told_so(client):
    answer = client.post(f"{API}/employers", json=BAKER, headers={"Idempotency-Key": "two words"})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_header")


def test_more_than_fifty_suggestions_are_not_given(client):
    found = faults(client.post(f"{API}/participants/p1/suggestions", json={"k": 51}))["k"]
    assert "Det højeste er 50" in found["sentence"]


def test_whatever_breaks_is_answered_500_with_a_number_and_nothing_of_what_was_sent(house, client, monkeypatch):
    def breaks(*_args, **_more):
        raise RuntimeError("hemmelig kanariefugl")

    monkeypatch.setattr("service.flows.read_employer", breaks)
    answer = client.get(f"{API}/employers/e1")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "kanariefugl" not in answer.text
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
