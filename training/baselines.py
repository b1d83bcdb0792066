"""What a new model has to be better than: orders that need no learning, and those everybody would try first.

Each gives (n,) scores of suggestions. TF-IDF is not among them: a snapshot holds no words (``benchmarks.learning``
compares it in the invented world).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from features.vocabulary import Answer, Party
from matching.model import MatchModel
from training.dataset import Dataset

Floats = NDArray[np.float64]
EXPERT: Final = "expert"


def random(known: Dataset, judged: Dataset) -> Floats:
    """All alike: ties are broken by lot."""
    return np.zeros(len(judged))


def distance(known: Dataset, judged: Dataset) -> Floats:
    """The shortest journey first; unknown last."""
    return _column(judged, "travel_ease")


def popularity(known: Dataset, judged: Dataset) -> Floats:
    """The employers who have said yes most often first."""
    answers = known.answers
    yes = answers[(answers["party"] == Party.EMPLOYER.value) & (answers["answer"] == Answer.YES.value)]
    employer = known.suggestions.set_index("suggestion")["employer"].reindex(yes["suggestion"])
    found = judged.suggestions["employer"].map(employer.value_counts()).fillna(0)
    return np.asarray(found, np.float64)


def cosine(known: Dataset, judged: Dataset) -> Floats:
    """How close wishes and experience are to the job by their words, nothing else."""
    return _column(judged, "wish_similarity") + _column(judged, "experience_similarity")


def expert(known: Dataset, judged: Dataset) -> Floats:
    """The expert weights."""
    return MatchModel.prior().score(judged.features()).surplus.astype(np.float64)


BASELINES: Final[Mapping[str, Callable[[Dataset, Dataset], Floats]]] = {
    "random": random,
    "distance": distance,
    "popularity": popularity,
    "cosine": cosine,
    EXPERT: expert,
}


def _column(judged: Dataset, name: str) -> Floats:
    return np.asarray(judged.suggestions[name].fillna(0), np.float64)
