"""The consultant's and the recruiter's whole paths with Tab, Enter, Space and arrows, with and without JavaScript."""

from itertools import pairwise

import pytest

from tests.pages.served import PASSWORD

MOST_STOPS = 150
"""Tabs to any place on a page before somebody would give up."""
PLACE = """() => {
  const on = document.activeElement, box = on.getBoundingClientRect(), style = getComputedStyle(on);
  const label = on.labels && on.labels[0] ? on.labels[0].innerText : '';
  return {tag: on.tagName, text: (on.innerText || on.value || '').trim(),
          label: label.trim(), wide: box.width, top: box.top + scrollY,
          seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2};
}"""
REACHABLE = """() => [...document.querySelectorAll(
  'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
  .filter(one => one.offsetParent !== null || getComputedStyle(one).position === 'fixed').length"""
SEEN = """() => { const box = document.activeElement.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth; }"""


class Keys:
    """Somebody without a mouse. Scripts of a page may be off, the driver's own questions are asked all the same."""

    def __init__(self, page):
        self.page = page
        page.emulate_media(reduced_motion="reduce")  # else the page still glides to what has the focus

    def tab(self):
        """One stop further: where it is, after checking that a person can see it."""
        self.page.keyboard.press("Tab")
        place = self.page.evaluate(PLACE)
        if place["tag"] != "BODY":
            assert place["seen"], f"focus cannot be seen: {place}"
            assert self.page.evaluate(SEEN), f"focus is off the screen: {place}"
        return place

    def to(self, text, tag=None):
        """Tab to what bears a text or label."""
        met = []
        for _ in range(MOST_STOPS):
            place = self.tab()
            met.append(place["label"] or place["text"])
            if met[-1].startswith(text) and tag in (None, place["tag"]):
                return place
        raise AssertionError(f"{text!r} is not reached by Tab on {self.page.url}: {met}")

    def press(self, text, key="Enter", tag=None):
        """Tab there and press; wait for the page that comes."""
        self.to(text, tag)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    def heading(self):
        return self.page.get_by_role("heading", level=1).inner_text()

    def status(self):
        return self.page.get_by_role("status").first.inner_text()


def sign_in(keys, account, skip=True):
    keys.page.goto("/log-ind")
    assert keys.tab()["text"] == "Gå til indholdet"
    if skip:
        keys.page.keyboard.press("Enter")
    keys.to("Brugernavn")
    keys.type(account.login)
    keys.to("Adgangskode")
    keys.type(PASSWORD)
    with keys.page.expect_navigation():
        keys.page.keyboard.press("Enter")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_consultant_comes_from_the_sign_in_to_the_next_person(server, visit, javascript):
    keys = Keys(visit(javascript=javascript))
    sign_in(keys, server.account("consultant", name="Kirsten Konsulent"))
    assert keys.heading() == "Min sagsstamme"
    keys.press("Åbn deltageren")
    person = keys.heading()
    keys.press("Find forslag", key="Space")
    assert keys.heading().startswith("Forslag til")
    assert "Listen er lavet" in keys.status()
    keys.to("Grund", tag="SELECT")
    keys.type("for langt")
    assert keys.page.evaluate("document.activeElement.value") == "too_far"
    keys.press("Nej", key="Space")
    assert "Svaret er gemt" in keys.status()
    keys.press("Næste deltager")
    assert keys.heading() != person


@pytest.mark.parametrize("javascript", [True, False])
def test_a_recruiter_comes_from_a_pasted_advert_to_a_published_and_a_closed_vacancy(server, visit, javascript):
    keys = Keys(visit(javascript=javascript))
    sign_in(keys, server.account("recruiter"), skip=False)
    keys.press("Ny stilling")
    keys.to("Stillingens navn")
    keys.type(f"Gårdhjælper {javascript}")
    keys.to("Opslagets tekst")
    keys.type("Du fejer gården og fodrer dyrene 10 timer om ugen, mandag og onsdag kl. 8-13.")
    keys.press("Læs opslaget", key="Space")
    keys.press("Slå op")
    assert "slået op" in keys.status()
    keys.to("Hvorfor lukkes den?", tag="SELECT")
    keys.page.keyboard.press("ArrowDown")
    keys.press("Luk stillingen", key="Space")
    assert "lukket" in keys.status()


@pytest.mark.parametrize(
    "path", ["/sagsstamme", "/deltagere/{id}", "/deltagere/{id}/hvad-hvis", "/virksomheder/{firm}/behov"]
)
def test_tab_goes_once_through_a_page_in_the_order_it_is_read_and_out_again(server, signed_in, path):
    person = next(one for one in server.world.participants if one.status == "active").id
    page = signed_in("consultant", path=path.format(id=person, firm=server.world.employers[0].id))
    reachable = page.evaluate(REACHABLE)
    keys, places = Keys(page), []
    for _ in range(2 * reachable):  # a date has a stop for its day, month, year and calendar
        place = keys.tab()
        if place["tag"] == "BODY":
            break
        places.append(place)
    assert place["tag"] == "BODY", "Tab never leaves the page"
    assert len(places) >= reachable - 1
    assert page.evaluate("[...document.querySelectorAll('[tabindex]')].every(one => Number(one.tabIndex) <= 0)")
    inside = [place for place in places[1:] if place["wide"]]
    steps_back = sum(later["top"] < earlier["top"] - 300 for earlier, later in pairwise(inside))
    assert steps_back <= 3, "the order of the focus jumps up the page"
