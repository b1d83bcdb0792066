"""One head learned from few answers: logistic, with the expert weights as the mean of a Gaussian prior.

    minimise  Σ v_i · loss(y_i, z_i)  +  λ/2 · Σ ((w_j − w⁰_j) / s_j)²  +  1/2 · ((b − b⁰) / s_b)²
    z_i = b + Σ_{j ∈ g_i} w_j x_ij + Σ_{j ∉ g_i} ŵ_j x_ij,      loss = log(1 + e^z) − y z

the maximum a posteriori estimate of Bayesian logistic regression (Bishop 2006, §4.5), found by L-BFGS-B (Byrd et al.
1995) with every weight kept on its side of 0. ``g_i`` are the features that answer i speaks about; the others are held
at ``ŵ``, the weights of the round before (three rounds, the expert's first), so an answer pulls at nothing else.
λ is the largest whose cross-validated log-loss is within one standard error of the least (Breiman et al. 1984), over
folds of whole participants: with few answers the prior stays. The covariance is Laplace's: the inverse of the Hessian.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from matching.scores import sigmoid

Floats = NDArray[np.float64]
STRENGTHS: Final = (300.0, 100.0, 30.0, 10.0, 3.0, 1.0, 0.3, 0.1)
"""Candidates for λ, the prior's weight, strongest first."""
ROUNDS: Final = 3
FOLDS: Final = 5
BIAS_SCALE: Final = 2.0
"""How far, in log-odds, a base rate may well lie from the expert's: rates are the least known of all."""
LEAST_SCALE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Answers:
    """``n`` answers to one head: centred features (n, f) with 0 for unknown, said 1 or 0, weight, and who answered.

    ``learns`` (n, f) marks the weights an answer speaks about, ``counts`` (n,) whether it speaks about the base rate.
    """

    terms: Floats
    said: Floats
    weight: Floats
    learns: NDArray[np.bool_]
    counts: NDArray[np.bool_]
    people: NDArray[Any]

    def __len__(self) -> int:
        return len(self.said)

    def take(self, rows: NDArray[Any]) -> Answers:
        """Some of the answers."""
        parts = (self.terms, self.said, self.weight, self.learns, self.counts, self.people)
        return Answers(*(part[rows] for part in parts))


