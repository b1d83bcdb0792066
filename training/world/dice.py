"""Drawing by chance with a named seed: a thin, quick layer over numpy's generator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")


class Dice:
    """One stream of chance; the same ``key`` always gives the same stream."""

    def __init__(self, *key: int) -> None:
        self.rng = np.random.default_rng(key)

    def happens(self, probability: float) -> bool:
        """True with the given probability."""
        return bool(self.rng.random() < probability)

    def pick(self, items: Sequence[T]) -> T:
        """One of ``items``, each as likely."""
        return items[int(self.rng.integers(len(items)))]

    def weighted(self, items: Sequence[T], weights: Sequence[float]) -> T:
        """One of ``items``, as likely as its weight."""
        ends = np.cumsum(weights)
        place = int(np.searchsorted(ends, self.rng.random() * ends[-1], side="right"))
        return items[min(place, len(items) - 1)]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """``count`` different items (all, when there are fewer), in their own order."""
        if count >= len(items):
            return list(items)
        return [items[int(place)] for place in sorted(self.rng.permutation(len(items))[:count])]

    def between(self, low: float, high: float, step: float = 1.0) -> float:
        """A number from ``low`` to ``high`` in whole ``step`` s, both ends possible."""
        steps = int((high - low) / step + 1e-9)
        return low + step * int(self.rng.integers(max(steps, 0) + 1))

    def whole(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both ends possible."""
        return int(self.rng.integers(low, high + 1))
