"""What a click costs in a real browser: to the painted page, to the answer's end, on the server; what a page weighs.

A click counts from the moment the page hears of it to the end of the first frame drawn after the whole next document
was read, redirects included. Times are the browser's own; processor time is the server's, from the system's books.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from benchmarks.cold_start import spent
from benchmarks.serving import Serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM: Final = "/usr/bin/chromium"
SCREEN: Final = {"width": 1280, "height": 800}

WATCH: Final = """
addEventListener("click", () => sessionStorage.setItem("clicked", performance.timeOrigin + performance.now()), true);
window.painted = new Promise((tell) => addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => {
  const after = new MessageChannel();
  after.port1.onmessage = () => tell(performance.timeOrigin + performance.now());
  after.port2.postMessage(0);
})));
"""
"""Notes a click, and the first moment after a frame with the whole document in it."""

ASK: Final = """async () => {
  const framed = await painted, clicked = Number(sessionStorage.getItem("clicked"));
  await new Promise((tell) => setTimeout(tell, 50)); // the browser tells of its first paint a little later
  const [first] = performance.getEntriesByName("first-contentful-paint");
  const [way] = performance.getEntriesByType("navigation");
  const last = Math.max(framed, performance.timeOrigin + (first ? first.startTime : 0));
  return { painted: last - clicked, answered: performance.timeOrigin + way.responseEnd - clicked };
}"""


@dataclass(frozen=True, slots=True)
class Click:
    """Milliseconds from a click to the painted page and to the answer's last byte; processor ms of the server."""

    painted: float
    answered: float
    server: float


@dataclass(frozen=True, slots=True)
class Clicks:
    """One kind of click: median and 95th percentile of the way to the painted page, median to the answer's last byte,

    and the mean of the server's processor time (the system counts in hundredths of a second); all in milliseconds.
    """

    what: str
    times: int
    p50: float
    p95: float
    answered: float
    server: float

    @classmethod
    def of(cls, what: str, clicks: Sequence[Click]) -> Clicks:
        """From the clicks themselves."""
        p50, p95 = np.percentile([one.painted for one in clicks], [50, 95])
        answered = float(np.median([one.answered for one in clicks]))
        return cls(what, len(clicks), float(p50), float(p95), answered, float(np.mean([one.server for one in clicks])))


@dataclass(frozen=True, slots=True)
class Weight:
    """A page with everything it fetches into an empty cache: bytes over the wire, headers and all, and requests."""

    what: str
    bytes: int
    requests: int


class Clicking:
    """A page of a browser before one server; ``kept`` and ``weights`` have what was measured, by name."""

    def __init__(self, page: Page, serving: Serving) -> None:
        self.page, self.serving = page, serving
        self.kept: dict[str, list[Click]] = defaultdict(list)
        self.weights: dict[str, Weight] = {}
        page.set_default_timeout(60_000)
        page.add_init_script(WATCH)

    def go(self, path: str) -> None:
        """Open a page without measuring."""
        self.page.goto(f"http://127.0.0.1:{self.serving.port}{path}")

    def click(self, what: str, selector: str) -> None:
        """Click the first that fits, and keep what the way to the next page took."""
        before = spent(self.serving.process)
        with self.page.expect_navigation(wait_until="load"):
            self.page.locator(selector).first.click()
        told = self.page.evaluate(ASK)
        cost = (spent(self.serving.process) - before) * 1000
        self.kept[what].append(Click(told["painted"], told["answered"], cost))

    def weigh(self, what: str) -> None:
        """Weigh the page that is open, once for each name, as a browser fetches it that has never been here."""
        if what in self.weights:
            return
        sizes: list[int] = []
        session = self.page.context.new_cdp_session(self.page)
        session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self.page.reload(wait_until="networkidle")
        session.detach()
        self.weights[what] = Weight(what, sum(sizes), len(sizes))


@contextmanager
def browsing(*servings: Serving) -> Iterator[list[Clicking]]:
    """A browser with a visitor of its own for each server."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield [Clicking(_page(browser), serving) for serving in servings]
        browser.close()


def _page(browser: Browser) -> Page:
    return browser.new_context(viewport=SCREEN).new_page()  # type: ignore[arg-type]
