"""The rule of the clock: the work and the way there and back fit into the hours a person can be away."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from features import week
from features.columns import DAYTIME_BITS, Columns
from features.facts import SHORTEST_VISIT, OpeningFacts, PersonFacts, daytime_bits
from features.journey import Journeys
from features.places import travel_rules
from features.vocabulary import RuleCode, ShiftKind, Source, TransportMode, WhoCanChange
from matching.rules.base import BROKEN, MET, UNKNOWN, Finding, Pair, Request, Status, either, full
from matching.rules.gaps import Gap, gaps

BESIDE_THE_TIMES = 45
"""Minutes of a way that may come beside times which are only told in a note."""


class Clock:
    """The person can be at work when the job asks for it, with the way there and back inside their own time."""

    code = RuleCode.CLOCK

    def key(self, person: PersonFacts) -> Hashable | None:
        """Every week is its own: checked on what is left."""
        return None

    def check(self, request: Request) -> Status:
        """Broken where a fixed window is outside the person's time or too little of a flexible one is inside.

        A way that may be quicker than the quickest known one leaves that open, unless no way at all is quick enough;
        so does a way whose times are only told in a note (``_way_left_open``).
        Hours to choose from are counted while buses run, where the bus is the quickest way.
        """
        possible = request.person.possible
        if possible is None:
            return full(request, UNKNOWN)
        status = full(request, MET) if possible == week.FULL else self._inside(request, possible)
        found = request.journeys
        for row in np.flatnonzero((status == MET) & found.by_bus & request.columns.flexible.any(axis=1)).tolist():
            windows = week.unpack(request.columns.fixed[row] | request.columns.flexible[row])
            needed = _needed(request.person, windows, float(request.columns.hours[row, 0]))
            if week.hours(choosable(windows, possible, found.take(slice(row, row + 1)))) < needed:
                status[row] = UNKNOWN if _way_left_open(request.person, found)[row] else BROKEN
        return status

    def _inside(self, request: Request, possible: int) -> Status:
        """Every row by the minutes of the quickest way, whenever it goes."""
        columns, found = request.columns, request.journeys
        fits = _fits(request.person, possible, columns, quarters_of(found.minutes))
        status = either(fits, MET, BROKEN)
        status[fits & np.isnan(found.minutes)] = UNKNOWN
        unsure = np.flatnonzero(~fits & _way_left_open(request.person, found) & ~np.isnan(found.minutes))
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
        possible = pair.person.possible
        if possible is None:
            field = "participant.availability"
            return [Finding(self.code, UNKNOWN, "ask_availability", field, WhoCanChange.PARTICIPANT)]
        if not pair.opening.works_at:
            return [] if possible == week.FULL else [self._daytime_finding(possible, pair)]
        found = pair.journeys()
        clash = self._clash(possible, pair, found)
        only_the_way = clash and not self._clash(possible, pair, Journeys.nothing_known(1))
        if (only_the_way and found.perhaps[0]) or (not clash and np.isnan(found.minutes[0]) and possible != week.FULL):
            field, who = "participant.transport", WhoCanChange.CONSULTANT
            return [Finding(self.code, UNKNOWN, "ask_travel_for_shift", field, who)]
        if only_the_way and _way_left_open(pair.person, found)[0]:
            field, who = "participant.availability", WhoCanChange.PARTICIPANT
            params = {"minutes": int(np.ceil(found.minutes[0]))}
            return [Finding(self.code, UNKNOWN, "ask_way_beside_time", field, who, params)]
        return [clash] if clash else []

    def _clash(self, possible: int, pair: Pair, found: Journeys) -> Finding | None:
        """What of the job is outside the person's time by these journeys (unknown ones take no time), or None."""
        opening, minutes = pair.opening, float(np.nan_to_num(found.minutes[0]))
        offered = opening.hours[0] if opening.hours else np.nan
        needed = _needed(pair.person, opening.works_at, offered)
        field, who = "vacancy.shifts", WhoCanChange.PARTICIPANT
        if missing := gaps(opening.fixed, possible, minutes):
            quarters = int(quarters_of(found.minutes)[0])
            more = week.widen(opening.fixed, quarters * week.SLOT_MINUTES) & ~possible
            then = choosable(opening.works_at, possible | more, found)
            enough = not opening.flexible or week.hours(then) >= needed
            change = {"participant.availability": week.windows(more)} if enough else {}
            code = "rotation_outside_time" if _rotating(opening) else "shift_outside_time"
            return Finding(self.code, BROKEN, code, field, who, _missing(missing, minutes), change)
        own = week.hours(choosable(opening.works_at, possible, found))
        if opening.flexible and own < needed:
            whenever = week.hours(opening.works_at & reachable_time(possible, int(quarters_of(found.minutes)[0])))
            code = "no_bus_when_free" if whenever >= needed else "too_little_time"
            params = {"possible": own, "needed": needed, "missing": needed - own}
            return Finding(self.code, BROKEN, code, field, who, params)
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


