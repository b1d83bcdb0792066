"""Whether a word's letters look more like a name than like a word that Danes use at work.

No list holds every name. But names and words are built from other letters in a row: ``tesfalem`` begins, goes on
and ends as no Danish word does. Two models of letters, one learned from our list of names and one from every word in
our own tables, say how likely each would be to write a word; the logarithm of their quotient is the evidence:

    evidence(word) = prior + log P(word | names) − log P(word | words)

Each letter is drawn given those before it, shorter contexts filling in for rare ones (Witten and Bell, 1991).
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parents[1] / "data"
WORD: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
LETTERS: Final = 45
"""How many signs there are to draw from: letters of our neighbours and of transliterations, and the end of a word."""
CERTAIN: Final = 15.0
"""Evidence of a name on our list, and the most that letters alone can say for or against one."""
KNOWN: Final = -20.0
"""Evidence of a word that our tables know: a capital and a name beside it do not make it one."""
PRIOR: Final = 2.0
"""In favour of a name: a word of which no table of ours knows is oftener one than a random word is."""
_TABLES: Final = ("everyday_da.jsonl", "not_work.json", "disco08.csv", "disco08_groups.csv")
_PLAIN: Final = ("ordinary_words.txt", "origins.txt")


class Letters:
    """How likely each letter follows those before it, learned from words."""

    def __init__(self, words: Iterable[str], length: int) -> None:
        self._length = length
        self._runs: Counter[str] = Counter()
        for word in words:
            signs = self._signs(word)
            self._runs.update(
                signs[end - size : end] for end in range(length, len(signs) + 1) for size in range(1, length + 1)
            )
        self._after: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        for run, times in self._runs.items():
            self._after[run[:-1]] += times
            self._kinds[run[:-1]] += 1

    def log_likelihood(self, word: str) -> float:
        """Natural logarithm of the probability of a word in small letters."""
        signs = self._signs(word)
        return sum(
            math.log(self._chance(signs[end - self._length : end - 1], signs[end - 1]))
            for end in range(self._length, len(signs) + 1)
        )

    def _signs(self, word: str) -> str:
        return "<" * (self._length - 1) + word + ">"

    def _chance(self, before: str, sign: str) -> float:
        """Witten–Bell: seen runs, and for what was not seen the chance after one letter less."""
        chance = 1 / LETTERS
        for size in range(len(before) + 1):
            context = before[len(before) - size :]
            kinds = self._kinds[context]
            if kinds:
                chance = (self._runs[context + sign] + kinds * chance) / (self._after[context] + kinds)
        return chance


@lru_cache(maxsize=20_000)
def evidence(word: str) -> float:
    """How much the letters of a word speak for a name, between -20 (a word we know) and 15 (a name we know)."""
    low = word.lower()
    if low in ordinary() and low not in given_names():
        return KNOWN
    if listed(low):
        return CERTAIN
    as_name, as_word = _models()
    return max(-CERTAIN, min(CERTAIN, PRIOR + as_name.log_likelihood(low) - as_word.log_likelihood(low)))


def listed(word: str) -> bool:
    """Whether a word is on the list of names, the genitive counted as well."""
    low = word.lower()
    return low in given_names() or (low.endswith(("s", "s'", "s’", "'s", "’s")) and low.rstrip("s'’") in given_names())


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Every name on our list, first and last."""
    return frozenset(word for line in lines_of("names.txt") for word in line.lower().split())


@lru_cache(maxsize=1)
def ordinary() -> frozenset[str]:
    """Every word of our own tables and lists that is no name, in small letters."""
    texts = [*_table_texts(), *(line for name in _PLAIN for line in lines_of(name))]
    found = {word.lower() for text in texts for word in WORD.findall(text)}
    return frozenset(found | {part for word in found for part in word.split("-")} - given_names())


def lines_of(name: str) -> list[str]:
    """The lines of one of our lists, without its remarks."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


@lru_cache(maxsize=1)
def _models() -> tuple[Letters, Letters]:
    return Letters(sorted(given_names()), 4), Letters(sorted(ordinary()), 4)


def _table_texts() -> Iterable[str]:
    """Every text in our tables of occupations, tasks and everyday words."""
    for name in _TABLES:
        with (DATA / name).open(encoding="utf-8", newline="") as file:
            if name.endswith(".csv"):
                yield from (field for row in csv.reader(file) for field in row)
            else:
                yield file.read()
    for path in sorted((DATA / "occupations").glob("*.json")):
        yield from _texts(json.loads(path.read_text(encoding="utf-8")))


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
