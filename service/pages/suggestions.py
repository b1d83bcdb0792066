"""Forslag: make a list, read it as cards, answer in one step; the same list for as long as somebody wants to see it."""

from __future__ import annotations

from typing import Any, Final

from fastapi.responses import Response

from features.vocabulary import Answer, Feasible, Party, ReviewReason
from service import flows
from service.access import CHANGE_PEOPLE, READ_PEOPLE
from service.api.answers import run_answer
from service.api.call import known_id
from service.flows.caseload import ShownList, last_list, list_of, read_list
from service.pages.caseload import PERSON
from service.pages.counted import counted
from service.pages.page import Page
from service.pages.participant import may_change
from service.pages.pictures import hours_bar, shift_times, times_of, week
from service.pages.region import Region, Site, region
from service.pages.visit import TheVisit, Visit
from service.problems import Problem
from service.store import StoredSuggestion
from service.texts import show

SUGGESTIONS: Final = f"{PERSON}/forslag"
ANSWER: Final = "/forslag/{suggestion_id}/svar"
ANSWERS: Final = (Answer.YES, Answer.MAYBE, Answer.LATER, Answer.NO)
PARTIES: Final = (Party.CONSULTANT, Party.PARTICIPANT, Party.EMPLOYER)
_FIRST_OF: Final = (
    (Party.PARTICIPANT, ReviewReason.TASK_NOT_WANTED),
    (Party.CONSULTANT, ReviewReason.WRONG_SKILL),
    (Party.EMPLOYER, ReviewReason.NO_NEED),
    (None, ReviewReason.UNLAWFUL),
)
"""The reasons stand in the order of who gives them; here is the first of each."""


def latest(visit: TheVisit, participant_id: str) -> Response:
    """The latest list, or the page to make the first from."""
    id = known_id(participant_id)
    run_id = last_list(visit.services, visit.caller, id)
    if run_id is not None:
        return visit.go(_address(id, run_id))
    return visit.show("no_list.html", participant_id=id, may_change=may_change(visit))


def make(visit: TheVisit, participant_id: str) -> Response:
    """Make a list of companies now."""
    id = known_id(participant_id)
    made = flows.suggest(visit.services, visit.caller, id, flows.Asked(), visit.once())
    return visit.go(_address(id, made.value.id), receipt="caseload.receipt.listed")


def _address(id: str, run_id: str, at: str = "") -> str:
    return f"/deltagere/{id}/forslag/{run_id}{at}"


def shown(visit: TheVisit, participant_id: str, run_id: str) -> Response:
    """A list as cards."""
    found = read_list(visit.services, visit.caller, known_id(participant_id), known_id(run_id))
    told = run_answer(found.run, visit.services, visit.caller.tenant, visit.language)
    items = {item.id: item for item in found.run.suggestions}
    cards = {
        name: [_card(visit, found, items[one["id"]], one) for one in told[name]] for name in ("suggestions", "near")
    }
    both = [*cards["suggestions"], *cards["near"]]
    return visit.show(
        "suggestions.html", person=found.participant, run=found.run, told=told, possible=cards["suggestions"],
        near=cards["near"], answered=sum(bool(card["answers"]) for card in both), may_change=may_change(visit),
        to_start=next((card for card in both if card["agreed"] and not card["job"]), None),
        to_answer=next((card for card in both if not card["answers"]), None),
        region=_region(found, visit.language), **choices(visit.language),
    )  # fmt: skip


def _region(found: ShownList, language: str) -> Region | None:
    """Where the jobs of a list are, numbered as on the list."""
    items = sorted((item.suggestion for item in found.run.suggestions), key=lambda item: item.rank)
    places = [found.vacancies[item.vacancy_id].site or found.employers[item.employer_id].site for item in items]
    sites = [Site(item.rank, place, item.minutes) for item, place in zip(items, places, strict=True)]
    return region(found.participant, sites, language)


def _card(visit: Visit, found: ShownList, item: StoredSuggestion, told: Any) -> dict[str, Any]:
    """What one card shows: the words of the API, the pictures, and the answers that count."""
    suggestion, language = item.suggestion, visit.language
    job, firm = found.vacancies[suggestion.vacancy_id], found.employers[suggestion.employer_id]
    shifts, answers = shift_times(job.shifts), found.answers[item.id]
    return {
        **told,
        "vacancy": job,
        "town": (job.site or firm.site).town,
        "week": week((*times_of(found.participant), *shifts), language) if shifts else None,
        "hours": hours_bar(found.participant, job.hours_min, job.hours_max, language),
        "counted": counted(suggestion, language),
        "answers": [answers[party] for party in PARTIES if party in answers],
        "agreed": all(party in answers and answers[party].answer is Answer.YES for party in PARTIES),
        "job": found.jobs.get(item.id),
        "state": {Feasible.YES: "good", Feasible.ASK: "wait", Feasible.NEAR: "wait"}[suggestion.feasible],
    }


def choices(language: str) -> dict[str, Any]:
    """Who answers, what, and the reasons by whom they belong to."""
    parties = [(one.value, show(one, language)) for one in PARTIES]
    answers = [(one.value, show(one, language)) for one in ANSWERS]
    order = list(ReviewReason)
    starts = [order.index(first) for _, first in _FIRST_OF] + [len(order)]
    groups = [
        (party.value if party else "any", [(one.value, show(one, language)) for one in order[start:end]])
        for (party, _), start, end in zip(_FIRST_OF, starts, starts[1:], strict=False)
    ]
    return {"parties": parties, "choices": answers, "reasons": groups}


def answer_page(visit: TheVisit, suggestion_id: str) -> Response:
    """The answer to one suggestion on a page of its own."""
    return _ask(visit, known_id(suggestion_id))


def _ask(visit: Visit, id: str, problem: Problem | None = None) -> Response:
    person, run_id = list_of(visit.services, visit.caller, id)
    back = _address(person, run_id, f"#forslag-{id}")
    return visit.show("answer.html", problem=problem, suggestion_id=id, back=back, **choices(visit.language))


def answer(visit: TheVisit, suggestion_id: str) -> Response:
    """Keep what a party answered; with a fault the form comes back with what was written in it."""
    id, form = known_id(suggestion_id), visit.form
    given = {name: form.text(name) for name in ("party", "answer", "reason", "text") if form.text(name)}
    try:
        flows.review(visit.services, visit.caller, id, given, visit.once())
    except Problem as problem:
        if problem.code not in ("invalid", "key_reused"):
            raise
        return _ask(visit, id, problem)
    person, run_id = list_of(visit.services, visit.caller, id)
    return visit.go(_address(person, run_id), receipt="caseload.receipt.answered")


PAGES: Final = (
    Page("GET", SUGGESTIONS, READ_PEOPLE, latest),
    Page("POST", SUGGESTIONS, CHANGE_PEOPLE, make),
    Page("GET", f"{SUGGESTIONS}/{{run_id}}", READ_PEOPLE, shown),
    Page("GET", ANSWER, READ_PEOPLE, answer_page),
    Page("POST", ANSWER, CHANGE_PEOPLE, answer),
)
