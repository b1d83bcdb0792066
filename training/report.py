"""What is known of a new model after it was judged: the values that the gate, the page and MLflow read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from training.drift import Drift
from training.reliability import Reliability

NEW: Final = "new"
CHAMPION: Final = "champion"
CHANGE: Final = "change"
"""What the new model changes of the champion's figure."""
ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class Measure:
    """One number with its 90 % interval over ``n`` lists."""

    metric: str
    model: str
    slice: str
    direction: str
    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Difference:
    """The new model less another one, list by list, with its 90 % interval over ``n`` lists."""

    metric: str
    against: str
    slice: str
    direction: str
    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Exposure:
    """Whom the first places go to: inequality between employers, share of them shown at all, most for one vacancy."""

    model: str
    gini: float
    coverage: float
    congestion: float


@dataclass(frozen=True, slots=True)
class Gap:
    """A group's mean less everybody else's (``training.fairness``): of a model, or the ``change`` the new one makes.

    With its 90 % interval and the permutation test's p, NaN where there are not ``enough``. ``n`` are the people of the
    group in whole fives, rounded down: 0 is under five.
    """

    attribute: str
    group: str
    measure: str
    model: str
    value: float
    low: float
    high: float
    p: float
    n: int
    enough: bool


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a policy would have brought (``training.offpolicy``), with its 90 % interval; NaN when one cannot say.

    ``effective`` is the effective sample size of the ``n`` rewards.
    """

    method: str
    model: str
    value: float
    low: float
    high: float
    effective: float
    n: int

    @property
    def can_say(self) -> bool:
        """There was enough to go by."""
        return self.value == self.value


@dataclass(frozen=True, slots=True)
class Moved:
    """The weight of a feature before and after; ``after`` of a model with trees is of its additive part."""

    feature: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Report:
    """What a gate or a person reads about a new model. ``drift`` is by feature, ``broken`` counts promises.

    ``gaps`` are empty without an audit table; ``unmet`` are measures on people and employers met for the first time.
    """

    known: Mapping[str, int]
    judged: Mapping[str, int]
    period: tuple[date, date]
    synthetic: bool
    measures: tuple[Measure, ...]
    differences: tuple[Difference, ...]
    reliabilities: tuple[Reliability, ...]
    exposures: tuple[Exposure, ...]
    drift: Mapping[str, Drift]
    broken: Mapping[str, int]
    weights: tuple[Moved, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    gaps: tuple[Gap, ...] = ()
    unmet: tuple[Measure, ...] = ()

    def measure(self, metric: str, model: str = NEW, slice: str = ALL, direction: str = "to_participant") -> Measure:
        """One of the measures.

        Raises:
            KeyError: there is none for it.
        """
        wanted = (metric, model, slice, direction)
        for item in self.measures:
            if (item.metric, item.model, item.slice, item.direction) == wanted:
                return item
        raise KeyError(wanted)
