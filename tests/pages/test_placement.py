"""From three times yes to a start, a follow-up, an end and the next step, in a real browser."""

from datetime import date, timedelta

import pytest

from features.profiles import Agreed
from features.vocabulary import Answer, Party
from tests.pages.browsing import NARROW, examine


@pytest.fixture
def agreed(server, signed_in):
    """Makes a list for somebody and lets all three say yes to its first suggestion: (participant, suggestion)."""

    def made(number):
        active = [one for one in server.world.participants if one.status == "active"]
        page = signed_in("consultant", path=f"/deltagere/{active[number].id}")
        page.get_by_role("button", name="Find forslag").or_(page.get_by_role("button", name="Lav nyt forslag")).click()
        id = page.locator(".suggestion").first.get_attribute("id").removeprefix("forslag-")
        with server.store.unit(tenant="viborg", actor="test") as unit:
            for party in Party:
                unit.add_review(id, party, Answer.YES)
        return active[number].id, id

    return made


@pytest.mark.parametrize(("number", "javascript"), [(0, True), (1, False)])
def test_from_the_caseload_to_a_start_a_follow_up_an_end_and_the_next_list(agreed, signed_in, number, javascript):
    person, _ = agreed(number)
    page = signed_in("consultant", path=f"/deltagere/{person}", javascript=javascript)

    def look():
        if javascript:
            examine(page)

    page.get_by_role("link", name="Aftal start").click()
    look()
    page.get_by_label("Første dag").fill((date.today() - timedelta(days=8)).isoformat())
    page.get_by_label("Hvad viser, at det er ordinære vilkår?").select_option(label="kontrakten er set")
    page.get_by_label("Hvem kan deltageren spørge på stedet?").fill("køkkenlederen")
    page.get_by_role("button", name="Gem starten").click()
    assert "Starten er aftalt og gemt. Stillingen" in page.get_by_role("status").inner_text()
    look()
    page.goto("/sagsstamme")
    page.get_by_role("link", name="Følg op nu").click()
    look()
    page.get_by_label("Hvordan synes deltageren selv, det går på jobbet?").select_option("8")
    page.get_by_label("Transporten driller").check()
    page.get_by_label("Hvad har I aftalt?").select_option(label="hjælp til transport")
    page.get_by_role("button", name="Gem opfølgningen").click()
    assert "Deltageren siger 8 af 10." in page.locator(".card").first.inner_text()
    assert "Næste opfølgning er efter uge 2" in page.locator(".note").first.inner_text()
    look()
    page.get_by_role("link", name="Jobbet er slut").click()
    look()
    page.get_by_label("Hvorfor?").select_option(label="rejsen blev for lang")
    page.get_by_role("button", name="Gem, at jobbet er slut").click()
    look()
    page.get_by_role("link", name="Ret Transport").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Transport"
    page.goto(f"/deltagere/{person}")
    assert page.get_by_role("button", name="Lav nyt forslag").is_visible()


def test_a_suggestion_with_three_yes_leads_to_its_start_on_the_list(agreed, signed_in):
    person, suggestion = agreed(2)
    page = signed_in("consultant", path=f"/deltagere/{person}/forslag", screen=NARROW)
    page.locator(f"#forslag-{suggestion}").get_by_role("link", name="Aftal start").click()
    page.get_by_role("button", name="Gem starten").click()
    assert page.url.endswith(f"/forslag/{suggestion}/start"), "the browser asks for the proof before anything is sent"


def test_a_company_is_paused_and_called_again(server, signed_in):
    employer = server.world.employers[3]
    page = signed_in("consultant", path=f"/virksomheder/{employer.id}", screen=NARROW)
    page.get_by_label("Pause til og med").fill((date.today() + timedelta(days=14)).isoformat())
    page.get_by_role("button", name="Gem pausen").click()
    assert "bedt om en pause" in page.locator(".note").first.inner_text()
    examine(page)
    page.get_by_role("button", name="Afslut pausen").click()
    assert "Pausen er slut" in page.get_by_role("status").inner_text()


def test_an_auditor_reads_a_job_and_is_offered_nothing(agreed, server, signed_in):
    _, suggestion = agreed(3)
    with server.store.unit(tenant="viborg", actor="test") as unit:
        job = unit.add_placement(suggestion, Agreed(start=date.today(), hours=5, proof="contract"))
    page = signed_in("auditor", path=f"/jobstart/{job.id}")
    assert page.get_by_role("main").get_by_role("button").count() == 0
    assert page.get_by_role("link", name="Jobbet er slut").count() == 0
    examine(page)
