"""The vacancies somebody looks after: what expires first stands first, and saying that one is still open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from features.profiles import Employer, Vacancy
from features.vocabulary import VacancyStatus
from service.access import Caller
from service.flows.base import put_from
from service.flows.needs import VALID_DAYS, vacancy_of
from service.flows.services import Services
from service.problems import Problem
from service.store import Reader, Stored

SOON: Final = 7
"""A vacancy that expires within so many days is shown as expiring."""
_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Posting:
    """A vacancy with its employer's name and the days until it expires (negative: it has; None: it has no end)."""

    vacancy: Vacancy
    employer: str
    days: int | None

    @property
    def expiring(self) -> bool:
        """Whether somebody should say now that it is still open."""
        return self.days is not None and self.days <= SOON and self.vacancy.status is VacancyStatus.OPEN


@dataclass(frozen=True, slots=True)
class Postings:
    """Some of the vacancies somebody looks after, and how many there are in all."""

    shown: tuple[Posting, ...]
    total: int


def my_postings(services: Services, caller: Caller, *, skip: int, most: int) -> Postings:
    """Open vacancies before closed ones, and of them the one that expires first; a bound caller has its employer's."""
    with services.store.reader(caller.tenant) as reader:
        found = sorted(_all(reader, caller.employer_id), key=_order)
        shown = tuple(_posting(reader, one, services.today) for one in found[skip : skip + most])
    return Postings(shown, len(found))


def read_posting(services: Services, caller: Caller, id: str) -> Posting:
    """One vacancy as its employer sees it.

    Raises:
        Problem: ``not_found``, also for another employer's.
    """
    with services.store.reader(caller.tenant) as reader:
        return _posting(reader, vacancy_of(reader, caller, id).record, services.today)


def confirm_vacancy(services: Services, caller: Caller, id: str) -> Stored[Vacancy]:
    """Note that a vacancy is still open: confirmed today, valid for 30 days more, or longer when it already was.

    Raises:
        Problem: ``not_found``, ``already_closed`` or ``stale``.
    """
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        kept = vacancy_of(unit, caller, id)
        if kept.record.status is not VacancyStatus.OPEN:
            raise Problem("already_closed", reason=kept.record.closed_reason)
        until = max(kept.record.valid_until or services.today, services.today + timedelta(days=VALID_DAYS))
        confirmed = {"last_confirmed": services.today, "valid_until": until}
        return put_from(unit, kept.record.model_copy(update=confirmed), kept.version)


def _all(reader: Reader, employer_id: str | None) -> Iterator[Vacancy]:
    after: str | None = None
    while True:
        page = reader.page(Vacancy, after=after, limit=_BATCH, employer_id=employer_id)
        yield from (kept.record for kept in page.items)
        if page.next is None:
            return
        after = page.next


def _order(vacancy: Vacancy) -> tuple[bool, date, str]:
    return vacancy.status is not VacancyStatus.OPEN, vacancy.valid_until or date.max, vacancy.id


def _posting(reader: Reader, vacancy: Vacancy, today: date) -> Posting:
    employer = reader.get(Employer, vacancy.employer_id)
    days = None if vacancy.valid_until is None else (vacancy.valid_until - today).days
    return Posting(vacancy, employer.record.name if employer else "", days)


def employers_for(services: Services, caller: Caller) -> tuple[tuple[str, str], ...]:
    """(id, name) of every employer a caller may post for, by name; none for a caller who is bound to one."""
    if caller.employer_id is not None:
        return ()
    found: list[tuple[str, str]] = []
    with services.store.reader(caller.tenant) as reader:
        after: str | None = None
        while True:
            page = reader.page(Employer, after=after, limit=_BATCH)
            found += [(kept.record.id, kept.record.name) for kept in page.items]
            if page.next is None:
                return tuple(sorted(found, key=lambda one: one[1].casefold()))
            after = page.next
