"""What to ask a participant next: the questions whose answers change their list most.

    value = Σ_answers weight · list_change(today's ten, the ten after the answer) / Σ weights

Every answer is tried: the record with the answer in it, the rules that read what it changes, features and scores, and
the ranker's own choice of ten. So what is announced is what happens when somebody gives that answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from features.facts import PersonFacts
from features.profiles import Participant
from features.text import experience_phrases, wish_phrases
from matching.asking.about_person import questions_about
from matching.asking.overlap import LENGTH, list_change
from matching.asking.question import Answer, Question, mean
from matching.counsel.changes import changed
from matching.counsel.standing import Standing
from matching.counsel.steps import within_reach
from matching.likeness import Words
from matching.ranker import Ranker


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer and the list it leads to (vacancy ids, best first): how much of it changes, what comes and goes."""

    answer: Answer
    change: float
    listed: tuple[str, ...]
    entered: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worth:
    """A question, its value (0 to 1), and what each answer would do."""

    question: Question
    value: float
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class AskNext:
    """Today's ten, and the best questions, most valuable first; ``tried`` questions were looked at."""

    participant_id: str
    listed: tuple[str, ...]
    questions: tuple[Worth, ...]
    tried: int


def ask_next(ranker: Ranker, participant: Participant, today: date, n: int = 3) -> AskNext:
    """The ``n`` questions about a participant whose answers change the list most; nothing about them is kept."""
    person = PersonFacts.of(participant, today)
    whole = Standing.of(ranker.index.snapshot().aside(), person)
    asked = questions_about(whole)
    then = {id(answer): answered(participant, answer) for question in asked for answer in question.answers}
    before = whole.only(within_reach(whole, then.values()))
    lists = Lists(ranker, before)
    listed = lists.of(participant)
    found = []
    for question in asked:
        outcomes = tuple(_outcome(answer, listed, lists.of(then[id(answer)])) for answer in question.answers)
        found.append(Worth(question, mean([outcome.change for outcome in outcomes], question), outcomes))
    best = sorted((one for one in found if one.value > 0), key=lambda one: -one.value)
    return AskNext(participant.id, listed, tuple(best[:n]), len(asked))


def answered(participant: Participant, answer: Answer) -> Participant:
    """The participant with an answer in the record."""
    return changed(participant, answer.patch, answer.add) if answer.patch or answer.add else participant


def _outcome(answer: Answer, before: tuple[str, ...], after: tuple[str, ...]) -> Outcome:
    entered = tuple(name for name in after if name not in before)
    left = tuple(name for name in before if name not in after)
    return Outcome(answer, list_change(before, after), after, entered, left)


class Lists:
    """The ten best for one person as they might be, among vacancies that nothing untouched keeps away."""

    def __init__(self, ranker: Ranker, before: Standing) -> None:
        self._ranker = ranker
        self._before = before
        self._words = ranker.likeness.words(before.snapshot, before.request.person.participant, before.rows)

    def of(self, participant: Participant) -> tuple[str, ...]:
        """The ids of the list's vacancies, best first."""
        old = self._before.request.person
        after = self._before.instead(PersonFacts.of(participant, old.today))
        places = np.flatnonzero(after.possible)
        mine = after.only(places)
        words = self._words_of(participant, mine, places)
        found = self._ranker.weighed(mine.snapshot, mine.feasible(), words)
        return tuple(found.opening(place).vacancy.id for place in self._ranker.chosen(found, LENGTH))

    def _words_of(self, participant: Participant, mine: Standing, places: NDArray[np.int64]) -> Words:
        """The words compared once for all; again only where the answer is itself in words."""
        known = self._before.request.person.participant
        same = wish_phrases(participant) == wish_phrases(known)
        if same and experience_phrases(participant) == experience_phrases(known):
            return self._words.take(places)
        return self._ranker.likeness.words(mine.snapshot, participant, mine.rows)
