"""No single rater may pull a head far: a rater's answers count less, together, the further they would move it.

    g_r = Σ_{i of r} v_i (p_i − y_i) x_i          the pull of rater r's answers on (base rate, weights)
    I_r = √(g_r' Σ g_r)                           how far that moves the estimate, in its own standard deviations
    t_r = min(1, c / I_r), but never less than one answer;      c = max(1, 2 · median I)

``Σ`` is Laplace's covariance of a pilot head, learned with these weights ``t`` and a weak prior at the experts; the two
are found in turn, a few rounds. This is the bounded-influence estimator of robust statistics (Hampel et al. 1986;
Krasker and Welsch 1982; for logistic regression Carroll and Pederson 1993), with the rater, not the answer, as the
unit: surprising answers of many people count in full, the same surprises from one hand do not. A rater with 5 % of
honest answers pulls about √(0.05 · features) < 1, so among honest raters nearly everybody keeps full weight. It does
not ask whose answers are right and says nothing of a rater: it only bounds what one of them can do to everybody's list.
"""

from __future__ import annotations

import dataclasses
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.scores import sigmoid
from training.heads import Answers, Floats, LogisticHead

MOST: Final = 1.0
MOST_OF_MEDIAN: Final = 2.0
"""One rater moves a head by at most one standard deviation, or twice the median rater's when that is more."""
ROUNDS: Final = 5
PILOT: Final = 3.0
"""λ of the pilot: weak, so that a pull is seen which a strong prior would hide from all but the calibration."""


def bounded(prior: LogisticHead, answers: Answers, raters: NDArray[Any]) -> Answers:
    """The answers with each rater's weight brought down to where their pull is bounded; ``raters`` is (n,)."""
    if not len(answers):
        return answers
    trust = trusted(prior, answers, raters)
    return dataclasses.replace(answers, weight=answers.weight * trust)


def trusted(prior: LogisticHead, answers: Answers, raters: NDArray[Any]) -> Floats:
    """(n,) share of its weight that each answer keeps, the same for all of one rater's."""
    _, number = np.unique(raters.astype(str), return_inverse=True)
    one = 1 / np.bincount(number)
    pilot = LogisticHead(prior.weights, prior.bias, prior.signs, strength=PILOT)
    trust = np.ones(number.max() + 1)
    for _ in range(ROUNDS):
        pilot.fit(dataclasses.replace(answers, weight=answers.weight * trust[number]))
        moved = pulls(pilot, answers, number)
        most = max(MOST, MOST_OF_MEDIAN * float(np.median(moved)))
        trust = np.clip(most / np.maximum(moved, 1e-9), one, 1.0)
    return np.asarray(trust[number])


def pulls(pilot: LogisticHead, answers: Answers, number: NDArray[np.int64]) -> Floats:
    """(raters,) how far each rater's answers, at full weight, move a learned head, in standard deviations."""
    free = np.column_stack([answers.counts, answers.learns * answers.terms])
    residual = answers.weight * (sigmoid(pilot.decision_function(answers.terms)) - answers.said)
    pull = np.stack([np.bincount(number, column * residual) for column in free.T], axis=1)
    return np.asarray(np.sqrt(np.einsum("ri,ij,rj->r", pull, pilot.covariance_, pull)))
