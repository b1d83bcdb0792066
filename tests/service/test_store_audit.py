"""Protected groups: replaced, removed, kept from other tenants, never asked for by person."""

import ast
import inspect
from pathlib import Path

import pytest

import service
from features.profiles import Participant
from service.store import Reader, Unknown
from training.protected import AgeBand, Groups, Origin, Sex

ROOT = Path(service.__file__).parent
KNOWN = Groups(AgeBand.UNDER_30, Sex.WOMAN, Origin.EUROPE_EAST)


def put(store, groups, person="p1", tenant="viborg"):
    with store.unit(tenant=tenant, actor="key:boss") as unit:
        unit.put_protected_groups(person, groups)


def kept(store, tenant="viborg"):
    with store.reader(tenant) as reader:
        return reader.protected_groups()


def test_groups_are_kept_replaced_and_removed(filled):
    put(filled, KNOWN)
    assert kept(filled) == {"p1": KNOWN}
    put(filled, Groups(sex=Sex.OTHER))
    assert kept(filled) == {"p1": Groups(sex=Sex.OTHER)}
    put(filled, Groups())
    assert kept(filled) == {}


def test_groups_need_their_participant_and_their_tenant(filled):
    with pytest.raises(Unknown, match="participant 'p7'"):
        put(filled, KNOWN, person="p7")
    put(filled, KNOWN)
    with pytest.raises(Unknown):
        put(filled, KNOWN, tenant="skive")
    with filled.unit(tenant="skive", actor="a") as unit:
        unit.put(Participant(id="p1", tenant="skive"))
        unit.put_protected_groups("p1", Groups())
    assert (kept(filled), kept(filled, "skive")) == ({"p1": KNOWN}, {})


def test_a_view_has_no_question_about_one_persons_groups():
    asking = [name for name, _ in inspect.getmembers(Reader, inspect.isfunction) if "protected" in name]
    assert asking == ["protected_groups"]
    assert list(inspect.signature(Reader.protected_groups).parameters) == ["self"]


def test_only_the_snapshot_and_the_import_touch_the_groups():
    """Not the API, not the pages, not a flow: whoever is added here has to be argued for in docs/decisions."""
    named = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and "protected_groups" in node.attr
    }
    assert {name for name in named if not name.startswith(("store/", "migrations/"))} <= {
        "snapshots.py",
        "auditing.py",
    }
