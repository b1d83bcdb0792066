"""Answers kept between requests are the answers that a fresh look at every vacancy would give."""

import random
from datetime import timedelta

import numpy as np
import pytest
from scipy import sparse

from features.columns import Columns
from features.facts import OpeningFacts, PersonFacts
from features.similarity import TextRows
from matching.index import FaissVectors, Index, NumpyVectors, Spelling, employer_columns
from matching.index.growing import Growing
from matching.kept import Answers, LeastUsed
from matching.rules import BROKEN, MOST_NEGOTIABLE, NEGOTIABLE, RULES, Request
from matching.rules.unwanted import words_of
from training.world import TODAY, invent

BUCKETS = 16


@pytest.fixture(scope="module")
def world():
    return invent(seed=3, participants=12, employers=30, vacancies=120)


def openings_of(world, vacancies):
    employers = {employer.id: employer for employer in world.employers}
    return [OpeningFacts.of(vacancy, employers[vacancy.employer_id]) for vacancy in vacancies]


def texts_for(ids, dice):
    dense = dice.normal(size=(len(ids), 8)).astype(np.float32)
    spelled = sparse.random(len(ids), BUCKETS, 0.3, format="csr", dtype=np.float32, rng=dice)
    return TextRows(dense, spelled)


def by_looking_at_all(living, employers, person):
    """Vacancy id → statuses of all rules, from fresh columns of the living openings alone."""
    numbers = {name: number for number, name in enumerate(employers)}
    columns = Columns.of(living, numbers)
    words = tuple(words_of(opening) for opening in living)
    request = Request.of(person, columns, employer_columns(list(employers.values())), words)
    statuses = np.stack([rule.check(request) for rule in RULES], axis=1)
    kept = (statuses.min(axis=1) > BROKEN) & ((statuses == NEGOTIABLE).sum(axis=1) <= MOST_NEGOTIABLE)
    return {living[i].vacancy.id: statuses[i].tolist() for i in np.flatnonzero(kept)}


def as_found(snapshot, person):
    found = snapshot.feasible(person)
    return {
        snapshot.opening(row).vacancy.id: statuses.tolist()
        for row, statuses in zip(found.rows.tolist(), found.statuses, strict=True)
    }


@pytest.mark.parametrize("seed", range(6))
def test_after_any_order_of_changes_the_kept_answers_are_those_of_a_fresh_look(world, seed):
    chance, dice = random.Random(seed), np.random.default_rng(seed)
    index = Index(8, BUCKETS)
    employers = {employer.id: employer for employer in world.employers}
    living = {}
    snapshots = []
    for _ in range(25):
        step = chance.choice(("put", "put", "close", "employer"))
        if step == "put":
            vacancies = chance.sample(world.vacancies, chance.randint(1, 12))
            batch = [OpeningFacts.of(vacancy, employers[vacancy.employer_id]) for vacancy in vacancies]
            index.put(batch, texts_for(batch, dice))
            living |= {opening.vacancy.id: opening for opening in batch}
        elif step == "close":
            gone = chance.sample([vacancy.id for vacancy in world.vacancies], 5)
            index.close(gone)
            living = {name: opening for name, opening in living.items() if name not in gone}
        else:
            employer = chance.choice(world.employers)
            used = chance.choice((0, 1, 9))
            pause = chance.choice((None, TODAY + timedelta(days=9)))
            employers[employer.id] = employer.model_copy(update={"contacts_this_month": used, "pause_until": pause})
            index.employer_changed(employers[employer.id])
        snapshot = index.snapshot()
        assert dict(snapshot.rows).keys() == living.keys()
        assert len(snapshot.rows) == len(living)
        for participant in chance.sample(world.participants, 3):
            person = PersonFacts.of(participant, TODAY)
            expected = by_looking_at_all(list(living.values()), employers, person) if living else {}
            assert as_found(snapshot, person) == expected
            snapshots.append((snapshot, person, expected))
    for snapshot, person, expected in snapshots:
        assert as_found(snapshot, person) == expected


