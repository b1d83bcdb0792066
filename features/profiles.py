"""Participant, Employer and Vacancy: frozen values that check themselves when made.

A record is made from keyword arguments or, with ``make``, from a mapping such as a JSON object. Either way *all* its
faults are reported at once in one ``InvalidRecord``: each names the field, the value (never free text, never a CPR
number) and a code with parameters, from which ``service/texts`` makes the sentence with the cure.

Only ordinary terms can become a ``Vacancy``; a diagnosis, a CPR number or an address has no field to stand in.
Everything unknown is ``None`` or empty: nothing is guessed here.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Final, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PlainSerializer,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from features.vocabulary import (
    Adaptation,
    AvailabilityKind,
    Cefr,
    ClosedReason,
    Contract,
    Credential,
    DayTime,
    Evidence,
    LanguageSkill,
    LanguageSource,
    Necessity,
    Need,
    ParticipantStatus,
    RequirementKind,
    Setting,
    ShiftKind,
    SizeBand,
    Source,
    SupportNeed,
    Terms,
    TransportMode,
    VacancySource,
    VacancyStatus,
    WishKind,
    holds_cpr,
)

HIDDEN: Final = "***"
_MAY_LOOK_LIKE_CPR: Final = frozenset({"p_number", "cvr"})
_SHOWN_LENGTH: Final = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a record: where, what stands there, and the code and parameters of the sentence to show."""

    field: str
    value: str
    code: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.field}={self.value}: {self.code}" + (f" ({details})" if details else "")


class InvalidRecord(Exception):
    """A record that cannot be made, with every reason in ``faults``; no ``ValueError``, so pydantic lets it pass."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(map(str, self.faults)))


def _clock(value: object) -> int:
    """Minutes after midnight from ``"HH:MM"`` (``"24:00"`` is the end of the day) or from a number of minutes."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 24 * 60:
        return value
    match = re.fullmatch(r"(\d{1,2})[:.](\d{2})", value.strip()) if isinstance(value, str) else None
    minutes = int(match[1]) * 60 + int(match[2]) if match else -1
    if match is None or int(match[2]) > 59 or not 0 <= minutes <= 24 * 60:
        raise PydanticCustomError("not_a_clock_time", "not a clock time")
    return minutes


def clock_text(minutes: int) -> str:
    """``"HH:MM"`` from minutes after midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _half_hours(value: float) -> float:
    if value * 2 != int(value * 2):
        raise PydanticCustomError("not_half_hours", "not in steps of half an hour")
    return value


Clock = Annotated[
    int,
    BeforeValidator(_clock),
    PlainSerializer(clock_text, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^\d{2}:\d{2}$", "examples": ["08:30"]}),
]
WeeklyHours = Annotated[float, Field(ge=0.5, le=37), AfterValidator(_half_hours)]
OfferedHours = Annotated[float, Field(ge=1, le=48)]
Weekday = Annotated[int, Field(ge=1, le=7)]
Weight = Annotated[float, Field(ge=0, le=1)]
Level = Annotated[int, Field(ge=0, le=4)]
Id = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\w.:\-]+$")]
Line = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=20_000)]
Disco = Annotated[str, Field(pattern=r"^\d{4}$")]


class Part(BaseModel):
    """A value inside a record: frozen, no unknown fields, no infinities."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


class Location(Part):
    """A postcode, a town and a point (WGS84 degrees); never a street. A home is rounded to about 500 m."""

    postcode: Annotated[str, Field(pattern=r"^\d{4}$")] | None = None
    town: Line | None = None
    lat: Annotated[float, Field(ge=54, le=58.5)] | None = None
    lon: Annotated[float, Field(ge=7.5, le=15.5)] | None = None


def _blurred(home: Location) -> Location:
    if home.lat is None or home.lon is None:
        return home
    return home.model_copy(update={"lat": round(home.lat * 200) / 200, "lon": round(home.lon * 200) / 200})


class Provenance(Part):
    """Who recorded a field and when; from text it is a proposal until ``confirmed``; ``evidence`` is its words."""

    source: Source
    recorded_at: date | None = None
    expires_at: date | None = None
    confirmed: bool = False
    confidence: Weight | None = None
    evidence: Annotated[str, Field(max_length=300)] | None = None


