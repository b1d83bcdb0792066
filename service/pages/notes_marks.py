"""Notes as pieces, some of them marked: the words a statement was read from, and words that are never kept."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from features.decisions import Statement
from features.reading.illness import HEALTH, Found


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the notes: its mark ("", "read", "maybe", "health", "private"), which statements meet it.

    ``begins`` are the numbers of those whose words begin here, ``ends`` of those whose words end here.
    """

    text: str
    mark: str
    begins: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


def pieces(
    text: str, statements: Sequence[Statement], words: Sequence[Found], maybe: Container[int] = ()
) -> Iterator[Piece]:
    """The notes in order, cut wherever a marked stretch begins or ends; ``statements`` count from 0.

    ``maybe`` are the numbers of those that hardly count as read.
    """
    spans = [(one.start, one.end) for one in statements]
    hidden = [(one.start, one.end, "health" if one.kind in HEALTH else "private") for one in words]
    edges = sorted({0, len(text), *(edge for span in spans for edge in span), *(e for h in hidden for e in h[:2])})
    for start, end in pairwise(edges):
        kind = next((kind for first, last, kind in hidden if first <= start < last), "")
        over = [number for number, (first, last) in enumerate(spans) if first <= start < last]
        read = "read" if any(number not in maybe for number in over) else "maybe" if over else ""
        begins = tuple(number for number, span in enumerate(spans) if span[0] == start)
        ends = tuple(number for number, span in enumerate(spans) if span[1] == end)
        yield Piece(text[start:end], kind or read, begins, ends)
