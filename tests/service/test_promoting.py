"""Promotion goes through the gate or past it on record; rolling back brings the one before, with MLflow or without."""

import dataclasses
import json
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from matching import releases
from matching.model import PRIOR, MatchModel
from service import promoting
from service.cli import app
from service.promoting import Decision, GateClosed, Places
from training import registry

WHEN = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
YES = Decision("ann", "bedre til få timer", WHEN)


@pytest.fixture
def places(tmp_path):
    return Places(tmp_path / "model", tmp_path / "mlruns")


@pytest.fixture
def three(places, tmp_path):
    """Versions 1 and 2 that passed the gate, and 3 that did not."""
    for weight, gate in ((4.0, "passed"), (5.0, "passed"), (6.0, "refused")):
        weights = dict(PRIOR)
        weights["wish_similarity"] = dataclasses.replace(weights["wish_similarity"], weight=weight)
        MatchModel(weights).save(tmp_path / f"m{weight}")
        run = registry.log_run("matching", {"weight": weight}, {}, [], places.mlruns)
        tags = {"gate": gate, "gate_reasons": "" if gate == "passed" else "nDCG@5 under baseline"}
        registry.register(run, tmp_path / f"m{weight}", tags, places.mlruns)


def aliases(places):
    return {alias: item.number for item in registry.versions(places.mlruns) for alias in item.aliases}


def test_promoting_and_rolling_back_move_the_pointer_and_the_aliases(places, three):
    promoting.promote(places, "1", YES)
    second = promoting.promote(places, "2", YES)
    assert releases.read(places.models, second.release)[0].weights["wish_similarity"].weight == 5.0
    assert aliases(places) == {"champion": "2", "previous": "1"}
    back = promoting.roll_back(places, YES)
    assert back.release == second.previous
    assert aliases(places) == {"champion": "1", "previous": "2"}


def test_the_gate_is_closed_to_what_did_not_pass(places, three):
    with pytest.raises(GateClosed, match="nDCG@5 under baseline"):
        promoting.promote(places, "3", YES)
    assert releases.current(places.models) is None


def test_a_person_may_overrule_the_gate_on_record(places, three):
    pointer = promoting.promote(places, "3", dataclasses.replace(YES, overrules=True))
    about = releases.read(places.models, pointer.release)[1].about
    assert (about["gate"], about["overruled_by"], about["overruled_why"]) == ("refused", "ann", "bedre til få timer")


def test_without_a_reason_nothing_is_promoted(places, three):
    with pytest.raises(releases.ReleaseError):
        promoting.promote(places, "1", dataclasses.replace(YES, why=" "))
    assert releases.current(places.models) is None


def test_rolling_back_needs_no_mlflow(places, three, tmp_path):
    promoting.promote(places, "1", YES)
    assert promoting.roll_back(Places(places.models, tmp_path / "nothing"), YES).release is None


def test_the_commands_say_what_they_did_and_refuse_in_a_sentence(places, three, monkeypatch):
    monkeypatch.setenv("COMPANYTRACK_MODEL_DIR", str(places.models))
    told = ["--by", "ann", "--why", "bedre", "--mlruns", str(places.mlruns)]
    refused = CliRunner().invoke(app, ["promote", "3", *told])
    assert refused.exit_code == 1
    assert "- nDCG@5 under baseline" in refused.stderr
    assert "Der er: 3, 2 og 1." in CliRunner().invoke(app, ["promote", "9", *told]).stderr
    done = CliRunner().invoke(app, ["promote", "2", *told, "--json"])
    assert done.exit_code == 0
    release = json.loads(done.stdout)["release"]
    again = CliRunner().invoke(app, ["promote", "2", *told])
    assert (again.exit_code, again.stderr.split(".")[0]) == (0, f"Model {release} svarer allerede")
    back = CliRunner().invoke(app, ["rollback", *told])
    assert back.stderr.strip() == f"Nu svarer ekspertvægtene igen. Før svarede model {release}."
    listed = json.loads(CliRunner().invoke(app, ["models", "--json"]).stdout)
    assert [flip["release"] for flip in listed] == [None, release]


def test_without_the_registry_a_promotion_names_what_brings_it(monkeypatch):
    monkeypatch.setattr("service.cli_extras.find_spec", lambda name: None)
    told = CliRunner().invoke(app, ["promote", "1", "--by", "ann", "--why", "prøve"])
    assert (told.exit_code, "companytrack[retraining]" in told.stderr) == (2, True)


def test_runs_are_kept_where_the_settings_say_from_whichever_folder_a_command_is_started(tmp_path, monkeypatch):
    from service.cli_models import mlruns_of

    monkeypatch.setenv("COMPANYTRACK_MLRUNS", str(tmp_path / "kept"))
    for folder in (tmp_path, tmp_path.parent):
        monkeypatch.chdir(folder)
        assert mlruns_of(None) == tmp_path / "kept"
    assert mlruns_of(tmp_path / "named") == tmp_path / "named"
    monkeypatch.delenv("COMPANYTRACK_MLRUNS")
    assert mlruns_of(None) == tmp_path.parent / "mlruns"
