"""Rules about hours, the clock, the way to work and the day it starts."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from features import week
from features.columns import DAYTIME_BITS, Columns, mask, night_state
from features.columns import earliest_start as earliest_start_of
from features.facts import (
    DAY,
    SHORTEST_VISIT,
    OpeningFacts,
    PersonFacts,
    adapted,
    collides,
    daytime_bits,
    helpful,
    regularity_demand,
)
from features.profiles import Demand, FunctionalNeed, clock_text
from features.vocabulary import (
    TIME_NEEDS,
    Adaptation,
    Contract,
    DayTime,
    Need,
    RuleCode,
    ShiftKind,
    Source,
    WhoCanChange,
)
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

PATIENCE_DAYS = 31
"""A job to start "as soon as possible" waits about a month for the right person; later than that is a question."""
LEAST_OFFERED = 1.0
"""A vacancy offers at least an hour a week."""
LONGEST_WEEK = 6
"""Days a week over which weekly hours can be spread when shifts are not known (arbejdstidsloven: one day off)."""


class Hours:
    """The weekly hours a person can work and those the job offers have an hour in common."""

    code = RuleCode.HOURS

    def key(self, person: PersonFacts) -> Hashable | None:
        """The interval wanted, and whether somebody has confirmed its low end."""
        return (person.hours, least_hours(person))

    def check(self, request: Request) -> Status:
        """Broken where the intervals do not overlap; unknown where either is."""
        wanted, offered = request.person.hours, request.columns.hours
        if wanted is None:
            return full(request, UNKNOWN)
        status = either((offered[:, 0] <= wanted[1]) & (offered[:, 1] >= wanted[0]), MET, BROKEN)
        few = (status == BROKEN) & (offered[:, 1] < wanted[0]) & (offered[:, 1] >= least_hours(request.person))
        status[few] = NEGOTIABLE
        status[np.isnan(offered[:, 0])] = UNKNOWN
        return status

    def explain(self, pair: Pair) -> list[Finding]:
        """Both intervals and how many hours one of them is off."""
        wanted, offered = pair.person.hours, pair.opening.hours
        if wanted is None:
            field = "participant.hours_max"
            return [Finding(self.code, UNKNOWN, "ask_wanted_hours", field, WhoCanChange.PARTICIPANT)]
        if offered is None:
            return [Finding(self.code, UNKNOWN, "ask_offered_hours", "vacancy.hours_min", WhoCanChange.EMPLOYER)]
        params = {"wanted_from": wanted[0], "wanted_to": wanted[1], "from": offered[0], "to": offered[1]}
        if offered[0] > wanted[1]:
            change = {"vacancy.hours_min": wanted[1]} if wanted[1] >= LEAST_OFFERED else {}
            params |= {"missing": offered[0] - wanted[1]}
            field = "vacancy.hours_min"
            return [Finding(self.code, BROKEN, "too_many_hours", field, WhoCanChange.EMPLOYER, params, change)]
        if offered[1] < wanted[0]:
            change = {"vacancy.hours_max": wanted[0]}
            params |= {"missing": wanted[0] - offered[1]}
            field = "vacancy.hours_max"
            status = NEGOTIABLE if offered[1] >= least_hours(pair.person) else BROKEN
            return [Finding(self.code, status, "too_few_hours", field, WhoCanChange.EMPLOYER, params, change)]
        return []


def least_hours(person: PersonFacts) -> float:
    """Weekly hours under which a job is no use: the least wanted, or half of it while that is only read from a text.

    "10-20 timer" in a note is a wish with a range; a person who confirms the 10 makes it a limit.
    """
    low = person.hours[0] if person.hours else 0.0
    noted = person.participant.provenance.get("hours_min")
    unconfirmed = noted is not None and noted.source is Source.TEXT and not noted.confirmed
    return low / 2 if unconfirmed else low


def reachable_time(possible: int, quarters: int) -> int:
    """The slots in which a person can be at work when the way there and back takes ``quarters`` of an hour each."""
    away = ~possible & week.FULL
    return ~week.widen(away, quarters * week.SLOT_MINUTES) & week.FULL


@lru_cache(maxsize=1024)
def _times_by_quarters(possible: int, most: int) -> NDArray[np.uint64]:
    """``reachable_time`` for journeys of 0 to ``most`` quarters, packed: (11, most + 1)."""
    times = week.pack([reachable_time(possible, quarters) for quarters in range(most + 1)])
    return np.ascontiguousarray(times.T)


def quarters_of(minutes: NDArray[np.float32]) -> NDArray[np.int64]:
    """Whole quarters that a journey takes; an unknown journey (NaN) takes none here and is asked about elsewhere."""
    return np.ceil(np.nan_to_num(minutes) / week.SLOT_MINUTES).astype(np.int64)


def needed_hours(person: PersonFacts, low: NDArray[np.float64]) -> NDArray[np.float64]:
    """Hours that must fit into windows to choose from: the least that both sides agree on, at least one."""
    wanted = person.hours[0] if person.hours else 1.0
    return np.asarray(np.maximum(np.nan_to_num(low, nan=1.0), max(wanted, 1.0)), np.float64)


class Clock:
    """The person can be at work when the job asks for it, with the way there and back inside their own time."""

    code = RuleCode.CLOCK

    def key(self, person: PersonFacts) -> Hashable | None:
        """Every week is its own: checked on what is left."""
        return None

    def check(self, request: Request) -> Status:
        """Broken where a fixed window is outside the person's time or too little of a flexible one is inside.

        A way that may be quicker than the quickest known one leaves that open, unless no way at all is quick enough.
        """
        possible = request.person.possible
        if possible is None:
            return full(request, UNKNOWN)
        if possible == week.FULL:
            return full(request, MET)
        columns, found = request.columns, request.journeys
        fits = _fits(request.person, possible, columns, quarters_of(found.minutes))
        status = either(fits, MET, BROKEN)
        status[fits & np.isnan(found.minutes)] = UNKNOWN
        unsure = np.flatnonzero(~fits & found.perhaps & ~np.isnan(found.minutes))
        if len(unsure):
            at_once = np.zeros(len(unsure), np.int64)
            status[unsure] = either(_fits(request.person, possible, columns.take(unsure), at_once), UNKNOWN, BROKEN)
        timeless = np.flatnonzero(~(columns.fixed | columns.flexible).any(axis=1))
        if len(timeless):
            status[timeless] = self._by_daytime(columns.take(timeless), possible)
        return status

    def _by_daytime(self, columns: Columns, possible: int) -> Status:
        """Rows without clock times: broken where a named part of the day is impossible for the person."""
        named, impossible = columns.daytimes, _impossible_daytimes(possible)
        out = (named & impossible) != 0
        all_out = out & ((named & ~np.uint8(impossible)) == 0)
        return either(np.where(columns.daytimes_choice, all_out, out), BROKEN, UNKNOWN)

    def explain(self, pair: Pair) -> list[Finding]:
        """The missing minutes and days, or which part of the day is impossible."""
        person, opening = pair.person, pair.opening
        if person.possible is None:
            field = "participant.availability"
            return [Finding(self.code, UNKNOWN, "ask_availability", field, WhoCanChange.PARTICIPANT)]
        if person.possible == week.FULL:
            return []
        if not opening.works_at:
            return [self._daytime_finding(person.possible, pair)]
        found = pair.journeys()
        clash = self._clash(person.possible, pair, int(quarters_of(found.minutes)[0]))
        unsure = found.perhaps[0] and not (clash and self._clash(person.possible, pair, 0))
        if (clash and unsure) or (not clash and np.isnan(found.minutes[0])):
            field, who = "participant.transport", WhoCanChange.CONSULTANT
            return [Finding(self.code, UNKNOWN, "ask_travel_for_shift", field, who)]
        return [clash] if clash else []

    def _clash(self, possible: int, pair: Pair, quarters: int) -> Finding | None:
        """What of the job is outside the person's time when the way takes so many quarters, or None."""
        opening, time = pair.opening, reachable_time(possible, quarters)
        offered = opening.hours[0] if opening.hours else np.nan
        needed = float(needed_hours(pair.person, np.array([offered]))[0])
        field, who = "vacancy.shifts", WhoCanChange.PARTICIPANT
        if outside := opening.fixed & ~time:
            params = {
                "minutes": outside.bit_count() * week.SLOT_MINUTES,
                "days": week.days(outside),
                "travel": quarters * week.SLOT_MINUTES,
            }
            more = week.widen(opening.fixed, quarters * week.SLOT_MINUTES) & ~possible
            then = week.hours(opening.works_at & reachable_time(possible | more, quarters))
            change = {"participant.availability": week.windows(more)} if not opening.flexible or then >= needed else {}
            return Finding(self.code, BROKEN, "shift_outside_time", field, who, params, change)
        own = week.hours(opening.works_at & time)
        if opening.flexible and own < needed:
            params = {"possible": own, "needed": needed, "missing": needed - own}
            return Finding(self.code, BROKEN, "too_little_time", field, who, params)
        return None

    def _daytime_finding(self, possible: int, pair: Pair) -> Finding:
        opening = pair.opening
        out = [daytime for daytime in opening.daytimes if _too_short(daytime_bits(daytime) & possible)]
        field = "vacancy.daytimes"
        if out and (not opening.vacancy.daytimes_choice or len(out) == len(opening.daytimes)):
            rest = tuple(daytime for daytime in opening.daytimes if daytime not in out)
            params, change = {"daytimes": tuple(out)}, {field: rest} if rest else {}
            return Finding(self.code, BROKEN, "daytime_impossible", field, WhoCanChange.EMPLOYER, params, change)
        return Finding(self.code, UNKNOWN, "ask_shifts", "vacancy.shifts", WhoCanChange.EMPLOYER)


