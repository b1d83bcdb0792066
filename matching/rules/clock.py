"""The rule of the clock: the work and the way there and back fit into the hours a person can be away."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from features import week
from features.columns import DAYTIME_BITS, Columns
from features.facts import SHORTEST_VISIT, PersonFacts, daytime_bits
from features.vocabulary import RuleCode, WhoCanChange
from matching.rules.base import BROKEN, MET, UNKNOWN, Finding, Pair, Request, Status, either, full


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
