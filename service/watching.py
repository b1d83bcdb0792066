"""What ``companytrack monitor`` looks at together: the data set, the releases, and how the service made its lists."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from service.access import Caller
    from service.store import Store
    from service.store.run_counts import RunCounts
    from training.dataset import Dataset
    from training.monitor import Watch

VIOLATIONS: Final = "violations"


@dataclass(frozen=True, slots=True)
class Answering:
    """The release that answers (None: expert weights), since when, by whom, against the gate or not; all overrules."""

    release: str | None
    model: str
    since: date | None
    days: int | None
    overruled: bool
    overrules: int


@dataclass(frozen=True, slots=True)
class Watched:
    """Everything together; ``runs`` is None where only a snapshot was read."""

    watch: Watch
    answering: Answering
    runs: RunCounts | None

    @property
    def alarms(self) -> tuple[str, ...]:
        """Codes of what a person has to look at; any makes the command fail."""
        broken = self.runs is not None and self.runs.violations > 0
        return (*self.watch.alarms, VIOLATIONS) if broken else self.watch.alarms

    def plain(self) -> dict[str, Any]:
        """As JSON for programs; what could not be measured is null."""
        tests = [asdict(one) | {"alarm": one.alarm} for one in self.watch.adherence]
        told = {
            "alarms": list(self.alarms),
            "proposals": list(self.watch.proposals),
            "watch": asdict(self.watch) | {"adherence": tests},
            "answering": asdict(self.answering),
            "runs": None if self.runs is None else asdict(self.runs),
        }
        return {name: _measured(value) for name, value in told.items()}


def watched(dataset: Dataset, models: Path, since: date, today: date, runs: RunCounts | None = None) -> Watched:
    """Look at a data set with the model that answers.

    Raises:
        NothingNow: there is nothing on one side of ``since``.
    """
    import numpy as np

    from service.champion import Champion
    from training.monitor import watch

    champion = Champion(models)
    champion.look()
    found = watch(dataset, champion.model, since, np.random.default_rng(since.toordinal()))
    return Watched(found, _answering(models, champion.release, champion.model.version, today), runs)


def gathered(store: Store, tenant: str, caller: Caller, today: date) -> Dataset:
    """A tenant's history under pseudonyms; whoever may export it may watch it, and everybody in it is noted.

    Raises:
        NotAllowed: the caller is no data analyst or admin of the whole tenant.
        NothingShown: there is nothing to look at.
    """
    import tempfile

    from service.snapshots import export_snapshot
    from training.dataset import Dataset

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "snapshot"
        export_snapshot(folder, store, tenant, caller, today, groups=False)
        return Dataset.read(folder)


def counted(store: Store, tenant: str, since: date) -> RunCounts:
    """How a tenant's lists were made from a day on."""
    with store.reader(tenant) as reader:
        return reader.run_counts(datetime.combine(since, time.min).astimezone())


def _answering(models: Path, release: str | None, version: str, today: date) -> Answering:
    from matching import releases

    flips = [flip for flip in releases.flips(models) if flip.release is not None]
    overruled = {name: _overruled(models, name) for name in {str(flip.release) for flip in flips}}
    mine = [flip for flip in flips if flip.release == release]
    since = datetime.fromisoformat(mine[-1].at).date() if mine else None
    return Answering(
        release=release,
        model=version,
        since=since,
        days=None if since is None else (today - since).days,
        overruled=overruled.get(str(release), False),
        overrules=sum(overruled.values()),
    )


def _overruled(models: Path, name: str) -> bool:
    """A release was taken into use against the gate; one that cannot be read tells nothing."""
    from matching import releases

    try:
        return "overruled_by" in releases.read(models, name)[1].about
    except releases.ReleaseError:
        return False


def _measured(value: Any) -> Any:
    """The same without NaN, which JSON does not have."""
    if isinstance(value, Mapping):
        return {name: _measured(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_measured(item) for item in value]
    return None if isinstance(value, float) and math.isnan(value) else value
