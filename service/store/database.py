"""The open database behind a store: its address, its clock, its tables in the present form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from service.settings import Settings
from service.store.engine import Transactions, open_engine


def local_now() -> datetime:
    """The time now, in the machine's own zone."""
    return datetime.now().astimezone()


class Database:
    """What all parts of a store share. Opening reads nothing; ``migrate`` makes or renews the tables."""

    def __init__(self, settings: Settings | str, now: Callable[[], datetime] = local_now) -> None:
        self.url = settings if isinstance(settings, str) else settings.database_url
        self._now = now
        self._engine = open_engine(self.url)
        self._transactions = Transactions(self._engine)

    def migrate(self) -> None:
        """Make the tables, or bring them to the present form. Doing it again changes nothing."""
        from service.migrations import is_current, upgrade

        with self._transactions.reading() as connection:
            if is_current(connection):
                return
        with self._transactions.writing() as connection:
            upgrade(connection)

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()
