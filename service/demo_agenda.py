"""The days of a history that is being written: what happens when, who does it, and what time it is then."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from service.store import Store, Unit

WEEKS: Final = 26
"""How long the history of the demonstration is."""
SATURDAY: Final = 5
WEEK: Final = 7


@dataclass(slots=True)
class Clock:
    """The time in the history that is being written."""

    now: datetime

    def __call__(self) -> datetime:
        """The moment it is."""
        return self.now


@dataclass(slots=True)
class Agenda:
    """What happens on which day and who does it; on working days, in the order of time."""

    unit: Unit
    clock: Clock
    _waiting: list[tuple[datetime, int, str, Callable[[], None]]] = field(default_factory=list)
    _count: int = 0

    def on(self, day: date, who: str, what: Callable[[], None]) -> None:
        """Put something on a day, or on the Monday after it."""
        day += timedelta(days=WEEK - day.weekday() if day.weekday() >= SATURDAY else 0)
        self._count += 1
        hour = time(9 + self._count % 6, self._count * 7 % 60)
        heapq.heappush(self._waiting, (datetime.combine(day, hour).astimezone(), self._count, who, what))

    def live(self, until: date) -> None:
        """Let everything happen that comes before a day."""
        while self._waiting and self._waiting[0][0].date() < until:
            self.clock.now, _, self.unit.actor, what = heapq.heappop(self._waiting)
            what()

    @property
    def today(self) -> date:
        """The day it is in the history."""
        return self.clock.now.date()


def began(today: date) -> date:
    """The day on which the history begins."""
    return today - timedelta(weeks=WEEKS)


@contextmanager
def then(store: Store, day: date) -> Iterator[tuple[Store, Clock]]:
    """The same database on the morning of a day that has passed, and the clock that moves it on."""
    from service.store import Store as At

    clock = Clock(datetime.combine(day, time.min).astimezone())
    past = At(store.url, clock)
    try:
        yield past, clock
    finally:
        past.close()
