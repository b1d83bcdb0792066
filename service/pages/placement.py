"""I job: agree on a start, follow up when it is time, write down that it ended, and see the next step."""

from __future__ import annotations

from typing import Any, Final

from fastapi.responses import Response

from features.vocabulary import (
    AftercareAction,
    Contract,
    EndReason,
    ParticipantStatus,
    TermsProof,
    VacancyStatus,
    WarningSign,
)
from service import flows
from service.access import CHANGE_PEOPLE, READ_PEOPLE
from service.api.call import known_id
from service.flows.names import names_of
from service.flows.positions import filled
from service.flows.starting import Beginning, Job, beginning, read_job
from service.pages.page import Page
from service.pages.participant import may_change
from service.pages.placement_forms import agreed_in, at_the_form, ended_in, found_in, ramp_of
from service.pages.profile_edit.section import options
from service.pages.visit import TheVisit, Visit
from service.problems import Problem
from service.store import Ending, Placement
from service.texts import show

START: Final = "/forslag/{suggestion_id}/start"
PLACEMENT: Final = "/jobstart/{placement_id}"
FOLLOW_UP: Final = f"{PLACEMENT}/opfoelgning"
END: Final = f"{PLACEMENT}/slut"
IN_WORK: Final = (ParticipantStatus.PLACED, ParticipantStatus.AFTERCARE, ParticipantStatus.ACTIVE)
AFTER_WORK: Final = (ParticipantStatus.ACTIVE, ParticipantStatus.PAUSED, ParticipantStatus.CLOSED)
MEND: Final = {
    EndReason.HOURS: "timer",
    EndReason.TASKS: "oensker",
    EndReason.OWN_WISH: "oensker",
    EndReason.TRAVEL: "transport",
    EndReason.SUPPORT_MISSING: "hensyn",
}
"""What of the profile to look at before the next list, by why a job ended."""


def start_page(visit: TheVisit, suggestion_id: str) -> Response:
    """What is agreed about a start, filled in as far as it is known."""
    return _start(visit, beginning(visit.services, visit.caller, known_id(suggestion_id)))


def _start(visit: Visit, known: Beginning, problem: Problem | None = None) -> Response:
    if known.placement_id is not None:
        return visit.go(f"/jobstart/{known.placement_id}")
    sent = visit.form.sent("start")
    return visit.show(
        "placement_start.html",
        problem=problem,
        known=known,
        whom=known.whom,
        first_day=known.first_day(visit.services.today),
        ramp=ramp_of(visit.form, None if sent else known.whom.participant.ramp_plan, visit.language),
        proofs=options(TermsProof, visit.language),
        contracts=options(Contract, visit.language),
        statuses=[(one.value, show(one, visit.language)) for one in IN_WORK],
    )


def start(visit: TheVisit, suggestion_id: str) -> Response:
    """Keep that a suggestion became a job, when all three have said yes."""
    known = beginning(visit.services, visit.caller, known_id(suggestion_id))
    if known.open:
        return visit.go(f"/forslag/{known.suggestion_id}/start")
    try:
        status = _status(visit, IN_WORK)
        given = agreed_in(visit.form)
        made = flows.place(visit.services, visit.caller, known.suggestion_id, given, visit.once(), status)
    except Problem as problem:
        return _start(visit, known, at_the_form(problem))
    return visit.go(f"/jobstart/{made.value.id}", receipt=_begun(visit, made.value))


def _begun(visit: Visit, made: Placement) -> str:
    """The receipt of a start, which says what became of the vacancy."""
    vacancy = read_job(visit.services, visit.caller, made.id).whom.vacancy
    if vacancy.status is VacancyStatus.OPEN:
        return "placement.receipt.started_more"
    return "placement.receipt.started_filled" if filled(vacancy) else "placement.receipt.started"


def placement(visit: TheVisit, placement_id: str) -> Response:
    """A job: what is next, what was agreed, how it went."""
    job = read_job(visit.services, visit.caller, known_id(placement_id))
    course, today = job.course, visit.services.today
    actors = [course.placement.actor, *(one.actor for one in course.follow_ups)]
    ending = course.placement.ending
    return visit.show(
        "placement.html",
        job=job,
        course=course,
        agreed=course.placement.agreed,
        whom=job.whom,
        filled=filled(job.whom.vacancy),
        week=job.week(today),
        coming=job.coming(today),
        names=names_of(visit.services, visit.caller, actors),
        mend=MEND.get(ending.told.reason) if ending else None,
        may_change=may_change(visit),
    )


