"""What law and agreement mean for a vacancy, told when it is posted and whenever somebody asks."""

from __future__ import annotations

from features.facts import OpeningFacts
from features.profiles import Employer, Vacancy
from matching import thresholds
from matching.suggestion import Reason
from service.access import Caller
from service.flows.base import found
from service.flows.needs import vacancy_of
from service.flows.services import Services


def vacancy_notes(services: Services, caller: Caller, id: str) -> tuple[Reason, ...]:
    """The notes on a vacancy the caller may see, open or closed."""
    with services.store.reader(caller.tenant) as reader:
        vacancy = vacancy_of(reader, caller, id).record
    return notes_on(services, vacancy)


def notes_on(services: Services, vacancy: Vacancy) -> tuple[Reason, ...]:
    """The notes on a vacancy; while the service starts its title is not linked to an occupation yet."""
    opening = services.engine.opening(vacancy) if services.engine.ready else _unlinked(services, vacancy)
    return thresholds.notes(opening, None, services.today)


def _unlinked(services: Services, vacancy: Vacancy) -> OpeningFacts:
    with services.store.reader(vacancy.tenant) as reader:
        return OpeningFacts.of(vacancy, found(reader, Employer, vacancy.employer_id).record)
