"""``companytrack erase`` as typed, what the API and an import say of an erased id, and what the next snapshot holds."""

import json
import shutil
from datetime import date

import pytest
from typer.testing import CliRunner

from features.profiles import Participant
from service.access import Caller, Role, hash_of, new_secret
from service.cli import app
from service.importing import plan, read_file
from service.snapshots import export_snapshot
from service.store import open_store
from tests.service.api_house import AMAL, API
from tests.service.learned_house import PEOPLE, TODAY
from tests.service.test_snapshots import LearnedHouse, happened
from training.dataset import Dataset

ANALYST = Caller("k1", "viborg", Role.DATA_ANALYST)


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """A database in which people were shown lists and answered."""
    folder = tmp_path_factory.mktemp("lived")
    happened(f"sqlite:///{folder}/lived.db", folder).close()
    return folder / "lived.db"


@pytest.fixture
def url(tmp_path, monkeypatch, lived):
    """A copy of it, set as the database of the settings."""
    shutil.copy(lived, tmp_path / "store.db")
    monkeypatch.setenv("COMPANYTRACK_DATABASE_URL", f"sqlite:///{tmp_path}/store.db")
    monkeypatch.chdir(tmp_path)
    return f"sqlite:///{tmp_path}/store.db"


@pytest.fixture
def store(url):
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def run(url, store):
    """Runs a command with a key of a role."""

    def typed(*words, role="admin", typing=None, tenant="viborg"):
        secret = new_secret()
        store.create_api_key(tenant=tenant, role=role, label="", key_hash=hash_of(secret), employer_id=None)
        return CliRunner().invoke(app, ["erase", *words, "--key", secret], input=typing, catch_exceptions=False)

    return typed


def there(store, person="p2"):
    with store.reader("viborg") as reader:
        return reader.get(Participant, person) is not None


def test_an_admin_sees_what_goes_types_the_id_and_it_is_gone(run, store):
    done = run("participant", "p2", "--reason", "asked", typing="p2\n")
    assert done.exit_code == 0, done.output
    line = " ".join(done.output.split())
    assert "Lister 2" in line
    assert "Starter i job 1" in line
    assert "Slettet for altid: p2" in line
    assert "sikkerhedskopier" in line
    assert "companytrack retrain" in line
    assert not there(store)
    told = json.loads(run("list", "--json").stdout)
    assert [(one["participant_id"], one["reason"]) for one in told] == [("p2", "asked")]
    assert "Personen bad om det" in run("list").output


@pytest.mark.parametrize(
    ("words", "who", "typing", "sentence"),
    [
        (("p2", "--reason", "asked"), {}, "p3\n", "Intet er slettet"),
        (("p2", "--reason", "asked", "--yes"), {"role": "consultant"}, None, "Kun en administrator"),
        (("p2", "--reason", "fordi", "--yes"), {}, None, "asked, withdrew, kept_long_enough og mistake"),
        (("p99", "--reason", "asked", "--yes"), {}, None, "ingen deltager med id p99"),
        (("p2", "--reason", "asked", "--yes"), {"tenant": "skive"}, None, "ingen deltager med id p2"),
    ],
)
def test_nobody_is_erased_by_mistake_or_by_others(run, store, words, who, typing, sentence):
    done = run("participant", *words, typing=typing, **who)
    assert done.exit_code in (1, 2)
    assert sentence in " ".join(done.output.split())
    assert there(store)


def test_the_next_snapshot_leaves_the_person_out_with_every_answer_about_them(run, store, tmp_path):
    export_snapshot(tmp_path / "before", store, "viborg", ANALYST, TODAY)
    assert run("participant", "p2", "--reason", "asked", "--yes").exit_code == 0
    export_snapshot(tmp_path / "after", store, "viborg", ANALYST, TODAY)
    before, after = (Dataset.read(tmp_path / name) for name in ("before", "after"))
    assert before.suggestions["participant"].nunique() == len(PEOPLE)
    assert after.suggestions["participant"].nunique() == len(PEOPLE) - 1
    assert len(before.answers) - len(after.answers) == 4, "three of the first list, one of the second"
    assert len(before.outcomes) - len(after.outcomes) == 1
    assert (len(before.outcomes), after.outcomes["ended"].any()) == (3, False), "p2's was the one that ended"


def test_an_erased_person_does_not_come_back_by_an_old_file_or_the_api(run, store, url, tmp_path):
    assert run("participant", "p2", "--reason", "asked", "--yes").exit_code == 0
    (tmp_path / "gammel.jsonl").write_text('{"id": "p2", "status": "active"}\n{"id": "p50", "status": "active"}\n')
    todo = plan(read_file(tmp_path / "gammel.jsonl", "participants"), store, "viborg", date(2026, 11, 22))
    assert [record.id for record in todo.new] == ["p50"]
    assert [fault.code for row in todo.faulty for fault in row.faults] == ["erased"]
    house = LearnedHouse(url, tmp_path)
    with house.client:
        answer = house.caller().post(f"{API}/participants", json={**AMAL, "id": "p2"})
        assert answer.status_code == 422, answer.text
        assert "slettet for altid" in answer.json()["faults"][0]["sentence"]
    house.store.close()


def test_the_files_are_written_anew_by_a_command_of_their_own(url, store):
    done = CliRunner().invoke(app, ["erase", "overwrite"], catch_exceptions=False)
    assert (done.exit_code, "skrevet om" in done.output) == (0, True)
    with store.reader("viborg") as reader:
        assert reader.get(Participant, "p2") is not None
        busy = CliRunner().invoke(app, ["erase", "overwrite"], catch_exceptions=False)
    assert busy.exit_code == 1, "a reader beside us still needs the old pages"
