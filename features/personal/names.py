"""Names of people: those on our list, and capitals that can hardly be anything else.

A list is never complete, least of all of names from elsewhere. So a capital inside a sentence counts as a name too,
unless it is a place, a company's kind, or another word that Danish writes with a capital; and so does whatever follows
"hedder", "kontakt" or "hilsen".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from features.places import find_places

DATA: Final = Path(__file__).parents[1] / "data"
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_BEGINS: Final = re.compile(r"(?:^|[.!?:;•\n\"»(–—])\s*(?:[-*]\s*)?$")
_CUE: Final = re.compile(
    r"\b(?:hedder|navn(?:et)?|kontaktperson|kontakt|hilsen|hilsner|mvh\.?|vh\.?|fru|frøken|søster|bror|datter|søn|mor|far"
    r"|sagsbehandler|mentor|chef|leder|konsulent|kollega|kaldet|spørg efter|snakket med|talt med|ring til|skriv til"
    r"|mødte|signed by|named|called|regards)(?: er)?[,:]?\s+",
    re.I,
)
"""What a name follows."""
_TELLS: Final = re.compile(
    r"\s+(?:ringer|ringede|siger|sagde|fortæller|fortalte|bor|ønsker|kommer|mødte|mener|skriver|skrev|spørger|vil gerne"
    r"|arbejder|har|starter|startede|has|says|lives|wants|mentor|kone|mand|søn|datter|bror|søster|mor|far|telefon)\b"
)
"""What only people do or have."""
_NO_NAME_ENDS: Final = re.compile(r"(?:en|et|ne|er|ing|hed|else|ion|isk|lig|ere|te)s?$")
_FIRM: Final = re.compile(r"\s+(?:ApS|A/S|I/S|IVS|AB|GmbH)\b")
_GAP: Final = re.compile(r"[ .\u00a0]*")


def names(text: str) -> Iterator[tuple[int, int]]:
    """Where names of people stand, a first and a last name as one."""
    words = list(_WORD.finditer(text))
    cued = _cued(text, words)
    for chain in _chains(text, words):
        if any(i in cued for i in chain) or _on_list(text, words, chain) or _stands_out(text, words, chain):
            yield words[chain[0]].start(), words[chain[-1]].end()
            cued.difference_update(chain)
    for i, word in enumerate(words):
        if i in cued or (word[0][0].islower() and _listed(word[0]) and word[0].lower() not in _words("also_words")):
            yield word.span()


def _chains(text: str, words: list[re.Match[str]]) -> Iterator[list[int]]:
    """Runs of words with a capital, parted by nothing but a space or a point; places and the like left out."""
    capital = [i for i, word in enumerate(words) if word[0][0].isupper() and word[0].lower() not in _words("capitals")]
    places = _place_words(text) if capital else set()
    chain: list[int] = []
    for i in (i for i in capital if words[i].start() not in places):
        if chain and not (i == chain[-1] + 1 and _GAP.fullmatch(text, words[i - 1].end(), words[i].start())):
            yield chain
            chain = []
        chain.append(i)
    if chain:
        yield chain


def _on_list(text: str, words: list[re.Match[str]], chain: list[int]) -> bool:
    """A word on the list; one that is also a word like any other must not stand alone where a sentence begins."""
    known = [i for i in chain if _listed(words[i][0])]
    first = words[chain[0]]
    alone = len(chain) == 1 and first[0].lower() in _words("also_words") and _BEGINS.search(text[: first.start()])
    return bool(known) and not (alone and not _TELLS.match(text, first.end()))


def _stands_out(text: str, words: list[re.Match[str]], chain: list[int]) -> bool:
    """Words on no list that look like a name: two of them, one inside a sentence, or one that does what people do."""
    first = words[chain[0]]
    if any(_FIRM.match(text, words[i].end()) for i in chain) or (
        len(chain) == 1 and first[0].isupper() and len(first[0]) <= 4
    ):
        return False
    if len(chain) > 1 or not _BEGINS.search(text[: first.start()]):
        return True
    usual = first[0].lower() in _words("starters") or _NO_NAME_ENDS.search(first[0].lower())
    return not usual and _TELLS.match(text, first.end()) is not None


def _listed(written: str) -> bool:
    low = written.lower()
    return low in _list() or (low.endswith("s") and low.rstrip("s'’") in _list())


def _cued(text: str, words: list[re.Match[str]]) -> set[int]:
    """The words after a cue, up to three, as long as they can be names."""
    number = {word.start(): i for i, word in enumerate(words)}
    found: set[int] = set()
    for cue in _CUE.finditer(text):
        at = number.get(cue.end())
        if at is None:
            continue
        for i in range(at, min(at + 3, len(words))):
            low = words[i][0].lower()
            glued = i == at or _GAP.fullmatch(text, words[i - 1].end(), words[i].start())
            if (
                low in _words("no_names")
                or low in _words("capitals")
                or not glued
                or (i > at and low == words[i][0] and not _listed(low))
            ):
                break
            found.add(i)
    return found


def _place_words(text: str) -> set[int]:
    """Where words begin that belong to a place."""
    spans = [(start, end) for start, end, _ in find_places(text)]
    return {word.start() for word in _WORD.finditer(text) if any(start <= word.start() < end for start, end in spans)}


@lru_cache(maxsize=1)
def _list() -> frozenset[str]:
    return frozenset(word for line in _lines("names.txt") for word in line.lower().split())


@lru_cache(maxsize=8)
def _words(heading: str) -> frozenset[str]:
    """The words under one heading of ``name_words.txt``."""
    found: dict[str, list[str]] = {}
    for line in _lines("name_words.txt"):
        if line.startswith("["):
            found[name := line.strip("[]")] = []
        else:
            found[name] += line.split()
    return frozenset(found[heading])


def _lines(name: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]
