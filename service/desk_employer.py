"""The desk before one employer: what to change about a vacancy, what each requirement costs, which part to carve."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from features.profiles import Participant
from service.desk import ACTOR, Desk, Missing

if TYPE_CHECKING:
    from features.facts import OpeningFacts
    from matching.counsel.carving import Carved
    from matching.counsel.counter import Counters
    from matching.counsel.prices import Price

COUNTER = "counter_suggestions"
CARVE = "carve"


def counter(
    desk: Desk, vacancy_id: str, today: date, wanted: int | None = None, sees_who: bool = True
) -> tuple[Counters, tuple[Price, ...]]:
    """What could be changed about a vacancy and what each requirement costs; the look at everybody named is noted.

    Raises:
        Missing: there is no such open vacancy.
    """
    from features.facts import PersonFacts
    from matching.counsel.counter import Hearing, counter_suggestions, exactly, in_fives
    from matching.counsel.prices import requirement_prices

    people = [PersonFacts.of(one, today) for one in desk.caseload()]
    hearing = Hearing.of(_opening(desk, vacancy_id), people)
    counters = counter_suggestions(hearing, exactly if sees_who else in_fives, wanted)
    prices = requirement_prices(hearing)
    if sees_who:
        shown = [*counters.suggestions, *([counters.smallest] if counters.smallest else [])]
        named = [one for item in shown for ids in (item.gained, item.lost, item.eased) for one in ids]
        _note(desk, [*named, *(one for price in prices for one in (*price.blocked, *price.near))], COUNTER)
    return counters, prices


def carve(desk: Desk, participant_id: str, vacancy_id: str, today: date) -> Carved:
    """The part of a vacancy that a participant could do; the look is noted.

    Raises:
        Missing: there is no such participant or open vacancy.
    """
    from features.facts import PersonFacts
    from matching.counsel.carving import carve as carve_one

    opening = _opening(desk, vacancy_id)
    with desk.store.reader(desk.tenant) as reader:
        kept = reader.get(Participant, participant_id)
    if kept is None:
        raise Missing("participant", participant_id)
    _note(desk, [participant_id], CARVE)
    return carve_one(PersonFacts.of(kept.record, today), opening)


def _opening(desk: Desk, vacancy_id: str) -> OpeningFacts:
    snapshot = desk.ranker.index.snapshot()
    if vacancy_id not in snapshot.rows:
        raise Missing("vacancy", vacancy_id)
    return snapshot.opening(snapshot.rows[vacancy_id])


def _note(desk: Desk, ids: Iterable[str], why: str) -> None:
    with desk.store.unit(tenant=desk.tenant, actor=ACTOR) as unit:
        for id in dict.fromkeys(ids):
            unit.log_access(id, why)
