"""Ours, in three states of warmth: nothing kept, the rules' keys known, the same person again."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.invented import Ask, Openings
from benchmarks.peers import Peer, Rows, best
from features.columns import SHAPES
from features.similarity import TextRows
from matching.index import Index, Snapshot
from matching.kept import Answers, LeastUsed


class Ours(Peer):
    """``matching.index`` as the ranker uses it; the person is asked again after the index has changed."""

    name = "ours, person seen before"

    def load(self, openings: Openings, asks: Sequence[Ask], folder: Path) -> None:
        self._snapshot = snapshot_of(openings)
        for ask in asks:
            self._snapshot.feasible(ask.person)

    def before(self, ask: Ask) -> None:
        """A newer snapshot: what was found in the last one does not count."""
        self._snapshot = dataclasses.replace(self._snapshot, found=LeastUsed(1))

    def search(self, ask: Ask, k: int) -> Rows:
        rows = self._snapshot.feasible(ask.person).rows
        return best(self._snapshot.vectors.scores(ask.vector[None], rows)[0], rows, k)

    def close(self) -> None:
        del self._snapshot

    def shared(self, openings: Openings) -> int:
        columns = (getattr(openings.columns, name) for name in SHAPES)
        return int(sum(column.nbytes for column in columns) + openings.vectors.nbytes)


class OursNewPerson(Ours):
    """A person not seen before, whose answers to each shared rule are known from others."""

    name = "ours, new person, keys known"

    def before(self, ask: Ask) -> None:
        self._snapshot = dataclasses.replace(
            self._snapshot, found=LeastUsed(1), answers=self._snapshot.answers.without_people()
        )


class OursCold(Ours):
    """The very first request: nothing is known of anybody."""

    name = "ours, cold"

    def load(self, openings: Openings, asks: Sequence[Ask], folder: Path) -> None:
        self._snapshot = snapshot_of(openings)

    def before(self, ask: Ask) -> None:
        self._snapshot = dataclasses.replace(self._snapshot, found=LeastUsed(1), answers=Answers())


def snapshot_of(openings: Openings) -> Snapshot:
    """A snapshot of invented columns; there are no texts, so the spelling channel is empty."""
    from scipy import sparse

    texts = TextRows(openings.vectors, sparse.csr_matrix((len(openings), 1), dtype=np.float32))
    return Index.of_columns(openings.columns, texts, [], openings.employers).snapshot()
