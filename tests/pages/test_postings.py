"""Mine stillinger: one employer's own, kept alive or closed, and what each demand costs in rounded numbers."""

import re
from datetime import date, timedelta

import pytest

from features.profiles import Participant, Vacancy
from tests.pages.browsing import examine
from tests.service.api_house import API, KITCHEN, open_house
from tests.service.page_house import signed_in as seated


@pytest.fixture
def house(tmp_path):
    with open_house(tmp_path) as house:
        house.fill(house.caller())
        foreign = {**KITCHEN, "id": "v3", "employer_id": "e2", "title": "Tømrer"}
        assert house.caller().post(f"{API}/vacancies", json=foreign).status_code == 201
        yield house


@pytest.fixture
def baker(house):
    return seated(house, "recruiter", employer_id="e1")


def kept(house, id):
    with house.store.reader("viborg") as reader:
        return reader.get(Vacancy, id).record


def test_a_recruiter_sees_the_vacancies_of_one_employer_and_a_consultant_all(house, baker):
    assert "Køkkenhjælp" in baker.get("/stillinger").text
    assert "Tømrer" not in baker.get("/stillinger").text
    assert "Tømrer" in seated(house, "consultant").get("/stillinger").text


@pytest.mark.parametrize("way", [("GET", ""), ("POST", "/bekraeft"), ("POST", "/luk")])
def test_another_employers_vacancy_looks_like_one_that_is_not_there(house, baker, way):
    method, path = way
    foreign = baker.request(method, f"/stillinger/v3{path}", data={"reason": "filled"})
    missing = baker.request(method, f"/stillinger/nothing{path}", data={"reason": "filled"})
    assert foreign.status_code == missing.status_code == 404
    assert re.sub(r"[0-9a-f]{16,}|v3|nothing", "", foreign.text) == re.sub(
        r"[0-9a-f]{16,}|v3|nothing", "", missing.text
    )
    assert kept(house, "v3").status == "open"


def test_only_an_employers_own_are_called_mine_and_only_who_can_confirm_is_asked_to(house, baker):
    with house.store.unit(tenant="viborg", actor="test") as unit:
        unit.put(kept(house, "v2").model_copy(update={"valid_until": date(2026, 11, 1)}))
    others = (seated(house, role) for role in ("consultant", "auditor"))
    mine, all_, read = (one.get("/stillinger").text for one in (baker, *others))
    assert "<h1>Mine stillinger</h1>" in mine
    assert "<h1>Stillinger</h1>" in all_
    assert "Bekræft den, hvis den stadig er ledig" in all_
    assert "Bekræft den" not in read
    assert "Sig til" not in read


def test_what_expires_first_stands_first_and_what_is_closed_last(house, baker):
    with house.store.unit(tenant="viborg", actor="test") as unit:
        unit.put(kept(house, "v2").model_copy(update={"valid_until": date(2026, 11, 22)}))
    text = baker.get("/stillinger").text
    assert text.index("Bager</a>") < text.index("Køkkenhjælp</a>")
    assert text.count("Udløber snart") == 1
    baker.post("/stillinger/v2/luk", data={"reason": "filled"})
    text = baker.get("/stillinger").text
    assert text.index("Køkkenhjælp</a>") < text.index("Bager</a>")


def test_saying_that_it_is_still_open_keeps_it_for_thirty_days_with_a_receipt(house):
    house.clock.now += timedelta(days=12)
    baker = seated(house, "recruiter", employer_id="e1")
    answer = baker.post("/stillinger/v1/bekraeft")
    assert answer.status_code == 303
    assert "Stillingen er bekræftet" in baker.get(answer.headers["location"]).text
    assert kept(house, "v1").last_confirmed == date(2026, 12, 2)
    assert kept(house, "v1").valid_until == date(2027, 1, 1)


def test_closing_needs_a_reason_and_says_so_at_its_field(house, baker):
    refused = baker.post("/stillinger/v1/luk", data={"reason": ""})
    assert refused.status_code == 422
    assert 'id="fault-reason"' in refused.text
    answer = baker.post("/stillinger/v1/luk", data={"reason": "filled"})
    assert "Stillingen er lukket" in baker.get(answer.headers["location"]).text
    assert kept(house, "v1").closed_reason == "filled"
    assert baker.post("/stillinger/v1/bekraeft").status_code == 409


def test_a_closed_vacancy_is_posted_again_from_its_own_text(house, baker):
    assert "Brug opslaget igen" not in baker.get("/stillinger/v1").text
    baker.post("/stillinger/v1/luk", data={"reason": "filled"})
    page = baker.get("/stillinger/v1").text
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    draft = baker.post("/stillinger/ny", data=sent).text
    assert re.search(r'name="title"[^>]* value="Køkkenhjælp"', draft)


def test_a_vacancy_of_which_only_the_name_is_known_asks_for_more(house, baker):
    bare = {"id": "v9", "employer_id": "e1", "title": "Pakker", "terms": "ordinary"}
    assert house.caller().post(f"{API}/vacancies", json=bare).status_code == 201
    assert "Der står kun et navn" in baker.get("/stillinger/v9").text
    assert "Der står kun et navn" not in baker.get("/stillinger/v1").text


def test_a_recruiter_gets_prices_without_anybody_and_without_a_small_number(house, baker):
    with house.store.unit(tenant="viborg", actor="test") as unit:
        amal = unit.get(Participant, "p1").record
        unit.put(amal.model_copy(update={"hours_max": 8.0, "hours_min": 4.0}))
    house.wait()
    text = baker.get("/stillinger/v1").text
    assert "Hvad koster hvert krav?" in text
    assert "under 5" in text
    assert "p1" not in text
    assert "/deltagere/" not in text


def test_a_data_analyst_sees_the_vacancy_but_no_counts_and_no_buttons(house):
    text = seated(house, "data_analyst").get("/stillinger/v1").text
    assert "Køkkenhjælp" in text
    assert "Hvad koster hvert krav?" not in text
    assert "/luk" not in text


@pytest.mark.parametrize("javascript", [True, False])
def test_the_list_and_a_vacancy_pass_every_eye(server, signed_in, javascript):
    page = signed_in("recruiter", path="/stillinger", javascript=javascript)
    if javascript:
        examine(page)
    page.locator(".people a").first.click()
    assert page.get_by_role("heading", level=1).is_visible()
    if javascript:
        examine(page)
