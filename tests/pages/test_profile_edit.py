"""A profile changed in sections in a real browser: the week drawn, a need added, two consultants at once."""

import pytest

from tests.pages.browsing import NARROW, examine

SECTIONS = ("oensker", "styrker", "sprog-og-beviser", "timer", "ugen", "transport", "hensyn")


@pytest.fixture
def person(server):
    """Somebody with hours, times and a need, as they were at first."""
    found = next(one for one in server.world.participants if one.status == "active" and one.functional_needs)
    with server.store.unit(tenant="viborg", actor="test") as unit:
        unit.put(found.model_copy(update={"tenant": "viborg"}))
    return found.id


def receipt(page):
    return page.get_by_role("status").inner_text().strip()


def test_every_section_is_for_everybody(signed_in, person):
    page = signed_in("consultant", path=f"/deltagere/{person}")
    for section in SECTIONS:
        page.goto(f"/deltagere/{person}/ret/{section}")
        examine(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_week_is_drawn_and_shown_and_a_new_list_offered(signed_in, person, javascript):
    page = signed_in("consultant", path=f"/deltagere/{person}", javascript=javascript)
    page.get_by_role("button", name="Find forslag").or_(page.get_by_role("button", name="Lav nyt forslag")).click()
    page.goto(f"/deltagere/{person}")
    page.get_by_role("link", name="Ret ugen").click()
    page.get_by_label("lørdag 8–10").check()
    page.get_by_label("lørdag 10–12").check()
    row = page.get_by_role("group", name="Tid 2")
    row.get_by_label("Dag").select_option(label="søndag")
    row.get_by_label("Fra kl.").fill("8.30")
    row.get_by_label("Til kl.").fill("10.15")
    row.get_by_label("Hvordan").select_option(label="helst ikke")
    page.get_by_role("button", name="Gem", exact=True).click()
    assert receipt(page).endswith("Profilen er gemt.")
    assert "lørdag 08:00–12:00" in page.locator(".legend").all_inner_texts()[-1]
    assert "Helst ikke: søndag 08:30–10:15" in page.locator(".legend").all_inner_texts()[-1]
    page.get_by_role("button", name="Lav nyt forslag").click()
    assert "Listen er lavet" in receipt(page)


def test_the_week_is_drawn_with_the_keyboard_alone(signed_in, person):
    page = signed_in("consultant", path=f"/deltagere/{person}/ret/ugen", screen=NARROW)
    page.get_by_label("mandag 6–8").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.get_by_label("mandag 6–8").is_checked()
    assert page.get_by_label("tirsdag 6–8").is_checked()
    page.get_by_label("Hvem har sagt det?").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert receipt(page).endswith("Profilen er gemt.")


def test_enter_in_a_field_saves_and_does_not_add_a_need(signed_in, person):
    page = signed_in("consultant", path=f"/deltagere/{person}/ret/hensyn")
    page.get_by_label("Højst kilo").fill("4")
    page.keyboard.press("Enter")
    assert receipt(page).endswith("Profilen er gemt.")
    assert page.get_by_text("højst 4 kg").is_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_need_is_opened_filled_in_and_kept(signed_in, person, javascript):
    page = signed_in("consultant", path=f"/deltagere/{person}/ret/hensyn", javascript=javascript)
    page.get_by_label("Et hensyn mere").select_option(label="tidligt mødetidspunkt")
    page.get_by_role("button", name="Tilføj").click()
    if javascript:
        examine(page)
    page.get_by_label("Tidligst kl.").fill("9.30")
    page.get_by_role("button", name="Gem", exact=True).click()
    assert page.get_by_text("tidligst klokken 09:30").is_visible()


def test_two_consultants_at_once_see_each_other_and_the_second_decides(signed_in, person):
    first, second = (signed_in("consultant", path=f"/deltagere/{person}/ret/oensker") for _ in range(2))
    first.get_by_label("Vil gerne lave").fill("passe dyr")
    first.get_by_role("button", name="Gem", exact=True).click()
    second.get_by_label("Vil gerne lave").fill("lave mad")
    second.get_by_role("button", name="Gem", exact=True).click()
    told = second.get_by_role("alert")
    assert "En anden har rettet det samme imens" in told.inner_text()
    assert "passe dyr" in told.locator("ins").all_inner_texts()[-1]
    examine(second)
    second.get_by_role("button", name="Gem", exact=True).click()
    assert "lave mad" in second.get_by_role("region", name="Ønsker").inner_text()


def test_a_word_of_illness_is_told_at_its_field_and_leads_to_the_needs(signed_in, person):
    page = signed_in("consultant", path=f"/deltagere/{person}/ret/oensker")
    page.get_by_label("Med deltagerens egne ord").fill("Hun har PTSD")
    page.get_by_role("button", name="Gem", exact=True).click()
    assert page.get_by_label("Med deltagerens egne ord").input_value() == "Hun har PTSD"
    examine(page)
    page.get_by_role("link", name="Gå til hensyn").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Hensyn"
