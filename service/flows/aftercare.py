"""Placements and the time after them: record a start, follow up, end it, and see whom to call next.

Notes are about a person too: a word of illness, faith or family is refused, and the need asked for (``base.clear``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from features.aftercare import Due, due, stays
from features.profiles import Agreed, Ended, FollowedUp, Participant
from features.vocabulary import EndReason, ParticipantStatus
from service.access import Caller
from service.flows.base import checked, clear, found
from service.flows.once import Made, Once, once
from service.flows.positions import give_back_position, take_position
from service.flows.services import Services
from service.problems import Problem
from service.store import AlreadyDone, Ending, FollowUp, Placement, Reader, Unit

PLACE: Final = "place"
READ: Final = "read_placement"
FOLLOW_UP: Final = "follow_up"
DUE: Final = "follow_ups_due"
END: Final = "end_placement"


@dataclass(frozen=True, slots=True)
class Course:
    """A placement with its follow-ups, what is due next, and whether the person stayed (None: not known yet)."""

    placement: Placement
    follow_ups: tuple[FollowUp, ...]
    due: Due | None
    stays: Mapping[int, bool | None]


@dataclass(frozen=True, slots=True)
class ToDo:
    """A follow-up somebody should do."""

    placement: Placement
    due: Due


def place(
    services: Services,
    caller: Caller,
    suggestion_id: str,
    raw: Any,
    key: Once | None = None,
    status: ParticipantStatus | None = None,
) -> Made[Placement]:
    """Keep that a suggestion became a job on ordinary terms, and perhaps where the participant is in the programme now.

    It takes one place of the vacancy, and the last one closes it. A running one cannot be recorded twice.
    """
    given = clear(checked(Agreed, raw))

    def keep(unit: Unit) -> Placement:
        if unit.suggestion(suggestion_id) is None:
            raise Problem("not_found")
        try:
            kept = unit.add_placement(suggestion_id, given)
        except AlreadyDone as error:
            raise Problem("already_placed") from error
        unit.log_access(kept.participant_id, PLACE)
        take_position(unit, kept.vacancy_id)
        _now_in(unit, kept.participant_id, status)
        return kept

    def again(unit: Unit, body: Mapping[str, Any]) -> Placement:
        return _placement(unit, body["id"])

    return once(services, caller, key, keep, lambda kept: {"id": kept.id}, again)


def read_placement(services: Services, caller: Caller, id: str) -> Course:
    """A placement and how it goes; the look is noted."""
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        placement = _placement(unit, id)
        unit.log_access(placement.participant_id, READ)
        return _course(unit, placement, services)


def list_placements(services: Services, caller: Caller, participant_id: str) -> tuple[Course, ...]:
    """A participant's placements in the order they were recorded; the look is noted."""
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        found(unit, Participant, participant_id)
        unit.log_access(participant_id, READ)
        return tuple(_course(unit, placement, services) for placement in unit.placements(participant_id))


def follow_up(services: Services, caller: Caller, id: str, raw: Any, key: Once | None = None) -> Made[FollowUp]:
    """Keep what a follow-up found; ``on`` is today when left out. Several in a week all stay."""
    given = clear(checked(FollowedUp, raw))
    told = given if given.on else given.model_copy(update={"on": services.today})

    def keep(unit: Unit) -> FollowUp:
        placement = _placement(unit, id)
        unit.log_access(placement.participant_id, FOLLOW_UP)
        return unit.add_follow_up(id, told)

    def again(unit: Unit, body: Mapping[str, Any]) -> FollowUp:
        return next(item for item in unit.follow_ups(id) if item.id == body["id"])

    return once(services, caller, key, keep, lambda kept: {"id": kept.id}, again)


def end_placement(
    services: Services,
    caller: Caller,
    id: str,
    raw: Any,
    key: Once | None = None,
    status: ParticipantStatus | None = None,
) -> Made[Ending]:
    """Keep that a placement ended, and why, and perhaps the participant's status now. It ends once.

    One that was a mistake gives its place back to the vacancy; after any other the place stays taken, for only the
    company knows whether it wants somebody again.

    Raises:
        Problem: ``not_found``, ``already_ended``, or ``invalid`` when it would end before it began.
    """
    given = clear(checked(Ended, raw))

    def keep(unit: Unit) -> Ending:
        placement = _placement(unit, id)
        start = placement.agreed.start
        if given.on < start and given.reason is not EndReason.MISTAKE:
            raise Problem.fault("on", str(given.on), "before", other="start", limit=str(start))
        unit.log_access(placement.participant_id, END)
        try:
            ending = unit.end_placement(id, given)
        except AlreadyDone as error:
            raise Problem("already_ended") from error
        if given.reason is EndReason.MISTAKE:
            give_back_position(unit, placement)
        _now_in(unit, placement.participant_id, status)
        return ending

    def again(unit: Unit, _body: Mapping[str, Any]) -> Ending:
        ending = _placement(unit, id).ending
        if ending is None:
            raise Problem("not_found")
        return ending

    return once(services, caller, key, keep, lambda kept: {"id": kept.id}, again)


def follow_ups_due(services: Services, caller: Caller) -> tuple[ToDo, ...]:
    """The follow-ups to do, the longest overdue first; every person named is noted."""
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        return to_do(unit, services.today)


def to_do(unit: Unit, today: date) -> tuple[ToDo, ...]:
    """What ``follow_ups_due`` lists, in a unit that is open already."""
    found = due_of(unit.placements(running=True), unit.weeks_done(), today)
    for item in found:
        unit.log_access(item.placement.participant_id, DUE)
    return found


def due_of(running: Iterable[Placement], done: Mapping[str, Iterable[int]], today: date) -> tuple[ToDo, ...]:
    """The follow-ups of running placements that are due, the longest overdue first; ``done`` are weeks by placement."""
    open_ones = ((one, due(one.agreed.start, done.get(one.id, ()), today)) for one in running)
    found = [ToDo(one, next_) for one, next_ in open_ones if next_ is not None]
    return tuple(sorted(found, key=lambda item: (item.due.on, item.placement.id)))


def _now_in(unit: Unit, participant_id: str, status: ParticipantStatus | None) -> None:
    """Say where a participant is in the programme, when somebody has said so."""
    if status is not None:
        kept = found(unit, Participant, participant_id)
        unit.put(kept.record.model_copy(update={"status": status}), expected_version=kept.version)


def _placement(reader: Reader, id: str) -> Placement:
    kept = reader.placement(id)
    if kept is None:
        raise Problem("not_found")
    return kept


def _course(reader: Reader, placement: Placement, services: Services) -> Course:
    """A placement with what follows from its log today; a mistake teaches nothing and needs nobody."""
    follow_ups = reader.follow_ups(placement.id)
    start, ending = placement.agreed.start, placement.ending
    if ending is not None and ending.told.reason is EndReason.MISTAKE:
        return Course(placement, follow_ups, None, {})
    next_ = None if ending else due(start, (item.told.week for item in follow_ups), services.today)
    ended = ending.told.on if ending else None
    return Course(placement, follow_ups, next_, stays(start, ended, services.today))
