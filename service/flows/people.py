"""Participants: keep, read, change. Whoever reads one leaves a line that says who and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from features.decisions import corrected_by_hand
from features.profiles import Participant, Record
from features.vocabulary import ParticipantStatus
from service.access import Caller
from service.flows.base import Listing, checked, clear, create, found, listing, put_from, record_of
from service.flows.once import Made, Once
from service.flows.services import Services
from service.store import Stored

READ: Final = "read_profile"
LIST: Final = "list_profiles"
CHANGE: Final = "change_profile"


class StatusGiven(Record):
    """Where a participant is in the programme now."""

    placeholders: ClassVar[Mapping[str, Any]] = {"status": "active"}

    status: ParticipantStatus


def create_participant(
    services: Services, caller: Caller, raw: Any, key: Once | None = None
) -> Made[Stored[Participant]]:
    """Keep a new participant; a word of illness, faith or family in any text is refused, the need asked for."""
    return create(services, caller, clear(record_of(Participant, services, caller, raw)), key)


def read_participant(services: Services, caller: Caller, id: str) -> Stored[Participant]:
    """A participant's profile; the look is noted."""
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        kept = found(unit, Participant, id)
        unit.log_access(id, READ)
        return kept


def list_participants(
    services: Services, caller: Caller, *, after: str | None, limit: int, status: str | None = None
) -> Listing[Stored[Participant]]:
    """Profiles in order of id; every look is noted."""
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        page = unit.page(Participant, after=after, limit=limit, status=status)
        for kept in page.items:
            unit.log_access(kept.record.id, LIST)
        return listing(page)


def change_participant(services: Services, caller: Caller, id: str, raw: Any, version: int) -> Stored[Participant]:
    """Keep a participant's whole profile as changed from ``version``; no later reading overwrites what was changed."""
    record = clear(record_of(Participant, services, caller, raw, id))
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        kept = found(unit, Participant, id)
        unit.log_access(id, CHANGE)
        return put_from(unit, corrected_by_hand(kept.record, record, services.today), version)


def set_status(services: Services, caller: Caller, id: str, raw: Any) -> Stored[Participant]:
    """Say where a participant is in the programme; only active ones get suggestions."""
    given = checked(StatusGiven, raw)
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        kept = found(unit, Participant, id)
        unit.log_access(id, CHANGE)
        return unit.put(kept.record.model_copy(update={"status": given.status}), expected_version=kept.version)
