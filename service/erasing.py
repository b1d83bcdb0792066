"""Erasing a participant for good, as they may ask for: an admin does it, and says why with a code.

What goes and what stays is said in docs/storage.md; snapshots made afterwards leave the person out, and so does the
next model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from service.access import Caller, Policy, Role
from service.exporting import NotAllowed
from service.store import StoreUnavailable

if TYPE_CHECKING:
    from service.store import Erasure, Store

ERASE: Final = Policy("erase participants", frozenset({Role.ADMIN}))
WHAT: Final = "erase"


class Why(StrEnum):
    """Why somebody was erased; a code, so that no word about them stays behind."""

    ASKED = "asked"
    WITHDREW = "withdrew"
    KEPT_LONG_ENOUGH = "kept_long_enough"
    MISTAKE = "mistake"


@dataclass(frozen=True, slots=True)
class Gone:
    """How many rows of each table went, and whether the database's files were written anew without them."""

    rows: Mapping[str, int]
    overwritten: bool


def would_go(store: Store, caller: Caller, participant_id: str) -> Mapping[str, int]:
    """How many rows of each table are about a participant; all 0 where there is nobody of this id.

    Raises:
        NotAllowed: the caller is no admin of the whole tenant.
    """
    _may(caller)
    with store.reader(caller.tenant) as reader:
        return reader.kept_about(participant_id)


def erase(store: Store, caller: Caller, participant_id: str, why: Why) -> Gone:
    """Delete everything about a participant, and on SQLite what deleted rows leave in the files.

    Raises:
        NotAllowed: the caller is no admin of the whole tenant.
        Unknown: there is no such participant.
    """
    _may(caller)
    with store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        rows = unit.erase(participant_id, why.value)
    try:
        return Gone(rows, store.overwrite_deleted())
    except StoreUnavailable:  # they are deleted; only the files could not be written anew just now
        return Gone(rows, overwritten=False)


def erased(store: Store, caller: Caller) -> tuple[Erasure, ...]:
    """Who was erased, to be erased again after a backup was put back.

    Raises:
        NotAllowed: the caller is no admin of the whole tenant.
    """
    _may(caller)
    with store.reader(caller.tenant) as reader:
        return reader.erasures()


def _may(caller: Caller) -> None:
    if caller.employer_id or caller.role not in (ERASE.roles or ()):
        raise NotAllowed(WHAT)


__all__ = ["ERASE", "Gone", "Why", "erase", "erased", "would_go"]
