"""Participants, employers and vacancies: checked JSON, a version number, and every version before in a log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, TypeVar

from sqlalchemy import Row, Table, insert, select, update

from features.profiles import Employer, Participant, Record, Vacancy
from matching.kept import LeastUsed
from service.store import tables
from service.store.errors import Erased, Unknown, VersionConflict, WrongTenant
from service.store.scope import ReadScope, WriteScope
from service.store.values import Kind, Page, Stored

R = TypeVar("R", Participant, Employer, Vacancy)
CHECKED: Final = 4_096
"""Records that are remembered as checked."""

TABLES: Final[Mapping[type[Record], Table]] = {
    Participant: tables.participants,
    Employer: tables.employers,
    Vacancy: tables.vacancies,
}
KINDS: Final[Mapping[type[Record], Kind]] = {Participant: "participant", Employer: "employer", Vacancy: "vacancy"}

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


def stored(kind: type[R], row: Row[Any]) -> Stored[R]:
    """A row of a record table as the record it holds, checked again."""
    record = kind.model_validate({**row.data, "tenant": row.tenant, "id": row.id})
    return Stored(record, row.version, row.updated_at, row.updated_by)


_CHECKED: Final[LeastUsed[tuple[Mapping[str, Any], Any]]] = LeastUsed(CHECKED)


def known(kind: type[R], row: Row[Any]) -> Stored[R]:
    """As ``stored``; what was checked before and still says the same, value for value, is not checked again."""
    name = (kind, row.tenant, row.id)
    before = _CHECKED.get(name)
    if before is not None and before[0] == row.data:
        return Stored(before[1], row.version, row.updated_at, row.updated_by)
    fresh = stored(kind, row)
    _CHECKED.put(name, (row.data, fresh.record), 1)
    return fresh


class ReadsRecords(ReadScope):
    """Records as they are now and as they were."""

    def get(self, kind: type[R], id: str) -> Stored[R] | None:
        """The record as it is now, or None."""
        table = TABLES[kind]
        row = self._one(select(table).where(table.c.tenant == self.tenant, table.c.id == id))
        return None if row is None else known(kind, row)

    def page(
        self,
        kind: type[R],
        *,
        after: str | None = None,
        limit: int = 50,
        status: str | None = None,
        employer_id: str | None = None,
    ) -> Page[R]:
        """Up to ``limit`` records in order of id, from the one after the cursor ``after``.

        Raises:
            KeyError: a filter that this kind of record has no column for (employers have none).
        """
        table = TABLES[kind]
        query = select(table).where(table.c.tenant == self.tenant)
        for name, wanted in (("status", status), ("employer_id", employer_id)):
            if wanted is not None:
                query = query.where(table.c[name] == wanted)
        if after is not None:
            query = query.where(table.c.id > after)
        rows = self._all(query.order_by(table.c.id).limit(limit + 1))
        more = rows[limit - 1].id if len(rows) > limit else None
        return Page(tuple(known(kind, row) for row in rows[:limit]), more)

    def history(self, kind: type[R], id: str) -> tuple[Stored[R], ...]:
        """Every version of a record, the first first, each with who made it and when."""
        log = tables.record_versions.c
        mine = (log.tenant == self.tenant) & (log.kind == KINDS[kind]) & (log.id == id)
        query = select(tables.record_versions, log.created_at.label("updated_at"), log.actor.label("updated_by"))
        return tuple(stored(kind, row) for row in self._all(query.where(mine).order_by(log.version)))

    def is_erased(self, participant_id: str) -> bool:
        """Whether a participant of this id was erased."""
        log = tables.erasures.c
        query = select(log.id).where(log.tenant == self.tenant, log.participant_id == participant_id)
        return self._one(query) is not None


class WritesRecords(ReadsRecords, WriteScope):
    """Keeping records."""

    def put(self, record: R, *, expected_version: int | None = None) -> Stored[R]:
        """Keep a record as its next version. The same content again changes nothing and keeps the version.

        ``expected_version`` is the version the change was made from, 0 for a record that must be new; None takes any.

        Raises:
            VersionConflict: the record is at another version than expected.
            WrongTenant: the record belongs to another tenant than this unit.
            Unknown: a vacancy of an employer that is not kept here.
            Erased: a participant of this id was erased.
        """
        if record.tenant != self.tenant:
            raise WrongTenant(f"a record of tenant {record.tenant!r} in a unit of tenant {self.tenant!r}")
        self._turn()
        before = self.get(type(record), record.id)
        current = before.version if before else 0
        if expected_version is not None and expected_version != current:
            raise VersionConflict(current)
        if before and before.record == record:
            return before
        if isinstance(record, Vacancy) and not self._exists(tables.employers, record.employer_id):
            raise Unknown("employer", record.employer_id)
        if before is None and isinstance(record, Participant) and self.is_erased(record.id):
            raise Erased(record.id)
        return self._keep(record, current + 1, self._moment())

    def _keep(self, record: R, version: int, moment: datetime) -> Stored[R]:
        kind, table = type(record), TABLES[type(record)]
        data = record.model_dump(mode="json", exclude_defaults=True)
        row = {**_KEYS[kind](record), "version": version, "updated_at": moment, "updated_by": self.actor, "data": data}
        if version == 1:
            self._connection.execute(insert(table).values(tenant=self.tenant, id=record.id, **row))
        else:
            mine = (table.c.tenant == self.tenant) & (table.c.id == record.id)
            self._connection.execute(update(table).where(mine).values(**row))
        log = {"id": record.id, "kind": KINDS[kind], "version": version, "change": self._change(), "data": data}
        self._add(tables.record_versions, moment, **log)
        return Stored(record, version, moment, self.actor)
