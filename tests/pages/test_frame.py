"""The frame in a real browser: signing in by hand and by keyboard, with and without JavaScript, for everybody."""

import pytest

from service.pages import PAGES
from tests.pages.browsing import NARROW, Watched, examine, scrolls_sideways, violations
from tests.pages.served import PASSWORD

OPEN = [
    page.path for page in PAGES if page.policy.roles is None and page.method == "GET" and "log-ind/" not in page.path
]


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("path", [path for path in OPEN if "{" not in path] + ["/findes-ikke"])
def test_every_open_page_is_for_everybody(visit, path, language):
    page = visit()
    page.goto(f"{path}?lang={language}")
    assert page.locator("html").get_attribute("lang") == language
    examine(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_signing_in_and_out_with_a_real_cookie_over_plain_http_on_this_machine(server, visit, javascript):
    account = server.account("consultant", name="Kirsten Konsulent")
    page = visit(javascript=javascript)
    page.goto("/ordliste")
    page.get_by_role("link", name="Log ind").click()
    page.get_by_label("Brugernavn").fill(account.login)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    assert page.get_by_role("status").inner_text().endswith("Du er logget ind.")
    assert page.get_by_text("Kirsten Konsulent").is_visible()
    kept = {one["name"]: one for one in page.context.cookies()}["__Host-session"]
    assert (kept["secure"], kept["httpOnly"], kept["sameSite"], kept["path"]) == (True, True, "Lax", "/")
    page.reload()
    assert page.get_by_role("status").count() == 0
    page.get_by_role("button", name="Log ud").click()
    assert page.get_by_role("status").inner_text().endswith("Du er logget ud.")
    page.goto("/")
    assert "/log-ind" in page.url
    assert server.store.sign_ins("viborg", account.id) == ("password", "sign_out")


def test_a_cookie_from_before_signing_out_opens_nothing(server, signed_in):
    page = signed_in("consultant", path="/ordliste")
    old = page.context.cookies()
    page.get_by_role("button", name="Log ud").click()
    page.context.add_cookies([one for one in old if one["name"] == "__Host-session"])
    page.goto("/")
    assert "/log-ind" in page.url


def test_signing_in_by_keyboard_alone(server, visit):
    account = server.account("auditor", name="Rita Revisor")
    page = visit()
    page.goto("/log-ind")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    page.keyboard.type(account.login)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_text("Rita Revisor").wait_for()


def test_what_has_the_focus_can_be_seen(visit):
    page = visit()
    page.goto("/log-ind")
    page.get_by_label("Brugernavn").focus()
    page.keyboard.press("Tab")
    style = "getComputedStyle(document.activeElement)"
    assert page.evaluate(f"{style}.outlineStyle") == "solid"
    assert page.evaluate(f"parseFloat({style}.outlineWidth)") >= 2


def test_the_demonstration_says_where_its_passwords_stand(visit):
    page = visit()
    page.goto("/log-ind")
    assert page.get_by_text("i terminalen, hvor tjenesten blev startet").is_visible()


def test_a_wrong_password_is_told_in_words_and_passes_axe(visit):
    page = visit()
    page.goto("/log-ind")
    page.get_by_label("Brugernavn").fill("ingen")
    page.get_by_label("Adgangskode").fill("det ved jeg ikke")
    page.get_by_role("button", name="Log ind").click()
    assert "passer ikke sammen" in page.get_by_role("alert").inner_text()
    assert page.title().startswith("Fejl:")
    assert page.get_by_label("Brugernavn").input_value() == "ingen"
    examine(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_english_is_one_click_away_and_stays(visit, javascript):
    page = visit(javascript=javascript, screen=NARROW)
    page.goto("/log-ind")
    page.get_by_role("button", name="English").click()
    assert page.get_by_role("heading", name="Sign in").is_visible()
    page.goto("/ordliste")
    assert page.get_by_role("heading", level=1).inner_text() == "Words"


def test_a_demo_says_so_on_every_page(visit):
    page = visit()
    for path in (*OPEN, "/findes-ikke"):
        page.goto(path)
        assert page.get_by_text("Syntetiske data.").is_visible()


def test_a_form_on_another_site_cannot_sign_anybody_out(server, signed_in):
    page = signed_in("consultant", path="/ordliste")
    other = page.context.new_page()
    other.set_content(f'<form method="post" action="{server.url}/log-ud"><button>Tryk</button></form>')
    other.get_by_role("button").click()
    assert "Formularen kom et andet sted fra" in other.content()
    page.reload()
    assert page.get_by_role("button", name="Log ud").is_visible()


@pytest.mark.parametrize("role", ["consultant", "recruiter", "data_analyst", "admin", "auditor"])
def test_the_first_page_of_every_role_is_for_everybody(signed_in, role):
    page = signed_in(role, path="/")
    assert page.get_by_role("heading", level=1).count() == 1
    examine(page)


def test_the_eyes_of_these_tests_see_what_is_wrong(server, browser):
    context = browser.new_context(base_url=server.url)
    page = context.new_page()
    seen = Watched(page, server.url)
    page.goto("/ordliste")
    page.evaluate(
        "console.error('noget'); document.body.insertAdjacentHTML('beforeend', '<img src=x><div class=wide0>')"
    )
    page.evaluate("document.querySelector('.wide0').style.cssText = 'width: 900px; height: 9px'")
    assert "image-alt" in [rule for rule, _ in violations(page)]
    assert scrolls_sideways(page)
    page.evaluate("fetch('https://example.org/').catch(() => 0)")
    assert seen.weight > 10_000
    assert "noget" in seen.said
    assert any("Content Security Policy" in line or "Refused to connect" in line for line in seen.said)
    context.close()
