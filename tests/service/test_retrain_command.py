"""``export snapshot`` and ``retrain`` as typed: the verdict in sentences, what is kept, and no trace of people."""

import json
import shutil
from datetime import date

import pytest
from typer.testing import CliRunner

from features.similarity import Hybrid
from matching.model import MatchModel
from matching.ranker import Ranker
from service.access import hash_of, new_secret
from service.cli import app
from service.store import open_store
from service.verdicts import reason
from tests.service.test_snapshots import happened
from training.dataset import Dataset
from training.gate import Check
from training.practice import practice
from training.world import invent


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    """Six weeks of lists for thirty invented people."""
    world = invent(5, participants=30, employers=40, vacancies=120, today=date(2026, 11, 20))
    ranker = Ranker(Hybrid(None), MatchModel.prior())
    ranker.load(world.vacancies, {employer.id: employer for employer in world.employers})
    folder = tmp_path_factory.mktemp("data") / "snapshot"
    practice(world, ranker, 6).write(folder)
    return folder


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """A database in which people were shown lists and answered, and its folder."""
    folder = tmp_path_factory.mktemp("lived")
    happened(f"sqlite:///{folder}/lived.db", folder).close()
    return folder / "lived.db"


@pytest.fixture
def run(tmp_path, monkeypatch, lived):
    """Runs a command on a copy of the database; nothing is written beside it."""
    shutil.copy(lived, tmp_path / "store.db")
    monkeypatch.setenv("COMPANYTRACK_DATABASE_URL", f"sqlite:///{tmp_path}/store.db")
    monkeypatch.setenv("COMPANYTRACK_MODEL_DIR", str(tmp_path / "model"))
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def key(tmp_path, run):
    """Makes a key of a role."""

    def make(role):
        secret = new_secret()
        store = open_store(f"sqlite:///{tmp_path}/store.db")
        store.create_api_key(tenant="viborg", role=role, label="", key_hash=hash_of(secret), employer_id=None)
        store.close()
        return secret

    return make


def test_a_dry_run_tells_the_verdict_and_keeps_nothing(run, snapshot, tmp_path):
    before = {path.name for path in tmp_path.iterdir()}
    done = run("retrain", "--snapshot", snapshot, "--dry-run", "--kind", "map")
    assert done.exit_code in (0, 3)
    assert ("Kontrollen siger ja" in done.output) is (done.exit_code == 0)
    assert "Opdigtede data" in done.output
    assert "Intet er gemt" in done.output
    assert {path.name for path in tmp_path.iterdir()} == before


def test_what_is_learned_is_kept_as_a_version_and_the_next_command_is_named(run, snapshot, tmp_path):
    done = run("retrain", "--snapshot", snapshot, "--kind", "map", "--mlruns", tmp_path / "mlruns", "--language", "en")
    assert "Kept as version 1" in done.output
    assert "companytrack promote 1" in done.output
    assert not (tmp_path / "model" / "current.json").exists(), "what answers changes by promotion only"


def test_json_holds_every_check(run, snapshot):
    done = run("retrain", "--snapshot", snapshot, "--dry-run", "--kind", "map", "--json")
    told = json.loads(done.stdout[done.stdout.index("{") :])
    assert told["synthetic"] is True
    assert told["passed"] is all(check["passed"] is not False for check in told["checks"])
    assert (done.exit_code == 0) is told["passed"]


def test_from_the_database_a_snapshot_is_made_and_no_trace_of_anybody_stays(run, key, tmp_path):
    done = run("retrain", "--key", key("data_analyst"), "--kind", "map", "--mlruns", tmp_path / "mlruns")
    assert done.exit_code == 3, done.output
    assert "For lidt at bedømme på" in done.output, "eight lists are no evidence"
    kept = b"".join(path.read_bytes() for path in (tmp_path / "mlruns").rglob("*") if path.is_file())
    assert list((tmp_path / "mlruns").rglob("manifest.json"))
    assert not [name for name in (b"Bageren", b"glad for", b"opvask", b"hellere noget andet") if name in kept]
    assert not list((tmp_path / "mlruns").rglob("*.parquet"))
    assert not [word for word in ("Bageren", "opvask") if word in done.output]


def test_an_export_says_what_it_holds_and_what_it_left_out(run, key, tmp_path):
    done = run("export", "snapshot", "--out", tmp_path / "ud", "--key", key("admin"))
    assert done.exit_code == 0, done.output
    found = Dataset.read(tmp_path / "ud")
    assert f"{len(found)} forslag" in done.output
    assert "20.11.2026" in done.output
    part = run("export", "snapshot", "--out", tmp_path / "del", "--key", key("admin"), "--from", "2026-11-21")
    assert part.exit_code == 0, part.output
    assert len(Dataset.read(tmp_path / "del")) < len(found)


def test_trouble_is_told_in_a_sentence(run, key, snapshot, tmp_path):
    def said(*words):
        done = run(*words)
        return done.exit_code, " ".join(done.output.split())

    analyst = key("data_analyst")
    code, line = said("export", "snapshot", "--out", tmp_path / "ud", "--key", key("consultant"))
    assert (code, "data_analyst" in line, (tmp_path / "ud").exists()) == (1, True, False)
    code, line = said("export", "snapshot", "--out", snapshot, "--key", analyst)
    assert (code, f"{snapshot} er der allerede" in line) == (2, True)
    code, line = said("export", "snapshot", "--out", tmp_path / "ud", "--key", analyst, "--to", "2020-01-01")
    assert (code, "ingen forslag" in line) == (1, True)
    code, line = said("retrain", "--snapshot", tmp_path, "--dry-run")
    assert (code, "manifest.json" in line) == (1, True)
    code, line = said("retrain", "--snapshot", snapshot, "--dry-run", "--kind", "skov")
    assert (code, "map, l2 og trees" in line) == (2, True)


def test_a_failed_check_is_a_plain_sentence():
    slow = Check("champion", "ndcg@5 few_hours to_participant", False, -0.0312345, -0.01, 40)
    assert reason(slow, "da") == (
        "Kan være dårligere end den, der svarer nu (rækkefølge, få timer, lister til deltagere): "
        "forskellen kan være så lav som -0,031, grænsen er -0,01."
    )
    assert "(a, thing)" in reason(Check("unheard_of", "a thing", False, 1.0, 0.0), "en")
