"""What requests leave behind: who looked at whom, which answer a key got, which adverts were refused."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from features.vocabulary import Terms
from service.store import tables
from service.store.errors import KeyTaken
from service.store.scope import ReadScope, WriteScope
from service.store.values import Access, Remembered, new_id

_UPSERT: Final[Mapping[str, Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class ReadsTraces(ReadScope):
    """The access log, remembered answers and counts of refused adverts."""

    def accesses(self, participant_id: str) -> tuple[Access, ...]:
        """Who looked at a person's data and why, oldest first."""
        log = tables.accesses.c
        query = select(tables.accesses).where(log.tenant == self.tenant, log.participant_id == participant_id)
        rows = self._all(query.order_by(log.seq))
        return tuple(Access(row.id, row.participant_id, row.purpose, row.actor, row.created_at) for row in rows)

    def refused(self) -> Mapping[Terms, int]:
        """How many adverts were refused for their terms, by terms."""
        log = tables.refused_imports.c
        query = select(log.terms, func.sum(log.number).label("total")).where(log.tenant == self.tenant)
        return {Terms(row.terms): int(row.total) for row in self._all(query.group_by(log.terms))}

    def recall(self, key: str, route: str) -> Remembered | None:
        """The answer given earlier to this idempotency key on this route, or None."""
        log = tables.idempotency_keys.c
        query = select(tables.idempotency_keys).where(log.tenant == self.tenant, log.route == route, log.key == key)
        row = self._one(query)
        return None if row is None else Remembered(row.request_hash, row.status, row.body, row.created_at)


class WritesTraces(ReadsTraces, WriteScope):
    """Leaving them."""

    def log_access(self, participant_id: str, purpose: str) -> Access:
        """Note that the actor looked at a person's data and why; ``purpose`` is a code, never free text."""
        moment = self._moment()
        access = Access(new_id(moment), participant_id, purpose, self.actor, moment)
        self._add(tables.accesses, moment, id=access.id, participant_id=participant_id, purpose=purpose)
        return access

    def count_refused(self, terms: Terms, number: int = 1) -> None:
        """Count adverts that were refused because of their terms, by month."""
        row = {"tenant": self.tenant, "month": f"{self._now():%Y-%m}", "terms": terms.value, "number": number}
        adding = _UPSERT[self._connection.dialect.name](tables.refused_imports).values(**row)
        total = tables.refused_imports.c.number + adding.excluded.number
        key = ["tenant", "month", "terms"]
        self._connection.execute(adding.on_conflict_do_update(index_elements=key, set_={"number": total}))

    def recall(self, key: str, route: str) -> Remembered | None:
        """As for a reader; besides, whoever else asks for the same key waits until this unit has ended.

        Ask before anything is written, so that a second request with the key finds the answer of the first.
        """
        if self._connection.dialect.name == "postgresql":
            name = "\n".join((self.tenant, route, key)).encode()
            lock = int.from_bytes(hashlib.sha256(name).digest()[:8], signed=True)
            self._connection.execute(select(func.pg_advisory_xact_lock(lock)))
        return super().recall(key, route)

    def remember(self, key: str, route: str, request_hash: str, status: int, body: Mapping[str, Any]) -> None:
        """Keep the answer to an idempotency key, in the same transaction as what the request made.

        Raises:
            KeyTaken: the key has an answer already; the unit must end here.
        """
        asked = {"tenant": self.tenant, "route": route, "key": key, "request_hash": request_hash}
        answer = {"status": status, "body": dict(body), "created_at": self._moment()}
        try:
            self._connection.execute(insert(tables.idempotency_keys).values(**asked, **answer))
        except IntegrityError:
            raise KeyTaken(f"the key has an answer on {route} already") from None
