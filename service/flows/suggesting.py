"""Suggestions, why a vacancy is not among them, and what the three parties answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar, Final
from uuid import UUID

import numpy as np
from pydantic import Field

from features.profiles import Fault, Participant, Record, Vacancy
from features.vocabulary import Answer, ParticipantStatus, Party, ReviewReason
from matching import thresholds
from matching.counsel.mending import Mendings, mendings
from matching.ranker import blocking, explain
from matching.rules import Finding
from matching.suggestion import Reason
from service import wording
from service.access import Caller
from service.flows.base import checked, clear, found
from service.flows.once import Made, Once, once
from service.flows.services import Services
from service.problems import Problem
from service.store import Review, StoredRun, Unit, new_id

MOST: Final = 50
SUGGEST: Final = "suggestions"
READ_RUN: Final = "read_suggestions"
WHY_NOT: Final = "why_not"


class Asked(Record):
    """How many suggestions, and in which language their sentences are answered."""

    placeholders: ClassVar[Mapping[str, Any]] = {}

    k: Annotated[int, Field(ge=1, le=MOST)] = 10
    lang: Annotated[str, Field(pattern="^(da|en)$")] | None = None


class ReviewGiven(Record):
    """What one party answered. A no needs a reason; the reason ``other`` needs a few words."""

    placeholders: ClassVar[Mapping[str, Any]] = {"party": "participant", "answer": "yes"}

    party: Party
    answer: Answer
    reason: ReviewReason | None = None
    text: Annotated[str, Field(max_length=2_000)] = ""

    def faults_between_fields(self) -> Iterator[Fault]:
        """A no without a reason, ``other`` without words."""
        if self.answer is Answer.NO and self.reason is None:
            yield Fault("reason", "", "missing")
        if self.reason is ReviewReason.OTHER and not self.text:
            yield Fault("text", "", "needs_text")


@dataclass(frozen=True, slots=True)
class Why:
    """Everything that is not simply met between a participant and a vacancy, worst first, and the hours' notes."""

    participant_id: str
    vacancy: Vacancy
    findings: tuple[Finding, ...]
    blocking: tuple[Finding, ...]
    mendings: Mendings
    degraded: bool
    notes: tuple[Reason, ...] = ()


def suggest(services: Services, caller: Caller, id: str, asked: Asked, key: Once | None = None) -> Made[StoredRun]:
    """Rank for a participant and keep what was shown, with its versions and who asked, for good.

    Raises:
        Problem: ``not_found``, ``not_active``, or ``not_ready`` while the service starts.
    """
    before = _replayed(services, caller, key)
    if before is not None:
        return before
    with services.store.reader(caller.tenant) as reader:
        participant = found(reader, Participant, id).record
    if participant.status is not ParticipantStatus.ACTIVE:
        raise Problem("not_active", status=participant.status)
    run_id = new_id(services.clock())
    ranking = services.engine.rank(participant, asked.k, seeded(run_id) if services.explore else None)

    def keep(unit: Unit) -> StoredRun:
        versions = ranking.versions
        about = {"model": versions["model"], "snapshot": versions.get("index", "")}
        kept = unit.add_run(wording.marked(ranking), id=run_id, **about)
        unit.log_access(id, SUGGEST)
        return kept

    return _revived(once(services, caller, key, keep, lambda run: {"id": run.id}, _run_again))


def seeded(run_id: str) -> np.random.Generator:
    """The dice of a run: its id is the seed, so what was drawn can be drawn again."""
    return np.random.default_rng(UUID(run_id).int)


def _replayed(services: Services, caller: Caller, key: Once | None) -> Made[StoredRun] | None:
    """The run an idempotency key already stands for: it is answered without ranking again."""
    if key is None:
        return None
    with services.store.reader(caller.tenant) as reader:
        if reader.recall(key.key, f"{caller.actor} {key.route}") is None:
            return None

    def never(_unit: Unit) -> StoredRun:
        raise Problem("internal")

    return _revived(once(services, caller, key, never, lambda run: {"id": run.id}, _run_again))


def _run_again(unit: Unit, body: Mapping[str, Any]) -> StoredRun:
    kept = unit.run(body["id"])
    if kept is None:
        raise Problem("not_found")
    unit.log_access(kept.ranking.participant_id, READ_RUN)
    return kept


def read_run(services: Services, caller: Caller, id: str, run_id: str) -> StoredRun:
    """A list as it was shown."""
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        kept = unit.run(run_id)
        if kept is None or kept.ranking.participant_id != id:
            raise Problem("not_found")
        unit.log_access(id, READ_RUN)
    return _revived(Made(kept)).value


def why_not(services: Services, caller: Caller, id: str, vacancy_id: str) -> Why:
    """Every rule that keeps a vacancy off a participant's list, and what would have to be asked."""
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        participant = found(unit, Participant, id).record
        vacancy = found(unit, Vacancy, vacancy_id).record
        unit.log_access(id, WHY_NOT)
    pair = services.engine.pair(participant, vacancy)
    findings = explain(pair)
    notes = thresholds.notes(pair.opening, pair.person, services.today)
    return Why(id, vacancy, findings, tuple(blocking(findings)), mendings(pair), services.engine.degraded, notes)


def review(services: Services, caller: Caller, id: str, raw: Any, key: Once | None = None) -> Made[Review]:
    """Keep what a party answered to a suggestion; earlier answers stay. An unlawful reason is kept and flagged."""
    given = clear(checked(ReviewGiven, raw))

    def keep(unit: Unit) -> Review:
        if unit.suggestion(id) is None:
            raise Problem("not_found")
        return unit.add_review(id, given.party, given.answer, given.reason, given.text)

    def again(unit: Unit, body: Mapping[str, Any]) -> Review:
        return next(item for item in unit.reviews(id) if item.id == body["id"])

    return once(services, caller, key, keep, lambda kept: {"id": kept.id}, again)


def list_reviews(services: Services, caller: Caller, id: str) -> tuple[Review, ...]:
    """Every answer to a suggestion, oldest first."""
    with services.store.reader(caller.tenant) as reader:
        if reader.suggestion(id) is None:
            raise Problem("not_found")
        return reader.reviews(id)


def _revived(made: Made[StoredRun]) -> Made[StoredRun]:
    """A kept run with its words' parameters as they were when it was made."""
    run = made.value
    kept = tuple(replace(item, suggestion=wording.revived_suggestion(item.suggestion)) for item in run.suggestions)
    ranking = wording.revived(replace(run.ranking, suggestions=()))
    whole = replace(ranking, suggestions=tuple(item.suggestion for item in kept))
    return replace(made, value=replace(run, ranking=whole, suggestions=kept))
