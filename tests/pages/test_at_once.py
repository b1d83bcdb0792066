"""Three forms that answer while somebody writes: with htmx, without it, without a script, and when it goes wrong."""

import pytest

from tests.pages.browsing import examine


@pytest.fixture
def person(server):
    return next(one for one in server.world.participants if one.status == "active").id


def test_companies_appear_while_a_name_is_written_and_the_focus_stays(server, signed_in):
    employer = server.world.employers[3]
    page = signed_in("consultant", path="/virksomheder")
    page.get_by_label("Navn, by eller postnummer").press_sequentially(employer.name)
    page.wait_for_url("**/virksomheder?ord=*")
    page.get_by_text("Fundet: 1.").wait_for()
    assert page.locator("#found a").all_inner_texts() == [employer.name]
    assert page.evaluate("document.activeElement.name") == "ord"
    assert page.get_by_label("Navn, by eller postnummer").input_value() == employer.name
    assert page.evaluate("sessionStorage.getItem('htmx-history-cache')") is None
    examine(page)
    page.reload()
    assert page.locator("#found a").all_inner_texts() == [employer.name]


def test_what_if_answers_as_soon_as_something_is_chosen(signed_in, person):
    page = signed_in("consultant", path=f"/deltagere/{person}/hvad-hvis")
    page.get_by_label("Højst så mange timer om ugen").fill("37")
    page.keyboard.press("Tab")
    page.locator("#told h2").wait_for()
    assert "Intet er gemt" in page.locator("#told").inner_text()
    assert page.evaluate("document.activeElement.name") == "minutes"
    assert "hours_max=37" in page.url
    examine(page)


def test_what_cannot_be_read_is_said_on_the_page_and_can_be_mended(signed_in, person):
    page = signed_in("consultant", path=f"/deltagere/{person}/hvad-hvis")
    page.get_by_label("Højst så mange timer om ugen").fill("mange")
    page.keyboard.press("Tab")
    page.get_by_role("alert").wait_for()
    assert page.title().startswith("Fejl: ")
    assert page.get_by_label("Højst så mange timer om ugen").input_value() == "mange"
    page.get_by_role("alert").get_by_role("link").click()
    assert page.evaluate("document.activeElement.name") == "hours_max"
    page.get_by_label("Højst så mange timer om ugen").fill("30")
    page.keyboard.press("Enter")
    page.locator("#told h2").wait_for()


def test_somebody_whose_session_is_over_is_sent_to_the_sign_in_and_back(signed_in):
    page = signed_in("consultant", path="/virksomheder")
    page.context.clear_cookies()
    page.get_by_label("Navn, by eller postnummer").press_sequentially("a")
    page.wait_for_url("**/log-ind?til=*virksomheder*")
    assert page.get_by_label("Adgangskode").is_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_without_htmx_or_any_script_the_button_does_the_same(server, signed_in, person, javascript):
    employer = server.world.employers[3]
    page = signed_in("consultant", path="/ordliste", javascript=javascript)
    page.route("**/vendor/htmx.js*", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto("/virksomheder")
    page.get_by_label("Navn, by eller postnummer").fill(employer.name)
    page.get_by_role("button", name="Søg").click()
    assert page.locator("#found a").all_inner_texts() == [employer.name]
    page.goto(f"/deltagere/{person}/hvad-hvis")
    page.get_by_label("Højst så mange timer om ugen").fill("37")
    page.get_by_role("button", name="Prøv").click()
    assert page.locator("#told h2").is_visible()
