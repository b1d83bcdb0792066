"""What to ask about a vacancy next: the questions whose answers change where most people of a caseload stand with it.

    value = Σ_answers weight · (people whose standing the answer changes ÷ people) / Σ weights

People are never ranked against each other, so what an answer changes of a vacancy is who may be suggested it: plainly
(yes), with a question (ask), with something the employer must give (near), or not (no). The vacancy with each answer in
it is one more row of columns, and every person is asked about all rows at once. Only counts come out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from features.columns import Columns
from features.facts import OpeningFacts, PersonFacts
from features.journey import within_reach
from features.profiles import Participant, Vacancy
from matching.asking.about_job import questions_about_job
from matching.asking.question import Answer, Question, mean
from matching.counsel.changes import changed
from matching.counsel.standing import possible
from matching.index import Snapshot
from matching.ranker import Ranker, feasible_of
from matching.rules import BROKEN, DAILY, RULES, Request
from matching.rules.base import EmployerColumns, Status
from matching.rules.unwanted import words_of

NO: Final = "no"
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """An answer and how many people stand where with it; how many become possible, are lost, stand anywhere else."""

    answer: Answer
    standing: Counts
    gained: int
    lost: int
    affected: int


@dataclass(frozen=True, slots=True)
class JobWorth:
    """A question about a job, its value (0 to 1), and what each answer would do."""

    question: Question
    value: float
    outcomes: tuple[JobOutcome, ...]


@dataclass(frozen=True, slots=True)
class AskNextJob:
    """How many of a caseload stand where with a vacancy today, and the best questions, most valuable first."""

    vacancy_id: str
    people: int
    standing: Counts
    questions: tuple[JobWorth, ...]
    tried: int


def ask_next_vacancy(
    ranker: Ranker, vacancy_id: str, caseload: Sequence[Participant], today: date, n: int = 3
) -> AskNextJob:
    """The ``n`` questions about a vacancy whose answers change most for a caseload.

    Raises:
        KeyError: the vacancy is not in the index.
    """
    snapshot = ranker.index.snapshot()
    row = snapshot.rows[vacancy_id]
    opening = snapshot.opening(row)
    people = [PersonFacts.of(participant, today) for participant in caseload]
    asked = questions_about_job(opening, people)
    answers = [answer for question in asked for answer in question.answers]
    told = [_with(opening, answered_job(opening.vacancy, answer)) for answer in answers]
    standing = standings(snapshot, [opening, *told], int(snapshot.columns.employer[row]), people)
    before, number = standing[:, 0], {id(answer): place for place, answer in enumerate(answers, start=1)}
    found = []
    for question in asked:
        outcomes = tuple(_outcome(answer, before, standing[:, number[id(answer)]]) for answer in question.answers)
        shares = [outcome.affected / max(len(people), 1) for outcome in outcomes]
        found.append(JobWorth(question, mean(shares, question), outcomes))
    best = sorted((one for one in found if one.value > 0), key=lambda one: -one.value)
    return AskNextJob(vacancy_id, len(people), _counts(before), tuple(best[:n]), len(asked))


def answered_job(vacancy: Vacancy, answer: Answer) -> Vacancy:
    """The vacancy with an answer in the record."""
    return changed(vacancy, answer.patch, answer.add) if answer.patch or answer.add else vacancy


def standings(
    snapshot: Snapshot, openings: Sequence[OpeningFacts], employer: int, people: Sequence[PersonFacts]
) -> NDArray[np.str_]:
    """(people, openings) yes, ask, near or no: where each person stands with each form of one employer's vacancy."""
    columns = Columns.of(openings, {opening.employer.id: employer for opening in openings})
    words = [words_of(opening) for opening in openings]
    found = np.full((len(people), len(openings)), NO, dtype="<U4")
    for number, person in enumerate(people):
        statuses = _statuses(person, columns, snapshot.employers, words)
        worst = statuses.min(axis=0)
        for place in np.flatnonzero(possible(statuses)).tolist():
            found[number, place] = feasible_of(int(worst[place])).value
    return found


def _statuses(person: PersonFacts, columns: Columns, employers: EmployerColumns, words: Sequence[str]) -> Status:
    """(rules, openings) the rules' answers; journeys are only made where the rules that need none leave something."""
    plain = Request.without_journeys(person, columns, employers)
    statuses = np.full((len(RULES), len(columns)), BROKEN, np.int8)
    keyed = [number for number, rule in enumerate(RULES) if rule.code not in DAILY and rule.key(person) is not None]
    for number in keyed:
        statuses[number] = RULES[number].check(plain)
    left = (statuses[keyed] > BROKEN).all(axis=0) & within_reach(person, columns.lat, columns.lon)
    if left.any():
        whole = Request.of(person, columns, employers, words)
        for number in (number for number in range(len(RULES)) if number not in keyed):
            statuses[number] = RULES[number].check(whole)
    return statuses


def _with(opening: OpeningFacts, vacancy: Vacancy) -> OpeningFacts:
    return OpeningFacts.of(vacancy, opening.employer, opening.occupation, opening.disco, opening.kin)


def _outcome(answer: Answer, before: NDArray[np.str_], after: NDArray[np.str_]) -> JobOutcome:
    gained, lost = int(((before == NO) & (after != NO)).sum()), int(((before != NO) & (after == NO)).sum())
    return JobOutcome(answer, _counts(after), gained, lost, int((before != after).sum()))


def _counts(standing: NDArray[np.str_]) -> Counts:
    return {name: Counter(standing.tolist())[name] for name in ("yes", "ask", "near", NO)}
