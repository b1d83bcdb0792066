"""From a suggestion that all three have said yes to, to a job, and everything a page about a job shows beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from features.aftercare import week_over
from features.profiles import Employer, Participant, Vacancy
from features.vocabulary import FOLLOW_UP_WEEKS, Answer, Party
from service.access import Caller
from service.flows.aftercare import Course, read_placement
from service.flows.base import found
from service.flows.people import READ
from service.flows.services import Services
from service.problems import Problem
from service.store import Reader, Review


@dataclass(frozen=True, slots=True)
class Whom:
    """The three whom a job is about."""

    participant: Participant
    vacancy: Vacancy
    employer: Employer


@dataclass(frozen=True, slots=True)
class Beginning:
    """A suggestion that may become a job: its list, whom it is about, the answers that count, a job it became."""

    suggestion_id: str
    run_id: str
    whom: Whom
    answers: Mapping[Party, Review]
    placement_id: str | None

    @property
    def open(self) -> tuple[Party, ...]:
        """Those who have not said yes."""
        given = {party: review.answer for party, review in self.answers.items()}
        return tuple(party for party in Party if given.get(party) is not Answer.YES)

    def first_day(self, today: date) -> date:
        """The first day on which the person and the company can both begin, and on which there is work."""
        days = [today, self.whom.participant.earliest_start, self.whom.vacancy.start]
        first = max(day for day in days if day is not None)
        working = {day for shift in self.whom.vacancy.shifts for day in shift.weekdays} or range(1, 8)
        week = (first + timedelta(days=later) for later in range(7))
        return next(day for day in week if day.isoweekday() in working)

    @property
    def hours(self) -> float | None:
        """The wished hours, as far as the job has them; None when nobody has said any."""
        person, job = self.whom.participant, self.whom.vacancy
        wish = person.hours_wish or person.hours_max or job.hours_max or job.hours_min
        if wish is None:
            return None
        return min(max(wish, job.hours_min or wish), job.hours_max or max(wish, job.hours_min or wish))


@dataclass(frozen=True, slots=True)
class Job:
    """A placement with how it goes and whom it is about."""

    course: Course
    whom: Whom

    def week(self, today: date) -> int:
        """The week of the job that a day lies in; the first is 1, before the start it is 0 or less."""
        return (today - self.course.placement.agreed.start).days // 7 + 1

    def hours_in(self, week: int) -> float:
        """The hours that were agreed for a week: those of the plan's latest step, if there is a plan."""
        agreed = self.course.placement.agreed
        steps = [step.hours for step in agreed.ramp_plan if step.week <= week]
        return steps[-1] if steps else agreed.hours

    def coming(self, today: date) -> tuple[tuple[int, date], ...]:
        """The follow-ups that are not due yet: week and day."""
        start = self.course.placement.agreed.start
        plan = ((week, week_over(start, week)) for week in FOLLOW_UP_WEEKS)
        return tuple((week, day) for week, day in plan if day > today)


def beginning(services: Services, caller: Caller, suggestion_id: str) -> Beginning:
    """What is known before a start is agreed on; the look is noted.

    Raises:
        Problem: ``not_found``.
    """
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        kept = unit.suggestion(suggestion_id)
        if kept is None:
            raise Problem("not_found")
        item = kept.suggestion
        unit.log_access(item.participant_id, READ)
        whom = _whom(unit, item.participant_id, item.vacancy_id, item.employer_id)
        running = unit.placements(suggestion_id=suggestion_id, running=True)
        begun = running[0].id if running else None
        return Beginning(suggestion_id, kept.run_id, whom, unit.answers(suggestion_id), begun)


def read_job(services: Services, caller: Caller, placement_id: str) -> Job:
    """A placement with how it goes and whom it is about; the look is noted."""
    course = read_placement(services, caller, placement_id)
    told = course.placement
    with services.store.reader(caller.tenant) as reader:
        return Job(course, _whom(reader, told.participant_id, told.vacancy_id, told.employer_id))


def jobs_of(services: Services, caller: Caller, participant_id: str) -> tuple[Job, ...]:
    """A participant's jobs, the newest first; whoever shows the profile has noted the look."""
    with services.store.reader(caller.tenant) as reader:
        known = reader.placements(participant_id)
        return tuple(
            Job(
                Course(one, (), None, {}),
                _whom(reader, participant_id, one.vacancy_id, one.employer_id),
            )
            for one in reversed(known)
        )


def _whom(reader: Reader, participant_id: str, vacancy_id: str, employer_id: str) -> Whom:
    return Whom(
        found(reader, Participant, participant_id).record,
        found(reader, Vacancy, vacancy_id).record,
        found(reader, Employer, employer_id).record,
    )
