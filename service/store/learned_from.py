"""What training may know of what happened: what was shown, answered and agreed, and not one word that anybody wrote.

Notes, reasons in words and texts of reviews are not asked for, so they cannot leave by mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from features.vocabulary import Answer, EndReason, Party, ReviewReason
from service.store import tables
from service.store.scope import ReadScope

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Shown:
    """A suggestion as training may know it; ``features`` is empty for those made before features were kept."""

    id: str
    run_id: str
    participant_id: str
    employer_id: str
    vacancy_id: str
    actor: str
    at: datetime
    rank: int
    model: str
    versions: Mapping[str, str]
    features: Mapping[str, float | None]
    propensity: float | None
    tried: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """The latest answer of a party to a suggestion, without its words."""

    suggestion_id: str
    party: Party
    answer: Answer
    reason: ReviewReason | None
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Placed:
    """A job that came of a suggestion: weekly hours, and the day and reason it ended (None: it runs)."""

    id: str
    suggestion_id: str
    start: date
    hours: float
    ended: date | None
    end_reason: EndReason | None


class ReadsLearnedFrom(ReadScope):
    """A tenant's history, oldest first."""

    def shown(self) -> Iterator[Shown]:
        """Every suggestion that was ever shown."""
        log, run = tables.suggestions.c, tables.runs.c
        about = (run.actor, run.model, run.data.label("run_data"))
        query = select(tables.suggestions, *about).join_from(tables.suggestions, tables.runs, log.run_id == run.id)
        query = query.where(log.tenant == self.tenant, run.tenant == self.tenant).order_by(run.seq, log.rank)
        for row in self._connection.execute(query, execution_options={"yield_per": BATCH}):
            yield _shown(row)

    def answered(self) -> Iterator[Answered]:
        """The answer of each party that counts now: its latest."""
        log = tables.reviews.c
        latest = select(func.max(log.seq)).where(log.tenant == self.tenant).group_by(log.suggestion_id, log.party)
        parts = (log.suggestion_id, log.party, log.answer, log.reason, log.actor, log.created_at)
        query = select(*parts).where(log.tenant == self.tenant, log.seq.in_(latest)).order_by(log.seq)
        for row in self._connection.execute(query, execution_options={"yield_per": BATCH}):
            reason = ReviewReason(row.reason) if row.reason else None
            party, answer = Party(row.party), Answer(row.answer)
            yield Answered(row.suggestion_id, party, answer, reason, row.actor, row.created_at)

    def placed(self) -> Iterator[Placed]:
        """Every placement, with its end where it has one."""
        log, end = tables.placements.c, tables.endings.c
        known = tables.placements.outerjoin(tables.endings, end.placement_id == log.id)
        parts = (log.id, log.suggestion_id, log.start, log.data, end.on.label("ended"), end.reason)
        query = select(*parts).select_from(known).where(log.tenant == self.tenant).order_by(log.seq)
        for row in self._all(query):
            reason = EndReason(row.reason) if row.reason else None
            yield Placed(row.id, row.suggestion_id, row.start, float(row.data["hours"]), row.ended, reason)


def _shown(row: Any) -> Shown:
    return Shown(
        id=row.id,
        run_id=row.run_id,
        participant_id=row.participant_id,
        employer_id=row.employer_id,
        vacancy_id=row.vacancy_id,
        actor=row.actor,
        at=row.created_at,
        rank=row.rank,
        model=row.model,
        versions=row.run_data.get("versions", {}),
        features=row.data.get("features") or {},
        propensity=row.data.get("propensity"),
        tried=bool(row.data.get("tried")),
    )
