"""The closed lists: in order, complete against each other, and CPR numbers recognised."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features import vocabulary as words
from features.vocabulary import CEFR_ORDER, Adaptation, Cefr, Credential, Need, RuleCode, holds_cpr, with_implied
from matching.rules import RULES


def test_cefr_levels_are_in_order():
    assert [level.value for level in CEFR_ORDER] == ["pre_A1", "A1", "A2", "B1", "B2", "C1", "C2"]
    assert [level.rank for level in CEFR_ORDER] == list(range(7))
    assert [words.DANISH_TESTS[test] for test in ("PD1", "PD2", "PD3", "SP")] == [Cefr.A2, Cefr.B1, Cefr.B2, Cefr.C1]


def test_there_are_25_needs_of_tasks_and_four_of_time():
    assert len(words.TASK_NEEDS) == 25
    assert {Need.START_NOT_BEFORE, Need.SHIFT_LENGTH, Need.NIGHT, Need.REGULARITY} == words.TIME_NEEDS
    assert set(words.TASK_NEEDS) | words.TIME_NEEDS == set(Need)


def test_every_adaptation_that_removes_a_collision_is_a_code():
    assert all(helps <= set(Adaptation) and helps for helps in words.REMOVED_BY.values())


@pytest.mark.parametrize(
    ("held", "implied"),
    [
        ("CE", {"CE", "C", "BE", "B", "AM", "T"}),
        ("B", {"B", "AM", "T"}),
        ("truck", {"truck", "stacker"}),
        ("nurse", {"nurse", "sosu_assistant", "sosu_helper", "medicine"}),
        ("hygiene", {"hygiene"}),
    ],
)
def test_a_higher_licence_holds_the_lower_ones(held, implied):
    assert with_implied(frozenset({Credential(held)})) == {Credential(code) for code in implied}


@given(st.frozensets(st.sampled_from(Credential)))
def test_what_is_implied_adds_nothing_the_second_time(held):
    assert held <= with_implied(held) == with_implied(with_implied(held))


def test_rules_stand_in_the_order_of_their_codes():
    assert [rule.code for rule in RULES] == list(RuleCode)


def test_named_parts_of_the_day_are_windows_of_real_days():
    assert set(words.DAY_TIMES) == set(words.DayTime)
    assert all(
        0 <= start < end <= 1440 and set(days) <= set(range(1, 8)) for days, start, end in words.DAY_TIMES.values()
    )


@given(
    st.integers(1, 31),
    st.integers(1, 12),
    st.integers(0, 99),
    st.integers(0, 9999),
    st.sampled_from(["", "-", " ", "–", " - "]),
)
def test_every_way_of_writing_a_cpr_number_is_seen(day, month, year, last, between):
    number = f"{day:02d}{month:02d}{year:02d}{between}{last:04d}"
    assert holds_cpr(number)
    assert holds_cpr(f"nr. {number}, tak")
    assert holds_cpr(f"cpr-{number}")


@pytest.mark.parametrize(
    "text", ["", "8800", "320190-1234", "011390-1234", "12345678901", "f47ac10b-58cc-4372-a567-010190123456"]
)
def test_what_has_no_day_and_month_or_is_longer_is_no_cpr_number(text):
    assert not holds_cpr(text)
