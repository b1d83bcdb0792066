"""Asking only the rules that read what is different gives what asking all of them would."""

import numpy as np
from hypothesis import given, settings

from features.facts import PersonFacts
from matching.counsel.standing import Standing
from tests.strategies import TODAY, openings, participants
from tests.world import facts_of, index_of


def facts(participant):
    return PersonFacts.of(participant, TODAY)


@settings(max_examples=60, deadline=None)
@given(participants(), participants(), openings())
def test_another_person_before_the_same_vacancies_stands_where_a_fresh_look_finds_them(one, other, world):
    snapshot = index_of(facts_of(world)).snapshot()
    moved = Standing.of(snapshot, facts(one)).instead(facts(other))
    np.testing.assert_array_equal(moved.statuses, Standing.of(snapshot, facts(other)).statuses)


@settings(max_examples=40, deadline=None)
@given(participants(), openings())
def test_what_is_possible_is_what_the_ranker_would_take(participant, world):
    snapshot = index_of(facts_of(world)).snapshot()
    standing, feasible = Standing.of(snapshot, facts(participant)), snapshot.feasible(facts(participant))
    assert standing.rows[standing.possible].tolist() == feasible.rows.tolist()
    np.testing.assert_array_equal(standing.statuses.T[standing.possible], feasible.statuses)
