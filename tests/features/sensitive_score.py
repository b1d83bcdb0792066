"""Precision and recall of the words no record may keep, on phrases of our own (``data/sensitive_phrases.jsonl``).

Run ``python -m tests.features.sensitive_score [--misses]``. Each of the four sets was written before the list was
mended after the one before it; what each gave at its first run stands in ``docs/reading.md``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from features.reading.illness import sensitive
from tests.features.reading_score import Tally

DATA = Path(__file__).parent / "data" / "sensitive_phrases.jsonl"


def phrases() -> list[dict[str, Any]]:
    """Phrases with the kind of what they name (None: harmless) and the number of their set."""
    return [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]


def score(cases: list[dict[str, Any]]) -> Tally:
    """What is found of what should be, and what is found in harmless words."""
    tally = Tally()
    for case in cases:
        words = [case["text"][item.start : item.end] for item in sensitive(case["text"])]
        tally.hits += bool(case["kind"] and words)
        tally.missed += bool(case["kind"] and not words)
        tally.spurious += bool(words and not case["kind"])
        if bool(words) is not bool(case["kind"]):
            tally.notes.append(f"{case['kind'] or 'harmless'}: {case['text']} {words}")
    return tally


if __name__ == "__main__":
    for number in (1, 2, 3, 4):
        cases = [case for case in phrases() if case["set"] == number]
        told = score(cases)
        print(f"set {number}: {len(cases)} phrases, precision {told.precision:.3f}, recall {told.recall:.3f}")
        if "--misses" in sys.argv:
            print("\n".join(told.notes))
