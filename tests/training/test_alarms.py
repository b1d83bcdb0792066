"""Alarms fire on what is planted, keep still where lists are followed alike, and count people rather than rows."""

import dataclasses

import numpy as np
import pytest

from matching.model import MatchModel
from matching.scores import sigmoid
from tests.answered import answered, dataset, said_by
from training.alarms import CREAMING, LEAST_PEOPLE, LEVEL, Decisions, adherence, decisions, family

PEOPLE, LISTS, SLOTS, CONSULTANTS = 100, 3, 5, 8
RUNS = 200


def office(seed, ease=0.0, group=0.0, lists=LISTS, apart=0.5):
    """A caseload whose consultants pass on by rank and score, each in their own way, and by what is planted.

    ``apart`` is how far people differ (log-odds) for reasons that nobody wrote down.
    """
    rng = np.random.default_rng([seed, 5])
    person = np.repeat(np.arange(PEOPLE), lists * SLOTS)
    consultant, rank = (np.arange(PEOPLE) % CONSULTANTS)[person], np.tile(np.arange(SLOTS), PEOPLE * lists)
    easy = rng.normal(size=PEOPLE)
    easy /= easy.std()
    little = (rng.normal(size=PEOPLE) - 0.5 * easy > 0.3).astype(float)
    score = 0.4 + 0.15 * easy[person] - 0.05 * rank + 0.1 * rng.normal(size=len(person))
    habit = rng.normal(size=CONSULTANTS)[consultant] * 0.6 + rng.normal(size=PEOPLE)[person] * apart
    odds = -0.3 - 0.35 * rank + 1.5 * score + habit + ease * easy[person] + group * little[person]
    given = np.column_stack([np.eye(SLOTS)[rank], np.eye(CONSULTANTS)[consultant], score, score**2])
    made = Decisions(np.arange(len(person)), (rng.random(len(person)) < sigmoid(odds)).astype(float), given, person)
    return made, easy[person], little[person], rng


def judged(seed, **planted):
    """(creaming, group) of one office."""
    made, easy, little, rng = office(seed, **planted)
    other = (np.arange(PEOPLE) % 3 == 0).astype(float)[made.person]
    creaming = family(made, [(CREAMING, easy)], rng, one_sided=True)
    return (*creaming, *family(made, [("little_danish", little), ("few_hours", other)], rng, one_sided=False))


def test_offices_that_follow_their_lists_alike_are_left_in_peace():
    found = [judged(seed) for seed in range(RUNS)]
    # one in twenty is the promise; three standard errors of 200 runs above it would be a broken one
    most = LEVEL + 3 * np.sqrt(LEVEL * (1 - LEVEL) / RUNS)
    assert np.mean([one[0].p <= LEVEL for one in found]) <= most
    assert np.mean([min(one[1].p, one[2].p) <= LEVEL for one in found]) <= most
    assert np.mean([one[0].alarm for one in found]) <= LEVEL
    assert np.mean([one[1].alarm or one[2].alarm for one in found]) <= LEVEL + 0.03


def test_many_lists_of_people_who_differ_much_are_no_more_evidence():
    """Twelve lists each, people two log-odds apart: rows taken one by one would cry out most of the time."""
    found = [judged(seed, lists=12, apart=2.0) for seed in range(RUNS // 2)]
    most = LEVEL + 3 * np.sqrt(LEVEL * (1 - LEVEL) / len(found))
    assert np.mean([one[0].p <= LEVEL for one in found]) <= most
    assert np.mean([min(one[1].p, one[2].p) <= LEVEL for one in found]) <= most


def test_passing_on_the_easy_ones_is_found():
    assert np.mean([judged(seed, ease=0.6)[0].alarm for seed in range(20)]) >= 0.9


def test_passing_on_fewer_for_a_group_is_found_and_the_effect_has_its_sign():
    found = [judged(seed, group=-0.9)[1] for seed in range(20)]
    assert np.mean([one.alarm for one in found]) >= 0.9
    assert np.mean([one.effect for one in found]) < -0.05


def test_helping_the_hard_ones_more_is_no_creaming():
    assert not any(judged(seed, ease=-0.6)[0].alarm for seed in range(10))


def test_many_rows_of_few_people_prove_nothing():
    made, _, little, rng = office(1, group=-2.0)
    few = made.person < 2 * LEAST_PEOPLE - 1  # fewer than twenty on one side, whatever the split
    small = Decisions(made.rows[few], made.passed[few], made.given[few], made.person[few])
    [one] = family(small, [("little_danish", little[few])], rng, one_sided=False)
    assert (one.p, one.enough, one.alarm) == (None, False, False)


def test_the_same_dice_give_the_same_verdict():
    assert judged(3) == judged(3)


@pytest.fixture
def shown():
    """Six suggestions of one consultant each answered with another kind of no, or not at all."""
    made = answered(np.random.default_rng(1), 6)
    suggestions = made.suggestions.assign(shown_on="2026-10-01")
    suggestions.loc[5, "shown_on"] = "2026-10-30"  # three days before the data set: not settled
    said = said_by("consultant", ["s0", "s1", "s2"], np.array([True, False, False]))
    said["reason"] = [None, "disagrees_with_rank", "already_in_contact"]
    return dataset(suggestions, said)


def test_silence_is_not_passed_on_and_what_is_no_judgement_is_left_out(shown):
    made = decisions(shown, MatchModel.prior())
    assert made.rows.tolist() == [0, 1, 3, 4]  # s2 is known already, s5 is too fresh
    assert made.passed.tolist() == [1, 0, 0, 0]


def test_a_small_data_set_says_that_it_is_too_small(shown):
    nobody = np.zeros(len(shown), bool)
    found = adherence(shown, MatchModel.prior(), [("little_danish", nobody)], np.random.default_rng(0))
    assert [(one.code, one.enough) for one in found] == [(CREAMING, False), ("little_danish", False)]
    assert all(dataclasses.replace(one, effect=1.0).alarm is False for one in found)
