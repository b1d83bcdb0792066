"""Which times belong to which days when a clause names several: "mandag 9-12 og onsdag 13-16"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Final

Window = tuple[int, int]


WHOLE_DAY: Final = (0, 24 * 60)


@dataclass(frozen=True, slots=True)
class Named:
    """Days, or a window of the day in minutes where ``days`` is empty, that a clause names; where it begins."""

    start: int
    days: tuple[int, ...] = ()
    window: Window = WHOLE_DAY


def paired(low: str, named: list[Named]) -> list[tuple[tuple[int, ...], tuple[Window, ...]]]:
    """Each group of days with its own windows; empty when the clause has only one group of either.

    Days and windows must take turns throughout ("9-12 mandag og 13-16 onsdag" as well): else they belong together
    as a whole and nothing is paired.
    """
    ordered = sorted(named, key=lambda item: item.start)
    cuts = [match.end() for match in _CUT.finditer(low)]
    pieces: list[list[Named]] = []
    for _, found in groupby(ordered, key=lambda item: sum(cut <= item.start for cut in cuts)):
        piece = list(found)
        if pieces and not (_complete(piece) and _complete(pieces[-1])):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    pairs = [pair for piece in pieces for pair in _turns(piece)]
    return pairs if len(pairs) > 1 and all(days and windows for days, windows in pairs) else []


_CUT: Final = re.compile(r"[,;] (?:og|samt|and|men)\s|;\s")


def _complete(piece: list[Named]) -> bool:
    return any(item.days for item in piece) and not all(item.days for item in piece)


def _turns(piece: list[Named]) -> list[tuple[tuple[int, ...], tuple[Window, ...]]]:
    """Runs of days and runs of windows of one piece, two by two in the order they come in."""
    runs = [list(found) for _, found in groupby(piece, key=lambda item: bool(item.days))]
    if len(runs) % 2:
        runs = [[item for item in piece if item.days], [item for item in piece if not item.days]]
    twos = zip(runs[::2], runs[1::2], strict=True)
    return [
        (
            tuple(sorted({day for item in (*one, *other) for day in item.days})),
            tuple(item.window for item in (*one, *other) if not item.days),
        )
        for one, other in twos
    ]
