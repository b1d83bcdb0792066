"""MLflow: a run with its parameters, metrics and files is written where it is looked for."""

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from features.pairs import COLUMNS
from matching.model import PRIOR, MatchModel
from training import registry
from training.registry import log_run


def test_a_run_is_recorded_with_its_file(tmp_path: Path) -> None:
    import mlflow

    note = tmp_path / "note.txt"
    note.write_text("made", encoding="utf-8")
    home = tmp_path / "mlruns"
    first = log_run("encoder", {"seed": 7}, {"mrr": 0.5}, [note], home)
    second = log_run("encoder", {"seed": 8}, {"mrr": 0.6}, [], home)
    client = mlflow.MlflowClient(f"sqlite:///{home / 'mlflow.db'}")
    run = client.get_run(first)
    assert run.data.params == {"seed": "7"}
    assert run.data.metrics == {"mrr": 0.5}
    assert run.info.status == "FINISHED"
    assert client.get_run(second).info.experiment_id == run.info.experiment_id
    assert [path.read_text(encoding="utf-8") for path in home.rglob("note.txt")] == ["made"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "mlruns"


def registered(home: Path, weight: float) -> registry.Version:
    """A version of a model that weighs the wishes by ``weight``, made by a run of its own."""
    weights = dict(PRIOR)
    weights["wish_similarity"] = dataclasses.replace(weights["wish_similarity"], weight=weight)
    MatchModel(weights).save(home.parent / f"m{weight}")
    run = log_run("matching", {"weight": weight}, {"ndcg": 0.5}, [], home)
    return registry.register(run, home.parent / f"m{weight}", {"gate": "passed"}, home)


def test_a_registered_version_gives_the_model_back_and_mlflow_can_score_with_it(home, tmp_path):
    import mlflow
    import numpy as np
    import pandas as pd

    made = registered(home, 4.0)
    assert (made.number, made.aliases, made.tags["gate"]) == ("1", (), "passed")
    model = MatchModel.load(registry.fetch("1", tmp_path / "fetched", home))
    table = np.linspace(0, 1, 2 * len(COLUMNS), dtype=np.float32).reshape(2, -1)
    (packed,) = home.rglob("MLmodel")
    loaded = mlflow.pyfunc.load_model(str(packed.parent))
    scored = loaded.predict(pd.DataFrame(table, columns=list(COLUMNS)))
    assert scored["surplus"].to_numpy() == pytest.approx(model.score(table).surplus)
    assert loaded.metadata.signature.inputs.input_names() == list(COLUMNS)
    assert "numpy==" in (packed.parent / "requirements.txt").read_text()
    assert not list(packed.parent.rglob("*.pkl"))


def test_aliases_follow_the_releases(home):
    for weight, release in ((4.0, "a"), (5.0, "b")):
        registry.promoted(registered(home, weight).number, release, home)
    registry.follow("b", "a", home)
    assert registry.version("champion", home).number == "2"
    assert registry.version("previous", home).number == "1"
    registry.follow("a", "b", home)
    assert registry.version("champion", home).number == "1"
    registry.follow(None, "a", home)
    assert [item.aliases for item in registry.versions(home)] == [(), ("previous",)]


def test_a_version_that_is_not_there_is_named_with_those_that_are(home):
    registered(home, 4.0)
    with pytest.raises(registry.NoSuchVersion, match="no version '7' of the model; there are: 1"):
        registry.version("7", home)


KEEPING: str = """
import sys
from pathlib import Path
from matching.model import MatchModel
from training import registry
home, model = Path(sys.argv[1]), Path(sys.argv[2])
sys.stdin.readline()
run = registry.log_run("matching", {}, {"ndcg": 0.5}, [], home)
print(registry.register(run, model, {"gate": "passed"}, home).number)
"""


def test_several_who_begin_at_once_in_a_new_folder_all_get_their_version(home, tmp_path):
    MatchModel.prior().save(tmp_path / "model")
    told = [sys.executable, "-c", KEEPING, str(home), str(tmp_path / "model")]
    others = [subprocess.Popen(told, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    for one in others:
        one.stdin.write("go\n")
        one.stdin.flush()
    said = [one.communicate(timeout=300)[0].split()[-1:] for one in others]
    assert sorted(said) == [["1"], ["2"], ["3"]]
    assert len({version.run for version in registry.versions(home)}) == 3
