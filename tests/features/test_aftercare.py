"""The time after a start: which follow-up is due, and who stayed; and what the records of it refuse."""

from datetime import date

import pytest

from features.aftercare import due, stays
from features.profiles import Agreed, Ended, FollowedUp, InvalidRecord, make

MONDAY = date(2026, 3, 2)


def test_nothing_is_due_before_the_first_week_is_over():
    assert due(MONDAY, (), date(2026, 3, 8)) is None
    found = due(MONDAY, (), date(2026, 3, 9))
    assert (found.week, found.on, found.missed) == (1, date(2026, 3, 9), ())


def test_the_latest_week_is_due_and_those_before_it_were_missed():
    found = due(MONDAY, (1,), date(2026, 4, 14))
    assert (found.week, found.on, found.missed) == (6, date(2026, 4, 13), (2, 3, 4))


def test_a_follow_up_between_the_weeks_makes_up_for_those_before_it():
    assert due(MONDAY, (5,), date(2026, 4, 10)) is None
    assert due(MONDAY, (5,), date(2026, 4, 13)).missed == ()


def test_after_the_last_week_nothing_is_due():
    assert due(MONDAY, (52,), date(2028, 1, 1)) is None


def test_a_stay_is_known_when_its_week_is_over_or_the_job_has_ended():
    running = stays(MONDAY, None, date(2026, 6, 1))
    assert running == {4: True, 13: True, 26: None, 52: None}
    assert stays(MONDAY, date(2026, 4, 10), date(2026, 6, 1)) == {4: True, 13: False, 26: False, 52: False}


def test_an_end_that_lies_ahead_leaves_open_what_nobody_can_know_yet():
    assert stays(MONDAY, date(2026, 7, 1), date(2026, 3, 10)) == {4: None, 13: None, 26: False, 52: False}


@pytest.mark.parametrize(
    ("kind", "raw", "field", "code"),
    [
        (Agreed, {"start": "2026-03-02", "hours": 10}, "proof", "missing"),
        (Agreed, {"start": "2026-03-02", "hours": 10.3, "proof": "contract"}, "hours", "not_half_hours"),
        (Agreed, {"start": "2026-03-02", "hours": 8, "proof": "contract", "end": "2026-03-01"}, "end", "before"),
        (FollowedUp, {"week": 0}, "week", "too_small"),
        (FollowedUp, {"week": 2, "well_being": 11}, "well_being", "too_large"),
        (FollowedUp, {"week": 2, "signs": ["other"]}, "text", "needs_text"),
        (FollowedUp, {"week": 2, "text": "0101701234"}, "text", "cpr_number"),
        (Ended, {"on": "2026-03-02", "reason": "other"}, "text", "needs_text"),
        (Ended, {"on": "2026-03-02", "reason": "ill"}, "reason", "unknown_code"),
    ],
)
def test_what_cannot_be_kept_is_named_with_its_field(kind, raw, field, code):
    with pytest.raises(InvalidRecord) as refused:
        make(kind, raw)
    assert [(fault.field, fault.code) for fault in refused.value.faults] == [(field, code)]
