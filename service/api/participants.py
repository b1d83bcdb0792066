"""Participants over HTTP."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Query
from fastapi.responses import Response

from features.profiles import Participant
from features.vocabulary import ParticipantStatus
from service import flows
from service.access import CHANGE_PEOPLE, READ_PEOPLE
from service.api.call import Body, TheCall, at, cursor_of, etag, known_id, record_json
from service.api.endpoint import PREFIX, Endpoint
from service.api.shapes import ParticipantPage
from service.flows.people import StatusGiven
from service.store import Stored

Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Cursor = Annotated[str | None, Query(max_length=64, description="`next` of the page before.")]
PATH: Final = f"{PREFIX}/participants"


def create_participant(call: TheCall, body: Body) -> Response:
    """Keep a new participant: no name, no CPR number, no diagnosis. `id` may be left out."""
    made = flows.create_participant(call.services, call.caller, body, call.once(body))
    record = made.value.record
    return call.made(made, record_json(record), at(PATH, record.id), etag(made.value.version))


def list_participants(
    call: TheCall, limit: Limit = 50, cursor: Cursor = None, status: ParticipantStatus | None = None
) -> Response:
    """List participants in order of id. Each one shown is noted in the access log."""
    page = flows.list_participants(call.services, call.caller, after=cursor_of(cursor), limit=limit, status=status)
    return call.listed([record_json(kept.record) for kept in page.items], page.next)


def read_participant(call: TheCall, participant_id: str) -> Response:
    """Read a participant. The look is noted in the access log."""
    return _shown(call, flows.read_participant(call.services, call.caller, known_id(participant_id)))


def change_participant(call: TheCall, participant_id: str, body: Body) -> Response:
    """Change a participant: the whole profile, from the version in If-Match."""
    version = call.version()
    return _shown(call, flows.change_participant(call.services, call.caller, known_id(participant_id), body, version))


def set_status(call: TheCall, participant_id: str, body: Body) -> Response:
    """Say where a participant is in the programme. Only active ones get suggestions."""
    return _shown(call, flows.set_status(call.services, call.caller, known_id(participant_id), body))


def _shown(call: TheCall, kept: Stored[Participant]) -> Response:
    return call.answer(record_json(kept.record), headers=etag(kept.version))


ONE: Final = f"{PATH}/{{participant_id}}"
NEW: Final = ("already_exists", "key_reused", "bad_header")
CHANGED: Final = ("not_found", "stale", "no_etag", "invalid")
ENDPOINTS: Final = (
    Endpoint(
        "POST", PATH, CHANGE_PEOPLE, create_participant, Participant, 201, Participant, NEW,
        headers=("Location", "ETag"), sends=("Idempotency-Key",),
    ),
    Endpoint("GET", PATH, READ_PEOPLE, list_participants, ParticipantPage, problems=("bad_cursor", "invalid")),
    Endpoint("GET", ONE, READ_PEOPLE, read_participant, Participant, problems=("not_found",), headers=("ETag",)),
    Endpoint(
        "PUT", ONE, CHANGE_PEOPLE, change_participant, Participant, 200, Participant, CHANGED,
        headers=("ETag",), sends=("If-Match",),
    ),
    Endpoint(
        "POST", f"{ONE}/status", CHANGE_PEOPLE, set_status, Participant, 200, StatusGiven, ("not_found",),
        headers=("ETag",),
    ),
)  # fmt: skip
