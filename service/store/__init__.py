"""The only place with SQL: what the service keeps, in SQLite by default and PostgreSQL by URL.

``Store`` opens the database; ``store.unit(tenant=…, actor=…)`` is one transaction that writes, ``store.reader(tenant)``
one that reads. Records are validated on their way in and out; what happened (suggestions, reviews, contacts,
placements, accesses, old versions) is only ever added to. ``docs/storage.md`` tells it in words.
"""

from service.store.caseload import LastDone
from service.store.database import local_now
from service.store.errors import (
    AlreadyDone,
    Erased,
    KeyTaken,
    StoreError,
    StoreUnavailable,
    Unknown,
    VersionConflict,
    WrongTenant,
)
from service.store.store import Store, open_store
from service.store.unit import Reader, Unit
from service.store.values import (
    Access,
    Account,
    ApiKey,
    Attempt,
    Change,
    Contacted,
    Ending,
    Erasure,
    FollowUp,
    Page,
    Placement,
    Remembered,
    Review,
    Standing,
    Stored,
    StoredRun,
    StoredSuggestion,
    new_id,
)

__all__ = [
    "Access",
    "Account",
    "AlreadyDone",
    "ApiKey",
    "Attempt",
    "Change",
    "Contacted",
    "Ending",
    "Erased",
    "Erasure",
    "FollowUp",
    "KeyTaken",
    "LastDone",
    "Page",
    "Placement",
    "Reader",
    "Remembered",
    "Review",
    "Standing",
    "Store",
    "StoreError",
    "StoreUnavailable",
    "Stored",
    "StoredRun",
    "StoredSuggestion",
    "Unit",
    "Unknown",
    "VersionConflict",
    "WrongTenant",
    "local_now",
    "new_id",
    "open_store",
]
