"""API keys: known before the tenant is, because a key says whose tenant it speaks for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, insert, select, update

from service.store import tables
from service.store.database import Database
from service.store.values import ApiKey, new_id


class Keys(Database):
    """Making, finding and revoking API keys."""

    def create_api_key(
        self, *, tenant: str, role: str, label: str, key_hash: str, employer_id: str | None = None
    ) -> ApiKey:
        """Keep a new key by the SHA-256 (hex) of its secret; the secret itself never comes here.

        Raises:
            StoreError: there is a key with this hash already.
        """
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
            return connection.execute(update(tables.api_keys).where(mine).values(revoked_at=self._now())).rowcount == 1


def _api_key(row: Row[Any]) -> ApiKey:
    return ApiKey(row.id, row.tenant, row.role, row.label, row.employer_id, row.created_at, row.revoked_at)
