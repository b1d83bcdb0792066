"""Recall and precision of ``features.personal`` on lines made from a seed: ``python -m tests.features.personal_score``.

A line is found when no letter or digit of what is personal in it is left over; precision counts harmless lines in which
something is found. ``--misses`` shows them. The finders were written with the first set of templates in
sight; the second was written afterwards, and what it gave at its first run stands in ``docs/data.md``.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field

from features.personal import personal
from tests.features.personal_lines import Line, lines

SEEDS = (1, 2, 3)
EACH = 300


@dataclass
class Score:
    """Lines and those found, by kind; harmless ones in which something was found; what went wrong."""

    lines: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    harmless: int = 0
    spurious: int = 0
    notes: list[str] = field(default_factory=list)

    def recall(self, kind: str | None = None) -> float:
        """Share of the lines of a kind, or of all, that are found whole."""
        return self.found[kind] / self.lines[kind] if kind else self.found.total() / self.lines.total()

    @property
    def precision(self) -> float:
        """Of the lines in which something is found, the share that holds something."""
        return self.found.total() / (self.found.total() + self.spurious)


def score(seed: int, each: int = EACH, *, later: bool = False) -> Score:
    """What is found in the lines of one seed."""
    told = Score()
    for line in lines(seed, each, later=later):
        left = _left(line)
        if line.kind is None:
            told.harmless += 1
            told.spurious += left is None
        else:
            told.lines[line.kind] += 1
            told.found[line.kind] += not left
        if (line.kind is None and left is None) or (line.kind and left):
            told.notes.append(f"{line.kind or 'harmless'}: {line.text!r} left {left!r} {personal(line.text)}")
    return told


def _left(line: Line) -> str | None:
    """What was not found of what is personal; None for a harmless line in which anything was."""
    found = personal(line.text)
    if line.kind is None:
        return None if found else ""
    places = (at for at in range(line.start, line.end) if not any(one.start <= at < one.end for one in found))
    return "".join(line.text[at] for at in places if line.text[at].isalnum())


if __name__ == "__main__":
    for later in (False, True):
        for seed in SEEDS:
            told = score(seed, later=later)
            each = ", ".join(f"{kind} {told.recall(kind):.3f}" for kind in told.lines)
            print(f"set {1 + later}, seed {seed}: {told.lines.total()} lines, recall {told.recall():.4f} ({each}); "
                  f"precision {told.precision:.3f} ({told.spurious} of {told.harmless} harmless)")  # fmt: skip
            if "--misses" in sys.argv:
                print("\n".join(told.notes))
