"""Finding an employer or an open vacancy by a few letters."""

import pytest

from features.profiles import Employer
from features.similarity import Hybrid
from matching.model import MatchModel
from matching.ranker import Ranker
from service.access import Caller, Limiter, Role
from service.flows import Services
from service.flows.finding import MOST, find_employers, find_vacancies
from service.store import open_store
from tests.service.api_house import API, open_house
from tests.service.conftest import NOON

KIRSTEN = Caller("k1", "viborg", Role.CONSULTANT)


@pytest.fixture
def services(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/found.db", now=lambda: NOON)
    yield Services(store, None, lambda: NOON, Limiter())
    store.close()


def keep(services, *names, tenant="viborg", **site):
    with services.store.unit(tenant=tenant, actor="test") as unit:
        for number, name in enumerate(names):
            unit.put(Employer(id=f"{name[:3]}{number:03}", tenant=tenant, name=name, site=site))


def names(services, words, caller=KIRSTEN):
    return [one.name for one in find_employers(services, caller, words)]


def test_every_word_must_stand_in_name_town_or_postcode_and_their_size_says_nothing(services):
    keep(services, "Ærø Fisk", "Bageren", postcode="8800", town="Viborg")
    keep(services, "Café Ærlig", postcode="7800", town="Skive")
    assert names(services, "ÆR") == ["Café Ærlig", "Ærø Fisk"]
    assert names(services, "viborg ær") == ["Ærø Fisk"]
    assert names(services, "88 BAG") == ["Bageren"]
    assert names(services, "bageren skive") == []


def test_no_words_show_the_first_by_name_and_no_more_than_a_page(services):
    keep(services, *(f"Firma {number:03}" for number in range(MOST + 5, 0, -1)))
    found = names(services, "  ")
    assert found == [f"Firma {number:03}" for number in range(1, MOST + 1)]


def test_an_employer_without_town_or_name_is_found_by_what_there_is(services):
    keep(services, "Bageren")
    assert names(services, "bag") == ["Bageren"]
    assert names(services, "none") == []


def test_more_employers_than_a_page_of_the_store_are_all_looked_through(services):
    keep(services, *(f"Firma {number}" for number in range(501)), "Aller sidste")
    assert names(services, "aller") == ["Aller sidste"]


def test_other_tenants_and_other_companies_are_not_found(services):
    keep(services, "Bageren", "Bagværk")
    keep(services, "Bager i Skive", tenant="skive")
    assert names(services, "bag") == ["Bageren", "Bagværk"]
    bound = Caller("k2", "viborg", Role.RECRUITER, employer_id="Bag001")
    assert names(services, "bag", bound) == ["Bagværk"]


def test_open_vacancies_are_found_by_title_employer_and_town_and_closed_ones_are_not(tmp_path):
    ranker = Ranker(Hybrid(None), MatchModel.prior())
    with open_house(tmp_path, ranker=ranker) as house:
        owner = house.caller()
        house.fill(owner)
        services = house.app.state.services

        def found(words):
            return sorted(job.vacancy_id for job in find_vacancies(services, KIRSTEN, words))

        assert found("bageren") == ["v1", "v2"]
        assert found("KØKKEN bageren") == ["v1"]
        assert found("køkken tømrer") == []
        assert found(" ") == []
        assert owner.post(f"{API}/vacancies/v1/close", json={"reason": "filled"}).status_code == 200
        assert found("køkken") == []
        assert list(find_vacancies(services, Caller("k", "skive", Role.CONSULTANT), "bageren")) == []
