"""How close two texts are: meaning (an encoder) joined with spelling (character n-grams).

The score of a pair is

    s = w · max(0, cos(dense)) + (1 − w) · cos(lexical),      0 ≤ s ≤ 1

Rules come before similarity and similarity is one feature among others: this is never the score of a suggestion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from features.encoder import Encoder, Role
from features.lexical import Lexical, lexical

DENSE_WEIGHT: Final = 0.7
"""Weight of meaning against spelling, chosen on written development sentences (docs/matching.md)."""


@dataclass(frozen=True, slots=True)
class TextRows:
    """``n`` texts in both channels: ``dense`` (n, d) float32 unit rows (d may be 0), ``sparse`` (n, buckets) CSR."""

    dense: NDArray[np.float32]
    sparse: Any

    def __len__(self) -> int:
        return len(self.dense)

    def take(self, rows: Any) -> TextRows:
        """Some of the rows."""
        return TextRows(self.dense[rows], self.sparse[rows])

    def join(self, other: TextRows) -> TextRows:
        """These rows and then the others."""
        return TextRows(
            np.vstack([self.dense, other.dense]), sparse.vstack([self.sparse, other.sparse], format="csr")
        )


class Hybrid:
    """Both channels behind one contract; without an encoder only spelling is compared."""

    def __init__(self, encoder: Encoder | None, spelling: Lexical | None = None) -> None:
        self.encoder = encoder
        self.lexical = spelling or lexical()

    @property
    def name(self) -> str:
        """The encoder's name, or ``lexical`` when there is none."""
        return self.encoder.name if self.encoder else "lexical"

    @property
    def dimension(self) -> int:
        """Length of the dense vectors (0 without an encoder)."""
        return self.encoder.dimension if self.encoder else 0

    def rows(self, texts: Sequence[str], role: Role = "document") -> TextRows:
        """Texts in both channels."""
        texts = list(texts)
        empty = np.zeros((len(texts), self.dimension), np.float32)
        dense = self.encoder.encode(texts, role) if self.encoder and texts else empty
        spelled = self.lexical.encode(texts) if texts else sparse.csr_matrix((0, len(self.lexical.idf)), dtype=np.float32)
        return TextRows(dense, spelled)

    def score(self, queries: TextRows, documents: TextRows) -> NDArray[np.float32]:
        """(q, n) float32 in [0, 1]."""
        meaning = queries.dense @ documents.dense.T
        spelling = np.asarray((queries.sparse @ documents.sparse.T).todense(), np.float32)
        return self.join(meaning, spelling)

    def join(self, meaning: NDArray[np.float32], spelling: NDArray[np.float32]) -> NDArray[np.float32]:
        """The joined score from the two channels' cosines (same shape)."""
        if self.encoder is None:
            return np.clip(spelling, 0, 1)
        joined = DENSE_WEIGHT * np.maximum(meaning, 0) + (1 - DENSE_WEIGHT) * spelling
        return np.clip(joined, 0, 1).astype(np.float32)


def similarity(queries: Sequence[str], documents: Sequence[str], hybrid: Hybrid | None = None) -> NDArray[np.float32]:
    """(q, d) float32 in [0, 1]: the similarity the ranker uses, between any texts."""
    if hybrid is None:
        from features.encoder import default_encoder

        hybrid = Hybrid(default_encoder())
    return hybrid.score(hybrid.rows(queries, "query"), hybrid.rows(documents, "document"))
