"""Min sagsstamme: every participant with the next step, and the way from one to the next."""

from __future__ import annotations

from typing import Final

from fastapi.responses import Response

from features.profiles import Participant
from service.access import CHANGE_PEOPLE, READ_PEOPLE
from service.api.call import known_id
from service.flows.caseload import STEPS, Case, caseload, next_person
from service.flows.finding import find_participant
from service.pages.page import Page
from service.pages.visit import TheVisit
from service.pages.wish_words import wish_name
from service.texts import say

CASELOAD: Final = "/sagsstamme"
PERSON: Final = "/deltagere/{participant_id}"
MOST: Final = 30
LONGEST_ID: Final = 64
LINES: Final = 3


def my_caseload(visit: TheVisit) -> Response:
    """The caseload in the order in which nobody is forgotten, thirty at a time; or one of them, found by id."""
    wanted = visit.asked("find")[:LONGEST_ID]
    if wanted and (person := find_participant(visit.services, visit.caller, wanted)):
        return visit.go(f"/deltagere/{person}")
    asked = visit.asked("side")
    number = int(asked) if asked.isdecimal() and 0 < int(asked[:6]) < 1_000_000 else 1
    found = caseload(visit.services, visit.caller, skip=(number - 1) * MOST, most=MOST)
    language, may = visit.language, visit.caller.role in (CHANGE_PEOPLE.roles or ())
    rows = [
        (case, step_sentence(case, language), strengths(case.participant, language), way_to(case) if may else None)
        for case in found.cases
    ]
    counts = [(step, found.counts[step]) for step in STEPS if found.counts[step]]
    pages = -(-found.total // MOST)
    return visit.show(
        "caseload.html",
        rows=rows,
        counts=counts,
        total=found.total,
        number=number,
        pages=pages,
        wanted=wanted,
    )


def next_one(visit: TheVisit) -> Response:
    """On to the next participant; back to the caseload when there is nobody else."""
    found = next_person(visit.services, visit.caller, known_id(visit.asked("efter")))
    return visit.go(f"/deltagere/{found}" if found else CASELOAD)


def step_sentence(case: Case, language: str) -> str:
    """What to do next, with the days it has waited where there are any."""
    code = f"caseload.step.{case.step}"
    return say(f"{code}.{'one' if case.days == 1 else 'days'}" if case.days else code, language, number=case.days)


def way_to(case: Case) -> tuple[str, str] | None:
    """(address, text key) of the page on which the next step is done; None where the profile itself is that page."""
    person = f"/deltagere/{case.participant.id}"
    ways = {
        "follow_up": (f"/jobstart/{case.about}/opfoelgning", "caseload.way.follow_up"),
        "start": (f"/forslag/{case.about}/start", "caseload.way.start"),
        "waiting": (f"{person}/forslag", "caseload.way.waiting"),
        "unanswered": (f"{person}/forslag", "caseload.way.unanswered"),
        "stale": (f"{person}/ret/oensker", "caseload.way.stale"),
    }
    return ways.get(case.step)


def strengths(person: Participant, language: str) -> list[str]:
    """What a person wants and can, in a few words of their own."""
    return [*wanted(person, language), *(item.text for item in person.skills)][:LINES]


def wanted(person: Participant, language: str) -> list[str]:
    """What a person wishes for, the heaviest first."""
    heaviest = sorted(person.wishes, key=lambda wish: -wish.weight)
    return [wish_name(wish.kind, wish.value, language) for wish in heaviest]


PAGES: Final = (
    Page("GET", CASELOAD, READ_PEOPLE, my_caseload, nav="caseload.nav"),
    Page("GET", f"{CASELOAD}/naeste", READ_PEOPLE, next_one),
)