def test_a_participant_whose_record_changed_gets_a_new_answer(world):
    index = Index(8, BUCKETS)
    openings = openings_of(world, world.vacancies)
    index.put(openings, texts_for(openings, np.random.default_rng(0)))
    before = world.participants[5].model_copy(update={"hours_min": None, "hours_wish": None, "hours_max": 37})
    after = before.model_copy(update={"hours_max": 2})
    wide = index.snapshot().feasible(PersonFacts.of(before, TODAY))
    narrow = index.snapshot().feasible(PersonFacts.of(after, TODAY))
    assert len(narrow.rows) < len(wide.rows)


def test_clearing_away_the_dead_changes_no_answer(world, monkeypatch):
    monkeypatch.setattr("matching.index.open_vacancies.FEWEST_ROWS", 8)
    index, dice = Index(8, BUCKETS), np.random.default_rng(0)
    openings = openings_of(world, world.vacancies)
    texts = texts_for(openings, dice)
    index.put(openings, texts)
    person = PersonFacts.of(world.participants[0], TODAY)
    wanted = as_found(index.snapshot(), person)
    gone = [opening.vacancy.id for opening in openings[:60]]
    index.close(gone)
    snapshot = index.snapshot()
    assert len(snapshot) == 60
    assert as_found(snapshot, person) == {name: value for name, value in wanted.items() if name not in gone}
    rows = np.arange(60)
    meaning, spelling = snapshot.similarities(texts.take(slice(0, 3)), rows)
    np.testing.assert_allclose(meaning, texts.dense[:3] @ texts.dense[60:].T, rtol=1e-5)
    np.testing.assert_allclose(spelling, (texts.sparse[:3] @ texts.sparse[60:].T).toarray(), rtol=1e-5)


def test_faiss_and_numpy_give_the_same_numbers_after_every_addition():
    dice = np.random.default_rng(0)
    first, more = dice.normal(size=(40, 8)).astype(np.float32), dice.normal(size=(9, 8)).astype(np.float32)
    clever, plain = FaissVectors.of(first).add(more), NumpyVectors(first).add(more)
    rows, queries = np.array([0, 3, 39, 40, 48]), dice.normal(size=(3, 8)).astype(np.float32)
    np.testing.assert_allclose(clever.scores(queries, rows), plain.scores(queries, rows), rtol=1e-5)
    assert clever.scores(queries, rows[:0]).shape == (3, 0)
    with pytest.raises(IndexError):
        clever.scores(queries, np.array([49]))


def test_spelling_gives_the_same_cosines_in_the_index_and_in_its_tail():
    texts = texts_for(range(30), np.random.default_rng(0)).sparse
    grown = Spelling.of(texts[:20]).add(texts[20:25]).add(texts[25:])
    rows = np.array([1, 19, 20, 24, 25, 29])
    expected = (texts[:4] @ texts.T).toarray()[:, rows]
    np.testing.assert_allclose(grown.scores(texts[:4], rows), expected, rtol=1e-6)
    assert abs(grown.rows() - texts).max() == 0


def test_a_growing_array_never_changes_what_was_seen_before():
    first = Growing.of(np.arange(3))
    longer = first.add(np.array([3, 4]))
    branch = first.add(np.array([9]))
    longest = longer.add(np.array([5]))
    assert first.rows.tolist() == [0, 1, 2]
    assert branch.rows.tolist() == [0, 1, 2, 9]
    assert longest.rows.tolist() == [0, 1, 2, 3, 4, 5]
    assert np.shares_memory(longer.rows, longest.rows)


def test_what_was_used_longest_ago_is_forgotten_first():
    kept = LeastUsed(most=10)
    kept.put("a", 1, 4)
    kept.put("b", 2, 4)
    assert kept.get("a") == 1
    kept.put("c", 3, 4)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (1, None, 3)
    kept.put("d", 4, 100)
    assert kept.get("d") == 4


def test_scores_are_made_once_for_each_row():
    asked = []

    def made(rows):
        asked.append(rows.tolist())
        return np.stack([rows, 10 * rows]).astype(np.float32)

    kept = Answers()
    for rows in ([2, 5], [2, 5], [2, 5, 9], [5, 9, 11], [], [1]):
        found = kept.scores("words", np.array(rows, np.int64), made)
        assert found.tolist() == [rows, [10 * row for row in rows]]
    assert [rows for rows in asked if rows] == [[2, 5], [9], [11], [1]]
