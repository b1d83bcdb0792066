"""Suggestions, why-not and reviews over HTTP."""

from __future__ import annotations

from typing import Final

from fastapi.responses import Response

from service import flows
from service.access import CHANGE_PEOPLE, READ_PEOPLE
from service.api.answers import review_answer, run_answer, why_not_answer
from service.api.call import Body, MaybeBody, TheCall, at, known_id
from service.api.endpoint import PREFIX, Endpoint
from service.api.participants import ONE, PATH
from service.api.shapes import ReviewAnswer, Reviews, RunAnswer, WhyNotAnswer
from service.flows.base import checked
from service.flows.suggesting import Asked, ReviewGiven
from service.store import StoredRun


def suggest(call: TheCall, participant_id: str, body: MaybeBody) -> Response:
    """Rank the open vacancies for a participant. What is shown is kept for good, with versions and who asked."""
    asked = checked(Asked, body)
    made = flows.suggest(call.services, call.caller, known_id(participant_id), asked, call.once(body))
    call.counters.suggestions.inc(len(made.value.suggestions))
    call.counters.violations.inc(made.value.ranking.violations)
    language = asked.lang or call.language
    where = at(PATH, made.value.ranking.participant_id, "suggestions", made.value.id)
    return call.made(made, _run(call, made.value, language), where, {"Content-Language": language})


def read_run(call: TheCall, participant_id: str, run_id: str) -> Response:
    """Read a list as it was shown."""
    run = flows.read_run(call.services, call.caller, known_id(participant_id), known_id(run_id))
    return call.answer(_run(call, run, call.language))


def _run(call: TheCall, run: StoredRun, language: str) -> object:
    return run_answer(run, call.services, call.caller.tenant, language)


def why_not(call: TheCall, participant_id: str, vacancy_id: str) -> Response:
    """Say why a vacancy is not on a participant's list: each rule in words, who can change it, the smallest change."""
    why = flows.why_not(call.services, call.caller, known_id(participant_id), known_id(vacancy_id))
    return call.answer(why_not_answer(why, call.language))


def review(call: TheCall, suggestion_id: str, body: Body) -> Response:
    """Keep what one party answered to a suggestion. Earlier answers stay; an unlawful reason is kept and flagged."""
    made = flows.review(call.services, call.caller, known_id(suggestion_id), body, call.once(body))
    answer = review_answer(made.value)
    if answer["flagged"] and not made.replayed:
        call.counters.unlawful.inc()
    return call.made(made, answer, at(SUGGESTIONS, made.value.suggestion_id, "reviews"))


def list_reviews(call: TheCall, suggestion_id: str) -> Response:
    """List every answer to a suggestion, oldest first."""
    found = flows.list_reviews(call.services, call.caller, known_id(suggestion_id))
    return call.answer({"items": [review_answer(item) for item in found]})


SUGGESTIONS: Final = f"{PREFIX}/suggestions"
REVIEWS: Final = f"{SUGGESTIONS}/{{suggestion_id}}/reviews"
ENDPOINTS: Final = (
    Endpoint(
        "POST", f"{ONE}/suggestions", CHANGE_PEOPLE, suggest, RunAnswer, 201, Asked,
        ("not_found", "not_active", "not_ready", "key_reused", "bad_header"),
        headers=("Location",), sends=("Idempotency-Key",), body_required=False,
    ),
    Endpoint("GET", f"{ONE}/suggestions/{{run_id}}", READ_PEOPLE, read_run, RunAnswer, problems=("not_found",)),
    Endpoint(
        "GET", f"{ONE}/why-not/{{vacancy_id}}", READ_PEOPLE, why_not, WhyNotAnswer,
        problems=("not_found", "not_ready"),
    ),
    Endpoint(
        "POST", REVIEWS, CHANGE_PEOPLE, review, ReviewAnswer, 201, ReviewGiven,
        ("not_found", "key_reused", "bad_header"), headers=("Location",), sends=("Idempotency-Key",),
    ),
    Endpoint("GET", REVIEWS, READ_PEOPLE, list_reviews, Reviews, problems=("not_found",)),
)  # fmt: skip
