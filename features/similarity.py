"""How close two texts are: meaning (an encoder) joined with spelling (character n-grams), passage by passage.

One pair of passages, with m and l the cosines of meaning and spelling:

    s = f(m) + (1 − f(m)) · lift · l,      f(m) = ((max(0, m) − QUIET) / (1 − QUIET))₊
    lift = 1 − (1 − LIFT) · clear

Where the query clearly speaks of an occupation (``features.attention``) spelling lifts a little; where none is near
and meaning has little to go by, it lifts fully. It only lifts, so a Danish and an English text, which share no n-gram,
lose nothing by it.

Texts of several sentences are cut into passages (``features.passages``): what somebody does *not* want never draws,
and what is not about the work (hours, family, praise, how to apply) counts little. For a query with passages i of
weight w and a document with passages j of weight v

    S = ½ · s(whole, whole) + ½ · (½ · maxᵢ + ½ · meanᵢ) of maxⱼ √v s  −  DENIED · the closest denied passage

Rules come before similarity and similarity is one feature among others: this is never the score of a suggestion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from features.attention import Attending, unit_rows
from features.encoder import Encoder, Role, StaticEncoder
from features.lexical import Lexical, lexical
from features.passages import passages

Scores = NDArray[np.float32]

LIFT: Final = 0.45
"""How far equal spelling lifts a score toward 1 when the query clearly speaks of an occupation."""
QUIET: Final = 0.1
"""Cosines below this are what unrelated texts have by chance (docs/encoder.md)."""
TITLE_WEIGHT: Final = 2.0
"""A document's first passage is its title."""
LEAST_WEIGHT: Final = 0.05
PAIRS_AT_ONCE: Final = 20_000_000
"""How many pairs of passages are held in memory at once, when a query has eight."""
DENIED: Final = 0.5
DENIED_FROM: Final = 0.3


@dataclass(frozen=True, slots=True)
class TextRows:
    """``n`` texts in both channels: ``dense`` (n, d) float32 unit rows (d may be 0), ``sparse`` (n, buckets) CSR."""

    dense: Scores
    sparse: Any

    def __len__(self) -> int:
        return len(self.dense)

    def take(self, rows: Any) -> TextRows:
        """Some of the rows."""
        return TextRows(self.dense[rows], self.sparse[rows])

    def join(self, other: TextRows) -> TextRows:
        """These rows and then the others."""
        return TextRows(np.vstack([self.dense, other.dense]), sparse.vstack([self.sparse, other.sparse], format="csr"))


