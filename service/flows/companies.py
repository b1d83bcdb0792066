"""Employers and the log of contacts with them. Budget left and answers follow from the log, nobody writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import islice
from typing import Annotated, Any, ClassVar

from pydantic import Field

from features.profiles import Employer, Record
from features.vocabulary import ContactKind, ContactOutcome
from service.access import Caller
from service.flows.base import Listing, checked, clear, create, found, listing, put_from, record_of
from service.flows.once import Made, Once, once
from service.flows.services import Services
from service.problems import Problem
from service.store import Contacted, Page, Reader, Stored, Unit


class ContactGiven(Record):
    """One contact with an employer, as it is noted; ``on`` is its day, today when left out."""

    placeholders: ClassVar[Mapping[str, Any]] = {"kind": "call", "outcome": "replied"}

    kind: ContactKind
    outcome: ContactOutcome
    on: date | None = None
    text: Annotated[str, Field(max_length=2_000)] = ""
    next_on: date | None = None


class PauseGiven(Record):
    """Until which day a company wants to be left in peace; None ends the pause."""

    placeholders: ClassVar[Mapping[str, Any]] = {}

    until: date | None = None


def create_employer(services: Services, caller: Caller, raw: Any, key: Once | None = None) -> Made[Stored[Employer]]:
    """Keep a new employer; a key bound to one employer may not."""
    if caller.employer_id is not None:
        raise Problem("not_allowed", role=caller.role)
    return create(services, caller, record_of(Employer, services, caller, raw), key)


def read_employer(services: Services, caller: Caller, id: str) -> Stored[Employer]:
    """An employer with what the contact log says of it now."""
    with services.store.reader(caller.tenant) as reader:
        return standing(reader, employer_of(reader, caller, id), services)


def list_employers(services: Services, caller: Caller, *, after: str | None, limit: int) -> Listing[Stored[Employer]]:
    """Employers in order of id; a bound key sees its own."""
    with services.store.reader(caller.tenant) as reader:
        if caller.employer_id is not None:
            page = _only(reader, caller.employer_id, after)
        else:
            page = reader.page(Employer, after=after, limit=limit)
        items = tuple(standing(reader, kept, services) for kept in page.items)
    return listing(Page(items, page.next))


def _only(reader: Reader, id: str, after: str | None) -> Page[Employer]:
    kept = reader.get(Employer, id)
    return Page((kept,) if kept is not None and (after is None or after < id) else (), None)


def change_employer(services: Services, caller: Caller, id: str, raw: Any, version: int) -> Stored[Employer]:
    """Keep an employer as changed from ``version``; what follows from the contact log is kept as it was."""
    given = record_of(Employer, services, caller, raw, id)
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        kept = employer_of(unit, caller, id).record
        logged = {"contacts_this_month": kept.contacts_this_month, "responsiveness": kept.responsiveness}
        return standing(unit, put_from(unit, given.model_copy(update=logged), version), services)


def pause_employer(services: Services, caller: Caller, id: str, raw: Any) -> Stored[Employer]:
    """Let an employer be left in peace until a day, or no longer; a pause that is over already is none."""
    until = checked(PauseGiven, raw).until
    with services.store.unit(tenant=caller.tenant, actor=caller.actor) as unit:
        kept = employer_of(unit, caller, id)
        if until is not None and until < services.today:
            raise Problem.fault("until", str(until), "before", other="on", limit=str(services.today))
        paused = kept.record.model_copy(update={"pause_until": until})
        return standing(unit, put_from(unit, paused, kept.version), services)


def note_contact(services: Services, caller: Caller, id: str, raw: Any, key: Once | None = None) -> Made[Contacted]:
    """Note a contact: it counts against the employer's budget and says if they answer; its text names no illness."""
    given = clear(checked(ContactGiven, raw))

    def note(unit: Unit) -> Contacted:
        employer_of(unit, caller, id)
        on = given.on or services.today
        if given.next_on is not None and given.next_on < on:
            raise Problem.fault("next_on", str(given.next_on), "before", other="on", limit=str(on))
        return unit.add_contact(id, given.kind, given.outcome, on=on, text=given.text, next_on=given.next_on)

    def again(unit: Unit, body: Any) -> Contacted:
        return next(item for item in unit.contacts(id) if item.id == body["id"])

    return once(services, caller, key, note, lambda contact: {"id": contact.id}, again)


def contacts_of(services: Services, caller: Caller, id: str) -> tuple[Contacted, ...]:
    """Every contact with an employer, newest first."""
    with services.store.reader(caller.tenant) as reader:
        employer_of(reader, caller, id)
        return reader.contacts(id)


def agreed_contacts(services: Services, caller: Caller, most: int) -> tuple[tuple[Employer, date], ...]:
    """The employers with whom a next contact was agreed on and has not been noted since, the earliest day first."""
    with services.store.reader(caller.tenant) as reader:
        mine = (one for one in reader.agreed_contacts() if caller.sees_employer(one.employer_id))
        told = ((found(reader, Employer, one.employer_id).record, one.next_on) for one in islice(mine, most))
        return tuple((employer, day) for employer, day in told if day is not None)


def employer_of(reader: Reader, caller: Caller, id: str) -> Stored[Employer]:
    """An employer the caller may see; any other looks like one that is not there."""
    if not caller.sees_employer(id):
        raise Problem("not_found")
    return found(reader, Employer, id)


def standing(reader: Reader, kept: Stored[Employer], services: Services) -> Stored[Employer]:
    """The employer with this month's contacts and its answers from the log."""
    record = reader.standing(kept.record.id, services.today).applied_to(kept.record)
    return Stored(record, kept.version, kept.updated_at, kept.updated_by)
