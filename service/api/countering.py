"""Counter-suggestions, requirement prices and job carving over HTTP."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Query
from fastapi.responses import Response

from service.access import COUNT_PEOPLE, READ_PEOPLE
from service.api.call import Body, TheCall, known_id
from service.api.companies import VACANCY
from service.api.endpoint import Endpoint
from service.countering import (
    CarvedAnswer,
    CountersAnswer,
    PricesAnswer,
    carved_answer,
    counters_answer,
    prices_answer,
)
from service.flows import countering
from service.flows.countering import CarvingGiven

Wanted = Annotated[int | None, Query(ge=1, le=500, description="Find the smallest set of changes for so many more.")]


def counter_suggestions(call: TheCall, vacancy_id: str, n: Wanted = None) -> Response:
    """Find what the employer could change so that more people are possible, each gain counted by judging again."""
    told = countering.counter_suggestions(call.services, call.caller, known_id(vacancy_id), n)
    return call.answer(counters_answer(told.vacancy, told.counters, told.sees_who, told.wanted, call.language))


def requirement_prices(call: TheCall, vacancy_id: str) -> Response:
    """Find what each requirement costs: how many more people would be possible without it."""
    told = countering.requirement_prices(call.services, call.caller, known_id(vacancy_id))
    return call.answer(prices_answer(told.vacancy, told.prices, told.sees_who, call.language))


def carve(call: TheCall, vacancy_id: str, body: Body) -> Response:
    """Draft the part of a vacancy that one participant could do. Nothing is kept or published."""
    vacancy, told = countering.carve(call.services, call.caller, known_id(vacancy_id), body)
    return call.answer(carved_answer(body["participant_id"], vacancy, told, call.language))


PROBLEMS: Final = ("not_found", "not_ready", "already_closed")
ENDPOINTS: Final = (
    Endpoint(
        "GET", f"{VACANCY}/counter-suggestions", COUNT_PEOPLE, counter_suggestions, CountersAnswer,
        problems=(*PROBLEMS, "invalid"),
    ),
    Endpoint(
        "GET", f"{VACANCY}/requirement-prices", COUNT_PEOPLE, requirement_prices, PricesAnswer, problems=PROBLEMS,
    ),
    Endpoint("POST", f"{VACANCY}/carve", READ_PEOPLE, carve, CarvedAnswer, 200, CarvingGiven, PROBLEMS),
)  # fmt: skip
