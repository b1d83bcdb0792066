"""The candidates: ours, and what a data scientist would reach for instead. Each learns a data set, then scores pairs.

Ours rank by expected surplus. The others get the same features, with unknown left as NaN where they can read it, and
the same answers: two classifiers, one of the person's yes and one of the employer's, ranked by the product; a ranker
is told the grade of each suggestion (1 the person said yes, 2 the employer too) within its list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.learning.worlds import Judged
from matching.model import MatchModel
from training.dataset import Dataset
from training.fitting import Kind, Learner
from training.labels import HEAD, Stage, lessons

Scorer = Callable[[Judged], NDArray[Any]]
LEAST: Final = 10
QUIET: Final = {"verbosity": -1, "n_jobs": 1, "random_state": 0}


def prior(dataset: Dataset) -> Scorer:
    """The expert weights as they are."""
    model = MatchModel.prior()
    return lambda judged: model.score(judged.table).surplus


def ours(kind: Kind, *, routed: bool = True) -> Callable[[Dataset], Scorer]:
    """``training.fitting`` of one kind."""

    def learn(dataset: Dataset) -> Scorer:
        model = Learner(kind, routed=routed).fit(dataset).model_
        return lambda judged: model.score(judged.table).surplus

    return learn


def free_trees(dataset: Dataset) -> Scorer:
    """LightGBM as it comes, two classifiers."""
    from lightgbm import LGBMClassifier

    return _two(dataset, lambda: LGBMClassifier(n_estimators=100, **QUIET))


def histogram_trees(dataset: Dataset) -> Scorer:
    """scikit-learn's histogram gradient boosting as it comes, two classifiers."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    return _two(dataset, lambda: HistGradientBoostingClassifier(random_state=0))


def _two(dataset: Dataset, make: Callable[[], Any]) -> Scorer:
    """A classifier for each of the two yeses; one that has only seen one answer says nothing."""
    table, taught = dataset.features(), lessons(dataset, routed=False)
    fitted = []
    for stage in HEAD:
        own = taught[stage].counts
        x, said = table[taught[stage].rows[own]], taught[stage].said[own]
        if min((said == 0).sum(), (said == 1).sum()) > 0 and len(said) >= LEAST:
            known = ~np.isnan(x).all(axis=0)
            fitted.append((make().fit(x[:, known], said), known))

    def score(judged: Judged) -> NDArray[Any]:
        found = np.ones(len(judged.values))
        for model, known in fitted:
            found = found * model.predict_proba(judged.table[:, known])[:, 1]
        return found

    return score


def plain_ranker(dataset: Dataset) -> Scorer:
    """LightGBM's LambdaMART, graded within each list."""
    from lightgbm import LGBMRanker

    grade = grades(dataset)
    rows = np.flatnonzero(~np.isnan(grade))
    runs = dataset.suggestions["run"].to_numpy()[rows]
    order = np.argsort(runs, kind="stable")
    _, counts = np.unique(runs[order].astype(str), return_counts=True)
    ranker = LGBMRanker(n_estimators=100, **QUIET)
    ranker.fit(dataset.features()[rows[order]], grade[rows[order]].astype(int), group=counts)
    return lambda judged: np.asarray(ranker.predict(judged.table))


def grades(dataset: Dataset) -> NDArray[np.float64]:
    """(n,) 0 no, 1 the person said yes, 2 the employer too; NaN where nobody has answered."""
    found = np.full(len(dataset), np.nan)
    taught = lessons(dataset, routed=False)
    for stage, grade in ((Stage.LIKES, 1.0), (Stage.HIRES, 2.0)):
        own = taught[stage].counts
        rows, said = taught[stage].rows[own], taught[stage].said[own]
        found[rows] = np.fmax(found[rows], said * grade)
    return found


def collaborative(dataset: Dataset) -> Scorer:
    """implicit's ALS over people × occupations; somebody nobody knows gets what is liked on the whole.

    Collaborative filtering has no rows for new people and new vacancies, so it is given the occupation as the item.
    """
    from implicit.als import AlternatingLeastSquares
    from scipy.sparse import csr_matrix

    grade = grades(dataset)
    liked = np.flatnonzero(grade > 0)
    jobs = dataset.suggestions["occupation"].fillna("").to_numpy().astype("U4")
    names, column = np.unique(jobs, return_inverse=True)
    _, row = np.unique(dataset.suggestions["participant"].to_numpy().astype(str), return_inverse=True)
    shape = (row.max() + 1, len(names))
    model = AlternatingLeastSquares(factors=8, num_threads=1, random_state=0)
    model.fit(
        csr_matrix((grade[liked].astype(np.float32), (row[liked], column[liked])), shape=shape), show_progress=False
    )
    usual = model.item_factors @ model.user_factors.mean(axis=0)
    known: Mapping[str, float] = dict(zip(names.tolist(), usual.tolist(), strict=True))
    return lambda judged: np.array([known.get(job, 0.0) for job in judged.occupations])


LEARNERS: Final[Mapping[str, Callable[[Dataset], Scorer]]] = {
    "expert weights (day 0)": prior,
    "ours: map": ours("map"),
    "map, reasons not routed": ours("map", routed=False),
    "ours: l2": ours("l2"),
    "ours: trees (monotone)": ours("trees"),
    "LightGBM, free": free_trees,
    "HistGradientBoosting": histogram_trees,
    "LightGBM ranker": plain_ranker,
    "implicit ALS": collaborative,
}
