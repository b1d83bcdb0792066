"""Rules about the weekly hours and the day the work starts."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np

from features.columns import mask
from features.facts import PersonFacts
from features.vocabulary import Adaptation, RuleCode, Source, WhoCanChange
from matching.rules.base import BROKEN, MET, NEGOTIABLE, UNKNOWN, Finding, Pair, Request, Status, either, full
from matching.rules.ramp import first_week_of, least_planned, ramp_weeks

PATIENCE_DAYS = 31
"""A job to start "as soon as possible" waits about a month for the right person; later than that is a question."""
LEAST_OFFERED = 1.0
"""A vacancy offers at least an hour a week."""


class Hours:
    """The weekly hours a person can work and those the job offers have an hour in common, in a ramp-up's weeks too."""

    code = RuleCode.HOURS

    def key(self, person: PersonFacts) -> Hashable | None:
        """The interval wanted, whether somebody has confirmed its low end, and the fewest hours of the ramp-up plan."""
        return (person.hours, least_hours(person), least_planned(person))

    def check(self, request: Request) -> Status:
        """Broken where the intervals do not overlap; negotiable where the hours would have to grow; or unknown."""
        wanted, offered = request.person.hours, request.columns.hours
        if wanted is None:
            return full(request, UNKNOWN)
        status = either((offered[:, 0] <= wanted[1]) & (offered[:, 1] >= wanted[0]), MET, BROKEN)
        few = (status == BROKEN) & (offered[:, 1] < wanted[0]) & (offered[:, 1] >= least_hours(request.person))
        status[few] = NEGOTIABLE
        begins = least_planned(request.person)
        if begins is not None:
            grows = (request.columns.support & np.uint32(mask([Adaptation.STEP_UP], Adaptation))) != 0
            status[(status == MET) & (offered[:, 0] > begins) & ~grows] = NEGOTIABLE
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
            change = {"vacancy.hours_min": wanted[1]} | _growth(pair, wanted[1]) if wanted[1] >= LEAST_OFFERED else {}
            params |= {"missing": offered[0] - wanted[1]}
            field = "vacancy.hours_min"
            return [Finding(self.code, BROKEN, "too_many_hours", field, WhoCanChange.EMPLOYER, params, change)]
        if offered[1] < wanted[0]:
            change = {"vacancy.hours_max": wanted[0]} | _growth(pair, offered[0])
            params |= {"missing": wanted[0] - offered[1]}
            field = "vacancy.hours_max"
            status = NEGOTIABLE if offered[1] >= least_hours(pair.person) else BROKEN
            return [Finding(self.code, status, "too_few_hours", field, WhoCanChange.EMPLOYER, params, change)]
        growth = _growth(pair, offered[0])
        return [self._step_up(pair, offered[0], growth)] if growth else []

    def _step_up(self, pair: Pair, low: float, change: dict[str, Any]) -> Finding:
        """The employer would have to let the hours grow: from what, to what, until when, and every week by itself."""
        weeks = tuple((week.number, week.hours, week.fit) for week in ramp_weeks(pair.person, pair.opening))
        reached = first_week_of(pair.person, low)
        params = {"begins": least_planned(pair.person), "from": low, "reached": reached, "weeks": weeks}
        code = "needs_step_up" if reached else "needs_fewer_hours_for_good"
        return Finding(self.code, NEGOTIABLE, code, "vacancy.hours_min", WhoCanChange.EMPLOYER, params, change)


def _growth(pair: Pair, low: float) -> dict[str, Any]:
    """The change that lets hours grow from the plan's fewest to ``low``; empty where nothing has to."""
    begins = least_planned(pair.person)
    grows = begins is not None and begins < low and Adaptation.STEP_UP not in pair.opening.support
    return {"employer.site_support": Adaptation.STEP_UP} if grows else {}


def least_hours(person: PersonFacts) -> float:
    """Weekly hours under which a job is no use: the least wanted, or half of it while that is only read from a text.

    "10-20 timer" in a note is a wish with a range; a person who confirms the 10 makes it a limit.
    """
    low = person.hours[0] if person.hours else 0.0
    noted = person.participant.provenance.get("hours_min")
    unconfirmed = noted is not None and noted.source is Source.TEXT and not noted.confirmed
    return low / 2 if unconfirmed else low


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
