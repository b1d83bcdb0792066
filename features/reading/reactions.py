"""Needs that a story tells as what happens to the person: "Når der er mange mennesker, må han gå ud".

    situation (når, hvis, ved …)  ×  reaction (må gå, bliver svimmel, går i sort …)  →  a need, never hard

A situation alone is not a need ("når der er travlt, tager hun en vagt mere"), nor is a reaction. Both must stand in one
sentence, the situation in a clause of its own that says *when*. Somebody decides whether it is a limit, so it is
negotiable: level 3 where the person has to leave or cannot go on, else 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from features.reading.document import Clause, Document
from features.reading.lexicon import coded, table, words
from features.reading.limits import NeedSaid
from features.reading.scope import doubt, other_person, past
from features.vocabulary import Need

_WHEN: Final = re.compile(
    r"(?:^|[,;:–-] ?|\b(?:og|men|for|især|specielt|særligt|but|and) |(?<= ))"
    r"(?P<when>(?:når|hvis|hver gang|(?:lige )?så snart|i det øjeblik|efter at|as soon as|whenever|when|if)\b)"
)


@cache
def _reactions() -> tuple[tuple[re.Pattern[str], int], ...]:
    """How a person gives up and how one suffers, each with the level of the need that it tells of."""
    lists = table("reactions")
    return tuple(
        (words(pattern.replace("{who}", lists["who"]) for pattern in lists[name]), level)
        for name, level in (("gives_up", 3), ("suffers", 2))
    )


_UNTOUCHED: Final = re.compile(r"\b(?:ikke|aldrig|sjældent|uden problemer|sagtens|godt|ingen problem\w*|not|never)\b")


def reactions(doc: Document) -> Iterator[NeedSaid]:
    """A need per situation that the person is said to suffer from or to give up at."""
    for number, (first, last) in enumerate(doc.sentences):
        for match in _WHEN.finditer(doc.low, first, last):
            when = match.start("when")
            cut = _end_of_situation(doc.low, when, last)
            before = max(first, doc.low.rfind(",", first, match.start()) + 1)
            for start, end in ((cut, last), (before, match.start())):
                then = _part(doc, start, end, number)
                level = None if other_person(then) or past(then) else _level(then.low)
                if level:
                    span = min(start, when), max(end, cut)
                    yield from _situations(doc.low[when:cut], level, *span, 0.7 * doubt(then))
                    break


def _end_of_situation(low: str, when: int, last: int) -> int:
    """Where the clause of the situation ends: at a comma, unless what follows goes on about it ("…, og alle taler")."""
    comma = _COMMA.search(low, when, last)
    return comma.start() if comma else last


_COMMA: Final = re.compile(r"[,;]\s+(?!(?:og|eller|som|der)\b)")


def _part(doc: Document, start: int, end: int, sentence: int) -> Clause:
    """A piece of a sentence as a clause, without the comma it begins with."""
    while start < end and doc.low[start] in ",; ":
        start += 1
    return Clause(doc.text[start:end], doc.low[start:end], start, end, sentence)


def _level(then: str) -> int | None:
    """How strongly ``then`` tells of a reaction, if it does: 3 when the person gives up, 2 when they suffer."""
    for pattern, level in _reactions():
        if reaction := pattern.search(then):
            return None if _UNTOUCHED.search(then[: reaction.start() if level == 3 else reaction.end()]) else level
    return None


def _situations(when: str, level: int, start: int, end: int, sure: float) -> Iterator[NeedSaid]:
    for code, pattern in coded("situations"):
        if pattern.search(when):
            yield NeedSaid(Need(code), level, False, None, start, end, sure)


__all__ = ["reactions"]
