"""Precision and recall of the check for fair requirements, on our own sentences.

Run ``python -m tests.features.fair_score [PART|all]``; ``--misses`` shows what went wrong. Every part was written
and labelled before it was run, and its first run is kept in ``docs/fair.md``; ``final3`` is never tuned on.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from features.fair import Kind, check_text, demands
from tests.features.reading_score import Tally

DATA = Path(__file__).parent / "data" / "fair_sentences.jsonl"


def sentences(split: str = "all") -> list[dict[str, Any]]:
    lines = map(json.loads, DATA.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if split in ("all", line["split"])]


def codes_of(case: dict[str, Any]) -> set[str]:
    text = " ".join(filter(None, (case["text"], case.get("more"))))
    return {item.code for item in check_text(case.get("title", ""), text)}


def score(split: str) -> dict[str, Tally]:
    """By code, by kind (every code of it), and ``sentence``: is anything found where something stands?"""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for case in sentences(split):
        found, expected = codes_of(case), set(case["codes"])
        for code in found | expected:
            for name in (code, demands()[code].kind):
                _count(tallies[name], code in found, code in expected, case["text"])
        _count(tallies["sentence"], bool(found), bool(expected), "")
    return tallies


def _count(tally: Tally, found: bool, expected: bool, text: str) -> None:
    tally.hits += found and expected
    tally.spurious += found and not expected
    tally.missed += expected and not found
    if found != expected and text:
        tally.notes.append(f"{'spurious' if found else 'missed'}: {text}")


def main(split: str, misses: bool) -> None:
    tallies = score(split)
    print(f"{split}: {len(sentences(split))} sentences, {sum(not case['codes'] for case in sentences(split))} harmless")
    print(f"{'code':<18}{'n':>4}{'precision':>11}{'recall':>9}")
    for code in (*demands(), *Kind, "sentence"):
        tally = tallies[code]
        print(f"{code:<18}{tally.hits + tally.missed:>4}{tally.precision:>11.3f}{tally.recall:>9.3f}")
        if misses and code in demands():
            print(*(f"    {note}" for note in tally.notes), sep="\n", end="\n" if tally.notes else "")


if __name__ == "__main__":
    main(next((word for word in sys.argv[1:] if not word.startswith("-")), "dev"), "--misses" in sys.argv)
