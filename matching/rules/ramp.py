"""A ramp-up plan (3 → 8 → 15 hours) against a job, week by week.

Week 1 is the first week at work. In a week the person works what the plan says and never more than their own most
hours; a job that asks more than that in some week is only possible where the employer lets the hours grow
(``Adaptation.STEP_UP``), so it is the employer's to give. A job with room for fewer hours than planned is no
miss: the hours wanted (``hours_min``) say what is too few.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from features.facts import OpeningFacts, PersonFacts
from features.vocabulary import Adaptation


class WeekFit(StrEnum):
    """What a job's hours are beside those planned for one week."""

    FITS = "fits"
    TOO_MANY = "too_many"
    TOO_FEW = "too_few"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RampWeek:
    """Week ``number`` of work, the day it begins, the hours planned, and what the job's are beside them."""

    number: int
    begins: date
    hours: float
    fit: WeekFit


def planned(person: PersonFacts, number: int) -> float | None:
    """Hours planned for a week of work (1 is the first), at most those the person can work; None without a plan.

    Weeks before the first step are taken like it: nobody begins with more than the plan's beginning.
    """
    plan = person.participant.ramp_plan
    if not plan or person.hours is None:
        return None
    reached = [step.hours for step in plan if step.week <= number] or [plan[0].hours]
    return min(reached[-1], person.hours[1])


def least_planned(person: PersonFacts) -> float | None:
    """The fewest hours planned for any week, or None without a plan."""
    each = (planned(person, step.week) for step in person.participant.ramp_plan)
    return min((hours for hours in each if hours is not None), default=None)


def first_week_of(person: PersonFacts, hours: float) -> int | None:
    """The first week of work in which the plan has reached so many hours, or None."""
    weeks = (step.week for step in person.participant.ramp_plan)
    return next((week for week in weeks if (planned(person, week) or 0) >= hours), None)


def ramp_weeks(person: PersonFacts, opening: OpeningFacts) -> tuple[RampWeek, ...]:
    """Every week until the plan's last step, or until the job ends; empty without a plan.

    Work begins on the latest of today, the person's earliest start and the job's.
    """
    vacancy, plan = opening.vacancy, person.participant.ramp_plan
    begins = max(day for day in (person.today, person.participant.earliest_start, vacancy.start) if day)
    found = []
    for number in range(1, plan[-1].week + 1 if plan else 1):
        day, hours = begins + timedelta(weeks=number - 1), planned(person, number)
        if hours is None or (vacancy.end is not None and day > vacancy.end):
            break
        found.append(RampWeek(number, day, hours, _fit(hours, opening)))
    return tuple(found)


def _fit(hours: float, opening: OpeningFacts) -> WeekFit:
    if opening.hours is None:
        return WeekFit.UNKNOWN
    low, high = opening.hours
    if hours > high:
        return WeekFit.TOO_FEW
    return WeekFit.FITS if hours >= low or Adaptation.STEP_UP in opening.support else WeekFit.TOO_MANY
