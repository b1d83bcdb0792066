"""Suggestions as they were given and the reviews of them: added once, never altered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Row, insert, select

from features.vocabulary import Answer, Party, ReviewReason
from matching.suggestion import Ranking, Suggestion
from service.store import tables
from service.store.errors import Unknown
from service.store.scope import ReadScope, WriteScope
from service.store.values import Review, StoredRun, StoredSuggestion, new_id

SUGGESTION: Final = TypeAdapter(Suggestion)
RANKING: Final = TypeAdapter(Ranking)


class ReadsOutcomes(ReadScope):
    """Runs, their suggestions, and what was answered."""

    def run(self, id: str) -> StoredRun | None:
        """One run with its suggestions in order, or None."""
        row = self._one(select(tables.runs).where(tables.runs.c.tenant == self.tenant, tables.runs.c.id == id))
        return None if row is None else self._run(row)

    def runs(self, participant_id: str, limit: int = 20) -> tuple[StoredRun, ...]:
        """The latest runs for a participant, newest first."""
        log = tables.runs.c
        query = select(tables.runs).where(log.tenant == self.tenant, log.participant_id == participant_id)
        return tuple(self._run(row) for row in self._all(query.order_by(log.seq.desc()).limit(limit)))

    def _run(self, row: Row[Any]) -> StoredRun:
        log = tables.suggestions.c
        query = select(tables.suggestions).where(log.tenant == self.tenant, log.run_id == row.id).order_by(log.rank)
        found = tuple(_suggestion(child) for child in self._all(query))
        ranking = RANKING.validate_python({**row.data, "suggestions": [item.suggestion for item in found]})
        return StoredRun(row.id, row.actor, row.created_at, row.model, row.snapshot, ranking, found)

    def suggestion(self, id: str) -> StoredSuggestion | None:
        """One suggestion as it was given, or None."""
        log = tables.suggestions.c
        row = self._one(select(tables.suggestions).where(log.tenant == self.tenant, log.id == id))
        return None if row is None else _suggestion(row)

    def reviews(self, suggestion_id: str) -> tuple[Review, ...]:
        """Every review of a suggestion, oldest first; those superseded are among them."""
        log = tables.reviews.c
        query = select(tables.reviews).where(log.tenant == self.tenant, log.suggestion_id == suggestion_id)
        return tuple(_review(row) for row in self._all(query.order_by(log.seq)))

    def answers(self, suggestion_id: str) -> Mapping[Party, Review]:
        """The review of each party that counts now: its latest."""
        return {review.party: review for review in self.reviews(suggestion_id)}


class WritesOutcomes(ReadsOutcomes, WriteScope):
    """Keeping what the ranker answered and what people said to it."""

    def add_run(self, ranking: Ranking, *, model: str, snapshot: str, id: str | None = None) -> StoredRun:
        """Keep what the ranker answered, for good: the run (``id``: one made before) and one row per suggestion.

        Raises:
            Unknown: the participant is not kept here.
        """
        if not self._exists(tables.participants, ranking.participant_id):
            raise Unknown("participant", ranking.participant_id)
        moment = self._moment()
        run_id = id or new_id(moment)
        data = RANKING.dump_python(ranking, mode="json", exclude={"suggestions"})
        about = {"id": run_id, "participant_id": ranking.participant_id, "model": model, "snapshot": snapshot}
        self._add(tables.runs, moment, **about, data=data)
        kept = tuple(StoredSuggestion(new_id(moment), run_id, item, moment) for item in ranking.suggestions)
        if kept:
            self._connection.execute(insert(tables.suggestions), [self._row(item) for item in kept])
        return StoredRun(run_id, self.actor, moment, model, snapshot, ranking, kept)

    def _row(self, kept: StoredSuggestion) -> dict[str, Any]:
        item = kept.suggestion
        plain = {name: getattr(item, name) for name in ("participant_id", "vacancy_id", "employer_id", "rank", "score")}
        return plain | {
            "id": kept.id,
            "tenant": self.tenant,
            "run_id": kept.run_id,
            "feasible": item.feasible.value,
            "created_at": kept.created_at,
            "data": SUGGESTION.dump_python(item, mode="json"),
        }

    def add_review(
        self, suggestion_id: str, party: Party, answer: Answer, reason: ReviewReason | None = None, text: str = ""
    ) -> Review:
        """Keep what one party answered; an earlier answer of the party stays and is named in ``supersedes``.

        Raises:
            Unknown: there is no such suggestion here.
        """
        log, moment = tables.suggestions.c, self._moment()
        mine = select(log.id).where(log.tenant == self.tenant, log.id == suggestion_id)
        if self._one(mine.with_for_update()) is None:
            raise Unknown("suggestion", suggestion_id)
        before = self.answers(suggestion_id).get(party)
        former = before.id if before else None
        review = Review(new_id(moment), suggestion_id, party, answer, reason, text, self.actor, moment, former)
        row = {name: getattr(review, name) for name in ("id", "suggestion_id", "text", "supersedes")}
        codes = {"party": party.value, "answer": answer.value, "reason": reason and reason.value}
        self._add(tables.reviews, moment, **row, **codes)
        return review


def _suggestion(row: Row[Any]) -> StoredSuggestion:
    return StoredSuggestion(row.id, row.run_id, SUGGESTION.validate_python(row.data), row.created_at)


def _review(row: Row[Any]) -> Review:
    reason = ReviewReason(row.reason) if row.reason else None
    return Review(
        id=row.id,
        suggestion_id=row.suggestion_id,
        party=Party(row.party),
        answer=Answer(row.answer),
        reason=reason,
        text=row.text,
        actor=row.actor,
        created_at=row.created_at,
        supersedes=row.supersedes,
    )
