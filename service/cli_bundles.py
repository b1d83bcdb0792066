"""``bundles``: small jobs that make one week together for a participant, drawn as a week."""

from __future__ import annotations

from typing import Annotated

import typer

from service import console
from service.cli_options import Day, InLanguage, Json, day_of, help_, language_of
from service.texts import say


def bundles(
    participant: Annotated[str, typer.Argument(help=help_("why_participant"))],
    k: Annotated[int, typer.Option("--k", min=1, max=10, help=say("bundles.help.k"))] = 3,
    today: Day = None,
    language: InLanguage = None,
    json: Json = False,
) -> None:
    """Bundles for one participant of the database."""
    from service.desk import Desk
    from service.settings import Settings
    from service.showing_bundles import bundles_shown

    settings, lang = Settings(), language_of(language)
    with console.expected_trouble(lang), console.database(settings, lang) as store, console.progress(lang) as told:
        desk = Desk.open(store, settings.tenant, lambda n: told.step("encode", n))
        found = desk.bundles(participant, k, day_of(today))
    if json:
        from service.api.bundles import bundles_answer

        console.out_json(bundles_answer(found, desk.named, lang))
        return
    console.shown(bundles_shown(found, desk.named, lang))
