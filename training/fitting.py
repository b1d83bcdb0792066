"""Learns a ``MatchModel`` from a data set: weights, base rates, calibration, intervals and the rest of the funnel.

``map``    expert weights as a Gaussian prior (``training.heads``); what is used unless a gate says otherwise
``l2``     the same without the experts: ridge regression, weights drawn towards 0
``trees``  monotone LightGBM that begins with none, half or all of ``map`` (``training.forests``)

A stage is calibrated on people its head has not seen (``training.calibration``), and the calibration is multiplied into
the weights, so contributions stay exact and the two heads are on the same scale of log-odds when they meet.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, Self, get_args

import numpy as np
from numpy.typing import NDArray

from features.pairs import COLUMNS, COUNTS
from matching.belief import Belief
from matching.funnel import WEEKS, log_surplus
from matching.model import SPLIT, MatchModel
from matching.scores import Bend
from training.calibration import bend_covariance, fit_bend
from training.dataset import Dataset
from training.doubt import believed, moments
from training.heads import Answers, Floats, LogisticHead
from training.influence import bounded
from training.labels import HEAD, Lessons, Stage, lessons, retention

Kind = Literal["map", "l2", "trees"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
LEAST_FOR_TREES: Final = 60
"""Answers that both heads must have before trees are tried; with fewer, ``trees`` is ``map``."""
STAYS_USUALLY: Final = Bend(0.0, 0.5)
"""What a liking says of staying, before anything is known: less than it says of a yes."""


@dataclass(frozen=True, slots=True)
class StageReport:
    """What one stage was learned from and how: answers, own party's answers, λ, the calibration on top of the head."""

    answers: int
    counted: int
    strength: float | None
    bend: Bend
    share: float = 1.0
    rounds: int = 0


class Learner:
    """Learns with ``fit(dataset)``: ``model_`` is the model, ``stages_`` tells how each stage was learned.

    Args:
        kind: ``map``, ``l2`` or ``trees``.
        expert: the model whose weights are the prior's mean, and whose usual values centre the features.
        routed: a reason teaches only what it speaks about; False for comparison.
        bound: no rater may pull a head far (``training.influence``); False for comparison.
        strength: λ of both heads, or None to choose by cross-validation.
        tuned: how an earlier fit was learned (its ``stages_``), whose λ, share and number of trees are taken over.
        seed: of the folds and the trees.

    Raises:
        ValueError: ``kind`` is none of the three.
    """

    def __init__(
        self,
        kind: Kind = "map",
        expert: MatchModel | None = None,
        *,
        routed: bool = True,
        bound: bool = True,
        strength: float | None = None,
        tuned: Mapping[Stage, StageReport] | None = None,
        seed: int = 0,
    ) -> None:
        if kind not in KINDS:
            raise ValueError(f"kind {kind!r}: choose one of {', '.join(KINDS)}")
        self.kind: Kind = kind
        self.expert = expert or MatchModel.prior()
        self.routed = routed
        self.bound = bound
        self.strength = strength
        self.tuned = tuned
        self.seed = seed

    def fit(self, dataset: Dataset) -> Self:
        """Learn from the answers and outcomes; with none at all the model is the expert's."""
        table = dataset.features()
        taught = lessons(dataset, routed=self.routed)
        people = dataset.suggestions["participant"].to_numpy()
        answers = {stage: self._answers(table, taught[stage], people, stage) for stage in HEAD}
        if self.bound:
            answers = {stage: bounded(self._experts(stage), answers[stage], taught[stage].rater) for stage in HEAD}
        heads = {stage: self._head(stage).fit(answers[stage]) for stage in HEAD}
        self.stages_: dict[Stage, StageReport] = {}
        if self.kind == "trees" and min(int(part.counts.sum()) for part in answers.values()) >= LEAST_FOR_TREES:
            from training.forests import grow

            grown, self.stages_ = grow(self.expert, heads, answers, table, taught, self.seed, self.tuned)
            model: MatchModel = grown
        else:
            bends = {stage: _calibrated(heads[stage], answers[stage]) for stage in HEAD}
            model = additive(self.expert, heads, bends, answers)
            model.belief = self._belief(table, taught, answers)
            self.stages_ = {stage: _report(heads[stage], answers[stage], bends[stage]) for stage in HEAD}
        model.note = self._note(dataset)
        self.model_ = self._with_funnel(model, dataset, table, taught[Stage.PASSES])
        return self

    def _head(self, stage: Stage) -> LogisticHead:
        head = self._experts(stage)
        if self.kind == "l2":
            head.weights = np.zeros_like(head.weights)
        return head

    def _experts(self, stage: Stage) -> LogisticHead:
        names = HEAD[stage]
        weights = np.array([self.expert.weights[name].weight for name in names], np.float64)
        bias = self.expert.start if stage is Stage.LIKES else self.expert.bias
        signs = np.array([-1.0 if name in COUNTS else 1.0 for name in names])
        strength = self.tuned[stage].strength if self.tuned else self.strength
        return LogisticHead(weights, bias, signs, strength=strength, seed=self.seed)

    def _answers(
        self, table: NDArray[np.float32], taught: Lessons, people: NDArray[np.object_], stage: Stage
    ) -> Answers:
        columns = columns_of(stage)
        return Answers(
            terms=self.expert.centred(table)[taught.rows][:, columns].astype(np.float64),
            said=taught.said,
            weight=taught.weight,
            learns=taught.learns[:, columns],
            counts=taught.counts,
            people=people[taught.rows],
        )

    def _belief(
        self, table: NDArray[np.float32], taught: Mapping[Stage, Lessons], answers: Mapping[Stage, Answers]
    ) -> Belief:
        """What the answers leave open, stated under a wide prior round the experts whatever was learned."""
        experts = self.expert.weights.values()
        away = (table - np.array([one.usual for one in experts])).astype(np.float64)
        usually, varies = moments(away, np.array([one.high - one.low for one in experts]))
        mean, covariance = np.zeros(len(COLUMNS) + 2), np.zeros((len(COLUMNS) + 2, len(COLUMNS) + 2))
        for stage in HEAD:
            columns, place = columns_of(stage), places_of(stage)
            unknown = np.isnan(away[taught[stage].rows][:, columns])
            found = believed(self._experts(stage), answers[stage], unknown, usually[columns], varies[columns])
            mean[place], covariance[place, place] = found
        return Belief(mean, covariance, usually, varies)

    def _with_funnel(
        self, model: MatchModel, dataset: Dataset, table: NDArray[np.float32], passed: Lessons
    ) -> MatchModel:
        """The model with the stages before and after its two heads, as far as there is anything to learn them from."""
        if len(passed):
            z = log_surplus(model.score(table[passed.rows], explained=False)).astype(np.float64)
            model.stages["passes"] = fit_bend(z, passed.said, passed.weight)
            self.stages_[Stage.PASSES] = StageReport(len(passed), len(passed), None, model.stages["passes"])
        stayed, weight = retention(dataset.outcomes, WEEKS)
        if weight.any():
            row_of = {name: row for row, name in enumerate(dataset.suggestions["suggestion"])}
            rows = [row_of[name] for name in dataset.outcomes["suggestion"]]
            z = model.score(table[rows], explained=False).utility[1].astype(np.float64)
            model.stages["stays"] = fit_bend(z, stayed, weight, STAYS_USUALLY)
            known = int((weight > 0).sum())
            self.stages_[Stage.STAYS] = StageReport(len(rows), known, None, model.stages["stays"])
        return model

    def _note(self, dataset: Dataset) -> str:
        label = "synthetic data, " if dataset.synthetic else ""
        return f"{self.kind} learned from {label}{len(dataset.answers)} answers up to {dataset.made_on}"


