"""The contact log of employers, and what it says: how much of the month's budget is used, how often they reply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, and_, case, exists, func, or_, select

from features.vocabulary import ContactKind, ContactOutcome
from service.store import tables
from service.store.errors import Unknown
from service.store.scope import ReadScope, WriteScope
from service.store.values import Contacted, Standing, new_id


class ReadsContacts(ReadScope):
    """The log and its figures."""

    def contacts(self, employer_id: str, month: date | None = None) -> tuple[Contacted, ...]:
        """The contacts with an employer, newest first; of the month that ``month`` lies in, or all."""
        log = tables.contacts.c
        query = select(tables.contacts).where(log.tenant == self.tenant, log.employer_id == employer_id)
        if month is not None:
            query = query.where(log.on.between(*month_of(month)))
        return tuple(_contacted(row) for row in self._all(query.order_by(log.on.desc(), log.seq.desc())))

    def agreed_contacts(self) -> tuple[Contacted, ...]:
        """The latest contact of each employer where a next one was agreed on, the earliest day first."""
        log, later = tables.contacts.c, tables.contacts.alias().c
        newer = or_(later.on > log.on, and_(later.on == log.on, later.seq > log.seq))
        since = exists().where(later.tenant == log.tenant, later.employer_id == log.employer_id, newer)
        query = select(tables.contacts).where(log.tenant == self.tenant, log.next_on.is_not(None), ~since)
        return tuple(_contacted(row) for row in self._all(query.order_by(log.next_on, log.seq)))

    def standing(self, employer_id: str, month: date) -> Standing:
        """Contacts in the month that ``month`` lies in, and replies and silences of all time."""
        log = tables.contacts.c
        row = self._one(standings(month).where(log.tenant == self.tenant, log.employer_id == employer_id))
        return Standing(row.contacts, row.replied, row.silent) if row else Standing()


class WritesContacts(ReadsContacts, WriteScope):
    """Adding to the log."""

    def add_contact(
        self,
        employer_id: str,
        kind: ContactKind,
        outcome: ContactOutcome,
        *,
        on: date | None = None,
        text: str = "",
        next_on: date | None = None,
    ) -> Contacted:
        """Note a contact with an employer; ``on`` is its day (today by the store's clock).

        Raises:
            Unknown: there is no such employer here.
        """
        moment, day = self._moment(), on or self._now().date()
        if not self._exists(tables.employers, employer_id):
            raise Unknown("employer", employer_id)
        contact = Contacted(new_id(moment), employer_id, day, kind, outcome, text, next_on, self.actor, moment)
        row = {name: getattr(contact, name) for name in ("id", "employer_id", "on", "text", "next_on")}
        self._add(tables.contacts, moment, **row, kind=kind.value, outcome=outcome.value, change=self._change())
        return contact


def standings(month: date) -> Select[Any]:
    """The query of a ``Standing`` per tenant and employer."""
    log = tables.contacts.c
    silent = log.outcome == ContactOutcome.NO_ANSWER.value
    return select(
        log.tenant,
        log.employer_id,
        _count(log.on.between(*month_of(month))).label("contacts"),
        _count(~silent).label("replied"),
        _count(silent).label("silent"),
    ).group_by(log.tenant, log.employer_id)


def by_employer(rows: Iterable[Row[Any]]) -> Mapping[tuple[str, str], Standing]:
    """Rows of ``standings`` by tenant and employer."""
    return {(row.tenant, row.employer_id): Standing(row.contacts, row.replied, row.silent) for row in rows}


def month_of(day: date) -> tuple[date, date]:
    """The first and last day of the month a day lies in."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day.replace(day=1), date.fromordinal(following.toordinal() - 1)


def _count(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _contacted(row: Row[Any]) -> Contacted:
    how, outcome = ContactKind(row.kind), ContactOutcome(row.outcome)
    return Contacted(row.id, row.employer_id, row.on, how, outcome, row.text, row.next_on, row.actor, row.created_at)
