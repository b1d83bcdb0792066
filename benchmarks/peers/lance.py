"""LanceDB: a flat search with the filter before it, on files in a temporary folder.

Its filter language has no bit operations, so a mask is kept as one boolean column a bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.invented import Ask, Openings
from benchmarks.peers import Peer, Rows, conditions
from benchmarks.peers.arrow import MASKS, table


class LanceDB(Peer):
    """No index of vectors, so the answer is exact."""

    name = "LanceDB flat, prefilter"

    def load(self, openings: Openings, asks: Sequence[Ask], folder: Path) -> None:
        import lancedb

        self._table = lancedb.connect(folder / "lance").create_table("openings", table(openings, bits=True))

    def search(self, ask: Ask, k: int) -> Rows:
        query = self._table.search(ask.vector).distance_type("dot").where(_filter(ask), prefilter=True)
        found = query.select(["id", "_distance"]).limit(k).to_arrow()
        return np.asarray(found["id"].to_numpy(), np.int64)

    def close(self) -> None:
        del self._table


def _filter(ask: Ask) -> str:
    """The common conditions, with "none of the bits I lack" written out."""
    plain = [condition for condition in conditions(ask).split(" AND ") if "&" not in condition]
    mine = {"cells": ask.cells, "licences": ask.held}
    lacking = [
        f"{name}{number} = false"
        for name, count in MASKS.items()
        for number in range(count)
        if not mine[name] >> number & 1
    ]
    return " AND ".join(plain + lacking)
