"""A tenant's view (``Reader``) and a tenant's transaction (``Unit``), put together from the parts by subject."""

from __future__ import annotations

from service.store.audit import ReadsAudit, WritesAudit
from service.store.caseload import ReadsCaseload
from service.store.contacts import ReadsContacts, WritesContacts
from service.store.erasing import ReadsErasures, WritesErasures
from service.store.learned_from import ReadsLearnedFrom
from service.store.outcomes import ReadsOutcomes, WritesOutcomes
from service.store.placements import ReadsPlacements, WritesPlacements
from service.store.records import ReadsRecords, WritesRecords
from service.store.run_counts import ReadsRunCounts
from service.store.traces import ReadsTraces, WritesTraces


class Reader(
    ReadsRecords,
    ReadsOutcomes,
    ReadsCaseload,
    ReadsContacts,
    ReadsPlacements,
    ReadsTraces,
    ReadsLearnedFrom,
    ReadsRunCounts,
    ReadsAudit,
    ReadsErasures,
):
    """One consistent view of one tenant: a foreign id looks like a missing one."""


class Unit(
    Reader,
    WritesRecords,
    WritesOutcomes,
    WritesContacts,
    WritesPlacements,
    WritesTraces,
    WritesAudit,
    WritesErasures,
):
    """Several writes that become true together or not at all; it also reads, and sees its own writes."""
