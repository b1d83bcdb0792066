"""Gaps by hand, a planted bias found, silence in the null and under 200 people, and what the gate makes of it."""

import dataclasses
import math

import numpy as np
import pandas as pd
import pytest

from features.pairs import COLUMNS
from matching.model import PRIOR, MatchModel
from tests.answered import dataset, said_by
from tests.training.judged_snapshot import shown
from training.audit import checked, read_audit
from training.dataset import DatasetError
from training.evaluate import evaluate
from training.fairness import gaps
from training.gate import judge
from training.report import CHAMPION, CHANGE, NEW
from training.world import invent
from training.world.groups import groups

BLIND = MatchModel({name: dataclasses.replace(weight, weight=0.0) for name, weight in PRIOR.items()}, bias=0.0)


def seeing(name, weight=2.0):
    weights = {one: dataclasses.replace(part, weight=weight if one == name else 0.0) for one, part in PRIOR.items()}
    return MatchModel(weights, bias=0.0)


def audit_of(people, column, groups):
    table = {"participant": people, "age_band": None, "sex": None, "origin": None}
    return checked(pd.DataFrame(table | {column: groups}))


def lists(n, seed=0, planted=0.0):
    """``n`` people, each with three of nine vacancies; the second half has ``planted`` less of one chance feature."""
    rng = np.random.default_rng(seed)
    rows = []
    for person in range(n):
        for vacancy in rng.choice(9, 3, replace=False):
            level = rng.uniform(0.3, 0.7) - (planted if person >= n // 2 else 0.0)
            rows.append(shown(len(rows), f"p{person:04d}", f"e{vacancy}", experience_similarity=level))
    people = [f"p{person:04d}" for person in range(n)]
    return rows, audit_of(people, "sex", ["man" if i < n // 2 else "woman" for i in range(n)])


def data_of(rows):
    ids = np.array([row["suggestion"] for row in rows])
    yes = np.random.default_rng(9).random(len(ids)) < 0.5
    return dataset(pd.DataFrame(rows), said_by("participant", ids, yes))


def by(found, measure, model, group="woman"):
    return next(gap for gap in found if (gap.group, gap.measure, gap.model) == (group, measure, model))


def test_a_gap_is_the_mean_of_the_group_less_that_of_the_rest():
    rows = [
        shown(0, "a", "x", experience_similarity=0.9), shown(1, "b", "x", experience_similarity=0.1),
        shown(2, "c", "x", experience_similarity=0.5),
    ]  # fmt: skip
    audit = audit_of(["a", "b", "c"], "sex", ["man", "woman", "woman"])
    found = gaps(data_of(rows), audit, seeing("experience_similarity"), BLIND, least=1)
    exposure = by(found, "exposure", NEW)
    assert exposure.value == pytest.approx((1 / math.log2(4) + 1 / math.log2(3)) / 2 - 1)
    assert exposure.n == 0, "under five people are not counted"
    assert by(found, "chance", CHAMPION).value == pytest.approx(0.0)


def test_a_planted_bias_is_found_and_stops_the_model():
    rows, audit = lists(440, planted=0.2)
    data = data_of(rows)
    found = gaps(data, audit, seeing("experience_similarity"), BLIND)
    for measure in ("exposure", "chance"):
        gap = by(found, measure, NEW)
        assert gap.high < 0
        assert gap.p < 0.01
        assert by(found, measure, CHANGE).p < 0.01
    verdict = judge(evaluate(data, data, seeing("experience_similarity"), BLIND, audit=audit))
    stopped = {check.about for check in verdict.reasons if check.name == "fairness"}
    assert {"chance sex woman", "exposure sex woman", "chance sex man", "exposure sex man"} == stopped


def test_a_model_that_does_to_groups_what_the_champion_does_is_not_stopped():
    rows, audit = lists(440, planted=0.2)
    data, model = data_of(rows), seeing("experience_similarity")
    verdict = judge(evaluate(data, data, model, model, audit=audit))
    checks = [check for check in verdict.checks if check.name == "fairness"]
    assert checks
    assert all(check.passed for check in checks)


def test_without_a_bias_it_finds_one_about_as_often_as_promised():
    alarms = 0
    for seed in range(40):
        rows, audit = lists(60, seed)
        found = gaps(data_of(rows), audit, seeing("experience_similarity"), BLIND, seed=seed, least=20)
        alarms += by(found, "chance", NEW).p < 0.05
    assert alarms <= 6


def test_under_two_hundred_people_nothing_is_said():
    rows, audit = lists(380, planted=0.2)
    data = data_of(rows)
    found = gaps(data, audit, seeing("experience_similarity"), BLIND)
    assert {gap.enough for gap in found} == {False}
    assert {gap.n for gap in found} == {190}
    assert all(math.isnan(gap.value) and math.isnan(gap.p) for gap in found)
    verdict = judge(evaluate(data, data, seeing("experience_similarity"), BLIND, audit=audit))
    assert {check.passed for check in verdict.checks if check.name == "fairness"} == {None}


def test_people_the_table_does_not_know_count_for_nothing():
    rows, audit = lists(30)
    found = gaps(data_of(rows), audit.iloc[:20], BLIND, BLIND, least=1)
    assert {gap.n for gap in found} == {15, 5}


def test_counts_leave_in_fives_so_that_no_difference_tells_of_a_few():
    rows, audit = lists(30)
    table = audit.assign(sex=["woman"] * 4 + ["man"] * 26)
    found = gaps(data_of(rows), table, BLIND, BLIND, least=1)
    assert {(gap.group, gap.n) for gap in found} == {("woman", 0), ("man", 25)}


def test_no_report_without_an_audit_table_says_anything_of_groups():
    rows, _ = lists(10)
    assert evaluate(data_of(rows), data_of(rows), BLIND, BLIND).gaps == ()


def test_an_audit_table_is_read_back_and_a_wrong_one_refused(tmp_path):
    _, audit = lists(4)
    audit.to_parquet(tmp_path / "audit.parquet")
    assert read_audit(tmp_path / "audit.parquet")["participant"].tolist() == audit["participant"].tolist()
    with pytest.raises(DatasetError, match="religion"):
        checked(audit.assign(religion="x"))
    with pytest.raises(DatasetError, match="1 twice, such as p0000"):
        checked(pd.concat([audit, audit.iloc[:1]]))
    with pytest.raises(DatasetError, match="cannot be read"):
        read_audit(tmp_path / "none.parquet")


def test_the_invented_people_have_groups_and_none_of_them_is_a_feature():
    world = invent(2, participants=60, employers=5, vacancies=5)
    table = groups(world.participants)
    assert table["participant"].tolist() == [person.id for person in world.participants]
    assert table["origin"].nunique() > 2
    assert not set(table.columns) & set(COLUMNS)
