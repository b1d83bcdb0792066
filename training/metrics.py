"""How good orders are: gains of what was judged, in the order of some scores. Many lists at once, one value for each.

    DCG@k = Σ_{i ≤ k} g_i / log2(i + 1),   nDCG@k = DCG@k / that of the best order      (Järvelin and Kekäläinen 2002)
    recall@k = wanted among the first k / all wanted,   MRR = mean of 1 / place of the first wanted

Wanted is whatever has a gain. Ties are broken by lot, by numbers that are given, so that a constant score is the
random order and nothing is won by the order in which rows lie.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEVEL: Final = 0.90
"""Of the intervals: the gate reads the lower bound of this."""
DRAWS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Lists:
    """Which of ``count`` lists each of ``n`` rows is in, from 0 (n,), and its number drawn for ties (n,)."""

    number: NDArray[np.int64]
    lot: Floats
    count: int

    def places(self, scores: Floats) -> NDArray[np.int64]:
        """(n,) the place of each row in its list by falling score, from 0, ties by lot."""
        order = np.lexsort((self.lot, -scores, self.number))
        rows = np.bincount(self.number, minlength=self.count)
        found = np.empty(len(order), np.int64)
        found[order] = np.arange(len(order)) - np.repeat(np.cumsum(rows) - rows, rows)
        return found

    def sums(self, values: NDArray[np.floating] | NDArray[np.bool_]) -> Floats:
        """(count,) sum over each list."""
        return np.asarray(np.bincount(self.number, values, self.count), np.float64)


def ndcg(lists: Lists, gains: Floats, places: NDArray[np.int64], k: int) -> Floats:
    """(lists,) nDCG@k of gains (n,) at these places; NaN when nothing in a list has a gain."""
    found, best = (_dcg(lists, gains, at, k) for at in (places, lists.places(gains)))
    return _shares_of(found, best)


def recall(lists: Lists, gains: Floats, places: NDArray[np.int64], k: int) -> Floats:
    """(lists,) the share of what is wanted that stands among the first ``k``; NaN when nothing is."""
    wanted = gains > 0
    return _shares_of(lists.sums(wanted & (places < k)), lists.sums(wanted))


def reciprocal_rank(lists: Lists, gains: Floats, places: NDArray[np.int64]) -> Floats:
    """(lists,) 1 / place of the first that is wanted; NaN when nothing is."""
    first = np.full(lists.count, np.inf)
    wanted = gains > 0
    np.minimum.at(first, lists.number[wanted], places[wanted] + 1.0)
    return np.where(np.isfinite(first), 1 / first, np.nan)


def _dcg(lists: Lists, gains: Floats, places: NDArray[np.int64], k: int) -> Floats:
    return lists.sums(np.where(places < k, gains / np.log2(places + 2.0), 0.0))


def _shares_of(part: Floats, whole: Floats) -> Floats:
    return np.asarray(np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0))


RANKING: Final[Mapping[str, Callable[[Lists, Floats, NDArray[np.int64]], Floats]]] = {
    "ndcg@5": lambda lists, gains, places: ndcg(lists, gains, places, 5),
    "recall@10": lambda lists, gains, places: recall(lists, gains, places, 10),
    "mrr": reciprocal_rank,
}


def mean_with_interval(values: Floats, rng: np.random.Generator, level: float = LEVEL) -> tuple[float, float, float]:
    """(mean, low, high) over lists, by the percentile bootstrap (Efron 1979) of whole lists; NaN ones are left out.

    All three are NaN without any.
    """
    found = means_with_intervals(values[~np.isnan(values)][:, None], rng, level)
    return float(found[0, 0]), float(found[1, 0]), float(found[2, 0])


def means_with_intervals(values: Floats, rng: np.random.Generator, level: float = LEVEL) -> Floats:
    """(3, columns) mean, low and high of each column of ``values`` (lists, columns), the same lists drawn for all.

    NaN without any list.
    """
    if not len(values):
        return np.full((3, values.shape[1]), np.nan)
    draws = resampled(len(values), rng) @ values / len(values)
    return np.vstack([values.mean(axis=0), np.quantile(draws, [(1 - level) / 2, (1 + level) / 2], axis=0)])


def resampled(n: int, rng: np.random.Generator) -> Floats:
    """(DRAWS, n) how often each of ``n`` was drawn in each bootstrap sample of ``n``."""
    drawn = rng.integers(n, size=(DRAWS, n)) + n * np.arange(DRAWS)[:, None]
    return np.bincount(drawn.ravel(), minlength=DRAWS * n).reshape(DRAWS, n).astype(np.float64)


def gini(counts: Floats) -> float:
    """Inequality of counts, 0 all alike, towards 1 everything with one; NaN without any."""
    total = counts.sum()
    if not total:
        return float("nan")
    n = len(counts)
    ranked = np.sort(counts)
    return float(2 * (np.arange(1, n + 1) @ ranked) / (n * total) - (n + 1) / n)


def population_stability(before: Floats, now: Floats) -> float:
    """PSI Σ (q − p) ln(q / p) over bins of equal count of ``before``; unknown (NaN) is a bin of its own.

    Under 0.1 nothing has moved, over 0.25 something has (Siddiqi 2006). NaN when either is empty. Half a row is added
    to each bin, so that none is empty.
    """
    if not len(before) or not len(now):
        return float("nan")
    bins, size = binned(before, now)
    counts = [np.bincount(part, minlength=size) + 0.5 for part in np.split(bins, [len(before)])]
    p, q = (part / part.sum() for part in counts)
    return float(((q - p) * np.log(q / p)).sum())


def binned(before: Floats, now: Floats, bins: int = 10) -> tuple[NDArray[np.int64], int]:
    """(rows before, then now) the bin of each, and how many there are: of equal count of ``before``, NaN the last."""
    known = before[~np.isnan(before)]
    edges = np.unique(np.quantile(known, np.linspace(0, 1, bins + 1)[1:-1])) if len(known) else known
    values = np.concatenate([before, now])
    found = np.searchsorted(edges, values, side="left")
    return np.where(np.isnan(values), len(edges) + 1, found), len(edges) + 2
