"""Virksomheder: find one, see what is left of its budget, note a contact or a pause, write a need down."""

from __future__ import annotations

from typing import Any, Final

from fastapi.responses import Response

from features.facts import budget_left
from features.profiles import Employer
from features.vocabulary import ContactKind, ContactOutcome, ShiftKind, Terms, VacancySource, VacancyStatus
from service import flows
from service.access import CHANGE_PEOPLE, READ_CONTACTS
from service.api.call import known_id
from service.flows.companies import agreed_contacts
from service.flows.finding import MOST, find_employers
from service.flows.names import names_of
from service.pages.page import Page
from service.pages.participant import may_change
from service.pages.visit import TheVisit, Visit
from service.problems import Problem
from service.texts import show, texts

COMPANIES: Final = "/virksomheder"
COMPANY: Final = f"{COMPANIES}/{{employer_id}}"
MOST_JOBS: Final = 50
MOST_AGREED: Final = 10


def companies(visit: TheVisit) -> Response:
    """Companies by name, town or postcode."""
    words = visit.asked("ord")[:200]
    found = find_employers(visit.services, visit.caller, words)
    agreed = agreed_contacts(visit.services, visit.caller, MOST_AGREED)
    today = visit.services.today
    return visit.show("companies.html", words=words, found=found, most=MOST, agreed=agreed, today=today)


def company(visit: TheVisit, employer_id: str) -> Response:
    """One company: whether it may be called, its open jobs and who called last."""
    return _company(visit, known_id(employer_id))


def _company(visit: Visit, id: str, problem: Problem | None = None) -> Response:
    employer = flows.read_employer(visit.services, visit.caller, id).record
    jobs = flows.list_vacancies(
        visit.services, visit.caller, after=None, limit=MOST_JOBS, status=VacancyStatus.OPEN, employer_id=id
    )
    contacts = flows.contacts_of(visit.services, visit.caller, id)
    coming = [one.next_on for one in contacts[:1] if one.next_on and one.next_on >= visit.services.today]
    return visit.show(
        "company.html",
        problem=problem,
        employer=employer,
        state=_state(employer, visit),
        left=budget_left(employer),
        jobs=[kept.record for kept in jobs.items],
        contacts=contacts,
        names=names_of(visit.services, visit.caller, [one.actor for one in contacts]),
        today=visit.services.today,
        coming=coming,
        kinds=[(one.value, show(one, visit.language)) for one in ContactKind],
        outcomes=[(one.value, show(one, visit.language)) for one in ContactOutcome],
        may_change=may_change(visit),
    )


def _state(employer: Employer, visit: Visit) -> str:
    """Whether somebody may call: paused, nothing left of the budget, or ready."""
    if employer.pause_until is not None and employer.pause_until >= visit.services.today:
        return "paused"
    left = budget_left(employer)
    return "spent" if left is not None and left <= 0 else "ready"


def contact(visit: TheVisit, employer_id: str) -> Response:
    """Note a contact; it counts against the month's budget."""
    id, form = known_id(employer_id), visit.form
    given = {name: form.text(name) for name in ("kind", "outcome", "on", "text", "next_on") if form.text(name)}
    try:
        flows.note_contact(visit.services, visit.caller, id, given, visit.once())
    except Problem as problem:
        if problem.code != "invalid":
            raise
        return _company(visit, id, problem)
    return visit.go(f"{COMPANIES}/{id}", receipt="caseload.receipt.contacted")


def pause(visit: TheVisit, employer_id: str) -> Response:
    """Leave a company in peace until a day, or end its pause."""
    id = known_id(employer_id)
    until = "" if visit.form.sent("resume") else visit.form.text("until")
    try:
        if not until and not visit.form.sent("resume"):
            raise Problem.fault("until", "", "missing")
        flows.pause_employer(visit.services, visit.caller, id, {"until": until or None})
    except Problem as problem:
        if problem.code != "invalid":
            raise
        return _company(visit, id, problem)
    return visit.go(f"{COMPANIES}/{id}", receipt=f"caseload.receipt.{'paused' if until else 'resumed'}")


def need(visit: TheVisit, employer_id: str) -> Response:
    """The short form for what a company says on the telephone."""
    return _need(visit, known_id(employer_id))


def _need(visit: Visit, id: str, problem: Problem | None = None) -> Response:
    employer = flows.read_employer(visit.services, visit.caller, id).record
    days = [(day, texts(visit.language)[f"vocabulary.weekday.{day}"]) for day in range(1, 8)]
    kinds = [(one.value, show(one, visit.language)) for one in ShiftKind]
    return visit.show("need.html", problem=problem, employer=employer, days=days, kinds=kinds)


def post_need(visit: TheVisit, employer_id: str) -> Response:
    """Keep the need as an open vacancy, when no demand in it is unfair; else the form again with what to change."""
    id = known_id(employer_id)
    try:
        flows.create_vacancy(visit.services, visit.caller, _vacancy(visit, id), visit.once())
    except Problem as problem:
        if problem.code != "invalid":
            raise
        return _need(visit, id, problem)
    return visit.go(f"{COMPANIES}/{id}", receipt="caseload.receipt.posted")


def _vacancy(visit: Visit, id: str) -> dict[str, Any]:
    """What was written, as a vacancy; what nobody said is left out."""
    form = visit.form
    raw: dict[str, Any] = {"employer_id": id, "source": VacancySource.CALL.value}
    raw |= {name: form.text(name) for name in ("title", "description") if form.text(name)}
    raw |= {name: form.text(name).replace(",", ".") for name in ("hours_min", "hours_max") if form.text(name)}
    if form.text("terms"):
        raw["terms"] = Terms.ORDINARY.value
    if form.all("days"):
        shift = {"start": form.text("start"), "end": form.text("end"), "kind": form.text("kind")}
        raw["shifts"] = [{"weekdays": [int(day) for day in form.all("days") if day.isdecimal()], **shift}]
    return raw


PAGES: Final = (
    Page("GET", COMPANIES, READ_CONTACTS, companies, nav="caseload.companies"),
    Page("GET", COMPANY, READ_CONTACTS, company),
    Page("POST", f"{COMPANY}/kontakt", CHANGE_PEOPLE, contact),
    Page("POST", f"{COMPANY}/pause", CHANGE_PEOPLE, pause),
    Page("GET", f"{COMPANY}/behov", CHANGE_PEOPLE, need),
    Page("POST", f"{COMPANY}/behov", CHANGE_PEOPLE, post_need),
)
