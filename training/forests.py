"""Monotone gradient-boosted trees as a challenger, beginning with as much of the learned weights as helps.

    head = b + h · w·x + trees(x),     h ∈ {1, ½, 0}

LightGBM (Ke et al. 2017) with monotone constraints; ``h`` and the number of trees are those of the least log-loss on
people held out. Trees cannot be told what a reason speaks about: they learn from the own party's answers, yes or no,
and what routed reasons teach reaches them through ``w``. Unknown features are what they usually are, as when ranking.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
MOST_ROUNDS: Final = 200
STEP: Final = 10
"""Trees are tried by tens."""
PATIENCE: Final = 50
"""So many more trees without a lesser loss end the trying (early stopping: Prechelt 1998)."""
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
    "num_threads": 1,  # trees of eight leaves: threads only wait for each other, most of all on busy cores
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
    tuned: Mapping[Stage, StageReport] | None = None,
) -> tuple[TreeModel, dict[Stage, StageReport]]:
    """Trees for both heads on top of learned ``heads``, and how each was grown.

    ``tuned`` says how many trees on which share of the weights; without it both are chosen.
    """
    centred = expert.centred(table)
    found = {}
    for stage, head in heads.items():
        own = answers[stage].counts
        # Centred features with 0 for unknown, moved back: an unknown feature is what it usually is.
        usual = np.array([weight.usual for weight in expert.weights.values()], np.float32)[columns_of(stage)]
        rows = taught[stage].rows[own]
        x = centred[rows][:, columns_of(stage)] + usual
        found[stage] = _forest(stage, head, answers[stage].take(own), x, seed, tuned[stage] if tuned else None)
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


def _forest(
    stage: Stage, head: LogisticHead, answers: Answers, x: NDArray[np.float32], seed: int, tuned: StageReport | None
) -> Forest:
    """The trees of everybody, as many and on as much of the weights as predicts people held out best."""
    linear = answers.terms @ head.weights_
    some = np.sort(np.random.default_rng(seed).permutation(len(answers))[:MOST_TRIED])
    part = answers.take(some)
    trial = _Trial(stage, part, x[some], linear[some], head.bias_, folds(part.people, seed), seed)
    tried = trial.best() if tuned is None else trial.with_trees(tuned.share, tuned.rounds)
    start = head.bias_ + tried.share * linear
    booster = _booster(stage, answers, x, start, seed)
    for _ in range(max(tried.rounds, 1)):
        booster.update()
    bend = fit_bend(tried.held_out, part.said, part.weight)
    return Forest(booster.model_to_string(), tried.rounds, tried.share, bend)


@dataclass(frozen=True, slots=True)
class _Tried:
    """A share of the weights and a number of trees, and the log-odds (n,) that people held out get of them."""

    share: float
    rounds: int
    held_out: Floats


@dataclass(frozen=True, slots=True)
class _Trial:
    """The answers that share and number of trees are chosen by; ``linear`` (n,) is what all of the weights say."""

    stage: Stage
    answers: Answers
    x: NDArray[np.float32]
    linear: Floats
    bias: float
    parts: list[tuple[Any, Any]]
    seed: int

    def best(self) -> _Tried:
        """Of each share the number of trees with the least log-loss; of the shares the first that is not beaten."""
        first, *others = (self._least(share) for share in SHARES)
        best = first
        for one in others:
            if one[0] < best[0] - 1e-6:
                best = one
        return best[1]

    def with_trees(self, share: float, rounds: int) -> _Tried:
        """A share and a number of trees that are known already."""
        return next(tried for tried in self._grown(share) if tried.rounds >= rounds)

    def _least(self, share: float) -> tuple[float, _Tried]:
        """The least loss of a share; after ``PATIENCE`` more trees without a lesser one no more are grown."""
        best: tuple[float, _Tried] | None = None
        for tried in self._grown(share):
            losses = log_loss(self.answers.said, tried.held_out)
            loss = float(np.average(losses, weights=self.answers.weight))
            if best is None or loss < best[0]:
                best = loss, tried
            elif tried.rounds - best[1].rounds >= PATIENCE:
                break
        assert best is not None
        return best

    def _grown(self, share: float) -> Iterator[_Tried]:
        """With no trees, then ``STEP`` more each time, all folds side by side."""
        start = self.bias + share * self.linear
        z = start.copy()
        boosters = [
            _booster(self.stage, self.answers.take(train), self.x[train], start[train], self.seed)
            for train, _ in self.parts
        ]
        yield _Tried(share, 0, z.copy())
        for rounds in range(0, MOST_ROUNDS, STEP):
            for booster, (_, test) in zip(boosters, self.parts, strict=True):
                for _ in range(STEP):
                    booster.update()
                z[test] += booster.predict(
                    self.x[test], raw_score=True, start_iteration=rounds, num_iteration=STEP, num_threads=1
                )
            yield _Tried(share, rounds + STEP, z.copy())


def _booster(stage: Stage, answers: Answers, x: NDArray[np.float32], start: Floats, seed: int) -> Any:
    """LightGBM before its first tree."""
    import lightgbm

    data = lightgbm.Dataset(x, answers.said, weight=answers.weight, init_score=start, feature_name=list(HEAD[stage]))
    constraints = directions(NAMES[stage])
    return lightgbm.Booster({**SETTINGS, "monotone_constraints": constraints, "seed": seed}, data)


def _shared(head: LogisticHead, share: float) -> LogisticHead:
    """The head with a share of its weights."""
    part = LogisticHead(head.weights, head.bias, head.signs)
    part.weights_, part.bias_ = share * head.weights_, head.bias_
    scale = np.concatenate([[1.0], np.full(len(head.weights_), share)])
    part.covariance_ = head.covariance_ * np.outer(scale, scale)
    return part
