"""What every flow stands on: the services, doing a thing once, and changing a record from a version."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

import orjson

from features.profiles import Employer, Fault, InvalidRecord, Participant, Record, Vacancy, make, shown
from service.access import Caller, Limiter
from service.engine import Engine
from service.problems import Problem
from service.store import KeyTaken, Page, Reader, Store, Stored, Unit, VersionConflict, new_id

R = TypeVar("R", Participant, Employer, Vacancy)
B = TypeVar("B", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True)
class Services:
    """Everything a flow may use; made once by ``service.app``."""

    store: Store
    engine: Engine
    clock: Callable[[], datetime]
    limiter: Limiter

    @property
    def today(self) -> date:
        """The day it is."""
        return self.clock().date()

    def named(self, tenant: str, vacancy_id: str) -> tuple[str, str]:
        """(title, employer's name) of a vacancy, from the index or, when it is closed, from the store."""
        known = self.engine.named(tenant, vacancy_id)
        if known is not None:
            return known
        with self.store.reader(tenant) as reader:
            vacancy = reader.get(Vacancy, vacancy_id)
            if vacancy is None:
                return "", ""
            employer = reader.get(Employer, vacancy.record.employer_id)
        return vacancy.record.title, employer.record.name if employer else ""


@dataclass(frozen=True, slots=True)
class Once:
    """An Idempotency-Key: the same key on the same route does the thing once and gives the same answer again."""

    key: str
    route: str
    body: Any

    def digest(self) -> str:
        """SHA-256 (hex) of what was asked."""
        return hashlib.sha256(orjson.dumps(self.body, option=orjson.OPT_SORT_KEYS)).hexdigest()


@dataclass(frozen=True, slots=True)
class Made(Generic[T]):
    """What a creating flow made; ``replayed`` when it was made earlier under the same key."""

    value: T
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """Some of a list, and the cursor of what follows (None at the end)."""

    items: tuple[T, ...]
    next: str | None


def once(
    services: Services,
    caller: Caller,
    key: Once | None,
    do: Callable[[Unit], T],
    name: Callable[[T], Mapping[str, Any]],
    again: Callable[[Unit, Mapping[str, Any]], T],
) -> Made[T]:
    """``do`` in one unit, once per key; ``name`` says what the answer was, so that ``again`` can read it later.

    Raises:
        Problem: ``key_reused`` when the key stands for another request.
    """
    try:
        with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
            if key is None:
                return Made(do(unit))
            return _once(unit, f"{caller.actor} {key.route}", key, do, name, again)
    except KeyTaken:
        return once(services, caller, key, do, name, again)


def _once(
    unit: Unit,
    route: str,
    key: Once,
    do: Callable[[Unit], T],
    name: Callable[[T], Mapping[str, Any]],
    again: Callable[[Unit, Mapping[str, Any]], T],
) -> Made[T]:
    before = unit.recall(key.key, route)
    if before is not None:
        if before.request_hash != key.digest():
            raise Problem("key_reused")
        return Made(again(unit, before.body), replayed=True)
    value = do(unit)
    unit.remember(key.key, route, key.digest(), 201, name(value))
    return Made(value)


def create(services: Services, caller: Caller, record: R, key: Once | None) -> Made[Stored[R]]:
    """Keep a new record.

    Raises:
        Problem: ``already_exists`` when there is one with its id.
    """
    kind = type(record)

    def put(unit: Unit) -> Stored[R]:
        try:
            return unit.put(record, expected_version=0)
        except VersionConflict as conflict:
            raise Problem("already_exists") from conflict

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