def _way_left_open(person: PersonFacts, found: Journeys) -> NDArray[np.bool_]:
    """(n,) where only the person can say whether the way fits: a way may be quicker, or the times are from a note.

    "Kan arbejde 8.30 til 14" in a note is mostly said of the work alone. Until somebody confirms the times, a way of
    up to ``BESIDE_THE_TIMES`` minutes that does not fit into them is a question; a confirmed time holds it.
    """
    noted = person.participant.provenance.get("availability")
    told = noted is not None and noted.source is Source.TEXT and not noted.confirmed
    return np.asarray(found.perhaps | (told & (found.minutes <= BESIDE_THE_TIMES)), bool)


def _needed(person: PersonFacts, windows: int, offered: float) -> float:
    """``needed_hours`` of one job; who has all week is not blamed for windows that are shorter than the job's hours."""
    needed = float(needed_hours(person, np.array([offered]))[0])
    return min(needed, week.hours(windows)) if person.possible == week.FULL else needed


def _rotating(opening: OpeningFacts) -> bool:
    """Whether any of the windows may be ordered, so that all of them must be possible."""
    return any(shift.kind is ShiftKind.ROTATING for shift in opening.vacancy.shifts)


def _missing(found: tuple[Gap, ...], minutes: float) -> dict[str, Any]:
    """What a sentence and a program need of the gaps: each of them, the minutes together, the days, the way."""
    return {
        "gaps": found,
        "minutes": sum(end - start for _, start, end, _ in found),
        "days": tuple(sorted({day for day, *_ in found})),
        "travel": int(np.ceil(minutes)),
    }


def choosable(windows: int, possible: int, found: Journeys) -> int:
    """The slots of ``windows`` in which a person can be at work by one journey (arrays of length 1).

    By bus they can be there from the first slot of a stretch that a bus has reached until the last that one leaves
    after; by other means at every hour.
    """
    within = windows & reachable_time(possible, int(quarters_of(found.minutes)[0]))
    if not found.by_bus[0]:
        return within
    fixed_minutes = travel_rules().modes[TransportMode.BUS].fixed_minutes
    arrive, leave = bus_slots(-int(-max(float(found.minutes[0]) - fixed_minutes, 0) // week.SLOT_MINUTES))
    own = int(quarters_of(found.anytime)[0])
    otherwise = 0 if np.isnan(found.anytime[0]) else windows & reachable_time(possible, own)
    return otherwise | week.union(_served(first, last, arrive, leave) for first, last in week.runs(within))


def _served(first: int, last: int, arrive: int, leave: int) -> int:
    """The slots of one stretch between the first that can be reached and the last that can be left."""
    stretch = (1 << last) - (1 << first)
    starts, ends = stretch & arrive, stretch & leave
    if not starts or not ends:
        return 0
    begin, end = (starts & -starts).bit_length() - 1, ends.bit_length()
    return (1 << end) - (1 << begin) if end > begin else 0


@lru_cache(maxsize=64)
def bus_slots(ride: int) -> tuple[int, int]:
    """(slots at whose start a bus has arrived after a ride of so many quarters, slots at whose end one leaves)."""
    runs = week.union(week.inner_window(day, *hours) for day, hours in travel_rules().bus_hours.items())
    arrive = week.FULL
    for quarters in range(1, ride + 1):
        arrive &= week.turned(runs, quarters)
    return arrive if ride else runs, runs | week.turned(runs, -1)


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
