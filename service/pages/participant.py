"""Deltager: the next step first, the profile with strengths first.

Every section of the profile leads to its own form (``service.pages.profile_edit``); the status is changed here.
"""

from __future__ import annotations

from typing import Final

from fastapi.responses import Response

from features.profiles import FunctionalNeed, Transport, clock_text
from features.vocabulary import LIMIT_UNITS, Need, ParticipantStatus
from service import flows
from service.access import CHANGE_PEOPLE, READ_PEOPLE
from service.api.call import known_id
from service.flows.caseload import case_of
from service.flows.profile import change_fields
from service.flows.starting import jobs_of
from service.pages.caseload import PERSON, step_sentence, wanted, way_to
from service.pages.page import Page
from service.pages.pictures import hours_bar, times_of, week
from service.pages.visit import TheVisit, Visit
from service.pages.wish_words import wish_name
from service.problems import Problem
from service.step_words import Named
from service.texts import say, show, texts


def participant(visit: TheVisit, participant_id: str) -> Response:
    """The whole profile, and what would help most."""
    return _shown(visit, known_id(participant_id))


def _shown(visit: Visit, id: str, problem: Problem | None = None) -> Response:
    kept = flows.read_participant(visit.services, visit.caller, id)
    person, language = kept.record, visit.language
    case = case_of(visit.services, visit.caller, id)
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
        case=case,
        next_step=step_sentence(case, language),
        way=way_to(case),
        jobs=jobs_of(visit.services, visit.caller, id),
        may_rank=person.status is ParticipantStatus.ACTIVE and visit.services.engine.ready,
        statuses=[(one.value, show(one, language)) for one in ParticipantStatus],
        may_change=may_change(visit),
    )


def may_change(visit: Visit) -> bool:
    """Whether the visitor may do more than read."""
    return visit.caller.role in (CHANGE_PEOPLE.roles or ())


def named(visit: Visit) -> Named:
    """Names of vacancies, for sentences."""
    return lambda vacancy_id: visit.services.named(visit.caller.tenant, vacancy_id)


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
    """Keep another status; wishes and times that were talked through count as confirmed today."""
    id, form = known_id(participant_id), visit.form
    given = {"status": form.text("status")} if form.text("status") else {}
    if form.sent("confirmed"):
        given["confirmed_at"] = visit.services.today.isoformat()
    version = form.text("version")
    try:
        known = int(version) if version.isdecimal() and len(version) < 9 else 0
        change_fields(visit.services, visit.caller, id, given, known)
    except Problem as problem:
        if problem.code == "not_found":
            raise
        return _shown(visit, id, problem)
    return visit.go(f"/deltagere/{id}", receipt="caseload.receipt.changed")


PAGES: Final = (
    Page("GET", PERSON, READ_PEOPLE, participant),
    Page("POST", PERSON, CHANGE_PEOPLE, change),
)
