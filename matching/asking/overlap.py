"""How much two lists differ, the top weighing most.

    change = 1 − Σ_d w_d · |A_d ∩ B_d| / max(|A_d|, |B_d|),   w_d ∝ 0.9^(d−1),   d = 1 … 10,   Σ w_d = 1

That is rank-biased overlap (Webber, Moffat and Zobel 2010) with p = 0.9, at which the first ten places hold 86 % of the
weight, cut there and scaled to run from 0 (the same ten in the same order) to 1 (nothing in common). ``A_d`` are the
first ``d`` of a list, or all of it where it is shorter; two lists that have both come to their ends agree as before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

LENGTH: Final = 10
"""Places of a list that are compared: what a consultant looks through with somebody."""
PERSISTENCE: Final = 0.9


def list_change(before: Sequence[str], after: Sequence[str]) -> float:
    """How much ``after`` differs from ``before``, 0 to 1, over the first ten places of both."""
    weights = [PERSISTENCE**depth for depth in range(LENGTH)]
    shared = sum(weight * _overlap(before[: depth + 1], after[: depth + 1]) for depth, weight in enumerate(weights))
    return max(0.0, 1 - shared / sum(weights))


def _overlap(one: Sequence[str], other: Sequence[str]) -> float:
    longest = max(len(one), len(other))
    return len(set(one) & set(other)) / longest if longest else 1.0
