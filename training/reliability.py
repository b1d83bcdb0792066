"""Do probabilities mean what they say? The curve, its mean gap, and the slope of what happened on what was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.scores import sigmoid
from training.calibration import BINS, expected_error
from training.heads import Floats

Z_90: Final = 1.6449
STEPS: Final = 50


@dataclass(frozen=True, slots=True)
class Reliability:
    """One stage of one model over ``n`` answers: ECE, and the slope with its 90 % interval (1 is right).

    ``curve`` holds (said, happened, answers) of each bin of equal count.
    """

    model: str
    stage: str
    n: int
    error: float
    slope: float
    low: float
    high: float
    curve: tuple[tuple[float, float, int], ...]


def reliability(model: str, stage: str, log_odds: Floats, said: Floats) -> Reliability:
    """How far ``log_odds`` (n,) are what was ``said`` (n,) 1 or 0; slope NaN where everybody said the same."""
    p = np.asarray(sigmoid(log_odds))
    slope, width = _slope(log_odds, said)
    return Reliability(
        model, stage, len(said), expected_error(p, said), slope, slope - width, slope + width, _curve(p, said)
    )


def _slope(z: Floats, said: Floats) -> tuple[float, float]:
    """The maximum likelihood slope of logistic regression on ``z`` (Cox 1958) and half its 90 % interval (Wald)."""
    if len(said) < 2 or np.ptp(said) == 0 or np.ptp(z) == 0:
        return float("nan"), float("nan")
    design = np.column_stack([np.ones(len(z)), z])
    found = np.array([0.0, 1.0])
    bend = np.eye(2)
    for _ in range(STEPS):
        p = sigmoid(design @ found)
        bend = (design * (p * (1 - p))[:, None]).T @ design + 1e-9 * np.eye(2)
        step = np.linalg.solve(bend, design.T @ (said - p))
        found = found + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-8:
            break
    return float(found[1]), float(Z_90 * np.sqrt(np.linalg.inv(bend)[1, 1]))


def _curve(p: Floats, said: Floats) -> tuple[tuple[float, float, int], ...]:
    if not len(p):
        return ()
    parts = np.array_split(np.argsort(p, kind="stable"), min(BINS, len(p)))
    return tuple((float(p[part].mean()), float(said[part].mean()), len(part)) for part in parts)
