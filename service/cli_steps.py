"""``steps``, ``what-if`` and ``why-empty``: what would have to be different, from the database; nothing is saved."""

from __future__ import annotations

from json import JSONDecodeError, loads
from typing import Annotated, Any

import typer

from service import console
from service.cli_options import Day, InLanguage, Json, day_of, help_, language_of
from service.texts import say

Person = Annotated[str, typer.Argument(help=help_("why_participant"))]


def steps(
    participant: Person,
    k: Annotated[int, typer.Option("--k", min=1, max=50, help=say("steps.help.k"))] = 10,
    today: Day = None,
    language: InLanguage = None,
    json: Json = False,
) -> None:
    """What one participant could do, and what each step opens."""
    from service.showing_steps import steps_shown
    from service.trying import opened

    lang = language_of(language)
    with opened(lang) as desk:
        found = desk.steps(participant, k, day_of(today))
    if json:
        from service.api.changing_answers import steps_answer

        console.out_json(steps_answer(found, desk.named, lang))
        return
    console.shown(steps_shown(found, desk.named, lang))


def why_empty(participant: Person, today: Day = None, language: InLanguage = None, json: Json = False) -> None:
    """What keeps vacancies off one participant's list."""
    from service.showing_steps import obstacles_shown
    from service.trying import opened

    lang = language_of(language)
    with opened(lang) as desk:
        found = desk.obstacles(participant, day_of(today))
    if json:
        from service.api.changing_answers import obstacles_answer

        console.out_json(obstacles_answer(found, desk.named, lang))
        return
    console.shown(obstacles_shown(found, desk.named, lang))


def what_if(
    record: Annotated[str, typer.Argument(metavar="ID", help=say("steps.help.if_id"))],
    change: Annotated[str | None, typer.Option("--change", help=say("steps.help.if_change"))] = None,
    add: Annotated[str | None, typer.Option("--add", help=say("steps.help.if_add"))] = None,
    vacancy: Annotated[bool, typer.Option("--vacancy", help=say("steps.help.if_vacancy"))] = False,
    k: Annotated[int, typer.Option("--k", min=1, max=50, help=help_("k"))] = 10,
    today: Day = None,
    language: InLanguage = None,
    json: Json = False,
) -> None:
    """The list before and after a change, or for whom a changed vacancy becomes possible."""
    from service.showing_steps import difference_shown, turnout_shown
    from service.trying import opened

    lang = language_of(language)
    if change is None and add is None:
        console.stop(say("steps.if.nothing", lang))
    patch, added = _read("--change", change, lang), _read("--add", add, lang)
    with opened(lang) as desk:
        if vacancy:
            turnout = desk.try_vacancy(record, patch, added, day_of(today))
        else:
            found = desk.try_out(record, patch, added, k, day_of(today))
    if json:
        from service.api.changing_answers import turnout_answer, what_if_answer

        console.out_json(turnout_answer(turnout, lang) if vacancy else what_if_answer(found, desk.named, lang))
        return
    console.shown(turnout_shown(turnout, lang) if vacancy else difference_shown(found, desk.named, lang))


def _read(option: str, text: str | None, language: str) -> Any:
    try:
        return loads(text or "{}")
    except JSONDecodeError as error:
        console.stop(say("steps.if.not_json", language, option=option, why=f"{error.msg}, {error.pos}"))