class RampStep(Part):
    """From ``week`` (1 is the first) the person works ``hours`` a week."""

    week: Annotated[int, Field(ge=1, le=104)]
    hours: WeeklyHours


def _begins_before_it_ends(start: int, end: int) -> None:
    if end <= start:
        begins, ends = clock_text(start), clock_text(end)
        params = {"start": begins, "end": ends, "shown": f"{begins}-{ends}"}
        raise PydanticCustomError("ends_before_it_begins", "", params)


class Window(Part):
    """A time of one weekday, in minutes after midnight; a night over midnight is two windows."""

    weekday: Weekday
    start: Clock
    end: Clock

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _begins_before_it_ends(self.start, self.end)
        return self


class Availability(Window):
    """When a person can be away from home for work, travel included; ``avoid`` is a wish, not a limit."""

    kind: AvailabilityKind = AvailabilityKind.CAN


class Transport(Part):
    """A way of travelling, and the most minutes one way the person will spend on it (None: nobody has asked)."""

    mode: TransportMode
    max_minutes: Annotated[int, Field(ge=5, le=240)] | None = None


class HeldCredential(Part):
    """A licence or certificate the person holds, with the last day it is valid when it expires."""

    code: Credential
    expires: date | None = None


class LanguageLevel(Part):
    """CEFR per skill; a skill that nobody has judged is ``None``."""

    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    listen: Cefr | None = None
    speak: Cefr | None = None
    read: Cefr | None = None
    write: Cefr | None = None
    source: LanguageSource = LanguageSource.SELF

    def level(self, skill: LanguageSkill) -> Cefr | None:
        """The level of one skill, or None when unknown."""
        found: Cefr | None = getattr(self, skill.value)
        return found


class Skill(Part):
    """Something a person can do, in their own words, perhaps with an ESCO or DISCO-08 code."""

    text: Line
    code: Line | None = None
    evidence: Evidence | None = None


class Experience(Skill):
    """Work a person has done, paid or not, here or elsewhere; ``months`` when known."""

    disco08: Disco | None = None
    months: Annotated[int, Field(ge=0, le=720)] | None = None


class Wish(Part):
    """What a person wants, weighted 0–1: a task in words, or a setting, occupation, branch or company size code."""

    kind: WishKind
    value: Line
    weight: Weight = 1.0

    @model_validator(mode="after")
    def _known_code(self) -> Self:
        known: Mapping[WishKind, tuple[str, ...]] = {
            WishKind.SETTING: tuple(Setting),
            WishKind.COMPANY_SIZE: tuple(SizeBand),
        }
        codes = known.get(self.kind)
        if codes and self.value not in codes:
            raise PydanticCustomError(
                "unknown_code", "", {"known": ", ".join(codes), "shown": self.value[:_SHOWN_LENGTH]}
            )
        return self


class DoNotWant(Wish):
    """Something the person must not be offered: always hard. Weight is not used."""


class FunctionalNeed(Part):
    """What a body or mind needs of the work, never why. ``level`` is an ICF qualifier (0 none … 4 complete).

    ``limit`` is in the unit of ``vocabulary.LIMIT_UNITS``; ``adaptations`` are those known to help this person
    (empty: any that ``vocabulary.REMOVED_BY`` names).
    """

    code: Need
    level: Level
    limit: Annotated[float, Field(ge=0, le=1440)] | None = None
    hard: bool = True
    adaptations: tuple[Adaptation, ...] = ()
    expires_at: date | None = None


