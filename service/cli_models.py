"""Commands about the model that answers: promote one, roll back, see what there is and who decided."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service import console
from service.cli_extras import RETRAINING, need
from service.cli_options import InLanguage, Json, language_of
from service.texts import say
from service.verdicts import release_name

if TYPE_CHECKING:
    from matching.releases import Pointer
    from service.promoting import Decision, GateClosed, Places

By = Annotated[str, typer.Option(help=say("models.help.by"))]
Why = Annotated[str, typer.Option(help=say("models.help.why"))]
MlRuns = Annotated[Path | None, typer.Option(help=say("models.help.mlruns"))]


def promote(
    version: Annotated[str, typer.Argument(help=say("models.help.version"))],
    by: By,
    why: Why,
    overrule: Annotated[bool, typer.Option("--overrule", help=say("models.help.overrule"))] = False,
    mlruns: MlRuns = None,
    language: InLanguage = None,
    json: Json = False,
) -> None:
    """Let a registered model answer."""
    from matching.releases import ReleaseError
    from service.promoting import GateClosed
    from service.promoting import promote as run
    from training.registry import NoSuchVersion

    lang = language_of(language)
    need("mlflow", RETRAINING, lang)
    try:
        pointer = run(_places(mlruns), version, decision := _decision(by, why, overrule))
    except NoSuchVersion as error:
        console.stop(say("models.no_version", lang, version=error.version, known=list(error.known)), code=1)
    except GateClosed as error:
        console.stop(_closed(error, lang), code=1)
    except ReleaseError as error:
        console.stop(say(f"models.{error.code}", lang, place=error.place), code=1)
    _tell(pointer, "promoted" if decision.made(pointer) else "already", lang, json)


def rollback(by: By, why: Why, mlruns: MlRuns = None, language: InLanguage = None, json: Json = False) -> None:
    """Let the model before answer again."""
    from matching.releases import ReleaseError
    from service.promoting import roll_back as run

    lang = language_of(language)
    try:
        pointer = run(_places(mlruns), _decision(by, why))
    except ReleaseError as error:
        console.stop(say(f"models.{error.code}", lang, place=error.place), code=1)
    _tell(pointer, "rolled_back", lang, json)


def models(language: InLanguage = None, json: Json = False) -> None:
    """Every decision about which model answers, the latest first."""
    from matching import releases
    from service.settings import Settings

    lang, home = language_of(language), Settings().model_dir
    found = list(reversed(releases.flips(home)))
    if json:
        console.out_json([asdict(flip) for flip in found])
    elif not found:
        console.tell(say("models.none", lang))
    else:
        headings = [say(f"models.column.{name}", lang) for name in ("at", "release", "by", "why")]
        first = say("models.expert", lang)
        console.table(headings, [[flip.at[:16], flip.release or first, flip.by, flip.why] for flip in found])


def mlruns_of(asked: Path | None) -> Path:
    """Where MLflow keeps its runs: the folder that was named, else that of the settings, as a whole path."""
    from service.settings import Settings

    return (asked or Settings().mlruns).absolute()


def _places(mlruns: Path | None) -> Places:
    from service.promoting import Places
    from service.settings import Settings

    return Places(Settings().model_dir, mlruns_of(mlruns))


def _decision(by: str, why: str, overrules: bool = False) -> Decision:
    from service.promoting import Decision
    from service.store import local_now

    return Decision(by, why, local_now(), overrules)


def _tell(pointer: Pointer, key: str, language: str, as_json: bool) -> None:
    if as_json:
        console.out_json(asdict(pointer))
        return
    names = {"release": pointer.release, "previous": pointer.previous}
    told = {part: release_name(name, language) for part, name in names.items()}
    console.tell(say(f"models.{key}", language, by=pointer.by, at=pointer.at[:10], **told), "green")


def _closed(error: GateClosed, language: str) -> str:
    """The gate's no, each of its reasons on a line of its own."""
    from service.verdicts import kept

    lines = [f"- {line}" for line in kept(error.reasons, language)]
    return "\n".join([say("models.gate_closed", language, version=error.version), *lines])
