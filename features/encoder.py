"""Texts → unit vectors that lie close when the texts mean the same.

``Encoder`` is the contract. ``SentenceTransformerEncoder`` wraps any sentence-transformers model, a folder or a
published name, with the prompts it was trained with. Heavy imports happen when an encoder is made, not before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Role = Literal["query", "document"]
Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Anything that turns texts into unit vectors of a fixed dimension."""

    name: str
    dimension: int

    def encode(self, texts: Sequence[str], role: Role = "document") -> Vectors:
        """(n, dimension) float32, every row of length 1 (or 0 for a text nothing is known of)."""
        ...


def default_encoder() -> Encoder | None:
    """The encoder trained here, or None when none has been made yet (spelling alone is then compared)."""
    return None
