"""Questions about what is not known, each with the answers somebody could plausibly give.

An answer is a merge patch and added items (``matching.counsel.changes``), so it can be tried, sent to *what if*, or
kept, and it is the same answer. A question without two different answers is none: nobody could learn anything from it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from features.vocabulary import WhoCanChange

Patch = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: a code and parameters for its words, what it would change, and how likely it is beside the others.

    An empty ``patch`` and ``add`` is an answer that changes nothing ("it does not matter").
    """

    code: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    patch: Patch = dataclasses.field(default_factory=dict)
    add: Patch = dataclasses.field(default_factory=dict)
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask: a code and parameters for the sentence, the field that would be filled, and whom to ask."""

    code: str
    field: str
    who: WhoCanChange
    answers: tuple[Answer, ...]
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)


def mean(values: list[float], question: Question) -> float:
    """The mean of a value for each answer of a question, each as likely as its weight says."""
    weights = [answer.weight for answer in question.answers]
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)
