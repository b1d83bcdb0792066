"""Finding an open vacancy or an employer by a few letters of what it is called or where it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from features.profiles import Employer, Participant
from service.access import Caller
from service.flows.services import Services
from service.store import Reader

MOST: Final = 25
_PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class FoundJob:
    """An open vacancy."""

    vacancy_id: str
    title: str
    employer: str
    town: str


def find_vacancies(services: Services, caller: Caller, words: str) -> tuple[FoundJob, ...]:
    """At most ``MOST`` open vacancies in whose title, employer or town every word stands."""
    wanted = words.casefold().split()
    return tuple(job for job, _ in zip(_vacancies(services, caller, wanted), range(MOST), strict=False))


def _vacancies(services: Services, caller: Caller, wanted: list[str]) -> Iterator[FoundJob]:
    snapshot = services.engine.fresh().of(caller.tenant).index.snapshot()
    for id, row in snapshot.rows.items() if wanted else ():
        opening = snapshot.opening(row)
        site = opening.vacancy.site or opening.employer.site
        job = FoundJob(id, opening.vacancy.title, opening.employer.name, site.town or "")
        if _all_in(wanted, job.title, job.employer, job.town):
            yield job


def find_participant(services: Services, caller: Caller, written: str) -> str | None:
    """The id of the participant whose id was written, in large or small letters; None when there is nobody."""
    with services.store.reader(caller.tenant) as reader:
        ids = dict.fromkeys((written, written.lower(), written.upper()))
        return next((id for id in ids if reader.get(Participant, id) is not None), None)


def find_employers(services: Services, caller: Caller, words: str) -> tuple[Employer, ...]:
    """At most ``MOST`` employers in whose name, town or postcode every word stands, by name."""
    wanted = words.casefold().split()
    with services.store.reader(caller.tenant) as reader:
        known = [
            one
            for one in _employers(reader)
            if caller.sees_employer(one.id) and _all_in(wanted, one.name, one.site.town or "", one.site.postcode or "")
        ]
    return tuple(sorted(known, key=lambda one: (one.name.casefold(), one.id))[:MOST])


def _employers(reader: Reader) -> Iterator[Employer]:
    after: str | None = None
    while True:
        page = reader.page(Employer, after=after, limit=_PAGE)
        yield from (kept.record for kept in page.items)
        after = page.next
        if after is None:
            return


def _all_in(wanted: list[str], *texts: str) -> bool:
    written = " ".join(texts).casefold()
    return all(word in written for word in wanted)
