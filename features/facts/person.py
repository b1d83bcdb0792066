"""The facts of one participant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from features import week
from features.facts.times import FULL_TIME
from features.facts.where import point_of
from features.profiles import FunctionalNeed, Participant
from features.vocabulary import AvailabilityKind, Credential, TransportMode, with_implied

USUAL_MINUTES: Final = {
    TransportMode.WALK: 20,
    TransportMode.BIKE: 30,
    TransportMode.MOPED: 30,
    TransportMode.BUS: 45,
    TransportMode.CAR: 45,
    TransportMode.RIDE: 30,
}
"""Minutes one way that most people accept where nobody has asked (a judgement; up to twice as long is asked about)."""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One participant as the rules see them on the day ``today``."""

    participant: Participant
    today: date
    hours: tuple[float, float] | None
    possible: int | None
    preferred: int
    avoided: int
    held: frozenset[Credential]
    point: tuple[float, float] | None

    @classmethod
    def of(cls, participant: Participant, today: date) -> PersonFacts:
        """The facts of ``participant``: expired credentials are not held; time that is only preferred is no limit."""
        windows = {
            kind: week.union(
                week.inner_window(item.weekday, item.start, item.end)
                for item in participant.availability
                if item.kind is kind
            )
            for kind in AvailabilityKind
        }
        stated = windows[AvailabilityKind.CAN] | windows[AvailabilityKind.PREFER]
        valid = (item.code for item in participant.credentials if item.expires is None or item.expires >= today)
        return cls(
            participant=participant,
            today=today,
            hours=_wanted_hours(participant),
            possible=(stated | windows[AvailabilityKind.AVOID]) if windows[AvailabilityKind.CAN] else None,
            preferred=windows[AvailabilityKind.PREFER],
            avoided=windows[AvailabilityKind.AVOID] & ~stated,
            held=with_implied(frozenset(valid)),
            point=point_of(participant.home),
        )

    @property
    def needs(self) -> tuple[FunctionalNeed, ...]:
        """The functional needs that have not expired."""
        return tuple(
            need
            for need in self.participant.functional_needs
            if need.level > 0 and (need.expires_at is None or need.expires_at >= self.today)
        )

    def max_minutes(self) -> dict[TransportMode, int]:
        """Minutes beyond which a mode is certainly too slow: what the person said, else twice what is usual."""
        return {item.mode: item.max_minutes or 2 * USUAL_MINUTES[item.mode] for item in self.participant.transport}

    def easy_minutes(self) -> dict[TransportMode, int]:
        """Minutes within which a mode certainly does: what the person said, else what is usual."""
        return {item.mode: item.max_minutes or USUAL_MINUTES[item.mode] for item in self.participant.transport}


def _wanted_hours(participant: Participant) -> tuple[float, float] | None:
    """The interval of weekly hours, an open end reaching half an hour or full time (37); None when nothing is said.

    Where only a ramp-up plan is said, the person works no more than it ever comes to.
    """
    low, wish, high = participant.hours_min, participant.hours_wish, participant.hours_max
    if low is None and wish is None and high is None:
        most = max((step.hours for step in participant.ramp_plan), default=None)
        return None if most is None else (0.5, most)
    return (low if low is not None else 0.5), (high if high is not None else FULL_TIME)
