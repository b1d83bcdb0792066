"""``ask-next``: the questions worth asking about a participant, or about a vacancy for the sake of the caseload."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from service import console
from service.cli_options import Day, InLanguage, Json, day_of, help_, language_of
from service.texts import say

if TYPE_CHECKING:
    from rich.console import RenderableType

    from service.desk import Desk


def ask_next(
    participant: Annotated[str | None, typer.Argument(help=help_("why_participant"), show_default=False)] = None,
    vacancy: Annotated[str | None, typer.Option("--vacancy", help=say("asking.help.vacancy"))] = None,
    n: Annotated[int, typer.Option("--n", min=1, max=20, help=say("asking.help.n"))] = 3,
    today: Day = None,
    language: InLanguage = None,
    json: Json = False,
) -> None:
    """The best questions about one participant or one vacancy of the database."""
    from service.desk import Desk
    from service.settings import Settings

    settings, lang = Settings(), language_of(language)
    if (participant is None) == (vacancy is None):
        console.stop(say("asking.one_of_them", lang))
    with console.expected_trouble(lang), console.database(settings, lang) as store, console.progress(lang) as told:
        desk = Desk.open(store, settings.tenant, lambda n: told.step("encode", n))
        if vacancy is not None:
            answer, shown = _about_vacancy(desk, vacancy, n, day_of(today), lang)
        else:
            answer, shown = _about_participant(desk, str(participant), n, day_of(today), lang)
    if json:
        console.out_json(answer)
    else:
        console.shown(shown)


def _about_participant(desk: Desk, id: str, n: int, today: date, language: str) -> tuple[Any, RenderableType]:
    from service.asking import ask_next_answer
    from service.showing_asking import questions_shown

    degraded = desk.ranker.hybrid.encoder is None
    answer = ask_next_answer(desk.ask_next(id, n, today), desk.named, language, degraded)
    return answer, questions_shown(answer, language)


def _about_vacancy(desk: Desk, id: str, n: int, today: date, language: str) -> tuple[Any, RenderableType]:
    from service.asking import ask_next_job_answer
    from service.showing_asking import job_questions_shown

    degraded = desk.ranker.hybrid.encoder is None
    answer = ask_next_job_answer(desk.ask_next_vacancy(id, n, today), True, language, degraded)
    return answer, job_questions_shown(answer, desk.named(id)[0], language)
