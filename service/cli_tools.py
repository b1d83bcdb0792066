"""Commands for those who run the program: API keys, and the encoder that compares texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Final

import typer

from service import cli_models, console
from service.cli_aftercare import follow_ups
from service.cli_asking import ask_next
from service.cli_bundles import bundles
from service.cli_counter import carve, counter
from service.cli_fair import check_advert
from service.cli_learning import retrain
from service.cli_monitor import monitor
from service.cli_options import InLanguage, Json, help_, language_of
from service.cli_steps import steps, what_if, why_empty
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
    rows = [{name: console.plain(getattr(key, name)) for name in names} for key in found]
    if json:
        console.out_json(rows)
    else:
        console.table([say(f"cli.key.column.{name}", lang) for name in names], [list(row.values()) for row in rows])


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
    lang = language_of(None)
    if find_spec("torch") is None:
        console.stop(say("cli.train.no_torch", lang))
    from training.encoder import LOG, make
    from training.encoder_outside import outside_examples
    from training.encoder_sources import own_examples

    made = make(out, [*own_examples(), *outside_examples(esco or (), thesaurus or (), words or ())], log=True)
    console.tell(say("cli.train.done", lang, folder=str(out), run=made["run"], log=str(LOG.resolve())))
    console.out_json(made)


def evaluate_encoder(
    name: Annotated[str, typer.Argument(help=help_("evaluate_name"))],
    data: Annotated[Path | None, typer.Option(help=help_("evaluate_data"))] = None,
    language: InLanguage = None,
    json: Json = False,
) -> None:
    """Measure any encoder beside character n-grams, and show the comparison."""
    lang = language_of(language)
    if find_spec("torch") is None:
        console.stop(say("cli.train.no_torch", lang))
    from service.settings import Settings
    from training import encoder_scores as scores

    place = data or scores.SHARED
    if not scores.OWN.is_dir():
        console.stop(say("cli.evaluate.no_sentences", lang, folder=str(scores.OWN)))
    with console.expected_trouble(lang):
        found = scores.evaluate_name(name, place, Settings().encoder_cache)
    if not (place / "melo_da_dev").is_dir():
        console.tell(say("cli.evaluate.no_melo", lang, folder=str(place)), "yellow")
    if json:
        console.out_json(found)
        return
    columns = {"TF-IDF": scores.baseline(place), name: found}
    console.table([say("cli.evaluate.measure", lang), *columns], scores.tabular(columns))


def link(
    text: Annotated[str, typer.Argument(help=help_("link_text"))],
    k: Annotated[int, typer.Option("--k", min=1, max=50, help=help_("link_k"))] = 5,
    language: InLanguage = None,
    json: Json = False,
) -> None:
    """The occupations a title or a line of text speaks of."""
    from features.encoder import chosen_encoder
    from features.linking import link as find
    from service.settings import Settings

    settings = Settings()
    with console.expected_trouble(language_of(language)):
        found = find(text, k, chosen_encoder(settings.encoder, settings.encoder_cache))
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
    Command("ask-next", say("asking.help.ask_next"), ask_next),
    Command("counter", say("counter.help.counter"), counter),
    Command("carve", say("counter.help.carve"), carve),
    Command("bundles", say("bundles.help.bundles"), bundles),
    Command("steps", say("steps.help.steps"), steps),
    Command("what-if", say("steps.help.what_if"), what_if),
    Command("why-empty", say("steps.help.why_empty"), why_empty),
    Command("train-encoder", help_("train_encoder"), train_encoder),
    Command("evaluate-encoder", help_("evaluate_encoder"), evaluate_encoder),
    Command("link", help_("link"), link),
    Command("retrain", say("learning.help.retrain"), retrain),
    Command("monitor", say("monitor.help.monitor"), monitor),
    Command("promote", say("models.help.promote"), cli_models.promote),
    Command("rollback", say("models.help.rollback"), cli_models.rollback),
    Command("models", say("models.help.models"), cli_models.models),
    Command("check-advert", help_("check_advert"), check_advert),
    Command("follow-ups", say("aftercare.help"), follow_ups),
)
