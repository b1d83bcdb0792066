"""Every page of the table as every role sees it, in both languages and when something is wrong, in a real browser."""

import re

import pytest

from service.pages import cookies
from service.store import StoreUnavailable
from tests.pages.browsing import HEAVIEST, NARROW, WIDE, Watched, scrolls_sideways, violations
from tests.pages.walking import addresses, known, token

LOOK = {"da": WIDE, "en": NARROW}
"""Danish is looked at on a laptop, English on a small telephone; neither may scroll sideways."""


@pytest.fixture(scope="module")
def names(server):
    return known(server)


@pytest.fixture(scope="module")
def seen():
    """Pages that have been looked at: the same page for another role is loaded again but not examined again."""
    return set()


@pytest.fixture
def look(server, browser):
    """A page of somebody's browser, and what it notices."""
    contexts = []

    def open_(role, language):
        context = browser.new_context(base_url=server.url, viewport=LOOK[language], reduced_motion="reduce")
        about = {"domain": "127.0.0.1", "path": "/", "secure": True, "httpOnly": True}
        jar = {cookies.SESSION: token(server, role), cookies.LANGUAGE: language}
        context.add_cookies([{"name": name, "value": value, **about} for name, value in jar.items()])
        contexts.append(context)
        page = context.new_page()
        return page, Watched(page, server.url)

    yield open_
    for context in contexts:
        context.close()


def same_but_for_keys(page):
    """A page without what is new at every visit."""
    return re.sub(r'value="[\w-]{20,}"', "", page.locator("main").inner_html())


def wrong_with(page):
    """What axe finds, and whether a page is too wide."""
    yield from violations(page)
    if scrolls_sideways(page):
        yield "sideways", page.url


@pytest.mark.parametrize(
    ("role", "language"),
    [(role, "da") for role in ("consultant", "recruiter", "data_analyst", "auditor", "admin")]
    + [(role, "en") for role in ("consultant", "recruiter", "data_analyst")],
)
def test_every_page_of_a_role_is_for_everybody_and_light(look, names, seen, role, language):
    """A page weighs what it is, and all style sheets, letters and scripts that were fetched so far."""
    page, watched = look(role, language)
    wrong, beside = [], 0
    for address in addresses(role, names):
        document = page.goto(address, wait_until="networkidle").request.sizes()["responseBodySize"]
        beside, watched.weight = beside + watched.weight - document, 0
        if document + beside > HEAVIEST:
            wrong.append((address, "weighs", document + beside))
        if (language, mine := same_but_for_keys(page)) not in seen:
            seen.add((language, mine))
            wrong += [(address, *each) for each in wrong_with(page)]
    assert not wrong, "\n".join(map(str, wrong))
    watched.clean()


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        ("consultant", "/findes-ikke", 404),
        ("consultant", "/deltagere/ingenting", 404),
        ("recruiter", "/model", 403),
        ("consultant", "/deltagere/{participant_id}/hvad-hvis?hours_max=mange", 422),
        ("consultant", "/", 503),
    ],
)
def test_trouble_is_for_everybody_too(server, look, names, monkeypatch, role, path, status, language):
    page, watched = look(role, language)
    if status == 503:

        def away(_hash):
            raise StoreUnavailable("away")

        monkeypatch.setattr(server.store, "account_in_session", away)
    answer = page.goto(path.format(**{name: each[0] for name, each in names.items()}))
    assert answer.status == status
    assert list(wrong_with(page)) == []
    watched.clean()
