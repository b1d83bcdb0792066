"""A ranker that holds the town and knows nothing that is not written there.

``Words`` stands in for the encoder: a text is the set of those of seven words it holds, similarity their cosine.
"""

from types import SimpleNamespace
from unittest.mock import patch

import numpy as np
from scipy import sparse

from features.linking import TitleLink
from features.similarity import TextRows
from matching.model import MatchModel
from matching.ranker import Ranker
from tests.town.jobs import EMPLOYERS, VACANCIES

KNOWN = ("rengøring", "opvask", "lager", "have", "slagteri", "køkken", "butik")


class Words:
    """The contract of ``Hybrid`` with seven words, so that similarities can be worked by hand."""

    name = "seven words"
    dimension = 0
    encoder = None
    lexical = SimpleNamespace(idf=np.ones(len(KNOWN), np.float32))

    def rows(self, texts, role="document"):
        """One row for each text: its known words, of length 1."""
        held = np.array([[word in text.casefold() for word in KNOWN] for text in texts], np.float32).reshape(-1, 7)
        length = np.sqrt(held.sum(axis=1, keepdims=True))
        return TextRows(np.zeros((len(texts), 0), np.float32), sparse.csr_matrix(held / np.maximum(length, 1)))

    def join(self, meaning, spelling, queries):
        """Spelling is all there is."""
        return np.clip(spelling, 0, 1)


def no_links(titles, *_):
    """Stands in for ``link_titles``: no title is linked, so nothing is typical."""
    return [TitleLink(None, None, 0.0) for _ in titles]


def town_ranker(vacancies=None, employers=None, model=None):
    """A ranker that holds the town (or another one) and knows nothing that is not written there."""
    ranker = Ranker(Words(), model or MatchModel.prior())
    with patch("matching.ranker.link_titles", no_links):
        ranker.load((vacancies or VACANCIES).values(), employers or EMPLOYERS)
    return ranker
