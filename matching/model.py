"""Two heads and their meeting: what the person gets out of a job, and whether the employer says yes.

    utility  u = Σ w_j (x_j − m_j)          over the utility features that are known
    chance   p = σ(b + Σ w_j (x_j − m_j))   over the chance features that are known
    surplus  s = p · log(1 + e^u)           (expected surplus: Bied et al. 2026)

``m_j`` is what a feature usually is, so an unknown feature drops out of the middle estimate; it widens the interval
by everything it could still be. Lists are ordered by the *low* end: an emptier advert never wins by saying less. Every
weight but the two counts' is ≥ 0 and theirs are ≤ 0, so both heads are monotone by construction. Contributions are the
terms of the sums, exactly.

Day 0 has no outcomes: the weights are expert judgements (``PRIOR``), written down with their reasons to be argued with.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from features.pairs import CHANCE, COLUMNS, COUNTS, UTILITY

FILE: Final = "model.json"
FORMAT: Final = "companytrack-model-1"
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weight:
    """One feature's weight on the log-odds, its usual value, the least and most it can be, and why it weighs so."""

    weight: float
    usual: float
    low: float = 0.0
    high: float = 1.0
    why: str = ""


PRIOR: Final[Mapping[str, Weight]] = {
    "wish_similarity": Weight(6.0, 0.3, why="matched wishes give about twice the tenure (people evidence, DOMAIN)"),
    "setting_fit": Weight(1.6, 0.5, why="setting decides whether a first job lasts, second to the tasks"),
    "hours_closeness": Weight(1.2, 0.6, why="a job near the wished hours is kept; hard limits are rules already"),
    "travel_ease": Weight(1.0, 0.5, why="each quarter on the way costs; too far is a rule already"),
    "time_preference": Weight(0.8, 0.5, why="preferred hours of the day, impossible ones are a rule already"),
    "support_fit": Weight(0.8, 0.4, why="a mentor or calm start where one is wished"),
    "experience_similarity": Weight(5.0, 0.3, why="having done the tasks is what employers ask about first"),
    "language_margin": Weight(1.5, 0.5, why="Danish against what the job asks or usually asks"),
    "demand_margin": Weight(1.2, 0.5, why="slack between needs and demands, so nobody works at the limit"),
    "credential_fit": Weight(2.5, 0.9, why="a licence nobody has asked about is mostly not held"),
    "training_fit": Weight(2.0, 0.7, why="skilled work is seldom given without its schooling"),
    "responsiveness": Weight(0.8, 0.5, why="an employer who answers can say yes"),
    "doubts": Weight(-1.2, 0.0, 0.0, 4.0, why="the occupation usually asks more than a limit allows: ask, rank low"),
    "misses": Weight(-1.2, 0.0, 0.0, 2.0, why="each thing the employer must give first"),
}
"""The expert weights, head by feature; they are also the mean of the Gaussian prior that learning starts from."""
BIAS: Final = -0.5
"""Log-odds that an employer says yes to a usual suggestion (about 0.38), before anything is known."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of ``n`` pairs, each (n,) float32 with the interval that unknowns leave; ``surplus`` orders the list."""

    utility: tuple[Scores, Scores, Scores]
    chance: tuple[Scores, Scores, Scores]
    surplus: Scores
    contributions: Scores


class MatchModel:
    """The two additive heads; ``weights`` maps each of ``features.pairs.COLUMNS`` to a ``Weight``."""

    def __init__(self, weights: Mapping[str, Weight], bias: float = BIAS, note: str = "") -> None:
        if set(weights) != set(COLUMNS):
            odd = sorted(set(weights) ^ set(COLUMNS))
            raise ValueError(f"weights must name exactly the pair columns; missing or unknown: {', '.join(odd)}")
        if wrong := [name for name, weight in weights.items() if not _sound(name, weight)] or not _finite(bias):
            raise ValueError(f"finite numbers, low ≤ usual ≤ high, weights ≥ 0 (of counts ≤ 0): see bias and {wrong}")
        self.weights = {name: weights[name] for name in COLUMNS}
        self.bias = float(bias)
        self.note = note
        self._w = np.array([weight.weight for weight in self.weights.values()], np.float32)
        self._usual = np.array([weight.usual for weight in self.weights.values()], np.float32)
        self._low = np.array([weight.low for weight in self.weights.values()], np.float32)
        self._high = np.array([weight.high for weight in self.weights.values()], np.float32)

    @classmethod
    def prior(cls) -> Self:
        """The model of day 0: expert weights, no outcomes yet."""
        return cls(PRIOR, note="expert weights, no outcomes yet")

    @cached_property
    def version(self) -> str:
        """A short hash of everything the model computes with."""
        plain = json.dumps([[name, asdict(weight)] for name, weight in self.weights.items()] + [["bias", self.bias]])
        return hashlib.sha256(plain.encode()).hexdigest()[:12]

    def contributions(self, table: NDArray[np.float32]) -> Scores:
        """(n, features) float32 terms of both sums; an unknown feature contributes 0."""
        return np.nan_to_num(self._w * (table - self._usual)).astype(np.float32)

    def score(self, table: NDArray[np.float32]) -> Scored:
        """Both heads with their intervals, and the cautious expected surplus, of (n, features) pairs."""
        terms = self.contributions(table)
        unknown = np.isnan(table)
        ends = np.stack([self._w * (self._low - self._usual), self._w * (self._high - self._usual)])
        low = terms + np.where(unknown, ends.min(axis=0), 0)
        high = terms + np.where(unknown, ends.max(axis=0), 0)
        split = len(UTILITY)
        utility = tuple(part[:, :split].sum(axis=1).astype(np.float32) for part in (low, terms, high))
        chance = tuple(_sigmoid(self.bias + part[:, split:].sum(axis=1)) for part in (low, terms, high))
        surplus = chance[0] * np.logaddexp(0, utility[0])
        return Scored(
            (utility[0], utility[1], utility[2]), (chance[0], chance[1], chance[2]), surplus.astype(np.float32), terms
        )

    def save(self, folder: Path) -> None:
        """Write the model as one plain JSON file in ``folder``."""
        folder.mkdir(parents=True, exist_ok=True)
        weights = {name: asdict(weight) for name, weight in self.weights.items()}
        content = {"format": FORMAT, "bias": self.bias, "note": self.note, "weights": weights}
        (folder / FILE).write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read a model back; ``ValueError`` names the file when it is not one."""
        path = folder / FILE
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            if content["format"] != FORMAT:
                raise ValueError(f"format {content['format']!r}, expected {FORMAT!r}")
            weights = {name: Weight(**weight) for name, weight in content["weights"].items()}
            return cls(weights, float(content["bias"]), str(content["note"]))
        except (OSError, KeyError, TypeError, AttributeError, ValueError) as error:
            raise ValueError(f"{path}: not a saved model ({error})") from error


def _sound(name: str, weight: Weight) -> bool:
    """The weight keeps its head monotone, and its interval holds what is usual."""
    right_way = weight.weight <= 0 if name in COUNTS else weight.weight >= 0
    numbers = (weight.weight, weight.low, weight.usual, weight.high)
    return all(_finite(number) for number in numbers) and right_way and weight.low <= weight.usual <= weight.high


def _finite(number: object) -> bool:
    return isinstance(number, int | float) and math.isfinite(number)


def _sigmoid(logits: NDArray[np.float32]) -> Scores:
    return np.asarray(1 / (1 + np.exp(-logits)), np.float32)


__all__ = ["BIAS", "CHANCE", "COLUMNS", "PRIOR", "UTILITY", "MatchModel", "Scored", "Weight"]
