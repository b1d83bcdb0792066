"""Whatever people write is shown as they wrote it: nothing of it runs, changes a page or bursts a small screen."""

from itertools import cycle
from urllib.parse import quote

import pytest

from service.flows.signing_in import begin_session
from service.pages import PAGES, cookies
from service.pages.rendering import HEADERS
from tests.pages.browsing import NARROW, Watched
from tests.pages.payloads import PAYLOADS
from tests.pages.served import Served
from tests.pages.walking import ROLES, addresses, filled, known, visitor

FREE = {"name", "title", "description", "motivation", "resources", "text", "evidence", "role", "channel", "best_time",
        "town", "tags", "agreement", "declined"}  # fmt: skip
"""What a record lets people write as they please; of a wish, the value when it is a task."""
LARGE = {"description", "motivation", "resources"}
FOREIGN = """() => [...document.querySelectorAll('*')].flatMap(element => {
    const attributes = [...element.attributes].filter(one =>
        /^on|^style$|^srcdoc$|hx-on|^xlink/i.test(one.name)
        || /action$/.test(one.name) && !/^\\/[^/]/.test(one.value)
        || /^\\s*(javascript|data:text|vbscript)/i.test(one.value)
        && one.name !== 'value').map(one => `${element.localName} ${one.name}=${one.value}`)
    const named = ['iframe', 'object', 'embed', 'base', 'math', 'marquee', 'style', 'foreignobject', 'animate', 'audio',
        'video', 'template', 'noscript']
    const foreign = 'meta[http-equiv=refresh i],script:not([src]),script[src^="//"],[src^="http"],link[href^="http"]'
    const bad = named.includes(element.localName.toLowerCase()) || element.matches(foreign)
    return bad ? [...attributes, element.outerHTML.slice(0, 120)] : attributes
})"""
"""Elements and attributes that no template of ours makes."""


