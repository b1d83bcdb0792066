"""The gate's reasons as codes and figures for programs, as sentences for people; counts of a few people for nobody."""

import dataclasses
import json

import pytest

from matching.model import MatchModel
from service.report_words import sections
from service.verdicts import kept
from tests.training.test_evaluate import EXPERT, past, twenty, weighing
from training.evaluate import evaluate
from training.gate import judge
from training.report import NEW, Gap
from training.retrain import Retrained, tags

CHECK = {"name": "champion", "about": "ndcg@5 few_hours to_participant", "value": -0.0534, "limit": -0.01}


@pytest.fixture(scope="module")
def refused():
    report = evaluate(past(), twenty("travel_ease"), weighing("travel_ease", 0.0), EXPERT)
    return Retrained(MatchModel.prior(), "map", {}, report, judge(report))


def test_what_is_kept_with_a_version_are_codes_and_figures(refused):
    reasons = json.loads(tags(refused)["gate_reasons"])
    assert [(one["name"], one["about"]) for one in reasons] == [(c.name, c.about) for c in refused.verdict.reasons]
    assert {frozenset(one) for one in reasons} == {frozenset({"name", "about", "value", "limit"})}


def test_a_reason_is_a_sentence_with_the_figures_of_the_language():
    text = json.dumps([CHECK])
    assert kept(text, "da") == [
        "Kan være dårligere end den, der svarer nu (rækkefølge, få timer, lister til deltagere): forskellen kan være "
        "så lav som -0,053, grænsen er -0,01."
    ]
    assert "as low as -0.053" in kept(text, "en")[0]


@pytest.mark.parametrize(("value", "told"), [(1.34, "1,34,"), (1.3004, "1,3004,"), (2.004, "2,")])
def test_a_figure_never_reads_like_the_limit_it_breaks(value, told):
    (line,) = kept(json.dumps([{"name": "calibration", "about": "slope hires", "value": value, "limit": 1.3}]), "da")
    assert line.endswith(f": {told} grænsen er 1,3.")


def test_every_reason_has_a_sentence_without_a_code(refused):
    for line in kept(tags(refused)["gate_reasons"], "da"):
        assert "_" not in line
        assert "-0." not in line


@pytest.mark.parametrize("text", ["ndcg@5 0.4 (0.5)", "7", '[{"name": "champion"}]', '["a"]'])
def test_what_was_kept_in_another_way_is_shown_as_it_is(text):
    assert kept(text, "da") == [text]


@pytest.mark.parametrize("text", ["", "[]"])
def test_no_reason_is_no_line(text):
    assert kept(text, "da") == []


def test_a_group_of_under_five_is_called_that(refused):
    nan = float("nan")
    gaps = tuple(
        Gap("sex", name, "chance", NEW, nan, nan, nan, nan, n, False) for name, n in (("man", 25), ("woman", 0))
    )
    done = dataclasses.replace(refused, report=dataclasses.replace(refused.report, gaps=gaps))
    (found,) = (section for section in sections(done, "da") if section.name == "fairness")
    assert [row[1] for row in found.rows] == ["25", "færre end 5"]
