"""Every text that the pages ask for is there, and every text that is there is asked for."""

import re
from pathlib import Path

import pytest

from service.texts import LANGUAGES, texts

SERVICE = Path(__file__).parents[2] / "service"
SOURCES = [*SERVICE.rglob("*.py"), *SERVICE.rglob("*.html")]
CODE = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
REPORTS = ("monitor_report.html", "retrain_report.html", "report_charts.html")
"""Files of their own, whose ``say`` knows its subject."""
TEMPLATES = "\n".join(path.read_text(encoding="utf-8") for path in SERVICE.rglob("*.html") if path.name not in REPORTS)
BY_NAME = ("vocabulary", "reasons", "words", "faults", "problems", "imports", "fair", "times")
"""Subjects whose texts are found by a code of the program; ``test_texts.py`` holds them against the codes."""


def asked_for():
    """Whole keys in the source, and beginnings that the rest is put after: ``"step." ~ code``, ``f"step.{code}"``.

    A whole key may be a beginning as well: ``f"{key}.one"``.
    """
    quoted = re.findall(r"""["']([a-z_]+\.[\w.\-]*)["']""", CODE)
    begun = re.findall(r"""f["']([a-z_]+\.[\w.\-]*)\{""", CODE)
    return set(quoted), {one for one in (*quoted, *begun) if one.endswith((".", "_"))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_a_template_asks_for_is_there(language):
    known = texts(language)
    whole = set(re.findall(r"""say\(\s*["']([\w.\-]+[\w])["']\s*[,)]""", TEMPLATES))
    assert len(whole) > 100
    assert not {key for key in whole if key not in known}
    begun = set(re.findall(r"""say\(\s*["']([\w.\-]+\.)["']\s*~""", TEMPLATES))
    assert not {start for start in begun if not any(key.startswith(start) for key in known)}


def test_every_text_of_the_pages_is_asked_for_somewhere():
    whole, begun = asked_for()
    begun |= {f"{key}." for key in whole}
    checked = {key for key in texts("da") if key.partition(".")[0] not in BY_NAME}
    dead = {key for key in checked if key not in whole and not any(key.startswith(one) for one in begun)}
    assert len(checked) > 500
    assert not dead


def test_a_text_that_nobody_asks_for_would_be_seen():
    whole, begun = asked_for()
    assert "caseload.nothing_like_it" not in whole
    assert not any("caseload.nothing_like_it".startswith(one) for one in begun)
