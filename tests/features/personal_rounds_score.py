"""What ``features.personal`` finds and leaves in the rounds: ``python -m tests.features.personal_rounds_score [3 …]``.

Recall: things that are found whole, no letter or digit left over. Kept: of the words that are nobody's (jobs, towns,
months, languages, hours, everything else in the texts), the share that survives. ``--misses`` shows what went wrong.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field

from features.personal import personal
from tests.features.personal_rounds import Text, rounds, texts

SEEDS = (1, 2, 3)
COUNT = 600
_WORD = re.compile(r"\w+")


@dataclass
class RoundScore:
    """Things there are and things found, by kind; words that must survive and those that were lost."""

    there: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    words: int = 0
    lost: int = 0
    notes: list[str] = field(default_factory=list)

    def recall(self, kind: str | None = None) -> float:
        """Share of the things of a kind, or of all, that are found whole."""
        return self.found[kind] / self.there[kind] if kind else self.found.total() / self.there.total()

    @property
    def kept(self) -> float:
        """Share of the other words that survive."""
        return 1 - self.lost / self.words


def round_score(round_: int, seed: int, count: int = COUNT) -> RoundScore:
    """What is found in the texts of one round and seed."""
    told = RoundScore()
    for one in texts(round_, seed, count):
        _look(one, told)
    return told


def _look(one: Text, told: RoundScore) -> None:
    taken = {at for span in personal(one.text) for at in range(span.start, span.end)}
    own = {at for _, start, end in one.personal for at in range(start, end)}
    for kind, start, end in one.personal:
        left = [at for at in range(start, end) if at not in taken and one.text[at].isalnum()]
        told.there[kind] += 1
        told.found[kind] += not left
        if left:
            told.notes.append(f"missed {kind} {one.text[start:end]!r} in {one.text!r}")
    for found in _WORD.finditer(one.text):
        if not own.intersection(range(*found.span())):
            told.words += 1
            if taken.intersection(range(*found.span())):
                told.lost += 1
                told.notes.append(f"lost {found[0]!r} in {one.text!r}")


def main(wanted: list[int]) -> None:
    """A line for every round and seed."""
    for round_ in wanted:
        for seed in SEEDS:
            told = round_score(round_, seed)
            each = ", ".join(f"{kind} {told.recall(kind):.3f}" for kind in sorted(told.there))
            print(f"round {round_}, seed {seed}: {told.there.total()} things, recall {told.recall():.4f} ({each}); "
                  f"{told.words} other words, kept {told.kept:.4f}")  # fmt: skip
            if "--misses" in sys.argv:
                print("\n".join(sorted(set(told.notes))))


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:] if one.isdigit()] or rounds())
