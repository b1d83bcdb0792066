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
        self._turn_number: int | None = None
        self._counted = False

    def _moment(self) -> datetime:
        return self._now().astimezone(UTC)

    def _add(self, table: Table, moment: datetime, **values: Any) -> None:
        stamp = {"tenant": self.tenant, "actor": self.actor, "created_at": moment}
        self._connection.execute(insert(table).values(**stamp, **values))

    def _turn(self) -> None:
        """Wait until no other unit is changing records: from here to the end what is read stays true."""
        if self._turn_number is None:
            query = select(tables.change_counter.c.value).with_for_update()
            self._turn_number = int(self._connection.execute(query).scalar_one()) + 1

    def _change(self) -> int:
        """This unit's change number; as units take turns, the numbers rise in the order of commit."""
        self._turn()
        if not self._counted:
            self._connection.execute(update(tables.change_counter).values(value=self._turn_number))
            self._counted = True
        return int(self._turn_number or 0)