def follow_up_page(visit: TheVisit, placement_id: str) -> Response:
    """The form of the follow-up that is due."""
    return _follow_up(visit, read_job(visit.services, visit.caller, known_id(placement_id)))


def _follow_up(visit: Visit, job: Job, problem: Problem | None = None) -> Response:
    placed, due = job.course.placement, job.course.due
    if placed.ending is not None:
        return visit.go(f"/jobstart/{placed.id}")
    week = due.week if due else max(1, job.week(visit.services.today))
    last = job.course.follow_ups[-1].told if job.course.follow_ups else None
    return visit.show(
        "follow_up.html",
        problem=problem,
        job=job,
        whom=job.whom,
        id=placed.id,
        week=week,
        due=due,
        today=visit.services.today,
        hours=job.hours_in(week),
        last=last,
        scores=[(str(score), str(score)) for score in range(11)],
        signs=options(WarningSign, visit.language),
        actions=options(AftercareAction, visit.language),
    )


def follow_up(visit: TheVisit, placement_id: str) -> Response:
    """Keep what a follow-up found."""
    id = known_id(placement_id)
    try:
        flows.follow_up(visit.services, visit.caller, id, found_in(visit.form), visit.once())
    except Problem as problem:
        return _follow_up(visit, read_job(visit.services, visit.caller, id), at_the_form(problem))
    return visit.go(f"/jobstart/{id}", receipt="placement.receipt.followed_up")


def end_page(visit: TheVisit, placement_id: str) -> Response:
    """The form of an end."""
    return _end(visit, read_job(visit.services, visit.caller, known_id(placement_id)))


def _end(visit: Visit, job: Job, problem: Problem | None = None) -> Response:
    if job.course.placement.ending is not None:
        return visit.go(f"/jobstart/{job.course.placement.id}")
    return visit.show(
        "placement_end.html",
        problem=problem,
        whom=job.whom,
        id=job.course.placement.id,
        last_day=max(visit.services.today, job.course.placement.agreed.start),
        reasons=options(EndReason, visit.language),
        statuses=[(one.value, show(one, visit.language)) for one in AFTER_WORK],
    )


def end(visit: TheVisit, placement_id: str) -> Response:
    """Keep that a job ended and why; its page then says what is next."""
    id = known_id(placement_id)
    try:
        status = _status(visit, AFTER_WORK)
        made = flows.end_placement(visit.services, visit.caller, id, ended_in(visit.form), visit.once(), status)
    except Problem as problem:
        return _end(visit, read_job(visit.services, visit.caller, id), at_the_form(problem))
    return visit.go(f"/jobstart/{id}", receipt=_over(visit, id, made.value))


def _over(visit: Visit, id: str, made: Ending) -> str:
    """The receipt of an end; a mistake may have opened the vacancy again."""
    mistake = made.told.reason is EndReason.MISTAKE
    vacancy = read_job(visit.services, visit.caller, id).whom.vacancy
    again = mistake and vacancy.status is VacancyStatus.OPEN
    return "placement.receipt." + ("taken_back" if again else "ended")


def _status(visit: Visit, offered: tuple[ParticipantStatus, ...]) -> ParticipantStatus | None:
    """The status that was chosen; none of those offered leaves it as it is."""
    written: Any = visit.form.text("status")
    return ParticipantStatus(written) if written in offered else None


PAGES: Final = (
    Page("GET", START, CHANGE_PEOPLE, start_page),
    Page("POST", START, CHANGE_PEOPLE, start),
    Page("GET", PLACEMENT, READ_PEOPLE, placement),
    Page("GET", FOLLOW_UP, CHANGE_PEOPLE, follow_up_page),
    Page("POST", FOLLOW_UP, CHANGE_PEOPLE, follow_up),
    Page("GET", END, CHANGE_PEOPLE, end_page),
    Page("POST", END, CHANGE_PEOPLE, end),
)
