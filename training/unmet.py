"""How the same way of learning does with people, or employers, it meets for the first time.

Everybody is held out once (``training.splits.held_out``): a model learns from all others and orders their lists. How
much the prior counts, and how many trees, may be taken over from the model that is judged, which saves choosing them
six times; no weight is. The champion may have learned from them already, so it is not asked; the baselines are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

import numpy as np

from training.baselines import BASELINES
from training.dataset import Dataset
from training.evaluate import gains_of
from training.fitting import Kind, Learner, StageReport
from training.labels import Stage
from training.lists import DIRECTIONS, Values, measures_of, values_of
from training.report import NEW, Measure
from training.splits import TooLittle, held_out

Who = Literal["participant", "employer"]
COUNT: Final = 3


def unmet(
    dataset: Dataset,
    kind: Kind,
    tuned: Mapping[Stage, StageReport] | None = None,
    seed: int = 0,
    count: int = COUNT,
) -> tuple[Measure, ...]:
    """The metrics of ``kind`` and of the baselines with people and with employers nobody has met.

    ``tuned`` is how the judged model was learned (``Learner.stages_``).
    The slice is ``unmet_participant`` or ``unmet_employer``; either is left out with fewer than ``count`` of them.
    """
    found: list[Measure] = []
    for who in get_args(Who):
        try:
            parts = [
                _part(known, judged, Learner(kind, tuned=tuned), seed)
                for known, judged in held_out(dataset, who, seed, count)
            ]
        except TooLittle:
            continue
        values = {(f"unmet_{who}", direction): _together(parts, direction) for direction in DIRECTIONS.values()}
        found += measures_of(values, seed)
    return tuple(found)


def _part(known: Dataset, judged: Dataset, learner: Learner, seed: int) -> Mapping[str, Values]:
    """By direction the values of one held-out part."""
    model = learner.fit(known).model_
    scores = {
        NEW: model.score(judged.features(), explained=False).surplus.astype(np.float64),
        **{name: baseline(known, judged) for name, baseline in BASELINES.items()},
    }
    gains, everybody = gains_of(judged), np.ones(len(judged), bool)
    return {
        direction: values_of(judged, gains, everybody, column, scores, seed) for column, direction in DIRECTIONS.items()
    }


def _together(parts: list[Mapping[str, Values]], direction: str) -> Values:
    """The lists of all parts one after another."""
    first = parts[0][direction]
    return {
        name: {metric: np.concatenate([part[direction][name][metric] for part in parts]) for metric in metrics}
        for name, metrics in first.items()
    }


__all__ = ["COUNT", "unmet"]
