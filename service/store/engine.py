"""Opening the database: SQLite in one careful way, PostgreSQL by URL, and their errors as ours.

SQLite keeps a write-ahead log with ``synchronous=FULL``: what is acknowledged is on disk. One write lock in the process
stands around ``BEGIN IMMEDIATE``, so that writers queue here, in order, and not in SQLite's polling.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from service.store.errors import StoreError, StoreUnavailable
from service.store.turns import NoTurn, Turns

PATIENCE: Final = 10.0
"""Seconds a writer waits for its turn before the store counts as unavailable."""

PATIENCE_ABROAD: Final = 30.0
"""Seconds to wait for another process that holds a SQLite file, as during its migration."""

POOL: Final = 16

_PRAGMAS: Final = (
    f"busy_timeout={int(PATIENCE_ABROAD * 1000)}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
)


def open_engine(url: str) -> Engine:
    """An engine for a ``sqlite:///file`` or ``postgresql://`` URL; the folder of a SQLite file is made.

    Raises:
        ValueError: for any other kind of database, SQLite without a file, or PostgreSQL without its driver.
    """
    place = make_url(url)
    kind = place.get_backend_name()
    if kind == "sqlite":
        return _open_sqlite(place)
    if kind in ("postgresql", "postgres"):
        return _open_postgresql(place)
    raise ValueError(f"{kind}: COMPANYTRACK_DATABASE_URL must begin with sqlite:/// or postgresql://")


def _open_postgresql(place: URL) -> Engine:
    try:
        return _create(place.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise ValueError("PostgreSQL needs psycopg: pip install 'companytrack[postgresql]'") from error


def _create(place: URL, **options: Any) -> Engine:
    compact = partial(json.dumps, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    pool = {"pool_size": POOL, "max_overflow": POOL, "pool_timeout": PATIENCE}
    return create_engine(place, json_serializer=compact, hide_parameters=True, **pool, **options)


def _open_sqlite(place: URL) -> Engine:
    if place.database in (None, "", ":memory:"):
        raise ValueError("COMPANYTRACK_DATABASE_URL: SQLite needs a file, as in sqlite:///var/companytrack.db")
    _make_private_file(Path(str(place.database)))
    engine = _create(place.set(drivername="sqlite+pysqlite"))
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_private_file(path: Path) -> None:
    """An empty database that only its owner can read, where there is none; SQLite's other files follow its mode."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
    except OSError as error:
        raise StoreUnavailable(f"the database {path} cannot be made: {error.strerror}") from error


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Transactions:
    """Read and write transactions on an engine; on SQLite one writer at a time."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._turns = Turns()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept when the block ends well and undone when it raises."""
        writes = {"writes": True}
        with told_apart(), self._my_turn(), self.engine.connect() as link, link.execution_options(**writes).begin():
            yield link

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database from beginning to end, beside any writer."""
        with told_apart(), self.engine.connect() as link, link.begin():
            if self.engine.dialect.name == "postgresql":
                link.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield link

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        if self.engine.dialect.name != "sqlite":
            yield
            return
        with self._turns.turn(PATIENCE):
            yield


@contextmanager
def told_apart() -> Iterator[None]:
    """Turn the database's own errors into ``StoreUnavailable`` or ``StoreError``.

    Their cause is cut off: PostgreSQL quotes whole rows in it, and what is raised here may be logged.
    """
    try:
        yield
    except IntegrityError as error:
        raise StoreError(f"the database refused this: {_first_line(error)}") from None
    except DataError as error:
        raise StoreError(f"this cannot be kept: {type(error.orig).__name__}") from None
    except DBAPIError as error:
        raise StoreUnavailable(f"the database cannot do this now: {_first_line(error)}") from None
    except StatementError as error:
        raise StoreError(f"this cannot be kept: {_first_line(error)}") from None
    except (PoolTimeout, NoTurn):
        raise StoreUnavailable("too many requests are waiting for the database") from None


def _first_line(error: StatementError) -> str:
    return str(error.orig).partition("\n")[0]
