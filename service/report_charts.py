"""Where the marks of a report's charts stand, in units of their SVG; ``templates/report_charts.html`` draws them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 680
LEFT: Final = 190
RIGHT: Final = 470
ROW: Final = 24
SQUARE: Final = 220
EDGE: Final = 34


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of an interval chart: a label, its figures in words, and the number with its interval (None: none)."""

    label: str
    told: str
    value: float | None
    low: float | None = None
    high: float | None = None
    style: str = "other"


@dataclass(frozen=True, slots=True)
class Mark:
    """A ``Bar`` placed: ``y`` and, where there is a number, ``x``, ``from_x`` and ``to_x``."""

    bar: Bar
    y: float
    x: float | None
    from_x: float
    to_x: float


@dataclass(frozen=True, slots=True)
class Chart:
    """An interval chart: marks, ticks (x, label) and the x of its reference line."""

    title: str
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]
    zero: float | None
    height: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A line in the unit square: points (x, y, radius)."""

    label: str
    style: str
    points: tuple[tuple[float, float, float], ...]


def chart(title: str, bars: Iterable[Bar], *, zero: float | None = None, floor: float | None = None) -> Chart:
    """The bars under one another on a common scale, which holds ``zero`` and begins at ``floor`` when given."""
    rows = list(bars)
    ends = [end for bar in rows for end in (bar.low, bar.value, bar.high) if end is not None]
    ends += [end for end in (zero, floor) if end is not None]
    least = min(ends, default=0.0)
    most = max([*ends, least + 0.001])
    step = nice((most - least) / 4)
    low, high = math.floor(least / step) * step, math.ceil(most / step) * step

    def x(value: float) -> float:
        return round(LEFT + (value - low) / (high - low) * (RIGHT - LEFT), 1)

    marks = tuple(_mark(bar, 14.0 + ROW * number, x) for number, bar in enumerate(rows))
    count = round((high - low) / step)
    ticks = tuple((x(low + step * i), number(low + step * i, step)) for i in range(count + 1))
    return Chart(title, marks, ticks, None if zero is None else x(zero), 14.0 + ROW * len(rows))


def curve(label: str, style: str, points: Sequence[tuple[float, float, int]]) -> Curve:
    """(said, happened, answers) of each bin, in a square with 0 at the left and at the bottom."""
    size = SQUARE - 2 * EDGE
    return Curve(
        label,
        style,
        tuple((round(EDGE + p * size, 1), round(EDGE + (1 - y) * size, 1), 3.5) for p, y, _ in points),
    )


def nice(step: float) -> float:
    """The next of 1, 2, 5 times a power of ten."""
    if step <= 0 or not math.isfinite(step):
        return 1.0
    power = 10.0 ** math.floor(math.log10(step))
    return next(part * power for part in (1, 2, 5, 10) if part * power >= step * 0.999)


def number(value: float, step: float) -> str:
    """A tick with as many decimals as its step needs, no minus before zero."""
    digits = max(0, -math.floor(math.log10(step)))
    return f"{0.0 if abs(value) < step / 2 else value:.{digits}f}".replace("-", "−")


def _mark(bar: Bar, y: float, x: Callable[[float], float]) -> Mark:
    if bar.value is None:
        return Mark(bar, y, None, 0, 0)
    low = bar.value if bar.low is None else bar.low
    high = bar.value if bar.high is None else bar.high
    return Mark(bar, y, x(bar.value), x(low), x(high))
