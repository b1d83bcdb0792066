"""Questions, answers and what they would change, as every way in shows them: in words."""

from __future__ import annotations

from collections.abc import Callable

from typing_extensions import TypedDict

from features.vocabulary import WhoCanChange
from matching.asking import AskNext, AskNextJob, JobOutcome, Outcome, Question
from service.crowds import CrowdAnswer, crowd
from service.texts import say
from service.wording import plain

Named = Callable[[str], tuple[str, str]]
"""(title, employer's name) of a vacancy."""


class ListedJob(TypedDict):
    """A vacancy of a list."""

    vacancy_id: str
    title: str
    employer_name: str


class AnswerOutcome(TypedDict):
    """An answer: what it would write (merge patch and added items, as *what if* takes them) and the list after it."""

    code: str
    sentence: str
    changes: dict[str, object]
    add: dict[str, object]
    list_change: float
    summary: str
    entered: list[ListedJob]
    left: list[ListedJob]
    listed: list[ListedJob]


class QuestionAnswer(TypedDict):
    """A question: whom to ask, which field it fills, and its value, the mean change of the list over the answers."""

    code: str
    sentence: str
    field: str
    who: WhoCanChange
    value: float
    answers: list[AnswerOutcome]


class AskNextAnswer(TypedDict):
    """The best questions about a participant, and the list as it is today."""

    participant_id: str
    listed: list[ListedJob]
    questions: list[QuestionAnswer]
    tried: int
    degraded: bool


class StandingAnswer(TypedDict):
    """How many may be suggested a vacancy plainly, with a question, if the employer gives something, or not."""

    yes: CrowdAnswer
    ask: CrowdAnswer
    near: CrowdAnswer
    no: CrowdAnswer


class JobAnswerOutcome(TypedDict):
    """An answer about a job and for how many people it changes where they stand."""

    code: str
    sentence: str
    changes: dict[str, object]
    add: dict[str, object]
    gained: CrowdAnswer
    lost: CrowdAnswer
    affected: CrowdAnswer


class JobQuestionAnswer(TypedDict):
    """A question to an employer; the questions come in the order of their worth."""

    code: str
    sentence: str
    field: str
    who: WhoCanChange
    answers: list[JobAnswerOutcome]


class AskNextJobAnswer(TypedDict):
    """The best questions about a vacancy for the sake of the active participants; numbers, never who."""

    vacancy_id: str
    people: CrowdAnswer
    standing: StandingAnswer
    questions: list[JobQuestionAnswer]
    tried: int
    degraded: bool


def ask_next_answer(told: AskNext, named: Named, language: str, degraded: bool) -> AskNextAnswer:
    """Questions about a participant in words."""

    def jobs(ids: tuple[str, ...]) -> list[ListedJob]:
        each = ((name, *named(name)) for name in ids)
        return [{"vacancy_id": name, "title": title, "employer_name": employer} for name, title, employer in each]

    return {
        "participant_id": told.participant_id,
        "listed": jobs(told.listed),
        "questions": [
            {
                "code": worth.question.code,
                "sentence": question_text(worth.question, language),
                "field": worth.question.field,
                "who": worth.question.who,
                "value": round(worth.value, 4),
                "answers": [_outcome(outcome, jobs, language) for outcome in worth.outcomes],
            }
            for worth in told.questions
        ],
        "tried": told.tried,
        "degraded": degraded,
    }


def _outcome(outcome: Outcome, jobs: Callable[[tuple[str, ...]], list[ListedJob]], language: str) -> AnswerOutcome:
    answer = outcome.answer
    return {
        "code": answer.code,
        "sentence": say(f"asking.{answer.code}", language, **answer.params),
        "changes": plain(answer.patch),
        "add": plain(answer.add),
        "list_change": round(outcome.change, 4),
        "summary": summary(outcome, language),
        "entered": jobs(outcome.entered),
        "left": jobs(outcome.left),
        "listed": jobs(outcome.listed),
    }


def question_text(question: Question, language: str) -> str:
    """What to ask."""
    return say(f"asking.{question.code}", language, **question.params)


def summary(outcome: Outcome, language: str) -> str:
    """What an answer does to the list, in a few words."""
    if not outcome.change:
        return say("asking.change.none", language)
    if outcome.entered:
        many = len(outcome.entered) > 1
        return say("asking.change.new" if many else "asking.change.one", language, number=len(outcome.entered))
    return say("asking.change.fewer" if outcome.left else "asking.change.order", language, number=len(outcome.left))


def ask_next_job_answer(told: AskNextJob, exact: bool, language: str, degraded: bool) -> AskNextJobAnswer:
    """Questions about a vacancy in words; ``exact`` says whether the numbers of people may be told."""
    standing = told.standing
    return {
        "vacancy_id": told.vacancy_id,
        "people": crowd(told.people, exact, language),
        "standing": {
            "yes": crowd(standing["yes"], exact, language),
            "ask": crowd(standing["ask"], exact, language),
            "near": crowd(standing["near"], exact, language),
            "no": crowd(standing["no"], exact, language),
        },
        "questions": [
            {
                "code": worth.question.code,
                "sentence": question_text(worth.question, language),
                "field": worth.question.field,
                "who": worth.question.who,
                "answers": [_job_outcome(outcome, exact, language) for outcome in worth.outcomes],
            }
            for worth in told.questions
        ],
        "tried": told.tried,
        "degraded": degraded,
    }


def _job_outcome(outcome: JobOutcome, exact: bool, language: str) -> JobAnswerOutcome:
    answer = outcome.answer
    return {
        "code": answer.code,
        "sentence": say(f"asking.{answer.code}", language, **answer.params),
        "changes": plain(answer.patch),
        "add": plain(answer.add),
        "gained": crowd(outcome.gained, exact, language),
        "lost": crowd(outcome.lost, exact, language),
        "affected": crowd(outcome.affected, exact, language),
    }
