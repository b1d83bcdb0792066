"""How a tenant's lists were made: how many, how many by spelling alone or with a kept model, and broken promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from service.store import tables
from service.store.scope import ReadScope

BATCH = 1000
LEXICAL = "lexical"
"""What stands for the encoder in the versions of a list that was made by spelling alone."""


@dataclass(frozen=True, slots=True)
class RunCounts:
    """Lists that were made; those that were ``degraded``; suggestions left out because a hard rule was broken."""

    lists: int
    degraded: int
    violations: int


class ReadsRunCounts(ReadScope):
    """Counts over a tenant's lists."""

    def run_counts(self, since: datetime) -> RunCounts:
        """Of the lists made from a moment on."""
        log = tables.runs.c
        query = select(log.data).where(log.tenant == self.tenant, log.created_at >= since)
        lists = less = violations = 0
        for (data,) in self._connection.execute(query, execution_options={"yield_per": BATCH}):
            versions = data.get("versions", {})
            lists += 1
            less += degraded(versions)
            violations += data.get("violations", 0)
        return RunCounts(lists, less, violations)


def degraded(versions: Mapping[str, str]) -> bool:
    """A list was made by spelling alone, or with the last good model because the promoted one could not be read."""
    return versions.get("encoder") == LEXICAL or "model_state" in versions
