"""The command line: each command parses, calls one function and shows what came of it. ``docs/commands.md`` tells all."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from service import console
from service.texts import say

app = typer.Typer(
    name="companytrack",
    help=say("cli.help.app"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)


def _help(key: str) -> str:
    return say(f"cli.help.{key}")


LanguageOption = Annotated[str, typer.Option("--language", help=_help("language"))]
JsonOption = Annotated[bool, typer.Option("--json", help=_help("json"))]
TodayOption = Annotated[datetime | None, typer.Option("--today", formats=["%Y-%m-%d"], help=_help("today"))]


@app.command(help=_help("rank"))
def rank(
    participants: Annotated[Path, typer.Option(help=_help("rank_participants"))],
    vacancies: Annotated[Path, typer.Option(help=_help("rank_vacancies"))],
    k: Annotated[int, typer.Option("--k", min=1, max=1000, help=_help("k"))] = 10,
    out: Annotated[Path | None, typer.Option(help=_help("rank_out"))] = None,
    employers: Annotated[Path | None, typer.Option(help=_help("rank_employers"))] = None,
    explain_excluded: Annotated[Path | None, typer.Option(help=_help("explain_excluded"))] = None,
    today: TodayOption = None,
    language: LanguageOption = "da",
    json_lines: JsonOption = False,
) -> None:
    """Rank from files, no database."""
    from service.files import Job, rank_files, default_ranker

    if out is None and not json_lines:
        console.stop(say("cli.rank.no_out", language))
    day = today.date() if today else date.today()
    job = Job(participants, vacancies, out, k, day, employers, explain_excluded, language)
    with console.expected_trouble(language), console.progress(language) as told:
        if json_lines:
            told.record = console.out
        summary = rank_files(job, default_ranker, told)
    console.ranked(summary, job)
    if not summary.participants:
        raise typer.Exit(1)


@app.callback()
def _root() -> None:
    """Each command stands below; without one the help is shown."""


def main() -> None:
    """The command ``companytrack``."""
    app()
