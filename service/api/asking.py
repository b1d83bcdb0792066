"""What to ask next over HTTP."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Query
from fastapi.responses import Response

from service.access import READ_PEOPLE
from service.api.call import TheCall, known_id
from service.api.companies import VACANCY
from service.api.endpoint import Endpoint
from service.api.participants import ONE
from service.asking import AskNextAnswer, AskNextJobAnswer, ask_next_answer, ask_next_job_answer
from service.crowds import sees_who
from service.flows.asking import ask_about_participant, ask_about_vacancy

Most = Annotated[int, Query(ge=1, le=20, description="How many questions at most.")]


def ask_next_participant(call: TheCall, participant_id: str, n: Most = 3) -> Response:
    """Find what to ask about a participant next: the questions whose answers change the list most, each one tried."""
    told = ask_about_participant(call.services, call.caller, known_id(participant_id), n)

    def named(vacancy_id: str) -> tuple[str, str]:
        return call.services.named(call.caller.tenant, vacancy_id)

    return call.answer(ask_next_answer(told, named, call.language, call.services.engine.degraded))


def ask_next_vacancy(call: TheCall, vacancy_id: str, n: Most = 3) -> Response:
    """Find what to ask an employer next: the questions that move most of the active participants. Counts, never who."""
    told = ask_about_vacancy(call.services, call.caller, known_id(vacancy_id), n)
    return call.answer(ask_next_job_answer(told, sees_who(call.caller), call.language, call.services.engine.degraded))


PROBLEMS: Final = ("not_found", "not_ready", "invalid")
ENDPOINTS: Final = (
    Endpoint(
        "GET", f"{ONE}/ask-next", READ_PEOPLE, ask_next_participant, AskNextAnswer, problems=(*PROBLEMS, "not_active"),
    ),
    Endpoint(
        "GET", f"{VACANCY}/ask-next", READ_PEOPLE, ask_next_vacancy, AskNextJobAnswer,
        problems=(*PROBLEMS, "already_closed"),
    ),
)  # fmt: skip
