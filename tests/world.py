"""Small helpers that turn records into what rules and rankers read."""

import numpy as np
from scipy import sparse

from features.facts import OpeningFacts
from features.similarity import TextRows
from matching.index import Index
from matching.rules import Request


def facts_of(world):
    """The facts of every (vacancy, employer, occupation) of a random world."""
    return [OpeningFacts.of(*one) for one in world]


def no_texts(n):
    """Texts of ``n`` openings that say nothing."""
    return TextRows(np.zeros((n, 0), np.float32), sparse.csr_matrix((n, 8), dtype=np.float32))


def index_of(facts):
    """An index without texts that holds some openings."""
    index = Index(0, 8, exact=True)
    index.put(list(facts), no_texts(len(facts)))
    return index


def request_of(person, facts):
    """One person asking over some openings."""
    snapshot = index_of(facts).snapshot()
    return Request.of(person, snapshot.columns, snapshot.employers, snapshot.words)
