"""What to ask next and what opens doors, why a job is not on a list, what if, and small jobs that make one week.

Each is worked out when somebody asks: on Deltager the advice follows once the page is there, for it costs many lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fastapi.responses import Response

from features.profiles import Participant
from features.vocabulary import CEFR_ORDER, Credential, LanguageSkill
from service import flows
from service.access import READ_PEOPLE
from service.api.answers import why_not_answer
from service.api.bundles import bundles_answer
from service.api.call import known_id
from service.api.changing_answers import what_if_answer
from service.asking import ask_next_answer
from service.flows.asking import ask_about_participant
from service.flows.bundles import bundles
from service.flows.caseload import place_on_list
from service.flows.changing import steps_of, try_out
from service.flows.finding import find_vacancies
from service.pages.caseload import PERSON
from service.pages.page import Page
from service.pages.participant import named
from service.pages.pictures import plan_times, week
from service.pages.visit import TheVisit, Visit
from service.problems import Problem
from service.step_words import step_sentence
from service.texts import show

MOST_BUNDLES: Final = 3
QUESTIONS: Final = 3
STEPS: Final = 4


def advice(visit: TheVisit, participant_id: str) -> Response:
    """What to ask a participant next, and what they could do that opens good jobs."""
    id, name = known_id(participant_id), named(visit)
    asked = ask_about_participant(visit.services, visit.caller, id, QUESTIONS)
    found = steps_of(visit.services, visit.caller, id, STEPS)
    told = ask_next_answer(asked, name, visit.language, visit.services.engine.degraded)
    steps = [step_sentence(step, name, visit.language) for step in found.steps]
    return visit.show("advice.html", id=id, questions=told["questions"], steps=steps)


def why(visit: TheVisit, participant_id: str) -> Response:
    """Find a vacancy by its words, then everything that keeps it off the list and the smallest change."""
    id, words, chosen = known_id(participant_id), visit.asked("ord")[:200], visit.asked("stilling")
    flows.read_participant(visit.services, visit.caller, id)
    told, listed = None, None
    if chosen:
        told = why_not_answer(flows.why_not(visit.services, visit.caller, id, known_id(chosen)), visit.language)
        listed = place_on_list(visit.services, visit.caller, id, known_id(chosen))
    hits = find_vacancies(visit.services, visit.caller, words) if words and not chosen else ()
    return visit.show("why_not.html", id=id, words=words, hits=hits, told=told, listed=listed)


def what_if(visit: TheVisit, participant_id: str) -> Response:
    """Other hours, a licence, better Danish, a longer way: what enters and leaves the list. Nothing is kept."""
    id = known_id(participant_id)
    person = flows.read_participant(visit.services, visit.caller, id).record
    asked = {name: visit.asked(name) for name in ("hours_max", "minutes", "licence", "danish")}
    told, problem = None, None
    if any(asked.values()):
        try:
            told = what_if_answer(try_out(visit.services, visit.caller, id, _instead(person, asked)), *_words(visit))
        except Problem as found:
            problem = found
    return visit.show(
        "what_if.html",
        problem=problem,
        id=id,
        asked=asked,
        told=told,
        licences=[(one.value, show(one, visit.language)) for one in Credential],
        levels=[(one.value, show(one, visit.language)) for one in CEFR_ORDER],
    )


def _words(visit: Visit) -> tuple[Any, str]:
    return named(visit), visit.language


def _instead(person: Participant, asked: Mapping[str, str]) -> dict[str, Any]:
    """What was asked as *what if* takes it."""
    changes: dict[str, Any] = {}
    add: dict[str, Any] = {}
    if asked["hours_max"]:
        changes["hours_max"] = asked["hours_max"].replace(",", ".")
    if asked["minutes"]:
        add["transport"] = [{"mode": one.mode.value, "max_minutes": asked["minutes"]} for one in person.transport]
    if asked["licence"]:
        add["credentials"] = [{"code": asked["licence"]}]
    if asked["danish"]:
        add["languages"] = [{"language": "da", **{skill.value: asked["danish"] for skill in LanguageSkill}}]
    return {"changes": changes, "add": add}


def bundle_week(visit: TheVisit, participant_id: str) -> Response:
    """Small jobs that make one week together, with the ways between them."""
    id = known_id(participant_id)
    found = bundles(visit.services, visit.caller, id, MOST_BUNDLES)
    told = bundles_answer(found, named(visit), visit.language)
    weeks = [week(plan_times(one.week), visit.language) for one in found.bundles]
    return visit.show("bundles.html", id=id, told=told, bundles=list(zip(told["bundles"], weeks, strict=True)))


PAGES: Final = (
    Page("GET", f"{PERSON}/raad", READ_PEOPLE, advice),
    Page("GET", f"{PERSON}/hvorfor-ikke", READ_PEOPLE, why),
    Page("GET", f"{PERSON}/hvad-hvis", READ_PEOPLE, what_if),
    Page("GET", f"{PERSON}/uge", READ_PEOPLE, bundle_week),
)