def _fits(person: PersonFacts, possible: int, columns: Columns, quarters: NDArray[np.int64]) -> NDArray[np.bool_]:
    """(n,) the fixed windows are inside the person's time, and enough of those to choose from."""
    time = _times_by_quarters(possible, int(quarters.max(initial=0))).take(quarters, axis=1).T
    inside = ~(columns.fixed & ~time).any(axis=1)
    own = np.bitwise_count((columns.fixed | columns.flexible) & time).sum(axis=1) / 4
    enough = ~columns.flexible.any(axis=1) | (own >= needed_hours(person, columns.hours[:, 0]))
    return np.asarray(inside & enough)


@lru_cache(maxsize=1024)
def _impossible_daytimes(possible: int) -> int:
    """A bit for each named part of the day that the person's time leaves too little of."""
    return sum(1 << number for number, bits in enumerate(DAYTIME_BITS) if _too_short(bits & possible))


def _too_short(bits: int) -> bool:
    """Less than ``SHORTEST_VISIT`` in a row."""
    return max((end - start for start, end in week.runs(bits)), default=0) * week.SLOT_MINUTES < SHORTEST_VISIT


class Travel:
    """Some mode the person has reaches the site within the minutes they gave for it."""

    code = RuleCode.TRAVEL

    def key(self, person: PersonFacts) -> Hashable | None:
        """Every home is its own: checked on what is left."""
        return None

    def check(self, request: Request) -> Status:
        """Broken where every mode is known to be too slow."""
        status = either(request.journeys.reached, MET, BROKEN)
        status[request.journeys.unknown] = UNKNOWN
        return status

    def explain(self, pair: Pair) -> list[Finding]:
        """The minutes missing on the mode that comes closest, or what is not known."""
        found = pair.journeys()
        if found.reached[0]:
            return []
        if pair.person.point is None:
            return [Finding(self.code, UNKNOWN, "ask_home", "participant.home", WhoCanChange.PARTICIPANT)]
        if not pair.person.participant.transport:
            field = "participant.transport"
            return [Finding(self.code, UNKNOWN, "ask_transport", field, WhoCanChange.PARTICIPANT)]
        if pair.opening.point is None and found.unknown[0]:
            return [Finding(self.code, UNKNOWN, "ask_site", "vacancy.site", WhoCanChange.EMPLOYER)]
        field, who = "participant.transport", WhoCanChange.PARTICIPANT
        if found.unknown[0] and not found.unheard[0]:
            longer = {"minutes": int(np.ceil(found.excess[0]))}
            return [Finding(self.code, UNKNOWN, "ask_longer_travel", field, who, longer)]
        if found.unknown[0]:
            return [Finding(self.code, UNKNOWN, "ask_bus", field, WhoCanChange.CONSULTANT)]
        if np.isnan(found.excess[0]):
            return [Finding(self.code, BROKEN, "no_bus_at_that_hour", field, who)]
        if np.isinf(found.excess[0]):
            return [Finding(self.code, BROKEN, "far_too_far", field, who)]
        missing = int(np.ceil(found.excess[0]))
        change = {"participant.transport.max_minutes": missing}
        return [Finding(self.code, BROKEN, "too_far", field, who, {"minutes": missing}, change)]


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
        begins = earliest_start_of(opening)
        return None if begins is None else begins < need.limit
    longest = opening.longest_shift()
    if longest is None:
        return True if opening.hours and opening.hours[0] > need.limit * LONGEST_WEEK else None
    return longest > need.limit


