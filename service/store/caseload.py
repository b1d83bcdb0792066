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


@dataclass(frozen=True, slots=True)
class LastDone:
    """When a participant last got a list and an answer; ``waiting`` since when an employer has not answered a yes."""

    listed: datetime | None = None
    answered: datetime | None = None
    waiting: datetime | None = None


class ReadsCaseload(ReadScope):
    """The log of lists and answers, one line per participant."""

    def last_done(self) -> Mapping[str, LastDone]:
        """What was last done for every participant that anything was ever done for."""
        column = tables.runs.c
        moment = func.max(column.created_at).label("latest")
        latest = select(column.participant_id, moment).where(column.tenant == self.tenant)
        rows = self._all(latest.group_by(column.participant_id))
        listed: dict[str, datetime] = {row.participant_id: row.latest for row in rows}
        answers = self._answers()
        return {id: _done(listed.get(id), answers.get(id, {})) for id in listed.keys() | answers.keys()}

    def _answers(self) -> dict[str, dict[str, dict[str, tuple[str, datetime]]]]:
        """By participant and suggestion, the latest answer of each party and when it was given."""
        given, shown = tables.reviews.c, tables.suggestions.c
        query = (
            select(shown.participant_id, given.suggestion_id, given.party, given.answer, given.created_at)
            .join(tables.suggestions, shown.id == given.suggestion_id)
            .where(given.tenant == self.tenant)
            .order_by(given.seq)
        )
        found: dict[str, dict[str, dict[str, tuple[str, datetime]]]] = {}
        for row in self._all(query):
            person, suggestion, party, answer, moment = tuple(row)
            found.setdefault(person, {}).setdefault(suggestion, {})[party] = (answer, moment)
        return found


def _done(listed: datetime | None, answers: Mapping[str, Mapping[str, tuple[str, datetime]]]) -> LastDone:
    moments = [moment for parties in answers.values() for _, moment in parties.values()]
    waiting = [moment for moment in map(_waiting, answers.values()) if moment is not None]
    return LastDone(listed, max(moments, default=None), min(waiting, default=None))


def _waiting(parties: Mapping[str, tuple[str, datetime]]) -> datetime | None:
    """Since when somebody has said yes or maybe, nobody no, and the employer nothing."""
    employer = parties.get(Party.EMPLOYER.value, (Answer.NOT_ASKED.value,))[0]
    ours = [parties[party.value] for party in (Party.PARTICIPANT, Party.CONSULTANT) if party.value in parties]
    if employer != Answer.NOT_ASKED.value or any(answer == Answer.NO.value for answer, _ in ours):
        return None
    return max((moment for answer, moment in ours if answer in _LIKED), default=None)
