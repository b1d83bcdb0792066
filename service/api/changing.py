"""What-if, steps and obstacles over HTTP. Nothing is saved; each look at a participant is noted."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Query
from fastapi.responses import Response

from service.access import CHANGE_PEOPLE, READ_COMPANIES, READ_PEOPLE
from service.api.call import Body, TheCall, known_id
from service.api.changing_answers import obstacles_answer, steps_answer, turnout_answer, what_if_answer
from service.api.changing_shapes import ObstaclesAnswer, StepsAnswer, TurnoutAnswer, WhatIfAnswer
from service.api.companies import VACANCY
from service.api.endpoint import Endpoint
from service.api.participants import ONE
from service.flows import changing
from service.flows.changing import IfGiven, VacancyIfGiven
from service.step_words import Named

Length = Annotated[int, Query(ge=1, le=changing.MOST, description="How long today's list is.")]


def what_if(call: TheCall, participant_id: str, body: Body) -> Response:
    """Show a participant's list before and after something is different, and why. Nothing is saved."""
    found = changing.try_out(call.services, call.caller, known_id(participant_id), body)
    return call.answer(what_if_answer(found, _named(call), call.language))


def vacancy_what_if(call: TheCall, vacancy_id: str, body: Body) -> Response:
    """Show for whom a vacancy becomes possible if it were different; numbers only, in fives, for a recruiter."""
    found = changing.try_vacancy(call.services, call.caller, known_id(vacancy_id), body)
    return call.answer(turnout_answer(found, call.language))


def steps(call: TheCall, participant_id: str, k: Length = 10) -> Response:
    """Show what a participant could do and how many good vacancies each step opens, counted by running again."""
    found = changing.steps_of(call.services, call.caller, known_id(participant_id), k)
    return call.answer(steps_answer(found, _named(call), call.language))


def why_empty(call: TheCall, participant_id: str) -> Response:
    """Show what keeps vacancies off a participant's list, by rule and by who could change it, with the best step."""
    found = changing.why_empty(call.services, call.caller, known_id(participant_id))
    return call.answer(obstacles_answer(found, _named(call), call.language))


def _named(call: TheCall) -> Named:
    return lambda vacancy_id: call.services.named(call.caller.tenant, vacancy_id)


PROBLEMS: Final = ("not_found", "not_active", "not_ready")
ENDPOINTS: Final = (
    Endpoint("POST", f"{ONE}/what-if", CHANGE_PEOPLE, what_if, WhatIfAnswer, 200, IfGiven, PROBLEMS),
    Endpoint("GET", f"{ONE}/steps", READ_PEOPLE, steps, StepsAnswer, problems=(*PROBLEMS, "invalid")),
    Endpoint("GET", f"{ONE}/why-empty", READ_PEOPLE, why_empty, ObstaclesAnswer, problems=PROBLEMS),
    Endpoint(
        "POST", f"{VACANCY}/what-if", READ_COMPANIES, vacancy_what_if, TurnoutAnswer, 200, VacancyIfGiven,
        ("not_found", "not_ready"),
    ),
)  # fmt: skip
