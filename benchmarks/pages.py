"""From click to painted page, in a real browser before a real server: ``python -m benchmarks.pages``.

An invented town (5,000 vacancies, 60 people) is served as ``companytrack serve`` serves it, with the encoder of the
package. Debian's Chromium walks a consultant's path, twice with everybody, and a recruiter's (``benchmarks.clicking``
says what a click is). Beside it stands the same click on a page with nothing on it, from a bare server in the same run:
the ratio to that one is what can be compared between machines, and the elapsed time only with the load beside it.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.table import Table

from benchmarks.clicking import Clicking, Clicks, Weight, browsing
from benchmarks.report import machine
from benchmarks.serving import fill, serve_empty, serve_ours, server, until_ready
from features.vocabulary import ParticipantStatus

if TYPE_CHECKING:
    from training.world import World

OUT: Final = Path("bench_out")
PEOPLE: Final = 60
CLICKS: Final = 36
VACANCIES: Final = 5_000
PASSWORD: Final = "fire små ord herfra"
SETTLE_SECONDS: Final = 8
"""What the background is given to read everybody's words once the service is ready: it does so twice a second."""
EMPTY: Final = "an empty page of a bare server"


@dataclass(frozen=True, slots=True)
class Report:
    """One run: its clicks, the empty page last, and the weights."""

    machine: str
    day: str
    clicks: Sequence[Clicks]
    weights: Sequence[Weight]

    def tables(self) -> Iterator[Table]:
        """Clicks, then weights."""
        empty = self.clicks[-1].p50
        yield _table(
            "From click to painted page, milliseconds",
            ("click", "times", "p50", "p95", "÷ empty page", "answered p50", "server CPU"),
            [(one.what, str(one.times), *_figures(one, empty)) for one in self.clicks],
        )
        yield _table(
            "Weight over the wire, empty cache",
            ("page", "kB", "requests"),
            [(one.what, f"{one.bytes / 1000:.1f}", str(one.requests)) for one in self.weights],
        )


def _figures(one: Clicks, empty: float) -> Iterator[str]:
    yield from (f"{one.p50:.0f}", f"{one.p95:.0f}", f"{one.p50 / empty:.1f}", f"{one.answered:.0f}")
    yield f"{one.server:.0f}"


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(title=title)
    for number, name in enumerate(head):
        table.add_column(name, justify="right" if number else "left")
    for row in rows:
        table.add_row(*row)
    return table


def measure_pages(vacancies: int, clicks: int, say: Callable[[str], None]) -> Report:
    """Walk both paths, ``clicks`` times each."""
    from training.world import invent

    say(f"inventing {vacancies:,} vacancies")
    world = invent(1, PEOPLE, max(vacancies // 3, 1), vacancies, today=datetime.now(UTC).date())
    people = [person.id for person in world.participants if person.status is ParticipantStatus.ACTIVE]
    with tempfile.TemporaryDirectory(prefix="companytrack-pages-") as folder:
        url = f"sqlite:///{folder}/pages.db"
        fill(url, world)
        _accounts(url, world)
        say("starting the servers")
        with server(serve_ours, url) as ours, server(serve_empty) as empty:
            until_ready(ours)
            say("clicking")
            with browsing(ours, ours, empty) as (consultant, recruiter, nobody):
                kept = {
                    **_consult(consultant, people[:clicks], nobody).kept,
                    **_recruit(recruiter, clicks).kept,
                    **nobody.kept,
                }
    found = [Clicks.of(what, each) for what, each in kept.items()]
    weights = [*consultant.weights.values(), *recruiter.weights.values()]
    return Report(machine(), datetime.now(UTC).date().isoformat(), found, weights)


def _accounts(url: str, world: World) -> None:
    """Somebody to sign in as for each path."""
    from service.passwords import hash_of
    from service.store import open_store

    store = open_store(url)
    about: dict[str, Any] = {"tenant": world.participants[0].tenant, "password_hash": hash_of(PASSWORD)}
    employer = world.vacancies[0].employer_id
    store.create_account(role="consultant", name="Kaja", login="consultant", **about)
    store.create_account(role="recruiter", name="Rikke", login="recruiter", employer_id=employer, **about)
    store.close()


def _sign_in(by: Clicking, login: str) -> None:
    by.go("/log-ind")
    by.page.fill("#field-login", login)
    by.page.fill("#field-password", PASSWORD)
    with by.page.expect_navigation():
        by.page.locator("main form button").last.click()


def _consult(by: Clicking, people: Sequence[str], nobody: Clicking) -> Clicking:
    """Caseload, participant, a new list, an answer, back; once with everybody, then again.

    The empty page is clicked in between, so that both see the same load.
    """
    _sign_in(by, "consultant")
    nobody.go("/page")
    by.page.wait_for_timeout(SETTLE_SECONDS * 1000)
    for when in (", the first time", ", again"):
        for person in people:
            _find(by, person)
            by.click(f"caseload → participant{when}", f'main a[href="/deltagere/{person}"]')
            by.weigh("participant")
            by.click(f"participant → new list{when}", f'form[action="/deltagere/{person}/forslag"] button')
            by.weigh("list")
            by.click("list → answered", '.decide button[value="maybe"]')
            by.click("list → caseload", 'header a[href="/sagsstamme"]')
            by.weigh("caseload")
            nobody.click(EMPTY, "#next")
    return by


def _find(by: Clicking, person: str) -> None:
    """The page of the caseload where somebody stands."""
    for number in (1, 2):
        by.go(f"/sagsstamme?side={number}")
        if by.page.locator(f'main a[href="/deltagere/{person}"]').count():
            return
    raise RuntimeError(f"{person} is not in the caseload")


def _recruit(by: Clicking, clicks: int) -> Clicking:
    """The employer's vacancies, and the first of them with what its demands cost."""
    _sign_in(by, "recruiter")
    for _ in range(clicks):
        by.go("/")
        by.click("→ my vacancies", 'header a[href="/stillinger"]')
        by.weigh("my vacancies")
        by.click("my vacancies → vacancy", 'main h2 a[href^="/stillinger/"]')
        by.weigh("vacancy")
    return by


def main() -> None:
    """Measure, print, write ``bench_out/pages.json``."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description="From click to painted page.")
    parser.add_argument("--vacancies", type=int, default=VACANCIES, help=f"how many vacancies ({VACANCIES})")
    parser.add_argument("--clicks", type=int, default=CLICKS, help=f"how many people to click through ({CLICKS})")
    asked, console = parser.parse_args(), Console(width=120)
    report = measure_pages(asked.vacancies, asked.clicks, console.print)
    for table in report.tables():
        console.print(table)
    console.print(f"{report.day}, {report.machine}")
    OUT.mkdir(exist_ok=True)
    (OUT / "pages.json").write_text(json.dumps(asdict(report), indent=1) + "\n", encoding="utf-8")
    console.print(f"written: {OUT}/pages.json")


if __name__ == "__main__":
    main()
