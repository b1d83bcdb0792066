"""Commands for the protected groups that the fairness report reads: import them, remove somebody's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from service import console
from service.cli_options import InLanguage, Json, language_of
from service.texts import say

if TYPE_CHECKING:
    from service.access import Caller
    from service.auditing import GroupPlan, Wrong
    from service.store import Store

audit = typer.Typer(no_args_is_help=True)
Key = Annotated[str | None, typer.Option(help=say("erasing.help.key"))]
MOST_LINES: Final = 20


@audit.command("import", help=say("audit.help.import"))
def import_(
    file: Annotated[Path, typer.Argument(help=say("audit.help.file"))],
    apply_: Annotated[bool, typer.Option("--apply", help=say("audit.help.apply"))] = False,
    key: Key = None,
    language: InLanguage = None,
    json: Json = False,
) -> None:
    """Show what a file of protected groups would change; with ``--apply`` keep it, all of it or nothing."""
    from service import auditing

    lang = language_of(language)
    with _admin(key, lang) as (store, caller):
        todo = auditing.plan(file, store, caller)
        kept = apply_ and not todo.faults
        if kept:
            auditing.apply(todo, store, caller)
    _tell(todo, lang, kept=kept, as_json=json)
    if todo.faults:
        raise typer.Exit(1)


@audit.command("remove", help=say("audit.help.remove"))
def remove(
    id: Annotated[str, typer.Argument(help=say("erasing.help.id"))], key: Key = None, language: InLanguage = None
) -> None:
    """Remove a participant's groups, as they may ask for at any time."""
    from service import auditing

    lang = language_of(language)
    with _admin(key, lang) as (store, caller):
        done = auditing.remove(id, store, caller)
    if not done:
        console.stop(say("audit.none_to_remove", lang, id=id), code=1)
    console.tell(say("audit.removed", lang, id=id), "green")


@contextmanager
def _admin(key: str | None, language: str) -> Iterator[tuple[Store, Caller]]:
    """The store and the admin whose key is given or asked for; what cannot be read ends the command."""
    from service.exporting import NotAllowed
    from service.settings import Settings

    with console.expected_trouble(language), console.database(Settings(), language) as store:
        caller = console.caller(store, key or console.ask_secret(say("erasing.ask_key", language)), language)
        try:
            yield store, caller
        except NotAllowed:
            console.stop(say("audit.not_allowed", language), code=1)


def _tell(todo: GroupPlan, language: str, *, kept: bool, as_json: bool) -> None:
    counts = {"new": len(todo.new), "changed": len(todo.changed), "unchanged": todo.unchanged}
    if as_json:
        faults = [{"row": wrong.row, "code": wrong.code, "sentence": _fault(wrong, language)} for wrong in todo.faults]
        console.out_json({**counts, "applied": kept, "faults": faults})
        return
    for wrong in todo.faults[:MOST_LINES]:
        console.tell(_fault(wrong, language), "yellow")
    if todo.faults:
        console.tell(say("audit.nothing_kept", language, number=len(todo.faults)), "red")
        return
    console.tell(say("audit.kept" if kept else "audit.dry", language, **counts), "bold")


def _fault(wrong: Wrong, language: str) -> str:
    """One fault: the row, the value where it may be shown, and the cure."""
    from service.auditing import name_of
    from training.protected import CODES

    known = {name: ", ".join(name_of(code, language) for code in codes) for name, codes in CODES.items()}
    return say(f"audit.fault.{wrong.code}", language, row=wrong.row, **wrong.params, **known)
