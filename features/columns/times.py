"""When the work is, as far as named parts of the day say it where clock times do not."""

from __future__ import annotations

from typing import Any, Final

from features import week
from features.facts import OpeningFacts, daytime_bits, regularity_demand
from features.vocabulary import DayTime

NIGHT_BITS: Final = week.union(week.window(day, *span) for day in range(1, 8) for span in ((0, 300), (1380, 1440)))
"""The slots of the week from 23 to 5."""
DAYTIME_BITS: Final = tuple(daytime_bits(daytime) for daytime in DayTime)
"""The slots of every named part of the day, in the order of the list."""


def night_state(facts: OpeningFacts) -> int:
    """1: the job works at night (23–05), 0: it does not, -1: unknown."""
    if facts.works_at:
        return int(bool(facts.fixed & NIGHT_BITS))
    if DayTime.NIGHT in facts.daytimes:
        return -1 if facts.vacancy.daytimes_choice and len(facts.daytimes) > 1 else 1
    return 0 if facts.daytimes else -1


def work_begins(facts: OpeningFacts) -> int | None:
    """The earliest minute at which work begins: from clock times, else from "early" as part of the day, else None."""
    if facts.vacancy.shifts:
        return facts.earliest_start()
    only_early = DayTime.EARLY in facts.daytimes and not facts.vacancy.daytimes_choice
    return 5 * 60 if only_early else None


def time_row(facts: OpeningFacts) -> dict[str, Any]:
    """The columns about when an opening's work is, besides its slots of the week."""
    begins, longest, regular = work_begins(facts), facts.longest_shift(), regularity_demand(facts.vacancy)
    return {
        "earliest_start": -1 if begins is None else begins,
        "longest_shift": float("nan") if longest is None else longest,
        "night": night_state(facts),
        "typical_night": int(facts.occupation is not None and facts.occupation.shifts == ("night",)),
        "regularity": -1 if regular is None else regular.level,
    }
