"""The consultant's path in a real browser: caseload, participant, suggestions, an answer, the next participant."""

import pytest

from tests.pages.browsing import NARROW, examine


@pytest.fixture
def person(server):
    """Somebody who has possible jobs on their list."""
    return next(one for one in server.world.participants if one.status == "active").id


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_caseload_to_an_answer_and_on_to_the_next_participant(server, signed_in, javascript):
    page = signed_in("consultant", path="/", javascript=javascript)
    assert page.get_by_role("heading", level=1).inner_text() == "Min sagsstamme"
    page.get_by_role("link", name="Åbn deltageren").click()
    first = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="Find forslag").click()
    assert "Listen er lavet og gemt" in page.get_by_role("status").inner_text()
    card = page.locator(".suggestion").first
    card.get_by_label("Grund").select_option(label="for langt")
    card.get_by_role("button", name="Nej").click()
    assert page.get_by_role("status").inner_text().endswith("Svaret er gemt.")
    assert page.locator(".given").first.inner_text().strip().endswith("Konsulenten svarede nej: for langt")
    page.get_by_role("link", name="Næste deltager").click()
    assert page.get_by_role("heading", level=1).inner_text() not in ("", first)


def test_a_no_without_a_reason_asks_for_it_and_keeps_what_was_written(server, signed_in, person):
    page = signed_in("consultant", path=f"/deltagere/{person}")
    page.get_by_role("button", name="Find forslag").click()
    card = page.locator(".suggestion").first
    card.get_by_label("Et par ord").fill("Vi tales ved på fredag")
    list_page = page.url
    card.get_by_role("button", name="Nej").click()
    assert page.get_by_role("alert").is_visible()
    assert page.get_by_label("Et par ord").input_value() == "Vi tales ved på fredag"
    examine(page)
    page.get_by_label("Grund").select_option(label="tiderne passer ikke")
    page.get_by_role("button", name="Gem svaret").click()
    assert page.url == list_page


def test_a_list_on_paper_has_the_map_a_line_to_tick_and_no_buttons(signed_in, person):
    page = signed_in("consultant", path=f"/deltagere/{person}")
    page.get_by_role("button", name="Find forslag").or_(page.get_by_role("button", name="Lav en ny liste")).click()
    card = page.locator(".suggestion").first
    line = card.get_by_text("Svar: ☐ ja")
    assert not line.is_visible()
    page.emulate_media(media="print")
    assert line.is_visible()
    assert card.get_by_role("button").count() == 0
    assert page.get_by_role("link", name="Næste deltager").count() == 0
    assert page.locator(".region svg").first.is_visible()
    sizes = {card.locator(kind).first.evaluate("one => getComputedStyle(one).fontSize") for kind in ("p", "li")}
    assert len(sizes) == 1, "the reasons are as large as everything else"


def test_every_page_of_a_participant_is_for_everybody(signed_in, person):
    page = signed_in("consultant", path="/sagsstamme")
    examine(page)
    for path in ("", "/forslag", "/hvorfor-ikke?ord=a", "/hvad-hvis?hours_max=20&danish=B1", "/uge"):
        page.goto(f"/deltagere/{person}{path}")
        examine(page)


def test_a_contact_and_a_need_are_noted_from_the_telephone(server, signed_in):
    employer = server.world.employers[0]
    page = signed_in("consultant", path="/virksomheder", screen=NARROW)
    page.get_by_label("Navn, by eller postnummer").fill(employer.name)
    page.get_by_role("button", name="Søg").click()
    page.get_by_role("link", name=employer.name, exact=True).first.click()
    examine(page)
    page.get_by_label("Hvordan").select_option(label="opkald")
    page.get_by_label("Hvad skete der").select_option(label="svarede")
    page.get_by_role("button", name="Gem kontakten").click()
    assert page.get_by_role("status").inner_text().endswith("Kontakten er gemt.")
    page.get_by_role("link", name="Skriv et behov ned").click()
    examine(page)
    page.get_by_label("Hvad skal laves?").fill("Hjælp i køkkenet")
    page.get_by_label("Mandag").check()
    page.get_by_label("Fra klokken").fill("09:00")
    page.get_by_label("Til klokken").fill("12:00")
    page.get_by_label("ordinære vilkår").check()
    page.get_by_role("button", name="Gem behovet").click()
    assert page.get_by_role("status").inner_text().endswith("Behovet er gemt og kan nu foreslås.")
    assert page.get_by_text("Hjælp i køkkenet").is_visible()


def test_an_unfair_demand_is_told_and_nothing_is_kept(server, signed_in):
    employer = server.world.employers[1]
    page = signed_in("consultant", path=f"/virksomheder/{employer.id}/behov", javascript=False)
    page.get_by_label("Hvad skal laves?").fill("Opvasker")
    page.get_by_label("Opgaverne med virksomhedens ord").fill("Vi søger en ung mand under 30 år.")
    page.get_by_label("ordinære vilkår").check()
    page.get_by_role("button", name="Gem behovet").click()
    assert page.get_by_role("alert").is_visible()
    assert page.get_by_label("Hvad skal laves?").input_value() == "Opvasker"


def test_an_auditor_reads_and_is_offered_nothing_to_do(signed_in, person):
    page = signed_in("auditor", path=f"/deltagere/{person}")
    assert page.get_by_role("button", name="Find forslag").count() == 0
    assert page.get_by_role("button", name="Gem").count() == 0
