"""What flows share: finding, checking, creating a record, changing it from a version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from features.profiles import Employer, Fault, InvalidRecord, Participant, Record, Vacancy, make, shown
from features.reading.free_text import free_text_faults
from service.access import Caller
from service.flows.once import Made, Once, once
from service.flows.services import Services
from service.problems import Problem
from service.store import Erased, Page, Reader, Stored, Unit, VersionConflict, new_id

R = TypeVar("R", Participant, Employer, Vacancy)
B = TypeVar("B", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """Some of a list, and the cursor of what follows (None at the end)."""

    items: tuple[T, ...]
    next: str | None


def create(services: Services, caller: Caller, record: R, key: Once | None) -> Made[Stored[R]]:
    """Keep a new record.

    Raises:
        Problem: ``already_exists`` when there is one with its id, ``invalid`` when a participant of it was erased.
    """
    kind = type(record)

    def put(unit: Unit) -> Stored[R]:
        try:
            return unit.put(record, expected_version=0)
        except VersionConflict as conflict:
            raise Problem("already_exists") from conflict
        except Erased as gone:
            raise Problem.fault("id", gone.id, "erased") from gone

    def first(unit: Unit, body: Mapping[str, Any]) -> Stored[R]:
        return unit.history(kind, body["id"])[0]

    return once(services, caller, key, put, lambda kept: {"id": kept.record.id}, first)


def put_from(unit: Unit, record: R, version: int) -> Stored[R]:
    """Keep a record changed from ``version``.

    Raises:
        Problem: ``stale`` when somebody has changed it meanwhile.
    """
    try:
        return unit.put(record, expected_version=version)
    except VersionConflict as conflict:
        raise Problem("stale") from conflict


def found(reader: Reader, kind: type[R], id: str) -> Stored[R]:
    """A record of the caller's tenant.

    Raises:
        Problem: ``not_found``.
    """
    kept = reader.get(kind, id)
    if kept is None:
        raise Problem("not_found")
    return kept


def listing(page: Page[R]) -> Listing[Stored[R]]:
    """A page of the store."""
    return Listing(page.items, page.next)


def record_of(kind: type[B], services: Services, caller: Caller, raw: Any, id: str | None = None) -> B:
    """A checked record of the caller's tenant; ``id`` is the address's, or a new one is made.

    Raises:
        Problem: ``invalid``, with every fault.
    """
    if not isinstance(raw, Mapping):
        raise Problem.fault("", type(raw).__name__, "not_an_object")
    faults = []
    if raw.get("tenant", caller.tenant) != caller.tenant:
        faults.append(Fault("tenant", shown(raw["tenant"]), "other_tenant"))
    if id is not None and raw.get("id", id) != id:
        faults.append(Fault("id", shown(raw["id"]), "other_id"))
    given = {**raw, "tenant": caller.tenant, "id": id or raw.get("id") or new_id(services.clock())}
    return checked(kind, given, faults)


def checked(kind: type[B], raw: Any, faults: list[Fault] | None = None) -> B:
    """A checked record.

    Raises:
        Problem: ``invalid``, with ``faults`` and every fault of the record.
    """
    before = faults or []
    try:
        record = make(kind, raw)
    except InvalidRecord as error:
        raise Problem.invalid([*before, *error.faults]) from error
    if before:
        raise Problem.invalid(before)
    return record


def clear(record: B) -> B:
    """The record, when no text in it names an illness, a faith or a family: the need is written instead.

    Raises:
        Problem: ``invalid`` with ``names_health`` or ``names_private`` for every such word.
    """
    if faults := list(free_text_faults(record)):
        raise Problem.invalid(faults)
    return record
