"""The open vacancies of one house: who writes, in which order, and when dead rows are cleared away."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterable, Sequence
from typing import Any, Final, Self

import numpy as np

from features.columns import SHAPES, Columns
from features.facts import OpeningFacts
from features.profiles import Employer
from features.similarity import TextRows
from matching.index.employers import employer_columns, with_replaced
from matching.index.growing import Growing
from matching.index.snapshot import FOUND_ROWS, RowById, Snapshot
from matching.index.spelling import Spelling
from matching.index.vectors import FaissVectors, NumpyVectors, at_least_one
from matching.kept import Answers, LeastUsed
from matching.rules.unwanted import words_of

FEWEST_ROWS: Final = 1024
"""In a smaller index nothing is cleared away: it would save nothing."""
DEAD_SHARE: Final = 0.25


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
            vectors, spelling = now.vectors.add(at_least_one(texts.dense)), now.spelling.add(texts.sparse)
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
            vectors=(NumpyVectors if self._exact else FaissVectors.of)(at_least_one(texts.dense)),
            spelling=Spelling.of(texts.sparse),
            employers=employer_columns(companies),
            companies=companies,
            openings=openings,
            words=words,
            rows=RowById(self._had, alive),
            answers=Answers(),
            found=LeastUsed(FOUND_ROWS),
        )

    def _change(self, **changes: Any) -> None:
        """The next snapshot: nothing found in this one is right in it."""
        now = dataclasses.replace(self._now, version=self._now.version + 1, found=LeastUsed(FOUND_ROWS), **changes)
        self._now = dataclasses.replace(now, rows=RowById(self._had, now.alive))

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
        columns = with_replaced(self._now.employers, numbers, employer_columns(new), n)
        return {"employers": columns, "companies": companies}

    def _clear_dead(self) -> None:
        """Begin again with the living rows when too many are dead."""
        now = self._now
        living = np.flatnonzero(now.alive)
        if len(now) < FEWEST_ROWS or len(living) > (1 - DEAD_SHARE) * len(now):
            return
        rows = living.tolist()
        texts = TextRows(now.vectors.vectors[living], now.spelling.rows()[living])
        openings, words = [now.openings[row] for row in rows], [now.words[row] for row in rows]
        self._start(now.version + 1, now.columns.take(living), texts, openings, words, now.companies)
