"""What a model says of pairs: both heads with their intervals, the surplus that orders lists, the terms behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Z_90: Final = 1.6449
"""Standard deviations to each side of a 90 % interval."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of ``n`` pairs, each (n,) float32: low, middle, high; ``surplus`` orders the list.

    ``contributions`` (n, features) and ``base`` (n, 2), of utility and chance, add up to the middle of both heads on
    the log-odds.
    """

    utility: tuple[Scores, Scores, Scores]
    chance: tuple[Scores, Scores, Scores]
    surplus: Scores
    contributions: Scores
    base: Scores


@dataclass(frozen=True, slots=True)
class Bend:
    """A sigmoid of one number, σ(intercept + slope · z): how a stage is calibrated (Platt 1999)."""

    intercept: float
    slope: float

    def __call__(self, z: NDArray[Any]) -> NDArray[Any]:
        """Probabilities at ``z``."""
        return sigmoid(self.intercept + self.slope * z)


def scored_of(
    utility: Sequence[NDArray[Any]],
    chance: Sequence[NDArray[Any]],
    unsure: tuple[NDArray[Any] | float, NDArray[Any] | float],
    contributions: Scores,
    base: Scores,
) -> Scored:
    """Scores of both heads' log-odds, each (low, middle, high) by what is unknown of a pair.

    ``unsure`` are half widths by what is not known about the weights: they widen what is shown, and do not move the
    low ends that the list is ordered by.
    """
    surplus = np.asarray(sigmoid(chance[0]), np.float32) * np.logaddexp(0, utility[0])
    low, middle, high = (utility[0] - unsure[0], utility[1], utility[2] + unsure[0])
    least, usual, most = (chance[0] - unsure[1], chance[1], chance[2] + unsure[1])
    return Scored(
        (_plain(low), _plain(middle), _plain(high)),
        (_plain(sigmoid(least)), _plain(sigmoid(usual)), _plain(sigmoid(most))),
        _plain(surplus),
        contributions,
        base,
    )


def sigmoid(logits: NDArray[Any]) -> NDArray[Any]:
    """Log-odds as probabilities."""
    return np.asarray(1 / (1 + np.exp(-logits)))


def _plain(values: NDArray[Any]) -> Scores:
    return np.asarray(values, np.float32)
