"""The API as a client uses it: create, read, list, change, close, suggest, answer."""

import pytest

from tests.service.api_house import AMAL, API, BAKER, KITCHEN, open_house


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with open_house(tmp_path_factory.mktemp("api")) as house:
        house.fill(house.caller())
        yield house


@pytest.fixture(scope="module")
def consultant(house):
    return house.caller()


def test_a_created_record_has_an_address_a_version_and_an_id_of_its_own(consultant):
    answer = consultant.post(f"{API}/employers", json={"name": "Gartneriet"})
    assert answer.status_code == 201
    assert answer.headers["etag"] == '"v1"'
    assert answer.headers["location"] == f"{API}/employers/{answer.json()['id']}"
    assert consultant.get(answer.headers["location"]).json() == answer.json()


def test_a_record_that_exists_is_not_made_again(consultant):
    answer = consultant.post(f"{API}/employers", json=BAKER)
    assert (answer.status_code, answer.json()["code"]) == (409, "already_exists")


def test_the_same_key_posts_once_and_answers_the_same_again(consultant):
    headers = {"Idempotency-Key": "order-1"}
    first = consultant.post(f"{API}/vacancies", json={**KITCHEN, "id": None}, headers=headers)
    address = first.headers["location"]
    changed = consultant.put(address, json={**first.json(), "title": "Opvasker"}, headers={"If-Match": '"v1"'})
    assert changed.json()["title"] == "Opvasker"
    again = consultant.post(f"{API}/vacancies", json={**KITCHEN, "id": None}, headers=headers)
    assert (again.status_code, again.json(), again.headers["etag"]) == (201, first.json(), '"v1"')
    assert again.headers["idempotent-replayed"] == "true"
    assert "idempotent-replayed" not in first.headers


def test_the_same_key_with_another_body_is_refused(consultant):
    headers = {"Idempotency-Key": "order-2"}
    consultant.post(f"{API}/employers", json={"name": "Et"}, headers=headers)
    answer = consultant.post(f"{API}/employers", json={"name": "Andet"}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "key_reused")


def test_two_callers_may_use_the_same_key(house, consultant):
    headers = {"Idempotency-Key": "order-3"}
    mine = consultant.post(f"{API}/employers", json={"name": "Min"}, headers=headers)
    yours = house.caller().post(f"{API}/employers", json={"name": "Din"}, headers=headers)
    assert (mine.status_code, yours.status_code) == (201, 201)
    assert mine.json()["id"] != yours.json()["id"]


def test_a_change_needs_the_version_it_was_made_from(consultant):
    made = consultant.post(f"{API}/employers", json={"name": "Første"})
    where, body = made.headers["location"], made.json()
    assert consultant.put(where, json=body).status_code == 428
    assert consultant.put(where, json=body, headers={"If-Match": "*"}).status_code == 428
    good = consultant.put(where, json={**body, "name": "Anden"}, headers={"If-Match": '"v1"'})
    assert (good.status_code, good.headers["etag"], good.json()["name"]) == (200, '"v2"', "Anden")
    late = consultant.put(where, json={**body, "name": "Tredje"}, headers={"If-Match": '"v1"'})
    assert (late.status_code, late.json()["code"]) == (412, "stale")
    assert consultant.put(where, json=body, headers={"If-Match": 'W/"v2"'}).status_code == 412
    assert consultant.get(where).json()["name"] == "Anden"


def test_a_list_is_walked_by_its_links_and_every_record_comes_once(consultant):
    for number in range(7):
        consultant.post(f"{API}/employers", json={"id": f"page-{number}"})
    seen, where = [], f"{API}/employers?limit=3"
    while where:
        answer = consultant.get(where)
        seen += [item["id"] for item in answer.json()["items"]]
        link = answer.headers.get("link")
        assert (link is None) == (answer.json()["next"] is None)
        where = link and link.split(">")[0].lstrip("<")
    assert seen == sorted(set(seen))
    assert {f"page-{number}" for number in range(7)} <= set(seen)


def test_a_list_can_be_narrowed(consultant):
    answer = consultant.get(f"{API}/vacancies?status=open&employer_id=e1")
    assert {item["employer_id"] for item in answer.json()["items"]} == {"e1"}
    assert consultant.get(f"{API}/vacancies?employer_id=nobody").json() == {"items": [], "next": None}


def test_a_vacancy_that_says_nothing_of_its_end_is_open_for_thirty_days(consultant):
    vacancy = consultant.get(f"{API}/vacancies/v1").json()
    assert (vacancy["last_confirmed"], vacancy["valid_until"]) == ("2026-11-20", "2026-12-20")