class Record(BaseModel):
    """A checked record: all faults of fields, and those between fields, are raised together (``InvalidRecord``)."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)
    placeholders: ClassVar[Mapping[str, Any]] = {"id": "x"}

    @model_validator(mode="wrap")
    @classmethod
    def _all_faults_at_once(cls, raw: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(raw, cls):
            return raw
        if not isinstance(raw, Mapping):
            raise InvalidRecord([Fault("", type(raw).__name__, "not_an_object")])
        faults = list(_cpr_faults(raw, ""))
        sound = raw
        try:
            record = handler(dict(raw))
        except ValidationError as error:
            faults += [_fault(line) for line in error.errors(include_url=False)]
            wrong = {line["loc"][0] for line in error.errors() if line["loc"]}
            sound = {**cls.placeholders, **{name: value for name, value in raw.items() if name not in wrong}}
            record = handler(sound)
        faults += record.faults_between_fields()
        if faults:
            raise InvalidRecord(faults)
        return record

    def faults_between_fields(self) -> Iterator[Fault]:
        """Faults that only show when several fields are read together; each kind of record has its own."""
        yield from ()


def _cpr_faults(value: object, where: str) -> Iterator[Fault]:
    """A fault for every CPR number in texts, numbers (which lose a leading 0) and names of fields."""
    if isinstance(value, str | int | float):
        if _like_cpr(value) and where.rsplit(".", 1)[-1] not in _MAY_LOOK_LIKE_CPR:
            yield Fault(where, HIDDEN, "cpr_number")
    elif isinstance(value, Mapping):
        for name, item in value.items():
            inside = _path((where, name) if where else (name,))
            if _like_cpr(name):
                yield Fault(inside, HIDDEN, "cpr_number")
            yield from _cpr_faults(item, inside)
    elif isinstance(value, BaseModel):
        yield from _cpr_faults(dict(value), where)
    elif isinstance(value, list | tuple | set | frozenset):
        for number, item in enumerate(value):
            yield from _cpr_faults(item, f"{where}.{number}")


def _like_cpr(value: object) -> bool:
    return holds_cpr(f"{value:010.0f}" if isinstance(value, int | float) else str(value))


def _path(parts: Iterable[object]) -> str:
    """The way to a field, without any part that is written like a CPR number."""
    return ".".join(HIDDEN if _like_cpr(part) else str(part) for part in parts)


_CODES: Final[Mapping[str, str]] = {
    "enum": "unknown_code",
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "greater_than_equal": "too_small",
    "less_than_equal": "too_large",
    "string_too_long": "too_long",
    "string_too_short": "missing",
    "too_short": "missing",
    "string_pattern_mismatch": "wrong_form",
}


def _fault(line: Any) -> Fault:
    """A pydantic error line as a ``Fault``; what is not in ``_CODES`` and not our own is a wrong type."""
    kind, context = line["type"], dict(line.get("ctx", {}))
    own = {"not_a_clock_time", "not_half_hours", "ends_before_it_begins", "unknown_code", "terms_not_ordinary"}
    code = _CODES.get(kind) or (kind if kind in own else "date" if kind.startswith("date") else "wrong_type")
    names: dict[str, str] = {"expected": "known", "ge": "least", "le": "most", "max_length": "most", "pattern": "form"}
    params = {names.get(name, str(name)): value for name, value in context.items() if name not in ("error", "shown")}
    unsaid = {"unknown_field": HIDDEN, "missing": ""}
    value = unsaid[code] if code in unsaid else shown(context.get("shown", line["input"]))
    return Fault(_path(line["loc"]), value, code, params)


def shown(value: object) -> str:
    """``value`` as it may be shown again: short plain values yes, free text, structures and CPR numbers no."""
    if isinstance(value, bool | int | float | date):
        return HIDDEN if _like_cpr(value) else str(value)
    if isinstance(value, str) and len(value) <= _SHOWN_LENGTH and not holds_cpr(value):
        return value
    return HIDDEN if isinstance(value, str) else type(value).__name__


R = TypeVar("R", bound=Record)


def make(kind: type[R], raw: Mapping[str, Any]) -> R:
    """A checked record from a mapping such as a JSON object.

    Raises:
        InvalidRecord: with every fault of the record.
    """
    return kind.model_validate(raw)


class Participant(Record):
    """A person looking for ordinary work, as the matching may know them (no name, no CPR number, no diagnosis)."""

    id: Id
    tenant: Id = "viborg"
    status: ParticipantStatus = ParticipantStatus.ACTIVE
    hours_min: WeeklyHours | None = None
    hours_wish: WeeklyHours | None = None
    hours_max: WeeklyHours | None = None
    ramp_plan: tuple[RampStep, ...] = ()
    availability: tuple[Availability, ...] = ()
    max_jobs: Annotated[int, Field(ge=1, le=4)] = 1
    home: Annotated[Location, AfterValidator(_blurred)] | None = None
    transport: tuple[Transport, ...] = ()
    credentials: tuple[HeldCredential, ...] = ()
    credentials_missing: tuple[Credential, ...] = ()
    credentials_complete: bool = False
    languages: tuple[LanguageLevel, ...] = ()
    skills: tuple[Skill, ...] = ()
    experience: tuple[Experience, ...] = ()
    wishes: tuple[Wish, ...] = ()
    do_not_want: tuple[DoNotWant, ...] = ()
    motivation: Text = ""
    resources: Text = ""
    tags: tuple[Line, ...] = ()
    functional_needs: tuple[FunctionalNeed, ...] = ()
    support_needs: tuple[SupportNeed, ...] = ()
    earliest_start: date | None = None
    confirmed_at: date | None = None
    provenance: Mapping[str, Provenance] = {}

    def faults_between_fields(self) -> Iterator[Fault]:
        """Hours out of order, codes named twice, a ramp plan whose weeks do not rise."""
        named = [("hours_min", self.hours_min), ("hours_wish", self.hours_wish), ("hours_max", self.hours_max)]
        known = [(name, value) for name, value in named if value is not None]
        for (low_name, low), (high_name, high) in pairwise(known):
            if low > high:
                yield Fault(low_name, str(low), "more_than", {"other": high_name, "limit": high})
        yield from _twice("transport", [item.mode for item in self.transport])
        yield from _twice("languages", [item.language for item in self.languages])
        yield from _twice("functional_needs", [item.code for item in self.functional_needs])
        weeks = [step.week for step in self.ramp_plan]
        if weeks != sorted(set(weeks)):
            yield Fault("ramp_plan", str(weeks), "weeks_out_of_order")

    def language(self, code: str) -> LanguageLevel | None:
        """What is known of one language (ISO 639 code), or None."""
        return next((item for item in self.languages if item.language == code), None)


def _twice(name: str, values: list[Any]) -> Iterator[Fault]:
    for value in sorted({value for value in values if values.count(value) > 1}):
        yield Fault(name, str(value), "named_twice")


class Contact(Part):
    """How an employer is best reached: a role and a channel, never a named person's private details."""

    role: Line = ""
    channel: Line = ""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] = "da"
    best_time: Line = ""


