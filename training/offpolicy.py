"""What would another policy have brought? Rewards of what was done, weighed by how likely it was to be done.

With rewards r_i of logged actions, w_i = π(a_i | x_i) / p_i of the new policy π and the logged propensities p_i,

    SNIPS           V = Σ w_i r_i / Σ w_i                              (Swaminathan and Joachims 2015)
    doubly robust   V = mean of  q(x_i, π) + w_i (r_i − q(x_i, a_i))   (Dudík, Langford and Li 2011)

where q is a guess of the reward: the second is right when either the propensities or the guess are. The effective
sample size is (Σ w)² / Σ w² (Kish 1965); under ``LEAST`` one cannot say. Intervals are 90 %, a bootstrap of whole
people. ``training.logged`` asks this of a model and a snapshot.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from training.metrics import DRAWS, LEVEL, Floats
from training.report import Estimate

LEAST: Final = 50.0
"""Effective rewards without which one cannot say."""
SNIPS: Final = "snips"
DOUBLY_ROBUST: Final = "doubly_robust"


@dataclass(frozen=True, slots=True)
class Ratio:
    """An estimate before its interval: Σ ``top`` / Σ ``bottom`` over contexts of ``people``, each (n,)."""

    method: str
    top: Floats
    bottom: Floats
    people: NDArray[Any]
    effective: float
    n: int

    @property
    def can_say(self) -> bool:
        """There is enough to go by."""
        return self.effective >= LEAST

    @property
    def value(self) -> float:
        """The estimate itself."""
        return float(self.top.sum() / self.bottom.sum())

    def draws(self, seed: int) -> Floats:
        """(DRAWS,) values over bootstrap samples of whole people; the same seed draws the same people."""
        known, number = np.unique(self.people.astype(str), return_inverse=True)
        tops, bottoms = np.bincount(number, self.top), np.bincount(number, self.bottom)
        rng = np.random.default_rng(seed)
        times = rng.multinomial(len(known), np.full(len(known), 1 / len(known)), size=DRAWS)
        below = times @ bottoms
        return np.asarray(np.divide(times @ tops, below, out=np.zeros(DRAWS), where=below > 0))

    def estimate(self, model: str = "", seed: int = 0) -> Estimate:
        """The value with its interval, or "cannot say"."""
        if not self.can_say:
            return _unknown(self, model)
        return _told(self, model, self.value, self.draws(seed))

    def less(self, other: Self, model: str = "", seed: int = 0) -> Estimate:
        """This less another estimate on the same people, with the interval of the difference."""
        if not (self.can_say and other.can_say):
            return _unknown(min(self, other, key=lambda one: one.effective), model)
        return _told(self, model, self.value - other.value, self.draws(seed) - other.draws(seed))


def snips(reward: Floats, weight: Floats, people: NDArray[Any]) -> Ratio:
    """The self-normalised estimate of (n,) rewards with importance weights; where a weight is 0 no reward is read."""
    used = np.where(weight > 0, weight * np.nan_to_num(reward), 0.0)
    return Ratio(SNIPS, used, weight, people, effective_size(weight), int((weight > 0).sum()))


def doubly_robust(
    reward: Floats,
    weight: Floats,
    guess: Floats,
    expected: Floats,
    people: NDArray[Any],
    share: Floats | None = None,
) -> Ratio:
    """The doubly robust estimate over ``n`` contexts, each worth ``share`` (all alike unless given).

    Args:
        reward: (n,) rewards of the logged actions; whatever stands where ``weight`` is 0 is not read.
        weight: (n,) importance weights, 0 where there is no reward.
        guess: (n,) guessed reward of the logged action.
        expected: (n,) guessed reward of the new policy.
        people: (n,) whom each context belongs to.
        share: (n,) what each context counts.
    """
    counts = np.ones(len(weight)) if share is None else share
    residual = np.where(weight > 0, np.nan_to_num(reward) - guess, 0.0)
    used = weight * counts
    top = counts * (expected + weight * residual)
    return Ratio(DOUBLY_ROBUST, top, counts, people, effective_size(used), int((used > 0).sum()))


def effective_size(weight: Floats) -> float:
    """(Σ w)² / Σ w² of (n,) weights, 0 without any."""
    squares = float((weight**2).sum())
    return float(weight.sum()) ** 2 / squares if squares else 0.0


def _told(ratio: Ratio, model: str, value: float, draws: Floats) -> Estimate:
    low, high = np.quantile(draws, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(ratio.method, model, value, float(low), float(high), ratio.effective, ratio.n)


def _unknown(ratio: Ratio, model: str) -> Estimate:
    return Estimate(ratio.method, model, float("nan"), float("nan"), float("nan"), ratio.effective, ratio.n)


__all__ = ["DOUBLY_ROBUST", "LEAST", "SNIPS", "Ratio", "doubly_robust", "effective_size", "snips"]
