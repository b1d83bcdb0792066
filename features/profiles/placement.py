"""A placement and what comes after it: what was agreed, what follow-ups found, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import Field

from features.profiles.faults import Fault
from features.profiles.fields import Line, WeeklyHours
from features.profiles.parts import RampStep, weeks_in_order
from features.profiles.record import Record
from features.profiles.vacancy import Wage
from features.vocabulary import AftercareAction, Contract, EndReason, TermsProof, WarningSign

Score = Annotated[int, Field(ge=0, le=10)]
Note = Annotated[str, Field(max_length=2_000)]


class Agreed(Record):
    """What was agreed when a person began: ordinary terms are shown by ``proof``; ``bundle`` joins small jobs.

    ``contact_role`` is what the person to ask does at the company, never a name; ``ramp_plan`` how the hours grow.
    """

    placeholders: ClassVar[Mapping[str, Any]] = {"start": "2026-01-01", "hours": 1, "proof": "contract"}

    start: date
    hours: WeeklyHours
    proof: TermsProof
    contract: Contract | None = None
    end: date | None = None
    wage: Wage | None = None
    tasks: tuple[Line, ...] = ()
    mentor: bool = False
    bundle: Line | None = None
    contact_role: Line = ""
    ramp_plan: tuple[RampStep, ...] = ()

    def faults_between_fields(self) -> Iterator[Fault]:
        """An end before the start, a plan whose weeks do not rise."""
        if self.end and self.end < self.start:
            yield Fault("end", str(self.end), "before", {"other": "start", "limit": str(self.start)})
        yield from weeks_in_order(self.ramp_plan)


class FollowedUp(Record):
    """What a follow-up found. ``week`` counts from the start (1 is the first); scores run from 0 (worst) to 10."""

    placeholders: ClassVar[Mapping[str, Any]] = {"week": 1}

    week: Annotated[int, Field(ge=1, le=104)]
    on: date | None = None
    hours: Annotated[float, Field(ge=0, le=60)] | None = None
    well_being: Score | None = None
    employer_satisfaction: Score | None = None
    signs: tuple[WarningSign, ...] = ()
    action: AftercareAction = AftercareAction.NONE
    out_of_hours: bool = False
    text: Note = ""

    def faults_between_fields(self) -> Iterator[Fault]:
        """``other`` without words."""
        if not self.text and (WarningSign.OTHER in self.signs or self.action is AftercareAction.OTHER):
            yield Fault("text", "", "needs_text")


class Ended(Record):
    """That a placement ended, on which day, and why."""

    placeholders: ClassVar[Mapping[str, Any]] = {"on": "2026-01-01", "reason": "term_over"}

    on: date
    reason: EndReason
    text: Note = ""

    def faults_between_fields(self) -> Iterator[Fault]:
        """``other`` without words."""
        if not self.text and self.reason is EndReason.OTHER:
            yield Fault("text", "", "needs_text")
