"""DuckDB in memory: one SQL statement with ``array_inner_product`` over a fixed-size array column."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.invented import DIMENSION, Ask, Openings
from benchmarks.peers import Peer, Rows, conditions
from benchmarks.peers.arrow import table


class DuckDB(Peer):
    """Everything in one statement, one thread like the others."""

    name = "DuckDB SQL"

    def load(self, openings: Openings, asks: Sequence[Ask], folder: Path) -> None:
        import duckdb

        self._db = duckdb.connect()
        self._db.execute("SET threads = 1")
        arrow = table(openings)
        self._db.register("arrow", arrow)
        self._db.execute("CREATE TABLE openings AS SELECT * FROM arrow")
        self._db.unregister("arrow")

    def search(self, ask: Ask, k: int) -> Rows:
        found = self._db.execute(
            f"SELECT id FROM openings WHERE {conditions(ask)} "
            f"ORDER BY array_inner_product(vector, $1::FLOAT[{DIMENSION}]) DESC LIMIT {k}",
            [ask.vector.tolist()],
        ).fetchall()
        return np.array([row[0] for row in found], np.int64)

    def close(self) -> None:
        self._db.close()
