"""What every part of a unit stands on: one connection, one tenant; for writing also an actor and a clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, insert, select, update

from service.store import tables


class ReadScope:
    """One tenant seen through one connection. Every query of a sub-class names ``self.tenant``."""

    def __init__(self, connection: Connection, tenant: str) -> None:
        self._connection = connection
        self.tenant = tenant

    def _one(self, query: Select[Any]) -> Row[Any] | None:
        return self._connection.execute(query).one_or_none()

    def _all(self, query: Select[Any]) -> list[Row[Any]]:
        return list(self._connection.execute(query))

    def _exists(self, table: Table, id: str) -> bool:
        query = select(table.c.id).where(table.c.tenant == self.tenant, table.c.id == id)
        return self._one(query) is not None


class WriteScope(ReadScope):
    """A tenant's transaction on behalf of ``actor``."""

    def __init__(self, connection: Connection, tenant: str, actor: str, now: Callable[[], datetime]) -> None:
        super().__init__(connection, tenant)
        self.actor = actor
        self._now = now
        self._change_number: int | None = None

    def _moment(self) -> datetime:
        return self._now().astimezone(UTC)

    def _add(self, table: Table, moment: datetime, **values: Any) -> None:
        stamp = {"tenant": self.tenant, "actor": self.actor, "created_at": moment}
        self._connection.execute(insert(table).values(**stamp, **values))

    def _change(self) -> int:
        """This unit's change number. Taking it locks the counter until the end, so numbers rise in commit order."""
        if self._change_number is None:
            counter = tables.change_counter
            self._connection.execute(update(counter).values(value=counter.c.value + 1))
            self._change_number = int(self._connection.execute(select(counter.c.value)).scalar_one())
        return self._change_number
