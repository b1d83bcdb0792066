"""The few questions across tenants, asked by the program itself to build the index and keep it fresh."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from sqlalchemy import literal, or_, select

from features.profiles import Employer, Vacancy
from features.vocabulary import VacancyStatus
from service.store import tables
from service.store.contacts import by_employer, standings
from service.store.database import Database
from service.store.records import stored
from service.store.values import Change, Stored

BATCH = 1000


class Overview(Database):
    """Everything that can be ranked, and what changed since."""

    def open_vacancies(self) -> Iterator[Stored[Vacancy]]:
        """Every tenant's open vacancies that have not expired, in order of tenant and id."""
        column = tables.vacancies.c
        valid = or_(column.valid_until.is_(None), column.valid_until >= self._now().date())
        query = select(tables.vacancies).where(column.status == VacancyStatus.OPEN.value, valid)
        with self._transactions.reading() as connection:
            rows = connection.execution_options(yield_per=BATCH).execute(query.order_by(column.tenant, column.id))
            yield from (stored(Vacancy, row) for row in rows)

    def all_employers(self) -> Iterator[Stored[Employer]]:
        """Every tenant's employers with what the contact log says of them (``Standing.applied_to``)."""
        table = tables.employers
        with self._transactions.reading() as connection:
            known = by_employer(connection.execute(standings(self._now().date())))
            query = select(table).order_by(table.c.tenant, table.c.id)
            for row in connection.execution_options(yield_per=BATCH).execute(query):
                kept, standing = stored(Employer, row), known.get((row.tenant, row.id))
                record = standing.applied_to(kept.record) if standing else kept.record
                yield Stored(record, kept.version, kept.updated_at, kept.updated_by)

    def change_counter(self) -> int:
        """A number that rises whenever a record or an employer's contacts change; equal numbers mean nothing did.

        Raises:
            StoreUnavailable: the database does not answer, or has no tables yet.
        """
        with self._transactions.reading() as connection:
            return int(connection.execute(select(tables.change_counter.c.value)).scalar_one())

    def changes(self, after: int) -> tuple[Change, ...]:
        """What changed after the counter stood at ``after``, in order; each record once, with its latest number."""
        records, contacts = tables.record_versions.c, tables.contacts.c
        of_records = select(records.change, records.kind, records.tenant, records.id).where(records.change > after)
        of_contacts = select(contacts.change, literal("employer"), contacts.tenant, contacts.employer_id)
        with self._transactions.reading() as connection:
            rows = chain(connection.execute(of_records), connection.execute(of_contacts.where(contacts.change > after)))
            found = sorted((Change(*row) for row in rows), key=_number)
        latest = {(change.kind, change.tenant, change.id): change for change in found}
        return tuple(sorted(latest.values(), key=_number))


def _number(change: Change) -> int:
    return change.number
