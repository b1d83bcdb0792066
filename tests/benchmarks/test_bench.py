"""The benchmarks compare the same work: every peer gives the same exact answer. No test here asserts a time."""

import shutil
import tempfile
from pathlib import Path

import numpy as np
import pytest

from benchmarks.filtered_search import PEERS, exact, measure_size
from benchmarks.invented import asks, openings
from benchmarks.peers import feasible
from benchmarks.peers.arrays import Floor
from benchmarks.report import Report
from benchmarks.requests import Waited
from benchmarks.upkeep import measure_upkeep
from matching.rules import BROKEN, NEGOTIABLE, RULES, Request
from matching.rules.base import EmployerColumns

N = 600
NEEDS = {
    "DuckDB SQL": "duckdb",
    "LanceDB flat, prefilter": "lancedb",
    "Qdrant, local mode": "qdrant_client",
    "PostgreSQL + pgvector, exact": "pgvector",
}


@pytest.fixture(scope="module")
def data():
    return openings(N)


@pytest.fixture
def folder():
    """PostgreSQL runs as a user of its own, who may not read pytest's folders."""
    made = Path(tempfile.mkdtemp(prefix="ct-bench-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


def test_our_rules_and_the_plain_filter_leave_the_same_openings():
    data = openings(4_000)
    employers = EmployerColumns(
        np.zeros(len(data), np.int32), np.full(len(data), 8), np.zeros(len(data), np.int32), np.zeros(len(data))
    )
    for ask in asks(12):
        request = Request.of(ask.person, data.columns, employers)
        statuses = np.stack([rule.check(request) for rule in RULES])
        assert not (statuses == NEGOTIABLE).any()
        assert ((statuses.min(axis=0) > BROKEN) == feasible(data, ask)).all()


def test_between_two_and_twenty_five_percent_are_feasible():
    data = openings(4_000)
    shares = [feasible(data, ask).mean() for ask in asks(9)]
    assert 0.02 <= min(shares) <= max(shares) <= 0.25


@pytest.mark.parametrize("kind", PEERS, ids=lambda kind: kind.name)
def test_every_peer_gives_the_same_twenty_in_the_same_order(kind, data, folder):
    pytest.importorskip(NEEDS.get(kind.name, "numpy"))
    questions, peer = asks(4), kind()
    peer.load(data, questions, folder)
    try:
        for ask in questions:
            peer.before(ask)
            assert peer.search(ask, 20).tolist() == exact(data, ask).tolist()
    finally:
        peer.close()


def test_a_run_measures_ratios_recall_and_memory_and_writes_them_down(tmp_path):
    found = measure_size(200, [Floor, *PEERS[1:3]], people=2)
    assert [item.recall for item in found] == [1.0, 1.0, 1.0]
    report = Report("here", "today", found, measure_upkeep(300), [Waited.of("empty", 1, [0.001, 0.002])])
    report.write(tmp_path)
    page = (tmp_path / "results.md").read_text()
    assert "ours, person seen before" in page
    assert "change 256" in page
    assert (tmp_path / "results.json").stat().st_size > 100
