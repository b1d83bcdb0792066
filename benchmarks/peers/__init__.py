"""Other ways to do the same: each peer is one small module that keeps this contract.

``load`` takes the openings as that peer keeps them best, ``search`` answers one person with row numbers, best first.
A peer that cannot take so many says so in ``most`` and ``why``; a table row with a reason is better than none.
"""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from benchmarks.invented import Ask, Openings

Rows = NDArray[np.int64]


class Peer(Protocol):
    """One way to filter and to find the ``k`` closest of what is left, exactly."""

    name: ClassVar[str]
    most: ClassVar[int] = 2_000_000
    why: ClassVar[str] = ""

    @abstractmethod
    def load(self, openings: Openings, asks: Sequence[Ask], folder: Path) -> None:
        """Take the openings; ``asks`` are known for peers that need the answer beforehand (the floor)."""

    def before(self, ask: Ask) -> None:
        """Called before each search, outside the clock."""

    @abstractmethod
    def search(self, ask: Ask, k: int) -> Rows:
        """Row numbers of the ``k`` best feasible openings, best first."""

    def close(self) -> None:
        """Give back memory, files and processes."""

    def seconds(self) -> float:
        """CPU seconds used so far by this process with all its threads; a peer with a server adds the server's."""
        return time.process_time()

    def shared(self, openings: Openings) -> int:
        """Bytes of the openings' own arrays that the peer keeps using; they do not show when it loads."""
        return 0


def plain_bytes(openings: Openings) -> int:
    """Bytes of the plain columns and the vectors."""
    return sum(values.nbytes for values in openings.plain.values()) + openings.vectors.nbytes


def feasible(openings: Openings, ask: Ask) -> NDArray[np.bool_]:
    """The filter in plain numpy: what every peer must keep to."""
    plain = openings.plain
    x, y, z = ask.point
    keep = (plain["low"] <= ask.high) & (plain["high"] >= ask.low) & (plain["cells"] & ~np.int32(ask.cells) == 0)
    keep &= (plain["x"] - x) ** 2 + (plain["y"] - y) ** 2 + (plain["z"] - z) ** 2 <= ask.chord
    keep &= (plain["licences"] & ~np.int32(ask.held) == 0) & (plain["danish"] <= ask.danish)
    keep &= (plain["lift"] <= ask.lift) & (plain["stand"] <= ask.stand) & (plain["valid"] >= ask.today)
    for branch in ask.branches:
        keep &= plain["branch"] != branch
    return np.asarray(keep, bool)


def best(scores: NDArray[np.float32], rows: Rows, k: int) -> Rows:
    """The ``k`` rows with the highest scores, best first."""
    k = min(k, len(rows))
    if k == 0:
        return rows[:0]
    top = np.argpartition(-scores, k - 1)[:k]
    return np.asarray(rows[top[np.argsort(-scores[top], kind="stable")]], np.int64)


def conditions(ask: Ask) -> str:
    """The filter as SQL, for DuckDB, PostgreSQL and LanceDB alike."""
    south, north, west, east = ask.box
    x, y, z = ask.point
    branches = ", ".join(map(str, ask.branches))
    return " AND ".join(
        [
            f"low <= {ask.high} AND high >= {ask.low}",
            f"(cells & {~ask.cells & (1 << 21) - 1}) = 0",
            f"lat BETWEEN {south} AND {north} AND lon BETWEEN {west} AND {east}",
            f"(x - {x}) * (x - {x}) + (y - {y}) * (y - {y}) + (z - {z}) * (z - {z}) <= {ask.chord:.17f}",
            f"(licences & {~ask.held & 0xFFFF}) = 0",
            f"danish <= {ask.danish} AND lift <= {ask.lift} AND stand <= {ask.stand}",
            f"branch NOT IN ({branches}) AND valid >= {ask.today}",
        ]
    )
