"""The frame of the pages: doors, forms, receipts, languages, problems a person can read."""

import re

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from service.access import PUBLIC, Role
from service.api.endpoint import policy_of, unguarded
from service.pages import PAGES, cookies
from service.pages.page import Page, add_pages
from service.pages.rendering import told_on_a_page
from service.pages.static import address
from service.pages.visit import local
from service.problems import STATUS, Problem
from service.store import StoreUnavailable
from tests.service.api_house import API, ROLES, open_house
from tests.service.page_house import PASSWORD, browser, signed_in

OPEN = [page.path for page in PAGES if page.policy.roles is None]
GUARDED = [page for page in PAGES if page.policy.roles is not None]


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with open_house(tmp_path_factory.mktemp("pages")) as house:
        yield house


def name_of(page):
    return f"{page.method} {page.path}"


def address_of(page):
    return re.sub(r"\{[^}]*\}", "nothing", page.path)


def test_every_page_of_the_app_has_a_policy_and_a_stray_one_is_found(house):
    assert unguarded(house.app) == []
    app = FastAPI(openapi_url=None)
    add_pages(app, [Page("GET", "/x", PUBLIC, lambda: None)])
    assert [policy_of(route) for route in app.routes] == [PUBLIC]
    app.add_api_route("/stray", lambda: None)
    assert unguarded(app) == ["/stray"]


def test_who_has_not_signed_in_may_read_how_it_works_and_sign_in_and_nothing_else():
    to_read = {"/saadan-virker-det", "/ordliste", "/tilgaengelighed"}
    assert set(OPEN) - to_read == {"/log-ind", "/log-ind/organisation", "/log-ind/tilbage", "/sprog"}


@pytest.mark.parametrize("page", GUARDED, ids=name_of)
def test_a_page_sends_a_stranger_to_the_sign_in(house, page):
    answer = browser(house).request(page.method, address_of(page))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/log-ind?til=")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", GUARDED, ids=name_of)
def test_a_role_gets_through_where_the_policy_names_it_and_nowhere_else(house, page, role):
    answer = signed_in(house, role).request(page.method, address_of(page))
    if Role(role) in page.policy.roles:
        assert answer.status_code in (200, 303, 404, 409, 422, 428), answer.text
    else:
        assert answer.status_code == 403
        assert "Det har din rolle ikke adgang til" in answer.text


@pytest.fixture(scope="module")
def ids(house):
    """Something of everything, in tenant ``viborg``, by the names that stand in addresses."""
    owner = house.caller()
    house.fill(owner)
    run = owner.post(f"{API}/participants/p1/suggestions", json={"k": 3}).json()
    suggestion = run["suggestions"][0]["id"]
    agreed = {"start": "2026-11-02", "hours": 10, "proof": "contract"}
    placement = owner.post(f"{API}/suggestions/{suggestion}/placement", json=agreed).json()["id"]
    known = {"participant_id": "p1", "employer_id": "e1", "vacancy_id": "v2", "run_id": run["run_id"]}
    return known | {"suggestion_id": suggestion, "placement_id": placement, "section": "oensker"}


@pytest.mark.parametrize("role", ROLES)
def test_what_another_tenant_has_looks_like_what_is_not_there(house, ids, role):
    stranger = signed_in(house, role, tenant="skive")
    for page in (page for page in GUARDED if "{" in page.path):
        foreign = stranger.request(page.method, page.path.format(**ids))
        missing = stranger.request(page.method, page.path.format(**dict.fromkeys(ids, "nothing")))
        wanted = (404, 422) if Role(role) in page.policy.roles else (403,)
        assert foreign.status_code == missing.status_code, name_of(page)
        assert foreign.status_code in wanted, name_of(page)


@pytest.mark.parametrize("page", [page for page in PAGES if page.method != "GET"], ids=name_of)
@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site", "origin": "https://evil.example"},
        {"sec-fetch-site": "same-site", "origin": "https://other.testserver"},
        {"sec-fetch-site": "none"},
        {"origin": "https://evil.example"},
        {"origin": "https://testserver.evil.example"},
        {"origin": "null"},
        {},
    ],
    ids=str,
)
def test_a_form_from_another_site_is_refused(house, page, headers):
    client = signed_in(house, "consultant")
    del client.headers["origin"]
    answer = client.request(page.method, address_of(page), headers=headers)
    assert answer.status_code == 403
    assert "Formularen kom et andet sted fra" in answer.text


def test_a_form_of_this_site_is_taken_with_either_word_of_it(house):
    for headers in ({"sec-fetch-site": "same-origin"}, {"origin": "https://testserver"}):
        client = browser(house)
        del client.headers["origin"]
        assert client.post("/sprog", data={"language": "en"}, headers=headers).status_code == 303


def test_the_language_is_danish_until_somebody_chooses(house):
    client = browser(house)
    assert 'lang="da"' in client.get("/log-ind", headers={"accept-language": "en"}).text
    answer = client.post("/sprog", data={"language": "en", "til": "/ordliste"})
    assert answer.headers["location"] == "/ordliste"
    page = client.get("/ordliste")
    assert '<html lang="en">' in page.text
    assert page.headers["content-language"] == "en"
    assert '<html lang="da">' in client.get("/ordliste?lang=da").text
    assert "no such page" in client.get("/nowhere").text


