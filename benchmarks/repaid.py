"""What a try-out could repay besides its own list: a better model, more that are seen, an estimate that is honest.

last lists     true value of the list of five that the last model would give everybody, all vacancies open
reach          share of the vacancies that anybody was ever shown
off-policy     doubly robust estimate, from the way's own lists, of what drawing evenly from the experts' best fifth
               would bring, beside what it truly would (``training.logged``); or "cannot say"
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rich.table import Table

from matching.model import MatchModel
from training.dataset import Dataset
from training.evaluate import gains_of
from training.logged import BEST, estimates
from training.metrics import mean_with_interval
from training.offpolicy import DOUBLY_ROBUST
from training.practice import SLOTS, Pairs
from training.report import NEW
from training.world import World

Floats = NDArray[np.float64]
PARTS: Final = ("last_lists", "reach")


@dataclass(frozen=True, slots=True)
class Repaid:
    """What one way repaid in one world; ``low`` and ``high`` are NaN where one cannot say."""

    last_lists: float
    reach: float
    low: float
    high: float
    truth: float

    @property
    def can_say(self) -> bool:
        """There was enough to estimate by."""
        return not np.isnan(self.low)

    @property
    def right(self) -> bool:
        """The interval holds the truth."""
        return self.low <= self.truth <= self.high


def repaid(
    world: World, pairs: Sequence[Pairs], values: Mapping[str, Floats], model: MatchModel, logged: Dataset
) -> Repaid:
    """What the lists ``logged`` by one way repaid, ``model`` being what was learned last."""
    experts = MatchModel.prior()
    asked = estimates(logged, gains_of(logged), experts, experts)
    bounds = [(one.low, one.high) for one in asked if one.method == DOUBLY_ROBUST and one.model == NEW]
    low, high = bounds[0] if bounds else (float("nan"), float("nan"))
    own = [values[person.id][part.rows] for person, part in zip(world.participants, pairs, strict=True)]
    lists = [_best_of(model, part, worth) for part, worth in zip(pairs, own, strict=True)]
    reach = logged.suggestions["vacancy"].nunique() / len(world.vacancies)
    return Repaid(float(np.mean(lists)), reach, low, high, _truth(world, pairs, experts))


def _best_of(model: MatchModel, part: Pairs, worth: Floats) -> float:
    """True value of somebody's best five by a model."""
    order = np.argsort(-model.score(part.table, explained=False).surplus, kind="stable")
    return float(worth[order[:SLOTS]].sum())


def _truth(world: World, pairs: Sequence[Pairs], model: MatchModel) -> float:
    """The true chance that both say yes, mean over the best fifth of all pairs by a model."""
    scores = np.concatenate([model.score(part.table, explained=False).surplus for part in pairs])
    both = []
    for person, part in zip(world.participants, pairs, strict=True):
        prospects = world.truth.prospects(person)
        both.append((prospects.likes * prospects.hired)[part.rows])
    order = np.argsort(-scores, kind="stable")
    return float(np.concatenate(both)[order[: round(BEST * len(order))]].mean())


def repaid_table(found: Sequence[Mapping[str, Repaid]]) -> Table:
    """By way: means over worlds with 90 % intervals, and in how many worlds the estimate spoke and was right."""
    table = Table("", "last lists", "reach", "can say", "interval holds the truth", title=f"{len(found)} worlds")
    for way in found[0]:
        cells = []
        for part in PARTS:
            values = np.array([getattr(one[way], part) for one in found])
            mean, low, high = mean_with_interval(values, np.random.default_rng(0))
            cells.append(f"{mean:.3f} ({low:.3f} to {high:.3f})")
        spoke = [one[way] for one in found if one[way].can_say]
        table.add_row(
            way, *cells, f"{len(spoke)} of {len(found)}", f"{sum(one.right for one in spoke)} of {len(spoke)}"
        )
    return table
