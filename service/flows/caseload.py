"""The caseload: every participant with the next step, in an order in which nobody is forgotten.

First what cannot wait (a follow-up that is due, a start to agree on when all three have said yes), then an employer's
answer that is missing, a list nobody has answered, nobody's list yet, a profile to finish, wishes to ask about again, a
profile that is another than when its list was made, an old list. Within a step whoever has heard nothing
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
from service.flows.aftercare import ToDo, due_of, to_do
from service.flows.base import found
from service.flows.people import LIST
from service.flows.services import Services
from service.flows.suggesting import read_run
from service.problems import Problem
from service.store import LastDone, Placement, Reader, Review, Stored, StoredRun, StoredSuggestion, Unit

FRESH: Final = timedelta(days=90)
"""Wishes and times are asked about again after this (DOMAIN)."""
OLD_LIST: Final = timedelta(days=14)
STEPS: Final = (
    "follow_up",
    "start",
    "waiting",
    "unanswered",
    "no_list",
    "finish",
    "stale",
    "changed",
    "old_list",
    "rest",
)
_PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class Case:
    """A participant and the ``step`` of ``STEPS`` that is next, with its ``days``; ``stale``: wishes are old.

    ``quiet`` is how many days nothing has happened; ``about`` the id of the placement or suggestion of the step.
    """

    participant: Participant
    step: str
    days: int | None
    quiet: int | None
    stale: bool
    about: str | None = None
    changed: bool = False
    """Whether the profile is another than when the last list was made."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is next, how many days it has waited, and the placement or suggestion it is about."""

    name: str
    days: int | None = None
    about: str | None = None


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
    jobs: Mapping[str, Placement]
    """The running jobs that came of it, by suggestion."""


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


def case_of(services: Services, caller: Caller, id: str) -> Case:
    """One participant with the next step; who looks at the profile has noted the look already."""
    with services.store.reader(caller.tenant) as reader:
        kept = found(reader, Participant, id)
        running = reader.placements(id, running=True)
        due = next(iter(due_of(running, reader.weeks_done() if running else {}, services.today)), None)
        return _case(kept, due, reader.last_done(id), services.today)


def _cases(unit: Unit, today: date) -> list[Case]:
    """The whole caseload in order."""
    due = {item.placement.participant_id: item for item in reversed(to_do(unit, today))}
    done = unit.last_done()
    return sorted((_case(kept, due.get(kept.record.id), done, today) for kept in _people(unit)), key=_turn)


def _people(reader: Reader) -> Iterator[Stored[Participant]]:
    """Everybody who is still in the programme."""
    after: str | None = None
    while True:
        page = reader.page(Participant, after=after, limit=_PAGE)
        yield from (kept for kept in page.items if kept.record.status is not ParticipantStatus.CLOSED)
        after = page.next
        if after is None:
            return


def _case(kept: Stored[Participant], due: ToDo | None, done: Mapping[str, LastDone], today: date) -> Case:
    person = kept.record
    last = done.get(person.id, LastDone())
    moments = [moment for moment in (last.listed, last.answered) if moment is not None]
    quiet = _days(max(moments), today) if moments else None
    stale = person.confirmed_at is None or today - person.confirmed_at > FRESH
    changed = last.listed is not None and kept.updated_at > last.listed
    step = _urgent(due, last, today) or _next(person, last, stale, changed, today)
    return Case(person, step.name, step.days, quiet, stale, step.about, changed)


def _urgent(due: ToDo | None, last: LastDone, today: date) -> Step | None:
    """What cannot wait, whatever else there is."""
    if due is not None:
        return Step("follow_up", (today - due.due.on).days, due.placement.id)
    if last.agreed is not None:
        return Step("start", _days(last.agreed.since, today), last.agreed.suggestion_id)
    return None


def _next(person: Participant, last: LastDone, stale: bool, changed: bool, today: date) -> Step:
    """The step that is next when nothing is urgent."""
    if person.status is ParticipantStatus.INTAKE:
        return Step("finish")
    if person.status is not ParticipantStatus.ACTIVE:
        return Step("rest")
    if last.waiting is not None:
        return Step("waiting", _days(last.waiting, today))
    if last.listed is None:
        return Step("no_list")
    if last.answered is None or last.answered < last.listed:
        return Step("unanswered", _days(last.listed, today))
    if stale:
        return Step("stale", (today - person.confirmed_at).days if person.confirmed_at else None)
    return _again(_days(last.listed, today), changed)


def _again(old: int, changed: bool) -> Step:
    """Whether it is time for another list, when the last one is ``old`` days old and answered."""
    if changed:
        return Step("changed", old)
    return Step("old_list" if timedelta(days=old) > OLD_LIST else "rest", old)


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


def place_on_list(services: Services, caller: Caller, id: str, vacancy_id: str) -> StoredSuggestion | None:
    """Where a vacancy stands on a participant's latest list; None when it does not."""
    with services.store.reader(caller.tenant) as reader:
        found(reader, Participant, id)
        latest = next(iter(reader.runs(id, limit=1)), None)
    items = latest.suggestions if latest else ()
    return next((item for item in items if item.suggestion.vacancy_id == vacancy_id), None)


def read_list(services: Services, caller: Caller, id: str, run_id: str) -> ShownList:
    """A list as it was shown, with what its page needs beside it; the look is noted."""
    run = read_run(services, caller, id, run_id)
    with services.store.reader(caller.tenant) as reader:
        person = found(reader, Participant, id).record
        items = [item.suggestion for item in run.suggestions]
        jobs = {name: found(reader, Vacancy, name).record for name in {item.vacancy_id for item in items}}
        firms = {name: found(reader, Employer, name).record for name in {item.employer_id for item in items}}
        answers = {item.id: reader.answers(item.id) for item in run.suggestions}
        begun = {one.suggestion_id: one for one in reader.placements(id, running=True)}
    return ShownList(run, person, jobs, firms, answers, begun)


def list_of(services: Services, caller: Caller, suggestion_id: str) -> tuple[str, str]:
    """(participant, run) of a suggestion, so that an answer leads back to its list."""
    with services.store.reader(caller.tenant) as reader:
        kept = reader.suggestion(suggestion_id)
    if kept is None:
        raise Problem("not_found")
    return kept.suggestion.participant_id, kept.run_id
