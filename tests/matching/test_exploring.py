"""A try-out is drawn with exactly the chance that is kept with it, and never breaks what a list promises."""

import math
from collections import Counter

import numpy as np
import pytest

from features.vocabulary import Feasible
from matching import exploring
from matching.ranker import PER_EMPLOYER
from matching.scores import scored_of
from tests.town import PEOPLE, TODAY, town_ranker

DRAWS = 2_000


@pytest.fixture(scope="module")
def ranker():
    return town_ranker()


def lists(ranker, name, k, draws, **more):
    return [ranker.rank(PEOPLE[name], k, TODAY, explore=np.random.default_rng(seed), **more) for seed in range(draws)]


def test_the_chance_that_is_kept_is_how_often_a_pair_is_drawn(ranker):
    found = Counter()
    kept = {}
    for ranking in lists(ranker, "chau", 5, DRAWS):
        tried = [one for one in ranking.suggestions if one.tried]
        assert [one.rank for one in tried] == [exploring.PLACE]
        found[tried[0].vacancy_id] += 1
        assert kept.setdefault(tried[0].vacancy_id, tried[0].propensity) == tried[0].propensity
    assert len(found) > 3
    assert sum(kept.values()) == pytest.approx(1, abs=0.01)  # what was never drawn is rare
    for vacancy, propensity in kept.items():
        error = math.sqrt(propensity * (1 - propensity) / DRAWS)
        assert found[vacancy] / DRAWS == pytest.approx(propensity, abs=4 * error)


class Chosen:
    """Dice that fall as they are told, and keep the chances they were given."""

    def __init__(self, place):
        self.place = place

    def choice(self, count, p):
        self.chances = p
        return min(self.place, count - 1)


@pytest.mark.parametrize("k", [5, 7])
def test_propensities_are_exact_for_every_place_of_every_list_that_can_be_drawn(ranker, k):
    """All draws enumerated: what a pair's propensity says is the share of all lists, weighed, that it stands on."""
    first = Chosen(0)
    ranker.rank(PEOPLE["chau"], k, TODAY, explore=first)
    shown, kept = Counter(), {}
    for place, chance in enumerate(first.chances):
        ranking = ranker.rank(PEOPLE["chau"], k, TODAY, explore=Chosen(place))
        assert len(ranking.suggestions) == k
        for one in ranking.suggestions:
            shown[one.vacancy_id] += chance
            assert kept.setdefault(one.vacancy_id, one.propensity) == pytest.approx(one.propensity)
            assert not (one.tried and one.feasible is Feasible.NEAR)
    assert dict(shown) == pytest.approx(kept)
    assert sum(shown.values()) == pytest.approx(k)


@pytest.mark.parametrize("k", [5, 8])
def test_the_rest_of_the_list_is_the_plain_list_and_certain(ranker, k):
    plain = [one.vacancy_id for one in ranker.rank(PEOPLE["chau"], k, TODAY).suggestions]
    for ranking in lists(ranker, "chau", k, 30):
        rest = [one for one in ranking.suggestions if not one.tried]
        assert [one.vacancy_id for one in rest] == plain[: k - 1]
        assert {one.propensity for one in rest} == {1.0}
        assert [one.rank for one in ranking.suggestions] == list(range(1, k + 1))


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("k", [5, 7])
def test_a_try_out_is_feasible_and_leaves_at_most_two_of_an_employer(ranker, name, k):
    for ranking in lists(ranker, name, k, 20):
        assert all(one.feasible is not Feasible.NEAR for one in ranking.suggestions if one.tried)
        assert max(Counter(one.employer_id for one in ranking.suggestions).values()) <= PER_EMPLOYER
        assert ranking.violations == 0
        assert len({one.vacancy_id for one in ranking.suggestions}) == len(ranking.suggestions)


@pytest.mark.parametrize(("name", "k"), [("amina", 5), ("dina", 5), ("elias", 10), ("chau", 4)])
def test_thin_and_short_lists_hold_no_try_out(ranker, name, k):
    plain = ranker.rank(PEOPLE[name], k, TODAY)
    assert all(ranking == plain for ranking in lists(ranker, name, k, 5))


def test_without_dice_nothing_is_tried_and_everything_is_certain(ranker):
    suggestions = ranker.rank(PEOPLE["chau"], 10, TODAY).suggestions
    assert {(one.tried, one.propensity) for one in suggestions} == {(False, 1.0)}


def test_the_same_dice_draw_the_same(ranker):
    first, second = lists(ranker, "chau", 5, 1), lists(ranker, "chau", 5, 1)
    assert first == second


def test_chances_are_those_worked_by_hand():
    # mean 1, standard deviation 1: e^0, e^2 over their sum
    assert exploring.propensities(np.array([0.0, 2.0])) == pytest.approx([0.119203, 0.880797], abs=1e-6)
    assert exploring.propensities(np.array([0.7, 0.7, 0.7])) == pytest.approx([1 / 3] * 3)


def test_what_is_less_known_has_more_upside():
    zero = [np.zeros(2, np.float32)] * 3
    unsure = np.array([0.0, 1.0], np.float32)
    known, open_ = exploring.upside(
        scored_of(zero, zero, ((-unsure, unsure), (-unsure, unsure)), np.zeros((2, 0)), np.zeros((2, 2)))
    )
    assert known == pytest.approx(0.5 * math.log(2))
    assert open_ == pytest.approx(0.731059 * 1.313262, abs=1e-5)  # σ(1) · log(1 + e)


def test_a_try_out_needs_something_to_choose_between():
    feasible, employers = np.array([True, True, True, True, True, False]), np.arange(6)
    assert exploring.pool(feasible, employers, [0, 1, 2], 2).tolist() == [3, 4]
    assert exploring.pool(feasible, employers, [0, 1, 2, 3], 2).tolist() == []
