"""What has been done for each participant: the last list, and where the answers to suggestions stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from features.vocabulary import Answer, Party
from service.store import tables
from service.store.scope import ReadScope

_LIKED = frozenset({Answer.YES.value, Answer.MAYBE.value})

Given = Mapping[str, tuple[str, datetime]]
"""The latest answer of each party to a suggestion, and when it was given."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A suggestion that all three have said yes to and that has not become a job yet; ``since`` the last of them."""

    suggestion_id: str
    since: datetime


@dataclass(frozen=True, slots=True)
class LastDone:
    """When a participant last got a list and an answer; ``waiting`` since when an employer has not answered a yes."""

    listed: datetime | None = None
    answered: datetime | None = None
    waiting: datetime | None = None
    agreed: Agreed | None = None


class ReadsCaseload(ReadScope):
    """The log of lists and answers, one line per participant."""

    def last_done(self, participant_id: str | None = None) -> Mapping[str, LastDone]:
        """What was last done for every participant that anything was ever done for, or for one of them."""
        listed, answers, begun = self._listed(participant_id), self._answers(participant_id), self._begun()
        return {id: _done(listed.get(id), answers.get(id, {}), begun) for id in listed.keys() | answers.keys()}

    def _listed(self, participant_id: str | None) -> dict[str, datetime]:
        column = tables.runs.c
        moment = func.max(column.created_at).label("latest")
        latest = select(column.participant_id, moment).where(column.tenant == self.tenant)
        if participant_id is not None:
            latest = latest.where(column.participant_id == participant_id)
        return {row.participant_id: row.latest for row in self._all(latest.group_by(column.participant_id))}

    def _begun(self) -> frozenset[str]:
        """The suggestions that became a job."""
        column = tables.placements.c
        return frozenset(row[0] for row in self._all(select(column.suggestion_id).where(column.tenant == self.tenant)))

    def _answers(self, participant_id: str | None) -> dict[str, dict[str, dict[str, tuple[str, datetime]]]]:
        """By participant and suggestion, the latest answer of each party and when it was given."""
        given, shown = tables.reviews.c, tables.suggestions.c
        query = (
            select(shown.participant_id, given.suggestion_id, given.party, given.answer, given.created_at)
            .join(tables.suggestions, shown.id == given.suggestion_id)
            .where(given.tenant == self.tenant)
            .order_by(given.seq)
        )
        if participant_id is not None:
            query = query.where(shown.participant_id == participant_id)
        found: dict[str, dict[str, dict[str, tuple[str, datetime]]]] = {}
        for row in self._all(query):
            person, suggestion, party, answer, moment = tuple(row)
            found.setdefault(person, {}).setdefault(suggestion, {})[party] = (answer, moment)
        return found


def _done(listed: datetime | None, answers: Mapping[str, Given], begun: frozenset[str]) -> LastDone:
    moments = [moment for parties in answers.values() for _, moment in parties.values()]
    waiting = [moment for moment in map(_waiting, answers.values()) if moment is not None]
    agreed = [Agreed(id, moment) for id, each in answers.items() if id not in begun and (moment := _agreed(each))]
    first = min(agreed, key=lambda one: (one.since, one.suggestion_id), default=None)
    return LastDone(listed, max(moments, default=None), min(waiting, default=None), first)


def _waiting(parties: Given) -> datetime | None:
    """Since when somebody has said yes or maybe, nobody no, and the employer nothing."""
    employer = parties.get(Party.EMPLOYER.value, (Answer.NOT_ASKED.value,))[0]
    ours = [parties[party.value] for party in (Party.PARTICIPANT, Party.CONSULTANT) if party.value in parties]
    if employer != Answer.NOT_ASKED.value or any(answer == Answer.NO.value for answer, _ in ours):
        return None
    return max((moment for answer, moment in ours if answer in _LIKED), default=None)


def _agreed(parties: Given) -> datetime | None:
    """Since when all three have said yes."""
    given = [parties.get(party.value) for party in Party]
    moments = [one[1] for one in given if one is not None and one[0] == Answer.YES.value]
    return max(moments) if len(moments) == len(Party) else None
