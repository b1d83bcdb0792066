"""What counted for one suggestion, as bars: the model's own terms, all of them, and what nobody knows.

The two parts are the model's two heads. In each the bars, what is too small for a bar of its own and the intercept add
up to the middle of the head's log-odds; with what is not known, at its worst, they come to the low end by which the
list is ordered (``matching.model``). They say what moved this job up or down on this list, and nothing of a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from math import log
from typing import Final

from features.pairs import CHANCE, UTILITY
from matching.suggestion import Suggestion
from service.pages.pictures import Box
from service.texts import say, texts

HALF: Final = 50
"""Points to each side of the middle."""
MOST_BARS: Final = 5
VISIBLE: Final = 0.005
"""Shown with two decimals."""
_SURE: Final = 1e-9
"""Log-odds of nothing and of certainty are endless; a picture is not."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing that counted: its name, its exact weight with a sign, and its bar right or left of the middle."""

    name: str
    weight: float
    box: Box


@dataclass(frozen=True, slots=True)
class Part:
    """One head: its title's text key, its bars with the largest first, and in words what is not known."""

    title: str
    bars: tuple[Bar, ...]
    unknown: tuple[str, ...]


def counted(suggestion: Suggestion, language: str) -> tuple[Part, ...]:
    """What the job could give, and the chance of a yes; a part in which nothing counted is left out."""
    heads = (("utility", UTILITY, utility_pull(suggestion)), ("chance", CHANCE, chance_pull(suggestion)))
    terms = {name: _terms(suggestion, columns, pull, language) for name, columns, pull in heads}
    widest = max((abs(value) for _, value, _ in chain(*terms.values())), default=1.0)
    found = (
        Part(
            f"counted.{name}", tuple(_bar(*term, widest) for term in terms[name]), _open(suggestion, columns, language)
        )
        for name, columns, _ in heads
    )
    return tuple(part for part in found if part.bars)


def utility_pull(suggestion: Suggestion) -> float:
    """How far down what is not known moves the first head, at its worst; at most 0."""
    return min(0.0, suggestion.utility.low - suggestion.utility.middle)


def chance_pull(suggestion: Suggestion) -> float:
    """The same for the second head, on the log-odds."""
    return min(0.0, log_odds(suggestion.chance.low) - log_odds(suggestion.chance.middle))


def log_odds(chance: float) -> float:
    """Of a probability, kept a hair away from never and always."""
    inside = min(max(chance, _SURE), 1 - _SURE)
    return log(inside / (1 - inside))


Term = tuple[str, float, str]
"""Name, weight, kind: a class of the style sheet and a text."""


def _terms(suggestion: Suggestion, columns: Iterable[str], pull: float, language: str) -> list[Term]:
    """The largest first, then the rest in one, then what is not known."""
    names = texts(language)
    seen = [(names[f"pages.feature.{name}"], value) for name, value in _known(suggestion, columns)]
    most = sorted((term for term in seen if abs(term[1]) >= VISIBLE), key=lambda term: -abs(term[1]))[:MOST_BARS]
    rest = sum(value for _, value in seen) - sum(value for _, value in most)
    last = [(say("counted.rest", language), rest)] if abs(rest) >= VISIBLE else []
    terms = [(name, value, "for" if value > 0 else "against") for name, value in (*most, *last)]
    return terms + ([(say("counted.unknown", language), pull, "unknown")] if pull <= -VISIBLE else [])


def _known(suggestion: Suggestion, columns: Iterable[str]) -> Iterator[tuple[str, float]]:
    contributions: Mapping[str, float] = suggestion.contributions
    return ((name, contributions[name]) for name in columns if name in contributions)


def _bar(name: str, value: float, kind: str, widest: float) -> Bar:
    width = round(max(1.0, abs(value) / widest * HALF), 1)
    return Bar(name, value, Box(HALF if value > 0 else HALF - width, 0, width, 10, kind))


def _open(suggestion: Suggestion, columns: Iterable[str], language: str) -> tuple[str, ...]:
    """What is not known of the pair, by name."""
    names = texts(language)
    return tuple(names[f"pages.feature.{name}"] for name in columns if suggestion.features.get(name, 0.0) is None)
