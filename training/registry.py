"""The only module that talks to MLflow: one run in, nothing out.

Tracking is ``sqlite:///mlruns/mlflow.db`` with artifacts beside it. The database is made under a file lock, because
several processes that start at once would otherwise make it together and fail.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

HOME: Final = Path("mlruns")


def log_run(
    experiment: str,
    params: Mapping[str, Any],
    metrics: Mapping[str, float],
    artifacts: Iterable[Path] = (),
    home: Path = HOME,
) -> str:
    """Record one run with its parameters, metrics and files or folders; returns the run's id."""
    import mlflow

    client = _ready(home)
    found = client.get_experiment_by_name(experiment)
    place = (home / "artifacts" / experiment).resolve().as_uri()
    number = found.experiment_id if found else client.create_experiment(experiment, artifact_location=place)
    run = client.create_run(number)
    name: str = run.info.run_id
    for key, value in params.items():
        client.log_param(name, key, value)
    for key, value in metrics.items():
        client.log_metric(name, key, float(value))
    for path in artifacts:
        log = client.log_artifacts if Path(path).is_dir() else client.log_artifact
        log(name, str(path))
    client.set_terminated(name, mlflow.entities.RunStatus.to_string(mlflow.entities.RunStatus.FINISHED))
    return name


def _ready(home: Path) -> Any:
    """A client of the store in ``home``, which is made first when it is not there."""
    import mlflow
    from filelock import FileLock

    home.mkdir(parents=True, exist_ok=True)
    with FileLock(str(home / "mlflow.lock")):
        client = mlflow.MlflowClient(f"sqlite:///{(home / 'mlflow.db').resolve()}")
        client.search_experiments(max_results=1)
    return client
