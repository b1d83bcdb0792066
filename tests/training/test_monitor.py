"""Monitoring finds what moved and nothing else, month by month, and says when there is nothing to compare."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from matching.model import MatchModel
from tests.answered import answered, dataset, said_by
from training.monitor import NothingNow, watch

SINCE = date(2027, 4, 1)


@pytest.fixture(scope="module")
def calm():
    return answered(np.random.default_rng(4), 1_500, people=60)


def watched(found, since=SINCE):
    return watch(found, MatchModel.prior(), since, np.random.default_rng(0))


def test_a_calm_period_raises_no_alarm(calm):
    found = watched(calm)
    assert not any(one.moved for one in found.drifts)
    assert found.alarms == ()


def test_only_the_feature_that_moved_is_told_and_the_scores_that_hang_on_it(calm):
    shown = calm.suggestions.copy()
    shown.loc[shown["shown_on"].dt.date >= SINCE, "language_margin"] *= 0.2
    found = watched(dataset(shown, calm.answers))
    moved = {one.name for one in found.drifts if one.moved}
    assert "language_margin" in moved
    assert moved <= {"language_margin", "chance", "surplus"}
    assert found.alarms == ("drift",)


def test_a_feature_that_is_no_longer_filled_in_has_moved(calm):
    shown = calm.suggestions.copy()
    shown.loc[shown["shown_on"].dt.date >= SINCE, "travel_ease"] = np.nan
    drift = next(one for one in watched(dataset(shown, calm.answers)).drifts if one.name == "travel_ease")
    assert drift.moved
    assert drift.unknown_now == 1
    assert np.isnan(drift.ks)  # nothing known to compare


def test_drift_is_not_judged_on_a_handful(calm):
    shown = calm.suggestions.copy()
    last = shown["shown_on"].dt.date.max() - timedelta(days=10)
    shown.loc[shown["shown_on"].dt.date >= last, "language_margin"] = 0.0
    assert not any(one.moved for one in watched(dataset(shown, calm.answers), last).drifts)


def month_of(answers, others, reasons):
    """The answers with as many reasons in May 2027, some of them "other"."""
    ids = [f"s{i}" for i in range(200, 200 + reasons)]
    said = said_by("consultant", ids, np.zeros(reasons, bool), ["other"] * others + ["no_need"] * (reasons - others))
    return pd.concat([answers, said.assign(answered_on=date(2027, 5, 5))], ignore_index=True)


@pytest.mark.parametrize(
    ("others", "reasons", "proposes"),
    [(3, 30, ()), (4, 30, ("2027-05",)), (19, 19, ())],  # a tenth is not over it; nineteen reasons are too few
)
def test_more_than_a_tenth_other_in_a_month_proposes_a_code(calm, others, reasons, proposes):
    found = watched(dataset(calm.suggestions, month_of(calm.answers, others, reasons)))
    assert found.proposals == proposes


def test_overrides_and_try_outs_are_shares_of_now(calm):
    shown = calm.suggestions.copy()
    recent = shown["shown_on"].dt.date >= SINCE
    ids = shown.loc[recent, "suggestion"].head(4).tolist()
    shown.loc[shown["suggestion"].isin(ids[:2]), "tried"] = True
    shown.loc[shown["suggestion"].isin(ids[:2]), "misses"] = [0.0, 1.0]
    reasons = ["disagrees_with_rank", None, None, None]
    said = said_by("consultant", ids, np.array([False, True, True, True]), reasons)
    found = watched(dataset(shown, pd.concat([calm.answers, said], ignore_index=True)))
    assert found.overrides[1] == 0.25
    assert np.isnan(found.overrides[0])
    assert (found.tried, found.tried_near) == (2 / recent.sum(), 1)


@pytest.mark.parametrize("since", [date(2026, 1, 1), date(2030, 1, 1)])
def test_nothing_on_one_side_is_said_with_the_day(calm, since):
    with pytest.raises(NothingNow, match=str(since)):
        watched(calm, since)
