"""The rule of functional needs that are about time."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable
from typing import Any

import numpy as np

from features.columns import mask, night_state, work_begins
from features.facts import DAY, OpeningFacts, PersonFacts, adapted, collides, helpful, regularity_demand
from features.profiles import Demand, FunctionalNeed, clock_text
from features.vocabulary import TIME_NEEDS, Adaptation, Contract, DayTime, Need, RuleCode, ShiftKind, WhoCanChange
from matching.rules.base import (
    BROKEN,
    LIKELY_NOT,
    MET,
    NEGOTIABLE,
    UNKNOWN,
    Finding,
    Pair,
    Request,
    Status,
    either,
    full,
)
from matching.rules.hours_and_start import LEAST_OFFERED

LONGEST_WEEK = 6
"""Days a week over which weekly hours can be spread when shifts are not known (arbejdstidsloven: one day off)."""


class Times:
    """Functional needs that are about time: not before an hour, not longer than, no nights, regular times."""

    code = RuleCode.TIMES

    def key(self, person: PersonFacts) -> Hashable | None:
        """The time needs."""
        return tuple(need for need in person.needs if need.code in TIME_NEEDS)

    def check(self, request: Request) -> Status:
        """The worst over the person's time needs."""
        status = full(request, MET)
        for need in (need for need in request.person.needs if need.code in TIME_NEEDS):
            status = np.minimum(status, _time_status(need, request))
        return status

    def explain(self, pair: Pair) -> list[Finding]:
        """One finding per time need that is not met or not known."""
        needs = (need for need in pair.person.needs if need.code in TIME_NEEDS)
        return [finding for finding in (_time_finding(need, pair) for need in needs) if finding is not None]


def _time_status(need: FunctionalNeed, request: Request) -> Status:
    columns = request.columns
    miss = BROKEN if need.hard else NEGOTIABLE
    status = full(request, UNKNOWN)
    if need.code is Need.NIGHT:
        status[columns.night == 1], status[columns.night == 0] = miss, MET
        status[(columns.night == -1) & (columns.typical_night == 1)] = LIKELY_NOT
    elif need.code is Need.REGULARITY:
        known = columns.regularity >= 0
        status[known] = either(columns.regularity[known] + need.level > 4, miss, MET)
    elif need.code is Need.START_NOT_BEFORE and need.limit is not None:
        known = columns.earliest_start >= 0
        status[known] = either(columns.earliest_start[known] < need.limit, miss, MET)
    elif need.code is Need.SHIFT_LENGTH and need.limit is not None:
        known = ~np.isnan(columns.longest_shift)
        status[known] = either(columns.longest_shift[known] > need.limit, miss, MET)
        too_much = ~known & (columns.hours[:, 0] > need.limit * LONGEST_WEEK)
        status[too_much] = miss
    bits = np.uint32(mask(helpful(need), Adaptation))
    status[(status < MET) & ((columns.support & bits) != 0)] = MET
    return status


def _time_finding(need: FunctionalNeed, pair: Pair) -> Finding | None:
    """The finding for one time need, or None when it is met."""
    opening = pair.opening
    if adapted(need, opening.support):
        return None
    miss = BROKEN if need.hard else NEGOTIABLE
    params = {"need": need.code, "limit": _shown_limit(need)}
    ask = Finding(RuleCode.TIMES, UNKNOWN, "ask_need_" + need.code, "vacancy.shifts", WhoCanChange.EMPLOYER, params)
    verdict = _time_verdict(need, pair)
    if verdict is None:
        usually = need.code is Need.NIGHT and opening.occupation and opening.occupation.shifts == ("night",)
        status = LIKELY_NOT if usually else UNKNOWN
        return dataclasses.replace(ask, status=status)
    if not verdict:
        return None
    code, change = "need_" + need.code, _mended(need, opening)
    return Finding(RuleCode.TIMES, miss, code, "vacancy.shifts", WhoCanChange.EMPLOYER, params, change)


def _mended(need: FunctionalNeed, opening: OpeningFacts) -> dict[str, Any]:
    """The times that the employer would have to change, empty where nothing of the job would be left."""
    vacancy, limit = opening.vacancy, need.limit or 0
    if need.code is Need.REGULARITY:
        on_call = {"vacancy.contract": Contract.PERMANENT} if vacancy.contract is Contract.ON_CALL else {}
        rotating = any(shift.kind is ShiftKind.ROTATING for shift in vacancy.shifts)
        return on_call | ({"vacancy.shifts.kind": ShiftKind.FIXED} if rotating else {})
    if need.code is Need.SHIFT_LENGTH and not opening.ordered_shifts():
        return {"vacancy.hours_min": limit * LONGEST_WEEK} if limit * LONGEST_WEEK >= LEAST_OFFERED else {}
    if not vacancy.shifts:
        gone = DayTime.NIGHT if need.code is Need.NIGHT else DayTime.EARLY
        rest = tuple(daytime for daytime in opening.daytimes if daytime is not gone)
        return {"vacancy.daytimes": rest} if rest else {}
    windows = tuple(
        (day, *part) for day, start, end in opening.spells() for part in _kept_of(need.code, limit, start, end)
    )
    whole = tuple(part for window in windows for part in _by_day(*window))
    return {"vacancy.shifts": whole} if whole else {}


def _kept_of(code: Need, limit: float, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a spell (minutes after midnight, a night past 24 * 60) that a need of time leaves."""
    if code is Need.SHIFT_LENGTH:
        parts = [(start, min(end, start + int(limit * 60)))]
    elif code is Need.NIGHT:
        parts = [(max(start, 300), min(end, 1380)), (max(start, DAY + 300), end)]
    else:
        earliest = -int(-limit // 1)
        parts = [(max(start, earliest), min(end, DAY)), (max(start, DAY + earliest), end)]
    return [(first, last) for first, last in parts if last > first]


def _by_day(day: int, start: int, end: int) -> list[tuple[int, int, int]]:
    """A spell as windows of single days."""
    tomorrow = day % 7 + 1
    if start >= DAY:
        return [(tomorrow, start - DAY, end - DAY)]
    return [(day, start, end)] if end <= DAY else [(day, start, DAY), (tomorrow, 0, end - DAY)]


def _time_verdict(need: FunctionalNeed, pair: Pair) -> bool | None:
    """True when the job's times collide with the need, None when that is not known."""
    opening = pair.opening
    if need.code is Need.NIGHT:
        night = night_state(opening)
        return None if night < 0 else bool(night)
    if need.code is Need.REGULARITY:
        demand = regularity_demand(opening.vacancy)
        return None if demand is None else collides(need, Demand(level=demand.level))
    if need.limit is None:
        return None
    if need.code is Need.START_NOT_BEFORE:
        begins = work_begins(opening)
        return None if begins is None else begins < need.limit
    longest = opening.longest_shift()
    if longest is None:
        return True if opening.hours and opening.hours[0] > need.limit * LONGEST_WEEK else None
    return longest > need.limit


def _shown_limit(need: FunctionalNeed) -> str:
    if need.limit is None:
        return ""
    return clock_text(int(need.limit)) if need.code is Need.START_NOT_BEFORE else f"{need.limit:g}"
