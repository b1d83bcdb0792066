"""The time after a start: which follow-up is due, and whether the person was still there after so many weeks.

Week ``w`` is over ``7 · w`` days after the start. A stay is true when the job lasted to the end of the week, false when
it ended before, and None (censored) while it runs and the week is not over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from features.vocabulary import FOLLOW_UP_WEEKS, STAY_WEEKS


@dataclass(frozen=True, slots=True)
class Due:
    """The follow-up to do next: its week, the day it was due; ``missed`` are weeks before it that nobody did."""

    week: int
    on: date
    missed: tuple[int, ...]


def week_over(start: date, week: int) -> date:
    """The day on which week ``week`` after ``start`` is over."""
    return start + timedelta(weeks=week)


def due(start: date, done: Iterable[int], today: date) -> Due | None:
    """The latest follow-up that is due and not done, or None. A later follow-up makes up for those before it."""
    last = max(done, default=0)
    open_weeks = [week for week in FOLLOW_UP_WEEKS if week > last and week_over(start, week) <= today]
    if not open_weeks:
        return None
    *missed, week = open_weeks
    return Due(week, week_over(start, week), tuple(missed))


def stays(start: date, ended: date | None, today: date) -> Mapping[int, bool | None]:
    """For each of ``STAY_WEEKS`` whether the person was still there: yes, no, or None while nobody can know."""
    return {week: _stayed(week_over(start, week), ended, today) for week in STAY_WEEKS}


def _stayed(over: date, ended: date | None, today: date) -> bool | None:
    if ended is not None and ended < over:
        return False
    return True if today >= over else None
