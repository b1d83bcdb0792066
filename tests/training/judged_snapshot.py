"""A snapshot small enough to work out by hand: rows for suggestions, answers and outcomes, a week apart."""

from datetime import date

import pandas as pd

from features.pairs import COLUMNS
from training.dataset import Dataset

FIRST, LATER = date(2026, 9, 1), date(2026, 9, 8)
USUAL = dict.fromkeys(COLUMNS, 0.5) | {"doubts": 0.0, "misses": 0.0}


def shown(number, person, employer, day=LATER, **features):
    """A suggestion row."""
    return {
        "suggestion": f"s{number}", "run": f"r{person}{day}", "participant": person, "employer": employer,
        "vacancy": f"v{employer}", "consultant": "c1", "occupation": "9112", "shown_on": day, "rank": 1, "slots": 5,
        "propensity": 1.0, "tried": False, "model": "m", **USUAL, **features, "danish": "A1", "hours": "under_10",
        "new_person": False, "new_employer": False,
    }  # fmt: skip


def said(number, party, answer, reason=None, day=LATER):
    """An answer row."""
    return {
        "suggestion": f"s{number}", "party": party, "answer": answer, "reason": reason, "rater": party,
        "answered_on": day,
    }  # fmt: skip


def placed(number, weeks, ended, day=LATER):
    """An outcome row."""
    return {
        "placement": f"f{number}", "suggestion": f"s{number}", "started_on": day, "weeks": weeks, "ended": ended,
        "hours": 8.0,
    }  # fmt: skip


def dataset(suggestions, answers=(), outcomes=(), made_on=date(2027, 3, 1)):
    """The checked data set of some rows."""
    from training.tables import ANSWERS, OUTCOMES, empty

    return Dataset.of(
        pd.DataFrame(suggestions),
        pd.DataFrame(list(answers)) if answers else empty(ANSWERS),
        pd.DataFrame(list(outcomes)) if outcomes else empty(OUTCOMES),
        made_on=made_on,
        synthetic=True,
    )
