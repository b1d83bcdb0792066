"""The week as 672 quarters of an hour, Monday 00:00 first, held as bits.

One week of one person or job is a Python ``int`` whose bit ``s`` stands for slot ``s``; many weeks are an ``(n, 11)``
``uint64`` array with the same bits, 64 to a word. Windows end before they begin nowhere: a night over midnight is two
windows. Slot ``s`` covers the minutes ``[15 s, 15 s + 15)`` of the week.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

SLOT_MINUTES: Final = 15
SLOTS_PER_DAY: Final = 24 * 60 // SLOT_MINUTES
SLOTS: Final = 7 * SLOTS_PER_DAY
WORDS: Final = (SLOTS + 63) // 64
FULL: Final = (1 << SLOTS) - 1
_WORD_MASK: Final = (1 << 64) - 1


def window(weekday: int, start: int, end: int) -> int:
    """The bits of one day's window: ISO ``weekday`` 1–7, ``start`` and ``end`` in minutes after midnight.

    A quarter that is only partly inside the window counts as inside, so a job is never made shorter than it is.
    """
    first = (weekday - 1) * SLOTS_PER_DAY + start // SLOT_MINUTES
    last = (weekday - 1) * SLOTS_PER_DAY + -(-end // SLOT_MINUTES)
    return ((1 << (last - first)) - 1) << first


def inner_window(weekday: int, start: int, end: int) -> int:
    """Like ``window``, but a quarter only partly inside counts as outside: a person's time is never made longer."""
    first = -(-start // SLOT_MINUTES) * SLOT_MINUTES
    last = end // SLOT_MINUTES * SLOT_MINUTES
    return window(weekday, first, last) if last > first else 0


def union(windows: Iterable[int]) -> int:
    """All slots that are in any of ``windows``."""
    bits = 0
    for one in windows:
        bits |= one
    return bits


def widen(bits: int, minutes: float) -> int:
    """``bits`` with ``minutes`` (rounded up to whole quarters) added round every run, past the week's end."""
    for _ in range(-(-int(np.ceil(minutes)) // SLOT_MINUTES)):
        later = ((bits << 1) | (bits >> (SLOTS - 1))) & FULL
        earlier = (bits >> 1) | ((bits & 1) << (SLOTS - 1))
        bits |= later | earlier
    return bits


def turned(bits: int, slots: int) -> int:
    """``bits`` moved later by ``slots`` (earlier where negative), past the week's end."""
    by = slots % SLOTS
    return ((bits << by) | (bits >> (SLOTS - by))) & FULL


def hours(bits: int) -> float:
    """How many hours of the week ``bits`` cover."""
    return bits.bit_count() * SLOT_MINUTES / 60


def days(bits: int) -> tuple[int, ...]:
    """The ISO weekdays on which ``bits`` has a slot."""
    day = (1 << SLOTS_PER_DAY) - 1
    return tuple(number + 1 for number in range(7) if bits >> (number * SLOTS_PER_DAY) & day)


def runs(bits: int) -> list[tuple[int, int]]:
    """The maximal runs of set slots as (first slot, slot after the last), in order; a run may pass midnight."""
    found, slot = [], 0
    while bits >> slot:
        rest = bits >> slot
        start = slot + (rest & -rest).bit_length() - 1
        length = ((~(bits >> start)) & -(~(bits >> start))).bit_length() - 1
        found.append((start, start + length))
        slot = start + length
    return found


def windows(bits: int) -> tuple[tuple[int, int, int], ...]:
    """(ISO weekday, start, end) in minutes after midnight for every run, cut at midnight."""
    day = (1 << SLOTS_PER_DAY) - 1
    parts = ((number + 1, run) for number in range(7) for run in runs(bits >> (number * SLOTS_PER_DAY) & day))
    return tuple((number, first * SLOT_MINUTES, last * SLOT_MINUTES) for number, (first, last) in parts)


def pack(weeks: Sequence[int]) -> NDArray[np.uint64]:
    """Weeks as one ``(n, 11)`` ``uint64`` array."""
    words = [[week >> (64 * word) & _WORD_MASK for word in range(WORDS)] for week in weeks]
    return np.array(words, dtype=np.uint64).reshape(len(weeks), WORDS)


def slots(weeks: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Packed weeks (n, 11) slot by slot: (n, 672), true where the bit is set."""
    plain = np.ascontiguousarray(weeks).astype("<u8").view(np.uint8)
    return np.unpackbits(plain, axis=1, bitorder="little", count=SLOTS).astype(bool)


def unpack(row: NDArray[np.uint64]) -> int:
    """One packed row of 11 words as a week again."""
    return sum(int(word) << (64 * number) for number, word in enumerate(row))
