"""Notes about a participant over HTTP: read into statements, and what was decided about them kept."""

from __future__ import annotations

from typing import Any, Final

from fastapi.responses import Response
from typing_extensions import TypedDict

from features.decisions import State
from features.profiles import Participant
from features.reading.illness import Kind
from features.vocabulary import Need
from service.access import CHANGE_PEOPLE
from service.api.call import Body, TheCall, etag, known_id, record_json
from service.api.endpoint import Endpoint
from service.api.participants import CHANGED, ONE, PATH
from service.flows.reading_notes import DecidedGiven, Noted, NotesGiven, decide, read_notes


class StatementAnswer(TypedDict):
    """Something the notes say: a value for a field (one item of a list) and how it stands to the profile.

    ``start`` and ``end`` count characters of ``text`` from 0; ``standing`` is what the profile says about the same.
    """

    field: str
    value: Any
    key: str
    start: int
    end: int
    evidence: str
    confidence: float
    state: State
    standing: Any


class WordAnswer(TypedDict):
    """A word of health, faith or family, which no profile may hold, and the needs that may be meant by it."""

    start: int
    end: int
    kind: Kind
    needs: list[Need]


class PlaceAnswer(TypedDict):
    """A stretch of the notes."""

    start: int
    end: int


class NotesRead(TypedDict):
    """What was read; ``text`` are the notes with CPR numbers blotted out, ``unused`` what gave nothing."""

    text: str
    statements: list[StatementAnswer]
    words: list[WordAnswer]
    unused: list[PlaceAnswer]


def read_new_notes(call: TheCall, body: Body) -> Response:
    """Read notes about somebody new into statements, each with its words. Nothing is kept."""
    return call.answer(_answer(read_notes(call.services, call.caller, None, body)))


def read_participant_notes(call: TheCall, participant_id: str, body: Body) -> Response:
    """Read notes into statements, each held against the profile. Nothing is kept but the look."""
    noted = read_notes(call.services, call.caller, known_id(participant_id), body)
    return call.answer(_answer(noted), headers=etag(noted.kept.version) if noted.kept else None)


def decide_participant(call: TheCall, participant_id: str, body: Body) -> Response:
    """Keep what a person takes, corrects or declines of a reading, from the version in If-Match."""
    id, version = known_id(participant_id), call.version()
    made = decide(call.services, call.caller, id, body, version, call.once(body))
    headers = etag(made.value.version) | ({"Idempotent-Replayed": "true"} if made.replayed else {})
    return call.answer(record_json(made.value.record), headers=headers)


def _answer(noted: Noted) -> NotesRead:
    return {
        "text": noted.text,
        "statements": [
            {
                "field": one.field,
                "value": one.value,
                "key": one.key,
                "start": one.start,
                "end": one.end,
                "evidence": one.evidence,
                "confidence": one.confidence,
                "state": one.state,
                "standing": one.standing,
            }
            for one in noted.statements
        ],
        "words": [
            {"start": one.start, "end": one.end, "kind": one.kind, "needs": list(one.needs)} for one in noted.words
        ],
        "unused": [{"start": one.start, "end": one.end} for one in noted.unused],
    }


ENDPOINTS: Final = (
    Endpoint("POST", f"{PATH}/read-notes", CHANGE_PEOPLE, read_new_notes, NotesRead, body=NotesGiven),
    Endpoint(
        "POST", f"{ONE}/read-notes", CHANGE_PEOPLE, read_participant_notes, NotesRead, 200, NotesGiven,
        ("not_found",), headers=("ETag",),
    ),
    Endpoint(
        "PATCH", ONE, CHANGE_PEOPLE, decide_participant, Participant, 200, DecidedGiven,
        (*CHANGED, "key_reused", "bad_header"), headers=("ETag",), sends=("If-Match", "Idempotency-Key"),
    ),
)  # fmt: skip
