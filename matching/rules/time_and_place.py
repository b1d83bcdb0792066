"""Rules about hours, the clock, the way to work and the day it starts."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from features import week
from features.columns import DAYTIME_BITS, night_state
from features.columns import earliest_start as earliest_start_of
from features.facts import SHORTEST_VISIT, PersonFacts, adapted, collides, daytime_bits, regularity_demand
from features.profiles import Demand, FunctionalNeed, clock_text
from features.vocabulary import REMOVED_BY, TIME_NEEDS, Adaptation, Need, RuleCode, WhoCanChange
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
LONGEST_WEEK = 6
"""Days a week over which weekly hours can be spread when shifts are not known (arbejdstidsloven: one day off)."""


class Hours:
    """The weekly hours a person can work and those the job offers have an hour in common."""

    code = RuleCode.HOURS

    def key(self, person: PersonFacts) -> Hashable | None:
        """The interval wanted."""
        return person.hours or ()

    def check(self, request: Request) -> Status:
        """Broken where the intervals do not overlap; unknown where either is."""
        wanted, offered = request.person.hours, request.columns.hours
        if wanted is None:
            return full(request, UNKNOWN)
        status = either((offered[:, 0] <= wanted[1]) & (offered[:, 1] >= wanted[0]), MET, BROKEN)
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
            change = {"vacancy.hours_min": wanted[1]}
            params |= {"missing": offered[0] - wanted[1]}
            field = "vacancy.hours_min"
            return [Finding(self.code, BROKEN, "too_many_hours", field, WhoCanChange.EMPLOYER, params, change)]
        if offered[1] < wanted[0]:
            change = {"vacancy.hours_max": wanted[0]}
            params |= {"missing": wanted[0] - offered[1]}
            field = "vacancy.hours_max"
            return [Finding(self.code, BROKEN, "too_few_hours", field, WhoCanChange.EMPLOYER, params, change)]
        return []


@lru_cache(maxsize=1024)
def reachable_time(possible: int, quarters: int) -> int:
    """The slots in which a person can be at work when the way there and back takes ``quarters`` of an hour each."""
    away = ~possible & week.FULL
    return ~week.widen(away, quarters * week.SLOT_MINUTES) & week.FULL


@lru_cache(maxsize=1024)
def _times_by_quarters(possible: int, most: int) -> NDArray[np.uint64]:
    """``reachable_time`` for journeys of 0 to ``most`` quarters, packed: (most + 1, 11)."""
    return week.pack([reachable_time(possible, quarters) for quarters in range(most + 1)])


def quarters_of(minutes: NDArray[np.float32]) -> NDArray[np.int64]:
    """Whole quarters that a journey takes; an unknown journey (NaN) takes none here and is asked about elsewhere."""
    return np.ceil(np.nan_to_num(minutes) / week.SLOT_MINUTES).astype(np.int64)


def needed_hours(person: PersonFacts, low: NDArray[np.float32]) -> NDArray[np.float32]:
    """Hours that must fit into windows to choose from: the least that both sides agree on, at least one."""
    wanted = person.hours[0] if person.hours else 1.0
    return np.maximum(np.nan_to_num(low, nan=1.0), max(wanted, 1.0)).astype(np.float32)


class Clock:
    """The person can be at work when the job asks for it, with the way there and back inside their own time."""

    code = RuleCode.CLOCK

    def key(self, person: PersonFacts) -> Hashable | None:
        """Every week is its own: checked on what is left."""
        return None

    def check(self, request: Request) -> Status:
        """Broken where a fixed window is outside the person's time or too little of a flexible one is inside."""
        possible = request.person.possible
        if possible is None:
            return full(request, UNKNOWN)
        if possible == week.FULL:
            return full(request, MET)
        columns = request.columns
        quarters = quarters_of(request.journeys.minutes)
        needed = needed_hours(request.person, columns.hours[:, 0])
        time = _times_by_quarters(possible, int(quarters.max(initial=0)))[quarters]
        fits = ~(columns.fixed & ~time).any(axis=1)
        own = np.bitwise_count((columns.fixed | columns.flexible) & time).sum(axis=1) / 4
        enough = ~columns.flexible.any(axis=1) | (own >= needed)
        status = either(fits & enough, MET, BROKEN)
        status[(status == MET) & np.isnan(request.journeys.minutes)] = UNKNOWN
        timeless = ~(columns.fixed.any(axis=1) | columns.flexible.any(axis=1))
        status[timeless] = self._by_daytime(request, possible)[timeless]
        return status

    def _by_daytime(self, request: Request, possible: int) -> Status:
        """Rows without clock times: broken where a named part of the day is impossible for the person."""
        named = request.columns.daytimes
        impossible = sum(1 << number for number, bits in enumerate(DAYTIME_BITS) if _too_short(bits & possible))
        out = (named & impossible) != 0
        all_out = out & ((named & ~np.uint8(impossible)) == 0)
        return either(np.where(request.columns.daytimes_choice, all_out, out), BROKEN, UNKNOWN)

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
        minutes = pair.journeys().minutes
        quarters = int(quarters_of(minutes)[0])
        time = reachable_time(person.possible, quarters)
        outside = opening.fixed & ~time
        if outside:
            params = {
                "minutes": outside.bit_count() * week.SLOT_MINUTES,
                "days": week.days(outside),
                "travel": quarters * week.SLOT_MINUTES,
            }
            change = {"participant.availability": params["minutes"]}
            field = "vacancy.shifts"
            return [Finding(self.code, BROKEN, "shift_outside_time", field, WhoCanChange.EMPLOYER, params, change)]
        offered = opening.hours[0] if opening.hours else np.nan
        needed = float(needed_hours(person, np.array([offered], np.float32))[0])
        own = week.hours(opening.works_at & time)
        if opening.flexible and own < needed:
            params = {"possible": own, "needed": needed, "missing": needed - own}
            field = "vacancy.shifts"
            return [Finding(self.code, BROKEN, "too_little_time", field, WhoCanChange.PARTICIPANT, params)]
        if np.isnan(minutes[0]):
            return [Finding(self.code, UNKNOWN, "ask_travel_for_shift", "participant.transport")]
        return []

    def _daytime_finding(self, possible: int, pair: Pair) -> Finding:
        opening = pair.opening
        out = [daytime for daytime in opening.daytimes if _too_short(daytime_bits(daytime) & possible)]
        field = "vacancy.daytimes"
        if out and (not opening.vacancy.daytimes_choice or len(out) == len(opening.daytimes)):
            params = {"daytimes": tuple(out)}
            return Finding(self.code, BROKEN, "daytime_impossible", field, WhoCanChange.EMPLOYER, params)
        return Finding(self.code, UNKNOWN, "ask_shifts", "vacancy.shifts", WhoCanChange.EMPLOYER)


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
        if pair.opening.point is None:
            return [Finding(self.code, UNKNOWN, "ask_site", "vacancy.site", WhoCanChange.EMPLOYER)]
        field, who = "participant.transport", WhoCanChange.PARTICIPANT
        if found.unknown[0] and np.isfinite(found.excess[0]):
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
    helps = frozenset(REMOVED_BY.get(need.code, ())) & (frozenset(need.adaptations) or frozenset(Adaptation))
    bits = np.uint32(sum(1 << number for number, code in enumerate(Adaptation) if code in helps))
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
    change = {"vacancy.shifts": need.code}
    code = "need_" + need.code
    return Finding(RuleCode.TIMES, miss, code, "vacancy.shifts", WhoCanChange.EMPLOYER, params, change)


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
