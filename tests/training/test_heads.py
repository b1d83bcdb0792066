"""A head learned from few answers: begins at the experts, keeps its signs, moves only what an answer speaks about."""

import numpy as np
import pytest

from training.heads import STRENGTHS, Answers, LogisticHead, folds

EXPERT = np.array([2.0, 1.0, -1.0])
SIGNS = np.sign(EXPERT)


def answers(terms, said, learns=None, counts=None, people=None):
    n = len(said)
    return Answers(
        terms=np.asarray(terms, float).reshape(n, 3),
        said=np.asarray(said, float),
        weight=np.ones(n),
        learns=np.ones((n, 3), bool) if learns is None else np.tile(learns, (n, 1)),
        counts=np.ones(n, bool) if counts is None else counts,
        people=np.arange(n) if people is None else people,
    )


def drawn(rng, n, weights, bias=0.0):
    terms = rng.normal(size=(n, 3))
    z = bias + terms @ weights
    return answers(terms, rng.random(n) < 1 / (1 + np.exp(-z)), people=np.arange(n) // 10)


def head(**options):
    return LogisticHead(EXPERT, -0.5, SIGNS, **options)


def test_without_answers_the_head_is_the_experts():
    learned = head().fit(answers([], []))
    assert learned.weights_.tolist() == EXPERT.tolist()
    assert learned.bias_ == -0.5
    assert learned.strength_ == STRENGTHS[0]


def test_a_single_weight_by_hand():
    """One answer at x = 1, said no, λ = 1, s = 2: (w − 2)/4 + σ(w) = 0 at the fixed base rate 0,"""
    one = LogisticHead(np.array([2.0]), 0.0, np.array([1.0]), strength=1.0)
    yes_and_no = Answers(
        terms=np.array([[1.0]]), said=np.zeros(1), weight=np.ones(1),
        learns=np.ones((1, 1), bool), counts=np.zeros(1, bool), people=np.array(["p"]),
    )  # fmt: skip
    learned = one.fit(yes_and_no)
    w = learned.weights_[0]
    assert (w - 2) / 4 + 1 / (1 + np.exp(-w)) == pytest.approx(0, abs=1e-5)
    assert learned.bias_ == 0
    curve = 1 / (1 + np.exp(-w)) * (1 - 1 / (1 + np.exp(-w)))
    assert learned.covariance_[1, 1] == pytest.approx(1 / (curve + 1 / 4), rel=1e-4)


def test_many_answers_find_the_weights_whatever_the_experts_said():
    truth = np.array([0.5, 3.0, -2.0])
    learned = head(strength=0.1).fit(drawn(np.random.default_rng(1), 20_000, truth, bias=1.0))
    assert learned.weights_ == pytest.approx(truth, abs=0.12)
    assert learned.bias_ == pytest.approx(1.0, abs=0.08)


def test_a_weight_never_crosses_zero_even_when_the_answers_do():
    learned = head(strength=0.1).fit(drawn(np.random.default_rng(2), 5_000, np.array([-3.0, 1.0, 2.0])))
    assert learned.weights_[0] == 0
    assert learned.weights_[2] == 0
    assert learned.weights_[1] > 0.2


def test_an_answer_moves_only_the_weights_it_speaks_about():
    only_second = answers(np.ones((50, 3)), np.zeros(50), learns=[False, True, False])
    learned = head(strength=3.0).fit(only_second)
    assert learned.weights_[1] < EXPERT[1]
    assert learned.weights_[[0, 2]].tolist() == EXPERT[[0, 2]].tolist()
    assert learned.bias_ < -0.5


def test_an_answer_that_speaks_about_nothing_moves_the_base_rate_only():
    learned = head(strength=3.0).fit(answers(np.ones((50, 3)), np.zeros(50), learns=[False] * 3))
    assert learned.weights_.tolist() == EXPERT.tolist()
    assert learned.bias_ < -0.5


def test_cross_validation_keeps_the_experts_when_they_are_right_and_lets_go_when_they_are_wrong():
    rng = np.random.default_rng(3)
    right = head().fit(drawn(rng, 200, EXPERT, bias=-0.5))
    wrong = head().fit(drawn(rng, 4_000, np.array([0.2, 4.0, 0.0]), bias=-0.5))
    assert right.strength_ >= 100
    assert wrong.strength_ < right.strength_


def test_a_second_fit_forgets_the_first():
    rng = np.random.default_rng(4)
    first, second = drawn(rng, 300, EXPERT), drawn(rng, 300, np.array([0.0, 2.0, 0.0]))
    again, fresh = head().fit(first).fit(second), head().fit(second)
    assert again.weights_.tolist() == fresh.weights_.tolist()


def test_nobody_is_on_both_sides_of_a_fold():
    people = np.array([f"p{i % 7}" for i in range(50)])
    parts = folds(people, seed=0)
    assert sorted(np.concatenate([test for _, test in parts]).tolist()) == list(range(50))
    for train, test in parts:
        assert not set(people[train]) & set(people[test])
    assert folds(np.array(["p", "p"]), seed=0) == []
