"""Thresholds of law are dated data: exactly one set holds on a day, and each says where it is written."""

import json
from datetime import date, timedelta
from itertools import pairwise

import pytest

from features.rule_sets import in_force, read_sets, rule_sets, version

RULES = ("salaried_employees", "written_contract")


def test_every_rule_is_known_by_name():
    assert tuple(rule_sets()) == RULES


@pytest.mark.parametrize("rule", RULES)
def test_exactly_one_set_of_each_rule_holds_today(rule):
    assert sum(one.holds(date.today()) for one in rule_sets()[rule]) == 1


@pytest.mark.parametrize("rule", RULES)
def test_days_follow_each_other_without_a_gap(rule):
    sets = rule_sets()[rule]
    for one, later in pairwise(sets):
        assert one.valid_to + timedelta(days=1) == later.valid_from
    assert sets[-1].valid_to is None


@pytest.mark.parametrize("rule", RULES)
def test_every_set_says_where_it_is_written_and_when_somebody_looked(rule):
    for one in rule_sets()[rule]:
        assert one.source.link.startswith("https://www.retsinformation.dk/eli/lta/")
        assert one.source.title
        assert one.source.date <= one.checked


def test_the_law_of_the_day_is_chosen():
    assert in_force("written_contract", date(2023, 6, 30)).values["hours_over"] == 8
    assert in_force("written_contract", date(2023, 7, 1)).values["hours_over"] == 3
    assert in_force("written_contract", date(1990, 1, 1)) is None
    assert version(date(2023, 6, 30)) == "salaried_employees@2017-08-24 written_contract@2010-03-17"


def a_set(first, last):
    source = {"title": "Lov", "link": "https://example.org", "date": "2020-01-01"}
    return {"valid_from": first, "valid_to": last, "values": {}, "source": source, "checked": "2026-01-01"}


@pytest.mark.parametrize(
    ("sets", "named"),
    [
        ([a_set("2020-01-01", "2021-01-01"), a_set("2021-01-01", None)], "2021-01-01"),
        ([a_set("2020-01-01", None), a_set("2021-01-01", None)], "2021-01-01"),
        ([a_set("2020-01-01", "2019-12-31")], "2019-12-31"),
    ],
)
def test_sets_that_overlap_or_end_before_they_begin_are_refused_by_name(tmp_path, sets, named):
    path = tmp_path / "least_hours.json"
    path.write_text(json.dumps(sets), encoding="utf-8")
    with pytest.raises(ValueError, match="least_hours") as refused:
        read_sets(path)
    assert named in str(refused.value)
