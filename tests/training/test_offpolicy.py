"""Off-policy estimates by hand, against a planted value, and silent where there is too little."""

import math

import numpy as np
import pytest

from matching.model import MatchModel
from tests.answered import dataset, said_by, tables
from training.logged import estimates
from training.offpolicy import doubly_robust, effective_size, snips
from training.report import CHAMPION, CHANGE, NEW

ACTIONS = 4
PLANTED = np.array([0.2, 0.4, 0.6, 0.8])
"""True mean reward of each action for contexts of kind 0; kind 1 has them the other way round."""


def truth(kind):
    return np.where(kind[:, None] == 0, PLANTED, PLANTED[::-1])


def logged(rng, n=600):
    """A skewed logging policy; the new policy prefers the last action. True value of the new policy by enumeration."""
    kind = rng.integers(0, 2, n)
    old, new = np.array([0.4, 0.3, 0.2, 0.1]), np.array([0.1, 0.1, 0.2, 0.6])
    action = rng.choice(ACTIONS, n, p=old)
    reward = (rng.random(n) < truth(kind)[np.arange(n), action]).astype(float)
    return kind, action, reward, old, new


VALUE = 0.5 * (0.02 + 0.04 + 0.12 + 0.48) + 0.5 * (0.08 + 0.06 + 0.08 + 0.12)
"""½ Σ π(a) r(a, 0) + ½ Σ π(a) r(a, 1) = ½ · 0.66 + ½ · 0.34 = 0.5."""


def both(rng, guess, old_believed=None):
    kind, action, reward, old, new = logged(rng)
    weight = (new / (old if old_believed is None else old_believed))[action]
    table = guess(kind)
    people = np.arange(len(kind))
    robust = doubly_robust(reward, weight, table[people, action], table @ new, people)
    return snips(reward, weight, people), robust


def flat(kind):
    return np.full((len(kind), ACTIONS), 0.9)


def test_the_estimates_by_hand():
    reward, weight, people = np.array([1.0, 0.0, 1.0]), np.array([2.0, 1.0, 1.0]), np.array(["a", "b", "c"])
    assert snips(reward, weight, people).value == pytest.approx(0.75)
    robust = doubly_robust(reward, weight, np.full(3, 0.5), np.full(3, 0.4), people)
    assert robust.value == pytest.approx(((0.4 + 2 * 0.5) + (0.4 - 0.5) + (0.4 + 0.5)) / 3)
    assert effective_size(weight) == pytest.approx(16 / 6)


def test_the_planted_value_lies_in_nine_of_ten_intervals():
    inside = {"snips": 0, "doubly_robust": 0}
    for seed in range(100):
        for ratio in both(np.random.default_rng(seed), truth):
            found = ratio.estimate(seed=seed)
            inside[found.method] += found.low <= VALUE <= found.high
    assert all(82 <= count <= 98 for count in inside.values()), inside


def test_doubly_robust_is_right_when_only_one_of_its_two_halves_is():
    wrong = np.array([0.25, 0.25, 0.25, 0.25])
    only_propensities = np.mean([both(np.random.default_rng(s), flat)[1].value for s in range(100)])
    only_guess = np.mean([both(np.random.default_rng(s), truth, wrong)[1].value for s in range(100)])
    neither = np.mean([both(np.random.default_rng(s), flat, wrong)[1].value for s in range(100)])
    assert only_propensities == pytest.approx(VALUE, abs=0.02)
    assert only_guess == pytest.approx(VALUE, abs=0.02)
    assert abs(neither - VALUE) > 0.05


def test_under_fifty_effective_answers_one_cannot_say():
    weight = np.r_[1000.0, np.ones(400)]
    found = snips(np.ones(401), weight, np.arange(401)).estimate()
    assert found.effective < 50
    assert found.n == 401
    assert not found.can_say
    assert math.isnan(found.value)
    assert math.isnan(found.low)


def test_a_difference_is_taken_on_the_same_people():
    rng = np.random.default_rng(1)
    reward, people = (rng.random(400) < 0.5).astype(float), np.arange(400)
    same = snips(reward, np.ones(400), people)
    nothing = same.less(same)
    assert (nothing.value, nothing.low, nothing.high) == (0.0, 0.0, 0.0)


def tried_out(rng, n=1_500):
    """Lists where each pair is shown by lot, half with a small propensity; the employer says what one feature says."""
    table, _ = tables(rng, n, unknown=0.0)
    propensity = np.where(rng.random(n) < 0.5, 0.05, 0.5)
    good = table[:, 0] > 0.6
    ids = np.array([f"s{i}" for i in range(n)])
    answered = [said_by(party, ids, rng.random(n) < np.where(good, 0.9, 0.3)) for party in ("participant", "employer")]
    return table, propensity, good, ids, answered


def test_a_model_that_knows_what_is_wanted_would_bring_more_and_says_how_much():
    import dataclasses

    import pandas as pd

    from features.pairs import COLUMNS
    from matching.model import PRIOR
    from tests.answered import answered as plain
    from training.evaluate import gains_of

    rng = np.random.default_rng(5)
    table, propensity, _, ids, said = tried_out(rng)
    shown = plain(rng, len(ids)).suggestions.assign(
        suggestion=ids, propensity=propensity, **dict(zip(COLUMNS, table.T, strict=True))
    )
    data = dataset(shown, pd.concat(said, ignore_index=True))
    only = {name: dataclasses.replace(w, weight=5.0 if name == COLUMNS[0] else 0.0) for name, w in PRIOR.items()}
    knows = MatchModel(only)
    blind = MatchModel({name: dataclasses.replace(w, weight=0.0) for name, w in PRIOR.items()})
    found = {(e.method, e.model): e for e in estimates(data, gains_of(data), knows, blind)}
    for method in ("snips", "doubly_robust"):
        assert found[method, NEW].low <= 0.81 <= found[method, NEW].high
        assert found[method, CHANGE].low > 0
        assert found[method, CHAMPION].value < 0.7


def test_without_propensities_nothing_is_estimated():
    from tests.answered import answered as plain
    from training.evaluate import gains_of

    data = plain(np.random.default_rng(2), 40)
    lost = dataset(data.suggestions.assign(propensity=np.nan), data.answers)
    assert estimates(lost, gains_of(lost), MatchModel.prior(), MatchModel.prior()) == ()


def test_lists_on_which_nothing_was_drawn_speak_for_nothing():
    """A thousand greedy answers are no estimate; beside drawn ones they are left out and change none."""
    from tests.answered import answered as plain
    from training.evaluate import gains_of

    data = plain(np.random.default_rng(2), 2_000)
    prior = MatchModel.prior()
    assert estimates(data, gains_of(data), prior, prior) == ()
    rank, run = (data.suggestions[name] for name in ("rank", "run"))
    half = np.arange(len(data)) < 1_000
    mixed = dataset(data.suggestions.assign(propensity=np.where((rank == 5) & half, 0.1, 1.0)), data.answers)
    drawn = mixed.keep(half)
    assert run[half].nunique() == 200
    assert estimates(mixed, gains_of(mixed), prior, prior) == estimates(drawn, gains_of(drawn), prior, prior) != ()
