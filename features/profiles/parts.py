"""Values inside a record: where, when, how, what a person can, wants and needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from features.profiles.faults import SHOWN_LENGTH, Fault
from features.profiles.fields import Clock, Disco, Level, Line, Weekday, WeeklyHours, Weight, begins_before_it_ends
from features.vocabulary import (
    Adaptation,
    AvailabilityKind,
    Cefr,
    Credential,
    Evidence,
    LanguageSkill,
    LanguageSource,
    Need,
    Setting,
    SizeBand,
    Source,
    TransportMode,
    WishKind,
)


class Part(BaseModel):
    """A value inside a record: frozen, no unknown fields, no infinities."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


class Location(Part):
    """A postcode, a town and a point (WGS84 degrees); never a street. A home is rounded to about 500 m."""

    postcode: Annotated[str, Field(pattern=r"^\d{4}$")] | None = None
    town: Line | None = None
    lat: Annotated[float, Field(ge=54, le=58.5)] | None = None
    lon: Annotated[float, Field(ge=7.5, le=15.5)] | None = None


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


def weeks_in_order(plan: Sequence[RampStep]) -> Iterator[Fault]:
    """A fault when the weeks of a plan do not rise."""
    weeks = [step.week for step in plan]
    if weeks != sorted(set(weeks)):
        yield Fault("ramp_plan", str(weeks), "weeks_out_of_order")


class Window(Part):
    """A time of one weekday, in minutes after midnight; a night over midnight is two windows."""

    weekday: Weekday
    start: Clock
    end: Clock

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        begins_before_it_ends(self.start, self.end)
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
                "unknown_code", "", {"known": ", ".join(codes), "shown": self.value[:SHOWN_LENGTH]}
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