def test_a_vacancy_is_closed_with_a_reason_and_only_once(consultant):
    made = consultant.post(f"{API}/vacancies", json={**KITCHEN, "id": "closing"})
    where = made.headers["location"]
    closed = consultant.post(f"{where}/close", json={"reason": "filled"})
    assert (closed.status_code, closed.json()["status"], closed.json()["closed_reason"]) == (200, "closed", "filled")
    again = consultant.post(f"{where}/close", json={"reason": "filled"})
    assert (again.status_code, again.headers["etag"]) == (200, closed.headers["etag"])
    other = consultant.post(f"{where}/close", json={"reason": "withdrawn"})
    assert (other.status_code, other.json()["code"]) == (409, "already_closed")
    assert other.json()["detail"] == "Stillingen er allerede lukket med grunden besat."


def test_a_vacancy_is_not_closed_or_moved_by_a_change(consultant):
    made = consultant.post(f"{API}/vacancies", json={**KITCHEN, "id": "staying"})
    body = {**made.json(), "status": "closed", "employer_id": "e2"}
    answer = consultant.put(made.headers["location"], json=body, headers={"If-Match": '"v1"'})
    assert answer.status_code == 422
    assert [fault["code"] for fault in answer.json()["faults"]] == ["other_employer", "use_close"]


def test_suggestions_come_with_reasons_counts_versions_and_stay_as_they_were_shown(consultant):
    answer = consultant.post(f"{API}/participants/p1/suggestions", json={"k": 5})
    assert answer.status_code == 201
    run = answer.json()
    assert "v1" in [item["vacancy_id"] for item in run["suggestions"]]
    assert "v2" not in [item["vacancy_id"] for item in run["suggestions"] + run["near"]]
    first = next(item for item in run["suggestions"] if item["vacancy_id"] == "v1")
    assert (first["title"], first["employer_name"]) == ("Køkkenhjælp", "Bageren ApS")
    assert "Ønsket »køkkenhjælp« passer til Køkkenhjælp" in [reason["sentence"] for reason in first["reasons_for"]]
    assert run["degraded"] is True
    assert run["versions"]["encoder"] == "lexical"
    assert run["counts"]["considered"] >= run["counts"]["feasible"] >= 1
    assert consultant.get(answer.headers["location"]).json() == run


def test_a_list_reads_in_the_language_asked_for(consultant):
    where = f"{API}/participants/p1/suggestions"
    danish = consultant.post(where, json={})
    english = consultant.get(f"{danish.headers['location']}?lang=en")
    assert english.headers["content-language"] == "en"

    def told(answer):
        return [reason["sentence"] for item in answer.json()["suggestions"] for reason in item["reasons_for"]]

    assert len(told(danish)) == len(told(english))
    assert not set(told(danish)) & set(told(english))
    by_body = consultant.post(where, json={"lang": "en"})
    assert by_body.headers["content-language"] == "en"
    by_header = consultant.post(where, json={}, headers={"Accept-Language": "fr, en;q=0.8, da;q=0.5"})
    assert by_header.headers["content-language"] == "en"


def test_suggestions_need_no_body(consultant):
    assert consultant.post(f"{API}/participants/p1/suggestions").status_code == 201


def test_suggestions_asked_for_twice_with_one_key_are_one_run(consultant):
    headers = {"Idempotency-Key": "run-1"}
    where = f"{API}/participants/p1/suggestions"
    first = consultant.post(where, json={"k": 3}, headers=headers)
    again = consultant.post(where, json={"k": 3}, headers=headers)
    assert (again.status_code, again.json()) == (201, first.json())


def test_a_participant_with_nothing_filled_in_gets_questions_and_no_error(consultant):
    consultant.post(f"{API}/participants", json={"id": "empty"})
    answer = consultant.post(f"{API}/participants/empty/suggestions", json={})
    assert answer.status_code == 201
    codes = [question["code"] for question in answer.json()["questions"]]
    assert codes == ["ask_wishes", "ask_wanted_hours", "ask_availability", "ask_home", "ask_transport", "ask_danish"]


def test_only_an_active_participant_gets_suggestions(consultant):
    consultant.post(f"{API}/participants", json={**AMAL, "id": "resting"})
    paused = consultant.post(f"{API}/participants/resting/status", json={"status": "paused"})
    assert (paused.json()["status"], paused.headers["etag"]) == ("paused", '"v2"')
    answer = consultant.post(f"{API}/participants/resting/suggestions", json={})
    assert (answer.status_code, answer.json()["code"]) == (409, "not_active")