class LogisticHead:
    """A head with ``weights_`` (f,), ``bias_``, ``covariance_`` (f + 1, f + 1; the bias first) after ``fit``.

    Args:
        weights: expert weights, the prior's mean; 0 for plain ridge regression (L2).
        bias: expert base rate, log-odds.
        signs: 1, -1 or 0 for each weight: not below 0, not above 0, free.
        strength: λ, or None to choose it by cross-validation.
    """

    def __init__(
        self, weights: Floats, bias: float, signs: Floats, *, strength: float | None = None, seed: int = 0
    ) -> None:
        self.weights = weights
        self.bias = bias
        self.signs = signs
        self.strength = strength
        self.seed = seed

    def fit(self, answers: Answers) -> Self:
        """Learn from ``answers``; without any, the head is the prior."""
        self.strength_ = self.strength or self._chosen(answers)
        found = self._solved(answers, self.strength_)
        self.bias_, self.weights_ = float(found[0]), found[1:]
        self.covariance_ = np.linalg.inv(self._curvature(answers, self.strength_, found))
        return self

    def decision_function(self, terms: Floats) -> Floats:
        """(n,) log-odds of centred features."""
        return np.asarray(self.bias_ + terms @ self.weights_)

    def held_out(self, answers: Answers) -> Floats:
        """(n,) log-odds of every answer by a head that has seen nothing of its participant."""
        found = np.full(len(answers), self.bias, np.float64)
        for train, test in folds(answers.people, self.seed):
            head = self._solved(answers.take(train), self.strength_)
            found[test] = head[0] + answers.terms[test] @ head[1:]
        return found

    def _chosen(self, answers: Answers) -> float:
        """The strongest prior that is within one standard error of the best, by log-loss of people held out."""
        parts = folds(answers.people, self.seed)
        if not parts:
            return STRENGTHS[0]
        losses = np.array([[self._loss_of(answers, *part, strength) for part in parts] for strength in STRENGTHS])
        best = losses[int(losses.mean(axis=1).argmin())]
        for strength, loss in zip(STRENGTHS, losses, strict=True):
            gap = loss - best
            if gap.mean() <= gap.std(ddof=1) / np.sqrt(len(gap)):
                return strength
        return STRENGTHS[-1]

    def _loss_of(self, answers: Answers, train: NDArray[Any], test: NDArray[Any], strength: float) -> float:
        """Mean log-loss of held-out answers of the stage's own party."""
        found = self._solved(answers.take(train), strength)
        judged = answers.take(test[answers.counts[test]])
        if not len(judged):
            return 0.0
        return float(np.average(log_loss(judged.said, found[0] + judged.terms @ found[1:]), weights=judged.weight))

    def _solved(self, answers: Answers, strength: float) -> Floats:
        """(1 + f,) bias and weights."""
        from scipy.optimize import minimize

        mean = np.concatenate([[self.bias], self.weights])
        precision = self.precision(strength)
        limits = [(None, None), *(_limits(sign) for sign in self.signs)]
        free = np.column_stack([answers.counts, answers.learns]) * np.column_stack(
            [np.ones(len(answers)), answers.terms]
        )
        whole = np.column_stack([np.ones(len(answers)), answers.terms])
        found = mean.copy()
        for _ in range(ROUNDS):
            held = (whole - free) @ found

            def objective(now: Floats, held: Floats = held) -> tuple[float, Floats]:
                z = held + free @ now
                pull = answers.weight * (sigmoid(z) - answers.said)
                away = now - mean
                loss = float(answers.weight @ log_loss(answers.said, z) + precision @ away**2 / 2)
                return loss, free.T @ pull + precision * away

            found = minimize(objective, found, jac=True, method="L-BFGS-B", bounds=limits).x
            if free.shape == whole.shape and np.array_equal(free, whole):
                break
        return np.asarray(found, np.float64)

    def precision(self, strength: float) -> Floats:
        """(1 + f,) inverse variances of the prior at a λ."""
        scale = np.maximum(np.abs(self.weights), LEAST_SCALE)
        return np.concatenate([[1 / BIAS_SCALE**2], strength / scale**2])

    def _curvature(self, answers: Answers, strength: float, found: Floats) -> Floats:
        """The Hessian at ``found``, (1 + f, 1 + f); an answer bends only what it speaks about."""
        whole = np.column_stack([np.ones(len(answers)), answers.terms])
        free = np.column_stack([answers.counts, answers.learns]) * whole
        p = sigmoid(whole @ found)
        return np.asarray((free * (answers.weight * p * (1 - p))[:, None]).T @ free + np.diag(self.precision(strength)))


def log_loss(said: Floats, z: Floats) -> Floats:
    """(n,) −log likelihood of ``said`` at log-odds ``z``."""
    return np.asarray(np.logaddexp(0, z) - said * z)


def folds(people: NDArray[Any], seed: int, count: int = FOLDS) -> list[tuple[NDArray[Any], NDArray[Any]]]:
    """(train, test) rows so that nobody is in both; none with fewer than two people."""
    names, number = np.unique(people.astype(str), return_inverse=True)
    count = min(count, len(names))
    if count < 2:
        return []
    place = np.random.default_rng(seed).permutation(len(names)) % count
    return [(np.flatnonzero(place[number] != one), np.flatnonzero(place[number] == one)) for one in range(count)]


def _limits(sign: float) -> tuple[float | None, float | None]:
    return (0.0 if sign > 0 else None, 0.0 if sign < 0 else None)
