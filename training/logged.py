"""What a model would bring, estimated from lists that another one made (``training.offpolicy``).

The policy asked about: *draw evenly from the best fifth of all feasible pairs by the model's order*. A pair that was
shown with propensity p stands for 1 / p pairs like it, so the slot that tries something out speaks for all that was not
shown. The lower on a list, the fewer are answered: the share answered at each rank belongs to an answer's propensity
(Joachims, Swaminathan and Schnabel 2017). Reward is a yes of both, person and employer. The doubly robust estimate also
uses what was shown and not answered, through what the present model expects of it.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.funnel import funnel
from matching.model import MatchModel
from training.dataset import Dataset
from training.metrics import Floats
from training.offpolicy import Ratio, doubly_robust, snips
from training.report import CHAMPION, CHANGE, NEW, Estimate

BEST: Final = 0.2
"""The share of all feasible pairs that a model's policy draws from."""
BOTH: Final = 2.0
"""The gain of a pair that person and employer said yes to (``training.evaluate.gains_of``)."""


def estimates(
    judged: Dataset, gains: Floats, new: MatchModel, champion: MatchModel, seed: int = 0
) -> tuple[Estimate, ...]:
    """By each method: the new model, the champion, and the difference; empty when no list holds a drawn place."""
    kept = _of_drawn_lists(judged)
    if not kept.any():
        return ()
    part, gained = judged.keep(kept), gains[kept]
    ratios = {name: _ratios(part, gained, model, champion) for name, model in ((NEW, new), (CHAMPION, champion))}
    found: list[Estimate] = []
    for mine, theirs in zip(ratios[NEW], ratios[CHAMPION], strict=True):
        found += [mine.estimate(NEW, seed), theirs.estimate(CHAMPION, seed), mine.less(theirs, CHANGE, seed)]
    return tuple(found)


def _of_drawn_lists(judged: Dataset) -> NDArray[np.bool_]:
    """(n,) rows with a propensity, of lists that chance had a part in.

    A list without says nothing of what it did not show (positivity), however many were answered: taken in, greedy
    lists would speak for pairs that nobody could have seen.
    """
    propensity = judged.suggestions["propensity"].to_numpy(np.float64)
    _, number = np.unique(judged.suggestions["run"].to_numpy(dtype=str), return_inverse=True)
    drawn = np.bincount(number, propensity < 1) > 0
    return np.asarray(~np.isnan(propensity) & drawn[number])


def _ratios(judged: Dataset, gains: Floats, model: MatchModel, guesser: MatchModel) -> tuple[Ratio, Ratio]:
    """The model's policy by both methods."""
    shown, table = judged.suggestions, judged.features()
    stands_for = 1 / shown["propensity"].to_numpy(np.float64)
    drawn = stands_for * _best(model.score(table, explained=False).surplus.astype(np.float64), stands_for)
    answered = ~np.isnan(gains)
    correction = answered / _answered_share(shown["rank"].to_numpy(np.int64), answered)
    reward = (gains >= BOTH).astype(np.float64)
    expected = _both(guesser, table)
    people = shown["participant"].to_numpy(dtype=str)
    return (
        snips(reward, drawn * correction, people),
        doubly_robust(reward, correction, expected, expected, people, share=drawn),
    )


def _best(scores: Floats, stands_for: Floats) -> Floats:
    """(n,) 1 for the pairs in the best ``BEST`` of all they stand for, else 0."""
    order = np.argsort(-scores, kind="stable")
    before = np.cumsum(stands_for[order]) - stands_for[order]
    found = np.zeros(len(scores))
    found[order] = before < BEST * stands_for.sum()
    return found


def _answered_share(rank: NDArray[np.int64], answered: NDArray[np.bool_]) -> Floats:
    """(n,) the share of what stood at the same rank that was answered; 1 where nothing was."""
    _, number = np.unique(rank, return_inverse=True)
    share = np.bincount(number, answered) / np.bincount(number)
    return np.asarray(np.where(share > 0, share, 1.0)[number])


def _both(model: MatchModel, table: NDArray[np.float32]) -> Floats:
    """(n,) the expected chance that both say yes."""
    stages = funnel(model, model.score(table, explained=False))
    return np.asarray(stages.likes * stages.hires, np.float64)


__all__ = ["BEST", "estimates"]
