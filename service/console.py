"""What the command line shows: results on stdout, progress and trouble on stderr, no traceback for bad input."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer
from rich.console import Console

from service.texts import say

if TYPE_CHECKING:
    from rich.console import RenderableType

    from service.access import Caller
    from service.demo import Demo
    from service.desk import Explained
    from service.doctor import Check
    from service.files import Job, Summary, Told
    from service.importing import Plan
    from service.settings import Settings
    from service.store import Store

_MOST_LINES = 20


def _err() -> Console:
    return Console(stderr=True, highlight=False)


def _out() -> Console:
    return Console(highlight=False)


def out(line: str) -> None:
    """A line for a program, on stdout as it is."""
    typer.echo(line)


def out_json(value: Any) -> None:
    """JSON for a program."""
    out(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def tell(line: str, style: str = "") -> None:
    """A line for a person, on stderr; nothing in it is taken for markup."""
    _err().print(line, style=style or None, markup=False, soft_wrap=True)


def stop(line: str, code: int = 2) -> NoReturn:
    """End with a sentence that says what to do."""
    tell(line, "red")
    raise typer.Exit(code)


def plain(value: object) -> str:
    """A cell of a table: times to the minute, nothing for None."""
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else str(value or "")


def ask_secret(line: str) -> str:
    """Ask for something that is not shown while it is typed."""
    return str(typer.prompt(line, hide_input=True, err=True))


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A plain table."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(*headings, box=box.SIMPLE_HEAD)
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    _out().print(made)


def shown(what: RenderableType) -> None:
    """Something rich has drawn, on stdout."""
    _out().print(what)


# ── Trouble ──────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def expected_trouble(language: str) -> Iterator[None]:
    """Files, ids and keys that cannot be used end the command with their sentence, not with a traceback."""
    from features.encoder import EncoderError
    from service.desk import Missing
    from service.exporting import NoSuchExport, NotAllowed
    from service.importing.limits import FileProblem

    try:
        yield
    except FileProblem as problem:
        stop(problem.sentence(language))
    except Missing as missing:
        stop(say(f"cli.missing.{missing.kind}", language, id=missing.id), code=1)
    except NoSuchExport as unknown:
        stop(str(unknown))
    except NotAllowed:
        stop(say("cli.export.not_allowed", language), code=1)
    except EncoderError as error:
        stop(say("cli.encoder_unusable", language, name=error.name))
    except BrokenPipeError:
        raise typer.Exit(0) from None
    except OSError as error:
        stop(say("cli.os_error", language, file=str(error.filename or ""), why=error.strerror or type(error).__name__))


@contextmanager
def database(settings: Settings, language: str) -> Iterator[Store]:
    """The store, its tables in the present form; one that cannot be used ends the command."""
    from service.store import StoreUnavailable, open_store

    store = None
    try:
        store = open_store(settings)
        yield store
    except (StoreUnavailable, ValueError) as error:
        if store is not None and not isinstance(error, StoreUnavailable):
            raise
        stop(say("cli.no_database", language, why=str(error) or type(error).__name__))
    finally:
        if store is not None:
            store.close()


def caller(store: Store, secret: str, language: str) -> Caller:
    """Who a key's secret speaks for."""
    from service.access import caller_of
    from service.problems import Problem

    try:
        return caller_of(store, secret)
    except Problem:
        stop(say("cli.export.unknown_key", language), code=1)