class Agreement(Part):
    """A collective agreement and the least weekly hours it allows, with the day somebody checked it."""

    name: Line
    min_weekly_hours: Annotated[float, Field(ge=0, le=37)] | None = None
    checked: date | None = None


class Responsiveness(Part):
    """Replies to contacts as a Beta posterior: mean ``a / (a + b)``, prior Beta(1, 1) until something is seen."""

    a: Annotated[float, Field(gt=0)] = 1.0
    b: Annotated[float, Field(gt=0)] = 1.0

    @property
    def mean(self) -> float:
        """The expected share of contacts that are answered."""
        return self.a / (self.a + self.b)

    @property
    def seen(self) -> float:
        """How many contacts stand behind the estimate."""
        return self.a + self.b - 2


class Employer(Record):
    """A company site that may have work: who they are, how often they may be contacted, what the site offers."""

    id: Id
    tenant: Id = "viborg"
    cvr: Annotated[str, Field(pattern=r"^\d{8}$")] | None = None
    p_number: Annotated[str, Field(pattern=r"^\d{10}$")] | None = None
    name: Line = ""
    branch: Annotated[str, Field(pattern=r"^\d{2,6}$")] | None = None
    size_band: SizeBand | None = None
    site: Location = Location()
    contact: Contact = Contact()
    contact_budget: Annotated[int, Field(ge=0, le=60)] | None = None
    contacts_this_month: Annotated[int, Field(ge=0, le=1000)] = 0
    pause_until: date | None = None
    responsiveness: Responsiveness = Responsiveness()
    site_support: tuple[Adaptation, ...] = ()
    site_support_known: bool = False
    onboarding_languages: tuple[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], ...] = ()
    agreement: Agreement | None = None
    provenance: Mapping[str, Provenance] = {}


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
        _begins_before_it_ends(self.start, self.end)
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
                "unknown_code", "", {"known": ", ".join(Credential), "shown": self.code[:_SHOWN_LENGTH]}
            )
        return self


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
