"""Commands for accounts: people who sign in on the pages with a password of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from service import console
from service.cli_options import InLanguage, Json, language_of
from service.texts import say, show

if TYPE_CHECKING:
    from service.settings import Settings
    from service.store import Store

accounts = typer.Typer(no_args_is_help=True)


def _help(code: str) -> str:
    return say(f"accounts.help.{code}")


@accounts.command("create", help=_help("create"))
def create(
    login: Annotated[str, typer.Argument(help=_help("login"))],
    name: Annotated[str, typer.Option(help=_help("name"))],
    role: Annotated[str, typer.Option(help=_help("role"))] = "consultant",
    employer: Annotated[str | None, typer.Option(help=_help("employer"))] = None,
    ask: Annotated[bool, typer.Option("--ask", help=_help("ask"))] = False,
    language: InLanguage = None,
) -> None:
    """Make an account; its password is asked for, or made and shown once."""
    from service.access import Role
    from service.accounts import AccountFault, create_account
    from service.passwords import new_password
    from service.settings import Settings

    settings, lang = Settings(), language_of(language)
    password = console.ask_secret(say("accounts.ask", lang)) if ask else new_password()
    with console.database(settings, lang) as store:
        try:
            made = create_account(store, settings.tenant, login, password, name=name, role=role, employer_id=employer)
        except AccountFault as fault:
            console.stop(say(f"accounts.fault.{fault.code}", lang, **fault.params))
    console.tell(say("accounts.created", lang, login=made.login, role=Role(made.role)))
    if not ask:
        console.out(password)


@accounts.command("list", help=_help("list"))
def list_(language: InLanguage = None, json: Json = False) -> None:
    """Show the accounts; passwords are not kept."""
    from service.settings import Settings

    settings, lang = Settings(), language_of(language)
    with console.database(settings, lang) as store:
        rows = _rows(store, settings.tenant)
    if json:
        console.out_json(rows)
    else:
        console.table([say(f"accounts.column.{name}", lang) for name in _SHOWN], [list(row.values()) for row in rows])


_SHOWN = ("id", "login", "name", "role", "employer_id", "issuer", "created_at", "revoked_at")


def _rows(store: Store, tenant: str) -> list[dict[str, str]]:
    return [{name: console.plain(getattr(one, name)) for name in _SHOWN} for one in store.accounts(tenant)]


@accounts.command("revoke", help=_help("revoke"))
def revoke(id: Annotated[str, typer.Argument(help=_help("id"))], language: InLanguage = None) -> None:
    """Stop an account for good; whoever is signed in with it is out at once."""
    from service.settings import Settings

    settings, lang = Settings(), language_of(language)
    with console.database(settings, lang) as store:
        done = store.revoke_account(settings.tenant, id)
    if not done:
        console.stop(say("accounts.unknown", lang, id=id), code=1)
    console.tell(say("accounts.revoked", lang, id=id), "green")


def tell_demo_people(settings: Settings) -> None:
    """Whom a demonstration can be signed in as, with the password of this start."""
    from service.accounts import demo_people

    lang = settings.language
    with console.database(settings, lang) as store:
        people, password = demo_people(store, settings.tenant)
    console.tell(say("accounts.demo", lang), "bold")
    rows = [[login, show(role, lang)] for login, role in people.items()]
    console.table([say("accounts.column.login", lang), say("accounts.column.role", lang)], rows)
    console.tell(say("accounts.demo_password", lang, password=password), "bold")
