"""A sigmoid makes probabilities of log-odds, and the error says how far they are from what happened."""

import numpy as np
import pytest

from matching.scores import Bend
from training.calibration import expected_error, fit_bend


def test_the_sigmoid_that_made_the_answers_is_found():
    rng = np.random.default_rng(1)
    z = rng.normal(size=20_000)
    said = (rng.random(20_000) < Bend(-1.0, 0.5)(z)).astype(float)
    bend = fit_bend(z, said, np.ones(20_000))
    assert (bend.intercept, bend.slope) == pytest.approx((-1.0, 0.5), abs=0.05)


def test_nothing_said_leaves_everything_as_it_usually_is():
    usual = Bend(0.2, 0.5)
    assert fit_bend(np.zeros(0), np.zeros(0), np.zeros(0), usual) == usual


def test_a_stage_is_never_turned_round():
    z = np.linspace(-2, 2, 200)
    assert fit_bend(z, (z < 0).astype(float), np.ones(200)).slope == 0


def test_the_error_by_hand():
    """Two bins: said 0.2 and happened 0.5, said 0.8 and happened 1: (0.3 · 2 + 0.2 · 2) / 4."""
    p, said = np.array([0.2, 0.2, 0.8, 0.8]), np.array([0.0, 1.0, 1.0, 1.0])
    assert expected_error(p, said, bins=2) == pytest.approx(0.25)
    assert np.isnan(expected_error(np.zeros(0), np.zeros(0)))