@dataclass(frozen=True, slots=True)
class Cut:
    """Texts in passages: ``rows`` of all passages, the text each belongs to, its weight, whether it denies."""

    rows: TextRows
    owner: NDArray[np.int64]
    weight: Scores
    denied: NDArray[np.bool_]
    n: int


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
        """One row for each text: the weighted mean of its passages, without those that deny something."""
        return self.pooled(self.cut(texts, role))

    def cut(self, texts: Sequence[str], role: Role = "document") -> Cut:
        """The passages of all texts, in both channels, weighted by how much they are about work."""
        parts = [passages(text) for text in texts]
        flat = [text for part in parts for text in (*part.said, *part.denied)]
        owner = np.repeat(np.arange(len(parts)), [len(part.said) + len(part.denied) for part in parts])
        denied = np.array(
            [no for part in parts for no in (*[False] * len(part.said), *[True] * len(part.denied))], bool
        )
        weight = self._about_work(flat)
        if role == "document":
            first = np.flatnonzero(np.diff(owner, prepend=-1))
            weight[first] = TITLE_WEIGHT
        return Cut(self.plain(flat, role), owner, weight, denied, len(parts))

    def pooled(self, cut: Cut) -> TextRows:
        """One row for each text of a cut, in both channels."""
        keep = np.flatnonzero(~cut.denied)
        shape = (cut.n, len(cut.owner))
        mean = sparse.csr_matrix((cut.weight[keep], (cut.owner[keep], keep)), shape=shape, dtype=np.float32)
        return TextRows(unit_rows(mean @ cut.rows.dense), _unit_sparse(mean @ cut.rows.sparse))

    def score(self, queries: TextRows, documents: TextRows) -> Scores:
        """(q, n) float32 in [0, 1]."""
        meaning = queries.dense @ documents.dense.T
        spelling = np.asarray((queries.sparse @ documents.sparse.T).todense(), np.float32)
        return self.join(meaning, spelling, queries)

    def join(self, meaning: Scores, spelling: Scores, queries: TextRows) -> Scores:
        """The joined score (q, n) from the two channels' cosines (q, n) and the rows that were asked."""
        if self.encoder is None:
            return np.clip(spelling, 0, 1)
        lift = 1 - (1 - LIFT) * self._clear(queries.dense)[:, None]
        heard = np.maximum((meaning - QUIET) / (1 - QUIET), 0)
        return np.asarray(np.clip(heard + (1 - heard) * lift * spelling, 0, 1), np.float32)

    def compare(self, queries: Sequence[str], documents: Sequence[str]) -> Scores:
        """(q, d) float32 in [0, 1]: every query against every document, passage by passage."""
        given = self.cut(documents, "document")
        at_once = max(1, PAIRS_AT_ONCE // max(1, 8 * len(given.owner)))
        parts = [queries[start : start + at_once] for start in range(0, len(queries), at_once)]
        none = np.zeros((0, given.n), np.float32)
        return np.vstack([none, *(self._compared(self.cut(part, "query"), given) for part in parts)])

    def _compared(self, asked: Cut, given: Cut) -> Scores:
        whole = self.score(self.pooled(asked), self.pooled(given))
        if len(asked.owner) == 0 or len(given.owner) == 0:
            return whole
        best = self._best(asked, given)
        return np.clip((whole + _drawn(best, asked)) / 2 - _put_off(best, asked), 0, 1).astype(np.float32)

    def _best(self, asked: Cut, given: Cut) -> Scores:
        """(passages of the queries, documents): the closest passage that each document says."""
        said = np.flatnonzero(~given.denied)
        found = np.zeros((len(asked.owner), given.n), np.float32)
        if len(said):
            close = self.score(asked.rows, given.rows.take(said)) * np.sqrt(np.minimum(given.weight[said], 1))
            starts = np.flatnonzero(np.diff(given.owner[said], prepend=-1))
            found[:, given.owner[said][starts]] = np.maximum.reduceat(close, starts, axis=1)
        return found

    def plain(self, texts: Sequence[str], role: Role = "document") -> TextRows:
        """Texts in both channels as they stand, uncut: for titles and passages."""
        empty = np.zeros((len(texts), self.dimension), np.float32)
        dense = self.encoder.encode(texts, role) if self.encoder and texts else empty
        none = sparse.csr_matrix((0, len(self.lexical.idf)), dtype=np.float32)
        return TextRows(dense, self.lexical.encode(texts) if texts else none)

    def _clear(self, rows: Scores) -> Scores:
        attention = self.encoder.attention if isinstance(self.encoder, Attending) else None
        return attention.clear(rows) if attention else np.ones(len(rows), np.float32)

    def _about_work(self, texts: Sequence[str]) -> Scores:
        if isinstance(self.encoder, StaticEncoder) and texts:
            return np.maximum(self.encoder.about_work(texts), LEAST_WEIGHT)
        return np.ones(len(texts), np.float32)


def _drawn(best: Scores, asked: Cut) -> Scores:
    """(q, d): half the best passage of a query, half the weighted mean of its passages."""
    said = np.flatnonzero(~asked.denied)
    most, mean = np.zeros((2, asked.n, best.shape[1]), np.float32)
    weight = asked.weight[said]
    np.maximum.at(most, asked.owner[said], best[said] * np.sqrt(weight)[:, None])
    np.add.at(mean, asked.owner[said], best[said] * weight[:, None])
    total = np.bincount(asked.owner[said], weight, asked.n)[:, None]
    return np.asarray((most + mean / np.maximum(total, LEAST_WEIGHT)) / 2, np.float32)


def _put_off(best: Scores, asked: Cut) -> Scores:
    """(q, d): what is taken off because the document is close to what the query says no to."""
    no = np.flatnonzero(asked.denied)
    most = np.zeros((asked.n, best.shape[1]), np.float32)
    np.maximum.at(most, asked.owner[no], best[no])
    return np.asarray(DENIED * np.maximum(most - DENIED_FROM, 0), np.float32)


def _unit_sparse(rows: Any) -> Any:
    rows = sparse.csr_matrix(rows, dtype=np.float32)
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    scale = sparse.diags_array(1 / np.where(lengths > 0, lengths, 1))
    return sparse.csr_matrix(scale @ rows, dtype=np.float32)


def similarity(queries: Sequence[str], documents: Sequence[str], hybrid: Hybrid | None = None) -> Scores:
    """(q, d) float32 in [0, 1]: the similarity the ranker uses, between any texts, short or long."""
    if hybrid is None:
        from features.encoder import default_encoder

        hybrid = Hybrid(default_encoder())
    return hybrid.compare(list(queries), list(documents))
