"""A person looking for ordinary work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from features.places import rounded
from features.profiles.faults import Fault
from features.profiles.fields import Id, Line, Text, WeeklyHours
from features.profiles.parts import (
    Availability,
    DoNotWant,
    Experience,
    FunctionalNeed,
    HeldCredential,
    LanguageLevel,
    Location,
    Provenance,
    RampStep,
    Skill,
    Transport,
    Wish,
    weeks_in_order,
)
from features.profiles.record import Record
from features.vocabulary import Credential, ParticipantStatus, SupportNeed


def _blurred(home: Location) -> Location:
    if home.lat is None or home.lon is None:
        return home
    lat, lon = rounded(home.lat, home.lon)
    return home.model_copy(update={"lat": lat, "lon": lon})


class Participant(Record):
    """A person looking for ordinary work, as the matching may know them (no name, no CPR number, no diagnosis).

    ``provenance`` is by field, or by ``field.item`` for one item of a list (``functional_needs.noise``); ``declined``
    has the keys (``features.decisions.key_of``) of what a person said is not so: no reading proposes it again.
    """

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
    declined: tuple[Line, ...] = ()

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
        yield from weeks_in_order(self.ramp_plan)

    def language(self, code: str) -> LanguageLevel | None:
        """What is known of one language (ISO 639 code), or None."""
        return next((item for item in self.languages if item.language == code), None)


def _twice(name: str, values: list[Any]) -> Iterator[Fault]:
    for value in sorted({value for value in values if values.count(value) > 1}):
        yield Fault(name, str(value), "named_twice")
