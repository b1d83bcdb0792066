"""What a set of jobs is worth to one person, each set judged once."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from features.pairs import HOURS_SCALE
from matching.bundles.jobs import Jobs
from matching.bundles.placing import Limits, Room, hours_of, room
from matching.model import Weight


@dataclass(frozen=True, slots=True)
class Worth:
    """What a set of jobs is worth: hours per job, utility u and its gain log(1 + e^u), the chance that all say yes."""

    hours: tuple[float, ...]
    utility: float
    gain: float
    chance: float


class Judge:
    """Judges sets of jobs (ascending numbers in ``jobs``), each once."""

    def __init__(self, jobs: Jobs, limits: Limits, hours_weight: Weight) -> None:
        self.jobs = jobs
        self.limits = limits
        self._hours_weight = hours_weight
        self._rooms: dict[tuple[int, ...], Room | None] = {}
        self._known: dict[tuple[int, ...], Worth | None] = {}
        self._scores: dict[tuple[int, ...], float] = {}

    def room(self, chosen: tuple[int, ...]) -> Room | None:
        """The room for jobs of different employers in one week; where there is none, no larger set has any."""
        if chosen not in self._rooms:
            employers = {self.jobs.jobs[i].opening.employer.id for i in chosen}
            alone = len(employers) == len(chosen)
            self._rooms[chosen] = room(self.jobs, chosen, self.limits) if alone else None
        return self._rooms[chosen]

    def worth(self, chosen: tuple[int, ...]) -> Worth | None:
        """What a set is worth, or None where it does not fit or its hours are not those wanted."""
        if chosen not in self._known:
            self._known[chosen] = self._worth(chosen)
        return self._known[chosen]

    def _worth(self, chosen: tuple[int, ...]) -> Worth | None:
        space = self.room(chosen)
        hours = hours_of(self.jobs, chosen, space, self.limits) if space else None
        if hours is None:
            return None
        parts = [self.jobs.jobs[i] for i in chosen]
        shared = sum(part.worth * time for part, time in zip(parts, hours, strict=True)) / sum(hours)
        utility = shared + self.hours_term(sum(hours))
        chance = math.prod(part.suggestion.chance.low for part in parts)
        return Worth(hours, utility, math.log1p(math.exp(utility)), chance)

    def hours_term(self, hours: float) -> float:
        """The term of the hours in the utility, for the hours of the whole week."""
        away = 0.0 if self.limits.wish is None else abs(hours - self.limits.wish)
        weight = self._hours_weight
        return weight.weight * (1 - min(away / HOURS_SCALE, 1) - weight.usual)

    def highest_gain(self, worth: float) -> float:
        """No set whose jobs are worth at most ``worth`` without their hours has a higher gain, whatever its hours."""
        weight = self._hours_weight
        best_hours = max(weight.weight, 0.0) - weight.weight * weight.usual
        return math.log1p(math.exp(worth + best_hours))

    def score(self, chosen: tuple[int, ...]) -> float:
        """The expected gain of asking them all: over every part of them that may be the ones to say yes."""
        if chosen not in self._scores:
            worth = self.worth(chosen)
            all_of_it = worth.gain * worth.chance if worth else 0.0
            self._scores[chosen] = self.score_unless_all(chosen) + all_of_it
        return self._scores[chosen]

    def score_unless_all(self, chosen: tuple[int, ...]) -> float:
        """What of the score is known from the parts alone: that of every case but the one in which all say yes."""
        chances = {i: self.jobs.jobs[i].suggestion.chance.low for i in chosen}
        total = 0.0
        for part in parts_of(chosen, proper=True):
            worth = self.worth(part)
            if worth is not None:
                total += worth.gain * math.prod(p if i in part else 1 - p for i, p in chances.items())
        return total


def parts_of(chosen: tuple[int, ...], *, proper: bool = False) -> Iterator[tuple[int, ...]]:
    """Every non-empty part of a set, the set itself last (left out when ``proper``)."""
    for size in range(1, len(chosen) + (0 if proper else 1)):
        yield from combinations(chosen, size)
