"""Doubt by hand, and weights that unknown features do not shrink."""

import numpy as np
import pytest

from training.doubt import believed, moments
from training.heads import Answers, LogisticHead


def test_moments_by_hand():
    """Two known (0.2, 0.4) beside ten at the experts' value 0 with the variance of a range of 1: mean 0.6 / 12."""
    mean, variance = moments(np.array([[0.2], [0.4], [np.nan]]), np.array([1.0]))
    assert mean == pytest.approx([0.05])
    assert variance == pytest.approx([(0.15**2 + 0.35**2 + 10 / 12) / 12])


def test_nothing_known_leaves_what_the_experts_say():
    mean, variance = moments(np.full((3, 1), np.nan), np.array([2.0]))
    assert mean == pytest.approx([0.0])
    assert variance == pytest.approx([10 * 4 / 12 / 10])


def test_without_answers_doubt_is_the_wide_prior():
    """λ = 4: half of each weight's size as standard deviation, 2 for the base rate."""
    nothing = Answers(np.zeros((0, 1)), *(np.zeros(0) for _ in range(2)), np.zeros((0, 1), bool),
                      np.zeros(0, bool), np.zeros(0, object))  # fmt: skip
    found, covariance = believed(
        LogisticHead(np.array([3.0]), 0.5, np.ones(1)), nothing, np.zeros((0, 1), bool), np.zeros(1), np.ones(1)
    )
    assert found == pytest.approx([0.5, 3.0])
    assert covariance == pytest.approx(np.diag([4.0, 2.25]))


def test_what_is_unknown_does_not_make_the_other_weights_smaller():
    """Two features of weight 4; the second is unknown in half of 6,000 answers. Left out, the first falls short."""
    rng = np.random.default_rng(1)
    n = 6_000
    whole = rng.uniform(-1, 1, (n, 2))
    said = (rng.random(n) < 1 / (1 + np.exp(-whole @ np.array([4.0, 4.0])))).astype(float)
    unknown = np.column_stack([np.zeros(n, bool), rng.random(n) < 0.5])
    terms = np.where(unknown, 0.0, whole)
    data = Answers(terms, said, np.ones(n), np.ones((n, 2), bool), np.ones(n, bool), np.arange(n).astype(object))
    head = LogisticHead(np.array([3.0, 3.0]), 0.0, np.ones(2), strength=4.0)
    left_out = head.fit(data).weights_[0]
    found, covariance = believed(head, data, unknown, np.zeros(2), np.full(2, 1 / 3))
    assert left_out < 3.4
    assert abs(found[1] - 4) < 2.6 * np.sqrt(covariance[1, 1]) + 0.1