def test_why_not_names_the_rule_the_field_who_and_the_change(consultant):
    answer = consultant.get(f"{API}/participants/p1/why-not/v2").json()
    assert answer["blocked"] is True
    clock = next(finding for finding in answer["findings"] if finding["rule"] == "clock")
    assert clock["blocking"] is True
    assert clock["field"]
    assert clock["who"] in ("participant", "employer")
    assert "mandag" in clock["sentence"]
    assert consultant.get(f"{API}/participants/p1/why-not/v1").json()["blocked"] is False


def test_why_not_answers_for_a_closed_vacancy_too(consultant):
    consultant.post(f"{API}/vacancies", json={**KITCHEN, "id": "gone"})
    consultant.post(f"{API}/vacancies/gone/close", json={"reason": "filled"})
    answer = consultant.get(f"{API}/participants/p1/why-not/gone").json()
    assert answer["blocked"] is True
    assert answer["findings"][0]["sentence"] == "Stillingen er lukket"


@pytest.fixture
def suggestion(consultant):
    run = consultant.post(f"{API}/participants/p1/suggestions", json={"k": 1}).json()
    return f"{API}/suggestions/{(run['suggestions'] + run['near'])[0]['id']}/reviews"


def test_answers_are_only_ever_added(consultant, suggestion):
    first = consultant.post(suggestion, json={"party": "participant", "answer": "maybe"})
    second = consultant.post(suggestion, json={"party": "participant", "answer": "no", "reason": "too_far"})
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.json()["supersedes"] == first.json()["id"]
    listed = consultant.get(suggestion).json()["items"]
    assert listed == [first.json(), second.json()]


def test_an_unlawful_reason_is_kept_and_flagged(consultant, suggestion):
    answer = consultant.post(suggestion, json={"party": "employer", "answer": "no", "reason": "unlawful"})
    assert (answer.status_code, answer.json()["flagged"]) == (201, True)
    good = consultant.post(suggestion, json={"party": "employer", "answer": "yes", "reason": "good_fit"})
    assert good.json()["flagged"] is False


def test_the_contact_log_moves_budget_and_answers_and_reaches_the_index(consultant):
    consultant.post(f"{API}/employers", json={**BAKER, "id": "busy"})
    consultant.post(f"{API}/vacancies", json={**KITCHEN, "id": "busy-1", "employer_id": "busy"})
    where = f"{API}/employers/busy/contacts"
    consultant.post(where, json={"kind": "call", "outcome": "no_answer"})
    assert consultant.get(f"{API}/participants/p1/why-not/busy-1").json()["blocked"] is False
    told = consultant.post(where, json={"kind": "visit", "outcome": "agreed", "on": "2026-11-19", "text": "Kaffe"})
    assert told.status_code == 201
    employer = consultant.get(f"{API}/employers/busy").json()
    assert (employer["contacts_this_month"], employer["responsiveness"]) == (2, {"a": 2.0, "b": 2.0})
    blocked = consultant.get(f"{API}/participants/p1/why-not/busy-1").json()
    assert [finding["code"] for finding in blocked["findings"] if finding["blocking"]] == ["contact_budget_used"]
    assert [item["outcome"] for item in consultant.get(where).json()["items"]] == ["no_answer", "agreed"]


def test_what_follows_from_the_contact_log_cannot_be_set(consultant):
    consultant.post(f"{API}/employers", json={"id": "derived", "size_band": "0-9"})
    consultant.post(f"{API}/employers/derived/contacts", json={"kind": "call", "outcome": "replied"})
    read = consultant.get(f"{API}/employers/derived")
    body = {**read.json(), "contacts_this_month": 0, "responsiveness": {"a": 90, "b": 1}, "name": "Nyt navn"}
    changed = consultant.put(f"{API}/employers/derived", json=body, headers={"If-Match": read.headers["etag"]}).json()
    assert (changed["name"], changed["contacts_this_month"]) == ("Nyt navn", 1)
    assert changed["responsiveness"] == {"a": 2.0, "b": 1.0}


def test_a_danish_letter_in_an_id_does_no_harm(consultant):
    made = consultant.post(f"{API}/employers", json={"id": "blåbær", "name": "Blåbær"})
    assert made.status_code == 201
    assert consultant.get(made.headers["location"]).json()["id"] == "blåbær"


def test_the_machines_get_their_answers(house):
    assert house.client.get("/healthz").json() == {"status": "ok"}
    ready = house.client.get("/readyz").json()
    assert (ready["status"], ready["degraded"], ready["encoder"]) == ("ready", True, "absent")
    assert (
        'companytrack_requests_total{method="GET",route="/healthz",status="200"}' in house.client.get("/metrics").text
    )
    described = house.client.get(f"{API}/openapi.json")
    assert described.json()["info"]["title"] == "companytrack"


def test_no_page_points_to_a_foreign_host(house):
    assert house.client.get("/docs").status_code == 404
    assert house.client.get("/redoc").status_code == 404
