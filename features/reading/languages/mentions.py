"""Which languages a text names, and which of its words are about which of them."""

from __future__ import annotations

import re
from typing import Final

from features.reading.document import Clause
from features.reading.lexicon import coded

_JOINED: Final = re.compile(r"[\s,/]*(?:og|samt|and|eller|or|både|såvel som)?[\s,]*")


def mentions(low: str) -> list[tuple[int, int, str]]:
    """(start, end, code) of every language named in ``low``, in order."""
    return sorted(
        (match.start(), match.end(), code) for code, pattern in coded("languages") for match in pattern.finditer(low)
    )


def names_a_language(low: str) -> bool:
    """Whether any language is named in ``low``."""
    return any(pattern.search(low) for _, pattern in coded("languages"))


def own_part(clause: Clause, match: re.Match[str]) -> str:
    """The part of the clause that speaks about one of several languages; those only joined by "og" share it."""
    place = match.start() - clause.start
    spans = sorted({(start, end) for start, end, _ in mentions(clause.low)})
    here = next((number for number, span in enumerate(spans) if span[0] <= place < span[1]), 0)
    first, last = here, here
    while first > 0 and _JOINED.fullmatch(clause.low[spans[first - 1][1] : spans[first][0]]):
        first -= 1
    while last + 1 < len(spans) and _JOINED.fullmatch(clause.low[spans[last][1] : spans[last + 1][0]]):
        last += 1
    begin = _cut(clause.low, spans[first - 1][1], spans[first][0]) if first > 0 else 0
    end = _cut(clause.low, spans[last][1], spans[last + 1][0]) if last + 1 < len(spans) else len(clause.low)
    return clause.low[begin:end]


def _cut(low: str, first: int, last: int) -> int:
    """Where what is said of one language ends and the next begins: at a comma or "og" between them."""
    cut = max(low.rfind(mark, first, last) for mark in (",", " og ", " and ", ";", " samt ", "."))
    return cut if cut >= first else first