def poisoned(value, texts, key=""):
    """A record's values with every free text replaced: the large ones hold the whole corpus, the small ones a piece."""
    if isinstance(value, dict):
        free = FREE | ({"value"} if value.get("kind") == "task" else set())
        free = free - (set() if "recorded_at" in value else {"evidence"})
        return {name: poisoned(each, texts, name if name in free else "") for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [poisoned(each, texts, key) for each in value]
    if not key or not isinstance(value, str):
        return value
    return "\n".join(PAYLOADS) if key in LARGE else next(texts)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A server all of whose free texts are payloads."""
    served = Served(tmp_path_factory.mktemp("hostile"))
    texts = cycle(PAYLOADS)
    with served.store.unit(tenant="viborg", actor="test") as unit:
        for kind in ("employers", "participants", "vacancies"):
            records = getattr(served.world, kind)
            for record in records:
                values = poisoned(record.model_dump(mode="json") | {"tenant": "viborg"}, texts)
                unit.put(type(record).model_validate(values))
    served.start()
    yield served
    served.stop()


@pytest.fixture(scope="module")
def names(hostile):
    return known(hostile)


class Look:
    """A page in a browser that tells what ran on it."""

    def __init__(self, browser, server, role, name="Kirsten"):
        self.context = browser.new_context(base_url=server.url, viewport=NARROW)
        self.ran = []
        self.context.expose_binding("__ran", lambda _source, *told: self.ran.append(told))
        token = begin_session(server.app.state.services, server.account(role, name=name), "password")
        self.cookie(cookies.SESSION, token)
        self.page = self.context.new_page()
        self.page.on("dialog", lambda dialog: (self.ran.append(dialog.message), dialog.dismiss()))
        self.watched = Watched(self.page, server.url)

    def cookie(self, name, value):
        self.context.add_cookies([{"name": name, "value": value, "domain": "127.0.0.1", "path": "/", "secure": True}])

    def at(self, address):
        """Open a page and look at it."""
        self.page.goto(address)
        self.harmless()

    def harmless(self):
        """Nothing ran, nothing foreign stands in the page, and it is no wider than its screen."""
        self.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        where = self.page.url
        assert self.ran == [], where
        assert self.page.evaluate(FOREIGN) == [], where
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{where} is {wide} points too wide"

    def done(self):
        assert self.ran == []
        self.watched.clean()
        self.context.close()


@pytest.fixture
def look(browser, hostile):
    opened = []

    def open_(role, **about):
        opened.append(Look(browser, hostile, role, **about))
        return opened[-1]

    yield open_
    for one in opened:
        one.done()


def test_the_corpus_is_as_large_as_promised_and_fits_the_fields():
    assert len(set(PAYLOADS)) >= 60
    assert max(map(len, PAYLOADS)) <= 200


@pytest.mark.parametrize("role", ROLES)
def test_no_page_of_a_role_runs_or_is_burst_by_what_is_stored(look, names, role):
    eye = look(role, name="<img src=x onerror=__ran('name')>" + "W" * 120)
    for address in addresses(role, names):
        eye.at(address)


def test_what_was_written_is_read_as_it_was_written(look, hostile, names):
    eye = look("admin")
    person, job = names["participant_id"][0], names["vacancy_id"][0]
    for address in (f"/deltagere/{person}", f"/stillinger/{job}"):
        eye.at(address)
        shown = " ".join(eye.page.evaluate("document.body.textContent").split())
        lost = [payload for payload in PAYLOADS if " ".join(payload.split()) not in shown]
        assert lost == [], f"{address}: {lost}"


@pytest.mark.parametrize(
    "place", ["?ord={}", "?efter={}", "?stilling={}", "?lang={}", "?hours_max={}&minutes={}&danish={}"]
)
def test_what_stands_in_an_address_does_nothing(look, names, place):
    eye = look("admin")
    pages = {page.path for page in PAGES if page.method == "GET" and "log-ind/" not in page.path}
    payloads = cycle((*PAYLOADS, "\x00<script>__ran(0)</script>"))
    for path in sorted(pages):
        for address in filled(path, names)[:1]:
            eye.at(address + place.replace("{}", quote(next(payloads), safe="")))


def test_every_payload_in_the_search_is_written_back_harmlessly(look):
    eye = look("consultant")
    for payload in PAYLOADS:
        eye.at("/virksomheder?ord=" + quote(payload, safe=""))
        assert eye.page.locator("input[name=ord]").input_value() == payload


def test_ids_and_addresses_that_are_not_there_are_told_of_harmlessly(look):
    eye = look("admin")
    for payload in PAYLOADS:
        eye.at("/deltagere/" + quote(payload, safe=""))
        eye.at("/" + quote(payload, safe=""))


def test_a_receipt_and_a_language_of_somebody_elses_making_are_not_shown(look):
    eye = look("consultant")
    for payload in PAYLOADS[::7]:
        eye.cookie(cookies.RECEIPT, quote(payload, safe=""))
        eye.cookie(cookies.LANGUAGE, quote(payload, safe=""))
        eye.at("/sagsstamme")
        assert eye.page.get_by_role("status").count() == 0


FILL = """([form, texts]) => {
    let i = 0
    for (const field of form.elements) {
        if (field.type === 'hidden' || field.disabled) continue
        if (field.tagName === 'TEXTAREA' || ['text', 'search', 'tel', 'email', 'url'].includes(field.type)) {
            field.removeAttribute('maxlength'); field.removeAttribute('pattern'); field.type = field.type && 'text'
            field.value = texts[i++ % texts.length]
        } else if (field.tagName === 'SELECT') field.selectedIndex = field.options.length - 1
        else if (['checkbox', 'radio'].includes(field.type)) field.checked = true
    }
    form.noValidate = true
    return i
}"""


def test_every_form_sent_full_of_payloads_answers_harmlessly_and_so_do_the_pages_after_it(look, names):
    eye, filled_in, texts = look("admin"), 0, cycle(PAYLOADS)
    for address in addresses("admin", names):
        eye.at(address)
        for number in range(eye.page.locator("main form[method=post]").count()):
            eye.page.goto(address)
            form = eye.page.locator("main form[method=post]").nth(number)
            if form.count() == 0:
                break
            some = [next(texts) for _ in range(7)]
            filled_in += form.evaluate("(form, texts) => (" + FILL + ")([form, texts])", some)
            with eye.page.expect_navigation():
                form.evaluate("form => form.requestSubmit()")
            eye.harmless()
    assert filled_in >= 20
    for address in addresses("admin", names):
        eye.at(address)


def test_every_answer_forbids_scripts_of_others_and_guessing_at_types(hostile, names):
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "base-uri 'none'" in policy
    with visitor(hostile, "admin", "da") as seen:
        for address in [*addresses("admin", names), "/findes-ikke", "/deltagere/ingenting"]:
            answer = seen.get(address)
            if answer.status_code != 303:
                assert answer.headers["content-security-policy"] == policy, address
                assert answer.headers["content-type"] == "text/html; charset=utf-8", address
            assert answer.headers["x-content-type-options"] == "nosniff", address
