"""The report of a retraining as a page: verdict first, both languages, nothing from elsewhere, no code shown raw."""

import re

import numpy as np
import pandas as pd
import pytest

from matching.model import MatchModel
from service.report_charts import Bar, chart, curve
from service.report_page import write_report
from tests.answered import answered
from training.evaluate import evaluate
from training.gate import judge
from training.retrain import Retrained


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    data = answered(np.random.default_rng(1), 300)
    people = sorted(set(data.suggestions["participant"]))
    audit = pd.DataFrame({"participant": people, "age_band": None, "sex": "woman", "origin": "<b>x</b>"})
    report = evaluate(data, data, MatchModel.prior(), MatchModel.prior(), audit=audit)
    folder = tmp_path_factory.mktemp("report")
    files = write_report(Retrained(MatchModel.prior(), "map", {}, report, judge(report)), folder)
    return {path.name: path.read_text(encoding="utf-8") for path in files}


def test_there_is_one_in_each_language(pages):
    assert set(pages) == {"report.da.html", "report.en.html"}
    assert "Må den nye model tage over?" in pages["report.da.html"]
    assert "May the new model take over?" in pages["report.en.html"]


@pytest.mark.parametrize("name", ["report.da.html", "report.en.html"])
def test_it_needs_nothing_from_elsewhere_and_runs_nothing(pages, name):
    page = pages[name]
    assert not re.search(r"<script|<link|<img|https?://|@import|url\(", page)
    assert "default-src 'none'" in page


@pytest.mark.parametrize("name", ["report.da.html", "report.en.html"])
def test_the_verdict_stands_before_the_first_figure_and_says_that_data_are_invented(pages, name):
    page = pages[name]
    assert page.index('class="verdict"') < page.index("<svg")
    assert page.index('class="synthetic"') < page.index("<svg")


@pytest.mark.parametrize("name", ["report.da.html", "report.en.html"])
def test_no_code_and_no_nan_is_shown(pages, name):
    text = re.sub(r"<style>.*?</style>|<[^>]*>", " ", pages[name], flags=re.S)
    assert not re.findall(r"\b[a-z]+_[a-z_]+\b|\bnan\b|\bNone\b", text)


def test_a_group_is_written_as_text_and_says_when_there_is_too_little(pages):
    assert "<b>x</b>" not in pages["report.en.html"]
    assert "&lt;b&gt;x&lt;/b&gt;" in pages["report.en.html"]
    assert "not enough data" in pages["report.en.html"]


def test_marks_stand_where_their_numbers_are():
    found = chart("t", [Bar("a", "", 1.0, 0.0, 2.0), Bar("b", "", None)], zero=0.0)
    assert [label for _, label in found.ticks] == ["0.0", "0.5", "1.0", "1.5", "2.0"]
    first, second = found.marks
    assert (first.from_x, first.x, first.to_x) == (190.0, 330.0, 470.0)
    assert found.zero == 190.0
    assert second.x is None


def test_a_curve_begins_at_the_lower_left():
    assert curve("c", "new", [(0.0, 0.0, 5), (1.0, 1.0, 5)]).points == ((34.0, 186.0, 3.5), (186.0, 34.0, 3.5))
