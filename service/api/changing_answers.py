"""How what-if, steps and obstacles become the API's answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from matching.counsel.changes import Change
from matching.counsel.obstacles import Obstacle, Obstacles
from matching.counsel.proposals import Proposal
from matching.counsel.steps import Steps
from matching.counsel.whatif import Difference, Moved, Turned
from matching.counsel.who_could import Person
from matching.rules import BROKEN, Finding
from matching.suggestion import Suggestion
from service import step_words, wording
from service.api.answers import finding_answer
from service.api.changing_shapes import (
    ChangeAnswer,
    LineAnswer,
    MovedAnswer,
    ObstacleAnswer,
    ObstaclesAnswer,
    PartAnswer,
    PersonTurned,
    StepsAnswer,
    TurnedAnswer,
    TurnoutAnswer,
    WhatIfAnswer,
)
from service.api.shapes import FindingAnswer
from service.crowds import crowd
from service.flows.changing import Turnout
from service.step_words import Named
from service.texts import say


def what_if_answer(found: Difference, named: Named, language: str) -> WhatIfAnswer:
    """Two lists and what differs, in words."""
    same = not (found.entered or found.left or found.moved or found.opened or found.closed)
    counts = {"opened": found.opened, "closed": found.closed}
    return {
        "participant_id": found.before.participant_id,
        "changes": [change_answer(change, language) for change in found.changes],
        "before": [_line(item, named) for item in found.before.suggestions],
        "after": [_line(item, named) for item in found.after.suggestions],
        "entered": [_turned(item, "entered", named, language) for item in found.entered],
        "left": [_turned(item, "left", named, language) for item in found.left],
        "moved": [_moved(item, named, language) for item in found.moved],
        "opened": found.opened,
        "closed": found.closed,
        "sentence": say("steps.if.same" if same else "steps.if.counts", language, **counts),
        "degraded": found.before.versions.get("encoder") == "lexical",
    }


def turnout_answer(found: Turnout, language: str) -> TurnoutAnswer:
    """A changed vacancy before the caseload; in fives and without names for those who may not read people."""
    who = found.who
    counts = {
        "people": who.people,
        "before": who.before,
        "after": who.after,
        "opened": len(who.opened),
        "closed": len(who.closed),
    }
    shown = {name: crowd(count, found.named, language) for name, count in counts.items()}
    return {
        "vacancy_id": found.vacancy_id,
        "changes": [change_answer(change, language) for change in found.changes],
        "people": shown["people"],
        "before": shown["before"],
        "after": shown["after"],
        "opened": shown["opened"],
        "closed": shown["closed"],
        "who_opened": _people(who.opened, language) if found.named else [],
        "who_closed": _people(who.closed, language) if found.named else [],
    }


def steps_answer(found: Steps, named: Named, language: str) -> StepsAnswer:
    """Steps in words."""
    return {
        "participant_id": found.participant_id,
        "steps": [
            {
                "parts": parts_answer(step.parts),
                "good": list(step.good),
                "settled": list(step.settled),
                "possible": step.possible,
                "sentence": step_words.step_sentence(step, named, language),
            }
            for step in found.steps
        ],
        "floor": found.floor,
        "listed": found.listed,
        "tried": found.tried,
        "sentence": step_words.floor_sentence(found, language),
    }


def obstacles_answer(found: Obstacles, named: Named, language: str) -> ObstaclesAnswer:
    """Obstacles in words."""
    return {
        "participant_id": found.participant_id,
        "considered": found.considered,
        "possible": found.possible,
        "several": found.several,
        "obstacles": [_obstacle(one, named, language) for one in found.obstacles],
        "sentence": step_words.obstacles_sentence(found, language),
    }


def parts_answer(parts: Iterable[Proposal]) -> list[PartAnswer]:
    """The parts of a step, with the fields as they would stand in JSON."""
    return [
        {
            "code": part.code,
            "subject": part.subject,
            "who": part.who,
            "params": wording.plain(part.params),
            "change": {name: _json(value) for name, value in part.fields.items()},
        }
        for part in parts
    ]


def change_answer(change: Change, language: str) -> ChangeAnswer:
    """One changed field."""
    return {
        "subject": change.subject,
        "id": change.id,
        "field": change.field,
        "before": change.before,
        "after": change.after,
        "who": change.who,
        "sentence": step_words.change_sentence(change, language),
    }


def _json(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_json(item) for item in value]
    if isinstance(value, dict):
        return {str(name): _json(item) for name, item in value.items()}
    return value.model_dump(mode="json") if hasattr(value, "model_dump") else wording.plain(value)


def _line(item: Suggestion, named: Named) -> LineAnswer:
    title, employer = named(item.vacancy_id)
    return {
        "rank": item.rank,
        "vacancy_id": item.vacancy_id,
        "title": title,
        "employer_name": employer,
        "feasible": item.feasible,
        "score": item.score,
    }


def _turned(item: Turned, which: str, named: Named, language: str) -> TurnedAnswer:
    title = step_words.quoted(item.vacancy_id, named)
    return {
        "vacancy_id": item.vacancy_id,
        "title": named(item.vacancy_id)[0],
        "rank": item.rank,
        "possible": item.possible,
        "why": _findings(item.why, language),
        "sentence": say(f"steps.if.{which}", language, title=title, rank=item.rank),
    }


def _moved(item: Moved, named: Named, language: str) -> MovedAnswer:
    title, places = step_words.quoted(item.vacancy_id, named), {"before": item.before, "after": item.after}
    return {
        "vacancy_id": item.vacancy_id,
        "title": named(item.vacancy_id)[0],
        "before": item.before,
        "after": item.after,
        "sentence": say("steps.if.moved", language, title=title, **places),
    }


def _people(people: Sequence[Person], language: str) -> list[PersonTurned]:
    return [
        {"participant_id": one.participant_id, "feasible": one.feasible, "why": _findings(one.why, language)}
        for one in people
    ]


def _findings(findings: Iterable[Finding], language: str) -> list[FindingAnswer]:
    return [finding_answer(finding, finding.status == BROKEN, language) for finding in findings]


def _obstacle(one: Obstacle, named: Named, language: str) -> ObstacleAnswer:
    cure = one.cure
    return {
        "rule": one.rule,
        "who": one.who,
        "alone": one.alone,
        "together": one.together,
        "cure": None
        if cure is None
        else {
            "parts": parts_answer(cure.parts),
            "opens": cure.opens,
            "vacancy_id": cure.vacancy_id,
            "title": named(cure.vacancy_id)[0],
        },
        "sentences": list(step_words.obstacle_sentences(one, named, language)),
    }
