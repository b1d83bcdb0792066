"""The shapes of what-if, steps and obstacles."""

from __future__ import annotations

from typing import Any

from typing_extensions import TypedDict

from features.vocabulary import Feasible, RuleCode, WhoCanChange
from service.api.shapes import FindingAnswer
from service.crowds import CrowdAnswer


class ChangeAnswer(TypedDict):
    """One field that would be another; ``before`` and ``after`` are the whole field."""

    subject: str
    id: str
    field: str
    before: Any
    after: Any
    who: WhoCanChange
    sentence: str


class LineAnswer(TypedDict):
    """One line of a list before or after."""

    rank: int
    vacancy_id: str
    title: str
    employer_name: str
    feasible: Feasible
    score: float


class TurnedAnswer(TypedDict):
    """A vacancy that came or went, its rank where it is listed, and what keeps it away on the other side."""

    vacancy_id: str
    title: str
    rank: int
    possible: bool
    why: list[FindingAnswer]
    sentence: str


class MovedAnswer(TypedDict):
    """A vacancy on both lists at different places."""

    vacancy_id: str
    title: str
    before: int
    after: int
    sentence: str


class WhatIfAnswer(TypedDict):
    """Two lists of a participant and what differs; nothing was saved. ``opened`` counts all that become possible."""

    participant_id: str
    changes: list[ChangeAnswer]
    before: list[LineAnswer]
    after: list[LineAnswer]
    entered: list[TurnedAnswer]
    left: list[TurnedAnswer]
    moved: list[MovedAnswer]
    opened: int
    closed: int
    sentence: str
    degraded: bool


class PersonTurned(TypedDict):
    """Somebody for whom a vacancy becomes, or no longer is, possible, and what the rules say on the other side."""

    participant_id: str
    feasible: Feasible
    why: list[FindingAnswer]


class TurnoutAnswer(TypedDict):
    """A changed vacancy before the active participants; nothing was saved.

    Who they are is only for those who may read people; others are told the numbers in fives.
    """

    vacancy_id: str
    changes: list[ChangeAnswer]
    people: CrowdAnswer
    before: CrowdAnswer
    after: CrowdAnswer
    opened: CrowdAnswer
    closed: CrowdAnswer
    who_opened: list[PersonTurned]
    who_closed: list[PersonTurned]


class PartAnswer(TypedDict):
    """One part of a step: whose record, which fields would be what, and who can do it."""

    code: str
    subject: str
    who: WhoCanChange
    params: dict[str, Any]
    change: dict[str, Any]


class StepAnswer(TypedDict):
    """A step (or two together): the good vacancies it opens and settles, best first, and all it makes possible."""

    parts: list[PartAnswer]
    good: list[str]
    settled: list[str]
    possible: int
    sentence: str


class StepsAnswer(TypedDict):
    """What a participant could do, best first. ``floor`` is the score a good vacancy has at least."""

    participant_id: str
    steps: list[StepAnswer]
    floor: float
    listed: int
    tried: int
    sentence: str


class CureAnswer(TypedDict):
    """The best verified change for a group: what it opens, and the best vacancy among it."""

    parts: list[PartAnswer]
    opens: int
    vacancy_id: str
    title: str


class ObstacleAnswer(TypedDict):
    """A rule and who could change it: vacancies it keeps away alone, and together with other rules."""

    rule: RuleCode
    who: WhoCanChange
    alone: int
    together: int
    cure: CureAnswer | None
    sentences: list[str]


class ObstaclesAnswer(TypedDict):
    """Everything that keeps vacancies off a participant's list."""

    participant_id: str
    considered: int
    possible: int
    several: int
    obstacles: list[ObstacleAnswer]
    sentence: str
