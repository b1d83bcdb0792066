"""Notes to profile in a real browser: see each proposal beside its words, decide, keep; with or without scripts."""

from uuid import uuid4

import pytest

from features.profiles import Participant
from tests.pages.browsing import NARROW, examine

NOTE = (
    "Fatima Hassan er god til at sy. Hun vil gerne arbejde i et køkken. Hun kan højst arbejde 25 timer om ugen. "
    "Hun har PTSD og tåler ikke larm. Hun kan arbejde mandag til onsdag kl. 9-14. Det regnede i dag."
)


@pytest.fixture
def person(server):
    """Somebody who may work 20 hours at most, says a person, and is known to speak Arabic."""
    id = f"n-{uuid4().hex[:8]}"
    record = Participant(id=id, hours_max=20, languages=[{"language": "ar"}])
    with server.store.unit(tenant="viborg", actor="test") as unit:
        unit.put(record)
    return id


def kept(server, id):
    with server.store.reader("viborg") as reader:
        return reader.get(Participant, id).record


def draft(signed_in, person, text=NOTE, **how):
    page = signed_in("consultant", path=f"/deltagere/{person}/noter", **how)
    page.locator("textarea").fill(text)
    page.get_by_role("button", name="Læs noterne").click()
    return page


def proposal(page, words):
    return page.get_by_role("group", name=words, exact=True)


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_participant_over_the_notes_and_back(server, signed_in, person, javascript):
    page = signed_in("consultant", path=f"/deltagere/{person}", javascript=javascript)
    page.get_by_role("link", name="Indsæt noter").click()
    page.get_by_label("Noter", exact=True).fill(NOTE)
    page.get_by_role("button", name="Læs noterne").click()
    assert proposal(page, "Larm: stort hensyn").get_by_label("Gem", exact=True).is_checked()
    assert proposal(page, "Højst 25 timer om ugen").get_by_label("Behold det, der står").is_checked()
    proposal(page, "Kan arbejde mandag–onsdag 09:00–14:00").get_by_label("Passer ikke").check()
    page.get_by_role("button", name="Gem det valgte").click()
    assert "Det valgte er gemt" in page.get_by_role("status").inner_text()
    assert page.url.endswith(f"/deltagere/{person}")
    now = kept(server, person)
    assert (now.hours_max, [need.code for need in now.functional_needs]) == (20, ["noise"])
    assert now.availability == ()
    assert "Hassan" not in now.model_dump_json()
    assert "PTSD" not in now.model_dump_json()


def test_the_draft_is_for_everybody(signed_in, person):
    page = signed_in("consultant", path=f"/deltagere/{person}/noter")
    examine(page)
    page.locator("textarea").fill(NOTE + " Hun taler arabisk. Hun er muslim. CPR 010190-1231")
    page.get_by_role("button", name="Læs noterne").click()
    for folded in page.locator("summary").all():
        folded.click()
    examine(page)
    page.goto("/deltagere/ny")
    examine(page)


def test_words_and_proposals_lead_to_each_other(signed_in, person):
    page = draft(signed_in, person)
    hours = proposal(page, "Højst 25 timer om ugen")
    hours.get_by_role("link").click()
    place = page.url.partition("#")[2]
    assert page.locator(f"#{place} + mark").inner_text() == "25 timer"
    page.get_by_role("link", name=f"Forslag {place.removeprefix('ord-')}", exact=True).click()
    assert page.locator(":target legend").inner_text() == "Højst 25 timer om ugen"


def test_what_stands_already_what_is_never_kept_and_what_gave_nothing_are_all_on_the_page(signed_in, person):
    page = draft(signed_in, person, NOTE + " Hun taler arabisk.")
    told = page.locator("main").inner_text()
    assert "Arabisk (niveauet er ikke nævnt)" in page.locator("section", has_text="Står allerede").last.inner_text()
    assert "Højst 20 timer om ugen" in proposal(page, "Højst 25 timer om ugen").inner_text()
    assert "Det regnede i dag." in page.locator("section", has_text="Det her har jeg ikke brugt").last.inner_text()
    assert page.locator("mark.never").inner_text().endswith("PTSD")
    assert "Er god til at sy" in told


