"""Judging a model: gains by hand, lists in both directions, and a gate that says no for the right reason."""

import dataclasses

import numpy as np
import pytest

from features.pairs import COLUMNS
from matching.model import PRIOR, MatchModel
from tests.training.judged_snapshot import FIRST, LATER, dataset, placed, said, shown
from training.behaviour import violations
from training.evaluate import evaluate, gains_of
from training.gate import judge
from training.report import ALL, CHAMPION, NEW

EXPERT = MatchModel.prior()


def test_gains_grow_with_what_came_of_it():
    whole = dataset(
        [shown(n, "a", f"e{n}") for n in range(7)],
        [
            said(0, "participant", "no", "too_far"),
            said(1, "participant", "yes"),
            said(2, "participant", "yes"), said(2, "employer", "yes"),
            said(3, "participant", "yes"), said(3, "employer", "yes"),
            said(4, "participant", "yes"), said(4, "employer", "no", "employer_language"),
            said(5, "participant", "no", "better_option"),
        ],
        [placed(3, 26.0, False)],
    )  # fmt: skip
    assert gains_of(whole).tolist()[:5] == [0, 1, 2, 3, 1]
    assert np.isnan(gains_of(whole)[5:]).all()


def twenty(better):
    """Twenty-five people with two suggestions each; the one with the higher ``better`` is wanted."""
    rows, answers = [], []
    for n in range(25):
        rows += [shown(2 * n, f"p{n}", "x", **{better: 0.9}), shown(2 * n + 1, f"p{n}", "y", **{better: 0.1})]
        answers += [said(2 * n, "participant", "yes"), said(2 * n + 1, "participant", "no")]
    return dataset(rows, answers)


def past():
    return dataset([shown(900, "q", "z", FIRST), shown(901, "q", "x", FIRST)])


def weighing(name, weight):
    weights = dict(PRIOR)
    weights[name] = dataclasses.replace(weights[name], weight=weight)
    return MatchModel(weights)


def test_a_model_that_sees_what_is_wanted_puts_it_first():
    report = evaluate(past(), twenty("travel_ease"), EXPERT, weighing("travel_ease", 0.0))
    assert report.measure("ndcg@5").value == 1.0
    assert report.measure("ndcg@5").n == 25
    assert report.measure("ndcg@5", "distance").value == 1.0
    blind = report.measure("ndcg@5", CHAMPION)
    assert blind.value == report.measure("ndcg@5", "random").value
    assert 0.63 < blind.value < 1


def test_the_other_direction_ranks_people_for_a_vacancy():
    rows, answers = [], []
    for n in range(6):
        rows += [shown(2 * n, f"a{n}", f"e{n}", language_margin=0.2), shown(2 * n + 1, f"b{n}", f"e{n}")]
        answers += [said(2 * n, "participant", "no"), said(2 * n + 1, "participant", "yes")]
    report = evaluate(past(), dataset(rows, answers), EXPERT, EXPERT)
    assert report.measure("mrr", direction="to_employer").value == 1.0
    assert report.measure("mrr", direction="to_employer").n == 6
    assert report.measure("mrr").n == 0


def test_the_gate_opens_for_a_better_model_and_names_every_reason_against_a_worse_one():
    better = judge(evaluate(past(), twenty("travel_ease"), EXPERT, weighing("travel_ease", 0.0)))
    against = {(check.name, check.about.split()[0]) for check in better.reasons}
    assert ("champion", "ndcg@5") not in against
    worse = judge(evaluate(past(), twenty("travel_ease"), weighing("travel_ease", 0.0), EXPERT))
    assert not worse.passed
    assert ("champion", "ndcg@5") in {(check.name, check.about.split()[0]) for check in worse.reasons}
    assert ("baseline", "mrr distance") in {(check.name, check.about) for check in worse.reasons}


def test_a_measure_of_which_any_order_gets_everything_speaks_for_and_against_nobody():
    """Lists of two: whatever is wanted stands among the first ten, by any order."""
    verdict = judge(evaluate(past(), twenty("travel_ease"), EXPERT, EXPERT))
    found = {check.about.split()[0]: check.passed for check in verdict.checks if check.name == "baseline"}
    assert found["recall@10"] is None
    assert found["ndcg@5"] is not None


def test_with_too_few_lists_the_gate_stays_shut_and_says_why():
    few = dataset(
        [shown(0, "a", "x", travel_ease=0.9), shown(1, "a", "y")],
        [said(0, "participant", "yes"), said(1, "participant", "no")],
    )
    verdict = judge(evaluate(past(), few, EXPERT, EXPERT))
    assert [check.name for check in verdict.reasons if check.name != "drift"] == ["data"]
    assert any(check.passed is None for check in verdict.checks if check.name == "champion")


def test_what_has_moved_since_is_seen():
    """Two hundred lists of forty people and employers before, and as many with shorter journeys."""
    before, later = (
        dataset([shown(n, f"p{n % 40}", f"e{n % 41}", day, travel_ease=ease + n / 1000) for n in range(200)])
        for day, ease in ((FIRST, 0.2), (LATER, 0.6))
    )
    report = evaluate(before, later, EXPERT, EXPERT)
    assert report.drift["travel_ease"].moved
    assert not report.drift["support_fit"].moved
    assert {check.about for check in judge(report).reasons if check.name == "drift"} == {"travel_ease"}


def test_the_gate_does_not_call_it_drift_when_there_are_few_people():
    before = dataset([shown(n, f"p{n}", "x", FIRST, travel_ease=0.2 + n / 1000) for n in range(60)])
    checks = [
        one for one in judge(evaluate(before, twenty("travel_ease"), EXPERT, EXPERT)).checks if one.name == "drift"
    ]
    moved = next(one for one in checks if one.about == "travel_ease")
    assert moved.value > moved.limit
    assert {one.passed for one in checks} == {None}


class Careless(MatchModel):
    """Weighs skill the wrong way round and likes what says little."""

    def score(self, table, unanswered=None, *, explained=True):
        table = table.copy()
        place = COLUMNS.index("experience_similarity")
        table[:, place] = np.where(np.isnan(table[:, place]), 1.0, 1 - table[:, place])
        return super().score(table)


def test_promises_hold_of_the_expert_weights_and_broken_ones_are_counted():
    table = np.random.default_rng(1).random((50, len(COLUMNS)), dtype=np.float32)
    assert set(violations(EXPERT, table, np.random.default_rng(0)).values()) == {0}
    broken = violations(Careless(PRIOR), table, np.random.default_rng(0))
    assert broken["better_feature_lowers"] == 50
    assert broken["emptier_raises"] == 50
    assert broken["order_of_rows"] == 0


def test_slices_hold_only_their_own():
    report = evaluate(past(), twenty("travel_ease"), EXPERT, EXPERT)
    assert report.measure("ndcg@5", slice="few_hours").n == 25
    assert report.measure("ndcg@5", slice="new_person").n == 0
    assert np.isnan(report.measure("ndcg@5", slice="new_person").value)
    with pytest.raises(KeyError):
        report.measure("ndcg@5", NEW, "nobody", ALL)
