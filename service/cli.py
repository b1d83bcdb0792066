"""The command line: each command parses, calls one function and shows what came of it (``docs/commands.md``)."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from service import console
from service.cli_account import accounts, tell_demo_people
from service.cli_audit import audit
from service.cli_erase import erasing
from service.cli_learning import From, To, export_snapshot
from service.cli_options import Day, InLanguage, Json, Kind_, day_of, help_, kind_of, language_of
from service.cli_tools import keys, tools
from service.texts import say, texts

app = typer.Typer(
    name="companytrack",
    help=help_("app"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)


@app.command(help=help_("demo"))
def demo(today: Day = None, language: InLanguage = None) -> None:
    """An invented Viborg, real adverts, and three people's lists."""
    from service.demo import run
    from service.settings import Settings

    settings, lang = Settings(), language_of(language)
    with console.database(settings, lang) as store, console.progress(lang) as told:
        done = run(store, settings.tenant, day_of(today), told.step)
    console.demonstrated(done, lang)


@app.command(help=help_("serve"))
def serve(
    host: Annotated[str | None, typer.Option(help=help_("serve_host"))] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help=help_("serve_port"))] = None,
) -> None:
    """Run the API until it is told to stop."""
    from service.app import serve as run
    from service.settings import Settings

    chosen = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = Settings().model_copy(update=chosen)
    if settings.demo:
        tell_demo_people(settings)
    console.tell(say("cli.serve.at", settings.language, host=settings.host, port=settings.port))
    run(settings)


@app.command("import", help=help_("import"))
def import_(
    file: Annotated[Path | None, typer.Argument(help=help_("import_file"), show_default=False)] = None,
    kind: Kind_ = None,
    apply_: Annotated[bool, typer.Option("--apply", help=help_("import_apply"))] = False,
    errors: Annotated[Path | None, typer.Option(help=help_("import_errors"))] = None,
    template: Annotated[Path | None, typer.Option(help=help_("import_template"))] = None,
    today: Day = None,
    language: InLanguage = None,
    json: Json = False,
) -> None:
    """Show what a file would change; with ``--apply`` store it."""
    from service import importing
    from service.settings import Settings

    settings, lang = Settings(), language_of(language)
    with console.expected_trouble(lang):
        if template is not None:
            importing.write_template(template, kind_of(kind) or importing.template_kind(template))
            console.tell(say("imports.template.written", lang, file=str(template)))
            return
        if file is None:
            console.stop(say("cli.import.no_file", lang))
        batch = importing.read_file(file, kind_of(kind), day_of(today))
        with console.database(settings, lang) as store:
            todo = importing.plan(batch, store, settings.tenant, day_of(today))
            if todo.faulty:
                importing.write_errors(errors or importing.errors_path(file, todo), todo, lang)
            if apply_:
                importing.apply(todo, store, "cli")
    console.planned(todo, errors or importing.errors_path(file, todo), lang, applied=apply_, as_json=json)


@app.command(help=help_("export"))
def export(
    what: Annotated[str, typer.Argument(help=help_("export_what"))],
    out: Annotated[Path, typer.Option(help=help_("export_out"))],
    key: Annotated[str | None, typer.Option(help=help_("export_key"))] = None,
    first: From = None,
    last: To = None,
    language: InLanguage = None,
) -> None:
    """Write what is stored to a file, or what training may know to a folder."""
    from service import exporting
    from service.settings import Settings

    settings, lang = Settings(), language_of(language)
    if what == exporting.SNAPSHOT:
        export_snapshot(out, key, first, last, lang)
        return
    with console.expected_trouble(lang), console.database(settings, lang) as store:
        chosen = exporting.chosen(what, lang)
        secret = key or (console.ask_secret(say("cli.export.ask_key", lang)) if chosen in exporting.PERSONAL else "")
        caller = console.caller(store, secret, lang) if secret else None
        number = exporting.export(chosen, out, store, settings.tenant, caller, lang)
    console.tell(say("cli.export.done", lang, number=number, what=texts(lang)[f"imports.kind.{what}"], file=str(out)))


@app.command(help=help_("rank"))
def rank(
    participants: Annotated[Path, typer.Option(help=help_("rank_participants"))],
    vacancies: Annotated[Path, typer.Option(help=help_("rank_vacancies"))],
    employers: Annotated[Path | None, typer.Option(help=help_("rank_employers"))] = None,
    k: Annotated[int, typer.Option("--k", min=1, max=1000, help=help_("k"))] = 10,
    out: Annotated[Path | None, typer.Option(help=help_("rank_out"))] = None,
    explain_excluded: Annotated[Path | None, typer.Option(help=help_("explain_excluded"))] = None,
    today: Day = None,
    language: InLanguage = None,
    json: Json = False,
) -> None:
    """Rank from files, no database."""
    from service.files import Job, default_ranker, rank_files

    lang = language_of(language)
    if out is None and not json:
        console.stop(say("cli.rank.no_out", lang))
    day, asked = day_of(today), today is not None
    job = Job(participants, vacancies, out, k, day, employers, explain_excluded, lang, only_valid=asked)
    with console.expected_trouble(lang), console.progress(lang) as told:
        told.record = console.out if json else None
        summary = rank_files(job, default_ranker, told)
    console.ranked(summary, job)
    if not summary.participants or not summary.vacancies:
        raise typer.Exit(1)


@app.command("why-not", help=help_("why_not"))
def why_not(
    participant: Annotated[str, typer.Argument(help=help_("why_participant"))],
    vacancy: Annotated[str, typer.Argument(help=help_("why_vacancy"))],
    today: Day = None,
    language: InLanguage = None,
    json: Json = False,
) -> None:
    """Everything that stands between one participant and one vacancy."""
    from service.desk import why_not as why
    from service.settings import Settings

    settings, lang = Settings(), language_of(language)
    with console.expected_trouble(lang), console.database(settings, lang) as store:
        explained = why(store, settings.tenant, participant, vacancy, day_of(today))
    console.explained(participant, explained, lang, as_json=json)


@app.command(help=help_("migrate"))
def migrate(language: InLanguage = None) -> None:
    """Make the tables, or bring them to the present form."""
    from service.settings import Settings

    with console.database(Settings(), language_of(language)):
        console.tell(say("cli.migrate.done", language_of(language)), "green")


@app.command(help=help_("doctor"))
def doctor(language: InLanguage = None, json: Json = False) -> None:
    """Look at everything the program needs."""
    from service.doctor import examine
    from service.settings import Settings

    checks = examine(Settings(), language_of(language))
    if json:
        console.out_json([asdict(check) for check in checks])
    else:
        console.examined(checks, language_of(language))
    if not all(check.ok for check in checks):
        raise typer.Exit(1)


app.add_typer(keys, name="key", help=help_("key"))
app.add_typer(accounts, name="account", help=say("accounts.help.account"))
app.add_typer(audit, name="audit", help=say("audit.help.audit"))
app.add_typer(erasing, name="erase", help=say("erasing.help.erase"))
for command in tools:
    app.command(command.name, help=command.help)(command.run)


def main() -> None:
    """The command ``companytrack``."""
    app()


__all__ = ["app", "main"]
