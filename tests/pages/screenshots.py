"""Pictures of the main pages for the README: ``python -m tests.pages.screenshots docs/pages`` (``make screenshots``).

An invented Viborg on a day that stands still, so that a picture changes only when its page does. Every page carries the
banner that says so.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import sync_playwright

from service import logs
from service.flows.signing_in import begin_session
from service.pages import cookies
from service.texts import texts
from tests.pages.browsing import FLAGS, NARROW
from tests.pages.served import Served

TODAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SCREEN = {"width": 1120, "height": 840}
WORLD = {"participants": 60, "employers": 150, "vacancies": 500}
PERSON, JOB = "syn-p-0001", "syn-v-00005"
HEAVIEST = 150_000
COLOURS = 256
ADVERT = """Vi søger en rengøringsassistent til vores kontorer i Viborg, 12 timer om ugen.
Opgaver:
- støvsuge og vaske gulve
- tørre borde af
Arbejdstiden er mandag, onsdag og fredag kl. 8-12.
Du skal have kørekort B. Vi søger en ung og frisk medarbejder."""


def people(server):
    """Who looks, by role: a recruiter speaks for the employer of the shown vacancy."""
    boss = next(one.employer_id for one in server.world.vacancies if one.id == JOB)
    names = {"consultant": "Kirsten Konsulent", "recruiter": "Viggo fra virksomheden", "data_analyst": "Dina Data"}
    about = {"recruiter": {"employer_id": boss}}
    return {role: server.account(role, name=name, **about.get(role, {})) for role, name in names.items()}


def caseload(page):
    page.goto("/sagsstamme")


def participant(page):
    page.goto(f"/deltagere/{PERSON}")


def suggestions(page):
    page.goto(f"/deltagere/{PERSON}")
    page.get_by_role("button", name="Find forslag").click()


def what_if(page):
    page.goto(f"/deltagere/{PERSON}/hvad-hvis?hours_max=25&minutes=60")


def company(page):
    page.goto("/virksomheder")
    page.locator("main li a").first.click()


def posting_draft(page):
    page.goto("/stillinger/ny")
    page.get_by_label("Stillingens navn").fill("Rengøringsassistent")
    page.get_by_label("Opslagets tekst").fill(ADVERT)
    page.get_by_role("button", name="Læs opslaget").click()


def posting(page):
    page.goto(f"/stillinger/{JOB}")


def model(page):
    page.goto("/model")


def how(page):
    page.goto("/saadan-virker-det")


SHOTS = (
    ("sagsstamme", "consultant", SCREEN, caseload),
    ("deltager", "consultant", SCREEN, participant),
    ("forslag", "consultant", SCREEN, suggestions),
    ("hvad-hvis", "consultant", SCREEN, what_if),
    ("virksomhed", "consultant", SCREEN, company),
    ("ny-stilling", "recruiter", SCREEN, posting_draft),
    ("stilling", "recruiter", SCREEN, posting),
    ("model", "data_analyst", SCREEN, model),
    ("saadan-virker-det", "consultant", SCREEN, how),
    ("forslag-paa-telefon", "consultant", NARROW, suggestions),
)


def take(browser, server, folder):
    """Every picture, and what each weighs."""
    tokens = {role: begin_session(server.app.state.services, who, "password") for role, who in people(server).items()}
    for name, role, screen, go in SHOTS:
        context = browser.new_context(base_url=server.url, viewport=screen, locale="da-DK", reduced_motion="reduce")
        about = {"domain": "127.0.0.1", "path": "/", "secure": True, "httpOnly": True}
        context.add_cookies([{"name": cookies.SESSION, "value": tokens[role], **about}])
        page = context.new_page()
        go(page)
        page.wait_for_load_state("networkidle")
        assert page.get_by_text(texts("da")["pages.notice.demo_short"]).is_visible(), name
        path = folder / f"{name}.png"
        page.screenshot(path=path)
        yield path, lighter(path)
        context.close()


def lighter(path):
    """Fewer colours, as many as the pages have: its bytes."""
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    weight = path.stat().st_size
    assert weight <= HEAVIEST, f"{path} weighs {weight} bytes"
    return weight


def main(target):
    """Serve, look, write."""
    logs.configure("ERROR")
    folder = Path(target)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as kept, sync_playwright() as playwright:
        server = Served(Path(kept), **WORLD, clock=lambda: TODAY, meaning=True)
        server.start()
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for path, weight in take(browser, server, folder):
            print(f"{path}  {weight // 1000} kB")
        browser.close()
        server.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
