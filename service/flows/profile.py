"""Changing a profile one part at a time, so that two people who work at once never wipe out each other's words.

What a person says is kept with who said it and when, and no later reading overwrites it (``features.decisions``). A
change of other fields by somebody else stands in nobody's way; a change of the very same ones does, and is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from features.decisions import corrected_by_hand
from features.profiles import Participant, Provenance
from features.vocabulary import Source
from service.access import Caller
from service.flows.base import clear, found, put_from, record_of
from service.flows.people import CHANGE, READ
from service.flows.services import Services
from service.problems import Problem
from service.store import Reader, Stored

_NOBODY_SAID: Final = frozenset({"status", "confirmed_at"})
"""Fields of the programme, not of the person: they carry no provenance."""


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """A profile as it was when somebody began to change it, and as it is now."""

    then: Participant
    now: Stored[Participant]


def change_fields(
    services: Services,
    caller: Caller,
    id: str,
    given: Mapping[str, Any],
    version: int,
    source: Source = Source.CONSULTANT,
) -> Stored[Participant]:
    """Keep other values of some fields, said by ``source`` today; sending the same twice changes nothing more.

    Raises:
        Problem: ``invalid``, ``not_found``, or ``stale`` when one of these fields is another than in ``version``.
    """
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        kept = found(unit, Participant, id)
        record = record_of(Participant, services, caller, {**kept.record.model_dump(mode="json"), **given}, id)
        other = _differing(kept.record, record, given)
        if other and kept.version != version and _differing(_at(unit, id, version), kept.record, given):
            raise Problem("stale")
        marks = _marks(kept.record, given, other, Provenance(source=source, recorded_at=services.today, confirmed=True))
        said = corrected_by_hand(kept.record, clear(record).model_copy(update={"provenance": marks}), services.today)
        unit.log_access(id, CHANGE)
        return put_from(unit, said, kept.version)


def meanwhile(services: Services, caller: Caller, id: str, version: int) -> Meanwhile:
    """What stood in a profile at a version and what stands there now; the look is noted."""
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        kept = found(unit, Participant, id)
        unit.log_access(id, READ)
        return Meanwhile(_at(unit, id, version), kept)


def _at(reader: Reader, id: str, version: int) -> Participant:
    """A profile as it was; a version that never was is taken for the first."""
    history = reader.history(Participant, id)
    return next((kept.record for kept in history if kept.version == version), history[0].record)


def _differing(one: Participant, other: Participant, names: Mapping[str, Any]) -> list[str]:
    return [name for name in names if getattr(one, name) != getattr(other, name)]


def _marks(kept: Participant, given: Mapping[str, Any], other: list[str], said: Provenance) -> dict[str, Provenance]:
    """Who said what: the new for what is other now, and a yes to a machine's proposal that somebody let stand."""
    marks = dict(kept.provenance)
    for name in (name for name in given if name not in _NOBODY_SAID):
        if name in other:
            marks[name] = said
        elif name in marks and not marks[name].confirmed:
            marks[name] = marks[name].model_copy(update={"confirmed": True})
    return marks
