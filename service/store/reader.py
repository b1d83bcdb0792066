"""What can be read within one tenant. Nothing here can see another tenant: a foreign id looks like a missing one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, Select, Table, case, func, select

from features.profiles import Employer, Participant, Record, Vacancy
from features.vocabulary import Answer, ContactKind, ContactOutcome, Party, ReviewReason, Terms
from matching.suggestion import Ranking, Suggestion
from service.store import tables
from service.store.values import (
    Access,
    Contacted,
    Page,
    Remembered,
    Review,
    Standing,
    Stored,
    StoredRun,
    StoredSuggestion,
)

R = TypeVar("R", bound=Record)

TABLES: Final[Mapping[type[Record], Table]] = {
    Participant: tables.participants,
    Employer: tables.employers,
    Vacancy: tables.vacancies,
}
SUGGESTION: Final = TypeAdapter(Suggestion)
RANKING: Final = TypeAdapter(Ranking)


def stored(kind: type[R], row: Row[Any]) -> Stored[R]:
    """A row of a record table as the record it holds."""
    record = kind.model_validate({**row.data, "tenant": row.tenant, "id": row.id})
    return Stored(record, row.version, row.updated_at, row.updated_by)


class Reader:
    """One consistent view of one tenant."""

    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self.tenant = tenant

    def get(self, kind: type[R], id: str) -> Stored[R] | None:
        """The record as it is now, or None."""
        table = TABLES[kind]
        row = self._one(select(table).where(table.c.tenant == self.tenant, table.c.id == id))
        return row and stored(kind, row)

    def page(
        self,
        kind: type[R],
        *,
        after: str | None = None,
        limit: int = 50,
        status: str | None = None,
        employer_id: str | None = None,
    ) -> Page[R]:
        """Up to ``limit`` records in order of id, from the one after the cursor ``after``."""
        table = TABLES[kind]
        query = select(table).where(table.c.tenant == self.tenant)
        for name, wanted in (("status", status), ("employer_id", employer_id)):
            if wanted is not None:
                query = query.where(table.c[name] == wanted)
        if after is not None:
            query = query.where(table.c.id > after)
        rows = self._all(query.order_by(table.c.id).limit(limit + 1))
        return Page(tuple(stored(kind, row) for row in rows[:limit]), rows[limit - 1].id if len(rows) > limit else None)

    def history(self, kind: type[R], id: str) -> tuple[Stored[R], ...]:
        """Every version of a record, the first first."""
        log = tables.record_versions.c
        query = select(tables.record_versions).where(
            log.tenant == self.tenant, log.kind == TABLES[kind].name, log.id == id
        )
        return tuple(
            Stored(
                kind.model_validate({**row.data, "tenant": row.tenant, "id": row.id}),
                row.version,
                row.created_at,
                row.actor,
            )
            for row in self._all(query.order_by(log.version))
        )

    # ── Suggestions and reviews ──────────────────────────────────────────────────────────────────

    def run(self, id: str) -> StoredRun | None:
        """One run with its suggestions in order, or None."""
        row = self._one(select(tables.runs).where(tables.runs.c.tenant == self.tenant, tables.runs.c.id == id))
        return row and self._run(row)

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
        return row and _suggestion(row)

    def reviews(self, suggestion_id: str) -> tuple[Review, ...]:
        """Every review of a suggestion, oldest first; those superseded are among them."""
        log = tables.reviews.c
        query = select(tables.reviews).where(log.tenant == self.tenant, log.suggestion_id == suggestion_id)
        return tuple(_review(row) for row in self._all(query.order_by(log.seq)))

    def answers(self, suggestion_id: str) -> Mapping[Party, Review]:
        """The review of each party that counts now: its latest."""
        return {review.party: review for review in self.reviews(suggestion_id)}

    # ── Employers' contacts, accesses, refused adverts, answered requests ───────────────────────

    def contacts(self, employer_id: str, month: date | None = None) -> tuple[Contacted, ...]:
        """The contacts with an employer, newest first; of the month that ``month`` lies in, or all."""
        log = tables.contacts.c
        query = select(tables.contacts).where(log.tenant == self.tenant, log.employer_id == employer_id)
        if month is not None:
            query = query.where(log.on.between(*month_of(month)))
        return tuple(_contacted(row) for row in self._all(query.order_by(log.on.desc(), log.seq.desc())))

    def standing(self, employer_id: str, month: date) -> Standing:
        """Contacts in the month of ``month``, and replies and silences of all time."""
        log = tables.contacts.c
        query = standings(month).where(log.tenant == self.tenant, log.employer_id == employer_id)
        row = self._one(query)
        return Standing(row.contacts, row.replied, row.silent) if row else Standing()

    def accesses(self, participant_id: str) -> tuple[Access, ...]:
        """Who looked at a person's data and why, oldest first."""
        log = tables.accesses.c
        query = select(tables.accesses).where(log.tenant == self.tenant, log.participant_id == participant_id)
        return tuple(
            Access(row.id, row.participant_id, row.purpose, row.actor, row.created_at)
            for row in self._all(query.order_by(log.seq))
        )

    def refused(self) -> Mapping[Terms, int]:
        """How many adverts were refused for their terms, by terms."""
        log = tables.refused_imports.c
        query = select(log.terms, func.sum(log.count).label("total")).where(log.tenant == self.tenant)
        return {Terms(row.terms): int(row.total) for row in self._all(query.group_by(log.terms))}

    def recall(self, key: str, route: str) -> Remembered | None:
        """The answer given earlier to this idempotency key on this route, or None."""
        log = tables.idempotency_keys.c
        query = select(tables.idempotency_keys).where(log.tenant == self.tenant, log.route == route, log.key == key)
        row = self._one(query)
        return row and Remembered(row.request_hash, row.status, row.body, row.created_at)

    def _one(self, query: Select[Any]) -> Row[Any] | None:
        return self._connection.execute(query).one_or_none()

    def _all(self, query: Select[Any]) -> list[Row[Any]]:
        return list(self._connection.execute(query))


def standings(month: date) -> Select[Any]:
    """The query of ``Standing`` per tenant and employer."""
    log = tables.contacts.c
    silent = log.outcome == ContactOutcome.NO_ANSWER.value
    return select(
        log.tenant,
        log.employer_id,
        _count(log.on.between(*month_of(month))).label("contacts"),
        _count(~silent).label("replied"),
        _count(silent).label("silent"),
    ).group_by(log.tenant, log.employer_id)


def _count(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


def month_of(day: date) -> tuple[date, date]:
    """The first and last day of the month a day lies in."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day.replace(day=1), date.fromordinal(following.toordinal() - 1)


def _suggestion(row: Row[Any]) -> StoredSuggestion:
    return StoredSuggestion(row.id, row.run_id, SUGGESTION.validate_python(row.data), row.created_at)


def _review(row: Row[Any]) -> Review:
    reason = ReviewReason(row.reason) if row.reason else None
    party, answer = Party(row.party), Answer(row.answer)
    return Review(row.id, row.suggestion_id, party, answer, reason, row.text, row.actor, row.created_at, row.supersedes)


def _contacted(row: Row[Any]) -> Contacted:
    how, outcome = ContactKind(row.kind), ContactOutcome(row.outcome)
    return Contacted(row.id, row.employer_id, row.on, how, outcome, row.text, row.next_on, row.actor, row.created_at)


def by_employer(rows: Iterable[Row[Any]]) -> Mapping[tuple[str, str], Standing]:
    """Rows of ``standings`` by tenant and employer."""
    return {(row.tenant, row.employer_id): Standing(row.contacts, row.replied, row.silent) for row in rows}
