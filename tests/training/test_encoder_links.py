"""Fitting how sure a link is: what is asked, what is fitted, and what the check says."""

import numpy as np
import pytest

from features.linking import Linker, key, own_labels
from features.similarity import Hybrid
from training.encoder_links import Answers, answers, check, fit


def test_no_title_is_answered_by_itself() -> None:
    linker = Linker(own_labels()[:400], Hybrid(None))
    title = linker.labels[0].text
    scores, best = linker.scores([title], same=0)
    assert key(linker.labels[best[0, scores[0].argmax()]].text) != key(title)
    assert linker.scores([title])[0].max() == 1


def test_titles_and_sentences_beside_the_point_are_asked_and_the_latter_are_never_right() -> None:
    found = answers(Linker(own_labels(), Hybrid(None)))
    assert found.title.sum() == 1_400
    assert (~found.title).sum() > 100
    assert not found.right[~found.title].any()
    assert 0.3 < found.right[found.title].mean() < 1


def test_a_known_curve_is_found_again() -> None:
    dice = np.random.default_rng(1)
    score, margin = dice.random(20_000), dice.random(20_000)
    right = dice.random(20_000) < 1 / (1 + np.exp(-(4 * score + 6 * margin - 5)))
    everything = np.ones(20_000, bool)
    assert fit(Answers(score, margin, right, everything)) == pytest.approx((4, 6, -5), abs=0.3)


def test_the_check_counts_by_steps_and_at_the_threshold() -> None:
    score = np.array([0.0, 1.0, 1.0, 0.0])  # σ(−2) = .12 and σ(2) = .88
    found = Answers(score, np.zeros(4), np.array([False, True, False, False]), np.array([True, True, True, False]))
    assert check(found, (4, 0, -2)) == [
        ("0.0–0.2", 2, 0.0),
        ("0.8–0.9", 2, 0.5),
        ("titles answered", 3, pytest.approx(2 / 3)),
        ("… and right", 2, 0.5),
        ("not about work, answered", 1, 0.0),
    ]
