"""Erasing a participant: everything that is kept about them goes, in one transaction; that it happened stays.

The logs let go of a row only where an erasure of its participant is noted (``migrations/versions/0004``). What stays is
the id: in the log of erasures, and in the access log, which tells who looked. An erased id is never used again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Final

from sqlalchemy import ColumnElement, Table, delete, func, or_, select

from service.store import tables
from service.store.database import Database
from service.store.errors import StoreUnavailable, Unknown
from service.store.scope import ReadScope, WriteScope
from service.store.values import Erasure, new_id

OF_PERSON: Final = (tables.placements, tables.suggestions, tables.runs, tables.protected_groups)
"""Tables with a participant in a column of its own, apart from the logs that stay."""


class ReadsErasures(ReadScope):
    """Who was erased, and what would go with somebody."""

    def erasures(self) -> tuple[Erasure, ...]:
        """Every erasure of the tenant, oldest first."""
        log = tables.erasures.c
        rows = self._all(select(tables.erasures).where(log.tenant == self.tenant).order_by(log.seq))
        return tuple(Erasure(row.id, row.participant_id, row.reason, row.actor, row.created_at) for row in rows)

    def kept_about(self, participant_id: str) -> Mapping[str, int]:
        """How many rows of each table are about a participant."""
        return {
            table.name: self._connection.execute(select(func.count()).select_from(table).where(mine)).scalar_one()
            for table, mine in self._about(participant_id)
        }

    def _about(self, participant_id: str) -> Iterator[tuple[Table, ColumnElement[bool]]]:
        """Each table that holds something about a participant and which rows; a row before what it points to."""
        mine = {table: table.c.participant_id == participant_id for table in OF_PERSON}
        suggestions, placements = (
            select(table.c.id).where(table.c.tenant == self.tenant, mine[table])
            for table in (tables.suggestions, tables.placements)
        )
        versions = tables.record_versions.c
        about = {
            tables.reviews: tables.reviews.c.suggestion_id.in_(suggestions),
            tables.endings: tables.endings.c.placement_id.in_(placements),
            tables.follow_ups: tables.follow_ups.c.placement_id.in_(placements),
            **mine,
            tables.record_versions: (versions.kind == "participant") & (versions.id == participant_id),
            tables.participants: tables.participants.c.id == participant_id,
        }
        yield from ((table, (table.c.tenant == self.tenant) & rows) for table, rows in about.items())


class WritesErasures(ReadsErasures, WriteScope):
    """Erasing."""

    def erase(self, participant_id: str, reason: str) -> Mapping[str, int]:
        """Note the erasure and delete everything about a participant: how many rows of each table went.

        ``reason`` is a code. The answers kept for idempotency keys that name something of theirs go as well.

        Raises:
            Unknown: there is no such participant here.
        """
        self._turn()
        log, moment = tables.participants.c, self._moment()
        mine = select(log.id).where(log.tenant == self.tenant, log.id == participant_id)
        if self._one(mine.with_for_update()) is None:
            raise Unknown("participant", participant_id)
        gone = self.kept_about(participant_id)
        self._add(tables.erasures, moment, id=new_id(moment), participant_id=participant_id, reason=reason)
        self._forget_answers(participant_id)
        for table, rows in self._about(participant_id):
            self._connection.execute(delete(table).where(rows))
        return gone

    def _forget_answers(self, participant_id: str) -> None:
        keys = tables.idempotency_keys.c
        named = keys.body["id"].as_string()
        logs = ((table, rows) for table, rows in self._about(participant_id) if table in tables.APPEND_ONLY)
        theirs = [named.in_(select(table.c.id).where(rows)) for table, rows in logs]
        self._connection.execute(delete(tables.idempotency_keys).where(keys.tenant == self.tenant, or_(*theirs)))


class Overwrites(Database):
    """What is deleted leaves a SQLite file only when the file is written anew."""

    def overwrite_deleted(self) -> bool:
        """Write the database anew without what was deleted: whether nothing of it can be read from the files now.

        False on PostgreSQL, which does it in its own time, and on SQLite while somebody reads beside us.

        Raises:
            StoreUnavailable: the database cannot be written just now.
        """
        if self._engine.dialect.name != "sqlite":
            return False
        with closing(self._engine.raw_connection()) as link, closing(link.cursor()) as cursor:
            try:
                cursor.execute("VACUUM")
                busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            except sqlite3.Error as error:
                raise StoreUnavailable(f"the database cannot do this now: {error}") from None
        return not busy
