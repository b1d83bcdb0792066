"""Filter + exact top 20, ours beside the floor and beside peers, on the same openings for the same people.

Times are CPU seconds of all threads (and of a peer's server), so other work on the machine counts for nobody; on a
quiet machine they are what one waits, but for LanceDB, which uses several threads. Every time is divided by the floor's
for the same person, measured right before it; the table shows the median ratio over people. Recall is against brute
force in double precision.
"""

from __future__ import annotations

import gc
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import numpy as np
import psutil

from benchmarks.invented import Ask, Openings, asks, openings
from benchmarks.peers import Peer, Rows, feasible
from benchmarks.peers.arrays import FaissSelector, Floor, NumpyEverything, NumpyFilter, NumpyKnownRows, Pandas
from benchmarks.peers.duck import DuckDB
from benchmarks.peers.lance import LanceDB
from benchmarks.peers.ours import Ours, OursCold, OursNewPerson
from benchmarks.peers.postgres import PostgreSQL, TooSlow
from benchmarks.peers.qdrant import QdrantLocal

SIZES: Final = (500, 50_000, 1_000_000)
PEOPLE: Final = 9
K: Final = 20
PEERS: Final[tuple[type[Peer], ...]] = (
    Floor,
    Ours,
    OursNewPerson,
    OursCold,
    NumpyKnownRows,
    NumpyFilter,
    FaissSelector,
    NumpyEverything,
    Pandas,
    PostgreSQL,
    DuckDB,
    LanceDB,
    QdrantLocal,
)
SECONDS: Final = 0.25
"""About how long one person's question is repeated; never fewer than three times, never more than fifty."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One peer at one size; ``ratio`` is time ÷ floor, ``note`` says why there are no numbers."""

    peer: str
    n: int
    milliseconds: float | None = None
    ratio: float | None = None
    recall: float | None = None
    memory_mb: float | None = None
    load_seconds: float | None = None
    note: str = ""


def exact(data: Openings, ask: Ask, k: int = K) -> Rows:
    """The right answer: brute force over what is feasible, in float64."""
    rows = np.flatnonzero(feasible(data, ask))
    scores = data.vectors[rows].astype(np.float64) @ ask.vector.astype(np.float64)
    return np.asarray(rows[np.argsort(-scores, kind="stable")[:k]], np.int64)


def measure_size(
    n: int, peers: Sequence[type[Peer]] = PEERS, people: int = PEOPLE, say: Callable[[str], None] = lambda text: None
) -> list[Measured]:
    """Every peer over the same ``n`` openings, one after the other; each is given back before the next is loaded."""
    say(f"{n:,}: inventing openings")
    data, questions = openings(n), asks(people)
    wanted = [exact(data, ask) for ask in questions]
    floor = Floor()
    floor.load(data, questions, Path())
    found = []
    for kind in peers:
        say(f"{n:,}: {kind.name}")
        found.append(_measure(kind, data, questions, wanted, floor))
        gc.collect()
    return found


def _measure(
    kind: type[Peer], data: Openings, questions: Sequence[Ask], wanted: Sequence[Rows], floor: Peer
) -> Measured:
    if len(data) > kind.most:
        return Measured(kind.name, len(data), note=kind.why)
    folder, peer = Path(tempfile.mkdtemp(prefix="companytrack-bench-")), kind()
    before, started = _resident(), time.perf_counter()
    try:
        peer.load(data, questions, folder)
        loaded, seconds = _resident() - before, time.perf_counter() - started
        times = [_question(peer, floor, ask, right) for ask, right in zip(questions, wanted, strict=True)]
        return Measured(
            peer=kind.name,
            n=len(data),
            milliseconds=1000 * median(item[0] for item in times),
            ratio=median(item[1] for item in times),
            recall=float(np.mean([item[2] for item in times])),
            memory_mb=(loaded + peer.shared(data)) / 2**20,
            load_seconds=seconds,
        )
    except TooSlow as reason:
        return Measured(kind.name, len(data), note=str(reason))
    finally:
        peer.close()
        shutil.rmtree(folder, ignore_errors=True)


def _question(peer: Peer, floor: Peer, ask: Ask, wanted: Rows) -> tuple[float, float, float]:
    """(seconds, seconds ÷ floor's, recall) of one person's question."""
    found = _timed(peer, ask)[1]
    seconds: list[float] = []
    base: list[float] = []
    stop = time.perf_counter() + 2 * SECONDS
    while len(seconds) < 3 or (len(seconds) < 50 and time.perf_counter() < stop):
        base.append(_timed(floor, ask)[0])
        seconds.append(_timed(peer, ask)[0])
    right = set(wanted.tolist())
    recall = len(right & set(found.tolist())) / len(right) if right else 1.0
    return median(seconds), median(seconds) / median(base), recall


def _timed(peer: Peer, ask: Ask) -> tuple[float, Rows]:
    peer.before(ask)
    started = peer.seconds()
    rows = peer.search(ask, K)
    return peer.seconds() - started, rows


def _resident() -> int:
    """Bytes resident in this process and its children (a database server is one)."""
    own = psutil.Process()
    return sum(_memory(process) for process in (own, *own.children(recursive=True)))


def _memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0
