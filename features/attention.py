"""One step of attention over the occupations: a text is drawn toward what it speaks of, as far as that is clear.

With e a unit row, P the occupations' vectors and c = max e · Pᵀ, the cosine with the closest of them,

    a = softmax(e · Pᵀ / τ) · P,      s = share · clear(c),      row = [√(1−s) · e ; √s · a / |a|]
    clear(c) = 0 up to ``VAGUE``, 1 from ``CLEAR``, straight between

so two sentences about the same job meet even when they share no word, and a text about work that nothing was learned
of stays where its words put it: drawn anyway, it would land at an occupation it does not mean (docs/encoder.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

VAGUE: Final = 0.4
CLEAR: Final = 0.75
"""Chosen on occupations of which only the titles were trained on."""


@dataclass(frozen=True, slots=True)
class Attention:
    """``classes`` (k, d) unit rows, the softmax' ``temperature``, and the most a text is drawn (``share``, 0–1)."""

    classes: Vectors
    temperature: float
    share: float

    def weights(self, plain: Vectors) -> Vectors:
        """(n, k) float32: how much each unit row speaks of each class; rows sum to 1."""
        return _softmax(plain @ self.classes.T / self.temperature)

    def drawn(self, plain: Vectors) -> Vectors:
        """(n, 2d) float32 unit rows from (n, d) unit rows; a zero row stays zero."""
        cosines = plain @ self.classes.T
        clear = np.clip((cosines.max(axis=1, initial=0) - VAGUE) / (CLEAR - VAGUE), 0, 1)
        share = (self.share * clear)[:, None]
        toward = unit_rows(_softmax(cosines / self.temperature) @ self.classes)
        return np.hstack([np.sqrt(1 - share) * plain, np.sqrt(share) * toward]).astype(np.float32)

    def clear(self, rows: Vectors) -> Vectors:
        """(n,) float32 in [0, 1]: how clearly each of ``drawn``'s rows, or a mean of such, speaks of an occupation."""
        if not self.share:
            return np.ones(len(rows), np.float32)
        second = np.square(rows[:, rows.shape[1] // 2 :]).sum(axis=1)
        return np.asarray(np.clip(second / self.share, 0, 1), np.float32)


@runtime_checkable
class Attending(Protocol):
    """An encoder whose rows were made by an attention step."""

    attention: Attention


def unit_rows(rows: NDArray[Any]) -> Vectors:
    """The rows divided by their length; rows of zeros stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), np.float32)


def _softmax(logits: Vectors) -> Vectors:
    weights = np.exp(logits - logits.max(axis=1, keepdims=True, initial=-np.inf))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), np.float32)
