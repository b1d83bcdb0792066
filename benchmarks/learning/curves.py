"""Learning curves: every candidate on the same answers, 30 to 3,000 of them, judged on other people and new vacancies.

One file per world in ``bench_out/learning/curves``; a run that was stopped goes on where it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.learning.learners import LEARNERS, grades
from benchmarks.learning.worlds import HOME, Field, Judged, field, ndcg
from training.dataset import Dataset

SIZES: Final = (30, 100, 300, 1_000, 3_000)
RANDOM: Final = "any order"
Curves = Mapping[str, Mapping[int, float]]


def measured(seeds: Iterable[int], say: Callable[[str], None]) -> list[Curves]:
    """The curves of each world: candidate → labels → mean nDCG@10."""
    return [_of(seed, say) for seed in seeds]


def _of(seed: int, say: Callable[[str], None]) -> Curves:
    path = HOME / "curves" / f"seed-{seed:03d}.json"
    if not path.exists():
        say(f"world {seed}: making it ready")
        world = field(seed)
        found = {name: dict.fromkeys(SIZES, 0.0) for name in (RANDOM, *LEARNERS)}
        rng = np.random.default_rng([seed, 12])
        found[RANDOM] = dict.fromkeys(SIZES, mean_of(lambda one: rng.random(len(one.values)), world))
        for size in SIZES:
            part = labelled(world.dataset, size, seed)
            for name, learn in LEARNERS.items():
                say(f"world {seed}: {size} labels, {name}")
                found[name][size] = mean_of(learn(part), world)
        write(path, found)
    content = json.loads(path.read_text(encoding="utf-8"))
    return {name: {int(size): value for size, value in sizes.items()} for name, sizes in content.items()}


def mean_of(score: Callable[[Judged], NDArray[np.floating]], world: Field) -> float:
    """Mean nDCG@10 over everybody judged."""
    return float(np.mean([ndcg(score(one), one.values) for one in world.judged]))


def labelled(dataset: Dataset, size: int, seed: int) -> Dataset:
    """``size`` suggestions that the person or the employer answered, drawn at random."""
    answered = np.flatnonzero(~np.isnan(grades(dataset)))
    keep = np.zeros(len(dataset), bool)
    keep[np.random.default_rng([seed, size]).permutation(answered)[:size]] = True
    return dataset.keep(keep)


def interval(values: Sequence[float], rng: np.random.Generator) -> tuple[float, float, float]:
    """Mean over worlds and its 90 % bootstrap interval (Efron 1979), 2,000 draws."""
    drawn = rng.choice(np.asarray(values), (2_000, len(values))).mean(axis=1)
    low, high = np.quantile(drawn, (0.05, 0.95))
    return float(low), float(np.mean(values)), float(high)


def write(path: Path, found: Mapping[str, object]) -> None:
    """Keep what was measured of one world, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(found, indent=1), encoding="utf-8")
    part.replace(path)
