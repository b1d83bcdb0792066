"""What comes out of the ranker: suggestions for a consultant to review, each with its reasons and its versions."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from features.vocabulary import Feasible, WhoCanChange


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that speaks for or against a pair, or a question to ask: a code, what it was read from, its weight.

    ``field`` names the field it comes from; ``weight`` is its exact contribution to the log-odds (0 for questions).
    ``change`` is the smallest change that would mend it, ``who`` could make it.
    """

    code: str
    field: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    weight: float = 0.0
    who: WhoCanChange = WhoCanChange.NOBODY
    change: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with the interval that unknown features leave open."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One ranked pair. ``score`` is the cautious expected surplus that orders the list; it says nothing of a person.

    ``notes`` are what law and agreement mean for the hours (``matching.thresholds``). ``features`` is the pair's row of
    ``features.pairs.COLUMNS`` as it was when the list was made (None: unknown), for learning later; ``propensity`` is
    the chance with which the pair was shown (None: not recorded), ``tried`` marks a try-out.
    """

    participant_id: str
    vacancy_id: str
    employer_id: str
    rank: int
    score: float
    feasible: Feasible
    utility: Estimate
    chance: Estimate
    contributions: Mapping[str, float]
    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]
    questions: tuple[Reason, ...]
    missing: tuple[Reason, ...]
    minutes: float | None
    features: Mapping[str, float | None] = dataclasses.field(default_factory=dict)
    propensity: float | None = None
    tried: bool = False
    notes: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Excluded:
    """A pair that breaks a hard rule, with every finding that does."""

    participant_id: str
    vacancy_id: str
    findings: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The list for one participant with the counts behind it and the versions it was made with."""

    participant_id: str
    suggestions: tuple[Suggestion, ...]
    questions: tuple[Reason, ...]
    considered: int
    feasible: int
    near: int
    violations: int
    versions: Mapping[str, str]
