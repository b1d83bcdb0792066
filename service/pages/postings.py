"""Mine stillinger: an employer's vacancies, saying that one is still open, closing it, and what each demand costs."""

from __future__ import annotations

from typing import Any, Final

from fastapi.responses import Response

from features.profiles import Vacancy
from features.vocabulary import ClosedReason, VacancyStatus
from service import flows
from service.access import CHANGE_COMPANIES, COUNT_PEOPLE, READ_COMPANIES
from service.api.call import known_id
from service.countering import PriceAnswer, counters_answer, prices_answer
from service.flows import countering
from service.flows.postings import confirm_vacancy, my_postings, read_posting
from service.pages.page import Page
from service.pages.pictures import shift_times, week
from service.pages.posting_words import known_also, needed
from service.pages.visit import TheVisit, Visit
from service.problems import Problem
from service.texts import show

POSTINGS: Final = "/stillinger"
POSTING: Final = "/stillinger/{vacancy_id}"
MOST: Final = 30


def postings(visit: TheVisit) -> Response:
    """The vacancies of the visitor's employer, or all; what expires first stands first."""
    asked = visit.asked("side")
    number = int(asked) if asked.isdecimal() and 0 < int(asked[:6]) < 1_000_000 else 1
    found = my_postings(visit.services, visit.caller, skip=(number - 1) * MOST, most=MOST)
    pages = -(-found.total // MOST)
    return visit.show(
        "postings.html", rows=found.shown, total=found.total, number=number, pages=pages, may_change=_may_change(visit)
    )


def posting(visit: TheVisit, vacancy_id: str) -> Response:
    """One vacancy, what each thing it asks for costs, and what could be changed."""
    return _shown(visit, known_id(vacancy_id))


def _shown(visit: Visit, id: str, problem: Problem | None = None) -> Response:
    found = read_posting(visit.services, visit.caller, id)
    vacancy, told = found.vacancy, {}
    counted = vacancy.status is VacancyStatus.OPEN and visit.services.engine.ready
    if counted and visit.caller.role in (COUNT_PEOPLE.roles or ()):
        told = _counted(visit, id)
    return visit.show(
        "posting.html",
        problem=problem,
        posting=found,
        vacancy=vacancy,
        week=week(shift_times(vacancy.shifts), visit.language),
        reasons=[(one.value, show(one, visit.language)) for one in ClosedReason],
        may_change=_may_change(visit),
        needed=needed(vacancy, visit.language),
        also=known_also(vacancy, visit.language),
        unsaid=_unsaid(vacancy),
        prices=told.get("prices", []),
        counters=told.get("counters"),
    )


def _counted(visit: Visit, id: str) -> dict[str, Any]:
    """Prices and changes in words; the flows decide who sees whom, and in which numbers."""
    priced = countering.requirement_prices(visit.services, visit.caller, id)
    countered = countering.counter_suggestions(visit.services, visit.caller, id)
    prices = prices_answer(priced.vacancy, priced.prices, priced.sees_who, visit.language)["prices"]
    return {
        "prices": sorted(prices, key=_cost, reverse=True),
        "counters": counters_answer(
            countered.vacancy, countered.counters, countered.sees_who, countered.wanted, visit.language
        ),
    }


def _cost(price: PriceAnswer) -> tuple[int, int]:
    """The dearest first, by what the visitor is told: fives stay fives."""
    return price["blocked"]["at_least"], price["near"]["at_least"]


def _unsaid(vacancy: Vacancy) -> bool:
    """Nothing is known but a name."""
    said = (vacancy.description, vacancy.hours_max, vacancy.hours_min, vacancy.shifts, vacancy.tasks, vacancy.site)
    return not any(said)


def confirm(visit: TheVisit, vacancy_id: str) -> Response:
    """Note that a vacancy is still open."""
    id = known_id(vacancy_id)
    confirm_vacancy(visit.services, visit.caller, id)
    return visit.go(f"{POSTINGS}/{id}", receipt="postings.receipt.confirmed")


def close(visit: TheVisit, vacancy_id: str) -> Response:
    """Close a vacancy with a reason."""
    id = known_id(vacancy_id)
    try:
        flows.close_vacancy(visit.services, visit.caller, id, {"reason": visit.form.text("reason")})
    except Problem as problem:
        if problem.code == "not_found":
            raise
        return _shown(visit, id, problem)
    return visit.go(f"{POSTINGS}/{id}", receipt="postings.receipt.closed")


def _may_change(visit: Visit) -> bool:
    return visit.caller.role in (CHANGE_COMPANIES.roles or ())


PAGES: Final = (
    Page("GET", POSTINGS, READ_COMPANIES, postings, nav="postings.nav"),
    Page("GET", POSTING, READ_COMPANIES, posting),
    Page("POST", f"{POSTING}/bekraeft", CHANGE_COMPANIES, confirm),
    Page("POST", f"{POSTING}/luk", CHANGE_COMPANIES, close),
)
