"""5 % bad answers of one employer or consultant cost at most 0.02 nDCG@10 against the true value."""

import numpy as np
import pytest

from benchmarks.learning.poison import lost_where_experts_are_right

MOST = 0.02
SEEDS = range(6)


@pytest.mark.parametrize(
    ("party", "size"), [("employer", 300), ("employer", 600), ("consultant", 300), ("participant", 300)]
)
def test_one_rater_with_five_percent_bad_answers_costs_little(party, size):
    assert np.mean([lost_where_experts_are_right(seed, size, party) for seed in SEEDS]) <= MOST


def test_without_the_bound_the_same_answers_cost_more_than_that():
    lost = [lost_where_experts_are_right(seed, 300, bound=False) for seed in SEEDS]
    assert np.mean(lost) > 1.5 * MOST
