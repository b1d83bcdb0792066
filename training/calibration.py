"""Probabilities that mean what they say: a sigmoid for each stage, and how to see whether it fits.

    p = σ(α + β · z),     β ≥ 0

after Platt (1999), fitted on answers of people the head had not seen, with a weak Gaussian prior at "already right"
(α = 0, β = 1) in place of Platt's smoothed targets. Isotonic regression was worse at every size up to 3,000.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from matching.scores import Bend, sigmoid
from training.heads import Floats, log_loss

LOOSE: Final = 1.0
"""Standard deviation of the prior of the intercept; the slope's is half."""
PRECISION: Final = (1 / LOOSE**2, 4 / LOOSE**2)
BINS: Final = 10
RIGHT: Final = Bend(0.0, 1.0)


def fit_bend(z: Floats, said: Floats, weight: Floats, usual: Bend = RIGHT) -> Bend:
    """The sigmoid of ``z`` (n,) that fits what was ``said``, drawn towards ``usual`` when there is little."""
    from scipy.optimize import minimize

    mean = np.array([usual.intercept, usual.slope])
    precision = np.array(PRECISION)
    design = np.column_stack([np.ones(len(z)), z])

    def objective(now: Floats) -> tuple[float, Floats]:
        line = design @ now
        away = now - mean
        loss = float(weight @ log_loss(said, line) + precision @ away**2 / 2)
        return loss, design.T @ (weight * (sigmoid(line) - said)) + precision * away

    intercept, slope = minimize(objective, mean, jac=True, method="L-BFGS-B", bounds=[(None, None), (0.0, None)]).x
    return Bend(float(intercept), float(slope))


def bend_covariance(bend: Bend, z: Floats, weight: Floats) -> Floats:
    """(2, 2) Laplace covariance of a fitted sigmoid's intercept and slope."""
    p = bend(z)
    design = np.column_stack([np.ones(len(z)), z])
    return np.asarray(np.linalg.inv((design * (weight * p * (1 - p))[:, None]).T @ design + np.diag(PRECISION)))


def expected_error(p: Floats, said: Floats, bins: int = BINS) -> float:
    """Expected calibration error over bins of equal count: the mean gap between what was said and what happened.

    Naeini, Cooper and Hauskrecht 2015; 0 is perfect. NaN without pairs.
    """
    if not len(p):
        return float("nan")
    parts = np.array_split(np.argsort(p, kind="stable"), min(bins, len(p)))
    return float(sum(abs(p[part].mean() - said[part].mean()) * len(part) for part in parts) / len(p))
