"""The lexical channel: cosines of character n-grams, exact, quick for a few rows and cheap to lengthen."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from matching.index.growing import Growing
from matching.kept import Rows

TAIL: Final = 1024
"""Rows that may always stand behind the inverted index before it is built anew."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """An inverted index of most rows, and the rows behind it as they came, in growing arrays.

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
