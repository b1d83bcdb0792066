"""What can be changed within one tenant: several writes that become true together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from features.profiles import Employer, Participant, Record, Vacancy
from features.vocabulary import Answer, ContactKind, ContactOutcome, Party, ReviewReason, Terms
from matching.suggestion import Ranking, Suggestion
from service.store import tables
from service.store.errors import KeyTaken, Unknown, VersionConflict, WrongTenant
from service.store.reader import RANKING, SUGGESTION, TABLES, Reader
from service.store.values import Access, Contacted, Review, Stored, StoredRun, StoredSuggestion, new_id

R = TypeVar("R", Participant, Employer, Vacancy)

_KEYS: Final[Mapping[type[Record], Callable[[Any], dict[str, Any]]]] = {
    Participant: lambda person: {"status": person.status.value},
    Employer: lambda employer: {},
    Vacancy: lambda vacancy: {
        "status": vacancy.status.value,
        "employer_id": vacancy.employer_id,
        "valid_until": vacancy.valid_until,
        "disco08": vacancy.disco08,
    },
}


class Unit(Reader):
    """One tenant's transaction on behalf of ``actor``; it also reads, and sees its own writes."""

    def __init__(self, connection: Connection, tenant: str, actor: str, now: Callable[[], datetime]) -> None:
        super().__init__(connection, tenant)
        self.actor = actor
        self._now = now
        self._change_number: int | None = None

    def put(self, record: R, *, expected_version: int | None = None) -> Stored[R]:
        """Keep a record as its next version. The same content again changes nothing and keeps the version.

        ``expected_version`` is the version the change was made from, 0 for a record that must be new; None takes any.

        Raises:
            VersionConflict: the record is at another version than expected.
            WrongTenant: the record belongs to another tenant than this unit.
            Unknown: a vacancy of an employer that is not kept here.
        """
        if record.tenant != self.tenant:
            raise WrongTenant(f"a record of tenant {record.tenant!r} in a unit of tenant {self.tenant!r}")
        change = self._change()
        before = self.get(type(record), record.id)
        current = before.version if before else 0
        if expected_version is not None and expected_version != current:
            raise VersionConflict(current)
        if before and before.record == record:
            return before
        if isinstance(record, Vacancy) and not self.get(Employer, record.employer_id):
            raise Unknown("employer", record.employer_id)
        return self._keep(record, current + 1, change)

    def _keep(self, record: R, version: int, change: int) -> Stored[R]:
        table, moment = TABLES[type(record)], self._now()
        data = record.model_dump(mode="json", exclude_defaults=True)
        key = {"tenant": self.tenant, "id": record.id}
        row = {**_KEYS[type(record)](record), "version": version, "updated_at": moment, "updated_by": self.actor}
        if version == 1:
            self._connection.execute(insert(table).values(**key, **row, data=data))
        else:
            mine = (table.c.tenant == self.tenant) & (table.c.id == record.id)
            self._connection.execute(update(table).where(mine).values(**row, data=data))
        log = {"id": record.id, "kind": table.name, "version": version, "change": change, "data": data}
        self._add(tables.record_versions, moment, **log)
        return Stored(record, version, moment, self.actor)

    # ── Suggestions and reviews ──────────────────────────────────────────────────────────────────

    def add_run(self, ranking: Ranking, *, model: str, snapshot: str) -> StoredRun:
        """Keep what the ranker answered, for good: the run and one row per suggestion.

        Raises:
            Unknown: the participant is not kept here.
        """
        if not self.get(Participant, ranking.participant_id):
            raise Unknown("participant", ranking.participant_id)
        moment = self._now()
        run_id = new_id(moment)
        data = RANKING.dump_python(ranking, mode="json", exclude={"suggestions"})
        about = {"id": run_id, "participant_id": ranking.participant_id, "model": model, "snapshot": snapshot}
        self._add(tables.runs, moment, **about, data=data)
        kept = tuple(StoredSuggestion(new_id(moment), run_id, item, moment) for item in ranking.suggestions)
        if kept:
            self._connection.execute(insert(tables.suggestions), [self._suggestion_row(item) for item in kept])
        return StoredRun(run_id, self.actor, moment, model, snapshot, ranking, kept)

    def _suggestion_row(self, kept: StoredSuggestion) -> dict[str, Any]:
        item: Suggestion = kept.suggestion
        return {
            "id": kept.id,
            "tenant": self.tenant,
            "run_id": kept.run_id,
            "participant_id": item.participant_id,
            "vacancy_id": item.vacancy_id,
            "employer_id": item.employer_id,
            "rank": item.rank,
            "score": item.score,
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
        log = tables.suggestions.c
        found = self._one(select(log.id).where(log.tenant == self.tenant, log.id == suggestion_id).with_for_update())
        if not found:
            raise Unknown("suggestion", suggestion_id)
        before = self.answers(suggestion_id).get(party)
        moment = self._now()
        review = Review(
            new_id(moment),
            suggestion_id,
            party,
            answer,
            reason,
            text,
            self.actor,
            moment,
            before.id if before else None,
        )
        row = {name: getattr(review, name) for name in ("id", "suggestion_id", "text", "supersedes")}
        codes = {"party": party.value, "answer": answer.value, "reason": reason and reason.value}
        self._add(tables.reviews, moment, **row, **codes)
        return review

    # ── Employers' contacts, accesses, refused adverts, answered requests ───────────────────────

    def add_contact(
        self,
        employer_id: str,
        kind: ContactKind,
        outcome: ContactOutcome,
        *,
        on: date | None = None,
        text: str = "",
        next_on: date | None = None,
    ) -> Contacted:
        """Note a contact with an employer; ``on`` is its day (today by the store's clock).

        Raises:
            Unknown: there is no such employer here.
        """
        change = self._change()
        if not self.get(Employer, employer_id):
            raise Unknown("employer", employer_id)
        moment = self._now()
        contact = Contacted(
            new_id(moment), employer_id, on or moment.date(), kind, outcome, text, next_on, self.actor, moment
        )
        row = {name: getattr(contact, name) for name in ("id", "employer_id", "on", "text", "next_on")}
        self._add(tables.contacts, moment, **row, kind=kind.value, outcome=outcome.value, change=change)
        return contact

    def log_access(self, participant_id: str, purpose: str) -> Access:
        """Note that the actor looked at a person's data and why; ``purpose`` is a code, never free text."""
        moment = self._now()
        access = Access(new_id(moment), participant_id, purpose, self.actor, moment)
        self._add(tables.accesses, moment, id=access.id, participant_id=participant_id, purpose=purpose)
        return access

    def count_refused(self, terms: Terms, number: int = 1) -> None:
        """Count adverts that were refused because of their terms."""
        table, month = tables.refused_imports, f"{self._now():%Y-%m}"
        mine = (table.c.tenant == self.tenant) & (table.c.month == month) & (table.c.terms == terms.value)
        self._change()
        changed = self._connection.execute(update(table).where(mine).values(count=table.c.count + number))
        if not changed.rowcount:
            row = {"tenant": self.tenant, "month": month, "terms": terms.value, "count": number}
            self._connection.execute(insert(table).values(**row))

    def remember(self, key: str, route: str, request_hash: str, status: int, body: Mapping[str, Any]) -> None:
        """Keep the answer to an idempotency key, in the same transaction as what the request made.

        Raises:
            KeyTaken: the key has an answer already.
        """
        row = {"tenant": self.tenant, "route": route, "key": key, "request_hash": request_hash, "status": status}
        try:
            self._connection.execute(
                insert(tables.idempotency_keys).values(**row, body=dict(body), created_at=self._now())
            )
        except IntegrityError as error:
            raise KeyTaken(f"the key has an answer on {route} already") from error

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────

    def _add(self, table: Table, moment: datetime, **values: Any) -> None:
        self._connection.execute(
            insert(table).values(tenant=self.tenant, actor=self.actor, created_at=moment, **values)
        )

    def _change(self) -> int:
        """This unit's change number. Taking it locks the counter until the end, so numbers rise in commit order."""
        if self._change_number is None:
            counter = tables.change_counter
            self._connection.execute(update(counter).values(value=counter.c.value + 1))
            self._change_number = int(self._connection.execute(select(counter.c.value)).scalar_one())
        return self._change_number
