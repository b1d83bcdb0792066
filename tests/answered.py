"""A data set whose answers follow known weights, without a world behind it."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from features.pairs import COLUMNS, COUNTS
from matching.model import SPLIT, MatchModel
from matching.scores import sigmoid
from training.dataset import Dataset
from training.tables import OUTCOMES, empty

DAY = date(2026, 11, 2)


def tables(rng, n, unknown=0.2):
    """Features as they come: (n, f) with holes, and the same with nothing unknown."""
    whole = rng.random((n, len(COLUMNS))).astype(np.float32)
    for column, name in enumerate(COLUMNS):
        if name in COUNTS:
            whole[:, column] = rng.integers(0, 3, n)
    holes = rng.random(whole.shape) < unknown
    holes[:, -len(COUNTS) :] = False
    return np.where(holes, np.nan, whole).astype(np.float32), whole


def log_odds(model, whole):
    """Both heads' true log-odds."""
    terms = model.contributions(whole)
    return model.start + terms[:, :SPLIT].sum(axis=1), model.bias + terms[:, SPLIT:].sum(axis=1)


def answered(rng, n, truth=None, unknown=0.2, people=40, bent=lambda u, c: (u, c)):
    """``n`` suggestions that both parties answered as ``truth`` would, without reasons; ``bent`` changes log-odds."""
    table, whole = tables(rng, n, unknown)
    logits = bent(*log_odds(truth or MatchModel.prior(), whole))
    ids = np.array([f"s{i}" for i in range(n)])
    shown = {
        "suggestion": ids,
        "run": [f"r{i // 5}" for i in range(n)],
        "participant": [f"p{i % people}" for i in range(n)],
        "employer": [f"e{i % 71}" for i in range(n)],
        "vacancy": [f"v{i % 97}" for i in range(n)],
        "consultant": [f"c{i % 5}" for i in range(n)],
        "occupation": "9112",
        "shown_on": [DAY + timedelta(days=i % 300) for i in range(n)],
        "rank": [1 + i % 5 for i in range(n)],
        "slots": 5,
        "propensity": 1.0,
        "tried": False,
        "model": "m",
        **dict(zip(COLUMNS, table.T, strict=True)),
        "danish": "A2",
        "hours": "under_10",
        "new_person": False,
        "new_employer": False,
    }
    said = [
        said_by(party, ids, rng.random(n) < sigmoid(z))
        for party, z in zip(("participant", "employer"), logits, strict=True)
    ]
    return dataset(pd.DataFrame(shown), pd.concat(said, ignore_index=True))


def said_by(party, ids, yes, reason=None):
    """Answers of one party, each from another rater."""
    answers = np.where(yes, "yes", "no")
    raters = [f"{party}-{name}" for name in ids]
    said = {"suggestion": ids, "party": party, "answer": answers, "reason": reason, "rater": raters}
    return pd.DataFrame({**said, "answered_on": DAY})


def dataset(suggestions, answers):
    """The data set of these tables, without outcomes."""
    return Dataset.of(suggestions, answers, empty(OUTCOMES), made_on=DAY, synthetic=True)
