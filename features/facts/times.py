"""Times of an opening: weekly hours, slots of the week, nights, and how irregular they are."""

from __future__ import annotations

from typing import Final

from features import week
from features.profiles import Demand, Vacancy
from features.vocabulary import DAY_TIMES, Contract, DayTime, ShiftKind

SHORTEST_VISIT: Final = 60
"""Minutes a person must at least be able to work inside a named part of the day for it to be possible for them."""
FULL_TIME: Final = 37.0
"""Weekly hours at which an open end of an interval stops."""
LONGEST_SHIFT: Final = 13 * 60
"""Minutes that two windows either side of midnight may make together to be one night (11 hours' rest in 24)."""
LONG_ENOUGH_FOR_A_BREAK: Final = 5 * 60
"""Minutes of work in which half an hour may be an unpaid break: 37 hours are often written as five times 8 to 16."""
DAY: Final = 24 * 60


def offered_hours(vacancy: Vacancy) -> tuple[float, float] | None:
    """The interval of weekly hours; an open end reaches 1 or full time, never less than the other end."""
    low, high = vacancy.hours_min, vacancy.hours_max
    if low is None and high is None:
        return None
    return (low if low is not None else 1.0), (high if high is not None else max(FULL_TIME, low or 0))


def shift_bits(vacancy: Vacancy) -> tuple[int, int]:
    """(slots that must be worked or may be ordered, slots to choose from).

    Windows wider than the weekly hours (unsaid: than full time) by more than an hour and the breaks are windows to
    choose from, whatever their kind says: nobody works all of them.
    """
    fixed = week.union(
        week.window(day, shift.start, shift.end)
        for shift in vacancy.shifts
        if shift.kind is not ShiftKind.FLEXIBLE
        for day in shift.weekdays
    )
    flexible = week.union(
        week.window(day, shift.start, shift.end)
        for shift in vacancy.shifts
        if shift.kind is ShiftKind.FLEXIBLE
        for day in shift.weekdays
    )
    rotating = any(shift.kind is ShiftKind.ROTATING for shift in vacancy.shifts)
    _, most = offered_hours(vacancy) or (1.0, FULL_TIME)
    breaks = sum(
        0.5 for first, last in week.runs(fixed) if (last - first) * week.SLOT_MINUTES >= LONG_ENOUGH_FOR_A_BREAK
    )
    if not rotating and week.hours(fixed) > most + 1 + breaks:
        return 0, fixed | flexible
    return fixed, flexible


def is_night(one: tuple[int, int, int], rest: tuple[int, int, int]) -> bool:
    """Whether ``rest`` goes on after midnight where ``one`` stops, and both are short enough for one shift."""
    (day, start, end), (next_day, from_midnight, until) = one, rest
    follows = end == DAY and from_midnight == 0 and next_day == day % 7 + 1
    return follows and start > 0 and DAY - start + until <= LONGEST_SHIFT


def daytime_bits(daytime: DayTime) -> int:
    """The slots a named part of the day stands for."""
    days, start, end = DAY_TIMES[daytime]
    return week.union(week.window(day, start, end) for day in days)


def regularity_demand(vacancy: Vacancy) -> Demand | None:
    """How irregular the times are: on call 4, rotating 3, fixed 0; None when nothing is stated."""
    if vacancy.contract is Contract.ON_CALL:
        return Demand(level=4)
    if any(shift.kind is ShiftKind.ROTATING for shift in vacancy.shifts):
        return Demand(level=3)
    return Demand(level=0) if vacancy.shifts else None
