"""Intervals by hand: what is known moves the centre, what is unknown widens, and a saved belief is the same."""

import dataclasses

import numpy as np
import pytest

from features.pairs import COLUMNS, UTILITY
from matching.belief import SIZE, Belief
from matching.model import MatchModel, Weight

FIRST = COLUMNS.index(UTILITY[0])
Z = 1.6449


def belief(start=0.0, weight=0.0, doubt=0.0, usually=0.0, varies=0.0):
    """All zero but the utility's start, its first weight with its variance, and the moments of the first feature."""
    mean, covariance = np.zeros(SIZE), np.zeros((SIZE, SIZE))
    mean[0], mean[1], covariance[1, 1] = start, weight, doubt
    moments = np.zeros((2, len(COLUMNS)))
    moments[:, FIRST] = usually, varies
    return Belief(mean, covariance, *moments)


def away(value):
    found = np.zeros((1, len(COLUMNS)))
    found[0, FIRST] = value
    return found


def utility_of(made, value):
    low, high = made.ends(away(value))[0]
    return float(low[0]), float(high[0])


def test_a_known_feature_moves_the_centre_and_its_weight_is_all_that_is_in_doubt():
    """0.5 + 2 · 3 = 6.5, and a weight with variance 0.25 (deviation 0.5) times 3."""
    low, high = utility_of(belief(0.5, 2.0, doubt=0.25, varies=9.0), 3.0)
    assert (low, high) == pytest.approx((6.5 - Z * 1.5, 6.5 + Z * 1.5))


def test_an_unknown_feature_is_what_it_usually_is_and_widens_by_what_it_varies():
    """Centre 0.5 + 2 · 0.1; variance 0.1² · 0.25 for the weight, (2² + 0.25) · 0.04 for the feature."""
    low, high = utility_of(belief(0.5, 2.0, doubt=0.25, usually=0.1, varies=0.04), np.nan)
    half = Z * np.sqrt(0.0025 + 0.17)
    assert (low, high) == pytest.approx((0.7 - half, 0.7 + half))


def test_a_shown_interval_always_holds_the_middle_and_lists_are_ordered_as_before():
    weights = {name: Weight(1.0, 0.5) if name == UTILITY[0] else Weight(0.0, 0.5) for name in COLUMNS}
    table = np.full((2, len(COLUMNS)), 0.5, np.float32)
    table[1, FIRST] = np.nan
    plain, believing = MatchModel(weights), MatchModel(weights, belief=belief(start=-3.0))
    before, after = plain.score(table), believing.score(table)
    assert after.utility[0].tolist() == pytest.approx([-3.0, -3.0])
    assert after.utility[2].tolist() == after.utility[1].tolist() == [0.0, 0.0]
    assert after.surplus.tolist() == before.surplus.tolist()


def test_a_saved_model_believes_the_same(tmp_path):
    model = dataclasses.replace(belief(0.5, 2.0, 0.25, 0.1, 0.04))
    MatchModel(MatchModel.prior().weights, belief=model).save(tmp_path)
    again = MatchModel.load(tmp_path)
    assert utility_of(again.belief, np.nan) == utility_of(model, np.nan)
    assert again.version != MatchModel.prior().version


@pytest.mark.parametrize("wrong", [{"mean": np.zeros(3)}, {"varies": np.full(len(COLUMNS), -1.0)},
                                   {"covariance": np.full((SIZE, SIZE), np.nan)}])  # fmt: skip
def test_a_belief_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match="belief"):
        dataclasses.replace(belief(), **wrong)
