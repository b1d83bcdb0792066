"""The caseload: every participant with the next step, in an order in which nobody is forgotten.

First what cannot wait (a follow-up that is due), then an employer's answer that is missing, a list nobody has answered,
nobody's list yet, a profile to finish, wishes to ask about again, an old list. Within a step whoever has heard nothing
for longest comes first. The order says what a consultant should do, and nothing of a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from features.profiles import Employer, Participant, Vacancy
from features.vocabulary import ParticipantStatus, Party
from service.access import Caller
from service.flows.aftercare import to_do
from service.flows.base import found
from service.flows.people import LIST
from service.flows.services import Services
from service.flows.suggesting import read_run
from service.problems import Problem
from service.store import LastDone, Reader, Review, StoredRun, Unit

FRESH: Final = timedelta(days=90)
"""Wishes and times are asked about again after this (DOMAIN)."""
OLD_LIST: Final = timedelta(days=14)
STEPS: Final = ("follow_up", "waiting", "unanswered", "no_list", "finish", "stale", "old_list", "rest")
_PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class Case:
    """A participant and the ``step`` of ``STEPS`` that is next, with its ``days``; ``stale``: wishes are old."""

    participant: Participant
    step: str
    days: int | None
    quiet: int | None
    stale: bool


@dataclass(frozen=True, slots=True)
class Caseload:
    """Some of the caseload in order, how many there are, and how many have each next step."""

    cases: tuple[Case, ...]
    total: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list with the records it speaks of and the answers that count now, by suggestion and party."""

    run: StoredRun
    participant: Participant
    vacancies: Mapping[str, Vacancy]
    employers: Mapping[str, Employer]
    answers: Mapping[str, Mapping[Party, Review]]


def caseload(services: Services, caller: Caller, *, skip: int = 0, most: int = 30) -> Caseload:
    """A part of the caseload; whoever is shown is noted."""
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        cases = _cases(unit, services.today)
        shown = tuple(cases[skip : skip + most])
        for case in shown:
            unit.log_access(case.participant.id, LIST)
    counts = {step: sum(case.step == step for case in cases) for step in STEPS}
    return Caseload(shown, len(cases), counts)


def next_person(services: Services, caller: Caller, after: str) -> str | None:
    """Whom to look at after somebody: the one behind them, or the first when there is nothing left to do for them."""
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        cases = _cases(unit, services.today)
    place = next((number for number, case in enumerate(cases) if case.participant.id == after), None)
    rest = cases if place is None or cases[place].step == STEPS[-1] else cases[place + 1 :]
    return next((case.participant.id for case in rest if case.participant.id != after), None)


def _cases(unit: Unit, today: date) -> list[Case]:
    """The whole caseload in order."""
    due = {item.placement.participant_id: item.due.on for item in reversed(to_do(unit, today))}
    done = unit.last_done()
    return sorted((_case(one, due, done, today) for one in _people(unit)), key=_turn)


def _people(reader: Reader) -> Iterator[Participant]:
    """Everybody who is still in the programme."""
    after: str | None = None
    while True:
        page = reader.page(Participant, after=after, limit=_PAGE)
        yield from (kept.record for kept in page.items if kept.record.status is not ParticipantStatus.CLOSED)
        after = page.next
        if after is None:
            return


def _case(person: Participant, due: Mapping[str, date], done: Mapping[str, LastDone], today: date) -> Case:
    last = done.get(person.id, LastDone())
    moments = [moment for moment in (last.listed, last.answered) if moment is not None]
    quiet = _days(max(moments), today) if moments else None
    stale = person.confirmed_at is None or today - person.confirmed_at > FRESH
    step, days = _next(person, due.get(person.id), last, stale, today)
    return Case(person, step, days, quiet, stale)


def _next(person: Participant, due: date | None, last: LastDone, stale: bool, today: date) -> tuple[str, int | None]:
    """The step that is next, and how many days it has waited."""
    if due is not None:
        return "follow_up", (today - due).days
    if person.status is ParticipantStatus.INTAKE:
        return "finish", None
    if person.status is not ParticipantStatus.ACTIVE:
        return "rest", None
    if last.waiting is not None:
        return "waiting", _days(last.waiting, today)
    if last.listed is None:
        return "no_list", None
    if last.answered is None or last.answered < last.listed:
        return "unanswered", _days(last.listed, today)
    if stale:
        return "stale", (today - person.confirmed_at).days if person.confirmed_at else None
    old = _days(last.listed, today)
    return ("old_list" if timedelta(days=old) > OLD_LIST else "rest"), old


def _turn(case: Case) -> tuple[int, int, str]:
    """Never heard of counts as longest."""
    longest = 1_000_000 if case.quiet is None else case.quiet
    return STEPS.index(case.step), -max(longest, case.days or 0), case.participant.id


def _days(moment: datetime, today: date) -> int:
    return (today - moment.date()).days


def last_list(services: Services, caller: Caller, id: str) -> str | None:
    """The id of a participant's latest list, or None."""
    with services.store.reader(caller.tenant) as reader:
        found(reader, Participant, id)
        return next((run.id for run in reader.runs(id, limit=1)), None)


def read_list(services: Services, caller: Caller, id: str, run_id: str) -> ShownList:
    """A list as it was shown, with what its page needs beside it; the look is noted."""
    run = read_run(services, caller, id, run_id)
    with services.store.reader(caller.tenant) as reader:
        person = found(reader, Participant, id).record
        items = [item.suggestion for item in run.suggestions]
        jobs = {name: found(reader, Vacancy, name).record for name in {item.vacancy_id for item in items}}
        firms = {name: found(reader, Employer, name).record for name in {item.employer_id for item in items}}
        answers = {item.id: reader.answers(item.id) for item in run.suggestions}
    return ShownList(run, person, jobs, firms, answers)


def list_of(services: Services, caller: Caller, suggestion_id: str) -> tuple[str, str]:
    """(participant, run) of a suggestion, so that an answer leads back to its list."""
    with services.store.reader(caller.tenant) as reader:
        kept = reader.suggestion(suggestion_id)
    if kept is None:
        raise Problem("not_found")
    return kept.suggestion.participant_id, kept.run_id
