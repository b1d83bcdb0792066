"""Where names go on a picture, so that none covers another: each takes the first free place of its own, or none.

The order of asking is the order of importance, and the same question always has the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

LETTER: Final = 6.6
"""Points that a letter of 11 points takes on the average, wide ones in mind."""
LINE: Final = 14.0
GAPS: Final = (7.0, 16.0, 26.0)
"""Points between the middle of a mark and its name: beside the mark, else past what stands on it."""
AROUND: Final = ((0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1))


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle: its left upper corner and its size, in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def meets(self, other: Area) -> bool:
        """Whether two rectangles have more than an edge in common."""
        beside = self.x + self.width <= other.x or other.x + other.width <= self.x
        return not (beside or self.y + self.height <= other.y or other.y + other.height <= self.y)

    def within(self, other: Area) -> bool:
        """Whether this one lies wholly in the other."""
        across = other.x <= self.x and self.x + self.width <= other.x + other.width
        return across and other.y <= self.y and self.y + self.height <= other.y + other.height


@dataclass(slots=True)
class Layout:
    """A sheet and what stands on it already."""

    sheet: Area
    taken: list[Area] = field(default_factory=list)

    def take(self, wanted: Iterable[Area]) -> Area | None:
        """The first rectangle that is free and on the sheet, which is then taken; None when there is none."""
        for area in wanted:
            if area.within(self.sheet) and not any(area.meets(other) for other in self.taken):
                self.taken.append(area)
                return area
        return None


def centred(x: float, y: float, text: str, margin: float = 0.0) -> Area:
    """What a line of text takes with its middle at a point."""
    width, height = len(text) * LETTER + 2 * margin, LINE + margin
    return Area(round(x - width / 2, 1), round(y - height / 2, 1), round(width, 1), height)


def beside(x: float, y: float, text: str) -> Iterator[Area]:
    """Places for a name near a mark: right, left, under, over; then farther away."""
    width = len(text) * LETTER
    for gap in GAPS:
        yield Area(round(x + gap, 1), round(y - LINE / 2, 1), round(width, 1), LINE)
        yield Area(round(x - gap - width, 1), round(y - LINE / 2, 1), round(width, 1), LINE)
        yield centred(x, y + gap + LINE / 2, text)
        yield centred(x, y - gap - LINE / 2, text)


def on_top(x: float, y: float, text: str, margin: float) -> Iterator[Area]:
    """Places for a mark with text in it: on its point, else round it, nearest first."""
    yield centred(x, y, text, margin)
    wide = centred(x, y, text, margin).width
    for away in (1.0, 1.6, 2.4, 3.4):
        for across, down in AROUND:
            yield centred(x + across * away * max(LINE, wide / 2), y + down * away * LINE, text, margin)
