"""How values become the API's answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from features.profiles import Fault
from features.vocabulary import Feasible, ReviewReason
from matching.counsel.mending import Mended
from matching.rules import BROKEN, LIKELY_NOT, NEGOTIABLE, Finding
from matching.suggestion import Estimate, Reason, Suggestion
from service import wording
from service.api.shapes import (
    ContactAnswer,
    EstimateAnswer,
    FaultAnswer,
    FieldChange,
    FindingAnswer,
    ImportAnswer,
    ReasonAnswer,
    ReviewAnswer,
    RunAnswer,
    SuggestionAnswer,
    WhyNotAnswer,
)
from service.flows import Imported, Services, Why
from service.problems import fault_of
from service.step_words import mending_sentences
from service.store import Contacted, Review, StoredRun
from service.store.run_counts import degraded
from service.texts import say


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
        "questions": reasons_answer(ranking.questions, language),
        "counts": {"considered": ranking.considered, "feasible": ranking.feasible, "near": ranking.near},
        "versions": dict(ranking.versions),
        "degraded": degraded(ranking.versions),
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
        "tried": item.tried,
        "tried_sentence": say("exploring.tried", language) if item.tried else None,
        "minutes": item.minutes,
        "contributions": dict(item.contributions),
        "reasons_for": reasons_answer(item.reasons_for, language),
        "reasons_against": reasons_answer(item.reasons_against, language),
        "questions": reasons_answer(item.questions, language),
        "missing": reasons_answer(item.missing, language),
        "notes": reasons_answer(item.notes, language),
    }


def _estimate(value: Estimate) -> EstimateAnswer:
    return {"low": value.low, "middle": value.middle, "high": value.high}


def reasons_answer(reasons: Iterable[Reason], language: str) -> list[ReasonAnswer]:
    """Reasons and questions in words."""
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
    findings = [finding_answer(item, item in why.blocking, language) for item in why.findings]
    return {
        "participant_id": why.participant_id,
        "vacancy_id": why.vacancy.id,
        "title": why.vacancy.title,
        "blocked": bool(why.blocking),
        "findings": findings,
        "mending": list(mending_sentences(why.mendings, language)) if why.blocking else [],
        "smallest_change": _smallest(why.mendings.smallest),
        "notes": reasons_answer(why.notes, language),
        "degraded": why.degraded,
    }


def _smallest(mended: Mended | None) -> list[FieldChange]:
    """The fields that would be others."""
    return [
        {"subject": change.subject, "id": change.id, "field": change.field, "after": change.after, "who": change.who}
        for change in (mended.changes if mended else ())
    ]


_STATUS = {BROKEN: "broken", NEGOTIABLE: "negotiable", LIKELY_NOT: "likely_not"}


def finding_answer(item: Finding, blocking: bool, language: str) -> FindingAnswer:
    """One finding of a rule in words."""
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


def import_answer(done: Imported, language: str, safe: Callable[[str], str]) -> ImportAnswer:
    """What a file comes to, row by row."""
    plan = done.plan
    return {
        "stored": done.stored,
        "kind": plan.batch.kind,
        "format": plan.batch.format,
        "new": len(plan.new),
        "changed": len(plan.changed),
        "unchanged": plan.unchanged,
        "expired": plan.expired,
        "faulty": len(plan.faulty),
        "refused": {terms.value: count for terms, count in plan.refused.items()},
        "rows": [
            {
                "number": row.number,
                "id": safe(row.id),
                "result": row.result,
                "faults": [_fault(fault, language) for fault in row.faults],
                "terms": reasons_answer(row.terms, language),
            }
            for row in done.rows
        ],
    }


def _fault(fault: Fault, language: str) -> FaultAnswer:
    told = fault_of(fault, language)
    return {"field": told["field"], "value": told["value"], "code": told["code"], "sentence": told["sentence"]}
