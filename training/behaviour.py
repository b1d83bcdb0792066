"""What must hold of any model, whatever it learned: metamorphic tests (Chen et al. 1998) on real pairs, counted.

More skill never lowers the chance, a shorter journey never the utility, one more doubt never raises either; an advert
that says less never ranks higher; the order of the rows changes nothing. 0 is the only good count.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from features.pairs import COLUMNS, COUNTS
from matching.model import SPLIT, MatchModel
from matching.scores import Scored

STEP: Final = 0.1
MOST: Final = 2_000
"""Pairs looked at; of more, so many are drawn: every promise scores them again, which with trees takes long."""
ROOM: Final = 1e-5
"""Rounding of float32 sums is no violation."""
Table = NDArray[np.float32]


def violations(model: MatchModel, table: Table, rng: np.random.Generator) -> Mapping[str, int]:
    """How many of the pairs in ``table`` (n, len(COLUMNS)), or of ``MOST`` drawn from them, break each promise."""
    if len(table) > MOST:
        table = table[rng.choice(len(table), MOST, replace=False)]
    before = model.score(table, explained=False)
    return {
        "better_feature_lowers": sum(_better(model, table, before, place) for place in range(len(COLUMNS))),
        "emptier_raises": sum(_emptier(model, table, before, place) for place in range(len(COLUMNS))),
        "order_of_rows": _reordered(model, table, before, rng),
        "not_finite": int((~np.isfinite(before.surplus)).sum()),
    }


def _better(model: MatchModel, table: Table, before: Scored, place: int) -> int:
    """Pairs whose head, or cautious surplus, falls when one known feature gets better."""
    counts = COLUMNS[place] in COUNTS
    better = table.copy()
    moved = table[:, place] + (-1.0 if counts else STEP)
    better[:, place] = np.maximum(moved, 0) if counts else np.minimum(moved, 1)
    after = model.score(better, explained=False)
    head = [(part.utility if place < SPLIT else part.chance)[1] for part in (before, after)]
    return int(((head[1] < head[0] - ROOM) | (after.surplus < before.surplus - ROOM)).sum())


def _emptier(model: MatchModel, table: Table, before: Scored, place: int) -> int:
    """Pairs that rank higher when one feature is not known any more."""
    emptier = table.copy()
    emptier[:, place] = np.nan
    return int((model.score(emptier, explained=False).surplus > before.surplus + ROOM).sum())


def _reordered(model: MatchModel, table: Table, before: Scored, rng: np.random.Generator) -> int:
    order = rng.permutation(len(table))
    return int((np.abs(model.score(table[order], explained=False).surplus - before.surplus[order]) > ROOM).sum())
