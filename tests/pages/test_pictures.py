"""Pictures and advice in a real browser: no name covers another as drawn, and what costs time comes when it is read."""

import re
from itertools import combinations

import pytest

from tests.pages.browsing import NARROW, examine

ADVICE = re.compile("Spørg om det her|Det åbner flere døre|Der er ikke noget, I mangler")
WRITTEN = """svg => [...svg.querySelectorAll("text")].map(text => {
  const box = text.getBBox();
  return [text.textContent, box.x, box.y, box.width, box.height];
})"""


@pytest.fixture
def person(server):
    return next(one for one in server.world.participants if one.status == "active").id


def covers(one, other):
    """Whether two lines of text meet by more than a hair: letters have room above and below them."""
    (_, x, y, width, height), (_, left, top, wide, tall) = one, other
    across = min(x + width, left + wide) - max(x, left)
    return across > 1 and min(y + height, top + tall) - max(y, top) > 4


@pytest.mark.parametrize("screen", [None, NARROW])
def test_on_the_map_of_every_list_no_name_covers_another(server, signed_in, screen):
    page = signed_in("consultant", path="/", **({"screen": screen} if screen else {}))
    seen = 0
    for one in server.world.participants:
        if one.status != "active":
            continue
        page.goto(f"/deltagere/{one.id}/forslag")
        page.locator("main form button").first.click()
        if not page.locator("details.where").count():
            continue
        page.locator("details.where summary").click()
        written = page.locator(".region svg[role=img]").evaluate(WRITTEN)
        assert [(a[0], b[0]) for a, b in combinations(written, 2) if covers(a, b)] == []
        seen += 1
    assert seen >= 3


def test_map_and_bars_are_for_everybody_and_say_what_they_show(signed_in, person):
    page = signed_in("consultant", path=f"/deltagere/{person}")
    page.get_by_role("button", name="Find forslag").click()
    for summary in page.locator("details > summary").all():
        summary.click()
    picture = page.get_by_role("img", name="Kort over arbejdsstederne på listen")
    assert picture.is_visible()
    assert page.get_by_text("By for by, med minutter hver vej").is_visible()
    assert page.get_by_text("De siger ikke noget om personen").first.is_visible()
    examine(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_advice_comes_when_it_is_read_and_is_a_link_without_scripts(signed_in, person, javascript):
    page = signed_in("consultant", path=f"/deltagere/{person}", javascript=javascript)
    link = page.get_by_role("link", name="Se, hvad I kan spørge om næste gang")
    if javascript:
        page.locator("#advice").scroll_into_view_if_needed()
        link.wait_for(state="detached")
    else:
        link.click()
    page.locator("#advice").get_by_text(ADVICE).first.wait_for()
    if javascript:  # axe is a script itself
        examine(page)
