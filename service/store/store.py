"""The store: units within a tenant, and the few questions that are not about one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, or_, select, update

from features.profiles import Employer, Vacancy
from features.vocabulary import VacancyStatus
from service.migrations import upgrade
from service.settings import Settings
from service.store import tables
from service.store.engine import Transactions, open_engine
from service.store.reader import TABLES, Reader, by_employer, standings, stored
from service.store.unit import Unit
from service.store.values import ApiKey, Change, Kind, Stored, new_id

_KIND_OF: dict[str, Kind] = {"participants": "participant", "employers": "employer", "vacancies": "vacancy"}


def local_now() -> datetime:
    """The time now, in the machine's own zone."""
    return datetime.now().astimezone()


class Store:
    """Everything the service keeps, in one database; ``migrate`` makes or renews its tables."""

    def __init__(self, settings: Settings | str, now: Callable[[], datetime] = local_now) -> None:
        self.url = settings if isinstance(settings, str) else settings.database_url
        self._now = now
        self._engine = open_engine(self.url)
        self._transactions = Transactions(self._engine)

    def migrate(self) -> None:
        """Make the tables, or bring them to the present form. Doing it again changes nothing."""
        with self._transactions.writing() as connection:
            upgrade(connection)

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    @contextmanager
    def unit(self, *, tenant: str, actor: str) -> Iterator[Unit]:
        """Several changes as one: kept together when the block ends well, undone together when it raises."""
        with self._transactions.writing() as connection:
            yield Unit(connection, tenant, actor, self._now)

    @contextmanager
    def reader(self, tenant: str) -> Iterator[Reader]:
        """One consistent view of one tenant, which waits for nobody."""
        with self._transactions.reading() as connection:
            yield Reader(connection, tenant)

    # ── Keys: known before the tenant is ─────────────────────────────────────────────────────────

    def create_api_key(
        self, *, tenant: str, role: str, label: str, key_hash: str, employer_id: str | None = None
    ) -> ApiKey:
        """Keep a new key by the SHA-256 (hex) of its secret; the secret itself never comes here."""
        moment = self._now()
        key = ApiKey(new_id(moment), tenant, role, label, employer_id, moment, None)
        row = {name: getattr(key, name) for name in ("id", "tenant", "role", "label", "employer_id", "created_at")}
        with self._transactions.writing() as connection:
            connection.execute(insert(tables.api_keys).values(**row, key_hash=key_hash))
        return key

    def api_key(self, key_hash: str) -> ApiKey | None:
        """The key with this hash, or None when there is none or it was revoked."""
        column = tables.api_keys.c
        query = select(tables.api_keys).where(column.key_hash == key_hash, column.revoked_at.is_(None))
        with self._transactions.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _api_key(row)

    def api_keys(self, tenant: str) -> tuple[ApiKey, ...]:
        """A tenant's keys, oldest first, revoked ones too."""
        column = tables.api_keys.c
        query = select(tables.api_keys).where(column.tenant == tenant).order_by(column.created_at, column.id)
        with self._transactions.reading() as connection:
            return tuple(_api_key(row) for row in connection.execute(query))

    def revoke_api_key(self, tenant: str, id: str) -> bool:
        """Stop a key for good; False when the tenant has no such key in force."""
        column = tables.api_keys.c
        mine = (column.tenant == tenant) & (column.id == id) & column.revoked_at.is_(None)
        with self._transactions.writing() as connection:
            query = update(tables.api_keys).where(mine).values(revoked_at=self._now())
            return connection.execute(query).rowcount == 1

    # ── Across tenants, for building the index ───────────────────────────────────────────────────

    def open_vacancies(self) -> Iterator[Stored[Vacancy]]:
        """Every tenant's open vacancies that have not expired, in order of tenant and id."""
        column = tables.vacancies.c
        valid = or_(column.valid_until.is_(None), column.valid_until >= self._now().date())
        query = select(tables.vacancies).where(column.status == VacancyStatus.OPEN.value, valid)
        with self._transactions.reading() as connection:
            rows = connection.execution_options(yield_per=1000).execute(query.order_by(column.tenant, column.id))
            yield from (stored(Vacancy, row) for row in rows)

    def all_employers(self) -> Iterator[Stored[Employer]]:
        """Every tenant's employers with what the contact log says of them (``Standing.applied_to``)."""
        table = TABLES[Employer]
        with self._transactions.reading() as connection:
            known = by_employer(connection.execute(standings(self._now().date())))
            query = select(table).order_by(table.c.tenant, table.c.id)
            for row in connection.execution_options(yield_per=1000).execute(query):
                kept, standing = stored(Employer, row), known.get((row.tenant, row.id))
                record = standing.applied_to(kept.record) if standing else kept.record
                yield Stored(record, kept.version, kept.updated_at, kept.updated_by)

    def change_counter(self) -> int:
        """A number that rises whenever a record or an employer's contacts change; equal numbers mean nothing did."""
        with self._transactions.reading() as connection:
            return int(connection.execute(select(tables.change_counter.c.value)).scalar_one())

    def changes(self, after: int) -> tuple[Change, ...]:
        """What changed after the counter stood at ``after``, in order; each record once, with its latest number."""
        records, contacts = tables.record_versions.c, tables.contacts.c
        with self._transactions.reading() as connection:
            found = [
                Change(row.change, _KIND_OF[row.kind], row.tenant, row.id)
                for row in connection.execute(
                    select(records.change, records.kind, records.tenant, records.id).where(records.change > after)
                )
            ] + [
                Change(row.change, "employer", row.tenant, row.employer_id)
                for row in connection.execute(
                    select(contacts.change, contacts.tenant, contacts.employer_id).where(contacts.change > after)
                )
            ]
        latest = {(change.kind, change.tenant, change.id): change for change in sorted(found, key=_number)}
        return tuple(sorted(latest.values(), key=_number))


def _number(change: Change) -> int:
    return change.number


def _api_key(row: Row[Any]) -> ApiKey:
    return ApiKey(row.id, row.tenant, row.role, row.label, row.employer_id, row.created_at, row.revoked_at)


def open_store(settings: Settings | str, now: Callable[[], datetime] = local_now) -> Store:
    """A store whose tables are in the present form."""
    store = Store(settings, now)
    store.migrate()
    return store
