"""Initials: what is left of a name in a note ("/mh", "aftalt med KLJ", "M.H.")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from features.personal.letters import ordinary
from features.personal.surroundings import words

_DOTTED: Final = re.compile(r"(?<![A-Za-zÆØÅæøå.])/?[A-ZÆØÅ]\.[ ]?(?:-?[A-ZÆØÅ]\.[ ]?){0,2}[A-ZÆØÅ]\.?(?![\w/])")
_CAPITALS: Final = re.compile(r"(?:(?<![\w\-/.&+])/?\s?|(?<=\d)/)([A-ZÆØÅ]{2,4})(?![\w\-&+]|/\w|\s?\d(?!\d?[/.]))")
_LOUD: Final = re.compile(r"\b[A-ZÆØÅ]{5,}\b")
"""Where whole words are written in capitals, short words are, too."""
_SIGNED: Final = re.compile(
    r"(?:\b(?:mvh|m\.v\.h|vh|kh|hilsen|hilsner|notat\s(?:v|af)|ved|v/"
    r"|init|ref|mødt|deltog|til stede|referent|sagsbehandler|behandlet af"
    r"|kopi til|oprettet af|skrevet af|initialer)|\d/)\b[.:,]*\s*((?-i:[A-ZÆØÅ]{2,4}))\b(?!-)",
    re.I,
)
"""Where somebody signs, what looks like an abbreviation is a person."""
_SMALL: Final = re.compile(
    r"(?:(?:^|\s)/\s?|(?i:\b(?:mvh|vh|hilsen|hilsner)\.?,?\s+|//\s?))([a-zæøå]{1,4})\.?(?=\s*(?:$|\n|[,;.]))"
)


def initials(text: str) -> Iterator[tuple[int, int]]:
    """Where initials stand: with points, two to four capitals that are no known abbreviation, or after a slash."""
    if " " not in text.strip() and "/" not in text:
        return
    yield from (match.span() for match in _DOTTED.finditer(text))
    yield from (match.span(1) for match in _SIGNED.finditer(text))
    loud = frozenset(_LOUD.findall(text))
    for pattern in (_CAPITALS, _SMALL):
        for match in pattern.finditer(text):
            low = match[1].lower()
            if low not in words("abbreviations") | words("capitals") and not (loud and low in ordinary()):
                yield match.span(1)
