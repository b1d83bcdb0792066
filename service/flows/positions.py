"""The places of a vacancy: a start takes one, the last one closes the vacancy, a start by mistake gives it back."""

from __future__ import annotations

from itertools import pairwise

from features.profiles import Vacancy
from features.vocabulary import ClosedReason, VacancyStatus
from service.flows.base import found, put_from
from service.store import Placement, Reader, Unit


def filled(vacancy: Vacancy) -> bool:
    """Whether a vacancy is closed because somebody has begun there."""
    return vacancy.status is VacancyStatus.CLOSED and vacancy.closed_reason is ClosedReason.FILLED


def take_position(unit: Unit, vacancy_id: str) -> None:
    """One place fewer; without any left the vacancy is closed as filled. One that is not open stays as it is.

    Raises:
        Problem: ``not_found``, or ``stale`` when somebody changes the vacancy at the same moment.
    """
    kept = found(unit, Vacancy, vacancy_id)
    if kept.record.status is not VacancyStatus.OPEN or kept.record.positions == 0:
        return
    left = kept.record.positions - 1
    closed = {} if left else {"status": VacancyStatus.CLOSED, "closed_reason": ClosedReason.FILLED}
    put_from(unit, kept.record.model_copy(update={"positions": left, **closed}), kept.version)


def give_back_position(unit: Unit, placement: Placement) -> None:
    """The place that ``placement`` took is free again, and a vacancy that it closed is open; others stay closed.

    Raises:
        Problem: ``not_found``, or ``stale`` when somebody changes the vacancy at the same moment.
    """
    kept = found(unit, Vacancy, placement.vacancy_id)
    if not took_position(unit, placement):
        return
    opened = {"status": VacancyStatus.OPEN, "closed_reason": None}
    again = opened if filled(kept.record) and kept.record.positions == 0 else {}
    put_from(unit, kept.record.model_copy(update={"positions": kept.record.positions + 1, **again}), kept.version)


def took_position(reader: Reader, placement: Placement) -> bool:
    """Whether the log of the vacancy has a place taken by whoever recorded the start, then.

    A start at a vacancy that was closed before took none, and neither did one from before places were counted.
    """
    versions = reader.history(Vacancy, placement.vacancy_id)
    return any(
        after.updated_at >= placement.created_at
        and after.updated_by == placement.actor
        and after.record.positions == before.record.positions - 1
        for before, after in pairwise(versions)
    )
