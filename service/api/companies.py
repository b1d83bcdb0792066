"""Employers, their vacancies and the contacts with them over HTTP."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Query
from fastapi.responses import Response

from features.profiles import Employer, Vacancy
from features.vocabulary import VacancyStatus
from service import flows
from service.access import CHANGE_COMPANIES, READ_COMPANIES, READ_CONTACTS
from service.api.answers import contact_answer
from service.api.call import Body, TheCall, at, cursor_of, etag, known_id, record_json
from service.api.endpoint import PREFIX, Endpoint
from service.api.participants import CHANGED, NEW, Cursor, Limit
from service.api.shapes import ContactAnswer, Contacts, EmployerPage, VacancyPage
from service.flows.companies import ContactGiven
from service.flows.needs import ClosingGiven
from service.flows.notes import notes_on
from service.store import Stored

EMPLOYERS: Final = f"{PREFIX}/employers"
VACANCIES: Final = f"{PREFIX}/vacancies"
OfEmployer = Annotated[str | None, Query(max_length=64, description="Only this employer's.")]


def create_employer(call: TheCall, body: Body) -> Response:
    """Keep a new employer (a site). `id` may be left out."""
    made = flows.create_employer(call.services, call.caller, body, call.once(body))
    record = made.value.record
    return call.made(made, record_json(record), at(EMPLOYERS, record.id), etag(made.value.version))


def list_employers(call: TheCall, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """List employers in order of id; a key bound to one employer sees that one."""
    page = flows.list_employers(call.services, call.caller, after=cursor_of(cursor), limit=limit)
    return call.listed([record_json(kept.record) for kept in page.items], page.next)


def read_employer(call: TheCall, employer_id: str) -> Response:
    """Read an employer, with this month's contacts and its answers from the contact log."""
    return _shown(call, flows.read_employer(call.services, call.caller, known_id(employer_id)))


def change_employer(call: TheCall, employer_id: str, body: Body) -> Response:
    """Change an employer, from the version in If-Match. What follows from the contact log cannot be set."""
    version = call.version()
    return _shown(call, flows.change_employer(call.services, call.caller, known_id(employer_id), body, version))


def note_contact(call: TheCall, employer_id: str, body: Body) -> Response:
    """Note a contact: it counts against the employer's budget and says whether they answer."""
    made = flows.note_contact(call.services, call.caller, known_id(employer_id), body, call.once(body))
    return call.made(made, contact_answer(made.value), at(EMPLOYERS, made.value.employer_id, "contacts"))


def list_contacts(call: TheCall, employer_id: str) -> Response:
    """List the contacts with an employer, newest first."""
    found = flows.contacts_of(call.services, call.caller, known_id(employer_id))
    return call.answer({"items": [contact_answer(contact) for contact in found]})


def create_vacancy(call: TheCall, body: Body) -> Response:
    """Post a vacancy on ordinary terms. One that says nothing of its end is valid for 30 days.

    `Notes` are the codes of what law and agreement mean for its hours; `Link` leads to them in words.

    Demands that no advert may make are refused (`forbidden_demand`); those that need a reason wait for one in
    `check.reasons` (`unexplained_demand`).
    """
    made = flows.create_vacancy(call.services, call.caller, body, call.once(body))
    record = made.value.record
    where = at(VACANCIES, record.id)
    notes = ", ".join(note.code for note in notes_on(call.services, record))
    told = {"Notes": notes, "Link": f'<{where}/notes>; rel="describedby"'}
    return call.made(made, record_json(record), where, {**etag(made.value.version), **told})


def list_vacancies(
    call: TheCall,
    limit: Limit = 50,
    cursor: Cursor = None,
    status: VacancyStatus | None = None,
    employer_id: OfEmployer = None,
) -> Response:
    """List vacancies in order of id; a key bound to one employer sees that one's."""
    page = flows.list_vacancies(
        call.services, call.caller, after=cursor_of(cursor), limit=limit, status=status, employer_id=employer_id
    )
    return call.listed([record_json(kept.record) for kept in page.items], page.next)


def read_vacancy(call: TheCall, vacancy_id: str) -> Response:
    """Read a vacancy, open or closed."""
    return _shown(call, flows.read_vacancy(call.services, call.caller, known_id(vacancy_id)))


def change_vacancy(call: TheCall, vacancy_id: str, body: Body) -> Response:
    """Change a vacancy, from the version in If-Match. It stays with its employer; closing it is another address."""
    version = call.version()
    return _shown(call, flows.change_vacancy(call.services, call.caller, known_id(vacancy_id), body, version))


def close_vacancy(call: TheCall, vacancy_id: str, body: Body) -> Response:
    """Close a vacancy with a reason. Closing it again for the same reason changes nothing."""
    return _shown(call, flows.close_vacancy(call.services, call.caller, known_id(vacancy_id), body))


def _shown(call: TheCall, kept: Stored[Employer] | Stored[Vacancy]) -> Response:
    return call.answer(record_json(kept.record), headers=etag(kept.version))


EMPLOYER: Final = f"{EMPLOYERS}/{{employer_id}}"
VACANCY: Final = f"{VACANCIES}/{{vacancy_id}}"
ENDPOINTS: Final = (
    Endpoint(
        "POST", EMPLOYERS, CHANGE_COMPANIES, create_employer, Employer, 201, Employer, NEW,
        headers=("Location", "ETag"), sends=("Idempotency-Key",),
    ),
    Endpoint("GET", EMPLOYERS, READ_COMPANIES, list_employers, EmployerPage, problems=("bad_cursor", "invalid")),
    Endpoint("GET", EMPLOYER, READ_COMPANIES, read_employer, Employer, problems=("not_found",), headers=("ETag",)),
    Endpoint(
        "PUT", EMPLOYER, CHANGE_COMPANIES, change_employer, Employer, 200, Employer, CHANGED,
        headers=("ETag",), sends=("If-Match",),
    ),
    Endpoint(
        "POST", f"{EMPLOYER}/contacts", CHANGE_COMPANIES, note_contact, ContactAnswer, 201, ContactGiven,
        ("not_found", "key_reused", "bad_header"), headers=("Location",), sends=("Idempotency-Key",),
    ),
    Endpoint("GET", f"{EMPLOYER}/contacts", READ_CONTACTS, list_contacts, Contacts, problems=("not_found",)),
    Endpoint(
        "POST", VACANCIES, CHANGE_COMPANIES, create_vacancy, Vacancy, 201, Vacancy, NEW,
        headers=("Location", "ETag", "Notes", "Link"), sends=("Idempotency-Key",),
    ),
    Endpoint("GET", VACANCIES, READ_COMPANIES, list_vacancies, VacancyPage, problems=("bad_cursor", "invalid")),
    Endpoint("GET", VACANCY, READ_COMPANIES, read_vacancy, Vacancy, problems=("not_found",), headers=("ETag",)),
    Endpoint(
        "PUT", VACANCY, CHANGE_COMPANIES, change_vacancy, Vacancy, 200, Vacancy, CHANGED,
        headers=("ETag",), sends=("If-Match",),
    ),
    Endpoint(
        "POST", f"{VACANCY}/close", CHANGE_COMPANIES, close_vacancy, Vacancy, 200, ClosingGiven,
        ("not_found", "already_closed"), headers=("ETag",),
    ),
)  # fmt: skip
