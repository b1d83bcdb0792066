"""Nothing that ranks or learns can reach a protected group: not by an import, not by a column, not by a snapshot."""

import ast
import json
import stat
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import training
from features.pairs import COLUMNS
from tests.training.judged_snapshot import dataset, shown
from training.audit import audit_of, checked
from training.dataset import Dataset, DatasetError
from training.manifest import AUDIT, MANIFEST
from training.protected import ATTRIBUTES, CODES, Groups, Sex
from training.tables import schemas

ROOT = Path(training.__file__).parent.parent
MAY = {
    "training/audit.py", "training/protected.py", "training/fairness.py", "training/retrain.py",
    "training/world/groups.py", "service/store/audit.py", "service/auditing.py", "service/cli_audit.py",
    "service/snapshots.py",
}  # fmt: skip
"""Who may know of groups; whoever is added has to be argued for in docs/decisions."""


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_only_the_report_and_what_feeds_it_know_of_groups():
    files = (path for part in ("features", "matching", "training", "service") for path in (ROOT / part).rglob("*.py"))
    knowing = {
        str(path.relative_to(ROOT))
        for path in files
        if {"training.protected", "training.audit", "training.world.groups"} & set(imported(path))
    }
    assert knowing <= MAY


def test_no_feature_and_no_column_of_a_snapshot_is_a_group():
    columns = {column for schema in schemas().values() for column in schema.columns}
    assert not (set(COLUMNS) | columns) & {*ATTRIBUTES, "age", "gender", "nationality", "country"}
    codes = {code.value for kind in CODES.values() for code in kind}
    assert not codes & columns
    assert len(codes) == sum(len(kind) for kind in CODES.values()), "one name, one group: a report names them alone"


@pytest.fixture
def snapshot(tmp_path):
    """A snapshot of two people with an audit table."""
    groups = {"participant": ["a", "b"], "age_band": "50_up", "sex": ["man", "woman"], "origin": None}
    data = dataset([shown(0, "a", "x"), shown(1, "b", "x")])
    data.write(tmp_path / "snapshot", left_out={"gone": 3}, audit=checked(pd.DataFrame(groups)))
    return tmp_path / "snapshot"


def test_the_audit_table_lies_apart_for_its_owner_alone_and_a_data_set_does_not_hold_it(snapshot):
    path = snapshot / AUDIT
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    found = Dataset.read(snapshot)
    tables = (found.suggestions, found.answers, found.outcomes)
    assert not {column for table in tables for column in table.columns} & set(ATTRIBUTES)
    path.unlink()
    assert len(Dataset.read(snapshot)) == 2, "who only learns needs no groups"
    assert audit_of.__module__ == "training.audit"


def test_the_manifest_tells_its_hash_and_what_was_left_out(snapshot):
    manifest = json.loads((snapshot / MANIFEST).read_text())
    assert manifest["left_out"] == {"gone": 3}
    assert len(manifest["audit"]) == 64
    assert audit_of(snapshot)["sex"].tolist() == ["man", "woman"]


def test_a_changed_or_lost_audit_table_is_refused_and_none_is_none(snapshot, tmp_path):
    (snapshot / AUDIT).write_bytes((snapshot / AUDIT).read_bytes() + b" ")
    with pytest.raises(DatasetError, match="sha256 differs"):
        audit_of(snapshot)
    (snapshot / AUDIT).unlink()
    with pytest.raises(DatasetError, match="is missing"):
        audit_of(snapshot)
    dataset([shown(0, "a", "x")], made_on=date(2026, 12, 1)).write(tmp_path / "bare")
    assert audit_of(tmp_path / "bare") is None


def test_a_value_that_is_no_code_is_refused_and_not_repeated():
    table = pd.DataFrame({"participant": ["a"], "age_band": ["1987-03-02"], "sex": [None], "origin": ["Syria"]})
    with pytest.raises(DatasetError, match="age_band: 1 value") as caught:
        checked(table)
    assert "1987" not in str(caught.value)
    assert "origin: 1 value" in str(caught.value)


def test_groups_are_empty_when_nothing_is_known():
    assert Groups().empty
    assert not Groups(sex=Sex.WOMAN).empty
