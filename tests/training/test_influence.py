"""One rater's pull is bounded; everybody else's answers, and anybody's single answer, count in full."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.heads import Answers, LogisticHead
from training.influence import MOST, bounded, pulls, trusted

PRIOR = LogisticHead(np.array([3.0]), 0.0, np.array([1.0]))


def answers(terms, said):
    """One feature, every answer speaks of it and of the base rate."""
    n = len(said)
    return Answers(
        np.asarray(terms, float).reshape(n, 1), np.asarray(said, float), np.ones(n), np.ones((n, 1), bool),
        np.ones(n, bool), np.array([f"p{i}" for i in range(n)]),
    )  # fmt: skip


def honest(rng, n):
    terms = rng.uniform(-1, 1, n)
    return terms, (rng.random(n) < 1 / (1 + np.exp(-3 * terms))).astype(float)


def attacked(seed, n=300, bad=15):
    """The attacker says no to the best and yes to the worst; everybody else answers once."""
    rng = np.random.default_rng(seed)
    terms, said = honest(rng, n)
    terms[:bad] = np.where(np.arange(bad) % 2, 0.9, -0.9)
    said[:bad] = terms[:bad] < 0
    return answers(terms, said), np.array(["attacker"] * bad + [f"r{i}" for i in range(n - bad)])


def test_how_far_a_rater_pulls_by_hand():
    """At p = ½ a yes at x = 1 pulls by −½ on rate and weight; with covariance 1 that is √(¼ + ¼), two of them twice."""
    pilot = LogisticHead(np.zeros(1), 0.0, np.ones(1))
    pilot.weights_, pilot.bias_, pilot.covariance_ = np.zeros(1), 0.0, np.eye(2)
    found = pulls(pilot, answers([1, 1, 1], [1, 1, 0]), np.array([0, 0, 1]))
    assert found == pytest.approx([2 * np.sqrt(0.5), np.sqrt(0.5)])


@pytest.mark.parametrize("seed", range(3))
def test_an_attacker_is_brought_down_and_nobody_else(seed):
    data, raters = attacked(seed)
    trust = trusted(PRIOR, data, raters)
    bad = raters == "attacker"
    assert trust[bad].max() < 0.5
    assert (trust[~bad] == 1).all()


def test_a_bounded_head_lies_nearer_to_the_one_without_the_attacker():
    data, raters = attacked(4)
    clean = LogisticHead(PRIOR.weights, 0.0, PRIOR.signs, strength=3.0).fit(data.take(raters != "attacker"))
    far, near = (
        LogisticHead(PRIOR.weights, 0.0, PRIOR.signs, strength=3.0).fit(part)
        for part in (data, bounded(PRIOR, data, raters))
    )
    gaps = [abs(float(one.weights_[0] - clean.weights_[0])) for one in (far, near)]
    assert gaps[1] < gaps[0] / 2


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 60), st.integers(1, 12))
def test_a_single_answer_is_never_cut_and_nobody_counts_for_less_than_one(seed, n, people):
    rng = np.random.default_rng(seed)
    raters = rng.integers(0, people, n).astype(str)
    trust = trusted(PRIOR, answers(rng.uniform(-3, 3, n), rng.integers(0, 2, n)), raters)
    _, number, counts = np.unique(raters, return_inverse=True, return_counts=True)
    together = np.bincount(number, trust)
    assert (together >= np.minimum(counts, 1) - 1e-9).all()
    assert (trust <= 1).all()


def test_two_raters_of_equal_pull_are_both_heard():
    """With few raters the bound follows the median: an office of two consultants loses nothing."""
    terms, said = honest(np.random.default_rng(5), 200)
    trust = trusted(PRIOR, answers(terms, said), np.array(["a", "b"] * 100))
    assert trust.min() == 1
    assert MOST == 1


def test_without_answers_nothing_is_bounded():
    nothing = answers([], [])
    assert bounded(PRIOR, nothing, np.array([])) is nothing
