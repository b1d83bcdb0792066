"""The demonstration in a terminal: a heading and a short block for each thing the engine can do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from rich.console import RenderableType
from rich.rule import Rule
from rich.text import Text

from service.asking import ask_next_answer, ask_next_job_answer
from service.countering import carved_answer, counters_answer
from service.showing import list_panel, verdicts_table
from service.showing_asking import job_questions_shown, questions_shown
from service.showing_bundles import bundles_shown
from service.showing_counter import carved_shown, counters_shown
from service.showing_steps import steps_shown
from service.texts import say

if TYPE_CHECKING:
    from service.demo import Demo

_MOST_REASONS: Final = 2
_MOST_STEPS: Final = 3
_MOST_OFFERS: Final = 4


def demo_shown(done: Demo, language: str) -> Iterator[RenderableType]:
    """What was put into the database, then every block under its heading."""
    real = say("cli.demo.no_real", language) if done.real is None else say("cli.demo.real", language, number=done.real)
    yield Text(say("cli.demo.fresh" if done.fresh else "cli.demo.again", language, **done.counts))
    yield Text(real, style="bold red" if done.real is None else "")
    yield _heading("lists", language)
    for listed in done.lists:
        yield list_panel(listed, language, _MOST_REASONS)
    yield from _for_the_person(done, language)
    yield from _for_the_employer(done, language)
    if done.verdicts:
        yield _heading("real", language)
        yield verdicts_table(done.verdicts, done.lists[-1].participant.id, language)


def _heading(name: str, language: str) -> Rule:
    return Rule(Text(say(f"cli.demo.heading.{name}", language), style="bold"), align="left")


def _for_the_person(done: Demo, language: str) -> Iterator[RenderableType]:
    """Steps, a week of small jobs, and what to ask."""
    if done.steps is not None:
        yield _heading("steps", language)
        yield steps_shown(done.steps, done.named, language, most=_MOST_STEPS)
    if done.bundles is not None:
        yield _heading("bundles", language)
        yield bundles_shown(done.bundles, done.named, language, brief=True)
    if done.asked is not None and done.asked_job is not None:
        yield _heading("asking", language)
        yield questions_shown(ask_next_answer(done.asked, done.named, language, done.degraded), language)
        told = ask_next_job_answer(done.asked_job, True, language, done.degraded)
        yield job_questions_shown(told, done.named(done.asked_job.vacancy_id)[0], language)


def _for_the_employer(done: Demo, language: str) -> Iterator[RenderableType]:
    """What an employer could change, and a draft of a part of a job."""
    if done.countered is not None:
        vacancy, counters = done.countered
        told = counters_answer(vacancy, counters, True, None, language)
        told["suggestions"] = told["suggestions"][:_MOST_OFFERS]
        yield _heading("counter", language)
        yield counters_shown(told, done.named(vacancy.id)[1], language)
    if done.carved is not None:
        person, vacancy, carved = done.carved
        yield _heading("carving", language)
        yield carved_shown(carved_answer(person, vacancy, carved, language), language)
