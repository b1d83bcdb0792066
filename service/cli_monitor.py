"""The command that looks after the engine: what has moved, and whether somebody must look; made for cron."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from service import console
from service.cli_extras import LEARNING, need
from service.cli_learning import trouble
from service.cli_options import InLanguage, day_of, language_of
from service.texts import say

if TYPE_CHECKING:
    from service.store.run_counts import RunCounts
    from service.watching import Watched
    from training.dataset import Dataset

ALARM: Final = 4
"""The exit code when something needs a person."""
NOW: Final = timedelta(days=30)
Since = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=say("monitor.help.since"))]


def monitor(
    snapshot: Annotated[Path | None, typer.Option(help=say("monitor.help.snapshot"))] = None,
    since: Since = None,
    out: Annotated[Path | None, typer.Option(help=say("monitor.help.out"))] = None,
    json: Annotated[bool, typer.Option("--json", help=say("monitor.help.json"))] = False,
    key: Annotated[str | None, typer.Option(help=say("learning.help.key"))] = None,
    language: InLanguage = None,
) -> None:
    """Compare now with before, tell it, and fail when something needs a person."""
    from service.settings import Settings
    from service.watching import watched
    from training.monitor import NothingNow

    lang = language_of(language)
    need("pandera", LEARNING, lang)
    with trouble(lang), console.expected_trouble(lang):
        dataset, first, runs = _read(snapshot, since, key, lang)
        try:
            found = watched(dataset, Settings().model_dir, first, date.today(), runs)
        except NothingNow as error:
            console.stop(say("monitor.nothing_now", lang, since=error.since, before=error.before, now=error.now))
        _tell(found, out, lang, as_json=json)
    if found.alarms:
        raise typer.Exit(ALARM)


def _read(
    snapshot: Path | None, since: datetime | None, key: str | None, language: str
) -> tuple[Dataset, date, RunCounts | None]:
    """The data set, the day on which now begins, and how lists were made where the database tells."""
    from service.settings import Settings
    from service.watching import counted, gathered
    from training.dataset import Dataset

    if snapshot is not None:
        dataset = Dataset.read(snapshot)
        return dataset, day_of(since) if since else dataset.made_on - NOW, None
    settings, first = Settings(), day_of(since) if since else date.today() - NOW
    with console.database(settings, language) as store:
        caller = console.caller(store, key or console.ask_secret(say("cli.export.ask_key", language)), language)
        return gathered(store, settings.tenant, caller, date.today()), first, counted(store, settings.tenant, first)


def _tell(found: Watched, out: Path | None, language: str, *, as_json: bool) -> None:
    from service.watch_page import write
    from service.watch_words import about, sections, verdict

    if out is not None:
        write(out, found, language)
    if as_json:
        console.out_json(found.plain())
        return
    console.shown(about(found, language))
    for section in sections(found, language):
        console.shown(f"\n[bold]{section.title}[/bold]\n{section.sentence}")
        console.table(section.headings, section.rows)
    for line in verdict(found, language):
        console.tell(line, "bold red" if found.alarms else "green")
    if out is not None:
        console.tell(say("monitor.written", language, file=str(out)))
