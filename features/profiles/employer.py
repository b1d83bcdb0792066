"""A company site, how it is best reached and how often it may be contacted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from features.profiles.fields import Id, Line
from features.profiles.parts import Location, Part, Provenance
from features.profiles.record import Record
from features.vocabulary import Adaptation, SizeBand


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
