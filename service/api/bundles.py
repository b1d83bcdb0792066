"""Bundles of small jobs over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Final

from fastapi import Query
from fastapi.responses import Response
from typing_extensions import TypedDict

from features.profiles import clock_text
from matching.bundles import Bundle, Bundles, Entry, Part
from service.access import READ_PEOPLE
from service.api.answers import reasons_answer
from service.api.call import TheCall, known_id
from service.api.endpoint import Endpoint
from service.api.participants import ONE
from service.api.shapes import ReasonAnswer
from service.flows.bundles import bundles as find
from service.texts import say, texts

Named = Callable[[str], tuple[str, str]]
"""(title, employer's name) of a vacancy."""
Most = Annotated[int, Query(ge=1, le=10, description="How many bundles at most.")]


class JobAnswer(TypedDict):
    """One job of a bundle: the weekly hours it is given, minutes from home, and what speaks for and against it."""

    vacancy_id: str
    title: str
    employer_id: str
    employer_name: str
    hours: float
    minutes: float | None
    reasons_for: list[ReasonAnswer]
    reasons_against: list[ReasonAnswer]
    questions: list[ReasonAnswer]


class WeekLine(TypedDict):
    """A line of the week: ``which`` is `work` or `travel`; travel leads to a vacancy, or home (null)."""

    weekday: int
    day: str
    start: str
    end: str
    which: str
    vacancy_id: str | None


class BundleAnswer(TypedDict):
    """Jobs for one week; ``chance`` is that every employer says yes. Nothing of it is a score of the person."""

    rank: int
    hours: float
    score: float
    utility: float
    chance: float
    sentence: str
    jobs: list[JobAnswer]
    week: list[WeekLine]


class BundlesAnswer(TypedDict):
    """The bundles that are better than the best single job, or why there is none."""

    participant_id: str
    bundles: list[BundleAnswer]
    best_single_vacancy_id: str | None
    candidates: int
    why_none: str | None
    sentence: str


def bundles_answer(told: Bundles, named: Named, language: str) -> BundlesAnswer:
    """Bundles in words."""
    code = told.why_none
    single = told.single
    text = f"bundles.none.{code}" if code else "bundles.beside_single" if single else "bundles.no_single"
    title = named(single.vacancy_id)[0] if single else ""
    return {
        "participant_id": told.participant_id,
        "bundles": [_bundle(bundle, named, language) for bundle in told.bundles],
        "best_single_vacancy_id": single.vacancy_id if single else None,
        "candidates": told.candidates,
        "why_none": code,
        "sentence": say(text, language, title=title),
    }


def _bundle(bundle: Bundle, named: Named, language: str) -> BundleAnswer:
    return {
        "rank": bundle.rank,
        "hours": bundle.hours,
        "score": bundle.score,
        "utility": bundle.utility,
        "chance": bundle.chance,
        "sentence": say("bundles.all_yes", language),
        "jobs": [_job(part, named, language) for part in bundle.parts],
        "week": [_line(entry, language) for entry in bundle.week],
    }


def _job(part: Part, named: Named, language: str) -> JobAnswer:
    item = part.suggestion
    title, employer_name = named(item.vacancy_id)
    return {
        "vacancy_id": item.vacancy_id,
        "title": title,
        "employer_id": item.employer_id,
        "employer_name": employer_name,
        "hours": part.hours,
        "minutes": item.minutes,
        "reasons_for": reasons_answer(item.reasons_for, language),
        "reasons_against": reasons_answer(item.reasons_against, language),
        "questions": reasons_answer(item.questions, language),
    }


def _line(entry: Entry, language: str) -> WeekLine:
    return {
        "weekday": entry.weekday,
        "day": texts(language)[f"vocabulary.weekday.{entry.weekday}"],
        "start": clock_text(entry.start),
        "end": clock_text(entry.end),
        "which": entry.kind,
        "vacancy_id": entry.vacancy_id,
    }


def bundles(call: TheCall, participant_id: str, k: Most = 3) -> Response:
    """Find small jobs that make one week together, the way between them included; only what beats a single job."""
    told = find(call.services, call.caller, known_id(participant_id), k)

    def named(vacancy_id: str) -> tuple[str, str]:
        return call.services.named(call.caller.tenant, vacancy_id)

    return call.answer(bundles_answer(told, named, call.language))


PROBLEMS: Final = ("not_found", "not_active", "not_ready", "invalid")
ENDPOINTS: Final = (Endpoint("GET", f"{ONE}/bundles", READ_PEOPLE, bundles, BundlesAnswer, problems=PROBLEMS),)
