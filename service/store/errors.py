"""What can go wrong in the store, as the flows need to tell it apart."""

from __future__ import annotations


class StoreError(Exception):
    """Anything the store refuses or cannot do; nothing of the unit it happened in was kept."""


class StoreUnavailable(StoreError):
    """The database cannot be reached, read or written just now (full disk, read-only, locked, not migrated)."""


class VersionConflict(StoreError):
    """Somebody else changed the record first; ``current`` is its version now (0: there is none)."""

    def __init__(self, current: int) -> None:
        self.current = current
        super().__init__(f"the record is at version {current} now: read it again and repeat the change")


class WrongTenant(StoreError):
    """A record of one tenant was given to a unit of another."""


class Unknown(StoreError):
    """Something that is referred to does not exist in this tenant: ``kind`` and ``id`` say what."""

    def __init__(self, kind: str, id: str) -> None:
        self.kind, self.id = kind, id
        super().__init__(f"there is no {kind} {id!r} here")


class KeyTaken(StoreError):
    """An idempotency key was used by somebody else meanwhile: roll back, recall the key and answer from it."""


class AlreadyDone(StoreError):
    """Something that happens once has happened: ``what`` was added to ``id`` before."""

    def __init__(self, what: str, id: str) -> None:
        self.what, self.id = what, id
        super().__init__(f"there is a {what} of {id!r} already")


class Erased(StoreError):
    """A participant of this id was erased; the id is not used again."""

    def __init__(self, id: str) -> None:
        self.id = id
        super().__init__(f"participant {id!r} was erased: use a new id")
