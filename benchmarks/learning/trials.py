"""Two trials beside the curves: what intervals cover, and the time that many answers take."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Mapping
from datetime import date
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from features.pairs import COLUMNS, COUNTS
from matching.model import PRIOR, SPLIT, MatchModel
from matching.scores import sigmoid
from training.dataset import Dataset
from training.fitting import KINDS, Learner
from training.tables import OUTCOMES, empty

DAY: Final = date(2026, 11, 2)
MANY: Final = 100_000
UNKNOWN: Final = (0.0, 0.2, 0.4)
"""Shares of the features that nobody knows, when learning and when ranking."""


def coverage(answers: int, unknown: float, worlds: int) -> float:
    """How often a 90 % interval of either head holds the truth, for weights drawn round the experts'."""
    inside = []
    for seed in range(worlds):
        rng = np.random.default_rng([14, seed])
        truth = _drawn(rng)
        model = Learner(seed=seed).fit(invented(rng, answers, truth, unknown)).model_
        whole, holes = features_of(rng, 300, unknown)
        scored = model.score(np.where(holes, np.nan, whole).astype(np.float32))
        utility, chance = log_odds_of(truth, whole)
        for (low, _, high), real in ((scored.utility, utility), (scored.chance, sigmoid(chance))):
            inside.append(np.mean((low <= real) & (real <= high)))
    return float(np.mean(inside))


def seconds(count: int = MANY) -> Mapping[str, float]:
    """CPU seconds each kind takes to learn from ``count`` answered suggestions, cross-validation included."""
    rng = np.random.default_rng(15)
    dataset = invented(rng, count, _drawn(rng), 0.2, people=2_000)
    found = {}
    for kind in KINDS:
        start = time.process_time()
        Learner(kind).fit(dataset)
        found[kind] = time.process_time() - start
    return found


def invented(rng: np.random.Generator, n: int, truth: MatchModel, unknown: float, people: int = 40) -> Dataset:
    """``n`` suggestions that person and employer answer as ``truth`` would, without reasons."""
    whole, holes = features_of(rng, n, unknown)
    table = np.where(holes, np.nan, whole).astype(np.float32)
    number = np.arange(n)
    names = {
        name: [f"{name}-{i}" for i in number % size]
        for name, size in (
            ("suggestion", n),
            ("run", n // 5 + 1),
            ("participant", people),
            ("employer", 199),
            ("vacancy", 997),
            ("consultant", 9),
        )
    }
    shown = {
        "occupation": "9112",
        "shown_on": DAY,
        "rank": 1 + number % 5,
        "slots": 5,
        "propensity": 1.0,
        "tried": False,
    }
    slices = {"danish": "A2", "hours": "under_10", "new_person": False, "new_employer": False}
    features = dict(zip(COLUMNS, table.T, strict=True))
    suggestions = pd.DataFrame({**names, **shown, "model": "m", **features, **slices})
    answers = [
        pd.DataFrame(
            {
                "suggestion": names["suggestion"],
                "party": party,
                "answer": np.where(yes, "yes", "no"),
                "reason": None,
                "rater": names[rater],
                "answered_on": DAY,
            }
        )
        for party, rater, yes in zip(
            ("participant", "employer"),
            ("participant", "employer"),
            [rng.random(n) < sigmoid(z) for z in log_odds_of(truth, whole)],
            strict=True,
        )
    ]
    return Dataset.of(suggestions, pd.concat(answers, ignore_index=True), empty(OUTCOMES), made_on=DAY, synthetic=True)


def _drawn(rng: np.random.Generator) -> MatchModel:
    """Weights round the experts', each with half its size as standard deviation, on its own side of 0."""
    found = {}
    for name, weight in PRIOR.items():
        value = weight.weight + rng.normal() * max(abs(weight.weight), 0.5) / 2
        found[name] = dataclasses.replace(weight, weight=min(value, 0.0) if name in COUNTS else max(value, 0.0))
    return MatchModel(found, bias=-0.5 + 0.5 * rng.normal(), start=0.5 * rng.normal())


def features_of(rng: np.random.Generator, n: int, unknown: float) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    whole = rng.random((n, len(COLUMNS))).astype(np.float32)
    counted = [name in COUNTS for name in COLUMNS]
    whole[:, counted] = rng.integers(0, 3, (n, sum(counted)))
    return whole, (rng.random(whole.shape) < unknown) & ~np.array(counted)


def log_odds_of(model: MatchModel, whole: NDArray[np.float32]) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    terms = model.contributions(whole)
    return model.start + terms[:, :SPLIT].sum(axis=1), model.bias + terms[:, SPLIT:].sum(axis=1)
