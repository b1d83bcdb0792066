"""The places of a vacancy: taken by a start, given back by a mistake, the same over the API and on the pages."""

from datetime import timedelta

import pytest

from features.profiles import Vacancy
from tests.service.api_house import API, open_house
from tests.service.page_house import signed_in
from tests.service.test_starting import begun, send

AGREED = {"start": "2026-11-20", "hours": 12, "proof": "contract"}


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
    return listed(caller)[0]["id"]


def listed(caller):
    return caller.post(f"{API}/participants/p1/suggestions", json={"k": 3}).json()["suggestions"]


def has_places(house, number):
    with house.store.unit(tenant="viborg", actor="test") as unit:
        unit.put(unit.get(Vacancy, "v1").record.model_copy(update={"positions": number}))


def place(house, caller, suggestion):
    house.clock.now += timedelta(minutes=1)
    answer = caller.post(f"{API}/suggestions/{suggestion}/placement", json=AGREED)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def end(house, caller, placement, reason):
    house.clock.now += timedelta(minutes=1)
    answer = caller.post(f"{API}/placements/{placement}/end", json={"on": "2026-11-20", "reason": reason})
    assert answer.status_code == 201, answer.text


def vacancy(house):
    with house.store.reader("viborg") as reader:
        kept = reader.get(Vacancy, "v1").record
    return kept.positions, kept.status.value, kept.closed_reason and kept.closed_reason.value


def test_the_last_place_closes_the_vacancy_and_it_is_suggested_no_more(house, caller, suggestion):
    assert "v1" in [one["vacancy_id"] for one in listed(caller)]
    place(house, caller, suggestion)
    assert vacancy(house) == (0, "closed", "filled")
    assert "v1" not in [one["vacancy_id"] for one in listed(caller)]


def test_a_vacancy_with_more_places_loses_one_and_stays_open(house, caller, suggestion):
    has_places(house, 2)
    place(house, caller, suggestion)
    assert vacancy(house) == (1, "open", None)


@pytest.mark.parametrize(("places", "back"), [(1, (1, "open", None)), (3, (3, "open", None))])
def test_a_start_by_mistake_gives_its_place_back(house, caller, suggestion, places, back):
    has_places(house, places)
    end(house, caller, place(house, caller, suggestion), "mistake")
    assert vacancy(house) == back
    assert "v1" in [one["vacancy_id"] for one in listed(caller)]


def test_a_job_that_ended_leaves_the_vacancy_closed(house, caller, suggestion):
    end(house, caller, place(house, caller, suggestion), "own_wish")
    assert vacancy(house) == (0, "closed", "filled")


def test_a_start_at_a_closed_vacancy_takes_nothing_and_its_mistake_opens_nothing(house, caller, suggestion):
    first, second = suggestion, listed(caller)[0]["id"]
    place(house, caller, first)
    late = place(house, caller, second)
    end(house, caller, late, "mistake")
    assert vacancy(house) == (0, "closed", "filled")


def test_what_an_employer_withdrew_stays_withdrawn_after_a_mistake(house, caller, suggestion):
    has_places(house, 2)
    kept = place(house, caller, suggestion)
    assert caller.post(f"{API}/vacancies/v1/close", json={"reason": "withdrawn"}).status_code == 200
    end(house, caller, kept, "mistake")
    assert vacancy(house) == (2, "closed", "withdrawn")


def test_the_pages_say_what_became_of_the_vacancy(house, suggestion):
    client = signed_in(house, "consultant")
    has_places(house, 2)
    job = begun(house, client, suggestion)
    assert "Stillingen har plads til flere" in client.get(job).text
    send(client, f"{job}/slut", reason="mistake")
    assert "Stillingen kan foreslås igen" in client.get(job).text
    has_places(house, 1)
    job = begun(house, client, suggestion)
    assert "Stillingen er besat og bliver ikke foreslået mere" in client.get(job).text
    send(client, f"{job}/slut", reason="hours")
    assert "Stillingen er stadig lukket" in client.get(job).text
    assert "Stillingen er lukket: besat" in client.get(f"/forslag/{suggestion}/start").text
