"""Arrays that grow at their end without moving what is there.

A snapshot holds views of arrays whose rows never change, so a new row may be written behind them: adding one vacancy
to a million costs one row, not a copy of a million. When the room is used up it is doubled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

Order = Literal["C", "F"]


class _Room:
    """A buffer, how many of its rows are used, and whether its rows (C) or its columns (F) lie together."""

    __slots__ = ("buffer", "order", "used")

    def __init__(self, buffer: NDArray[Any], used: int, order: Order) -> None:
        self.buffer = buffer
        self.used = used
        self.order = order

    def longer(self, rows: NDArray[Any], n: int) -> _Room:
        """A new buffer for ``n`` rows and as many again as there are, beginning with ``rows``."""
        buffer = np.empty((max(n, 2 * len(rows)), *rows.shape[1:]), rows.dtype, self.order)
        buffer[: len(rows)] = rows
        return _Room(buffer, len(rows), self.order)


@dataclass(frozen=True, slots=True)
class Growing:
    """An array as it was at one moment (``rows``), and the room behind it."""

    rows: NDArray[Any]
    _room: _Room

    @classmethod
    def of(cls, rows: NDArray[Any], order: Order = "C") -> Self:
        """Around an array that nobody changes any more; it is only copied to be laid out in another order."""
        rows = np.asarray(rows, order=order)
        return cls(rows, _Room(rows, len(rows), order))

    def __len__(self) -> int:
        return len(self.rows)

    def add(self, more: NDArray[Any]) -> Self:
        """The same rows and then ``more``; this one stays as it is. Called by one writer at a time."""
        first, last = len(self), len(self) + len(more)
        room = self._room
        if room.used != first or last > len(room.buffer):
            room = room.longer(self.rows, last)
        room.buffer[first:last] = more
        room.used = last
        return type(self)(room.buffer[:last], room)
