"""Three trials beside the curves: poisoned answers, what intervals cover, and the time that many answers take."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.learning.curves import labelled, mean_of
from benchmarks.learning.worlds import Field
from features.pairs import COLUMNS, COUNTS
from matching.model import PRIOR, SPLIT, MatchModel
from matching.scores import sigmoid
from training import labels
from training.dataset import Dataset
from training.fitting import KINDS, Learner
from training.tables import OUTCOMES, empty

DAY: Final = date(2026, 11, 2)
POISON: Final = 0.05
MANY: Final = 100_000


def poisoned(world: Field, size: int = 1_000) -> Mapping[str, float]:
    """Loss of nDCG@10 when one rater gives 5 % of the answers, each the opposite of what the experts expect."""
    clean = labelled(world.dataset, size, world.seed)
    rng = np.random.default_rng([world.seed, 13])
    best = mean_of(scorer(clean), world)
    lost = {}
    for party in ("participant", "employer", "consultant"):
        bad = attacked(clean, party, rng)
        lost[f"{party}, capped"] = best - mean_of(scorer(bad), world)
        lost[f"{party}, not capped"] = best - _without_caps(lambda bad=bad: mean_of(scorer(bad), world))
    return lost


def scorer(dataset: Dataset) -> Callable[..., NDArray[np.floating]]:
    """How the model learned from a data set orders somebody's pairs."""
    model = Learner().fit(dataset).model_
    return lambda judged: model.score(judged.table).surplus


def attacked(dataset: Dataset, party: str, rng: np.random.Generator) -> Dataset:
    """5 % of a party's answers become one rater's who says yes to the worst pairs and no to the best."""
    answers = dataset.answers.copy()
    rows = np.flatnonzero(answers["party"] == party)
    bad = rng.choice(rows, max(1, round(POISON * len(rows))), replace=False)
    scored = MatchModel.prior().score(dataset.features())
    head = scored.utility[1] if party == "participant" else scored.chance[1]
    place = {name: row for row, name in enumerate(dataset.suggestions["suggestion"])}
    good = head[[place[name] for name in answers["suggestion"].iloc[bad]]]
    answers.iloc[bad, answers.columns.get_loc("rater")] = "attacker"
    answers.iloc[bad, answers.columns.get_loc("answer")] = np.where(good > np.median(head), "no", "yes")
    reason = "wrong_skill" if party == "consultant" else "other"
    answers.iloc[bad, answers.columns.get_loc("reason")] = reason
    return dataclasses.replace(dataset, answers=answers)


def _without_caps(run: Callable[[], float]) -> float:
    kept = labels.LEAST_CAP
    labels.LEAST_CAP = float("inf")
    try:
        return run()
    finally:
        labels.LEAST_CAP = kept


def coverage(answers: int, unknown: float, worlds: int = 60) -> float:
    """How often a 90 % interval of either head holds the truth, for weights drawn round the experts' (λ = 4)."""
    inside = []
    for seed in range(worlds):
        rng = np.random.default_rng([14, seed])
        truth = _drawn(rng)
        model = Learner(strength=4.0, seed=seed).fit(invented(rng, answers, truth, unknown)).model_
        whole, holes = _features(rng, 300, unknown)
        scored = model.score(np.where(holes, np.nan, whole).astype(np.float32))
        utility, chance = _log_odds(truth, whole)
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
    whole, holes = _features(rng, n, unknown)
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
            [rng.random(n) < sigmoid(z) for z in _log_odds(truth, whole)],
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


def _features(rng: np.random.Generator, n: int, unknown: float) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    whole = rng.random((n, len(COLUMNS))).astype(np.float32)
    counted = [name in COUNTS for name in COLUMNS]
    whole[:, counted] = rng.integers(0, 3, (n, sum(counted)))
    return whole, (rng.random(whole.shape) < unknown) & ~np.array(counted)


def _log_odds(model: MatchModel, whole: NDArray[np.float32]) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    terms = model.contributions(whole)
    return model.start + terms[:, :SPLIT].sum(axis=1), model.bias + terms[:, SPLIT:].sum(axis=1)
