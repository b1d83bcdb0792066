"""How the database came to look as it does, one step a file in ``versions/``; run by ``Store.migrate``.

Steps only go forward. A step that is released is never edited: what it says is what stands in somebody's database.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

_LOCK: Final = 7_301_955_440_112_306_733


def is_current(connection: Connection) -> bool:
    """Say whether the database has taken every step there is."""
    steps = ScriptDirectory.from_config(_config()).get_heads()
    return set(MigrationContext.configure(connection).get_current_heads()) == set(steps)


def upgrade(connection: Connection) -> None:
    """Take the steps that are missing, within the connection's transaction; a second process waits for the first."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config
