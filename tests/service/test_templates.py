"""What the design system gives a look has its class; without one a button or a field is bare (docs/pages.md)."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "service" / "templates"
REPORTS = {"monitor_report.html", "retrain_report.html", "report_charts.html"}
BARE = {
    "button": r"<button(?![^>]*class=[\"'](?:button |button-))",
    "field": r"<(?:select|textarea)(?![^>]*class=\"form-)",
    "input": r"<input(?![^>]*(?:class=\"form-|type=\"(?:hidden|checkbox|radio|file)\"))",
    "table": r"<table(?![^>]*class=)",
    "inline style or script": r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*src=)",
}


@pytest.mark.parametrize("kind", BARE)
def test_nothing_stands_bare_in_a_template(kind):
    found = [
        (path.name, match[0] + text[match.end() : match.end() + 60])
        for path in sorted(FOLDER.glob("*.html"))
        if path.name not in REPORTS
        for text in [path.read_text(encoding="utf-8")]
        for match in re.finditer(BARE[kind], text)
    ]
    assert not found


def test_bare_things_would_be_seen():
    for kind, bare in (("button", "<button>"), ("field", '<select name="a">'), ("input", '<input name="a">')):
        assert re.search(BARE[kind], bare)
    assert not re.search(BARE["button"], '<button class="button button-primary">')
