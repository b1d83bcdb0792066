"""How good an order is: gains of what was judged, in the order of some scores. All for one list at a time.

    DCG@k = Σ_{i ≤ k} g_i / log2(i + 1),   nDCG@k = DCG@k / that of the best order      (Järvelin and Kekäläinen 2002)
    recall@k = wanted among the first k / all wanted,   MRR = mean of 1 / place of the first wanted

Wanted is whatever has a gain. Ties are broken by lot, by a generator that is given, so that a constant score is the
random order and nothing is won by the order in which rows lie.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEVEL: Final = 0.90
"""Of the intervals: the gate reads the lower bound of this."""
DRAWS: Final = 1_000


def in_order(gains: Floats, scores: Floats, rng: np.random.Generator) -> Floats:
    """(n,) gains by falling score, ties by lot."""
    return np.asarray(gains[np.lexsort((rng.random(len(scores)), -scores))])


def ndcg(ordered: Floats, k: int) -> float:
    """nDCG@k of gains in the order shown; NaN when nothing has a gain."""
    discount = 1 / np.log2(np.arange(2, min(k, len(ordered)) + 2))
    best = float(np.sort(ordered)[::-1][:k] @ discount)
    return float(ordered[:k] @ discount) / best if best > 0 else float("nan")


def recall(ordered: Floats, k: int) -> float:
    """The share of what is wanted that stands among the first ``k``; NaN when nothing is."""
    wanted = ordered > 0
    return float(wanted[:k].sum() / wanted.sum()) if wanted.any() else float("nan")


def reciprocal_rank(ordered: Floats) -> float:
    """1 / place of the first that is wanted; NaN when nothing is."""
    wanted = np.flatnonzero(ordered > 0)
    return float(1 / (wanted[0] + 1)) if len(wanted) else float("nan")


RANKING: Final[Mapping[str, Callable[[Floats], float]]] = {
    "ndcg@5": lambda ordered: ndcg(ordered, 5),
    "recall@10": lambda ordered: recall(ordered, 10),
    "mrr": reciprocal_rank,
}


def mean_with_interval(values: Floats, rng: np.random.Generator, level: float = LEVEL) -> tuple[float, float, float]:
    """(mean, low, high) over lists, by the percentile bootstrap (Efron 1979) of whole lists; NaN ones are left out.

    All three are NaN without any.
    """
    known = values[~np.isnan(values)]
    if not len(known):
        return float("nan"), float("nan"), float("nan")
    draws = known[rng.integers(len(known), size=(DRAWS, len(known)))].mean(axis=1)
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
    return float(known.mean()), float(low), float(high)


def gini(counts: Floats) -> float:
    """Inequality of counts, 0 all alike, towards 1 everything with one; NaN without any."""
    total = counts.sum()
    if not total:
        return float("nan")
    n = len(counts)
    ranked = np.sort(counts)
    return float(2 * (np.arange(1, n + 1) @ ranked) / (n * total) - (n + 1) / n)


def population_stability(before: Floats, now: Floats, bins: int = 10) -> float:
    """PSI Σ (q − p) ln(q / p) over bins of equal count of ``before``; unknown (NaN) is a bin of its own.

    Under 0.1 nothing has moved, over 0.25 something has (Siddiqi 2006). NaN when either is empty.
    """
    if not len(before) or not len(now):
        return float("nan")
    known = before[~np.isnan(before)]
    edges = np.unique(np.quantile(known, np.linspace(0, 1, bins + 1)[1:-1])) if len(known) else known
    p, q = (_shares(values, edges) for values in (before, now))
    return float(((q - p) * np.log(q / p)).sum())


def _shares(values: Floats, edges: Floats) -> Floats:
    """Shares of the bins between ``edges`` and of NaN, none of them 0 (half a row is added to each)."""
    known = values[~np.isnan(values)]
    counts = np.bincount(np.searchsorted(edges, known, side="left"), minlength=len(edges) + 1)
    padded = np.append(counts, len(values) - len(known)) + 0.5
    return np.asarray(padded / padded.sum())
