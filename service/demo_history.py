"""Some months of work in the invented Viborg, kept as the service keeps them: lists, answers, jobs, follow-ups.

Everybody gets a list every few weeks, ranked by the real rules and the expert weights as on that day; the hidden truth
of the world answers (``training.world.answers``). So there is something to learn from, to watch, and to do today: the
last answers are still missing. All of it is written in one transaction, with the days it would have happened on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from features.profiles import Participant
from features.vocabulary import Answer, ContactKind, ContactOutcome, ParticipantStatus, Party, ReviewReason
from service.demo_agenda import WEEKS, Agenda, began, then
from service.demo_jobs import Jobs, Offer
from service.flows.suggesting import SUGGEST
from service.wording import marked
from training.practice import comes
from training.world.answers import IN_WORDS

if TYPE_CHECKING:
    from matching.index import Snapshot
    from matching.ranker import Ranker
    from service.desk import Desk
    from training.world import SimulatedReview, World
    from training.world.answers import Prospects

EVERY: Final = 2
"""Weeks between two lists of a person."""
LASTS: Final = 8
"""Weeks in which a vacancy is open in the history."""
LENGTH: Final = 10
FOLLOW: Final = 0.7
"""How often a consultant goes by the list and not by habit."""
CONSULTANTS: Final = ("syn-c-1", "syn-c-2", "syn-c-3", "syn-c-4")
SILENT: Final = 14
"""Days after which an employer that has not answered, or a person who wanted to wait, is written down as a no."""
DATES: Final = 11
"""Tells the dice of the dates from those of the answers."""
_OUTCOMES: Final = {Answer.YES: ContactOutcome.AGREED, Answer.NO: ContactOutcome.DECLINED}


def live(desk: Desk, world: World, today: date, step: Callable[[str, int], None]) -> frozenset[str]:
    """Write the weeks before ``today``, all of them or nothing: the ids of the vacancies that were filled.

    The people and jobs of the showcase have no part in it: nobody has made a list for them yet.
    """
    first = began(today)
    with then(desk.store, first) as (past, clock), past.unit(tenant=desk.tenant, actor=CONSULTANTS[0]) as unit:
        stored = (unit.get(Participant, one.id) for one in world.participants if one.id not in world.showcase)
        people = [one.record for one in stored if one and one.record.status is ParticipantStatus.ACTIVE]
        months = _Months(Agenda(unit, clock), world, desk.ranker, step)
        months.live(people, first, today)
    return frozenset(months.jobs.filled)


class _Months:
    """The lists of some months, and what everybody says to them."""

    def __init__(self, agenda: Agenda, world: World, ranker: Ranker, step: Callable[[str, int], None]) -> None:
        self.agenda, self.world, self.ranker = agenda, world, ranker
        self.jobs = Jobs(agenda, world)
        self._step = step
        self._prospects: dict[str, Prospects] = {}

    def live(self, people: Sequence[Participant], first: date, today: date) -> None:
        """A list for each every few weeks, from the week in which they come."""
        dice = np.random.default_rng([self.world.seed, DATES])
        begins = comes(len(people), WEEKS, dice)
        markets = self._markets(dice)
        for number, person in enumerate(people):
            self.ranker.rank(person, 1, today)  # what is kept of a person's words is found in every week's market
            who = CONSULTANTS[number % len(CONSULTANTS)]
            for week in range(int(begins[number]), WEEKS, EVERY):
                day = first + timedelta(weeks=week, days=number % 5)
                rolled = np.random.default_rng([self.world.seed, number, week])
                self.agenda.on(day, who, partial(self._list, person, who, markets[week], rolled))
        self.agenda.live(today)

    def _markets(self, dice: np.random.Generator) -> list[Snapshot]:
        """What is open in each week: each vacancy for some weeks, once its employer has come."""
        snapshot = self.ranker.index.snapshot()
        employers = {one.id: number for number, one in enumerate(self.world.employers)}
        posted = comes(len(employers), WEEKS, dice)[[employers[job.employer_id] for job in self.world.vacancies]]
        known = np.array([job.id for job in self.world.vacancies])
        never = set(snapshot.rows) - set(known.tolist()) | self.world.showcase
        first = np.maximum(posted, dice.integers(-LASTS, WEEKS, len(posted)))
        found = []
        for week in range(WEEKS):
            open_now = (first <= week) & (week < first + LASTS)
            found.append(snapshot.aside(without=never | set(known[~open_now].tolist())))
        return found

    def _list(self, person: Participant, who: str, market: Snapshot, dice: np.random.Generator) -> None:
        if person.id in self.jobs.working:
            return
        ranking = self.ranker.rank(person, LENGTH, self.agenda.today, on=market.aside(without=self.jobs.filled))
        unit, versions = self.agenda.unit, ranking.versions
        run = unit.add_run(marked(ranking), model=versions["model"], snapshot=versions["index"])
        unit.log_access(person.id, SUGGEST)
        table = self._known(person)
        for kept in run.suggestions:
            item = kept.suggestion
            row = self.world.truth.row(item.vacancy_id)
            offer = Offer(kept.id, person, self.world.vacancies[row], row, table, who, dice)
            self._answered(offer, table.review(row, item.rank, FOLLOW, dice))
        self._step("history", 1)

    def _known(self, person: Participant) -> Prospects:
        if person.id not in self._prospects:
            self._prospects[person.id] = self.world.truth.prospects(person.id)
        return self._prospects[person.id]

    def _answered(self, offer: Offer, review: SimulatedReview) -> None:
        """The consultant tomorrow, the person some days later, the employer after that."""
        if not review.seen:
            return
        later = offer.dice.integers(2, 5), offer.dice.integers(5, 10)
        self._soon(offer, 1, Party.CONSULTANT, review.consultant, review.consultant_reason)
        if review.participant is not Answer.NOT_ASKED:
            self._soon(offer, int(later[0]), Party.PARTICIPANT, review.participant, review.participant_reason)
        if review.participant is Answer.LATER:
            self._soon(offer, SILENT, Party.PARTICIPANT, Answer.NO, ReviewReason.BETTER_OPTION)
        if review.employer is not Answer.NOT_ASKED or review.employer_reason is not None:
            days = SILENT if review.employer_reason is ReviewReason.NO_ANSWER else int(later[1])
            self.agenda.on(self._after(days), offer.who, partial(self._reply, offer, review))

    def _after(self, days: int) -> date:
        return self.agenda.today + timedelta(days=days)

    def _soon(self, offer: Offer, days: int, party: Party, answer: Answer, why: ReviewReason | None) -> None:
        self.agenda.on(self._after(days), offer.who, partial(self._say, offer, party, answer, why))

    def _say(self, offer: Offer, party: Party, answer: Answer, why: ReviewReason | None) -> None:
        text = IN_WORDS[party] if why is ReviewReason.OTHER else ""
        self.agenda.unit.add_review(offer.suggestion, party, answer, why, text)

    def _reply(self, offer: Offer, review: SimulatedReview) -> None:
        """What the employer says; nobody asks any more for somebody who has begun elsewhere, or where all is filled."""
        if offer.person.id in self.jobs.working:
            self._say(offer, Party.PARTICIPANT, Answer.NO, ReviewReason.HIRED_ELSEWHERE)
            return
        if offer.vacancy.id in self.jobs.filled:
            self._say(offer, Party.EMPLOYER, Answer.NO, ReviewReason.FILLED)
            return
        silent = review.employer_reason is ReviewReason.NO_ANSWER
        answer = Answer.NO if silent else review.employer
        outcome = ContactOutcome.NO_ANSWER if silent else _OUTCOMES[answer]
        self._say(offer, Party.EMPLOYER, answer, review.employer_reason)
        self.agenda.unit.add_contact(offer.vacancy.employer_id, ContactKind.CALL, outcome)
        if review.weeks is not None:
            self.jobs.agree(offer, review.weeks)
