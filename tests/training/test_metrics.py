"""Ranking metrics, worked by hand."""

import numpy as np
import pytest

from training.metrics import (
    Lists,
    gini,
    mean_with_interval,
    means_with_intervals,
    ndcg,
    population_stability,
    recall,
    reciprocal_rank,
)


def rng():
    return np.random.default_rng(0)


def lists(*numbers):
    """The lists that rows are in, ties broken by where they lie."""
    return Lists(np.array(numbers), np.arange(len(numbers)) / 10, max(numbers) + 1)


FIRST = np.array([0.0, 2.0, 1.0, 1.0, 0.0])
"""Gains of a list of three and a list of two, each in the order shown."""
BOTH = lists(0, 0, 0, 1, 1)
AS_SHOWN = np.array([0, 1, 2, 0, 1])


def test_places_are_counted_in_each_list_by_falling_score():
    assert BOTH.places(np.array([0.1, 0.9, 0.5, 0.2, 0.3])).tolist() == [2, 0, 1, 1, 0]
    assert lists(1, 0, 1, 0).places(np.array([4.0, 1.0, 3.0, 2.0])).tolist() == [0, 1, 1, 0]


def test_ndcg_is_the_discounted_gain_over_that_of_the_best_order():
    best = 2 / np.log2(2) + 1 / np.log2(3)
    first = (2 / np.log2(3) + 1 / np.log2(4)) / best
    assert ndcg(BOTH, FIRST, AS_SHOWN, 5) == pytest.approx([first, 1.0])
    assert ndcg(BOTH, FIRST, AS_SHOWN, 1) == pytest.approx([0.0, 1.0])


def test_recall_and_the_first_hit():
    gains, places, one = np.array([0.0, 1.0, 0.0, 3.0]), np.arange(4), lists(0, 0, 0, 0)
    assert recall(one, gains, places, 2).tolist() == [0.5]
    assert recall(one, gains, places, 10).tolist() == [1.0]
    assert reciprocal_rank(one, gains, places).tolist() == [0.5]


@pytest.mark.parametrize("metric", [lambda *a: ndcg(*a, 5), lambda *a: recall(*a, 10), reciprocal_rank])
def test_where_nothing_is_wanted_nothing_can_be_said(metric):
    said = metric(BOTH, np.array([0.0, 0.0, 0.0, 1.0, 0.0]), AS_SHOWN)
    assert np.isnan(said).tolist() == [True, False]


def test_ties_are_broken_by_lot_and_not_by_where_rows_lie():
    draw = rng()
    first = [Lists(np.zeros(4, int), draw.random(4), 1).places(np.zeros(4))[0] == 0 for _ in range(400)]
    assert 0.15 < np.mean(first) < 0.35


def test_every_column_is_drawn_by_the_same_lists():
    """So a difference of columns has the interval of the column of differences."""
    values = rng().normal(size=(50, 2))
    values = np.column_stack([values, values[:, 0] - values[:, 1]])
    mean, low, high = means_with_intervals(values, rng())
    assert mean[2] == pytest.approx(mean[0] - mean[1])
    alone = mean_with_interval(values[:, 2], rng())
    assert (mean[2], low[2], high[2]) == pytest.approx(alone)


def test_the_interval_holds_the_mean_and_leaves_out_what_is_not_known():
    mean, low, high = mean_with_interval(np.array([0.0, 1.0, np.nan, 1.0, 0.0] * 20), rng())
    assert mean == 0.5
    assert low < 0.5 < high
    assert np.isnan(mean_with_interval(np.array([np.nan]), rng())).all()


def test_the_interval_of_a_mean_covers_it_about_as_often_as_it_says():
    draw = np.random.default_rng(4)
    inside = 0
    for _ in range(200):
        _, low, high = mean_with_interval(draw.normal(size=60), draw)
        inside += low <= 0 <= high
    assert 0.82 < inside / 200 < 0.96


def test_gini_is_nothing_when_all_are_alike_and_most_when_one_has_all():
    assert gini(np.array([3.0, 3.0, 3.0])) == pytest.approx(0)
    assert gini(np.array([0.0, 0.0, 0.0, 4.0])) == pytest.approx(0.75)
    assert np.isnan(gini(np.zeros(3)))


def test_stability_is_near_nothing_for_the_same_and_large_for_another_distribution():
    draw = rng()
    before, same, moved = draw.normal(size=5000), draw.normal(size=5000), draw.normal(1.0, size=5000)
    assert population_stability(before, same) < 0.01
    assert population_stability(before, moved) > 0.25


def test_what_has_become_unknown_has_moved():
    before = np.linspace(0, 1, 500)
    now = before.copy()
    now[::2] = np.nan
    assert population_stability(before, now) > 0.25
    assert population_stability(np.full(9, np.nan), np.full(9, np.nan)) == pytest.approx(0)
    assert np.isnan(population_stability(before, before[:0]))
