"""Open vacancies as columns and vectors: rules first, then an exact product over what is left.

Rows are only ever appended. A changed vacancy is a new row and the old one is marked dead; when a quarter of the rows
is dead they are cleared away. A ``Snapshot`` therefore never changes while a request reads it, and needs no lock; and
because its arrays have room behind them (``matching.growing``), adding a row copies none.

Answers of the rules are kept and only lengthened (``matching.kept``), so a request asks the rules about new rows
alone, and FAISS's inner products over the ids that are left. Approximate indexes lose recall exactly where filters
bite and save nothing (docs/speed.md).
"""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from features.columns import SHAPES, Columns
from features.facts import OpeningFacts, PersonFacts, budget_left
from features.profiles import Employer
from features.similarity import TextRows
from matching.growing import Growing
from matching.kept import Answers, Feasible, LeastUsed, Rows, today_feasible
from matching.rules.base import EmployerColumns
from matching.rules.employer import NO_BUDGET
from matching.rules.unwanted import words_of

TAIL: Final = 1024
DEAD_SHARE: Final = 0.25
FOUND_ROWS: Final = 2**18
"""Rows that one snapshot keeps answers for."""


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
    """One growing array, and FAISS's inner products by id over it: what its flat index does, without its copy."""

    def __init__(self, array: Growing) -> None:
        self._array = array

    @classmethod
    def of(cls, vectors: NDArray[np.float32]) -> FaissVectors:
        """A store of ``vectors`` (n, d)."""
        return cls(Growing.of(np.asarray(vectors, np.float32)))

    @property
    def vectors(self) -> NDArray[np.float32]:
        """(n, d) float32."""
        return self._array.rows

    def __len__(self) -> int:
        return len(self._array)

    def scores(self, queries: NDArray[np.float32], rows: Rows) -> NDArray[np.float32]:
        """Exact inner products by FAISS over the given ids.

        Raises:
            IndexError: a row or the dimension of the queries is not the store's (FAISS would read past the end).
        """
        import faiss

        n, dimension = self.vectors.shape
        queries = np.ascontiguousarray(queries, np.float32)
        if queries.shape[1] != dimension or (len(rows) and not 0 <= rows.min() <= rows.max() < n):
            raise IndexError(f"rows or dimension {queries.shape[1]} outside a store of {n} vectors of {dimension}")
        found = np.empty((len(queries), len(rows)), np.float32)
        ids = np.ascontiguousarray(np.broadcast_to(rows, found.shape), np.int64)
        pointers = (faiss.swig_ptr(array) for array in (found, queries, self.vectors, ids))
        faiss.fvec_inner_products_by_idx(*pointers, dimension, *found.shape)  # type: ignore[attr-defined]
        return found

    def add(self, vectors: NDArray[np.float32]) -> FaissVectors:
        """The same store with more rows."""
        return FaissVectors(self._array.add(vectors))


