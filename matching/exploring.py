"""One place of a list is kept for a try-out: a feasible pair that the engine is less sure of and could learn from.

    upside   h_i = high end of p_i · log(1 + e^{high end of u_i})      what the pair could be worth
    chance   π_i = e^{h_i / s} / Σ_j e^{h_j / s}                       s: standard deviation of h over the pool

One draw of Plackett and Luce's model (Luce 1959; Plackett 1975) over the pool: every feasible pair that the rest of
the list leaves room for. The intervals of both heads hold what the model's covariance and unknown fields leave open, so
what is little known is drawn more often; the scale makes it the same for bold and for timid models. ``π_i`` is exactly
the chance with which a pair is shown, and never 0 in the pool: what later learning from the lists needs. Near pairs are
never tried out, and a person with few possibilities keeps the plain list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.scores import Scored

PLACE: Final = 5
"""The place of the try-out; shorter lists have none, longer ones no second."""
LEAST_FEASIBLE: Final = 5
"""Who has fewer feasible pairs gets no try-out."""
Floats = NDArray[np.float64]


def upside(scored: Scored) -> Floats:
    """(n,) the surplus at the high ends of both heads."""
    return np.asarray(scored.chance[2] * np.logaddexp(0, scored.utility[2].astype(np.float64)), np.float64)


def propensities(upsides: Floats) -> Floats:
    """(n,) chance of each pair of a pool to be drawn; they add up to 1."""
    spread = float(upsides.std())
    raised = np.exp((upsides - upsides.max()) / spread) if spread > 0 else np.ones(len(upsides))
    return np.asarray(raised / raised.sum(), np.float64)


def pool(
    feasible: NDArray[np.bool_], employers: NDArray[np.int64], rest: Sequence[int], most: int
) -> NDArray[np.int64]:
    """Positions that may be tried out beside ``rest``: feasible (n,), with fewer than ``most`` of their employer there.

    Empty when there is too little to choose from.
    """
    if feasible.sum() < LEAST_FEASIBLE:
        return np.array([], np.int64)
    free = feasible.copy()
    free[list(rest)] = False
    taken = employers[list(rest)]
    names, counts = np.unique(taken, return_counts=True)
    free &= ~np.isin(employers, names[counts >= most])
    found = np.flatnonzero(free)
    return found if len(found) > 1 else found[:0]


def draw(upsides: Floats, rng: np.random.Generator) -> tuple[int, float]:
    """The place in a pool that is tried out, and its propensity."""
    chances = propensities(upsides)
    drawn = int(rng.choice(len(chances), p=chances))
    return drawn, float(chances[drawn])
