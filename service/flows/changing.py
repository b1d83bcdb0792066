"""What would be if something were different, what a participant could do, and what keeps vacancies off their list.

Nothing is kept of any of it but the look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final

from pydantic import Field

from features.facts import OpeningFacts
from features.profiles import Employer, Id, InvalidRecord, Part, Participant, Record, Vacancy
from features.vocabulary import ParticipantStatus
from matching.counsel.changes import Change, Instead, R, changed, differences
from matching.counsel.obstacles import Obstacles, obstacles
from matching.counsel.steps import Steps, steps
from matching.counsel.whatif import Difference, what_if
from matching.counsel.who_could import WhoCould, who_could
from matching.ranker import Ranker
from service.access import Caller
from service.crowds import sees_who
from service.flows.base import checked, found
from service.flows.needs import vacancy_of
from service.flows.services import Services
from service.problems import Problem
from service.store import Reader

WHAT_IF: Final = "what_if"
STEPS: Final = "steps"
WHY_EMPTY: Final = "why_empty"
MOST: Final = 50
PAGE: Final = 200


class Patch(Part):
    """What would be different about a record: a JSON merge patch, and items added to its lists."""

    changes: Mapping[str, Any] = {}
    add: Mapping[str, Any] = {}


class IfGiven(Record):
    """What would be different: about the participant, and perhaps about vacancies and employers by id."""

    placeholders: ClassVar[Mapping[str, Any]] = {}

    k: Annotated[int, Field(ge=1, le=MOST)] = 10
    changes: Mapping[str, Any] = {}
    add: Mapping[str, Any] = {}
    vacancies: Annotated[Mapping[Id, Patch], Field(max_length=20)] = {}
    employers: Annotated[Mapping[Id, Patch], Field(max_length=20)] = {}


class VacancyIfGiven(Record):
    """What would be different about a vacancy, and perhaps about its employer."""

    placeholders: ClassVar[Mapping[str, Any]] = {}

    changes: Mapping[str, Any] = {}
    add: Mapping[str, Any] = {}
    employer: Patch = Patch()


@dataclass(frozen=True, slots=True)
class Turnout:
    """A changed vacancy before the active participants; ``named`` says whether the caller may know who they are."""

    vacancy_id: str
    changes: tuple[Change, ...]
    who: WhoCould
    named: bool


def try_out(services: Services, caller: Caller, id: str, raw: Any) -> Difference:
    """The list of a participant before and after something is different.

    Raises:
        Problem: ``not_found``, ``not_active``, ``invalid`` when a record could not be so, or ``not_ready``.
    """
    given = checked(IfGiven, raw)
    participant, ranker = _active(services, caller, id, WHAT_IF)
    known = ranker.index.snapshot().rows
    if not known.keys() >= given.vacancies.keys():
        raise Problem("not_found")
    with services.store.reader(caller.tenant) as reader:
        jobs = tuple(_patched(found(reader, Vacancy, name).record, patch) for name, patch in given.vacancies.items())
        firms = tuple(_patched(_employer(services, reader, name), patch) for name, patch in given.employers.items())
    instead = Instead(_patched(participant, Patch(changes=given.changes, add=given.add)), jobs, firms)
    return what_if(ranker, participant, instead, given.k, services.today)


def steps_of(services: Services, caller: Caller, id: str, k: int) -> Steps:
    """What a participant could do, and which good vacancies each step opens."""
    participant, ranker = _active(services, caller, id, STEPS)
    return steps(ranker, participant, k, services.today)


def why_empty(services: Services, caller: Caller, id: str) -> Obstacles:
    """What keeps vacancies off a participant's list, by who could change it."""
    participant, ranker = _active(services, caller, id, WHY_EMPTY)
    return obstacles(ranker, participant, services.today)


def try_vacancy(services: Services, caller: Caller, id: str, raw: Any) -> Turnout:
    """A changed vacancy before all active participants. Who they are is only for those who may read people."""
    given = checked(VacancyIfGiven, raw)
    ranker = services.engine.fresh().of(caller.tenant)
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        vacancy = vacancy_of(unit, caller, id).record
        employer = _employer(services, unit, vacancy.employer_id)
        job, firm = _patched(vacancy, Patch(changes=given.changes, add=given.add)), _patched(employer, given.employer)
        sides = [_facts(ranker, *side) for side in ((vacancy, employer), (job, firm))]
        who = who_could(_active_people(unit), sides[0], sides[1], services.today)
        named = sees_who(caller)
        for person in (*who.opened, *who.closed) if named else ():
            unit.log_access(person.participant_id, WHAT_IF)
    return Turnout(id, (*differences(vacancy, job), *differences(employer, firm)), who, named)


def _facts(ranker: Ranker, vacancy: Vacancy, employer: Employer) -> OpeningFacts:
    ((facts,), _) = ranker.openings([vacancy], {employer.id: employer})
    return facts


def _active(services: Services, caller: Caller, id: str, why: str) -> tuple[Participant, Ranker]:
    """An active participant, the look noted, and the ranker that knows today's vacancies."""
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        participant = found(unit, Participant, id).record
        if participant.status is not ParticipantStatus.ACTIVE:
            raise Problem("not_active", status=participant.status)
        unit.log_access(id, why)
    return participant, services.engine.fresh().of(caller.tenant)


def _active_people(reader: Reader) -> Iterator[Participant]:
    after: str | None = None
    while True:
        page = reader.page(Participant, after=after, limit=PAGE, status=ParticipantStatus.ACTIVE)
        yield from (kept.record for kept in page.items)
        after = page.next
        if after is None:
            return


def _employer(services: Services, reader: Reader, id: str) -> Employer:
    """An employer with what the contact log says of it now."""
    return reader.standing(id, services.today).applied_to(found(reader, Employer, id).record)


def _patched(record: R, patch: Patch) -> R:
    try:
        return changed(record, patch.changes, patch.add)
    except InvalidRecord as error:
        raise Problem.invalid(error) from error
