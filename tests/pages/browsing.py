"""Looking at a page as different people do: with axe, on a narrow screen, with an eye on console and network."""

import json
from pathlib import Path

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HEAVIEST = 300_000
"""Bytes over the wire that a first visit to any page may cost, style sheet, letters and scripts included."""
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Watched:
    """What a page's console says, whom it calls and what comes over the wire, in bytes (``weight``).

    ``clean`` fails on anything but silence and this server.
    """

    def __init__(self, page, url):
        self.page, self.url = page, url
        self.said, self.foreign, self.visited, self.weight = [], [], set(), 0
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", self._weigh)
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", self._asked)

    def _note(self, message):
        of_the_page = message.text.startswith("Failed to load resource") and message.location["url"] in self.visited
        if message.type in ("error", "warning") and not of_the_page:  # a 404 page is told of in the console as well
            self.said.append(message.text)

    def _weigh(self, finished):
        self.weight += finished["encodedDataLength"]

    def _asked(self, request):
        if request.is_navigation_request():
            self.visited.add(request.url)
        if not request.url.startswith((f"{self.url}/", "data:")):
            self.foreign.append(request.url)

    def clean(self):
        assert not self.said, self.said
        assert not self.foreign, self.foreign


def violations(page):
    """What axe finds, as (rule, element) pairs; ``page`` must run scripts."""
    assert AXE.is_file(), "axe-core is not installed: run `make test`, or `npm ci`"
    page.evaluate(AXE.read_text(encoding="utf-8"))
    options = json.dumps({"runOnly": {"type": "tag", "values": TAGS}})
    found = page.evaluate(f"axe.run(document, {options}).then(result => result.violations)")
    return [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]]


def scrolls_sideways(page):
    """Whether a page is wider than a screen of 320 points."""
    before = page.viewport_size
    page.set_viewport_size(NARROW)
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    page.set_viewport_size(before)
    return wide


def examine(page):
    """Axe finds nothing, in the wide and in the narrow form, and nothing scrolls sideways at 320 points."""
    assert violations(page) == []
    assert not scrolls_sideways(page), f"{page.url} scrolls sideways at 320 points"
    before = page.viewport_size
    page.set_viewport_size(NARROW)
    narrow = violations(page)
    page.set_viewport_size(before)
    assert narrow == []
