"""What an employer could change so that a vacancy fits more people, and the part of it that one person could do.

Consultants see who; everybody else who may ask sees counts, chosen and ordered by rounded numbers alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from pydantic import Field

from features.facts import PersonFacts
from features.profiles import Participant, Record, Vacancy
from features.vocabulary import VacancyStatus
from matching.counsel.carving import Carved
from matching.counsel.carving import carve as carve_one
from matching.counsel.counter import Counters, Hearing, exactly, in_fives
from matching.counsel.counter import counter_suggestions as counters_of
from matching.counsel.prices import Price
from matching.counsel.prices import requirement_prices as prices_of
from service.access import Caller
from service.crowds import sees_who
from service.flows.asking import active
from service.flows.base import checked, found
from service.flows.needs import vacancy_of
from service.flows.services import Services
from service.problems import Problem

COUNTER: Final = "counter_suggestions"
PRICES: Final = "requirement_prices"
CARVE: Final = "carve"


class CarvingGiven(Record):
    """For whom a part of a vacancy is looked for."""

    placeholders: ClassVar[dict[str, Any]] = {"participant_id": "x"}

    participant_id: str = Field(min_length=1, max_length=64)


@dataclass(frozen=True, slots=True)
class Countered:
    """What could be asked of a vacancy's employer; ``sees_who`` is false for those who get counts."""

    vacancy: Vacancy
    counters: Counters
    sees_who: bool
    wanted: int | None


@dataclass(frozen=True, slots=True)
class Priced:
    """The price of each thing a vacancy asks for; ``sees_who`` is false for those who get counts."""

    vacancy: Vacancy
    prices: tuple[Price, ...]
    sees_who: bool


def counter_suggestions(services: Services, caller: Caller, id: str, wanted: int | None = None) -> Countered:
    """What could be changed about a vacancy for the active participants' sake.

    Raises:
        Problem: ``not_found``, ``already_closed``, or ``not_ready`` while the service starts.
    """
    vacancy, hearing = _heard(services, caller, id)
    exact = sees_who(caller)
    counters = counters_of(hearing, exactly if exact else in_fives, wanted)
    shown = [*counters.suggestions, *([counters.smallest] if counters.smallest else [])]
    named = (one for item in shown for ids in (item.gained, item.lost, item.eased) for one in ids)
    _note(services, caller, named if exact else (), COUNTER)
    return Countered(vacancy, counters, exact, wanted)


def requirement_prices(services: Services, caller: Caller, id: str) -> Priced:
    """How many more of the active participants would be possible without each thing a vacancy asks for.

    Raises:
        Problem: ``not_found``, ``already_closed``, or ``not_ready`` while the service starts.
    """
    vacancy, hearing = _heard(services, caller, id)
    prices, exact = prices_of(hearing), sees_who(caller)
    named = (one for price in prices for one in (*price.blocked, *price.near))
    _note(services, caller, named if exact else (), PRICES)
    return Priced(vacancy, prices, exact)


def carve(services: Services, caller: Caller, id: str, raw: Any) -> tuple[Vacancy, Carved]:
    """The part of a vacancy that one participant could do, as a draft; nothing is kept but the look.

    Raises:
        Problem: ``not_found``, ``already_closed``, or ``not_ready`` while the service starts.
    """
    given = checked(CarvingGiven, raw)
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        vacancy = _open(vacancy_of(unit, caller, id).record)
        participant = found(unit, Participant, given.participant_id).record
        unit.log_access(participant.id, CARVE)
    person = PersonFacts.of(participant, services.today)
    return vacancy, carve_one(person, services.engine.opening(vacancy))


def _heard(services: Services, caller: Caller, id: str) -> tuple[Vacancy, Hearing]:
    with services.store.reader(caller.tenant) as reader:
        vacancy = _open(vacancy_of(reader, caller, id).record)
        people = [PersonFacts.of(one, services.today) for one in active(reader)]
    return vacancy, Hearing.of(services.engine.opening(vacancy), people)


def _open(vacancy: Vacancy) -> Vacancy:
    if vacancy.status is not VacancyStatus.OPEN:
        raise Problem("already_closed", reason=vacancy.closed_reason)
    return vacancy


def _note(services: Services, caller: Caller, ids: Iterable[str], why: str) -> None:
    """Note the look at everybody who is named."""
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        for id in dict.fromkeys(ids):
            unit.log_access(id, why)
