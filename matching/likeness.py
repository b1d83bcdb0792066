"""How close a person's words are to openings: by their texts, and by the kinship of the occupations they speak of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from features.kinship import Kinship
from features.neutral import neutral
from features.pairs import Closeness
from features.profiles import Participant, Vacancy
from features.similarity import Hybrid, TextRows
from features.text import Phrase, experience_phrases, vacancy_body, vacancy_title, wish_phrases
from matching.index import Snapshot
from matching.kept import Rows

KIN_WEIGHT: Final = 0.6
"""Work of a kindred occupation counts as much as words that are this close (docs/matching.md)."""
VAGUE_WEIGHT: Final = 0.7
"""What a phrase that speaks of no occupation ("vil bare i gang") counts beside one that clearly does."""


@dataclass(frozen=True, slots=True)
class Words:
    """How close a person's wishes and experience are to ``n`` openings."""

    wishes: Closeness
    experience: Closeness

    def take(self, places: NDArray[np.int64]) -> Words:
        """The same for some of the openings."""
        return Words(_taken(self.wishes, places), _taken(self.experience, places))


def _taken(closeness: Closeness, places: NDArray[np.int64]) -> Closeness:
    return Closeness(closeness.phrases, closeness.direct[:, places], closeness.scores[:, places])


class Likeness:
    """Compares texts by a ``Hybrid``; kinship of occupations is made when first needed."""

    def __init__(self, hybrid: Hybrid) -> None:
        self.hybrid = hybrid
        self._kin_made: Kinship | None = None

    def words(self, snapshot: Snapshot, participant: Participant, rows: Rows) -> Words:
        """How close what a participant wishes and has done is to some rows (ascending)."""
        wishes, experience = wish_phrases(participant), experience_phrases(participant)
        return Words(self._closeness(snapshot, wishes, rows), self._closeness(snapshot, experience, rows))

    def prepare(self, snapshot: Snapshot, participant: Participant) -> None:
        """Encode a participant's words before anybody asks; ``words`` finds them kept."""
        for phrases in (wish_phrases(participant), experience_phrases(participant)):
            if phrases:
                self._texts(snapshot, tuple(phrases))

    def kin(self, texts: TextRows) -> list[tuple[tuple[int, float], ...]]:
        """The occupations that each text speaks of, with their shares."""
        kinship = self._kinship()
        if kinship is None:
            return [()] * len(texts)
        codes, shares = kinship.shares(texts.dense)
        return [tuple(zip(a.tolist(), b.tolist(), strict=True)) for a, b in zip(codes, shares, strict=True)]

    def documents(self, vacancies: Sequence[Vacancy]) -> TextRows:
        """One row per vacancy: title and body blended, so that neither a bare title nor a long text wins."""
        titles = self.hybrid.rows([vacancy_title(vacancy) for vacancy in vacancies])
        bodies = self.hybrid.rows([vacancy_body(vacancy) for vacancy in vacancies])
        dense = titles.dense + bodies.dense
        norms = np.linalg.norm(dense, axis=1, keepdims=True)
        return TextRows((dense / np.maximum(norms, 1e-9)).astype(np.float32), bodies.sparse)

    def _closeness(self, snapshot: Snapshot, phrases: Sequence[Phrase], rows: Rows) -> Closeness:
        if not phrases:
            nothing = np.zeros((0, len(rows)), np.float32)
            return Closeness((), nothing, nothing)
        asked = tuple(phrases)
        direct, best = snapshot.answers.scores(asked, rows, lambda new: self._compared(snapshot, asked, new))
        return Closeness(asked, direct, best)

    def _compared(self, snapshot: Snapshot, phrases: tuple[Phrase, ...], rows: Rows) -> NDArray[np.float32]:
        """(2, p, rows) float32: how close the phrases are to the rows by their words, and with their occupation's."""
        texts = self._texts(snapshot, phrases)
        meaning, spelling = snapshot.similarities(texts, rows)
        direct = self.hybrid.join(meaning, spelling, texts)
        kinship = self._kinship()
        if kinship is None:
            return np.stack([direct, direct])
        shares = kinship.shares(texts.dense)
        kin = kinship.between(shares, (snapshot.columns.kin[rows], snapshot.columns.kin_share[rows]))
        told = VAGUE_WEIGHT + (1 - VAGUE_WEIGHT) * shares[1].sum(axis=1, keepdims=True)
        return np.stack([direct, told * np.maximum(direct, KIN_WEIGHT * kin)]).astype(np.float32)

    def _texts(self, snapshot: Snapshot, phrases: tuple[Phrase, ...]) -> TextRows:
        return snapshot.answers.encoded(phrases, lambda: self._encoded(phrases))

    def _encoded(self, phrases: tuple[Phrase, ...]) -> TextRows:
        return self.hybrid.rows([neutral(phrase.text) for phrase in phrases], "query")

    def _kinship(self) -> Kinship | None:
        """Kinship of occupations under the encoder; None without an encoder."""
        if self._kin_made is None and self.hybrid.encoder is not None:
            self._kin_made = Kinship(self.hybrid.encoder)
        return self._kin_made
