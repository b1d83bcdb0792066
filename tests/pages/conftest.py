"""A real browser and a real server: ``server``, ``browser``, ``visit()`` for a stranger, ``signed_in(role)``."""

from pathlib import Path

import pytest

from service.flows.signing_in import begin_session
from service.pages import cookies
from tests.pages.browsing import FLAGS, WIDE, Watched
from tests.pages.served import Served

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The app on a small invented world, demo banner and all; each module its own, for a path changes who is next."""
    served = Served(tmp_path_factory.mktemp("pages"))
    served.start()
    yield served
    served.stop()


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    assert CHROMIUM.exists(), "Chromium is not installed: apt-get install -y --no-install-recommends chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def visit(server, browser):
    """Opens a page for a stranger; at the end its console must be silent and no other host asked.

    ``visit(javascript=False, screen=NARROW)``; the browser's own language is English, pages are Danish all the same.
    """
    contexts, watched = [], []

    def open_(*, javascript=True, screen=WIDE):
        context = browser.new_context(base_url=server.url, java_script_enabled=javascript, viewport=screen)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        watched.append(Watched(page, server.url))
        return page

    yield open_
    for one in watched:
        one.clean()
    for context in contexts:
        context.close()


@pytest.fixture
def signed_in(server, visit):
    """Opens a page for somebody of a role who has signed in: ``signed_in("consultant", path="/", javascript=True)``."""

    def open_(role, *, path=None, account=None, javascript=True, screen=WIDE, **about):
        page = visit(javascript=javascript, screen=screen)
        who = account or server.account(role, **about)
        token = begin_session(server.app.state.services, who, "password")
        about_cookie = {"path": "/", "secure": True, "httpOnly": True, "sameSite": "Lax"}
        cookie = {"name": cookies.SESSION, "value": token, "domain": "127.0.0.1", **about_cookie}
        page.context.add_cookies([cookie])
        if path is not None:
            page.goto(path)
        return page

    return open_
