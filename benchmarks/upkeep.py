"""What it costs to keep the index right: add, change and close a vacancy, one at a time and in batches of 256."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Final

import numpy as np

from benchmarks.invented import DIMENSION, TODAY, openings
from features.facts import OpeningFacts
from features.profiles import Employer, Vacancy
from features.similarity import TextRows
from matching.index import Index

BUCKETS: Final = 2**16
NGRAMS: Final = 60
"""Character n-grams of one invented text; a real advert has several hundred."""
BATCH: Final = 256
SINGLES: Final = 60


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Milliseconds (median, worst) of one step at one size."""

    n: int
    step: str
    milliseconds: float
    worst: float


def measure_upkeep(n: int, say: Callable[[str], None] = lambda text: None) -> list[Upkeep]:
    """Add, change and close at ``n`` openings; texts are encoded already, as they are when a vacancy is saved."""
    say(f"{n:,}: filling an index")
    index = filled(n)
    dice = np.random.default_rng(9)
    steps: list[tuple[str, Callable[[int], None]]] = [
        ("add one", lambda i: index.put([opening(f"new{i}")], texts(dice, 1))),
        ("change one", lambda i: index.put([opening(f"new{i}")], texts(dice, 1))),
        ("close one", lambda i: index.close([f"new{i}"])),
        (f"add {BATCH}", lambda i: index.put(_batch(i), texts(dice, BATCH))),
        (f"change {BATCH}", lambda i: index.put(_batch(i), texts(dice, BATCH))),
        (f"close {BATCH}", lambda i: index.close(item.vacancy.id for item in _batch(i))),
    ]
    return [_upkeep(n, name, step, SINGLES if name.endswith("one") else 8, say) for name, step in steps]


def _upkeep(n: int, name: str, step: Callable[[int], None], times: int, say: Callable[[str], None]) -> Upkeep:
    say(f"{n:,}: {name}")
    seconds = [_timed(step, i) for i in range(times)]
    return Upkeep(n, name, 1000 * median(seconds), 1000 * max(seconds))


def _timed(step: Callable[[int], None], i: int) -> float:
    started = time.perf_counter()
    step(i)
    return time.perf_counter() - started


def filled(n: int) -> Index:
    """An index of ``n`` invented openings with vectors and n-grams."""
    data = openings(n)
    employers = [Employer(id=f"e{number}") for number in range(len(data.employers))]
    placeholders = list(_placeholders(n, employers[0]))
    sparse = texts(np.random.default_rng(8), n, dense=False).sparse
    return Index.of_columns(data.columns, TextRows(data.vectors, sparse), placeholders, employers)


def _placeholders(n: int, employer: Employer) -> Iterator[OpeningFacts]:
    """Facts with an id each; their columns are invented, so what they say is never read."""
    first = opening("v")
    for row in range(n):
        vacancy = first.vacancy.model_copy(update={"id": f"v{row}"})
        yield dataclasses.replace(first, vacancy=vacancy, employer=employer)


def opening(name: str) -> OpeningFacts:
    """A small but whole opening."""
    vacancy = Vacancy.model_validate(
        {
            "id": name,
            "employer_id": "e0",
            "terms": "ordinary",
            "title": "Rengøringsassistent",
            "hours_min": 10,
            "hours_max": 20,
            "shifts": [{"weekdays": [1, 2, 3], "start": "07:00", "end": "11:00"}],
            "site": {"lat": 56.45, "lon": 9.4},
            "valid_until": TODAY.replace(year=TODAY.year + 1),
        }
    )
    return OpeningFacts.of(vacancy, Employer(id="e0"))


def _batch(i: int) -> list[OpeningFacts]:
    return [opening(f"b{i}-{number}") for number in range(BATCH)]


def texts(dice: np.random.Generator, n: int, dense: bool = True) -> TextRows:
    """Invented texts in both channels."""
    from scipy import sparse

    vectors = dice.standard_normal((n, DIMENSION) if dense else (0, DIMENSION), dtype=np.float32)
    grams = np.sort(dice.integers(0, BUCKETS, (n, NGRAMS), dtype=np.int32), axis=1).ravel()
    weights = np.full(n * NGRAMS, NGRAMS**-0.5, np.float32)
    ends = np.arange(0, n * NGRAMS + 1, NGRAMS, dtype=np.int32)
    return TextRows(vectors, sparse.csr_matrix((weights, grams, ends), shape=(n, BUCKETS)))
