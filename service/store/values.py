"""What the store hands out: frozen values, never rows."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

from features.profiles import Agreed, Employer, Ended, FollowedUp, Record, Responsiveness
from features.vocabulary import Answer, ContactKind, ContactOutcome, Party, ReviewReason
from matching.suggestion import Ranking, Suggestion

R_co = TypeVar("R_co", bound=Record, covariant=True)
Kind = Literal["participant", "employer", "vacancy"]


def new_id(moment: datetime) -> str:
    """A UUID version 7 (RFC 9562): milliseconds of ``moment``, then 74 random bits. Sorts by time."""
    number = (int(moment.timestamp() * 1000) << 80) | int.from_bytes(os.urandom(10))
    number = number & ~(0xF << 76) | (0x7 << 76)
    number = number & ~(0x3 << 62) | (0x2 << 62)
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


@dataclass(frozen=True, slots=True)
class Stored(Generic[R_co]):
    """A record with its version (1 is the first), when and by whom it was last changed."""

    record: R_co
    version: int
    updated_at: datetime
    updated_by: str


@dataclass(frozen=True, slots=True)
class Page(Generic[R_co]):
    """Some records in order of id; ``next`` is the cursor of the page after, None at the end."""

    items: tuple[Stored[R_co], ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class StoredSuggestion:
    """A suggestion as it was given, with the run it belongs to."""

    id: str
    run_id: str
    suggestion: Suggestion
    created_at: datetime


@dataclass(frozen=True, slots=True)
class StoredRun:
    """One answer of the ranker: who asked, when, with which model and data, and everything that came out."""

    id: str
    actor: str
    created_at: datetime
    model: str
    snapshot: str
    ranking: Ranking
    suggestions: tuple[StoredSuggestion, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What one party answered to a suggestion. ``supersedes`` is the same party's review before, which stays."""

    id: str
    suggestion_id: str
    party: Party
    answer: Answer
    reason: ReviewReason | None
    text: str
    actor: str
    created_at: datetime
    supersedes: str | None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a follow-up of a placement found, by whom and when it was noted."""

    id: str
    placement_id: str
    told: FollowedUp
    actor: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Ending:
    """That a placement ended, by whom and when it was noted."""

    id: str
    placement_id: str
    told: Ended
    actor: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Placement:
    """A suggestion that became a job: what was agreed, and how it ended if it has."""

    id: str
    suggestion_id: str
    participant_id: str
    vacancy_id: str
    employer_id: str
    agreed: Agreed
    actor: str
    created_at: datetime
    ending: Ending | None = None


@dataclass(frozen=True, slots=True)
class Contacted:
    """One contact with an employer: the day, by whom, how, what came of it, and what was agreed to happen next."""

    id: str
    employer_id: str
    on: date
    kind: ContactKind
    outcome: ContactOutcome
    text: str
    next_on: date | None
    actor: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What the contact log says of an employer: contacts in a month, replies and silences of all time."""

    contacts: int = 0
    replied: int = 0
    silent: int = 0

    def applied_to(self, employer: Employer) -> Employer:
        """``employer`` with the log's figures: the larger monthly count, and the record's Beta as prior."""
        prior = employer.responsiveness
        return employer.model_copy(
            update={
                "contacts_this_month": max(employer.contacts_this_month, self.contacts),
                "responsiveness": Responsiveness(a=prior.a + self.replied, b=prior.b + self.silent),
            }
        )


@dataclass(frozen=True, slots=True)
class ApiKey:
    """Who a key speaks for. Only the SHA-256 of the secret is kept; ``employer_id`` binds a key to one company."""

    id: str
    tenant: str
    role: str
    label: str
    employer_id: str | None
    created_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in, by a password of ours or by an issuer's word (``issuer``, ``subject``)."""

    id: str
    tenant: str
    role: str
    name: str
    employer_id: str | None
    login: str | None
    issuer: str | None
    subject: str | None
    created_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sign-in that was sent to an issuer and has not come back yet."""

    nonce: str
    verifier: str
    back: str


@dataclass(frozen=True, slots=True)
class Remembered:
    """The answer that was given to an idempotency key, and the hash of the request it answered."""

    request_hash: str
    status: int
    body: Mapping[str, Any]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Access:
    """Somebody looked at a person's data, and why."""

    id: str
    participant_id: str
    purpose: str
    actor: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Erasure:
    """That everything about a participant was deleted: by whom, when and why; ``reason`` is a code."""

    id: str
    participant_id: str
    reason: str
    actor: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """A record that is different from before: ``number`` rises with every committed unit that changed something."""

    number: int
    kind: Kind
    tenant: str
    id: str
