"""Arrays that grow at their end without moving what is there.

A snapshot holds views of arrays whose rows never change, so a new row may be written behind them: adding one vacancy
to a million costs one row, not a copy of a million. When the room is used up it is doubled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray


class _Room:
    """A buffer and how many of its rows are used."""

    __slots__ = ("buffer", "used")

    def __init__(self, buffer: NDArray[Any]) -> None:
        self.buffer = buffer
        self.used = len(buffer)


@dataclass(frozen=True, slots=True)
class Growing:
    """An array as it was at one moment (``rows``), and the room behind it."""

    rows: NDArray[Any]
    _room: _Room

    @classmethod
    def of(cls, rows: NDArray[Any]) -> Self:
        """Around an array that nobody changes any more; it is not copied."""
        rows = np.ascontiguousarray(rows)
        return cls(rows, _Room(rows))

    def __len__(self) -> int:
        return len(self.rows)

    def add(self, more: NDArray[Any]) -> Self:
        """The same rows and then ``more``; this one stays as it is. Called by one writer at a time."""
        first, last = len(self), len(self) + len(more)
        room = self._room
        if room.used != first:
            room = _Room(self.rows)
        if last > len(room.buffer):
            buffer = np.empty((max(last, 2 * first), *self.rows.shape[1:]), self.rows.dtype)
            buffer[:first] = self.rows
            room = _Room(buffer)
        room.buffer[first:last] = more
        room.used = last
        return type(self)(room.buffer[:last], room)