@pytest.mark.parametrize(
    "path", ["//evil.example", "/\\evil.example", "https://evil.example", "evil", "", "/a\r\nX: 1"]
)
def test_nobody_is_sent_to_another_site(house, path):
    assert local(path) == "/"
    answer = browser(house).post("/sprog", data={"language": "da", "til": path})
    assert answer.headers["location"] == "/"


def test_a_path_of_ours_is_kept_with_its_question():
    assert local("/forslag/p1?k=3&visning=alle") == "/forslag/p1?k=3&visning=alle"


def test_a_receipt_is_shown_once_and_only_if_it_is_one_of_ours(house):
    client = browser(house)
    client.cookies.set(cookies.RECEIPT, "pages.receipt.signed_out", domain="testserver.local")
    told = "Du er logget ud"
    assert told in client.get("/log-ind").text
    for key in ("pages.sign_in.lead", "nothing.receipt.x", "<b>x</b>", "problems.internal.title"):
        page = browser(house).get("/log-ind", headers={"cookie": f"{cookies.RECEIPT}={key}"}).text
        assert "receipt" not in page


def test_pages_carry_the_headers_that_keep_others_out(house):
    for path in ("/log-ind", "/nowhere"):
        headers = browser(house).get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"


def test_a_form_too_large_or_of_another_kind_is_refused_in_words(house):
    client = browser(house)
    assert client.post("/log-ind", data={"login": "x" * 70_000}).status_code == 413
    assert client.post("/log-ind", json={"login": "x"}).status_code == 415
    assert client.post("/log-ind", data={f"f{n}": "1" for n in range(501)}).status_code == 415
    assert client.post("/log-ind", data={"login": "a\x00b"}).status_code == 422


def test_the_api_and_machines_get_their_problems_as_json(house):
    page = browser(house).get("/nowhere")
    assert page.headers["content-type"].startswith("text/html")
    assert browser(house).get("/api/v1/nowhere").json()["code"] == "no_such_route"
    assert house.client.get("/nowhere").json()["code"] == "no_such_route"


def test_a_store_that_is_away_is_a_page_too(house, monkeypatch):
    def away(_hash):
        raise StoreUnavailable("away")

    client = signed_in(house, "consultant")
    monkeypatch.setattr(house.store, "account_in_session", away)
    answer = client.get("/")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "Databasen kan ikke bruges lige nu" in answer.text


def test_what_breaks_inside_is_a_page_that_tells_nothing_of_the_inside(house, monkeypatch):
    def broken(_hash):
        raise RuntimeError("Amal bor på Vestergade")

    client = TestClient(house.app, base_url="https://testserver", raise_server_exceptions=False)
    monkeypatch.setattr(house.store, "account_in_session", broken)
    answer = client.get("/", headers={"accept": "text/html", "cookie": f"{cookies.SESSION}=x"})
    assert answer.status_code == 500
    assert "Der skete en fejl hos os" in answer.text
    assert "Amal" not in answer.text


def test_only_what_lies_in_the_folder_is_handed_out_and_its_name_holds_its_content(house):
    client = browser(house)
    style = client.get(address("base.css"))
    assert (style.status_code, style.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
    assert client.get("/static/base.css?v=old").headers["cache-control"] == "no-cache"
    for name in ("../app.py", "%2e%2e/app.py", "..%2fapp.py", "/etc/passwd", "nothing.css", ""):
        assert client.get(f"/static/{name}").status_code == 404


def test_the_page_on_the_ranking_shows_the_weights_of_the_model_that_answers(house):
    model = house.app.state.services.engine.champion.model
    page = browser(house).get("/saadan-virker-det").text
    assert "Lige nu svarer ekspertvægtene." in page
    rows = re.findall(r'<td class="number">(-?[\d,]+)</td>', page)
    assert rows == [f"{weight.weight:g}".replace(".", ",") for weight in model.weights.values()]


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("path", [path for path in OPEN if path.count("/") == 1 and path != "/sprog"] + ["/nowhere"])
def test_no_page_shows_a_raw_code(house, path, language):
    page = browser(house).get(f"{path}?lang={language}").text
    words = re.sub(r"<[^>]*>", " ", page)
    assert not re.search(r"\b[a-z]+_[a-z_]+\b|\b(pages|words|problems|vocabulary)\.\w|[{}]|None|Undefined", words)


def test_a_name_with_markup_is_shown_as_it_was_written(house):
    client = signed_in(house, "consultant", name="<script>alert(1)</script>")
    page = client.get("/tilgaengelighed").text
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_wrong_password_shows_the_form_again_with_the_name_and_without_the_password(house):
    answer = browser(house).post("/log-ind", data={"login": "kirsten", "password": PASSWORD + "x"})
    assert answer.status_code == 403
    assert "Du blev ikke logget ind" in answer.text
    assert 'value="kirsten"' in answer.text
    assert PASSWORD not in answer.text


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("code", sorted(set(STATUS) - {"no_key", "unknown_key", "bad_json", "not_json", "signed_out"}))
def test_a_problem_on_a_page_speaks_to_somebody_who_reads_pages(code, language):
    told = told_on_a_page(Problem(code, role=Role.DATA_ANALYST, most=64, seconds=9, minutes=1), language, "r1")
    sentence = f"{told['title']} {told['detail']}"
    assert not re.search(r"\bid\b|JSON|/api/|request_id|faults|cursor|data_analyst", sentence), sentence