@dataclass(frozen=True, slots=True)
class Spelling:
    """The lexical channel: an inverted index of most rows, and the rows behind it as they came, in growing arrays.

    ``postings`` is (buckets, n) CSR; ``weights``, ``buckets`` and ``ends`` are the three arrays of a CSR of the tail.
    """

    postings: Any
    weights: Growing
    buckets: Growing
    ends: Growing

    @classmethod
    def of(cls, rows: Any) -> Self:
        """From a (n, buckets) CSR matrix."""
        none = rows[:0]
        return cls(rows.T.tocsr(), Growing.of(none.data), Growing.of(none.indices), Growing.of(none.indptr))

    @property
    def tail(self) -> Any:
        """(m, buckets) CSR of the rows behind the inverted index, not copied."""
        from scipy import sparse

        arrays = (self.weights.rows, self.buckets.rows, self.ends.rows)
        return sparse.csr_matrix(arrays, shape=(len(self.ends) - 1, self.postings.shape[0]))

    def scores(self, queries: Any, rows: Rows) -> NDArray[np.float32]:
        """(q, len(rows)) float32 cosines; ``rows`` ascend."""
        n = self.postings.shape[1]
        split = int(np.searchsorted(rows, n))
        buckets, place = np.unique(queries.indices, return_inverse=True)
        weights = np.zeros((len(buckets), queries.shape[0]), np.float32)
        weights[place, np.repeat(np.arange(queries.shape[0]), np.diff(queries.indptr))] = queries.data
        found = (self.postings[buckets].T @ weights)[rows[:split]]
        if split < len(rows):
            found = np.vstack([found, self.tail[rows[split:] - n][:, buckets] @ weights])
        return np.asarray(found.T, np.float32)

    def add(self, rows: Any) -> Self:
        """The same postings with a longer tail, or new postings when the tail has grown long."""
        longer = dataclasses.replace(
            self,
            weights=self.weights.add(rows.data),
            buckets=self.buckets.add(rows.indices),
            ends=self.ends.add(rows.indptr[1:] + self.ends.rows[-1]),
        )
        if len(longer.ends) <= max(TAIL, self.postings.shape[1] // 8):
            return longer
        return type(self).of(longer.rows())

    def rows(self) -> Any:
        """All rows as a (n, buckets) CSR matrix."""
        from scipy import sparse

        return sparse.vstack([self.postings.T.tocsr(), self.tail], format="csr")


class Places(Mapping[str, int]):
    """Vacancy id → row, as it was in one snapshot: of the rows an id has had, the one that is alive in it."""

    def __init__(self, had: Mapping[str, tuple[int, ...]], alive: NDArray[np.uint8]) -> None:
        self._had = had
        self._alive = alive

    def among(self, alive: NDArray[np.uint8]) -> Places:
        """The same ids where other rows are alive."""
        return Places(self._had, alive)

    def __getitem__(self, vacancy_id: str) -> int:
        for row in reversed(self._had[vacancy_id]):
            if row < len(self._alive) and self._alive[row]:
                return row
        raise KeyError(vacancy_id)

    def __iter__(self) -> Iterator[str]:
        return (name for name in list(self._had) if name in self)

    def __len__(self) -> int:
        return int(np.count_nonzero(self._alive))


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one request sees: ``n`` rows, some of them dead, and the employers as they were at ``version``.

    ``openings`` and ``words`` may be longer than ``n``: their end belongs to later snapshots.
    """

    version: int
    columns: Columns
    alive: NDArray[np.uint8]
    vectors: Vectors
    spelling: Spelling
    employers: EmployerColumns
    companies: Sequence[Employer]
    openings: Sequence[OpeningFacts]
    words: Sequence[str]
    rows: Places
    answers: Answers
    found: LeastUsed[Feasible]

    def __len__(self) -> int:
        return len(self.columns)

    def opening(self, row: int) -> OpeningFacts:
        """The facts of one row, with its employer's pause, budget and replies as they are now."""
        return self.openings[row].on_the_day_of(self.companies[int(self.columns.employer[row])])

    def feasible(self, person: PersonFacts) -> Feasible:
        """The living rows that no rule breaks and that miss at most two negotiable things, with all statuses."""
        name = (person.participant.id, person.today)
        found = self.found.get(name)
        if found is None or found.request.person.participant != person.participant:
            judged = self.answers.judged(person, self.columns, self.employers, self.words)
            found = today_feasible(judged, self.columns, self.alive, self.employers)
            self.found.put(name, found, len(found.rows))
        return found

    def aside(self, without: Iterable[str] = ()) -> Snapshot:
        """The same state for trying something out, perhaps without some vacancies: nothing found in it is kept."""
        alive = self.alive.copy()
        alive[[self.rows[name] for name in without if name in self.rows]] = 0
        answers, found = self.answers.aside(), LeastUsed[Feasible](FOUND_ROWS)
        return dataclasses.replace(self, alive=alive, rows=self.rows.among(alive), answers=answers, found=found)

    def similarities(self, queries: TextRows, rows: Rows) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """(meaning, spelling), each (q, len(rows)) float32."""
        return self.vectors.scores(_at_least_one(queries.dense), rows), self.spelling.scores(queries.sparse, rows)


class Index:
    """The open vacancies of one house. Writers take the lock; readers take a snapshot."""

    def __init__(self, dimension: int, buckets: int, exact: bool = False) -> None:
        from scipy import sparse

        self._lock = threading.RLock()
        self._exact = exact
        self._employers: dict[str, Employer] = {}
        self._numbers: dict[str, int] = {}
        self._columns: dict[str, Growing]
        self._now: Snapshot
        empty = np.zeros((0, max(dimension, 1)), np.float32)
        spelled = sparse.csr_matrix((0, buckets), dtype=np.float32)
        self._start(0, Columns.of([], {}), TextRows(empty, spelled), [], [], [])

    @classmethod
    def of_columns(
        cls, columns: Columns, texts: TextRows, openings: Sequence[OpeningFacts], employers: Sequence[Employer]
    ) -> Self:
        """An index of openings that are columns already; ``columns.employer`` numbers ``employers``."""
        index = cls(texts.dense.shape[1], texts.sparse.shape[1])
        index._employers = {employer.id: employer for employer in employers}
        index._numbers = {employer.id: number for number, employer in enumerate(employers)}
        words = [words_of(opening) for opening in openings]
        index._start(1, columns, texts, list(openings), words, employers)
        return index

    def snapshot(self) -> Snapshot:
        """The present state; it never changes."""
        return self._now

    def put(self, openings: Sequence[OpeningFacts], texts: TextRows) -> None:
        """Add or replace openings; ``texts`` holds one row for each."""
        with self._lock:
            now, first = self._now, len(self._now)
            employers = self._with_employers([opening.employer for opening in openings])
            added, words = Columns.of(openings, self._numbers), [words_of(opening) for opening in openings]
            vectors, spelling = now.vectors.add(_at_least_one(texts.dense)), now.spelling.add(texts.sparse)
            replaced = self._rows_of(opening.vacancy.id for opening in openings)
            self._openings += openings
            self._words += words
            self._columns = {name: kept.add(getattr(added, name)) for name, kept in self._columns.items()}
            for row, opening in enumerate(openings, start=first):
                self._had[opening.vacancy.id] = (*self._had.get(opening.vacancy.id, ()), row)
            alive = np.concatenate([now.alive, np.ones(len(openings), np.uint8)])
            alive[[*replaced, *self._repeated(first)]] = 0
            columns = Columns(**{name: kept.rows for name, kept in self._columns.items()})
            self._change(alive=alive, columns=columns, vectors=vectors, spelling=spelling, **employers)
            self._clear_dead()

    def close(self, vacancy_ids: Iterable[str]) -> None:
        """Take vacancies off every later list; ids that are not there are passed over."""
        with self._lock:
            alive = self._now.alive.copy()
            alive[self._rows_of(vacancy_ids)] = 0
            self._change(alive=alive)
            self._clear_dead()

    def employer_changed(self, employer: Employer) -> None:
        """Take over an employer's pause, budget and replies (support and place come with a ``put``)."""
        with self._lock:
            self._change(**self._with_employers([employer]))

    def _start(
        self,
        version: int,
        columns: Columns,
        texts: TextRows,
        openings: list[OpeningFacts],
        words: list[str],
        companies: Sequence[Employer],
    ) -> None:
        """Begin a new numbering of rows, all alive."""
        self._openings, self._words = openings, words
        self._had = {opening.vacancy.id: (row,) for row, opening in enumerate(openings)}
        self._columns = {name: Growing.of(getattr(columns, name), "F") for name in SHAPES}
        alive = np.ones(len(columns), np.uint8)
        self._now = Snapshot(
            version=version,
            columns=Columns(**{name: kept.rows for name, kept in self._columns.items()}),
            alive=alive,
            vectors=(NumpyVectors if self._exact else FaissVectors.of)(_at_least_one(texts.dense)),
            spelling=Spelling.of(texts.sparse),
            employers=employer_columns(companies),
            companies=companies,
            openings=openings,
            words=words,
            rows=Places(self._had, alive),
            answers=Answers(),
            found=LeastUsed(FOUND_ROWS),
        )

    def _change(self, **changes: Any) -> None:
        """The next snapshot: nothing found in this one is right in it."""
        now = dataclasses.replace(self._now, version=self._now.version + 1, found=LeastUsed(FOUND_ROWS), **changes)
        self._now = dataclasses.replace(now, rows=Places(self._had, now.alive))

    def _rows_of(self, vacancy_ids: Iterable[str]) -> list[int]:
        rows = self._now.rows
        return [rows[name] for name in vacancy_ids if name in rows]

    def _repeated(self, first: int) -> list[int]:
        """Rows from ``first`` on whose vacancy comes again behind them in the same batch."""
        ids = [opening.vacancy.id for opening in self._openings[first:]]
        return [row for row, name in enumerate(ids, start=first) if self._had[name][-1] != row]

    def _with_employers(self, employers: Sequence[Employer]) -> dict[str, Any]:
        """The snapshot's ``employers`` and ``companies`` with what is new about some of them; empty when nothing is."""
        changed = {employer.id: employer for employer in employers if self._employers.get(employer.id) != employer}
        if not changed:
            return {}
        self._employers |= changed
        for name in changed:
            self._numbers.setdefault(name, len(self._numbers))
        numbers = [self._numbers[name] for name in changed]
        new, n = list(changed.values()), len(self._numbers)
        companies = [*self._now.companies, *new[: n - len(self._now.companies)]]
        for number, employer in zip(numbers, new, strict=True):
            companies[number] = employer
        columns = _replaced(self._now.employers, numbers, employer_columns(new), n)
        return {"employers": columns, "companies": companies}

    def _clear_dead(self) -> None:
        """Begin again with the living rows when too many are dead."""
        now = self._now
        living = np.flatnonzero(now.alive)
        if len(now) < TAIL or len(living) > (1 - DEAD_SHARE) * len(now):
            return
        rows = living.tolist()
        texts = TextRows(_all_vectors(now.vectors)[living], now.spelling.rows()[living])
        openings, words = [now.openings[row] for row in rows], [now.words[row] for row in rows]
        self._start(now.version + 1, now.columns.take(living), texts, openings, words, now.companies)


def _at_least_one(dense: NDArray[np.float32]) -> NDArray[np.float32]:
    """Without an encoder vectors have no dimension; FAISS wants one."""
    return dense if dense.shape[1] else np.zeros((len(dense), 1), np.float32)


def _all_vectors(store: Vectors) -> NDArray[np.float32]:
    assert isinstance(store, NumpyVectors | FaissVectors)
    return store.vectors


def _replaced(old: EmployerColumns, numbers: Sequence[int], new: EmployerColumns, n: int) -> EmployerColumns:
    """The columns of ``n`` employers: the old ones, and ``new`` at the places ``numbers``."""
    columns = {}
    for field in dataclasses.fields(EmployerColumns):
        before, after = getattr(old, field.name), getattr(new, field.name)
        column = np.zeros(n, after.dtype)
        column[: len(before)] = before
        column[list(numbers)] = after
        columns[field.name] = column
    return EmployerColumns(**columns)


def employer_columns(employers: Sequence[Employer]) -> EmployerColumns:
    """What changes from day to day about some employers, as columns."""
    left = [budget_left(employer) for employer in employers]
    return EmployerColumns(
        pause_until=np.array([item.pause_until.toordinal() if item.pause_until else 0 for item in employers], np.int32),
        budget_left=np.array([NO_BUDGET if value is None else value for value in left], np.int32),
        contacts=np.array([employer.contacts_this_month for employer in employers], np.int32),
        responsiveness=np.array(
            [item.responsiveness.mean if item.responsiveness.seen > 0 else np.nan for item in employers], np.float32
        ),
    )