def test_a_need_is_chosen_where_a_word_of_illness_stood(server, signed_in, person):
    page = draft(signed_in, person, javascript=False)
    page.get_by_label("Konflikter", exact=True).check()
    page.get_by_label("Hvor meget hensyn: konflikter").select_option(label="stort hensyn")
    page.get_by_role("button", name="Gem det valgte").click()
    need = next(one for one in kept(server, person).functional_needs if one.code == "conflict")
    assert (need.level, need.hard) == (3, True)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_correction_is_kept_and_the_same_notes_do_not_undo_it(server, signed_in, person, javascript):
    page = draft(signed_in, person, javascript=javascript)
    hours = proposal(page, "Højst 25 timer om ugen")
    hours.get_by_text("Ret", exact=False).last.click()
    hours.get_by_label("Timer om ugen, højst").fill("17,5")
    page.get_by_role("button", name="Gem det valgte").click()
    assert kept(server, person).hours_max == 17.5
    page = draft(signed_in, person, javascript=javascript)
    again = proposal(page, "Højst 25 timer om ugen")
    assert "Det har I sagt nej til før" in again.inner_text()
    assert "Højst 17,5 timer om ugen" in again.inner_text()
    page.get_by_role("button", name="Gem det valgte").click()
    assert kept(server, person).hours_max == 17.5


def test_a_fault_stands_at_its_proposal_and_nothing_is_kept(server, signed_in, person):
    page = draft(signed_in, person, screen=NARROW)
    times = proposal(page, "Kan arbejde mandag–onsdag 09:00–14:00")
    times.get_by_text("Ret", exact=False).first.click()
    times.get_by_label("Til klokken").fill("08:00")
    page.get_by_role("button", name="Gem det valgte").click()
    assert page.get_by_role("alert").get_by_role("link").count() == 1
    assert times.get_by_label("Til klokken").input_value() == "08:00"
    assert "wrong" in times.get_attribute("class")
    assert kept(server, person).functional_needs == ()
    examine(page)


def test_two_at_once_the_second_sees_what_the_first_changed_and_overwrites_nothing(server, signed_in, person):
    first, second = (draft(signed_in, person) for _ in range(2))
    hours = proposal(first, "Højst 25 timer om ugen")
    hours.get_by_label("Gem det nye").check()
    first.get_by_role("button", name="Gem det valgte").click()
    first.get_by_role("status").wait_for()
    with second.expect_response(lambda answer: answer.request.method == "POST") as answered:
        second.get_by_role("button", name="Gem det valgte").click()
    assert answered.value.status == 412
    changed = second.locator("section", has_text="En anden har rettet profilen imens").last.inner_text()
    assert "25" in changed
    examine(second)
    second.get_by_role("button", name="Gem det valgte").click()
    second.get_by_role("status").wait_for()
    assert kept(server, person).hours_max == 25


def test_sending_twice_is_sending_once(server, signed_in, person):
    page = draft(signed_in, person)
    sent = page.evaluate("new URLSearchParams(new FormData(document.querySelector('form.beside'))).toString()")
    headers = {"content-type": "application/x-www-form-urlencoded", "origin": server.url}
    for _ in range(2):
        address = f"/deltagere/{person}/noter/gem"
        answer = page.context.request.post(address, data=sent, headers=headers, max_redirects=0)
        assert answer.status == 303
    with server.store.reader("viborg") as reader:
        assert len(reader.history(Participant, person)) == 2


@pytest.mark.parametrize("javascript", [True, False])
def test_somebody_new_begins_with_notes(server, signed_in, javascript):
    id = f"ny-{uuid4().hex[:8]}"
    page = signed_in("consultant", path="/sagsstamme", javascript=javascript)
    page.get_by_role("link", name="Ny deltager").click()
    page.get_by_label("Sags-id").fill(id)
    page.locator("textarea").fill(NOTE)
    page.get_by_role("button", name="Læs noterne").click()
    page.get_by_role("button", name="Opret deltageren").click()
    assert "Deltageren er oprettet" in page.get_by_role("status").inner_text()
    assert page.url.endswith(f"/deltagere/{id}")
    assert kept(server, id).hours_max == 25


def test_an_id_that_is_taken_is_told_and_the_choices_are_still_there(server, signed_in, person):
    page = signed_in("consultant", path="/deltagere/ny")
    page.get_by_label("Sags-id").fill(person)
    page.locator("textarea").fill(NOTE)
    page.get_by_role("button", name="Læs noterne").click()
    proposal(page, "Højst 25 timer om ugen").get_by_label("Passer ikke").check()
    page.get_by_role("button", name="Opret deltageren").click()
    assert page.get_by_role("alert").is_visible()
    assert proposal(page, "Højst 25 timer om ugen").get_by_label("Passer ikke").is_checked()


def test_notes_with_markup_are_text(signed_in, person):
    page = draft(signed_in, person, "Hun er god til <script>alert(1)</script> <img src=x onerror=alert(1)> at sy.")
    assert "<script>alert(1)</script>" in page.locator(".written").inner_text()


def test_an_auditor_is_not_offered_notes(signed_in, person):
    page = signed_in("auditor", path=f"/deltagere/{person}")
    assert page.get_by_role("link", name="Indsæt noter").count() == 0
    assert page.get_by_role("link", name="Ny deltager").count() == 0
