"""What the command line shows: tables, panels, progress on stderr, and trouble in words instead of a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.console import Console

from service.texts import say

if TYPE_CHECKING:
    from service.files import Job, Summary, Told

_err = Console(stderr=True, highlight=False)
_out = Console(highlight=False)


def out(line: str) -> None:
    """A line for a program, on stdout as it is."""
    typer.echo(line)


def tell(line: str, style: str = "") -> None:
    """A line for a person, on stderr; nothing in it is taken for markup."""
    _err.print(line, style=style or None, markup=False, soft_wrap=True)


def stop(line: str, code: int = 2) -> NoReturn:
    """End with a sentence that says what to do."""
    tell(line, "red")
    raise typer.Exit(code)


@contextmanager
def expected_trouble(language: str) -> Iterator[None]:
    """Files and records that cannot be used end the command with their sentence, not with a traceback."""
    from service.importing.limits import FileProblem

    try:
        yield
    except FileProblem as problem:
        stop(problem.sentence(language))
    except BrokenPipeError:
        raise typer.Exit(0) from None
    except OSError as error:
        stop(say("cli.os_error", language, file=str(error.filename or ""), why=error.strerror or type(error).__name__))


@contextmanager
def progress(language: str) -> Iterator[Told]:
    """Counters on stderr while something long goes on (only in a terminal), and trouble as lines above them."""
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from service.files import Told

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_err, disable=not _err.is_terminal, transient=True) as bar:
        tasks: dict[str, int] = {}

        def step(name: str, n: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(say(f"cli.step.{name}", language), total=None)
            bar.advance(tasks[name], n)  # type: ignore[arg-type]

        def trouble(line: str) -> None:
            tell(line, "yellow")

        yield Told(trouble, step)


def ranked(summary: Summary, job: Job) -> None:
    """What ranking from files came to."""
    language = job.language
    for name, count in sorted(summary.unused.items()):
        tell(say("cli.rank.unused", language, name=name, number=count), "dim")
    for terms, count in sorted(summary.refused.items()):
        tell(say("cli.rank.refused", language, number=count, terms=terms, sentence=say(f"imports.refused.{terms}", language)))
    if summary.expired:
        tell(say("cli.rank.expired", language, number=summary.expired, all=summary.vacancies, day=job.today), "yellow")
    if summary.without:
        shown = ", ".join(summary.without[:10]) + (" …" if len(summary.without) > 10 else "")
        tell(say("cli.rank.without", language, number=len(summary.without), ids=shown), "yellow")
    counts = {"participants": summary.participants, "vacancies": summary.vacancies, "faulty": summary.faulty}
    where = str(job.out) if job.out else "stdout"
    tell(say("cli.rank.summary", language, suggestions=summary.suggestions, out=where, **counts), "bold")
