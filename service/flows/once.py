"""Doing a thing once: the answer to an Idempotency-Key is kept in the unit that makes what it answers.

What is kept is the name of the answer (an id), not the answer: versions, runs, reviews and contacts are never changed,
so the same answer can be read again, and nothing about a person is written twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import orjson

from service.access import Caller
from service.flows.services import Services
from service.problems import Problem
from service.store import KeyTaken, Unit

T = TypeVar("T")


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
