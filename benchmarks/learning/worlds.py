"""One invented world made ready once: answers to learn from, and other people's pairs with new vacancies to judge by.

Half of the people and three fifths of the vacancies are shown and answered for; judged is how the other half is ranked
over the vacancies nobody has seen, against what each placement would truly be worth. Kept in ``bench_out``, because
encoding adverts takes longer than learning.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from features.encoder import default_encoder
from features.similarity import Hybrid
from matching.model import MatchModel
from matching.ranker import Ranker
from training.dataset import Dataset
from training.practice import OPEN_AT_ONCE, Pairs, Practice, pairs_of
from training.world import World, invent

HOME: Final = Path("bench_out/learning")
PEOPLE, EMPLOYERS, VACANCIES = 160, 250, 600
WEEKS: Final = 30
LEAST_PAIRS: Final = 10
"""Who has fewer new vacancies to choose among is not judged: any order would do."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One person to judge by: features (n, f), the true value of each pair (n,), and each vacancy's occupation."""

    table: NDArray[np.float32]
    values: NDArray[np.float64]
    occupations: NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Field:
    """A world made ready: what was answered, and whom to judge by."""

    seed: int
    dataset: Dataset
    judged: Sequence[Judged]


def field(seed: int) -> Field:
    """The world of ``seed``, from ``bench_out`` when it has been made before."""
    folder = HOME / f"world-{seed:03d}"
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        _make(seed, folder)
    with np.load(folder / "judged.npz") as file:
        parts = [Judged(file[f"table{i}"], file[f"values{i}"], file[f"jobs{i}"]) for i in range(int(file["count"]))]
    return Field(seed, Dataset.read(folder / "snapshot"), parts)


def loaded(world: World) -> Ranker:
    """The real ranker with day-0 weights over a world."""
    ranker = Ranker(Hybrid(default_encoder()), MatchModel.prior())
    ranker.load(world.vacancies, {employer.id: employer for employer in world.employers})
    return ranker


def _make(seed: int, folder: Path) -> None:
    world = invent(seed, PEOPLE, EMPLOYERS, VACANCIES)
    ranker = loaded(world)
    pairs = pairs_of(world, ranker)
    rng = np.random.default_rng([seed, 11])
    old = rng.permutation(VACANCIES) < 0.6 * VACANCIES
    shown, held_out = np.split(rng.permutation(PEOPLE), 2)
    practice = Practice(world, pairs, rng)
    for number in range(WEEKS):
        open_now = old & (rng.random(VACANCIES) < OPEN_AT_ONCE)
        practice.week(ranker.model, world.today - timedelta(weeks=WEEKS - number), shown.tolist(), open_now)
    practice.dataset(world.today).write(folder / "snapshot")
    judged = [_judged(world, pairs[person], person, ~old) for person in held_out]
    _keep(folder, [one for one in judged if len(one.values) >= LEAST_PAIRS])


def _judged(world: World, pairs: Pairs, person: int, vacancies: NDArray[np.bool_]) -> Judged:
    here = vacancies[pairs.rows]
    rows = pairs.rows[here]
    jobs = np.array([world.vacancies[row].disco08 or "" for row in rows], dtype="U4")
    return Judged(pairs.table[here], world.truth.values(world.participants[person])[rows], jobs)


def _keep(folder: Path, parts: Sequence[Judged]) -> None:
    arrays = {f"table{i}": part.table for i, part in enumerate(parts)}
    arrays |= {f"values{i}": part.values for i, part in enumerate(parts)}
    arrays |= {f"jobs{i}": part.occupations for i, part in enumerate(parts)}
    np.savez(folder / "judged.npz", count=len(parts), **arrays)
    (folder / "done").write_text(json.dumps({"people": len(parts)}), encoding="utf-8")


def ndcg(scores: NDArray[np.floating], values: NDArray[np.float64], k: int = 10) -> float:
    """Discounted true value of the best ``k`` by ``scores``, over the best possible (Järvelin and Kekäläinen 2002)."""
    discount = 1 / np.log2(np.arange(2, min(k, len(values)) + 2))
    order = np.argsort(-scores, kind="stable")[: len(discount)]
    ideal = np.sort(values)[::-1][: len(discount)]
    return float(values[order] @ discount / (ideal @ discount))
