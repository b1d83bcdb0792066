"""What a head does not know, stated so that it covers: the posterior under a wide prior, unknown features summed out.

    P(yes) = E σ(z) ≈ σ(κ z̄),    κ = 1 / √(1 + π σ² / 8),    σ² = Σ_{j unknown} w_j² v_j

MacKay's (1992) approximation of a logistic with a normal argument. Leaving an unknown feature out instead, as the
order of lists does, makes the other weights too small, the more is unknown (the logistic is not collapsible: Gail,
Wieand and Piantadosi 1984), and more answers never mend it: intervals of 90 % held the truth in 84 of 100. The prior is
λ = 4, an expert weight right to within half its size, whatever λ the head itself was learned with: cross-validation
picks the strongest that predicts as well, which is a good estimate and no statement of doubt.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.scores import sigmoid
from training.heads import Answers, Floats, LogisticHead

WIDE: Final = 4.0
"""λ of the prior that doubt is stated under."""
STEPS: Final = 30
LONGEST: Final = 1.0
"""The most that a Newton step moves any weight."""
PSEUDO: Final = 10.0
"""Pairs that the experts' usual value and range count as, beside those that were shown."""


def moments(away: NDArray[np.floating], width: Floats) -> tuple[Floats, Floats]:
    """Mean and variance (f,) of x − m where it is known, of (n, f) pairs; ``width`` (f,) is each one's range."""
    known = ~np.isnan(away)
    count = known.sum(axis=0) + PSEUDO
    mean = np.nansum(away, axis=0) / count
    squares = np.nansum((away - mean) ** 2, axis=0) + PSEUDO * width**2 / 12
    return np.asarray(mean, np.float64), np.asarray(squares / count, np.float64)


def believed(
    experts: LogisticHead, answers: Answers, unknown: NDArray[np.bool_], usually: Floats, varies: Floats
) -> tuple[Floats, Floats]:
    """Posterior mean (1 + f,) and Laplace covariance of base rate and weights, by projected Newton steps."""
    prior = np.concatenate([[experts.bias], experts.weights])
    precision = np.diag(experts.precision(WIDE))
    line = np.column_stack([np.ones(len(answers)), np.where(unknown, usually, answers.terms)])
    speaks = np.column_stack([answers.counts, answers.learns])
    signs = np.concatenate([[0.0], experts.signs])
    now = prior.copy()
    for _ in range(STEPS):
        kappa = 1 / np.sqrt(1 + np.pi / 8 * (unknown @ (varies * now[1:] ** 2)))
        p = sigmoid(kappa * (line @ now))
        free = kappa[:, None] * speaks * line
        slope = free.T @ (answers.weight * (p - answers.said)) + precision @ (now - prior)
        bend = (free * (answers.weight * p * (1 - p))[:, None]).T @ free + precision
        step = np.linalg.solve(bend, slope)
        new = now - step * min(1.0, LONGEST / max(float(np.abs(step).max()), LONGEST))
        new = np.where(signs * new < 0, 0.0, new)
        if np.abs(new - now).max() < 1e-6:
            break
        now = new
    return now, np.asarray(np.linalg.inv(bend))
