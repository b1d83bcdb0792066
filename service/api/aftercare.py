"""Placements, follow-ups and endings over HTTP."""

from __future__ import annotations

from typing import Any, Final

from fastapi.responses import Response
from typing_extensions import TypedDict

from features.aftercare import Due
from features.profiles import Agreed, Ended, FollowedUp
from service import flows
from service.access import CHANGE_PEOPLE, READ_PEOPLE
from service.api.call import Body, TheCall, at, known_id, record_json
from service.api.endpoint import PREFIX, Endpoint
from service.store import Ending, FollowUp, Placement

PLACEMENTS: Final = f"{PREFIX}/placements"
PLACEMENT: Final = f"{PLACEMENTS}/{{placement_id}}"
OF_PARTICIPANT: Final = f"{PREFIX}/participants/{{participant_id}}/placements"


class EndingAnswer(TypedDict):
    """That a placement ended, when and why."""

    id: str
    placement_id: str
    ended: Ended
    by: str
    created_at: str


class FollowUpAnswer(TypedDict):
    """What a follow-up found."""

    id: str
    placement_id: str
    found: FollowedUp
    by: str
    created_at: str


class PlacementAnswer(TypedDict):
    """A suggestion that became a job."""

    id: str
    suggestion_id: str
    participant_id: str
    vacancy_id: str
    employer_id: str
    agreed: Agreed
    ending: EndingAnswer | None
    by: str
    created_at: str


class DueAnswer(TypedDict):
    """A follow-up to do: its week, the day it was due; ``missed`` are weeks before it that nobody did."""

    week: int
    on: str
    missed: list[int]


class CourseAnswer(PlacementAnswer):
    """A placement with how it goes. ``stays``: there after so many weeks, yes, no, or null while nobody can know."""

    follow_ups: list[FollowUpAnswer]
    due: DueAnswer | None
    stays: dict[str, bool | None]


class Courses(TypedDict):
    """A participant's placements, oldest first."""

    items: list[CourseAnswer]


class ToDoAnswer(TypedDict):
    """A follow-up to do and the placement it belongs to."""

    placement: PlacementAnswer
    due: DueAnswer


class ToDos(TypedDict):
    """The follow-ups to do, the longest overdue first."""

    items: list[ToDoAnswer]


def place(call: TheCall, suggestion_id: str, body: Body) -> Response:
    """Keep that a suggestion became a job on ordinary terms (`proof` says what shows it); one place less is open."""
    made = flows.place(call.services, call.caller, known_id(suggestion_id), body, call.once(body))
    return call.made(made, _placement(made.value), at(PLACEMENTS, made.value.id))


def list_placements(call: TheCall, participant_id: str) -> Response:
    """List a participant's placements with their follow-ups. The look is noted in the access log."""
    found = flows.list_placements(call.services, call.caller, known_id(participant_id))
    return call.answer({"items": [_course(item) for item in found]})


def read_placement(call: TheCall, placement_id: str) -> Response:
    """Read a placement, its follow-ups, what is due and whether the person stayed."""
    return call.answer(_course(flows.read_placement(call.services, call.caller, known_id(placement_id))))


def follow_up(call: TheCall, placement_id: str, body: Body) -> Response:
    """Keep what a follow-up found. Earlier ones stay; no diagnoses, write the need."""
    made = flows.follow_up(call.services, call.caller, known_id(placement_id), body, call.once(body))
    return call.made(made, _follow_up(made.value), at(PLACEMENTS, made.value.placement_id))


def end_placement(call: TheCall, placement_id: str, body: Body) -> Response:
    """Keep that a placement ended, and why. It ends once; the reason `mistake` says it never was one."""
    made = flows.end_placement(call.services, call.caller, known_id(placement_id), body, call.once(body))
    return call.made(made, _ending(made.value), at(PLACEMENTS, made.value.placement_id))


def follow_ups_due(call: TheCall) -> Response:
    """List the follow-ups to do (weeks 1, 2, 3, 4, 6, 8, 13, 26, 39, 52), the longest overdue first."""
    found = flows.follow_ups_due(call.services, call.caller)
    return call.answer({"items": [{"placement": _placement(item.placement), "due": _due(item.due)} for item in found]})


def _placement(item: Placement) -> dict[str, Any]:
    return {
        "id": item.id,
        "suggestion_id": item.suggestion_id,
        "participant_id": item.participant_id,
        "vacancy_id": item.vacancy_id,
        "employer_id": item.employer_id,
        "agreed": record_json(item.agreed),
        "ending": _ending(item.ending) if item.ending else None,
        "by": item.actor,
        "created_at": item.created_at.isoformat(),
    }


def _course(item: flows.Course) -> dict[str, Any]:
    return {
        **_placement(item.placement),
        "follow_ups": [_follow_up(one) for one in item.follow_ups],
        "due": _due(item.due) if item.due else None,
        "stays": {str(week): stayed for week, stayed in item.stays.items()},
    }


def _follow_up(item: FollowUp) -> dict[str, Any]:
    return {"found": record_json(item.told), **_noted(item)}


def _ending(item: Ending) -> dict[str, Any]:
    return {"ended": record_json(item.told), **_noted(item)}


def _noted(item: FollowUp | Ending) -> dict[str, Any]:
    about = {"id": item.id, "placement_id": item.placement_id}
    return {**about, "by": item.actor, "created_at": item.created_at.isoformat()}


def _due(item: Due) -> dict[str, Any]:
    return {"week": item.week, "on": item.on.isoformat(), "missed": list(item.missed)}


_ONCE: Final = ("not_found", "key_reused", "bad_header")
ENDPOINTS: Final = (
    Endpoint(
        "POST", f"{PREFIX}/suggestions/{{suggestion_id}}/placement", CHANGE_PEOPLE, place, PlacementAnswer, 201, Agreed,
        (*_ONCE, "already_placed", "stale"), headers=("Location",), sends=("Idempotency-Key",),
    ),
    Endpoint("GET", OF_PARTICIPANT, READ_PEOPLE, list_placements, Courses, problems=("not_found",)),
    Endpoint("GET", PLACEMENT, READ_PEOPLE, read_placement, CourseAnswer, problems=("not_found",)),
    Endpoint(
        "POST", f"{PLACEMENT}/follow-ups", CHANGE_PEOPLE, follow_up, FollowUpAnswer, 201, FollowedUp, _ONCE,
        headers=("Location",), sends=("Idempotency-Key",),
    ),
    Endpoint(
        "POST", f"{PLACEMENT}/end", CHANGE_PEOPLE, end_placement, EndingAnswer, 201, Ended,
        (*_ONCE, "already_ended", "stale"), headers=("Location",), sends=("Idempotency-Key",),
    ),
    Endpoint("GET", f"{PREFIX}/follow-ups/due", READ_PEOPLE, follow_ups_due, ToDos),
)  # fmt: skip
