"""The week as bits: windows, nights in two halves, travel on both sides, and packing without loss."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features import week

weeks = st.integers(0, week.FULL)
windows = st.tuples(st.integers(1, 7), st.integers(0, 1439), st.integers(1, 1440)).filter(lambda it: it[1] < it[2])
unions = st.lists(windows, max_size=6).map(lambda many: week.union(week.window(*one) for one in many))


def test_a_window_is_its_quarters_from_monday_midnight():
    assert week.window(1, 0, 60) == 0b1111
    assert week.window(2, 0, 15) == 1 << 96
    assert week.window(7, 1425, 1440) == 1 << 671
    assert week.hours(week.window(3, 8 * 60, 15 * 60 + 30)) == 7.5


def test_a_job_is_never_made_shorter_and_a_persons_time_never_longer():
    assert week.window(1, 5, 20) == 0b11
    assert week.inner_window(1, 5, 50) == 0b110
    assert week.inner_window(1, 5, 20) == 0


def test_a_night_over_midnight_is_two_windows_and_one_run():
    night = week.window(1, 22 * 60, 24 * 60) | week.window(2, 0, 6 * 60)
    assert week.days(night) == (1, 2)
    assert week.runs(night) == [(88, 120)]
    assert week.hours(night) == 8


def test_travel_round_a_night_on_sunday_goes_over_into_monday():
    late = week.window(7, 23 * 60, 24 * 60)
    assert week.widen(late, 30) == week.window(7, 22 * 60 + 30, 24 * 60) | week.window(1, 0, 30)
    assert week.widen(week.window(1, 0, 15), 15) == week.window(1, 0, 30) | week.window(7, 1425, 1440)


@pytest.mark.parametrize(("minutes", "quarters"), [(0, 0), (1, 1), (15, 1), (15.5, 2), (46, 4)])
def test_minutes_of_travel_are_rounded_up_to_quarters(minutes, quarters):
    assert week.hours(week.widen(week.window(3, 600, 660), minutes)) == 1 + 2 * quarters / 4


@given(windows)
def test_inner_window_lies_inside_window(one):
    assert week.inner_window(*one) & ~week.window(*one) == 0


@given(st.lists(weeks, max_size=5))
def test_packing_loses_nothing(many):
    packed = week.pack(many)
    assert (packed.shape, packed.dtype) == ((len(many), 11), np.uint64)
    assert [week.unpack(row) for row in packed] == many


@given(unions)
def test_runs_put_together_are_the_week_and_do_not_touch(bits):
    runs = week.runs(bits)
    assert week.union(((1 << (end - start)) - 1) << start for start, end in runs) == bits
    assert all(first[1] < second[0] for first, second in itertools.pairwise(runs))


@settings(max_examples=50)
@given(unions, st.integers(0, 200))
def test_widening_is_every_slot_within_the_minutes_round_the_week(bits, minutes):
    quarters = -(-minutes // 15)
    near = {
        (slot + step) % week.SLOTS
        for slot in range(week.SLOTS)
        if bits >> slot & 1
        for step in range(-quarters, quarters + 1)
    }
    assert week.widen(bits, minutes) == sum(1 << slot for slot in near)


@given(unions, unions, st.integers(0, 60))
def test_a_wider_week_is_widened_to_a_wider_one(bits, more, minutes):
    assert week.widen(bits, minutes) & ~week.widen(bits | more, minutes) == 0


@given(unions)
def test_days_are_those_with_a_slot(bits):
    assert week.days(bits) == tuple(day for day in range(1, 8) if bits & week.window(day, 0, 1440))
