"""A need for labour on ordinary terms: its tasks and demands, shifts, requirements and wage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from features.profiles.faults import SHOWN_LENGTH, Fault
from features.profiles.fields import (
    Clock,
    Disco,
    Id,
    Level,
    Line,
    OfferedHours,
    Text,
    Weekday,
    Weight,
    begins_before_it_ends,
)
from features.profiles.parts import Location, Part, Provenance
from features.profiles.record import Record
from features.vocabulary import (
    Adaptation,
    Cefr,
    ClosedReason,
    Contract,
    Credential,
    DayTime,
    LanguageSkill,
    Necessity,
    Need,
    RequirementKind,
    Setting,
    ShiftKind,
    Terms,
    VacancySource,
    VacancyStatus,
)


class Demand(Part):
    """How much of a need code a task asks: level 0–4 and perhaps an amount in the code's unit."""

    level: Level
    value: Annotated[float, Field(ge=0, le=1440)] | None = None


class Task(Part):
    """A task of a vacancy; a detachable one can be left out when the employer agrees."""

    name: Line
    share: Weight | None = None
    detachable: bool = False
    demands: Mapping[Need, Demand] = {}


class Shift(Part):
    """A window on several weekdays: fixed, rotating or flexible (see ``ShiftKind``)."""

    weekdays: Annotated[tuple[Weekday, ...], Field(min_length=1)]
    start: Clock
    end: Clock
    kind: ShiftKind = ShiftKind.FIXED

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        begins_before_it_ends(self.start, self.end)
        return self


class Requirement(Part):
    """A language with ``levels``, or a ``Credential`` in ``code``; one of those that share ``any_of`` will do."""

    kind: RequirementKind
    code: Line
    levels: Mapping[LanguageSkill, Cefr] = {}
    necessity: Necessity = Necessity.TASK
    negotiability: Weight = 0.5
    task: Line | None = None
    any_of: Line | None = None

    @model_validator(mode="after")
    def _known_code(self) -> Self:
        coded = self.kind in (RequirementKind.LICENCE, RequirementKind.CERTIFICATE, RequirementKind.BACKGROUND_CHECK)
        if coded and self.code not in tuple(Credential):
            raise PydanticCustomError(
                "unknown_code", "", {"known": ", ".join(Credential), "shown": self.code[:SHOWN_LENGTH]}
            )
        return self

    @model_validator(mode="after")
    def _asks_nothing_forbidden(self) -> Self:
        """What no advert may ask (age, sex, origin, health …) cannot become a requirement in words either."""
        from features.fair import forbidden_in  # here, for it is built on these records

        free = self.kind in (RequirementKind.EXPERIENCE, RequirementKind.EDUCATION)
        texts = [self.code if free and self.code not in tuple(Credential) else "", self.task or "", self.any_of or ""]
        found = next((item for text in texts if text for item in forbidden_in(text)), None)
        if found is not None:
            raise PydanticCustomError("forbidden_demand", "", {**found.told(), "shown": found.evidence})
        return self


class FairCheck(Part):
    """The check for fair requirements, done before publishing: codes of demands that still lack a reason, and reasons.

    ``law_of`` is the day the table of demands was compared with the law; ``reasons`` are an employer's own words by
    code: which task, or which law, needs this.
    """

    law_of: date | None = None
    unexplained: tuple[Line, ...] = ()
    reasons: Mapping[Line, Annotated[str, Field(min_length=3, max_length=300)]] = {}


class Wage(Part):
    """DKK per hour; ``agreement`` names what decides it."""

    low: Annotated[float, Field(ge=50, le=2000)] | None = None
    high: Annotated[float, Field(ge=50, le=2000)] | None = None
    agreement: Line | None = None


def _ordinary(terms: Terms) -> Terms:
    if terms is not Terms.ORDINARY:
        raise PydanticCustomError("terms_not_ordinary", "", {"terms": terms.value})
    return terms


class Vacancy(Record):
    """A need for labour on ordinary terms. Nothing that is not stated is filled in."""

    placeholders: ClassVar[Mapping[str, Any]] = {"id": "x", "employer_id": "x", "title": "x", "terms": "ordinary"}

    id: Id
    employer_id: Id
    tenant: Id = "viborg"
    source: VacancySource = VacancySource.RECRUITER
    terms: Annotated[Terms, AfterValidator(_ordinary)]
    title: Annotated[str, Field(min_length=1, max_length=200)]
    description: Text = ""
    disco08: Disco | None = None
    esco: Line | None = None
    tasks: tuple[Task, ...] = ()
    demands: Mapping[Need, Demand] = {}
    hours_min: OfferedHours | None = None
    hours_max: OfferedHours | None = None
    positions: Annotated[int, Field(ge=0, le=1000)] = 1
    start: date | None = None
    end: date | None = None
    contract: Contract | None = None
    shifts: tuple[Shift, ...] = ()
    daytimes: tuple[DayTime, ...] = ()
    daytimes_choice: bool = False
    requirements: tuple[Requirement, ...] = ()
    requirements_complete: bool = False
    settings: tuple[Setting, ...] = ()
    wage: Wage | None = None
    site: Location | None = None
    site_support: tuple[Adaptation, ...] = ()
    status: VacancyStatus = VacancyStatus.OPEN
    valid_until: date | None = None
    last_confirmed: date | None = None
    closed_reason: ClosedReason | None = None
    check: FairCheck | None = None
    provenance: Mapping[str, Provenance] = {}

    def faults_between_fields(self) -> Iterator[Fault]:
        """Hours, dates and wages out of order, task shares above one."""
        if self.hours_min is not None and self.hours_max is not None and self.hours_min > self.hours_max:
            yield Fault("hours_min", str(self.hours_min), "more_than", {"other": "hours_max", "limit": self.hours_max})
        if self.start and self.end and self.end < self.start:
            yield Fault("end", str(self.end), "before", {"other": "start", "limit": str(self.start)})
        if self.wage and self.wage.low and self.wage.high and self.wage.low > self.wage.high:
            yield Fault("wage.low", str(self.wage.low), "more_than", {"other": "wage.high", "limit": self.wage.high})
        shares = sum(task.share or 0 for task in self.tasks)
        if shares > 1.001:
            yield Fault("tasks", f"{shares:g}", "shares_above_one")
