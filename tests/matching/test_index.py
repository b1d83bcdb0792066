"""The index and its exact twin give the same rows and scores whatever happens, and a snapshot never changes."""

import threading
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from scipy import sparse

from features.facts import OpeningFacts, PersonFacts
from features.similarity import TextRows
from features.vocabulary import VacancyStatus
from matching.index import FaissVectors, Index, NumpyVectors, open_vacancies, spelling
from matching.rules import BROKEN, MOST_NEGOTIABLE, NEGOTIABLE, RULES, Request
from tests.contracts import unit, vectors_keep_their_contract
from tests.town import EMPLOYERS, PEOPLE, TODAY, VACANCIES

DIMENSION, BUCKETS = 8, 16
FACTS = {name: OpeningFacts.of(job, EMPLOYERS[job.employer_id]) for name, job in VACANCIES.items()}
NAMES = list(FACTS)
FACTS_OF = {name: PersonFacts.of(person, TODAY) for name, person in PEOPLE.items()}


def texts(n, seed):
    dice = np.random.default_rng(seed)
    spelled = sparse.random(n, BUCKETS, density=0.3, format="csr", dtype=np.float32, random_state=dice)
    return TextRows(unit(dice, n, DIMENSION), spelled)


@contextmanager
def made_anew_from(rows):
    """An index so small is already cleared of its dead, and its inverted index made anew."""
    with patch.object(open_vacancies, "FEWEST_ROWS", rows), patch.object(spelling, "TAIL", rows):
        yield


def plainly_feasible(snapshot, person):
    """The feasible rows, asked of every rule over every living row at once: nothing kept, nothing skipped."""
    rows = np.array(sorted(snapshot.rows.values()), np.int64)
    words = [snapshot.words[row] for row in rows]
    request = Request.of(person, snapshot.columns.take(rows), snapshot.employers, words)
    statuses = np.stack([rule.check(request) for rule in RULES], axis=1)
    kept = (statuses.min(axis=1) > BROKEN) & ((statuses == NEGOTIABLE).sum(axis=1) <= MOST_NEGOTIABLE)
    return rows[kept].tolist(), statuses[kept].tolist()


def answer(snapshot, queries):
    """Everything a snapshot says to everybody: who may see what, with which statuses and similarities."""
    found = {}
    for name, person in FACTS_OF.items():
        feasible = snapshot.feasible(person)
        meaning, spelling = snapshot.similarities(queries, feasible.rows)
        ids = [snapshot.opening(row).vacancy.id for row in feasible.rows.tolist()]
        found[name] = (ids, feasible.statuses.tolist(), meaning, spelling)
    return found


def same(one, other):
    assert one.keys() == other.keys()
    for name in one:
        assert one[name][:2] == other[name][:2], name
        np.testing.assert_allclose(one[name][2], other[name][2], atol=1e-6)
        np.testing.assert_allclose(one[name][3], other[name][3], atol=1e-6)


@pytest.mark.parametrize("store", [NumpyVectors, FaissVectors.of], ids=["numpy", "faiss"])
def test_every_vector_store_keeps_the_contract(store):
    vectors_keep_their_contract(store(np.zeros((0, DIMENSION), np.float32)), np.random.default_rng(3))


def test_faiss_refuses_rows_it_does_not_have():
    store = FaissVectors.of(unit(np.random.default_rng(1), 4, DIMENSION))
    with pytest.raises(IndexError, match="4 vectors of 8"):
        store.scores(unit(np.random.default_rng(2), 1, DIMENSION), np.array([4], np.int64))


class Twins(RuleBasedStateMachine):
    """Put, change, close and employers' days on both twins; old snapshots are asked again after every step."""

    @initialize(tail=st.sampled_from([4, 1024]))
    def begin(self, tail):
        self.small = ExitStack()
        self.small.enter_context(made_anew_from(tail))
        self.faiss, self.exact = Index(DIMENSION, BUCKETS), Index(DIMENSION, BUCKETS, exact=True)
        self.queries = texts(2, 99)
        self.living = {}
        self.taken = []

    def teardown(self):
        if hasattr(self, "small"):
            self.small.close()

    @rule(names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=6), seed=st.integers(0, 9))
    def put(self, names, seed):
        openings, rows = [FACTS[name] for name in names], texts(len(names), seed)
        for index in (self.faiss, self.exact):
            index.put(openings, rows)
        self.living |= dict.fromkeys(names, True)

    @rule(names=st.lists(st.sampled_from([*NAMES, "nobody"]), max_size=4))
    def close(self, names):
        for index in (self.faiss, self.exact):
            index.close(names)
        self.living = {name: True for name in self.living if name not in names}

    @rule(name=st.sampled_from(list(EMPLOYERS)), pause=st.sampled_from([None, TODAY.replace(month=12)]))
    def employer_changed(self, name, pause):
        for index in (self.faiss, self.exact):
            index.employer_changed(EMPLOYERS[name].model_copy(update={"pause_until": pause}))

    @rule()
    def take_a_snapshot(self):
        snapshot = self.faiss.snapshot()
        self.taken = [*self.taken[-2:], (snapshot, answer(snapshot, self.queries))]

    @rule()
    def take_a_snapshot_and_ask_later(self):
        """Nobody has asked this snapshot yet when the next change comes; its twin answers for it."""
        self.taken = [*self.taken[-2:], (self.faiss.snapshot(), answer(self.exact.snapshot(), self.queries))]

    @invariant()
    def both_say_the_same_and_old_snapshots_what_they_said(self):
        if not hasattr(self, "taken"):
            return
        now, twin = self.faiss.snapshot(), self.exact.snapshot()
        assert dict(now.rows) == dict(twin.rows)
        assert now.rows.keys() == self.living.keys()
        assert len(now.rows) == len(self.living)
        same(answer(now, self.queries), answer(twin, self.queries))
        for snapshot, said in self.taken:
            same(answer(snapshot, self.queries), said)
        for person in FACTS_OF.values():
            feasible = now.feasible(person)
            assert (feasible.rows.tolist(), feasible.statuses.tolist()) == plainly_feasible(now, person)


