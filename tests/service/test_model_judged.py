"""What stands with a model of how it was judged: the report's own figures in words, nothing where nothing was kept."""

import json

import pytest

from service.pages.model_judged import judged
from tests.training.test_evaluate import EXPERT, past, twenty, weighing
from training.brief import brief
from training.evaluate import evaluate, slices
from training.report import CHAMPION


@pytest.fixture(scope="module")
def report():
    return evaluate(past(), twenty("travel_ease"), weighing("travel_ease", 3.0), EXPERT)


def test_every_slice_has_the_figures_of_the_report(report):
    kept = {one["slice"]: one for one in brief(report)["slices"]}
    assert kept.keys() == slices(twenty("travel_ease")).keys()
    for name, one in kept.items():
        assert one["n"] == report.measure("ndcg@5", slice=name).n
    assert kept["all"]["champion"] == pytest.approx(report.measure("ndcg@5", CHAMPION).value, abs=0.0005)


def test_what_could_not_be_measured_is_null_and_said(report):
    text = json.dumps(brief(report))
    assert "NaN" not in text
    said = {one.name: one for one in judged({"judged": text}, "da").slices}
    empty = [one for one in said.values() if one.now == "–"]
    assert all(one.difference == "For lidt til at sige noget" for one in empty)


def test_a_slice_and_a_drift_are_told_in_the_language():
    told = {
        "slices": [
            {"slice": "all", "n": 40, "new": 0.612, "champion": 0.6, "low": -0.004, "high": 0.03},
            {"slice": "few_hours", "n": 19, "new": 0.5, "champion": 0.6, "low": -0.2, "high": 0.0},
        ],
        "drift": [
            {"name": "travel_ease", "psi": 0.05, "p": 0.4, "moved": False},
            {"name": "wish_similarity", "psi": 0.4, "p": 0.01, "moved": True},
        ],
    }
    found = judged({"judged": json.dumps(told)}, "da")
    assert [(one.name, one.now, one.difference) for one in found.slices] == [
        ("alle", "0,612", "Mellem -0,004 og 0,03"),
        ("dem, der vil under 10 timer", "0,5", "For lidt til at sige noget"),
    ]
    assert [(one.psi, one.meaning) for one in found.drift] == [
        ("0,4", "Har flyttet sig"),
        ("0,05", "Har ikke flyttet sig"),
    ]
    assert judged({"judged": json.dumps(told)}, "en").slices[0].difference == "Between -0.004 and 0.03"


@pytest.mark.parametrize("text", ["", "null", "{}", "[1]", "no json"])
def test_a_release_from_before_has_nothing(text):
    assert judged({"judged": text}, "da").slices == ()
