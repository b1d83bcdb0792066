"""Monotone gradient-boosted trees as a challenger, beginning with as much of the learned weights as helps.

    head = b + h · w·x + trees(x),     h ∈ {1, ½, 0}

LightGBM (Ke et al. 2017) with monotone constraints; ``h`` and the number of trees are those of the least log-loss on
people held out. Trees cannot be told what a reason speaks about: they learn from the own party's answers, yes or no,
and what routed reasons teach reaches them through ``w``. Unknown features are what they usually are, as when ranking.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.model import MatchModel
from matching.scores import Bend
from matching.trees import TreeModel, directions
from training.calibration import fit_bend
from training.fitting import StageReport, additive, columns_of
from training.heads import Answers, Floats, LogisticHead, folds, log_loss
from training.labels import HEAD, Lessons, Stage

SHARES: Final = (1.0, 0.5, 0.0)
ROUNDS: Final = tuple(range(0, 201, 10))
"""Numbers of trees that are tried."""
MOST_TRIED: Final = 10_000
"""Answers that are enough to choose the share and the number of trees by; the trees themselves see all."""
SETTINGS: Final[Mapping[str, Any]] = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 8,
    "min_data_in_leaf": 20,
    "lambda_l2": 5.0,
    "monotone_constraints_method": "advanced",
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
}
NAMES: Final = {Stage.LIKES: "utility", Stage.HIRES: "chance"}


@dataclass(frozen=True, slots=True)
class Forest:
    """One head's trees as text, how many, how much of the weights they begin with, and the calibration on top."""

    text: str
    rounds: int
    share: float
    bend: Bend


def grow(
    expert: MatchModel,
    heads: Mapping[Stage, LogisticHead],
    answers: Mapping[Stage, Answers],
    table: NDArray[np.float32],
    taught: Mapping[Stage, Lessons],
    seed: int,
) -> tuple[TreeModel, dict[Stage, StageReport]]:
    """Trees for both heads on top of learned ``heads``, and how each was grown."""
    centred = expert.centred(table)
    found = {}
    for stage, head in heads.items():
        own = answers[stage].counts
        # Centred features with 0 for unknown, moved back: an unknown feature is what it usually is.
        usual = np.array([weight.usual for weight in expert.weights.values()], np.float32)[columns_of(stage)]
        rows = taught[stage].rows[own]
        found[stage] = _forest(stage, head, answers[stage].take(own), centred[rows][:, columns_of(stage)] + usual, seed)
    shared = {stage: _shared(head, found[stage].share) for stage, head in heads.items()}
    base = additive(expert, shared, {stage: forest.bend for stage, forest in found.items()}, answers)
    model = TreeModel(
        base,
        {NAMES[stage]: forest.text for stage, forest in found.items()},
        {NAMES[stage]: forest.bend.slope if forest.rounds else 0.0 for stage, forest in found.items()},
    )
    reports = {
        stage: StageReport(
            len(answers[stage]),
            int(answers[stage].counts.sum()),
            heads[stage].strength_,
            one.bend,
            one.share,
            one.rounds,
        )
        for stage, one in found.items()
    }
    return model, reports


def _forest(stage: Stage, head: LogisticHead, answers: Answers, x: NDArray[np.float32], seed: int) -> Forest:
    """The share and the number of trees that predict people held out best, and the trees of everybody."""
    linear = answers.terms @ head.weights_
    some = np.sort(np.random.default_rng(seed).permutation(len(answers))[:MOST_TRIED])
    part = answers.take(some)
    parts = folds(part.people, seed)
    best: tuple[float, float, int, Floats] | None = None
    for share in SHARES:
        start = head.bias_ + share * linear[some]
        losses, held_out = _tried(stage, part, x[some], start, parts, seed)
        place = int(losses.argmin())
        if best is None or losses[place] < best[0] - 1e-6:
            best = float(losses[place]), share, ROUNDS[place], held_out[place]
    assert best is not None
    _, share, rounds, z = best
    booster = _boosted(stage, answers, x, head.bias_ + share * linear, max(rounds, 1), seed)
    bend = fit_bend(z, part.said, part.weight)
    return Forest(booster.model_to_string(), rounds, share, bend)


def _tried(
    stage: Stage, answers: Answers, x: NDArray[np.float32], start: Floats, parts: list[tuple[Any, Any]], seed: int
) -> tuple[Floats, Floats]:
    """Held-out log-loss (len(ROUNDS),) and log-odds (len(ROUNDS), n) by number of trees."""
    z = np.tile(start, (len(ROUNDS), 1))
    for train, test in parts:
        booster = _boosted(stage, answers.take(train), x[train], start[train], ROUNDS[-1], seed)
        for number, (before, rounds) in enumerate(pairwise(ROUNDS), start=1):
            added = booster.predict(x[test], raw_score=True, start_iteration=before, num_iteration=rounds - before)
            z[number, test] = z[number - 1, test] + added
    losses = np.array([np.average(log_loss(answers.said, row), weights=answers.weight) for row in z])
    return losses, z


def _boosted(stage: Stage, answers: Answers, x: NDArray[np.float32], start: Floats, rounds: int, seed: int) -> Any:
    import lightgbm

    constraints = directions(NAMES[stage])
    data = lightgbm.Dataset(
        x,
        answers.said,
        weight=answers.weight,
        init_score=start,
        feature_name=list(HEAD[stage]),
        free_raw_data=False,
    )
    return lightgbm.train({**SETTINGS, "monotone_constraints": constraints, "seed": seed}, data, rounds)


def _shared(head: LogisticHead, share: float) -> LogisticHead:
    """The head with a share of its weights."""
    part = LogisticHead(head.weights, head.bias, head.signs)
    part.weights_, part.bias_ = share * head.weights_, head.bias_
    scale = np.concatenate([[1.0], np.full(len(head.weights_), share)])
    part.covariance_ = head.covariance_ * np.outer(scale, scale)
    return part
