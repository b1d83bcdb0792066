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
    shown: tuple[tuple[NDArray[Any], NDArray[Any]], tuple[NDArray[Any], NDArray[Any]]],
    contributions: Scores,
    base: Scores,
) -> Scored:
    """Scores of both heads' log-odds, each (low, middle, high) by what is unknown of a pair.

    ``shown`` are the intervals (low, high) of both heads that people see; lists are ordered by the low ends of what
    is unknown of a pair. An interval always holds the middle.
    """
    surplus = np.asarray(sigmoid(chance[0]), np.float32) * np.logaddexp(0, utility[0])
    (low, high), (least, most) = shown
    low, high = np.minimum(low, utility[1]), np.maximum(high, utility[1])
    least, most = np.minimum(least, chance[1]), np.maximum(most, chance[1])
    return Scored(
        (_plain(low), _plain(utility[1]), _plain(high)),
        (_plain(sigmoid(least)), _plain(sigmoid(chance[1])), _plain(sigmoid(most))),
        _plain(surplus),
        contributions,
        base,
    )


def sigmoid(logits: NDArray[Any]) -> NDArray[Any]:
    """Log-odds as probabilities."""
    return np.asarray(1 / (1 + np.exp(-logits)))


def _plain(values: NDArray[Any]) -> Scores:
    return np.asarray(values, np.float32)
