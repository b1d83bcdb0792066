"""Placements, follow-ups and endings: what came of suggestions, added once and never altered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, Select, select

from features.profiles import Agreed, Ended, FollowedUp
from service.store import tables
from service.store.errors import AlreadyDone, Unknown
from service.store.scope import ReadScope, WriteScope
from service.store.values import Ending, FollowUp, Placement, new_id


class ReadsPlacements(ReadScope):
    """Who began where, how it went, and whether it lasts."""

    def placement(self, id: str) -> Placement | None:
        """One placement, or None."""
        found = self._placements(self._query().where(tables.placements.c.id == id))
        return found[0] if found else None

    def placements(
        self, participant_id: str | None = None, *, running: bool | None = None, suggestion_id: str | None = None
    ) -> tuple[Placement, ...]:
        """Placements in the order they were recorded; ``running`` leaves out those that ended, or the others."""
        log, query = tables.placements.c, self._query()
        if participant_id is not None:
            query = query.where(log.participant_id == participant_id)
        if suggestion_id is not None:
            query = query.where(log.suggestion_id == suggestion_id)
        if running is not None:
            ended = select(tables.endings.c.placement_id)
            query = query.where(log.id.not_in(ended) if running else log.id.in_(ended))
        return self._placements(query)

    def follow_ups(self, placement_id: str) -> tuple[FollowUp, ...]:
        """Every follow-up of a placement, in the order they were recorded."""
        return self._follow_ups([placement_id]).get(placement_id, ())

    def weeks_done(self) -> Mapping[str, tuple[int, ...]]:
        """The weeks that were followed up, by placement."""
        log, found = tables.follow_ups.c, defaultdict[str, list[int]](list)
        for row in self._all(select(log.placement_id, log.week).where(log.tenant == self.tenant)):
            found[row.placement_id].append(row.week)
        return {id: tuple(weeks) for id, weeks in found.items()}

    def _query(self) -> Select[Any]:
        log, end = tables.placements, tables.endings
        known = log.outerjoin(end, end.c.placement_id == log.c.id)
        ending = (end.c.id.label("end_id"), end.c.data.label("end_data"), end.c.actor.label("end_actor"))
        moment = end.c.created_at.label("end_created_at")
        return select(log, *ending, moment).select_from(known).where(log.c.tenant == self.tenant)

    def _placements(self, query: Select[Any]) -> tuple[Placement, ...]:
        return tuple(_placement(row) for row in self._all(query.order_by(tables.placements.c.seq)))

    def _follow_ups(self, ids: list[str]) -> Mapping[str, tuple[FollowUp, ...]]:
        log, found = tables.follow_ups.c, defaultdict[str, list[FollowUp]](list)
        query = select(tables.follow_ups).where(log.tenant == self.tenant, log.placement_id.in_(ids)).order_by(log.seq)
        for row in self._all(query):
            told = FollowedUp.model_validate(row.data)
            found[row.placement_id].append(FollowUp(row.id, row.placement_id, told, row.actor, row.created_at))
        return {id: tuple(items) for id, items in found.items()}


class WritesPlacements(ReadsPlacements, WriteScope):
    """Keeping what was agreed, what was found, and how it ended."""

    def add_placement(self, suggestion_id: str, agreed: Agreed) -> Placement:
        """Keep that a suggestion became a job.

        Raises:
            Unknown: there is no such suggestion here.
            AlreadyDone: it became one already, and that has not ended.
        """
        log, moment = tables.suggestions.c, self._moment()
        about = (log.participant_id, log.vacancy_id, log.employer_id)
        mine = select(*about).where(log.tenant == self.tenant, log.id == suggestion_id)
        row = self._one(mine.with_for_update())
        if row is None:
            raise Unknown("suggestion", suggestion_id)
        if self.placements(suggestion_id=suggestion_id, running=True):
            raise AlreadyDone("placement", suggestion_id)
        whom = dict(row._mapping)
        kept = Placement(new_id(moment), suggestion_id, **whom, agreed=agreed, actor=self.actor, created_at=moment)
        data = agreed.model_dump(mode="json")
        self._add(
            tables.placements, moment, id=kept.id, suggestion_id=suggestion_id, **whom, start=agreed.start, data=data
        )
        return kept

    def add_follow_up(self, placement_id: str, told: FollowedUp) -> FollowUp:
        """Keep what a follow-up found.

        Raises:
            Unknown: there is no such placement here.
        """
        moment = self._moment()
        if not self._exists(tables.placements, placement_id):
            raise Unknown("placement", placement_id)
        kept = FollowUp(new_id(moment), placement_id, told, self.actor, moment)
        data = told.model_dump(mode="json")
        self._add(tables.follow_ups, moment, id=kept.id, placement_id=placement_id, week=told.week, data=data)
        return kept

    def end_placement(self, placement_id: str, told: Ended) -> Ending:
        """Keep that a placement ended.

        Raises:
            Unknown: there is no such placement here.
            AlreadyDone: it has ended already.
        """
        log, moment = tables.placements.c, self._moment()
        mine = select(log.id).where(log.tenant == self.tenant, log.id == placement_id)
        self._one(mine.with_for_update())
        placement = self.placement(placement_id)
        if placement is None:
            raise Unknown("placement", placement_id)
        if placement.ending is not None:
            raise AlreadyDone("ending", placement_id)
        kept = Ending(new_id(moment), placement_id, told, self.actor, moment)
        codes = {"on": told.on, "reason": told.reason.value, "data": told.model_dump(mode="json")}
        self._add(tables.endings, moment, id=kept.id, placement_id=placement_id, **codes)
        return kept


def _placement(row: Row[Any]) -> Placement:
    ending = None
    if row.end_id is not None:
        told = Ended.model_validate(row.end_data)
        ending = Ending(row.end_id, row.id, told, row.end_actor, row.end_created_at)
    return Placement(
        id=row.id,
        suggestion_id=row.suggestion_id,
        participant_id=row.participant_id,
        vacancy_id=row.vacancy_id,
        employer_id=row.employer_id,
        agreed=Agreed.model_validate(row.data),
        actor=row.actor,
        created_at=row.created_at,
        ending=ending,
    )
