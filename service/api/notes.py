"""What law and agreement mean for a vacancy, over HTTP."""

from __future__ import annotations

from typing import Final

from fastapi.responses import Response
from typing_extensions import TypedDict

from features import rule_sets
from service.access import READ_COMPANIES
from service.api.answers import reasons_answer
from service.api.call import TheCall, known_id
from service.api.companies import VACANCY
from service.api.endpoint import Endpoint
from service.api.shapes import ReasonAnswer
from service.flows.notes import vacancy_notes


class NotesAnswer(TypedDict):
    """What to know before calling about a vacancy; ``rules`` are the versions of the thresholds it was read from."""

    vacancy_id: str
    notes: list[ReasonAnswer]
    rules: str


def read_notes(call: TheCall, vacancy_id: str) -> Response:
    """Say what law and agreement mean for a vacancy's hours: a written contract, salaried work, least hours."""
    notes = vacancy_notes(call.services, call.caller, known_id(vacancy_id))
    told: NotesAnswer = {
        "vacancy_id": vacancy_id,
        "notes": reasons_answer(notes, call.language),
        "rules": rule_sets.version(call.services.today),
    }
    return call.answer(told)


ENDPOINTS: Final = (
    Endpoint("GET", f"{VACANCY}/notes", READ_COMPANIES, read_notes, NotesAnswer, problems=("not_found",)),
)
