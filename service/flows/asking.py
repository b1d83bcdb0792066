"""What to ask next, about a participant or about a vacancy for the caseload's sake; nothing is kept but the look."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from features.profiles import Participant, Vacancy
from features.vocabulary import ParticipantStatus, VacancyStatus
from matching.asking import AskNext, AskNextJob, ask_next, ask_next_vacancy
from service.access import Caller
from service.flows.base import found
from service.flows.needs import vacancy_of
from service.flows.services import Services
from service.problems import Problem
from service.store import Reader

ASK_NEXT: Final = "ask_next"
PAGE: Final = 500


def ask_about_participant(services: Services, caller: Caller, id: str, n: int) -> AskNext:
    """The ``n`` questions about a participant whose answers change their list most.

    Raises:
        Problem: ``not_found``, ``not_active``, or ``not_ready`` while the service starts.
    """
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        participant = found(unit, Participant, id).record
        if participant.status is not ParticipantStatus.ACTIVE:
            raise Problem("not_active", status=participant.status)
        unit.log_access(id, ASK_NEXT)
    return ask_next(services.engine.fresh().of(participant.tenant), participant, services.today, n)


def ask_about_vacancy(services: Services, caller: Caller, id: str, n: int) -> AskNextJob:
    """The ``n`` questions about a vacancy whose answers change most for the active participants. Only counts come out.

    Raises:
        Problem: ``not_found``, ``already_closed``, or ``not_ready`` while the service starts.
    """
    with services.store.reader(caller.tenant) as reader:
        vacancy: Vacancy = vacancy_of(reader, caller, id).record
        if vacancy.status is not VacancyStatus.OPEN:
            raise Problem("already_closed", reason=vacancy.closed_reason)
        caseload = list(active(reader))
    ranker = services.engine.fresh().of(vacancy.tenant)
    return ask_next_vacancy(ranker, vacancy.id, caseload, services.today, n)


def active(reader: Reader) -> Iterator[Participant]:
    """Every active participant of a tenant."""
    after: str | None = None
    while True:
        page = reader.page(Participant, after=after, limit=PAGE, status=ParticipantStatus.ACTIVE)
        yield from (kept.record for kept in page.items)
        after = page.next
        if after is None:
            return
