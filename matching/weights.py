"""The expert weights: what each feature is worth before anything was learned, with the reason, to be argued with."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from features.pairs import COUNTS


@dataclass(frozen=True, slots=True)
class Weight:
    """One feature's weight on the log-odds, its usual value, the least and most it can be, and why it weighs so."""

    weight: float
    usual: float
    low: float = 0.0
    high: float = 1.0
    why: str = ""


PRIOR: Final[Mapping[str, Weight]] = {
    "wish_similarity": Weight(6.0, 0.3, why="matched wishes give about twice the tenure (people evidence, DOMAIN)"),
    "setting_fit": Weight(1.6, 0.5, why="setting decides whether a first job lasts, second to the tasks"),
    "hours_closeness": Weight(1.2, 0.6, why="a job near the wished hours is kept; hard limits are rules already"),
    "travel_ease": Weight(1.0, 0.5, why="each quarter on the way costs; too far is a rule already"),
    "time_preference": Weight(0.8, 0.5, why="preferred hours of the day, impossible ones are a rule already"),
    "support_fit": Weight(0.8, 0.4, why="a mentor or calm start where one is wished"),
    "experience_similarity": Weight(5.0, 0.3, why="having done the tasks is what employers ask about first"),
    "language_margin": Weight(1.5, 0.5, why="Danish against what the job asks or usually asks"),
    "demand_margin": Weight(1.2, 0.5, why="slack between needs and demands, so nobody works at the limit"),
    "credential_fit": Weight(2.5, 0.9, why="a licence or language nobody has asked about is mostly not held"),
    "training_fit": Weight(2.0, 0.7, why="skilled work is seldom given without its schooling"),
    "responsiveness": Weight(0.8, 0.5, why="an employer who answers can say yes"),
    "doubts": Weight(-1.2, 0.0, 0.0, 4.0, why="the occupation usually asks more than a limit allows: ask, rank low"),
    "misses": Weight(-1.2, 0.0, 0.0, 2.0, why="each thing the employer must give first"),
}
"""The expert weights, head by feature; they are also the mean of the Gaussian prior that learning starts from."""
BIAS: Final = -0.5
"""Log-odds that an employer says yes to a usual suggestion (about 0.38), before anything is known."""


def sound(name: str, weight: Weight) -> bool:
    """The weight keeps its head monotone, and its interval holds what is usual."""
    right_way = weight.weight <= 0 if name in COUNTS else weight.weight >= 0
    numbers = (weight.weight, weight.low, weight.usual, weight.high)
    return all(finite(number) for number in numbers) and right_way and weight.low <= weight.usual <= weight.high


def finite(number: object) -> bool:
    """A number that can be computed with."""
    return isinstance(number, int | float) and math.isfinite(number)