def _shown_limit(need: FunctionalNeed) -> str:
    if need.limit is None:
        return ""
    return clock_text(int(need.limit)) if need.code is Need.START_NOT_BEFORE else f"{need.limit:g}"


class Start:
    """The job can wait until the person can start."""

    code = RuleCode.START

    def key(self, person: PersonFacts) -> Hashable | None:
        """The day and the earliest start."""
        return (person.today, person.participant.earliest_start)

    def check(self, request: Request) -> Status:
        """Negotiable where the job starts before the person can."""
        earliest = request.person.participant.earliest_start
        if earliest is None or earliest <= request.person.today:
            return full(request, MET)
        known = request.columns.start > 0
        soon = (earliest - request.person.today).days <= PATIENCE_DAYS
        status = either(request.columns.start >= earliest.toordinal(), MET, NEGOTIABLE)
        status[~known] = MET if soon else UNKNOWN
        return status

    def explain(self, pair: Pair) -> list[Finding]:
        """Both dates."""
        earliest, start = pair.person.participant.earliest_start, pair.opening.vacancy.start
        if earliest is None or earliest <= pair.person.today:
            return []
        params = {"earliest": earliest, "start": start}
        if start is None:
            if (earliest - pair.person.today).days <= PATIENCE_DAYS:
                return []
            return [Finding(self.code, UNKNOWN, "ask_start", "vacancy.start", WhoCanChange.EMPLOYER, params)]
        if start >= earliest:
            return []
        change = {"vacancy.start": earliest}
        return [
            Finding(self.code, NEGOTIABLE, "starts_too_early", "vacancy.start", WhoCanChange.EMPLOYER, params, change)
        ]
