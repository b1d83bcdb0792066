"""The ways of the months' benchmark show what they say they show."""

from collections import Counter
from datetime import timedelta

import numpy as np
import pytest

from benchmarks.months import Loop, Lottery
from features.similarity import Hybrid
from matching.model import MatchModel
from matching.ranker import PER_EMPLOYER, Ranker
from training.practice import SLOTS, pairs_of
from training.world import invent


@pytest.fixture(scope="module")
def world():
    return invent(5, 12, 25, 60)


@pytest.fixture(scope="module")
def pairs(world):
    ranker = Ranker(Hybrid(None), MatchModel.prior())
    ranker.load(world.vacancies, {employer.id: employer for employer in world.employers})
    return pairs_of(world, ranker)


def shown(kind, world, pairs, explore):
    made = kind(world, pairs, np.random.default_rng(2))
    everything = np.ones(len(world.vacancies), bool)
    made.week(MatchModel.prior(), world.today - timedelta(weeks=4), range(12), everything, explore=explore)
    return made.dataset(world.today).suggestions


def test_the_loop_tries_out_one_feasible_pair_of_a_list_with_its_chance(world, pairs):
    found = shown(Loop, world, pairs, True)
    drawn = found[found["propensity"] < 1]
    assert 0 < len(drawn) <= 12
    assert set(drawn["rank"]) == {SLOTS}
    assert (drawn["misses"] == 0).all()
    for _, one in found.groupby("run"):
        assert max(Counter(one["employer"]).values()) <= PER_EMPLOYER


def test_the_lottery_draws_each_pair_as_often_as_another(world, pairs):
    person = max(range(12), key=lambda number: len(pairs[number].rows))
    many = len(pairs[person].rows)
    made = Lottery(world, pairs, np.random.default_rng(3))
    draws = 400
    counts = Counter(
        place
        for _ in range(draws)
        for place in made._list(MatchModel.prior(), pairs[person], np.arange(many), False)[0]
    )
    share = SLOTS / many
    error = (share * (1 - share) / draws) ** 0.5
    assert all(counts[place] / draws == pytest.approx(share, abs=4.5 * error) for place in range(many))
