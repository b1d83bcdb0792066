"""The floor and the plain ways with arrays: numpy, pandas, FAISS with a selector."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.invented import Ask, Openings
from benchmarks.peers import Peer, Rows, best, feasible, plain_bytes


class Floor(Peer):
    """No filter at all: FAISS's inner products over rows that somebody told us are feasible, and the best of them."""

    name = "floor: product over known rows"

    def load(self, openings: Openings, asks: Sequence[Ask], folder: Path) -> None:
        from matching.index import FaissVectors

        self._vectors = FaissVectors.of(openings.vectors)
        self._rows = {id(ask): np.flatnonzero(feasible(openings, ask)) for ask in asks}

    def search(self, ask: Ask, k: int) -> Rows:
        rows = self._rows[id(ask)]
        return best(self._vectors.scores(ask.vector[None], rows)[0], rows, k)

    def close(self) -> None:
        del self._vectors, self._rows

    def shared(self, openings: Openings) -> int:
        return openings.vectors.nbytes


class NumpyKnownRows(Floor):
    """The same floor when numpy gathers and multiplies."""

    name = "numpy gather + product, known rows"

    def load(self, openings: Openings, asks: Sequence[Ask], folder: Path) -> None:
        super().load(openings, asks, folder)
        self._array = openings.vectors

    def search(self, ask: Ask, k: int) -> Rows:
        rows = self._rows[id(ask)]
        return best(self._array[rows] @ ask.vector, rows, k)

    def close(self) -> None:
        super().close()
        del self._array


class NumpyFilter(Peer):
    """Filter, gather, multiply."""

    name = "numpy filter + gather + product"

    def load(self, openings: Openings, asks: Sequence[Ask], folder: Path) -> None:
        self._openings = openings

    def search(self, ask: Ask, k: int) -> Rows:
        rows = np.flatnonzero(feasible(self._openings, ask))
        return best(self._openings.vectors[rows] @ ask.vector, rows, k)

    def close(self) -> None:
        del self._openings

    def shared(self, openings: Openings) -> int:
        return plain_bytes(openings)


class NumpyEverything(NumpyFilter):
    """Multiply everything, then mask."""

    name = "numpy product over all, then mask"

    def search(self, ask: Ask, k: int) -> Rows:
        scores = self._openings.vectors @ ask.vector
        keep = feasible(self._openings, ask)
        scores[~keep] = -np.inf
        return best(scores, np.arange(len(scores)), min(k, int(keep.sum())))


class Pandas(Peer):
    """A boolean expression, then ``nlargest``."""

    name = "pandas boolean + nlargest"

    def load(self, openings: Openings, asks: Sequence[Ask], folder: Path) -> None:
        import pandas as pd

        self._frame = pd.DataFrame(dict(openings.plain))
        self._vectors = openings.vectors

    def search(self, ask: Ask, k: int) -> Rows:
        import pandas as pd

        frame, (x, y, z) = self._frame, ask.point
        keep = frame["low"].le(ask.high) & frame["high"].ge(ask.low) & (frame["cells"] & ~np.int32(ask.cells)).eq(0)
        keep &= ((frame["x"] - x) ** 2 + (frame["y"] - y) ** 2 + (frame["z"] - z) ** 2).le(ask.chord)
        keep &= (frame["licences"] & ~np.int32(ask.held)).eq(0) & frame["danish"].le(ask.danish)
        keep &= frame["lift"].le(ask.lift) & frame["stand"].le(ask.stand) & frame["valid"].ge(ask.today)
        found = frame.index[keep & ~frame["branch"].isin(ask.branches)]
        scores = pd.Series(self._vectors[found] @ ask.vector, index=found)
        return np.asarray(scores.nlargest(k).index, np.int64)

    def close(self) -> None:
        del self._frame, self._vectors

    def shared(self, openings: Openings) -> int:
        return openings.vectors.nbytes


class FaissSelector(Peer):
    """FAISS's flat index with a bitmap of what the filter leaves."""

    name = "FAISS flat + IDSelectorBitmap"

    def load(self, openings: Openings, asks: Sequence[Ask], folder: Path) -> None:
        import faiss

        self._openings = openings
        self._index = faiss.IndexFlatIP(openings.vectors.shape[1])
        self._index.add(openings.vectors)

    def search(self, ask: Ask, k: int) -> Rows:
        import faiss

        bits = np.packbits(feasible(self._openings, ask), bitorder="little")
        chosen = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))
        found = self._index.search(ask.vector[None], k, params=chosen)[1][0]
        return np.asarray(found[found >= 0], np.int64)

    def close(self) -> None:
        del self._index, self._openings
