"""Deltager: the profile with strengths first, what to ask next, what opens doors; hours and status can be changed."""

from __future__ import annotations

from typing import Any, Final

from fastapi.responses import Response

from features.profiles import FunctionalNeed, Transport, clock_text
from features.vocabulary import LIMIT_UNITS, Need, ParticipantStatus
from service import flows
from service.access import CHANGE_PEOPLE, READ_PEOPLE
from service.api.call import known_id
from service.asking import ask_next_answer
from service.flows.asking import ask_about_participant
from service.flows.caseload import FRESH
from service.flows.changing import steps_of
from service.pages.caseload import PERSON, wanted, wish_name
from service.pages.page import Page
from service.pages.pictures import hours_bar, times_of, week
from service.pages.visit import TheVisit, Visit
from service.problems import Problem
from service.step_words import Named, step_sentence
from service.texts import say, show, texts

QUESTIONS: Final = 3
STEPS: Final = 4
_HOURS: Final = ("hours_min", "hours_wish", "hours_max")


def participant(visit: TheVisit, participant_id: str) -> Response:
    """The whole profile, and what would help most."""
    return _shown(visit, known_id(participant_id))


def _shown(visit: Visit, id: str, problem: Problem | None = None) -> Response:
    kept = flows.read_participant(visit.services, visit.caller, id)
    person, language = kept.record, visit.language
    may_rank = person.status is ParticipantStatus.ACTIVE and visit.services.engine.ready
    return visit.show(
        "participant.html",
        problem=problem,
        person=person,
        version=kept.version,
        wanted=wanted(person, language),
        unwanted=[wish_name(one.kind, one.value, language) for one in person.do_not_want],
        needs=[need_sentence(one, language) for one in person.functional_needs],
        travels=[travel_sentence(one, language) for one in person.transport],
        hours=hours_bar(person, None, None, language),
        week=week(times_of(person), language),
        stale=person.confirmed_at is None or visit.services.today - person.confirmed_at > FRESH,
        questions=_questions(visit, id) if may_rank else [],
        steps=_steps(visit, id) if may_rank else [],
        statuses=[(one.value, show(one, language)) for one in ParticipantStatus],
        may_change=may_change(visit),
    )


def may_change(visit: Visit) -> bool:
    """Whether the visitor may do more than read."""
    return visit.caller.role in (CHANGE_PEOPLE.roles or ())


def named(visit: Visit) -> Named:
    """Names of vacancies, for sentences."""
    return lambda vacancy_id: visit.services.named(visit.caller.tenant, vacancy_id)


def _questions(visit: Visit, id: str) -> list[Any]:
    told = ask_about_participant(visit.services, visit.caller, id, QUESTIONS)
    return list(ask_next_answer(told, named(visit), visit.language, visit.services.engine.degraded)["questions"])


def _steps(visit: Visit, id: str) -> list[str]:
    found = steps_of(visit.services, visit.caller, id, STEPS)
    return [step_sentence(step, named(visit), visit.language) for step in found.steps]


def need_sentence(need: FunctionalNeed, language: str) -> str:
    """A need in plain words, with its limit where it has one; never why."""
    if need.limit is None or need.code not in LIMIT_UNITS:
        grade = texts(language)[f"caseload.level.{need.level}"]
        return say("caseload.need.plain", language, need=need.code, grade=grade)
    unit = "clock" if need.code is Need.START_NOT_BEFORE else LIMIT_UNITS[need.code]
    return say(f"caseload.need.{unit}", language, need=need.code, limit=need.limit, clock=clock_text(int(need.limit)))


def travel_sentence(travel: Transport, language: str) -> str:
    """A way of travelling and how long it may take."""
    code = "minutes" if travel.max_minutes is not None else "any"
    return say(f"caseload.travel.{code}", language, mode=travel.mode, minutes=travel.max_minutes)


def change(visit: TheVisit, participant_id: str) -> Response:
    """Keep other hours or another status; wishes and times that were talked through count as confirmed today."""
    id, form = known_id(participant_id), visit.form
    try:
        kept = flows.read_participant(visit.services, visit.caller, id)
        raw: dict[str, Any] = {**kept.record.model_dump(mode="json"), **_hours(form.fields)}
        raw["status"] = form.text("status") or kept.record.status.value
        if form.sent("confirmed"):
            raw["confirmed_at"] = visit.services.today.isoformat()
        version = form.text("version")
        flows.change_participant(visit.services, visit.caller, id, raw, int(version) if version.isdecimal() else 0)
    except Problem as problem:
        if problem.code == "not_found":
            raise
        return _shown(visit, id, problem)
    return visit.go(f"/deltagere/{id}", receipt="caseload.receipt.changed")


def _hours(fields: Any) -> dict[str, Any]:
    """Hours as a person writes them, with a comma or a point; an empty field is not known."""
    written = {name: fields[name][0].strip().replace(",", ".") for name in _HOURS if name in fields}
    return {name: value or None for name, value in written.items()}


PAGES: Final = (
    Page("GET", PERSON, READ_PEOPLE, participant),
    Page("POST", PERSON, CHANGE_PEOPLE, change),
)
