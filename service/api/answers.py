"""The shapes of the API's answers, and how values become them. The shapes are also the schemas of openapi.json."""

from __future__ import annotations

from collections.abc import Iterable
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
from matching.rules import BROKEN, LIKELY_NOT, NEGOTIABLE, Finding
from matching.suggestion import Estimate, Reason, Suggestion
from service import wording
from service.flows import Services, Why
from service.store import Contacted, Review, StoredRun

LEXICAL = "lexical"


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
    """One pair. ``score`` is what the list is ordered by; it belongs to the pair and says nothing of the person."""

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
    minutes: float | None
    contributions: dict[str, float]
    reasons_for: list[ReasonAnswer]
    reasons_against: list[ReasonAnswer]
    questions: list[ReasonAnswer]
    missing: list[ReasonAnswer]


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


class WhyNotAnswer(TypedDict):
    """Why a vacancy is not on a list; ``blocked`` is false when nothing keeps it off."""

    participant_id: str
    vacancy_id: str
    title: str
    blocked: bool
    findings: list[FindingAnswer]
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
    """Whether lists can be made, and with what; ``degraded``: only spelling is compared."""

    status: str
    degraded: bool
    database: str
    index: str
    encoder: str
    model: str


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


def run_answer(run: StoredRun, services: Services, tenant: str, language: str) -> RunAnswer:
    """A run in words."""
    shown = [_suggestion(item.id, item.suggestion, services, tenant, language) for item in run.suggestions]
    ranking = run.ranking
    return {
        "run_id": run.id,
        "participant_id": ranking.participant_id,
        "created_at": run.created_at.isoformat(),
        "asked_by": run.actor,
        "suggestions": [item for item in shown if item["feasible"] is not Feasible.NEAR],
        "near": [item for item in shown if item["feasible"] is Feasible.NEAR],
        "questions": _reasons(ranking.questions, language),
        "counts": {"considered": ranking.considered, "feasible": ranking.feasible, "near": ranking.near},
        "versions": dict(ranking.versions),
        "degraded": ranking.versions.get("encoder") == LEXICAL,
    }


def _suggestion(id: str, item: Suggestion, services: Services, tenant: str, language: str) -> SuggestionAnswer:
    title, employer_name = services.named(tenant, item.vacancy_id)
    return {
        "id": id,
        "rank": item.rank,
        "vacancy_id": item.vacancy_id,
        "title": title,
        "employer_id": item.employer_id,
        "employer_name": employer_name,
        "feasible": item.feasible,
        "score": item.score,
        "utility": _estimate(item.utility),
        "chance": _estimate(item.chance),
        "minutes": item.minutes,
        "contributions": dict(item.contributions),
        "reasons_for": _reasons(item.reasons_for, language),
        "reasons_against": _reasons(item.reasons_against, language),
        "questions": _reasons(item.questions, language),
        "missing": _reasons(item.missing, language),
    }


def _estimate(value: Estimate) -> EstimateAnswer:
    return {"low": value.low, "middle": value.middle, "high": value.high}


def _reasons(reasons: Iterable[Reason], language: str) -> list[ReasonAnswer]:
    return [
        {
            "code": reason.code,
            "sentence": wording.sentence(reason, language),
            "field": reason.field,
            "weight": reason.weight,
            "who": reason.who,
            "params": wording.plain(reason.params),
            "change": wording.plain(reason.change),
        }
        for reason in reasons
    ]


def why_not_answer(why: Why, language: str) -> WhyNotAnswer:
    """The rules' findings in words."""
    findings = [_finding(item, item in why.blocking, language) for item in why.findings]
    return {
        "participant_id": why.participant_id,
        "vacancy_id": why.vacancy.id,
        "title": why.vacancy.title,
        "blocked": bool(why.blocking),
        "findings": findings,
        "degraded": why.degraded,
    }


_STATUS = {BROKEN: "broken", NEGOTIABLE: "negotiable", LIKELY_NOT: "likely_not"}


def _finding(item: Finding, blocking: bool, language: str) -> FindingAnswer:
    return {
        "rule": item.rule,
        "code": item.code,
        "sentence": wording.sentence(item, language),
        "field": item.field,
        "blocking": blocking,
        "status": _STATUS.get(item.status, "unknown"),
        "who": item.who,
        "params": wording.plain(item.params),
        "change": wording.plain(item.change),
    }


def review_answer(review: Review) -> ReviewAnswer:
    """A review; what was written is shown to those who may read reviews."""
    return {
        "id": review.id,
        "suggestion_id": review.suggestion_id,
        "party": review.party,
        "answer": review.answer,
        "reason": review.reason,
        "text": review.text,
        "flagged": review.reason is ReviewReason.UNLAWFUL,
        "by": review.actor,
        "created_at": review.created_at.isoformat(),
        "supersedes": review.supersedes,
    }


def contact_answer(contact: Contacted) -> ContactAnswer:
    """A contact."""
    return {
        "id": contact.id,
        "employer_id": contact.employer_id,
        "on": contact.on.isoformat(),
        "kind": contact.kind,
        "outcome": contact.outcome,
        "text": contact.text,
        "next_on": contact.next_on.isoformat() if contact.next_on else None,
        "by": contact.actor,
        "created_at": contact.created_at.isoformat(),
    }
