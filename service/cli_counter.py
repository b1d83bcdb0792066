"""``counter`` and ``carve``: what an employer could change, and the part of a job that one person could do."""

from __future__ import annotations

from typing import Annotated

import typer

from service import console
from service.cli_options import Day, InLanguage, Json, day_of, help_, language_of
from service.texts import say


def counter(
    vacancy: Annotated[str, typer.Argument(help=help_("why_vacancy"))],
    n: Annotated[int | None, typer.Option("--n", min=1, max=500, help=say("counter.help.n"))] = None,
    for_employer: Annotated[bool, typer.Option("--for-employer", help=say("counter.help.for_employer"))] = False,
    today: Day = None,
    language: InLanguage = None,
    json: Json = False,
) -> None:
    """What could be changed about one vacancy of the database, and what each requirement costs."""
    from service.countering import counters_answer, prices_answer
    from service.desk import Desk
    from service.desk_employer import counter as ask
    from service.settings import Settings
    from service.showing_counter import counters_shown, prices_shown

    settings, lang, sees_who = Settings(), language_of(language), not for_employer
    with console.expected_trouble(lang), console.database(settings, lang) as store, console.progress(lang) as told:
        desk = Desk.open(store, settings.tenant, lambda n: told.step("encode", n))
        found, prices = ask(desk, vacancy, day_of(today), n, sees_who)
    record = desk.vacancies[vacancy]
    answer = counters_answer(record, found, sees_who, n, lang)
    priced = prices_answer(record, prices, sees_who, lang)
    if json:
        console.out_json({**answer, "prices": priced["prices"]})
        return
    console.shown(counters_shown(answer, desk.named(vacancy)[1], lang))
    if priced["prices"]:
        console.shown(prices_shown(priced, lang))


def carve(
    participant: Annotated[str, typer.Argument(help=help_("why_participant"))],
    vacancy: Annotated[str, typer.Argument(help=help_("why_vacancy"))],
    today: Day = None,
    language: InLanguage = None,
    json: Json = False,
) -> None:
    """A draft of the part of a vacancy that one participant could do."""
    from service.countering import carved_answer
    from service.desk import Desk
    from service.desk_employer import carve as ask
    from service.settings import Settings
    from service.showing_counter import carved_shown

    settings, lang = Settings(), language_of(language)
    with console.expected_trouble(lang), console.database(settings, lang) as store, console.progress(lang) as told:
        desk = Desk.open(store, settings.tenant, lambda n: told.step("encode", n))
        found = ask(desk, participant, vacancy, day_of(today))
    answer = carved_answer(participant, desk.vacancies[vacancy], found, lang)
    if json:
        console.out_json(answer)
        return
    console.shown(carved_shown(answer, lang))
