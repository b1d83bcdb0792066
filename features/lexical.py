"""The lexical channel: texts as hashed character n-grams weighted by TF-IDF, so that compounds meet their parts.

``rengøringsassistent`` and ``rengøring på hotel`` share ``rengør`` whatever a tokenizer makes of them; æ, ø and å are
kept. Document frequencies come from the occupation knowledge base, once: adding a vacancy changes no other vector.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
from scipy import sparse

from features.occupations import occupations

BUCKETS: Final = 2**16
NGRAMS: Final = (3, 5)


class Lexical:
    """Texts → unit rows of hashed character 3–5-gram TF-IDF (Salton & Buckley 1988, smoothed idf, sublinear tf)."""

    def __init__(self, idf: np.ndarray) -> None:
        from sklearn.feature_extraction.text import HashingVectorizer

        self.idf = idf.astype(np.float32)
        self._counts = HashingVectorizer(
            analyzer="char_wb",
            ngram_range=NGRAMS,
            n_features=BUCKETS,
            alternate_sign=False,
            norm=None,
            dtype=np.float32,
        )

    def encode(self, texts: Sequence[str]) -> Any:
        """(n, BUCKETS) float32 CSR matrix with unit rows; a text without n-grams is a zero row."""
        from sklearn.preprocessing import normalize

        counts = self._counts.transform(texts)
        counts.data = (1 + np.log(counts.data)) * self.idf[counts.indices]
        return sparse.csr_matrix(normalize(counts, copy=False))


@lru_cache(maxsize=1)
def lexical() -> Lexical:
    """The channel with document frequencies of the knowledge base's titles, tasks and sentences."""
    plain = Lexical(np.ones(BUCKETS, np.float32))
    corpus = [text for job in occupations() for text in (job.title, *job.titles_da, *job.tasks, *job.titles_en)]
    if not corpus:
        return plain
    seen = np.bincount(plain.encode(corpus).indices, minlength=BUCKETS)
    return Lexical(np.log((1 + len(corpus)) / (1 + seen)) + 1)
