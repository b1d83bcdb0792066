"""The DISCO-08 tables are complete, agree with the official list, and closeness follows the hierarchy."""

import csv
import warnings
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.disco import UnitGroup, closeness, group_title, unit_groups

ROOT = Path(__file__).parents[2]
OFFICIAL = ROOT.parent / "shared" / "data" / "esco_da" / "isco08_groups_da_en.csv"

codes = st.from_regex(r"[0-9]{4}", fullmatch=True)


def official_groups() -> list[dict[str, str]]:
    if not OFFICIAL.exists():
        reason = f"NOT CHECKED against the official ISCO-08 list: {OFFICIAL} is not there"
        warnings.warn(reason, stacklevel=2)
        pytest.skip(reason)
    with OFFICIAL.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def groups_above() -> list[dict[str, str]]:
    with (ROOT / "features" / "data" / "disco08_groups.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_436_unit_groups_and_every_code_stands_once() -> None:
    every = [group.code for group in unit_groups()]
    assert len(every) == len(set(every)) == 436
    assert all(len(code) == 4 and code.isdigit() for code in every)


def test_the_groups_above_are_10_43_and_130_and_each_has_a_parent_and_a_child() -> None:
    above = {row["code"] for row in groups_above()}
    assert Counter(map(len, above)) == {1: 10, 2: 43, 3: 130}
    below = above | {group.code for group in unit_groups()}
    assert {code[:-1] for code in below if len(code) > 1} == above


def test_every_group_has_both_titles() -> None:
    assert all(group.title_da.strip() and group.title_en.strip() for group in unit_groups())
    assert all(row["title_da"].strip() and row["title_en"].strip() for row in groups_above())


def test_codes_and_titles_are_the_official_ones() -> None:
    ours = {group.code: (group.title_da, group.title_en) for group in unit_groups()}
    ours |= {row["code"]: (row["title_da"], row["title_en"]) for row in groups_above()}
    assert ours == {row["isco_code"]: (row["title_da"], row["title_en"]) for row in official_groups()}


def test_every_unit_group_has_six_to_fifteen_tidy_titles_of_its_own() -> None:
    for group in unit_groups():
        assert 6 <= len(set(group.also_da)) == len(group.also_da) <= 15, group.code
        assert all(title and title == " ".join(title.split()) for title in group.also_da), group.code


def test_no_title_of_our_own_stands_in_two_groups() -> None:
    written = Counter(title.casefold() for group in unit_groups() for title in group.also_da)
    assert [title for title, times in written.items() if times > 1] == []


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("sygeplejerske", "2221"),
        ("social- og sundhedshjælper", "5322"),
        ("rengøringsassistent", "9112"),
        ("tømrer", "7115"),
        ("lastbilchauffør", "8332"),
        ("køkkenmedhjælper", "9412"),
        ("softwareudvikler", "2512"),
        ("landmand", "6130"),
    ],
)
def test_an_everyday_title_leads_to_its_group(title: str, code: str) -> None:
    assert [group.code for group in unit_groups() if title in group.also_da] == [code]


def test_the_tables_are_read_once_and_cannot_be_changed() -> None:
    assert unit_groups() is unit_groups()
    assert isinstance(unit_groups()[0], UnitGroup)
    with pytest.raises(AttributeError):
        unit_groups()[0].code = "9999"  # type: ignore[misc]


def test_a_group_of_any_level_has_a_title() -> None:
    assert group_title("2221") == "Sygeplejerskearbejde"
    assert group_title("222") == "Sygeplejerske- og jordemoderarbejde"
    assert group_title("22") == "Arbejde inden for sundhedsområdet"
    assert group_title("0") == "Militært arbejde"


def test_an_unknown_group_is_refused_with_its_code() -> None:
    with pytest.raises(KeyError, match="'9999' is no DISCO-08 group"):
        group_title("9999")


@pytest.mark.parametrize(
    ("other", "expected"), [("2221", 1.0), ("2222", 0.75), ("2211", 0.5), ("2310", 0.25), ("9112", 0.0), ("9221", 0.0)]
)
def test_closeness_to_a_nurse_falls_with_every_level_that_differs(other: str, expected: float) -> None:
    assert closeness("2221", other) == expected


@given(codes, codes)
def test_closeness_is_the_same_both_ways(a: str, b: str) -> None:
    assert closeness(a, b) == closeness(b, a)
    assert closeness(a, b) in {0.0, 0.25, 0.5, 0.75, 1.0}
    assert (closeness(a, b) == 1.0) == (a == b)


@given(codes, codes, codes)
def test_no_code_is_nearer_to_two_others_than_they_are_to_each_other(a: str, b: str, c: str) -> None:
    assert closeness(a, c) >= min(closeness(a, b), closeness(b, c))


@pytest.mark.parametrize("code", ["", "22", "222100", "abcd", "２２２１"])
def test_a_code_that_is_not_four_digits_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="four digits"):
        closeness(code, "2221")
