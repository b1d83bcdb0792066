"""Commands that erase: everything about a participant for good, and the list of who was erased."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from service import console
from service.cli_options import InLanguage, Json, language_of
from service.texts import say

if TYPE_CHECKING:
    from service.access import Caller
    from service.erasing import Gone
    from service.store import Store

erasing = typer.Typer(no_args_is_help=True)
Key = Annotated[str | None, typer.Option(help=say("erasing.help.key"))]


@erasing.command("participant", help=say("erasing.help.participant"))
def participant(
    id: Annotated[str, typer.Argument(help=say("erasing.help.id"))],
    reason: Annotated[str, typer.Option(help=say("erasing.help.reason"))],
    key: Key = None,
    yes: Annotated[bool, typer.Option("--yes", help=say("erasing.help.yes"))] = False,
    language: InLanguage = None,
) -> None:
    """Show what is kept about somebody, ask once more, and delete it."""
    from service.erasing import Why, erase, would_go

    lang = language_of(language)
    if reason not in tuple(Why):
        console.stop(say("erasing.reason_unknown", lang, reason=reason, known=[why.value for why in Why]))
    with _admin(key, lang) as (store, caller):
        rows = would_go(store, caller, id)
        if not rows["participants"]:
            console.stop(say("cli.missing.participant", lang, id=id), code=1)
        _rows(rows, lang)
        if not yes and typer.prompt(say("erasing.confirm", lang, id=id), err=True).strip() != id:
            console.stop(say("erasing.not_confirmed", lang), code=1)
        _tell(erase(store, caller, id, Why(reason)), id, lang)


@erasing.command("list", help=say("erasing.help.list"))
def list_(key: Key = None, language: InLanguage = None, json: Json = False) -> None:
    """Show who was erased, when and why: ids only."""
    from service.erasing import erased

    lang = language_of(language)
    with _admin(key, lang) as (store, caller):
        found = erased(store, caller)
    names = ("participant_id", "created_at", "reason", "actor")
    rows = [{name: console.plain(getattr(one, name)) for name in names} for one in found]
    if json:
        console.out_json(rows)
        return
    shown = [[row["participant_id"], row["created_at"], say(f"erasing.why.{row['reason']}", lang)] for row in rows]
    console.table([say(f"erasing.column.{name}", lang) for name in names[:3]], shown)


@erasing.command("overwrite", help=say("erasing.help.overwrite"))
def overwrite(language: InLanguage = None) -> None:
    """Write the database's files anew, without what was deleted."""
    from service.settings import Settings

    lang = language_of(language)
    with console.database(Settings(), lang) as store:
        done = store.overwrite_deleted()
    if not done:
        console.stop(say("erasing.not_overwritten", lang), code=1)
    console.tell(say("erasing.overwritten", lang), "green")


@contextmanager
def _admin(key: str | None, language: str) -> Iterator[tuple[Store, Caller]]:
    """The store and the admin whose key is given or asked for."""
    from service.exporting import NotAllowed
    from service.settings import Settings

    with console.database(Settings(), language) as store:
        caller = console.caller(store, key or console.ask_secret(say("erasing.ask_key", language)), language)
        try:
            yield store, caller
        except NotAllowed:
            console.stop(say("erasing.not_allowed", language), code=1)


def _rows(rows: Mapping[str, int], language: str) -> None:
    """What is kept about a person, the record first."""
    counts = reversed(list(rows.items()))
    there = [(say(f"erasing.table.{name}", language), str(number)) for name, number in counts if number]
    console.table([say("erasing.column.what", language), say("erasing.column.number", language)], there)


def _tell(gone: Gone, id: str, language: str) -> None:
    console.tell(say("erasing.done", language, id=id, number=sum(gone.rows.values())), "green")
    if not gone.overwritten:
        console.tell(say("erasing.not_overwritten", language), "yellow")
    for name in ("copies", "model"):
        console.tell(say(f"erasing.stays.{name}", language))
