"""The audit table of an export, on both databases: who is in it, under which names, who looked, and what is noted."""

import re
import shutil
from datetime import timedelta

import pytest

from features.profiles import Participant
from service.access import Caller, Role
from service.snapshots import export_snapshot
from service.store import open_store
from service.watching import gathered
from tests.service.api_house import NOON
from tests.service.learned_house import PEOPLE, TODAY
from tests.service.test_snapshots import happened
from training.audit import audit_of
from training.dataset import Dataset
from training.manifest import read_manifest
from training.protected import AgeBand, Groups, Origin, Sex

ANALYST = Caller("k1", "viborg", Role.DATA_ANALYST)
KNOWN = {
    "p1": Groups(AgeBand.UNDER_30, Sex.WOMAN, Origin.ASIA),
    "p2": Groups(sex=Sex.MAN),
    "never-shown": Groups(sex=Sex.OTHER),
}


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """A database in which four people were shown lists."""
    folder = tmp_path_factory.mktemp("lived")
    happened(f"sqlite:///{folder}/lived.db", folder).close()
    return folder / "lived.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path):
    """The same on both databases, with the groups of three people, of whom one was never shown a list."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("lived"), tmp_path / "store.db")
        opened = open_store(f"sqlite:///{tmp_path}/store.db", now=lambda: NOON + timedelta(weeks=4))
    else:
        opened = happened(request.getfixturevalue("new_postgresql_url")(), tmp_path)
    with opened.unit(tenant="viborg", actor="test") as unit:
        unit.put(Participant(id="never-shown"))
        for person, groups in KNOWN.items():
            unit.put_protected_groups(person, groups)
    yield opened
    opened.close()


def noted(store, purpose):
    with store.reader("viborg") as reader:
        return {
            person for person in (*PEOPLE, "never-shown") for one in reader.accesses(person) if one.purpose == purpose
        }


def test_those_in_the_snapshot_are_in_it_under_the_same_names_and_nobody_else(store, tmp_path):
    manifest = export_snapshot(tmp_path / "snapshot", store, "viborg", ANALYST, TODAY)
    table, shown = audit_of(tmp_path / "snapshot"), Dataset.read(tmp_path / "snapshot").suggestions
    assert manifest.audit == read_manifest(tmp_path / "snapshot").audit
    assert set(table["participant"]) < set(shown["participant"])
    told = {tuple(row[1:]) for row in table.astype(object).where(table.notna(), None).itertuples(index=False)}
    assert told == {("under_30", "woman", "asia"), (None, "man", None)}
    assert table["participant"].map(lambda name: bool(re.fullmatch("[a-p]{20}", name))).all()
    assert table["participant"].is_monotonic_increasing
    assert noted(store, "snapshot_groups") == {"p1", "p2"}
    assert noted(store, "snapshot") == set(PEOPLE)


def test_groups_that_were_taken_back_are_in_no_later_snapshot_and_without_any_there_is_no_table(store, tmp_path):
    with store.unit(tenant="viborg", actor="test") as unit:
        unit.put_protected_groups("p1", Groups())
    export_snapshot(tmp_path / "one", store, "viborg", ANALYST, TODAY)
    assert audit_of(tmp_path / "one")["sex"].tolist() == ["man"]
    with store.unit(tenant="viborg", actor="test") as unit:
        unit.put_protected_groups("p2", Groups())
    assert export_snapshot(tmp_path / "two", store, "viborg", ANALYST, TODAY).audit is None
    assert not (tmp_path / "two" / "audit").exists()


def test_an_erased_person_is_in_no_later_audit_table(store, tmp_path):
    with store.unit(tenant="viborg", actor="test") as unit:
        unit.erase("p1", "asked")
    export_snapshot(tmp_path / "snapshot", store, "viborg", ANALYST, TODAY)
    assert audit_of(tmp_path / "snapshot")["sex"].tolist() == ["man"]


def test_monitoring_reads_no_groups(store):
    gathered(store, "viborg", ANALYST, TODAY)
    assert noted(store, "snapshot_groups") == set()


def test_what_was_left_out_stands_in_the_manifest(store, tmp_path):
    from tests.service.conftest import a_ranking

    with store.unit(tenant="viborg", actor="test") as unit:
        unit.add_run(a_ranking(), model="m", snapshot="s")
    assert export_snapshot(tmp_path / "snapshot", store, "viborg", ANALYST, TODAY).left_out == {"without_features": 2}
    assert read_manifest(tmp_path / "snapshot").left_out == {"without_features": 2}
