"""What it costs to keep the index right, in CPU time: add, change and close a vacancy, singly and in batches of 256."""

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
BATCHES: Final = 8


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
    found = []
    for size, times in ((1, SINGLES), (BATCH, BATCHES)):
        batches = [[opening(f"{size}-{i}-{number}") for number in range(size)] for i in range(times)]
        spelled = [texts(dice, size) for _ in batches]
        ids = [[item.vacancy.id for item in batch] for batch in batches]
        count = "one" if size == 1 else str(size)
        for name, step in (
            (f"add {count}", lambda i, b=batches, t=spelled: index.put(b[i], t[i])),
            (f"change {count}", lambda i, b=batches, t=spelled: index.put(b[i], t[i])),
            (f"close {count}", lambda i, gone=ids: index.close(gone[i])),
        ):
            say(f"{n:,}: {name}")
            found.append(_upkeep(n, name, step, times))
    return found


def _upkeep(n: int, name: str, step: Callable[[int], None], times: int) -> Upkeep:
    seconds = []
    for i in range(times):
        started = time.process_time()
        step(i)
        seconds.append(time.process_time() - started)
    return Upkeep(n, name, 1000 * median(seconds), 1000 * max(seconds))


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


def texts(dice: np.random.Generator, n: int, dense: bool = True) -> TextRows:
    """Invented texts in both channels."""
    from scipy import sparse

    vectors = dice.standard_normal((n, DIMENSION) if dense else (0, DIMENSION), dtype=np.float32)
    grams = np.sort(dice.integers(0, BUCKETS, (n, NGRAMS), dtype=np.int32), axis=1).ravel()
    weights = np.full(n * NGRAMS, NGRAMS**-0.5, np.float32)
    ends = np.arange(0, n * NGRAMS + 1, NGRAMS, dtype=np.int32)
    return TextRows(vectors, sparse.csr_matrix((weights, grams, ends), shape=(n, BUCKETS)))