TestTwins = Twins.TestCase
TestTwins.settings = settings(max_examples=10, stateful_step_count=8, deadline=None)


def test_clearing_the_dead_away_keeps_every_answer():
    with made_anew_from(4):
        index, queries = Index(DIMENSION, BUCKETS), texts(2, 99)
        index.put([FACTS[name] for name in NAMES], texts(len(NAMES), 1))
        gone = ["v03", "v04", "v08", "v14"]
        index.close(gone[:2])
        before = answer(index.snapshot(), queries)
        rows = len(index.snapshot())
        index.close(gone[2:])
        assert (rows, len(index.snapshot())) == (15, 11)
        after = answer(index.snapshot(), queries)
        for name in PEOPLE:
            kept = [i for i, vacancy_id in enumerate(before[name][0]) if vacancy_id not in gone]
            assert [before[name][0][i] for i in kept] == after[name][0]
            np.testing.assert_allclose(before[name][2][:, kept], after[name][2], atol=1e-6)


def test_a_snapshot_that_nobody_asked_before_a_change_still_answers_as_before():
    index = Index(DIMENSION, BUCKETS)
    index.put([FACTS[name] for name in NAMES], texts(len(NAMES), 1))
    before = index.snapshot()
    index.close(["v09"])
    assert index.snapshot().feasible(FACTS_OF["amina"]).rows.tolist() == [0, 1, 11]
    assert before.feasible(FACTS_OF["amina"]).rows.tolist() == [0, 1, 8, 11]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_kept_answers_are_lengthened_right_whatever_the_batches(sizes):
    index, n = Index(DIMENSION, BUCKETS), 0
    for size in sizes:
        numbers = range(n, n + size)
        made = [VACANCIES[NAMES[i % 15]].model_copy(update={"id": f"n{i}"}) for i in numbers]
        index.put([OpeningFacts.of(job, EMPLOYERS[job.employer_id]) for job in made], texts(size, n))
        n += size
        for person in FACTS_OF.values():
            feasible = index.snapshot().feasible(person)
            assert (feasible.rows.tolist(), feasible.statuses.tolist()) == plainly_feasible(index.snapshot(), person)


def test_a_changed_person_with_the_same_id_is_judged_anew():
    index = Index(DIMENSION, BUCKETS)
    index.put([FACTS[name] for name in NAMES], texts(len(NAMES), 1))
    amina = index.snapshot().feasible(FACTS_OF["amina"]).rows.tolist()
    other = PersonFacts.of(PEOPLE["bilal"].model_copy(update={"id": "amina"}), TODAY)
    assert index.snapshot().feasible(other).rows.tolist() != amina
    assert index.snapshot().feasible(other).rows.tolist() == index.snapshot().feasible(FACTS_OF["bilal"]).rows.tolist()


def test_a_vacancy_twice_in_one_batch_is_there_once_as_it_stood_last():
    index = Index(DIMENSION, BUCKETS)
    closed = VACANCIES["v01"].model_copy(update={"status": VacancyStatus.CLOSED})
    index.put([OpeningFacts.of(closed, EMPLOYERS["e1"]), FACTS["v01"]], texts(2, 1))
    assert dict(index.snapshot().rows) == {"v01": 1}
    assert index.snapshot().feasible(FACTS_OF["chau"]).rows.tolist() == [1]


def test_an_empty_index_answers_nobody():
    snapshot = Index(0, BUCKETS).snapshot()
    feasible = snapshot.feasible(FACTS_OF["amina"])
    assert (len(snapshot), feasible.rows.tolist(), feasible.statuses.shape) == (0, [], (0, len(RULES)))


def test_readers_are_never_disturbed_by_a_writer():
    """Four threads ask while one puts, closes and changes: every answer is one that is right for its snapshot."""
    index, stop, wrong = Index(DIMENSION, BUCKETS), threading.Event(), []
    index.put([FACTS[name] for name in NAMES], texts(len(NAMES), 1))

    def read():
        while not stop.is_set():
            snapshot = index.snapshot()
            for person in FACTS_OF.values():
                feasible = snapshot.feasible(person)
                found = (feasible.rows.tolist(), feasible.statuses.tolist())
                if found != plainly_feasible(snapshot, person):
                    wrong.append((snapshot.version, person.participant.id))

    def checked_read():
        try:
            read()
        except Exception as error:
            wrong.append(error)

    with made_anew_from(8):
        readers = [threading.Thread(target=checked_read) for _ in range(4)]
        for reader in readers:
            reader.start()
        dice = np.random.default_rng(5)
        for step in range(60):
            names = dice.choice(NAMES, 3, replace=False).tolist()
            index.put([FACTS[name] for name in names], texts(3, step))
            index.close(dice.choice(NAMES, 2).tolist())
            index.employer_changed(EMPLOYERS["e1"].model_copy(update={"contacts_this_month": step % 9}))
        stop.set()
        for reader in readers:
            reader.join()
    assert not wrong
