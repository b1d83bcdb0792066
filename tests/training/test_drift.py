"""Drift counts people and employers, not rows: silent where nothing has moved, loud where something has."""

import numpy as np
import pytest

from benchmarks.alarms import Town, lived
from training.drift import LEAST_PEOPLE, LEVEL, MOVED, drifts

RUNS = 100
CLUSTERED = Town(60, 0.0)
"""Thirty people before and thirty others now, with many lists each."""


@pytest.fixture(scope="module")
def calm():
    return [lived(CLUSTERED, seed) for seed in range(RUNS)]


def test_where_few_people_have_many_lists_the_index_alone_is_no_alarm(calm):
    assert np.mean([any(one.psi >= MOVED for one in found) for found in calm]) > 0.5
    # one in twenty is the promise; three standard errors of the runs above it would be a broken one
    most = LEVEL + 3 * np.sqrt(LEVEL * (1 - LEVEL) / RUNS)
    assert np.mean([any(one.moved for one in found) for found in calm]) <= most
    assert np.mean([min(one.p for one in found) <= LEVEL for found in calm]) <= most


@pytest.mark.parametrize(("town", "least"), [(Town(60, 0.3, 1.0), 0.9), (Town(120, 0.3, 0.7), 0.9)])
def test_a_number_that_moved_for_everybody_is_found(town, least):
    assert np.mean([lived(town, seed)[0].moved for seed in range(20)]) >= least


def test_the_same_dice_give_the_same_answer():
    assert lived(CLUSTERED, 3) == lived(CLUSTERED, 3)


def test_with_few_people_in_a_period_there_is_too_little_to_say():
    few = lived(Town(2 * LEAST_PEOPLE - 2, 0.0, planted=5.0), seed=1)  # nineteen on either side
    assert few[0].psi > MOVED
    assert [(one.p, one.moved) for one in few] == [(None, False)] * len(few)


def test_one_new_employer_with_many_suggestions_is_one_piece_of_evidence():
    """Half of all suggestions now are one employer's: the column that hangs on it moves, and says nothing of others."""
    from benchmarks import alarms

    dice = np.random.default_rng(2)
    people, firms = (dice.normal(size=(count, alarms.COLUMNS)) for count in (100, alarms.EMPLOYERS))
    (before, old), (now, new) = (alarms.period(np.arange(100), 4, people, firms, dice) for _ in range(2))
    half = np.arange(len(now)) % 2 == 0
    now.suggestions.loc[half, "employer"] = "0"
    new[half, 0] = 9.0
    one = drifts(before, now, {"a": (old[:, 0], new[:, 0])})[0]
    assert one.psi > MOVED
    assert not one.moved
