"""What one request sees of the open vacancies; nothing that happens later changes it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from features.columns import Columns
from features.facts import OpeningFacts, PersonFacts
from features.profiles import Employer
from features.similarity import TextRows
from matching.index.spelling import Spelling
from matching.index.vectors import Vectors, at_least_one
from matching.kept import Answers, Feasible, LeastUsed, Rows, today_feasible
from matching.rules.base import EmployerColumns

FOUND_ROWS: Final = 2**18
"""Rows that one snapshot keeps answers for."""


class RowById(Mapping[str, int]):
    """Vacancy id → row, as it was in one snapshot: of the rows an id has had, the one that is alive in it."""

    def __init__(self, had: Mapping[str, tuple[int, ...]], alive: NDArray[np.uint8]) -> None:
        self._had = had
        self._alive = alive

    def among(self, alive: NDArray[np.uint8]) -> RowById:
        """The same ids where other rows are alive."""
        return RowById(self._had, alive)

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
    rows: RowById
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
        return self.vectors.scores(at_least_one(queries.dense), rows), self.spelling.scores(queries.sparse, rows)
