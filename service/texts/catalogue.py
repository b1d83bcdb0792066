"""Every rule, reason and question with its Danish and English sentence, as one Markdown page (``docs/rules.md``).

``python -m service.texts.catalogue docs/rules.md`` writes the page; a test fails when it is out of date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from features.vocabulary import ReviewReason
from matching.reasons import REASON_CODES
from matching.rules import RULES
from matching.thresholds import NOTE_CODES
from service.texts import texts


def page() -> str:
    """The whole page."""
    return "\n".join(["# Rules, reasons and questions", "", *_rules(), *_sentences(), *_reviews()]) + "\n"


def _rules() -> Iterator[str]:
    yield "Made by `make docs` from the code and `service/texts`; do not edit by hand."
    yield ""
    yield "## Rules"
    yield ""
    yield "Each rule answers met, unknown, likely not, negotiable or broken for every open vacancy (`matching/rules`)."
    yield "A broken rule keeps a pair off the list, one or two negotiable misses make it *near*, the unknown is asked."
    yield ""
    yield "| code | dansk | what it says |"
    yield "|-|-|-|"
    names = texts("da")
    for rule in RULES:
        told = " ".join((type(rule).__doc__ or "").split())
        yield f"| `{rule.code}` | {names['vocabulary.RuleCode.' + rule.code]} | {told} |"
    yield ""


def _sentences() -> Iterator[str]:
    yield "## Sentences"
    yield ""
    yield "What is read for a code. Reasons come from the model's features, notes from thresholds, the rest from rules."
    yield ""
    yield "| code | from | dansk | English |"
    yield "|-|-|-|-|"
    danish, english = texts("da"), texts("en")
    for key in danish:
        if key.startswith("reasons."):
            code = key.removeprefix("reasons.")
            origin = "model" if code in REASON_CODES else "threshold" if code in NOTE_CODES else "rule"
            yield f"| `{code}` | {origin} | {danish[key]} | {english[key]} |"
    yield ""


def _reviews() -> Iterator[str]:
    yield "## Reason codes of reviews"
    yield ""
    yield "| code | dansk | English |"
    yield "|-|-|-|"
    for code in ReviewReason:
        key = f"vocabulary.ReviewReason.{code}"
        yield f"| `{code}` | {texts('da')[key]} | {texts('en')[key]} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
