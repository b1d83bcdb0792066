"""The only module that talks to MLflow: runs, versions of the matching model, and which of them is champion.

Tracking and registry are ``sqlite:///mlruns/mlflow.db`` with artifacts beside it. The database is made under a file
lock, and so are an experiment and the model's name, because several processes that start at once would otherwise make
them together and fail. What answers in the
service is decided by ``matching.releases`` alone; the aliases here follow it.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import warnings
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

HOME: Final = Path("mlruns")
MODEL: Final = "companytrack"
CHAMPION: Final = "champion"
PREVIOUS: Final = "previous"
BATCH: Final = 800
"""Metrics written at once; MLflow takes at most a thousand things together."""
RELEASE: Final = "release"
"""The tag that says which release a version was promoted as."""


class NoSuchVersion(LookupError):
    """The registry holds no such version; ``known`` are those it holds."""

    def __init__(self, version: str, known: Iterable[str]) -> None:
        self.version = version
        self.known = tuple(known)
        super().__init__(f"no version {version!r} of the model; there are: {', '.join(self.known) or 'none'}")


@dataclass(frozen=True, slots=True)
class Version:
    """A registered model: its number, the run that made it, its aliases and tags."""

    number: str
    run: str
    aliases: tuple[str, ...]
    tags: Mapping[str, str]


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
    run = client.create_run(_experiment(client, experiment, home))
    name: str = run.info.run_id
    told = [mlflow.entities.Param(key, str(value)) for key, value in params.items()]
    moment = run.info.start_time
    measured = [mlflow.entities.Metric(key, float(value), moment, 0) for key, value in metrics.items()]
    for first in range(0, max(len(measured), 1), BATCH):
        client.log_batch(name, measured[first : first + BATCH], () if first else told)
    for path in artifacts:
        log = client.log_artifacts if Path(path).is_dir() else client.log_artifact
        log(name, str(path))
    client.set_terminated(name, mlflow.entities.RunStatus.to_string(mlflow.entities.RunStatus.FINISHED))
    return name


def register(run: str, model_folder: Path, tags: Mapping[str, str], home: Path = HOME) -> Version:
    """A new version of the matching model, made of a run and a saved model; its signature and requirements are kept."""
    client = _ready(home)
    with tempfile.TemporaryDirectory() as scratch:
        packed = Path(scratch) / "model"
        _pack(model_folder, packed)
        client.log_artifacts(run, str(packed), "model")
    with _alone(home):
        if not client.search_registered_models(f"name = '{MODEL}'"):
            client.create_registered_model(MODEL, description="Two heads over pairs of participants and vacancies")
    source = f"{client.get_run(run).info.artifact_uri}/model"
    made = client.create_model_version(MODEL, source, run, tags=dict(tags))
    return version(str(made.version), home)


def versions(home: Path = HOME) -> list[Version]:
    """Every version of the matching model, newest first."""
    client = _ready(home)
    found = client.search_model_versions(f"name = '{MODEL}'")
    aliases: dict[str, list[str]] = {}
    for known in client.search_registered_models(f"name = '{MODEL}'"):
        for alias, number in known.aliases.items():
            aliases.setdefault(str(number), []).append(alias)
    made = [
        Version(str(item.version), item.run_id, tuple(sorted(aliases.get(str(item.version), ()))), dict(item.tags))
        for item in found
    ]
    return sorted(made, key=lambda item: -int(item.number))


def version(number: str, home: Path = HOME) -> Version:
    """One version by its number or alias.

    Raises:
        NoSuchVersion: there is none.
    """
    known = versions(home)
    for item in known:
        if number == item.number or number in item.aliases:
            return item
    raise NoSuchVersion(number, (item.number for item in known))


def fetch(number: str, folder: Path, home: Path = HOME) -> Path:
    """Copy the plain files of a version's model into ``folder``.

    Raises:
        NoSuchVersion: there is none.
    """
    found = version(number, home)
    (packed,) = (home / "artifacts").glob(f"*/{found.run}/artifacts/model/artifacts")
    (source,) = (path for path in packed.iterdir() if path.is_dir())
    shutil.copytree(source, folder, dirs_exist_ok=True)
    return folder


def promoted(number: str, release: str, home: Path = HOME) -> None:
    """Remember as which release a version answers."""
    _ready(home).set_model_version_tag(MODEL, number, RELEASE, release)


def follow(release: str | None, previous: str | None, home: Path = HOME) -> None:
    """Set the aliases ``champion`` and ``previous`` to the versions of two releases; None takes the alias away."""
    client, known = _ready(home), versions(home)
    for alias, name in ((CHAMPION, release), (PREVIOUS, previous)):
        number = next((item.number for item in known if name and item.tags.get(RELEASE) == name), None)
        if number is not None:
            client.set_registered_model_alias(MODEL, alias, number)
        elif any(alias in item.aliases for item in known):
            client.delete_registered_model_alias(MODEL, alias)


def _experiment(client: Any, name: str, home: Path) -> str:
    """The number of an experiment, which is made first when it is not there."""
    place = (home / "artifacts" / name).resolve().as_uri()
    with _alone(home):
        found = client.get_experiment_by_name(name)
        return str(found.experiment_id if found else client.create_experiment(name, artifact_location=place))


def _pack(model_folder: Path, to: Path) -> None:
    """The model as MLflow wants it: our plain files, the code that reads them, signature and requirements."""
    import mlflow
    from mlflow.models import ModelSignature
    from mlflow.types import ColSpec, Schema

    from features.pairs import COLUMNS

    asked = Schema([ColSpec("float", name, required=False) for name in COLUMNS])
    answered = Schema([ColSpec("float", name) for name in ("utility", "chance", "surplus")])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it advises type hints and an example; the signature says both
        mlflow.pyfunc.save_model(
            str(to),
            python_model=str(Path(__file__).with_name("served.py")),
            artifacts={"model": str(model_folder)},
            signature=ModelSignature(asked, answered),
            pip_requirements=_requirements(model_folder),
        )


def _requirements(model_folder: Path) -> list[str]:
    """The packages that read and score the model, in the versions that are here."""
    from importlib.metadata import version as installed

    trees = ("lightgbm",) if list(Path(model_folder).glob("*.txt")) else ()
    return [f"{name}=={installed(name)}" for name in ("companytrack", "mlflow", "numpy", "pandas", *trees)]


def _ready(home: Path) -> Any:
    """A client of the store in ``home``, which is made first when it is not there."""
    import mlflow
    from mlflow.environment_variables import MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR

    logging.getLogger("mlflow").setLevel(logging.WARNING)  # it tells of every table it makes
    MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR.set(False)  # type: ignore[no-untyped-call]  # three small files
    home.mkdir(parents=True, exist_ok=True)
    with _alone(home):
        client = mlflow.MlflowClient(f"sqlite:///{(home / 'mlflow.db').resolve()}")
        client.search_experiments(max_results=1)
    return client


def _alone(home: Path) -> AbstractContextManager[Any]:
    """No other process makes anything in ``home`` meanwhile."""
    from filelock import FileLock

    return FileLock(str(home / "mlflow.lock"))
