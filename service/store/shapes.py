"""What the tables are built from: a point in time, and the two shapes, a record with a version and a log entry."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
)
from sqlalchemy.schema import SchemaItem

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """A point in time with its zone, kept as UTC on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC on the way in; a time without a zone is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"the time {value} has no zone: use datetime.now(UTC) or .astimezone()")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC on the way out; SQLite gives no zone back."""
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


Number = BigInteger().with_variant(Integer, "sqlite")
Key = String().with_variant(String(collation="C"), "postgresql")
"""A part of a primary key: in the same order on both databases."""


def record_table(name: str, *keys: SchemaItem) -> Table:
    """A table of records: tenant and id, the columns that are asked for, version, who and when, and the JSON."""
    return Table(
        name,
        metadata,
        Column("tenant", Key, primary_key=True),
        Column("id", Key, primary_key=True),
        *keys,
        Column("version", Integer, nullable=False),
        Column("updated_at", Moment, nullable=False),
        Column("updated_by", String, nullable=False),
        Column("data", JSON, nullable=False),
    )


def log_table(name: str, *columns: SchemaItem) -> Table:
    """A table that is only added to: a running number, the tenant, what happened, who and when."""
    return Table(
        name,
        metadata,
        Column("seq", Number, primary_key=True, autoincrement=True),
        Column("tenant", String, nullable=False),
        *columns,
        Column("actor", String, nullable=False),
        Column("created_at", Moment, nullable=False),
        sqlite_autoincrement=True,
    )
