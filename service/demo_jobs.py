"""The jobs of the invented months: agreed, followed up, and ended when the hidden truth says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from features.aftercare import week_over
from features.profiles import Agreed, Ended, FollowedUp, Participant, Vacancy
from features.vocabulary import (
    FOLLOW_UP_WEEKS,
    AftercareAction,
    EndReason,
    ParticipantStatus,
    TermsProof,
    WarningSign,
)
from service.flows.aftercare import END, FOLLOW_UP, PLACE
from service.flows.base import found
from service.flows.positions import filled, take_position
from training.practice import STILL_THERE
from training.world.answers import worst

if TYPE_CHECKING:
    from service.demo_agenda import Agenda
    from service.store import Placement
    from training.world import World
    from training.world.answers import Prospects

TO_AGREE: Final = timedelta(days=2)
TO_START: Final = timedelta(days=7)
FORGOTTEN: Final = 0.1
"""How often a follow-up is not done."""
SEEN_COMING: Final = timedelta(weeks=2)
"""How long before its end a follow-up sees that a job may end."""
NO_MORE_WORK: Final = 0.25
MOST_HOURS: Final = 37.0
ENDS: Final[Mapping[str, EndReason]] = {
    "wish": EndReason.TASKS,
    "setting": EndReason.TASKS,
    "body": EndReason.TASKS,
    "too_many": EndReason.HOURS,
    "too_few": EndReason.HOURS,
    "times": EndReason.HOURS,
    "travel": EndReason.TRAVEL,
    "support": EndReason.SUPPORT_MISSING,
}
"""What is said of a job that ends, by what the person likes least about it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One suggestion of a list: for whom, what, by which consultant, the truth about it, and its dice."""

    suggestion: str
    person: Participant
    vacancy: Vacancy
    row: int
    truth: Prospects
    who: str
    dice: np.random.Generator


class Jobs:
    """Who works where in the history that is being written; ``working`` are the people, ``filled`` the vacancies."""

    def __init__(self, agenda: Agenda, world: World) -> None:
        self.agenda, self.world = agenda, world
        self.working: set[str] = set()
        self.filled: set[str] = set()

    def agree(self, offer: Offer, weeks: int) -> None:
        """All have said yes: in some days it is written down, a week later it begins and lasts so many weeks."""
        self.working.add(offer.person.id)
        self.agenda.on(self.agenda.today + TO_AGREE, offer.who, partial(self._place, offer, weeks))

    def _place(self, offer: Offer, weeks: int) -> None:
        unit, start = self.agenda.unit, self.agenda.today + TO_START
        agreed = Agreed(start=start, hours=hours(offer.person, offer.vacancy), proof=TermsProof.CONTRACT)
        placement = unit.add_placement(offer.suggestion, agreed)
        unit.log_access(offer.person.id, PLACE)
        take_position(unit, offer.vacancy.id)
        if filled(found(unit, Vacancy, offer.vacancy.id).record):
            self.filled.add(offer.vacancy.id)
        self._now(offer.person.id, ParticipantStatus.PLACED)
        last = week_over(start, weeks) if weeks < STILL_THERE else None
        for week in FOLLOW_UP_WEEKS:
            day = week_over(start, week)
            if (last is None or day < last) and offer.dice.random() >= FORGOTTEN:
                self.agenda.on(day, offer.who, partial(self._follow_up, offer, placement, week, last))
        if last is not None:
            self.agenda.on(last, offer.who, partial(self._end, offer, placement))

    def _follow_up(self, offer: Offer, placement: Placement, week: int, last: date | None) -> None:
        ends = last is not None and last - self.agenda.today <= SEEN_COMING
        well = 3 + 6 * float(offer.truth.stays[offer.row]) + offer.dice.normal() - 3 * ends
        told = FollowedUp(
            week=week,
            on=self.agenda.today,
            hours=placement.agreed.hours,
            well_being=int(np.clip(round(well), 0, 10)),
            signs=(WarningSign.WANTS_TO_STOP,) if ends else (),
            action=AftercareAction.CALL_EMPLOYER if ends else AftercareAction.NONE,
        )
        self.agenda.unit.add_follow_up(placement.id, told)
        self.agenda.unit.log_access(offer.person.id, FOLLOW_UP)

    def _end(self, offer: Offer, placement: Placement) -> None:
        own = worst(offer.truth.liked_parts, ENDS, offer.row)
        reason = EndReason.NO_WORK if offer.dice.random() < NO_MORE_WORK else own
        self.agenda.unit.end_placement(placement.id, Ended(on=self.agenda.today, reason=reason))
        self.agenda.unit.log_access(offer.person.id, END)
        self._now(offer.person.id, ParticipantStatus.ACTIVE)
        self.working.discard(offer.person.id)

    def _now(self, id: str, status: ParticipantStatus) -> None:
        """Say where a person is in the programme now."""
        kept = found(self.agenda.unit, Participant, id)
        self.agenda.unit.put(kept.record.model_copy(update={"status": status}))


def hours(person: Participant, vacancy: Vacancy) -> float:
    """Weekly hours that are agreed: what the person wishes, within what they can and the job offers, in halves."""
    most = min(hours for hours in (person.hours_max, vacancy.hours_max, MOST_HOURS) if hours is not None)
    wished = person.hours_wish if person.hours_wish is not None else most
    return round(2 * min(max(wished, vacancy.hours_min or 1.0), most)) / 2
