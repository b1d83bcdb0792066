"""Commands for those who run the program: API keys, and the encoder that compares texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from service import console
from service.cli_options import InLanguage, Json, help_, language_of
from service.texts import say

keys = typer.Typer(no_args_is_help=True)


@keys.command("create", help=help_("key_create"))
def create(
    role: Annotated[str, typer.Option(help=help_("key_role"))] = "consultant",
    label: Annotated[str, typer.Option(help=help_("key_label"))] = "",
    employer: Annotated[str | None, typer.Option(help=help_("key_employer"))] = None,
    language: InLanguage = None,
    json: Json = False,
) -> None:
    """Make a key; its secret is shown once."""
    from service.access import Role, hash_of, new_secret
    from service.settings import Settings

    settings, lang = Settings(), language_of(language)
    if role not in tuple(Role):
        console.stop(say("cli.key.role", lang, role=role, known=[item.value for item in Role]))
    secret = new_secret()
    with console.database(settings, lang) as store:
        made = store.create_api_key(
            tenant=settings.tenant, role=role, label=label, key_hash=hash_of(secret), employer_id=employer
        )
    if json:
        console.out_json({"id": made.id, "role": made.role, "secret": secret})
        return
    console.tell(say("cli.key.created", lang, id=made.id, role=made.role))
    console.out(secret)


@keys.command("list", help=help_("key_list"))
def list_(language: InLanguage = None, json: Json = False) -> None:
    """Show the keys; secrets are not kept."""
    from service.settings import Settings

    settings, lang = Settings(), language_of(language)
    with console.database(settings, lang) as store:
        found = store.api_keys(settings.tenant)
    names = ("id", "role", "label", "employer_id", "created_at", "revoked_at")
    rows = [{name: _plain(getattr(key, name)) for name in names} for key in found]
    if json:
        console.out_json(rows)
    else:
        console.table([say(f"cli.key.column.{name}", lang) for name in names], [list(row.values()) for row in rows])


def _plain(value: Any) -> str:
    return value.isoformat(timespec="minutes") if hasattr(value, "isoformat") else str(value or "")


@keys.command("revoke", help=help_("key_revoke"))
def revoke(id: Annotated[str, typer.Argument(help=help_("key_id"))], language: InLanguage = None) -> None:
    """Stop a key for good."""
    from service.settings import Settings

    settings, lang = Settings(), language_of(language)
    with console.database(settings, lang) as store:
        done = store.revoke_api_key(settings.tenant, id)
    if not done:
        console.stop(say("cli.key.unknown", lang, id=id), code=1)
    console.tell(say("cli.key.revoked", lang, id=id), "green")


def train_encoder(
    out: Annotated[Path, typer.Option(help=help_("train_out"))],
    esco: Annotated[list[Path] | None, typer.Option(help=help_("train_esco"))] = None,
    thesaurus: Annotated[list[Path] | None, typer.Option(help=help_("train_thesaurus"))] = None,
    words: Annotated[list[Path] | None, typer.Option(help=help_("train_words"))] = None,
) -> None:
    """Train an encoder and write it to a folder."""
    if find_spec("torch") is None:
        console.stop(say("cli.train.no_torch", language_of(None)))
    from training import encoder, encoder_sources

    examples = encoder_sources.own_examples()
    read: tuple[tuple[Any, list[Path] | None], ...] = (
        (encoder_sources.esco, esco),
        (encoder_sources.thesaurus, thesaurus),
        (encoder_sources.word_list, words),
    )
    for source, paths in read:
        for path in paths or ():
            examples += source(path)
    console.out_json(encoder.make(out, examples))


def link(
    text: Annotated[str, typer.Argument(help=help_("link_text"))],
    k: Annotated[int, typer.Option("--k", min=1, max=50, help=help_("link_k"))] = 5,
    language: InLanguage = None,
    json: Json = False,
) -> None:
    """The occupations a title or a line of text speaks of."""
    from features.linking import link as find

    found = find(text, k)
    if json:
        console.out_json([asdict(item) for item in found])
        return
    names = [say(f"cli.link.{name}", language_of(language)) for name in ("title", "disco08", "confidence", "label")]
    console.table(names, [[item.title, item.disco08, f"{item.confidence:.2f}", item.label] for item in found])


@dataclass(frozen=True, slots=True)
class Command:
    """A command by name with its help and its function."""

    name: str
    help: str
    run: Callable[..., None]


tools: Final = (
    Command("train-encoder", help_("train_encoder"), train_encoder),
    Command("link", help_("link"), link),
)
