"""Commands of those who train: write a snapshot, learn a new model and hear what the gate says."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from service import console
from service.cli_extras import LEARNING, RETRAINING, need
from service.cli_models import MlRuns, mlruns_of
from service.cli_options import InLanguage, Json, language_of
from service.texts import say

if TYPE_CHECKING:
    from training.dataset import Manifest
    from training.fitting import Kind
    from training.retrain import Retrained

REFUSED: Final = 3
"""The exit code when the gate said no."""
DAYS: Final = ["%Y-%m-%d"]
From = Annotated[datetime | None, typer.Option("--from", formats=DAYS, help=say("learning.help.snapshot_from"))]
To = Annotated[datetime | None, typer.Option("--to", formats=DAYS, help=say("learning.help.snapshot_to"))]


def export_snapshot(out: Path, key: str | None, first: datetime | None, last: datetime | None, language: str) -> None:
    """Write what happened as a pseudonymised folder."""
    need("pandera", LEARNING, language)
    days = [None if moment is None else moment.date() for moment in (first, last)]
    manifest = _snapshot(out, key, days, language)
    about = {**manifest.counts, **dict(zip(("first", "last"), manifest.period or (None, None), strict=True))}
    console.tell(say("learning.exported", language, folder=str(out), **about), "green")


def retrain(
    snapshot: Annotated[Path | None, typer.Option(help=say("learning.help.snapshot"))] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("learning.help.dry_run"))] = False,
    budget: Annotated[float, typer.Option(min=0, help=say("learning.help.budget"))] = 300.0,
    kind: Annotated[list[str] | None, typer.Option(help=say("learning.help.kind"))] = None,
    key: Annotated[str | None, typer.Option(help=say("learning.help.key"))] = None,
    audit: Annotated[Path | None, typer.Option(help=say("report.help.audit"))] = None,
    mlruns: MlRuns = None,
    language: InLanguage = None,
    json: Json = False,
) -> None:
    """Learn a new model, judge it beside the present one, keep it with the gate's answer."""
    lang = language_of(language)
    need("pandera", LEARNING, lang)
    if not dry_run:
        need("mlflow", RETRAINING, lang)
    kinds, kept = _kinds(kind, lang), mlruns_of(mlruns)
    with tempfile.TemporaryDirectory() as scratch, trouble(lang):
        folder = snapshot or Path(scratch) / "snapshot"
        if snapshot is None:
            _snapshot(folder, key, (None, None), lang)
        done = _learned(folder, kinds, budget, None if dry_run else kept, audit, lang)
    _tell(done, kept, lang, json)
    if not done.verdict.passed:
        raise typer.Exit(REFUSED)


def _learned(
    folder: Path, kinds: Sequence[Kind], budget: float, mlruns: Path | None, audit: Path | None, language: str
) -> Retrained:
    """The new model beside the one that answers now."""
    import scipy.optimize  # noqa: F401 — its threads can only be held back once it is there
    from threadpoolctl import threadpool_limits

    from service.champion import Champion
    from service.report_page import write_report
    from service.settings import Settings
    from training.retrain import retrain as run

    champion = Champion(Settings().model_dir)
    champion.look()
    with (
        console.progress(language) as told,
        threadpool_limits(1),
    ):  # its matrices are small: threads only get in the way
        return run(
            folder,
            champion.model,
            clock=time.monotonic,
            budget=budget,
            kinds=kinds,
            step=told.step,
            mlruns=mlruns,
            files=write_report,
            audit=audit,
        )


def _snapshot(folder: Path, key: str | None, days: Sequence[date | None], language: str) -> Manifest:
    """A snapshot from the database; what was left out is said."""
    from service.settings import Settings
    from service.snapshots import Period, export_snapshot
    from service.verdicts import left_out

    settings = Settings()
    with console.database(settings, language) as store, trouble(language):
        caller = console.caller(store, key or console.ask_secret(say("cli.export.ask_key", language)), language)
        manifest = export_snapshot(folder, store, settings.tenant, caller, date.today(), Period(*days))
    if manifest.left_out:
        console.tell(left_out(manifest.left_out, language), "yellow")
    if manifest.audit is None:
        console.tell(say("audit.no_groups", language), "yellow")
    return manifest


def _kinds(asked: Sequence[str] | None, language: str) -> tuple[Kind, ...]:
    """The kinds to try: those asked for, else all that can be learned with what is installed."""
    from training.fitting import KINDS

    for name in asked or ():
        if name not in KINDS:
            console.stop(say("learning.kind_unknown", language, kind=name, known=list(KINDS)))
    if asked:
        return tuple(kind for kind in KINDS if kind in asked)
    if find_spec("lightgbm") is not None:
        return KINDS
    console.tell(say("learning.no_trees", language), "yellow")
    return tuple(kind for kind in KINDS if kind != "trees")


@contextmanager
def trouble(language: str) -> Iterator[None]:
    """Whatever cannot be exported or learned from ends the command with its sentence."""
    from service.exporting import NotAllowed
    from service.pseudonyms import PersonalData
    from service.snapshots import NothingShown
    from service.verdicts import left_out
    from training.dataset import DatasetError
    from training.splits import TooLittle

    try:
        yield
    except NotAllowed:
        console.stop(say("learning.not_allowed", language), code=1)
    except FileExistsError as error:
        console.stop(say("learning.exists", language, folder=str(error.filename or error).split(" is there")[0]))
    except NothingShown as error:
        console.stop(say("learning.nothing_shown", language, left_out=left_out(error.left_out, language)), code=1)
    except PersonalData as error:
        console.stop(say("learning.personal", language, places=[place for place, _ in error.places]), code=1)
    except DatasetError as error:
        console.stop(say("learning.bad_snapshot", language, faults="\n".join(error.faults)), code=1)
    except TooLittle:
        console.stop(say("learning.too_little", language), code=1)


def _tell(done: Retrained, mlruns: Path, language: str, as_json: bool) -> None:
    """The measures, the verdict, and what to do next."""
    from service.verdicts import headings, rows, sentences

    if as_json:
        checks = [asdict(check) for check in done.verdict.checks]
        about = {"kind": done.kind, "tried": dict(done.tried), "model": done.model.version, "version": done.version}
        told = {"passed": done.verdict.passed, "synthetic": done.report.synthetic, "checks": checks}
        console.out_json({**about, **told, "measures": [asdict(one) for one in done.report.measures]})
        return
    console.table(headings(language), rows(done.report, language))
    for line in sentences(done, language):
        console.tell(line)
    if done.version is None:
        console.tell(say("learning.not_kept", language), "dim")
        return
    console.tell(say("learning.registered", language, version=done.version, mlruns=str(mlruns)))
    console.tell(
        say("learning.next" if done.verdict.passed else "learning.next_overrule", language, version=done.version)
    )
