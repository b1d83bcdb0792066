"""Open vacancies as columns and vectors: rules first, then an exact product over what is left.

Rows are only ever appended. A changed vacancy is a new row and the old one is marked dead; when a quarter of the rows
is dead they are cleared away. A ``Snapshot`` therefore never changes while a request reads it, and needs no lock.

Answers of a rule that depend on few values of a person (its ``key``) are kept as one bitmap per key over all rows, so
a request is a handful of ``and``s, the remaining rules on the rows that are left, and FAISS (``IndexFlatIP``) over
their ids. Approximate indexes lose recall exactly where filters bite and save nothing (docs/speed.md).
"""

from __future__ import annotations

import dataclasses
import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from features.columns import Columns
from features.facts import OpeningFacts, PersonFacts
from features.profiles import Employer
from features.similarity import TextRows
from matching.rules import BROKEN, RULES, Request, Rule
from matching.rules.base import EmployerColumns
from matching.rules.employer import NO_BUDGET
from matching.rules.person import words_of

Rows = NDArray[np.int64]
KEPT_BITMAPS: Final = 256
TAIL: Final = 1024
DEAD_SHARE: Final = 0.25


class Vectors(Protocol):
    """Unit vectors by row number; ``add`` gives a new store and leaves the old one as it was."""

    def __len__(self) -> int: ...

    def scores(self, queries: NDArray[np.float32], rows: Rows) -> NDArray[np.float32]:
        """(q, len(rows)) float32 inner products of the queries (q, d) with the vectors of ``rows``."""
        ...

    def add(self, vectors: NDArray[np.float32]) -> Vectors:
        """A store with ``vectors`` (m, d) appended."""
        ...


class NumpyVectors:
    """The exact twin: one array, gathered and multiplied."""

    def __init__(self, vectors: NDArray[np.float32]) -> None:
        self.vectors = np.ascontiguousarray(vectors, np.float32)

    def __len__(self) -> int:
        return len(self.vectors)

    def scores(self, queries: NDArray[np.float32], rows: Rows) -> NDArray[np.float32]:
        """Gather and multiply."""
        return np.asarray(queries @ self.vectors[rows].T, np.float32)

    def add(self, vectors: NDArray[np.float32]) -> NumpyVectors:
        """A longer array."""
        return NumpyVectors(np.vstack([self.vectors, vectors]))


