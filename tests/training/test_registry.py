"""MLflow: a run with its parameters, metrics and files is written where it is looked for."""

from pathlib import Path

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
