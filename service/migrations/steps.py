"""What migrations are built from: columns, the two shapes of tables, and the triggers that make a log append-only.

On SQLite a third trigger stops ``INSERT OR REPLACE``, which deletes without firing delete triggers; on PostgreSQL a
third stops ``TRUNCATE``. Steps that were taken are history: nothing here may change what they made.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

MOMENT = sa.DateTime(timezone=True)
KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
SAME_ENTRY = "seq = NEW.seq OR id = NEW.id"
"""Which row a new one of a log would replace."""


def needed(name: str, kind: sa.types.TypeEngine = sa.String) -> sa.Column:  # type: ignore[type-arg]
    """A column that is never empty."""
    return sa.Column(name, kind, nullable=False)


def record_table(name: str, *columns: sa.schema.SchemaItem) -> None:
    """Make a table of records (``store.shapes.record_table``)."""
    op.create_table(
        name,
        sa.Column("tenant", KEY, primary_key=True),
        sa.Column("id", KEY, primary_key=True),
        *columns,
        needed("version", sa.Integer),
        needed("updated_at", MOMENT),
        needed("updated_by"),
        needed("data", sa.JSON),
    )


def log_table(name: str, *columns: sa.schema.SchemaItem) -> None:
    """Make a table that is only added to (``store.shapes.log_table``)."""
    op.create_table(
        name,
        sa.Column("seq", NUMBER, primary_key=True, autoincrement=True),
        needed("tenant"),
        *columns,
        needed("actor"),
        needed("created_at", MOMENT),
        sqlite_autoincrement=True,
    )


def protect(table: str, same: str) -> None:
    """Make a log append-only; ``same`` says which row a new one would replace."""
    if op.get_bind().dialect.name == "sqlite":
        stop = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - constants of this file
        op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {stop}")
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {stop}")
        op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} {stop}")
    else:
        op.execute(
            "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$"
        )
        run = "EXECUTE FUNCTION append_only()"
        op.execute(f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {run}")
        op.execute(f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {run}")