@contextmanager
def progress(language: str) -> Iterator[Told]:
    """Counters on stderr while something long goes on (only in a terminal), and trouble as lines above them."""
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from service.files import Told

    console = _err()
    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed:.0f}"), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        tasks: dict[str, Any] = {}

        def step(name: str, n: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(say(f"cli.step.{name}", language), total=None)
            bar.advance(tasks[name], n)

        def trouble(line: str) -> None:
            console.print(line, style="yellow", markup=False, soft_wrap=True)

        yield Told(trouble, step)


# ── Results ──────────────────────────────────────────────────────────────────────────────────────


def ranked(summary: Summary, job: Job) -> None:
    """What ranking from files came to."""
    language = job.language
    for name, count in sorted(summary.unused.items()):
        tell(say("cli.rank.unused", language, name=name, number=count), "dim")
    for terms, count in sorted(summary.refused.items()):
        why = say(f"imports.refused.{terms}", language)
        tell(say("cli.rank.refused", language, number=count, terms=terms, sentence=why))
    if summary.expired:
        key = "cli.rank.expired" if job.only_valid else "cli.rank.expired_too"
        tell(say(key, language, number=summary.expired, all=summary.vacancies, day=job.today), "yellow")
    if summary.without:
        shown = ", ".join(summary.without[:10]) + (" …" if len(summary.without) > 10 else "")
        tell(say("cli.rank.without", language, number=len(summary.without), ids=shown), "yellow")
    counts = {"participants": summary.participants, "vacancies": summary.vacancies, "faulty": summary.faulty}
    where = str(job.out) if job.out else "stdout"
    tell(say("cli.rank.summary", language, suggestions=summary.suggestions, out=where, **counts), "bold")


def planned(todo: Plan, errors: Path, language: str, *, applied: bool, as_json: bool) -> None:
    """What an import would do, or did."""
    counts = {"new": len(todo.new), "changed": len(todo.changed), "unchanged": todo.unchanged}
    if as_json:
        refused = {terms.value: number for terms, number in todo.refused.items()}
        more = {"faulty": len(todo.faulty), "refused": refused, "employers": len(todo.employers), "applied": applied}
        more["terms"] = Counter(note.code for notes in todo.terms.values() for note in notes)
        out_json({"kind": todo.batch.kind, **counts, **more, "errors": str(errors) if todo.faulty else None})
        return
    from service.showing import plan_table

    _out().print(plan_table(todo, language))
    _refused(todo, language)
    _faulty(todo, errors, language)
    _unexplained(todo, language)
    _hours_notes(todo, language)
    unused = sorted({name for row in todo.batch.rows for name in row.unused})
    if unused:
        tell(say("imports.plan.unused", language, names=unused), "dim")
    if todo.expired:
        tell(say("imports.plan.expired", language, number=todo.expired), "yellow")
    tell(say("imports.plan.applied" if applied else "imports.plan.dry", language, **counts), "bold")


def _refused(todo: Plan, language: str) -> None:
    for terms, number in sorted(todo.refused.items()):
        why = say(f"imports.refused.{terms}", language)
        tell(say("imports.plan.refused_line", language, number=number, terms=terms, sentence=why), "yellow")
        ids = [row.original_id for row in todo.batch.rows if row.refused is terms]
        tell("   " + ", ".join(ids[:_MOST_LINES]), "dim")


def _faulty(todo: Plan, errors: Path, language: str) -> None:
    from service.files import trouble

    for row in todo.faulty[:_MOST_LINES]:
        tell(trouble(todo.batch.name, row.number, row.original_id, row.faults, language), "yellow")
    if todo.faulty:
        tell(say("imports.plan.errors_written", language, file=str(errors)))


def _unexplained(todo: Plan, language: str) -> None:
    """Demands of stored vacancies that still need a reason."""
    from service.files import trouble

    ids = {row.number: row.original_id for row in todo.batch.rows}
    for number, faults in list(todo.notes.items())[:_MOST_LINES]:
        tell(trouble(todo.batch.name, number, ids[number], faults, language), "dim")


def _hours_notes(todo: Plan, language: str) -> None:
    """What law and agreement mean for the hours: each sentence once, with how many vacancies it is about."""
    from service.wording import sentence

    said = Counter(sentence(note, language) for notes in todo.terms.values() for note in notes)
    for told, number in said.most_common(_MOST_LINES):
        tell(say("imports.plan.terms", language, number=number, sentence=told), "dim")


def explained(participant: str, told: Explained, language: str, *, as_json: bool) -> None:
    """What stands between a participant and a vacancy, the smallest change that would mend it, and the hours' notes."""
    from matching.ranker import blocking
    from service.showing import findings_table
    from service.showing_steps import mendings_shown
    from service.step_words import mending_sentences
    from service.wording import plain, sentence

    job, findings, hard = told.vacancy, told.findings, blocking(told.findings)
    if as_json:
        lines = [
            {"rule": item.rule, "blocks": item in hard, "code": item.code, "field": item.field, "who": item.who}
            | {"sentence": sentence(item, language), "change": plain(item.change)}
            for item in findings
        ]
        mending = list(mending_sentences(told.mended, language)) if hard else []
        notes = [{"code": note.code, "sentence": sentence(note, language)} for note in told.notes]
        about = {"participant_id": participant, "vacancy_id": job.id, "feasible": not hard}
        out_json({**about, "findings": lines, "mending": mending, "notes": notes})
        return
    tell(say("cli.why.not_listed" if hard else "cli.why.listed", language, id=participant, title=job.title), "bold")
    if findings:
        _out().print(findings_table(findings, hard, language))
    if hard:
        _out().print(mendings_shown(told.mended, language))
    for note in told.notes:
        _out().print(f"§ {sentence(note, language)}", style="blue", markup=False)


def examined(checks: Sequence[Check], language: str) -> None:
    """The doctor's findings."""
    from service.showing import checks_table

    _out().print(checks_table(checks))
    wrong = sum(not check.ok for check in checks)
    tell(say("cli.doctor.wrong" if wrong else "cli.doctor.well", language, number=wrong), "red" if wrong else "green")


def demonstrated(done: Demo, language: str) -> None:
    """What the demonstration did, block by block."""
    from service.showing_demo import demo_shown

    for part in demo_shown(done, language):
        _out().print(part)
    _learned(done, language)
    _out().print(say("cli.demo.next", language), markup=False)


def _learned(done: Demo, language: str) -> None:
    """A retraining on invented answers with the gate's verdict."""
    from service.verdicts import headings, rows, sentences

    if done.learned is None:
        from service.demo_learning import can_learn

        tell(say("learning.demo_little" if can_learn() else "learning.demo_missing", language), "dim")
        return
    _out().print(say("learning.demo", language), markup=False)
    table(headings(language), rows(done.learned.report, language))
    for line in (*sentences(done.learned, language), say("learning.demo_try", language)):
        _out().print(line, markup=False, soft_wrap=True)
