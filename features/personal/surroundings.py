"""What stands around a word that may be a name: where sentences begin, what names follow, what people do.

The words themselves are lists in ``features/data/name_words.txt``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from features.personal.letters import lines_of

NEAR: Final = 40
"""Letters before and after a word that are looked at."""
_BEGINS: Final = re.compile(r"(?:^|[.!?:;•\n\r\t\"“”»«–—*|>]|\s-)\s*(?:[-*•>]\s*)*(?:\d{1,2}[.)]\s*)?$")
_ABBREVIATED: Final = re.compile(
    r"\b(?:hr|m|v|mvh|vh|ang|vedr|att|ca|tlf|f\.eks|dr|nr|kl|ms|mrs)\.\s*$|\b[A-ZÆØÅa-zæøå'’-]+\s[A-ZÆØÅ]\.\s*$", re.I
)
_AFTER: Final = re.compile(
    r"[,:]?\s+\d{1,2}\s?år|,?\s+[a-zæøå]{2,}(?:er|ede|te)\b|\s[A-ZÆØÅ]\.|\s*\((?:\+?\d|f\.|[a-zæøå])|\s*[:–—]\s|\s+-\s|\s*/\s|\s*[,;]?\s*(?:\n|$)"
)
_FIRM: Final = re.compile(r"(?:\s+(?:[A-ZÆØÅ][\w&]*|&|og))*\s+(?:ApS|A/S|I/S|IVS|AB|GmbH|P/S|K/S)(?!\w)")


def begins(text: str, at: int) -> bool:
    """Whether a sentence, a line or a quotation begins there."""
    before = text[max(0, at - NEAR) : at]
    return at == 0 or (_BEGINS.search(before) is not None and _ABBREVIATED.search(before) is None)


def after_colon(text: str, at: int) -> bool:
    """Whether a colon stands before: what a form asks for."""
    return text[:at].rstrip(" \t").endswith(":")


def surely_told(text: str, at: int) -> bool:
    """Whether what stands before is always followed by a name: "hedder", "hilsen"."""
    return _before("sure").search(text[max(0, at - NEAR) : at]) is not None


def told(text: str, at: int) -> bool:
    """Whether what stands before is often followed by a name: "ringet til", "søster"."""
    return _before("cues").search(text[max(0, at - NEAR) : at]) is not None


def asked(text: str, at: int) -> bool:
    """Whether what stands before is said of people only: "ringet til", "spørg"."""
    return _before("asked").search(text[max(0, at - NEAR) : at]) is not None


def perhaps(text: str, at: int) -> bool:
    """Whether what stands before may well be followed by a name, or by anything else: "kan", "hvis"."""
    return _before("perhaps").search(text[max(0, at - NEAR) : at]) is not None


def tells(text: str, at: int) -> bool:
    """Whether what stands after is what people do, or what a note puts after a name."""
    near = text[at : at + NEAR]
    return _after().match(near) is not None or _AFTER.match(near) is not None


def firm(text: str, at: int) -> bool:
    """Whether a kind of company follows: ApS, A/S."""
    return _FIRM.match(text, at) is not None


@lru_cache(maxsize=8)
def words(heading: str) -> frozenset[str]:
    """The words under one heading of ``name_words.txt``."""
    found: dict[str, list[str]] = {}
    for line in lines_of("name_words.txt"):
        if line.startswith("["):
            found[name := line.strip("[]")] = []
        else:
            found[name] += line.split()
    return frozenset(found[heading])


@lru_cache(maxsize=4)
def _before(heading: str) -> re.Pattern[str]:
    known = "|".join(re.escape(word).replace("_", r"\s+") for word in sorted(words(heading), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{known})(?:\.|\s*:|,)?(?:\s*\n)*\s*[\"“»*_]?$", re.I)


@lru_cache(maxsize=1)
def _after() -> re.Pattern[str]:
    return re.compile(rf",?\s+(?:{'|'.join(sorted(words('tells')))})\b", re.I)
