"""What answers leave open of a pair: the weights, and what a feature that nobody knows turns out to be.

    z | pair  ~  Normal(θ · (1, t),  (1, t)' Σ (1, t) + Σ_{j unknown} (θ_j² + Σ_jj) v_j)
    t_j = x_j − m_j where it is known, e_j where it is not

``θ`` and ``Σ`` are the mean and covariance of a head's intercept and weights, ``e_j`` and ``v_j`` the mean and variance
of x_j − m_j among the pairs that were shown (the variance of a product, Goodman 1960).
Where a stated 90 % interval comes from; it does not order lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from features.pairs import COLUMNS, UTILITY
from matching.scores import Z_90

Floats = NDArray[np.float64]
Ends = tuple[Floats, Floats]
SPLIT: Final = len(UTILITY)
SIZE: Final = len(COLUMNS) + 2
SHAPES: Final = {"mean": (SIZE,), "covariance": (SIZE, SIZE), "usually": (len(COLUMNS),), "varies": (len(COLUMNS),)}


@dataclass(frozen=True, slots=True, eq=False)
class Belief:
    """θ (f + 2,) and Σ (f + 2, f + 2) of (start, utility weights, bias, chance weights); e and v, each (f,).

    Raises:
        ValueError: another shape, a number that is not finite, or a variance below 0.
    """

    mean: Floats
    covariance: Floats
    usually: Floats
    varies: Floats

    def __post_init__(self) -> None:
        for name, shape in SHAPES.items():
            values = getattr(self, name)
            if values.shape != shape or not np.isfinite(values).all():
                raise ValueError(f"belief: {name} must be finite numbers of shape {shape}, not {values.shape}")
        if min(self.varies.min(), self.covariance.diagonal().min()) < 0:
            raise ValueError("belief: a variance is below 0")

    def ends(self, away: NDArray[Any]) -> tuple[Ends, Ends]:
        """90 % intervals of utility and chance on the log-odds, each (n,); ``away`` (n, f) is x − m, NaN unknown."""
        return (
            self._ends(away, slice(0, SPLIT), slice(0, SPLIT + 1)),
            self._ends(away, slice(SPLIT, None), slice(SPLIT + 1, None)),
        )

    def _ends(self, away: NDArray[Any], columns: slice, places: slice) -> Ends:
        known = ~np.isnan(away[:, columns])
        line = np.where(known, away[:, columns], self.usually[columns])
        whole = np.column_stack([np.ones(len(line)), line]).astype(np.float64)
        mean, covariance = self.mean[places], self.covariance[places, places]
        squares = (mean**2 + covariance.diagonal())[1:] * self.varies[columns]
        variance = ((whole @ covariance) * whole).sum(axis=1) + ~known @ squares
        half = Z_90 * np.sqrt(np.maximum(variance, 0))
        return whole @ mean - half, whole @ mean + half

    def content(self) -> dict[str, Any]:
        """The same as plain lists."""
        return {name: getattr(self, name).tolist() for name in SHAPES}

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Self:
        """What ``content()`` wrote."""
        return cls(**{name: np.array(content[name], np.float64) for name in SHAPES})
