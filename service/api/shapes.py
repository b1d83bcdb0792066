"""The shapes of the API's answers, as types; they are also the schemas of openapi.json."""

from __future__ import annotations

from typing import Any

from typing_extensions import TypedDict

from features.profiles import Employer, Participant, Vacancy
from features.vocabulary import (
    Answer,
    ContactKind,
    ContactOutcome,
    Feasible,
    Party,
    ReviewReason,
    RuleCode,
    WhoCanChange,
)


class ParticipantPage(TypedDict):
    """Some participants; ``next`` is the cursor of the following page."""

    items: list[Participant]
    next: str | None


class EmployerPage(TypedDict):
    """Some employers; ``next`` is the cursor of the following page."""

    items: list[Employer]
    next: str | None


class VacancyPage(TypedDict):
    """Some vacancies; ``next`` is the cursor of the following page."""

    items: list[Vacancy]
    next: str | None


class ReasonAnswer(TypedDict):
    """A reason or question in words, with its code, the field it was read from and its weight on the log-odds.

    ``who`` can change what it says, ``change`` is the smallest change that would (field → value).
    """

    code: str
    sentence: str
    field: str
    weight: float
    who: WhoCanChange
    params: dict[str, Any]
    change: dict[str, Any]


class EstimateAnswer(TypedDict):
    """A number with the interval that unknowns leave open."""

    low: float
    middle: float
    high: float


class SuggestionAnswer(TypedDict):
    """One pair. ``score`` is what the list is ordered by; it belongs to the pair and says nothing of the person.

    ``notes``: what the law and the employer's agreement mean for the hours, to be known before anybody is called.
    ``tried``: the pair stands here to learn from, not because it is expected to be best; ``tried_sentence`` says so.
    """

    id: str
    rank: int
    vacancy_id: str
    title: str
    employer_id: str
    employer_name: str
    feasible: Feasible
    score: float
    utility: EstimateAnswer
    chance: EstimateAnswer
    tried: bool
    tried_sentence: str | None
    minutes: float | None
    contributions: dict[str, float]
    reasons_for: list[ReasonAnswer]
    reasons_against: list[ReasonAnswer]
    questions: list[ReasonAnswer]
    missing: list[ReasonAnswer]
    notes: list[ReasonAnswer]


class Counts(TypedDict):
    """How many open vacancies were looked at, how many are possible, how many miss only negotiable things."""

    considered: int
    feasible: int
    near: int


class RunAnswer(TypedDict):
    """A list as it was shown: possible vacancies, near ones apart, what to ask the person, and how it was made."""

    run_id: str
    participant_id: str
    created_at: str
    asked_by: str
    suggestions: list[SuggestionAnswer]
    near: list[SuggestionAnswer]
    questions: list[ReasonAnswer]
    counts: Counts
    versions: dict[str, str]
    degraded: bool


class FindingAnswer(TypedDict):
    """What one rule found. ``blocking`` keeps the vacancy off the list; the others are questions or negotiable."""

    rule: RuleCode
    code: str
    sentence: str
    field: str
    blocking: bool
    status: str
    who: WhoCanChange
    params: dict[str, Any]
    change: dict[str, Any]


class FieldChange(TypedDict):
    """One field of a record that would be ``after``, and who can change it."""

    subject: str
    id: str
    field: str
    after: Any
    who: WhoCanChange


class WhyNotAnswer(TypedDict):
    """Why a vacancy is not on a list; ``blocked`` is false when nothing keeps it off.

    ``smallest_change`` is the smallest verified one (empty: nobody can change it, or nothing is in the way), and
    ``mending`` says it in words, with what either side could do alone.
    """

    participant_id: str
    vacancy_id: str
    title: str
    blocked: bool
    findings: list[FindingAnswer]
    mending: list[str]
    smallest_change: list[FieldChange]
    notes: list[ReasonAnswer]
    degraded: bool


class ReviewAnswer(TypedDict):
    """What a party answered. ``flagged``: the reason is unlawful, nothing is learned from it and a lead must look."""

    id: str
    suggestion_id: str
    party: Party
    answer: Answer
    reason: ReviewReason | None
    text: str
    flagged: bool
    by: str
    created_at: str
    supersedes: str | None


class Reviews(TypedDict):
    """Every answer to a suggestion, oldest first."""

    items: list[ReviewAnswer]


class ContactAnswer(TypedDict):
    """One contact with an employer."""

    id: str
    employer_id: str
    on: str
    kind: ContactKind
    outcome: ContactOutcome
    text: str
    next_on: str | None
    by: str
    created_at: str


class Contacts(TypedDict):
    """Every contact with an employer, newest first."""

    items: list[ContactAnswer]


class Health(TypedDict):
    """The process answers."""

    status: str


class Readiness(TypedDict):
    """Whether lists can be made, and with what.

    ``degraded``: only spelling is compared, or ``model_state`` is ``kept``: what was promoted cannot be read, and the
    last good model answers. ``release`` is empty while the expert weights do.
    """

    status: str
    degraded: bool
    database: str
    index: str
    encoder: str
    model: str
    model_state: str
    release: str


class FaultAnswer(TypedDict):
    """One thing to mend: where, what stands there when it may be shown, and what to do."""

    field: str
    value: str
    code: str
    sentence: str


class ProblemAnswer(TypedDict):
    """What went wrong (RFC 9457), with the request's id and every fault."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    request_id: str
    faults: list[FaultAnswer]


class ImportRow(TypedDict):
    """What becomes of one row: `new`, `changed`, `unchanged`, `refused` (its terms) or `faulty`.

    The `faults` of a row that is not faulty are demands that still need a reason; `terms` is what law and agreement
    mean for the hours of a vacancy that is new or changed.
    """

    number: int
    id: str
    result: str
    faults: list[FaultAnswer]
    terms: list[ReasonAnswer]


class ImportAnswer(TypedDict):
    """What a file comes to. ``stored`` is false for a dry run; ``refused`` counts terms that are not ordinary."""

    stored: bool
    kind: str
    format: str
    new: int
    changed: int
    unchanged: int
    expired: int
    faulty: int
    refused: dict[str, int]
    rows: list[ImportRow]