def columns_of(stage: Stage) -> slice:
    """Where the features of a head stand in the pair table."""
    return slice(0, SPLIT) if stage is Stage.LIKES else slice(SPLIT, len(COLUMNS))


def places_of(stage: Stage) -> slice:
    """Where the intercept and weights of a head stand among those of both."""
    return slice(0, SPLIT + 1) if stage is Stage.LIKES else slice(SPLIT + 1, None)


def additive(
    expert: MatchModel,
    heads: Mapping[Stage, LogisticHead],
    bends: Mapping[Stage, Bend],
    answers: Mapping[Stage, Answers],
) -> MatchModel:
    """The additive model of two learned heads, each bent to its calibration."""
    weights = dict(expert.weights)
    intercepts, covariance = {}, np.zeros((len(COLUMNS) + 2, len(COLUMNS) + 2))
    for stage, names in HEAD.items():
        head, bend = heads[stage], bends[stage]
        for name, weight in zip(names, (bend.slope * head.weights_).tolist(), strict=True):
            weights[name] = dataclasses.replace(weights[name], weight=weight + 0.0)
        intercepts[stage] = bend.intercept + bend.slope * head.bias_
        place = places_of(stage)
        covariance[place, place] = _bent(head, bend, answers[stage])
    return MatchModel(weights, intercepts[Stage.HIRES], start=intercepts[Stage.LIKES], covariance=covariance)


def _bent(head: LogisticHead, bend: Bend, answers: Answers) -> Floats:
    """Covariance of a head after its calibration, whose own doubt is added: α + β z with z = (b, w) · (1, x)."""
    own = answers.take(answers.counts)
    doubt = bend_covariance(bend, head.decision_function(own.terms), own.weight)
    line = np.concatenate([[head.bias_], head.weights_])
    first = np.eye(len(line))[0]
    cross = doubt[0, 1] * (np.outer(first, line) + np.outer(line, first))
    return np.asarray(
        bend.slope**2 * head.covariance_
        + doubt[0, 0] * np.outer(first, first)
        + cross
        + doubt[1, 1] * np.outer(line, line)
    )


def _calibrated(head: LogisticHead, answers: Answers) -> Bend:
    own = answers.counts
    return fit_bend(head.held_out(answers)[own], answers.said[own], answers.weight[own])


def _report(head: LogisticHead, answers: Answers, bend: Bend) -> StageReport:
    return StageReport(len(answers), int(answers.counts.sum()), head.strength_, bend)


__all__ = ["KINDS", "Kind", "Learner", "StageReport", "additive", "columns_of"]