class FaissVectors:
    """FAISS ``IndexFlatIP`` over most rows, and an array over those added since it was built."""

    def __init__(self, base: Any, tail: NDArray[np.float32]) -> None:
        self.base = base
        self.tail = tail

    @classmethod
    def of(cls, vectors: NDArray[np.float32]) -> FaissVectors:
        """A store of ``vectors`` (n, d)."""
        import faiss

        base = faiss.IndexFlatIP(vectors.shape[1])
        base.add(np.ascontiguousarray(vectors, np.float32))
        return cls(base, np.zeros((0, vectors.shape[1]), np.float32))

    def __len__(self) -> int:
        return int(self.base.ntotal) + len(self.tail)

    def scores(self, queries: NDArray[np.float32], rows: Rows) -> NDArray[np.float32]:
        """Exact inner products by FAISS over the given ids."""
        import faiss

        queries = np.ascontiguousarray(queries, np.float32)
        found = np.empty((len(queries), len(rows)), np.float32)
        old = rows < self.base.ntotal
        ids = np.ascontiguousarray(rows[old], np.int64)
        if len(ids) and len(queries):
            labels = np.ascontiguousarray(np.broadcast_to(ids, (len(queries), len(ids))))
            part = np.empty(labels.shape, np.float32)
            pointers = (faiss.swig_ptr(array) for array in (queries, part, labels))
            query, distances, label = pointers
            self.base.compute_distance_subset(len(queries), query, len(ids), distances, label)
            found[:, old] = part
        found[:, ~old] = queries @ self.tail[rows[~old] - self.base.ntotal].T
        return found

    def add(self, vectors: NDArray[np.float32]) -> FaissVectors:
        """The same base with a longer tail, or a new base when the tail has grown long."""
        tail = np.vstack([self.tail, vectors]).astype(np.float32)
        if len(tail) <= max(TAIL, self.base.ntotal // 8):
            return FaissVectors(self.base, tail)
        old = self.base.reconstruct_n(0, self.base.ntotal) if self.base.ntotal else tail[:0]
        return FaissVectors.of(np.vstack([old, tail]))


@dataclass(frozen=True, slots=True)
class Spelling:
    """The lexical channel as an inverted index: ``postings`` (buckets, n) CSR over most rows, ``tail`` (m, buckets)."""

    postings: Any
    tail: Any

    @classmethod
    def of(cls, rows: Any) -> Self:
        """From a (n, buckets) CSR matrix."""
        return cls(rows.T.tocsr(), rows[:0])

    def scores(self, queries: Any, rows: Rows) -> NDArray[np.float32]:
        """(q, len(rows)) float32 cosines."""
        old = (queries @ self.postings).toarray()
        new = (queries @ self.tail.T).toarray()
        return np.asarray(np.hstack([old, new])[:, rows], np.float32)

    def add(self, rows: Any) -> Self:
        """The same postings with a longer tail, or new postings when the tail has grown long."""
        from scipy import sparse

        tail = sparse.vstack([self.tail, rows], format="csr")
        if tail.shape[0] <= max(TAIL, self.postings.shape[1] // 8):
            return dataclasses.replace(self, tail=tail)
        return type(self).of(sparse.vstack([self.postings.T.tocsr(), tail], format="csr"))


class Bitmaps:
    """Rows that a rule does not break, as packed bits per (rule, key); the least recently used are forgotten.

    Rows never change, so a bitmap made for fewer rows is only lengthened.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[int, NDArray[np.uint8]]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, rule: Rule, key: Hashable, request: Request) -> NDArray[np.uint8]:
        """(ceil(n/8),) packed bits of the request's ``n`` rows; bits beyond them may be set."""
        name, n = (rule.code, key), len(request)
        with self._lock:
            known, bits = self._kept.get(name, (0, np.zeros(0, np.uint8)))
            if name in self._kept:
                self._kept.move_to_end(name)
        if known >= n:
            return bits[: -(-n // 8)]
        whole = known // 8 * 8
        added = np.packbits(rule.check(request.rest(whole)) > BROKEN)
        bits = np.concatenate([bits[: whole // 8], added])
        with self._lock:
            self._kept[name] = (n, bits)
            while len(self._kept) > KEPT_BITMAPS:
                self._kept.popitem(last=False)
        return bits


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one request sees: ``n`` rows, some of them dead, and the employers as they were at ``version``."""

    version: int
    columns: Columns
    alive: NDArray[np.uint8]
    vectors: Vectors
    spelling: Spelling
    employers: EmployerColumns
    openings: Sequence[OpeningFacts]
    words: Sequence[str]
    rows: Mapping[str, int]
    bitmaps: Bitmaps

    def __len__(self) -> int:
        return len(self.columns)

    def opening(self, row: int) -> OpeningFacts:
        """The facts of one row."""
        return self.openings[row]

    def candidates(self, person: PersonFacts) -> Rows:
        """Row numbers that no kept rule breaks: a superset of what is feasible, and no row that is dead."""
        request = self.request(person, None)
        bits = self.alive
        for rule in RULES:
            key = rule.key(person)
            if key is not None:
                bits = bits & self.bitmaps.get(rule, key, request)
        return np.flatnonzero(np.unpackbits(bits, count=len(self))).astype(np.int64)

    def request(self, person: PersonFacts, rows: Rows | None) -> Request:
        """The person's request over some rows (None: all, without journeys: for rules that read none)."""
        if rows is None:
            return Request.without_journeys(person, self.columns, self.employers)
        words = tuple(self.words[row] for row in rows) if person.participant.do_not_want else None
        return Request.of(person, self.columns.take(rows), self.employers, words)

    def similarities(self, queries: TextRows, rows: Rows) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """(meaning, spelling), each (q, len(rows)) float32."""
        return self.vectors.scores(_at_least_one(queries.dense), rows), self.spelling.scores(queries.sparse, rows)


class Index:
    """The open vacancies of one house. Writers take the lock; readers take a snapshot."""

    def __init__(self, dimension: int, buckets: int, exact: bool = False) -> None:
        from scipy import sparse

        empty = np.zeros((0, max(dimension, 1)), np.float32)
        self._lock = threading.RLock()
        self._exact = exact
        self._dimension = max(dimension, 1)
        self._employers: dict[str, Employer] = {}
        self._numbers: dict[str, int] = {}
        self._now = Snapshot(
            version=0,
            columns=Columns.of([], {}),
            alive=np.zeros(0, np.uint8),
            vectors=NumpyVectors(empty) if exact else FaissVectors.of(empty),
            spelling=Spelling.of(sparse.csr_matrix((0, buckets), dtype=np.float32)),
            employers=_employer_columns([]),
            openings=[],
            words=[],
            rows={},
            bitmaps=Bitmaps(),
        )

    def snapshot(self) -> Snapshot:
        """The present state; it never changes."""
        return self._now

    def put(self, openings: Sequence[OpeningFacts], texts: TextRows) -> None:
        """Add or replace openings; ``texts`` holds one row for each."""
        with self._lock:
            for opening in openings:
                self._employers[opening.employer.id] = opening.employer
                self._numbers.setdefault(opening.employer.id, len(self._numbers))
            self._now = self._appended(self._now, openings, texts)
            self._clear_dead()

    def close(self, vacancy_ids: Iterable[str]) -> None:
        """Take vacancies off every later list; ids that are not there are passed over."""
        with self._lock:
            now = self._now
            gone = [now.rows[name] for name in vacancy_ids if name in now.rows]
            rows = {name: row for name, row in now.rows.items() if row not in set(gone)}
            alive = _without(now.alive, gone, len(now))
            self._now = dataclasses.replace(now, version=now.version + 1, alive=alive, rows=rows)
            self._clear_dead()

    def employer_changed(self, employer: Employer) -> None:
        """Take over an employer's pause, budget and replies (support and place come with a ``put``)."""
        with self._lock:
            self._employers[employer.id] = employer
            self._numbers.setdefault(employer.id, len(self._numbers))
            columns = _employer_columns([self._employers[name] for name in self._numbers])
            self._now = dataclasses.replace(self._now, version=self._now.version + 1, employers=columns)

    def _appended(self, now: Snapshot, openings: Sequence[OpeningFacts], texts: TextRows) -> Snapshot:
        replaced = [now.rows[opening.vacancy.id] for opening in openings if opening.vacancy.id in now.rows]
        alive = np.unpackbits(_without(now.alive, replaced, len(now)), count=len(now))
        first = len(now)
        added = Columns.of(openings, self._numbers)
        return dataclasses.replace(
            now,
            version=now.version + 1,
            columns=_stacked(now.columns, added),
            alive=np.packbits(np.concatenate([alive, np.ones(len(openings), np.uint8)])),
            vectors=now.vectors.add(_at_least_one(texts.dense)),
            spelling=now.spelling.add(texts.sparse),
            employers=_employer_columns([self._employers[name] for name in self._numbers]),
            openings=[*now.openings, *openings],
            words=[*now.words, *(words_of(opening) for opening in openings)],
            rows={**now.rows, **{opening.vacancy.id: first + i for i, opening in enumerate(openings)}},
        )

    def _clear_dead(self) -> None:
        """Rebuild from the living rows when too many are dead."""
        now = self._now
        living = np.flatnonzero(np.unpackbits(now.alive, count=len(now)))
        if len(now) < TAIL or len(living) > (1 - DEAD_SHARE) * len(now):
            return
        from scipy import sparse

        kept = [now.openings[row] for row in living.tolist()]
        spelled = sparse.vstack([now.spelling.postings.T.tocsr(), now.spelling.tail], format="csr")[living]
        vectors = _all_vectors(now.vectors)[living]
        self._now = dataclasses.replace(
            now,
            version=now.version + 1,
            columns=now.columns.take(living),
            alive=np.packbits(np.ones(len(living), np.uint8)),
            vectors=NumpyVectors(vectors) if self._exact else FaissVectors.of(vectors),
            spelling=Spelling.of(spelled),
            openings=kept,
            words=[now.words[row] for row in living.tolist()],
            rows={opening.vacancy.id: number for number, opening in enumerate(kept)},
            bitmaps=Bitmaps(),
        )


def _at_least_one(dense: NDArray[np.float32]) -> NDArray[np.float32]:
    """Without an encoder vectors have no dimension; FAISS wants one."""
    return dense if dense.shape[1] else np.zeros((len(dense), 1), np.float32)


def _all_vectors(store: Vectors) -> NDArray[np.float32]:
    if isinstance(store, NumpyVectors):
        return store.vectors
    assert isinstance(store, FaissVectors)
    return np.vstack([store.base.reconstruct_n(0, store.base.ntotal), store.tail])


def _without(alive: NDArray[np.uint8], rows: Sequence[int], n: int) -> NDArray[np.uint8]:
    """Packed bits with some rows switched off."""
    bits = np.unpackbits(alive, count=n)
    bits[list(rows)] = 0
    return np.packbits(bits)


def _stacked(old: Columns, new: Columns) -> Columns:
    return Columns(
        **{
            field.name: np.concatenate([getattr(old, field.name), getattr(new, field.name)])
            for field in dataclasses.fields(Columns)
        }
    )


def _employer_columns(employers: Sequence[Employer]) -> EmployerColumns:
    from features.facts import budget_left

    left = [budget_left(employer) for employer in employers]
    return EmployerColumns(
        pause_until=np.array([item.pause_until.toordinal() if item.pause_until else 0 for item in employers], np.int32),
        budget_left=np.array([NO_BUDGET if value is None else value for value in left], np.int32),
        contacts=np.array([employer.contacts_this_month for employer in employers], np.int32),
        responsiveness=np.array(
            [item.responsiveness.mean if item.responsiveness.seen > 0 else np.nan for item in employers], np.float32
        ),
    )
