"""What the database itself watches over: its form, the logs that cannot be edited, who may read the file."""

import stat
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DatabaseError

from features.profiles import Agreed, Ended, FollowedUp, Participant
from features.vocabulary import Answer, ContactKind, ContactOutcome, EndReason, Party, TermsProof
from service.store import Store, StoreUnavailable, new_id
from service.store.engine import Transactions, open_engine
from service.store.tables import APPEND_ONLY, metadata

AGREED = Agreed(start=date(2026, 11, 2), hours=10, proof=TermsProof.CONTRACT)
LOGS = [table.name for table in APPEND_ONLY]


@pytest.fixture
def written(filled, ranking):
    """A store with at least one row in every log."""
    with filled.unit(tenant="viborg", actor="a") as unit:
        run = unit.add_run(ranking, model="m", snapshot="1")
        unit.add_review(run.suggestions[0].id, Party.CONSULTANT, Answer.YES)
        placement = unit.add_placement(run.suggestions[0].id, AGREED)
        unit.add_follow_up(placement.id, FollowedUp(week=1))
        unit.end_placement(placement.id, Ended(on=date(2026, 12, 1), reason=EndReason.MOVED))
        unit.add_contact("e1", ContactKind.CALL, ContactOutcome.REPLIED)
        unit.log_access("p1", "suggest")
        unit.put(Participant(id="p9"))
        unit.erase("p9", "asked")
    account = filled.create_account(tenant="viborg", role="consultant", name="Kirsten")
    filled.begin_session(account, "hash", "password")
    return filled


@pytest.fixture
def behind(database_url):
    """Connections to the same database, past the store's methods."""
    engine = open_engine(database_url)
    yield Transactions(engine)
    engine.dispose()


def rows(behind, name):
    with behind.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(metadata.tables[name]))]


@pytest.mark.parametrize("name", LOGS)
def test_a_log_cannot_be_changed_or_emptied(written, behind, name):
    table, before = metadata.tables[name], rows(behind, name)
    assert before
    sqlite = behind.engine.dialect.name == "sqlite"
    attempts = [update(table).values(tenant="x"), delete(table)]
    attempts += [] if sqlite else [text(f"TRUNCATE {name} CASCADE")]
    for attempt in attempts:
        with pytest.raises(DatabaseError, match="append-only"), behind.engine.begin() as connection:
            connection.execute(attempt)
    assert rows(behind, name) == before


@pytest.mark.parametrize("name", LOGS)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_log_entry_cannot_be_replaced_on_sqlite(written, behind, name):
    before = rows(behind, name)
    with pytest.raises(DatabaseError, match="append-only"), behind.engine.begin() as connection:
        connection.execute(text(f"INSERT OR REPLACE INTO {name} SELECT * FROM {name}"))
    assert rows(behind, name) == before


def test_the_migrations_make_exactly_the_tables_the_store_knows(store, behind):
    with behind.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_every_table_belongs_to_a_tenant():
    shared = {"change_counter"}
    assert {name for name, table in metadata.tables.items() if "tenant" not in table.c} == shared


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_syncs_every_commit_keeps_references_and_a_private_file(store, behind, database_url):
    with behind.engine.connect() as connection:
        found = [connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("journal_mode", "synchronous")]
        assert found == ["wal", 2]
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    path = Path(database_url.removeprefix("sqlite:///"))
    for file in path.parent.glob("store.db*"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_database_without_tables_is_unavailable_and_says_so(database_url):
    bare = Store(database_url)
    with pytest.raises(StoreUnavailable, match="database cannot do this now"):
        bare.change_counter()
    bare.close()


@pytest.mark.parametrize(
    ("url", "cure"),
    [
        ("mysql://localhost/x", "must begin with sqlite:/// or postgresql://"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
    ],
)
def test_other_databases_are_refused_with_the_cure(url, cure):
    with pytest.raises(ValueError, match=cure):
        Store(url)


def test_ids_are_version_7_and_sort_by_time(store):
    from datetime import UTC, datetime, timedelta
    from uuid import UUID

    start = datetime(2026, 11, 20, tzinfo=UTC)
    ids = [new_id(start + timedelta(milliseconds=number)) for number in range(100)]
    assert ids == sorted(set(ids))
    assert {(UUID(id).version, UUID(id).variant) for id in ids} == {(7, "specified in RFC 4122")}
