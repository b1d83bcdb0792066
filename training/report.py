"""What is known of a new model after it was judged: the values that the gate, the page and MLflow read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from training.reliability import Reliability

NEW: Final = "new"
CHAMPION: Final = "champion"
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
class Report:
    """What a gate or a person reads about a new model. ``drift`` is PSI by feature, ``broken`` counts promises."""

    known: Mapping[str, int]
    judged: Mapping[str, int]
    period: tuple[date, date]
    synthetic: bool
    measures: tuple[Measure, ...]
    differences: tuple[Difference, ...]
    reliabilities: tuple[Reliability, ...]
    exposures: tuple[Exposure, ...]
    drift: Mapping[str, float]
    broken: Mapping[str, int]

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
