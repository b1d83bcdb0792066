"""The loop from a snapshot to a registered version with the gate's answer, on practice data of the invented world."""

import json
from datetime import date

import pytest

from features.similarity import Hybrid
from matching.model import MatchModel
from matching.ranker import Ranker
from training import registry
from training.dataset import DatasetError
from training.practice import practice
from training.retrain import retrain
from training.splits import by_time
from training.world import invent


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    """Eight weeks of lists for forty invented people."""
    world = invent(5, participants=40, employers=40, vacancies=120, today=date(2026, 11, 20))
    ranker = Ranker(Hybrid(None), MatchModel.prior())
    ranker.load(world.vacancies, {employer.id: employer for employer in world.employers})
    folder = tmp_path_factory.mktemp("data") / "snapshot"
    practice(world, ranker, 8).write(folder, left_out={"gone": 3})
    return folder


def still():
    """A clock that stands."""
    return 0.0


def test_a_version_is_registered_with_the_answer_of_the_gate(snapshot, tmp_path):
    steps = []
    done = retrain(
        snapshot, MatchModel.prior(), clock=still, kinds=("map",), mlruns=tmp_path / "mlruns",
        step=lambda name, n: steps.append(name),
    )  # fmt: skip
    version = registry.version(done.version, tmp_path / "mlruns")
    assert version.tags["gate"] == ("passed" if done.verdict.passed else "refused")
    assert version.tags["synthetic"] == "true"
    kept = MatchModel.load(registry.fetch(version.number, tmp_path / "back", tmp_path / "mlruns"))
    assert kept.version == done.model.version
    assert steps == ["read", "learn", "judge"]
    from mlflow import MlflowClient

    noted = MlflowClient(f"sqlite:///{tmp_path}/mlruns/mlflow.db").get_run(done.run).data.params
    assert (noted["left_out_gone"], noted["groups"]) == ("3", "0"), "what the export left out, and nobody's groups"


def test_what_is_judged_was_not_learned_from(snapshot):
    from training.dataset import Dataset
    from training.fitting import Learner

    known, judged = by_time(Dataset.read(snapshot))
    done = retrain(snapshot, MatchModel.prior(), clock=still, kinds=("map",))
    assert done.model.version == Learner("map").fit(known).model_.version
    assert done.report.period[0] == judged.suggestions["shown_on"].min().date()
    assert (done.run, done.version) == (None, None)


def test_the_kind_that_foretells_best_is_taken(snapshot):
    done = retrain(snapshot, MatchModel.prior(), clock=still, kinds=("map", "l2"))
    assert set(done.tried) == {"map", "l2"}
    assert done.kind == min(done.tried, key=done.tried.get)


def test_when_the_time_is_up_no_further_kind_is_tried(snapshot):
    ticks = iter(range(0, 10_000, 100))
    done = retrain(snapshot, MatchModel.prior(), clock=lambda: float(next(ticks)), budget=50, kinds=("map", "l2"))
    assert set(done.tried) == {"map"}


def test_a_changed_snapshot_is_refused_and_nothing_is_kept(snapshot, tmp_path):
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(snapshot, copy)
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["sha256"]["answers"] = "0" * 64
    (copy / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(DatasetError, match=r"answers\.parquet is not the file of the manifest"):
        retrain(copy, MatchModel.prior(), clock=still, mlruns=tmp_path / "mlruns")
    assert not (tmp_path / "mlruns").exists()
