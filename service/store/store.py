"""The store: units and views within a tenant; keys, accounts, sessions and the overview come from their own files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from service.settings import Settings
from service.store.database import local_now
from service.store.erasing import Overwrites
from service.store.keys import Keys
from service.store.overview import Overview
from service.store.sessions import Sessions
from service.store.unit import Reader, Unit


class Store(Keys, Sessions, Overview, Overwrites):
    """Everything the service keeps, in one database."""

    @contextmanager
    def unit(self, *, tenant: str, actor: str) -> Iterator[Unit]:
        """Several changes as one: kept together when the block ends well, undone together when it raises.

        Raises:
            StoreUnavailable: the database cannot be written just now; nothing of the unit was kept.
        """
        with self._transactions.writing() as connection:
            yield Unit(connection, tenant, actor, self._now)

    @contextmanager
    def reader(self, tenant: str) -> Iterator[Reader]:
        """One consistent view of one tenant, which waits for nobody."""
        with self._transactions.reading() as connection:
            yield Reader(connection, tenant)


def open_store(settings: Settings | str, now: Callable[[], datetime] = local_now) -> Store:
    """A store whose tables are in the present form."""
    store = Store(settings, now)
    store.migrate()
    return store
