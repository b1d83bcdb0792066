"""When an invented job is worked: weekly hours and windows that belong together, many of them small.

Windows come first and the hours follow from them (days × length), so the two never disagree; full time is 37 hours in
five windows of seven and a half.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from features.occupations import Occupation
from features.profiles import Shift
from features.vocabulary import DayTime, ShiftKind
from training.world.dice import Dice
from training.world.wording import shifts_of

WEEK: Final = (1, 2, 3, 4, 5)
PART: Final = {"early": 0.16, "day": 0.5, "evening": 0.2, "night": 0.05, "weekend": 0.13}
"""How often each part of the day is drawn, among those the occupation has."""
STARTS: Final = {"early": (300, 390), "day": (420, 660), "evening": (960, 1080), "weekend": (420, 720)}
"""Earliest and latest start in minutes after midnight."""
LATEST: Final = {"early": 960, "day": 1020, "evening": 1350, "weekend": 1260}
FULL_TIME: Final = 37.0
FULL_DAY: Final = 7.5


@dataclass(frozen=True, slots=True)
class WorkTime:
    """``hours`` a week (least, most), the windows and how a sentence names them.

    ``shape`` is fixed, flexible, rotating or daytime; ``clocks`` are the windows (minutes, an end may pass midnight).
    """

    hours: tuple[float, float]
    shape: str
    days: tuple[int, ...]
    clocks: tuple[tuple[int, int], ...]
    part: str

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """The windows as a record keeps them; none when only a part of the day is named."""
        if self.shape == "daytime":
            return ()
        kind = ShiftKind(self.shape)
        return tuple(shift for clock in self.clocks for shift in shifts_of(self.days, *clock, kind))

    @property
    def daytimes(self) -> tuple[DayTime, ...]:
        """The part of the day, where it stands for the clock."""
        return (DayTime(self.part),) if self.shape == "daytime" else ()


def fixed(days: Sequence[int], start: int, end: int, part: str = "day") -> WorkTime:
    """The same window on every one of ``days``; five windows of seven and a half hours are 37 hours."""
    total = len(days) * (end - start) / 60
    hours = FULL_TIME if total == 5 * FULL_DAY else total
    return WorkTime((hours, hours), "fixed", tuple(days), ((start, end),), part)


def flexible(days: Sequence[int], start: int, end: int, low: float, high: float, part: str = "day") -> WorkTime:
    """``low`` to ``high`` hours to be chosen from the windows."""
    return WorkTime((low, high), "flexible", tuple(days), ((start, end),), part)


def draw_time(dice: Dice, occupation: Occupation) -> WorkTime:
    """Hours and windows that the occupation can have."""
    part = dice.weighted(occupation.shifts, [PART[shift] for shift in occupation.shifts])
    hours = _weekly(dice, occupation)
    if hours >= 20 and dice.happens(0.22) and _rotates(occupation):
        return _rotating(dice, hours)
    if part == "night":
        return _night(dice, hours)
    shape = dice.weighted(("fixed", "flexible", "daytime"), (0.66, 0.22, 0.12))
    if shape == "flexible" and part != "weekend":
        return _choose(dice, hours, part)
    plan = _windows(dice, hours, part)
    return replace(plan, shape="daytime") if shape == "daytime" else plan


def _weekly(dice: Dice, occupation: Occupation) -> float:
    """Wished-for weekly hours: often small where the occupation allows it."""
    low, high = occupation.hours[0], min(occupation.hours[1], FULL_TIME)
    if low <= 15 and dice.happens(0.68):
        return dice.between(max(2.0, min(low, 8.0)), 15.0)
    if low <= 25 and dice.happens(0.5):
        return dice.between(max(low, 15.0), min(high, 30.0))
    return high


def _rotates(occupation: Occupation) -> bool:
    return len({"day", "evening", "weekend", "night", "early"} & set(occupation.shifts)) >= 3


def _windows(dice: Dice, hours: float, part: str) -> WorkTime:
    if part == "weekend":
        days = dice.pick(((6,), (7,), (6, 7), (6, 7)))
    else:
        few = max(1, round(hours / 7.5))
        count = dice.whole(few, min(5, max(few, int(hours / 2)))) if few < 5 else 5
        days = WEEK if count == 5 else tuple(dice.some(WEEK, count))
    length = 7.5 if hours >= 36 else min(8.0, max(1.0, round(2 * hours / len(days)) / 2))
    if part == "evening":
        length = min(length, 6.0)
    first, last = STARTS[part]
    last = max(first, min(last, LATEST[part] - int(length * 60)))
    start = int(dice.between(first, last, 30))
    return fixed(days, start, start + int(length * 60), part)


def _night(dice: Dice, hours: float) -> WorkTime:
    count = max(1, min(5, round(hours / 8)))
    days = WEEK if count == 5 else tuple(dice.some(range(1, 8), count))
    start = dice.pick((1320, 1350, 1380))
    return fixed(days, start, start + 60 * (7 if count == 5 else dice.whole(6, 8)), "night")


def _choose(dice: Dice, hours: float, part: str) -> WorkTime:
    """Hours to be chosen from a window at least twice as wide as they are."""
    hours = max(3.0, min(hours, 25.0))
    start, end = {"early": (300, 720), "day": (480, 960), "evening": (960, 1260)}[part]
    days = WEEK if hours > 10 or dice.happens(0.7) else tuple(dice.some(WEEK, 4))
    room = (end - start) / 60 * len(days) / 1.6
    low = float(int(min(hours, room)))
    high = min(low + dice.whole(0, 5), float(int(room)))
    return flexible(days, start, end, low, max(low, high), part)


def _rotating(dice: Dice, hours: float) -> WorkTime:
    early = dice.pick(((420, 900), (390, 870), (480, 960)))
    late = dice.pick(((840, 1320), (900, 1380), (720, 1200)))
    days = dice.pick((WEEK, WEEK, (1, 2, 3, 4, 5, 6), (1, 2, 3, 4, 5, 6, 7)))
    low = min(float(int(hours)), FULL_TIME)
    return WorkTime((low, min(FULL_TIME, low + dice.pick((0, 0, 4)))), "rotating", days, (early, late), "evening")
