"""Protected groups, in a table of their own: written one person at a time, read only for all of a tenant together.

There is no way to ask for one person's groups: whoever reads gets everybody, for a report that tells means. The groups
may be replaced and removed, and what stood there before is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, delete, insert, select

from service.store import tables
from service.store.errors import Unknown
from service.store.scope import ReadScope, WriteScope
from training.protected import ATTRIBUTES, CODES, Groups


class ReadsAudit(ReadScope):
    """The whole audit table of a tenant."""

    def protected_groups(self) -> Mapping[str, Groups]:
        """The groups of everybody of whom some are known, by participant, in order of id."""
        log = tables.protected_groups.c
        query = select(tables.protected_groups).where(log.tenant == self.tenant).order_by(log.participant_id)
        return {row.participant_id: _groups(row) for row in self._all(query)}


class WritesAudit(ReadsAudit, WriteScope):
    """Keeping and removing."""

    def put_protected_groups(self, participant_id: str, groups: Groups) -> None:
        """Keep a person's groups instead of those before; empty ones leave no row.

        Raises:
            Unknown: the participant is not kept here.
        """
        if not self._exists(tables.participants, participant_id):
            raise Unknown("participant", participant_id)
        table = tables.protected_groups
        mine = (table.c.tenant == self.tenant) & (table.c.participant_id == participant_id)
        self._connection.execute(delete(table).where(mine))
        if groups.empty:
            return
        codes = {name: getattr(groups, name) and getattr(groups, name).value for name in ATTRIBUTES}
        who = {"tenant": self.tenant, "participant_id": participant_id}
        stamp = {"updated_at": self._moment(), "updated_by": self.actor}
        self._connection.execute(insert(table).values(**who, **codes, **stamp))


def _groups(row: Row[Any]) -> Groups:
    values = {name: getattr(row, name) for name in ATTRIBUTES}
    return Groups(**{name: CODES[name](value) for name, value in values.items() if value is not None})  # type: ignore[arg-type]
