"""The meaning channel: unit vectors by row number, by FAISS and by its exact twin."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from matching.index.growing import Growing
from matching.kept import Rows


class Vectors(Protocol):
    """Unit vectors by row number; ``add`` gives a new store and leaves the old one as it was."""

    @property
    def vectors(self) -> NDArray[np.float32]:
        """(n, d) float32: all of them."""
        ...

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


def at_least_one(dense: NDArray[np.float32]) -> NDArray[np.float32]:
    """Without an encoder vectors have no dimension; FAISS wants one."""
    return dense if dense.shape[1] else np.zeros((len(dense), 1), np.float32)
