"""Vacancies, employers' needs for labour: post, read, change, close."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar, Final

from features.profiles import Fault, Record, Vacancy
from features.vocabulary import ClosedReason, VacancyStatus
from service.access import Caller
from service.flows.base import Listing, checked, create, found, listing, put_from, record_of
from service.flows.fairness import fair
from service.flows.once import Made, Once
from service.flows.services import Services
from service.problems import Problem
from service.store import Reader, Stored, Unknown

VALID_DAYS: Final = 30
"""A vacancy that says nothing of its end counts as open this long; somebody must then confirm it (DOMAIN)."""


class ClosingGiven(Record):
    """Why a vacancy is closed."""

    placeholders: ClassVar[Mapping[str, Any]] = {"reason": "filled"}

    reason: ClosedReason


def create_vacancy(services: Services, caller: Caller, raw: Any, key: Once | None = None) -> Made[Stored[Vacancy]]:
    """Post a vacancy of an employer that is kept here; one without an end is valid for 30 days.

    Raises:
        Problem: ``invalid``, also for demands that no advert may make, or that need a reason and have none.
    """
    vacancy = fair(_posted(record_of(Vacancy, services, caller, raw), services))
    if not caller.sees_employer(vacancy.employer_id):
        raise _unknown_employer(vacancy)
    try:
        return create(services, caller, vacancy, key)
    except Unknown as error:
        raise _unknown_employer(vacancy) from error


def _posted(vacancy: Vacancy, services: Services) -> Vacancy:
    if vacancy.status is not VacancyStatus.OPEN or vacancy.closed_reason is not None:
        raise Problem.fault("status", vacancy.status.value, "use_close")
    until = vacancy.valid_until or services.today + timedelta(days=VALID_DAYS)
    confirmed = vacancy.last_confirmed or services.today
    return vacancy.model_copy(update={"valid_until": until, "last_confirmed": confirmed})


def read_vacancy(services: Services, caller: Caller, id: str) -> Stored[Vacancy]:
    """A vacancy, open or closed."""
    with services.store.reader(caller.tenant) as reader:
        return vacancy_of(reader, caller, id)


def list_vacancies(
    services: Services,
    caller: Caller,
    *,
    after: str | None,
    limit: int,
    status: str | None = None,
    employer_id: str | None = None,
) -> Listing[Stored[Vacancy]]:
    """Vacancies in order of id; a key bound to an employer sees that employer's."""
    if employer_id is not None and not caller.sees_employer(employer_id):
        return Listing((), None)
    with services.store.reader(caller.tenant) as reader:
        whose = caller.employer_id or employer_id
        return listing(reader.page(Vacancy, after=after, limit=limit, status=status, employer_id=whose))


def change_vacancy(services: Services, caller: Caller, id: str, raw: Any, version: int) -> Stored[Vacancy]:
    """Keep a vacancy as changed from ``version``; closing it is another flow, and it stays with its employer."""
    given = fair(record_of(Vacancy, services, caller, raw, id))
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        kept = vacancy_of(unit, caller, id).record
        faults = []
        if given.employer_id != kept.employer_id:
            faults.append(Fault("employer_id", given.employer_id, "other_employer"))
        if (given.status, given.closed_reason) != (kept.status, kept.closed_reason):
            faults.append(Fault("status", given.status.value, "use_close"))
        if faults:
            raise Problem.invalid(faults)
        return put_from(unit, given, version)


def close_vacancy(services: Services, caller: Caller, id: str, raw: Any) -> Stored[Vacancy]:
    """Close a vacancy with a reason. Closing again for the same reason changes nothing.

    Raises:
        Problem: ``already_closed`` when it was closed for another reason.
    """
    given = checked(ClosingGiven, raw)
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        kept = vacancy_of(unit, caller, id)
        if kept.record.status is VacancyStatus.CLOSED and kept.record.closed_reason is not given.reason:
            raise Problem("already_closed", reason=kept.record.closed_reason)
        closed = {"status": VacancyStatus.CLOSED, "closed_reason": given.reason}
        return unit.put(kept.record.model_copy(update=closed), expected_version=kept.version)


def vacancy_of(reader: Reader, caller: Caller, id: str) -> Stored[Vacancy]:
    """A vacancy the caller may see; any other looks like one that is not there."""
    kept = found(reader, Vacancy, id)
    if not caller.sees_employer(kept.record.employer_id):
        raise Problem("not_found")
    return kept


def _unknown_employer(vacancy: Vacancy) -> Problem:
    return Problem.fault("employer_id", vacancy.employer_id, "unknown_employer")
