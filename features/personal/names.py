"""Names of people: those on our list, and words that by their letters and their place can hardly be anything else.

A list is never complete, least of all of names from elsewhere. So every word is weighed: what its letters say (see
``letters``), whether it has a capital where a word would have none, whether it follows "hedder", "kontakt" or "talt med",
and whether it does what only people do. It is a name when the sum is above nothing:

    letters + capital + what stands before + what follows > 0
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from features.personal.letters import CERTAIN, WORD, evidence, listed
from features.personal.surroundings import after_colon, asked, begins, firm, surely_told, tells, told, words
from features.places import find_places

INSIDE: Final = 12.0
"""A capital inside a sentence: more than most letters can speak against, less than a word we know."""
BEGINNING: Final = 2.0
AFTER_COLON: Final = 7.0
SMALL: Final = -8.0
SURE: Final = 12.0
"""After "hedder" comes a name."""
ASKED: Final = 13.0
"""After "ringet til" comes somebody, if not always by name."""
CUED: Final = 8.0
TELLS: Final = 6.0
BESIDE: Final = 6.0
"""Next to a name: people have a first and a last one."""
ALSO_A_WORD: Final = -4.0
"""Names that are words as well: their letters say little."""
NO_NAME_END: Final = -8.0
SHORT: Final = -4.0
"""Three small letters are rather an abbreviation."""
LONGEST: Final = 14
"""Letters of a name in small letters: longer runs are codes."""
_NO_NAME_ENDS: Final = re.compile(r"(?:ning|ningen|inger|hed|heden|else|elsen|tion|isk|iske|lige|lig|eret|ende|erne|ent|ant|ist|er|ør|et)s?$")
_GAP: Final = re.compile(r"[ .\u00a0]{0,3}")
_PARTICLES: Final = frozenset({"al", "el", "bin", "ibn", "abu", "van", "von", "der", "de", "la", "da", "dos", "af"})
_FIRST_PARTICLES: Final = frozenset({"Al", "El", "Abu", "Bin", "Van", "Von"})
Words = list[re.Match[str]]


def names(text: str) -> Iterator[tuple[int, int]]:
    """Where names of people stand, a first and a last name as one."""
    found = list(WORD.finditer(text))
    run: list[int] = []
    for i in sorted(_taken(text, found)):
        if run and not (i == run[-1] + 1 and _glued(text, found, i)):
            yield found[run[0]].start(), found[run[-1]].end()
            run = []
        run.append(i)
    if run:
        yield found[run[0]].start(), found[run[-1]].end()


def _taken(text: str, found: Words) -> set[int]:
    """The words that are names: by their own weight, then those beside them, then what holds names together."""
    weights = {i: weight for i, weight in enumerate(_weights(text, found)) if weight is not None}
    taken = {i for i, weight in weights.items() if weight > 0}
    for i, weight in weights.items():
        beside = (i - 1 in taken and _glued(text, found, i)) or (i + 1 in taken and _glued(text, found, i + 1))
        if beside and weight + BESIDE > 0:
            taken.add(i)
    return taken | {i for i in range(len(found)) if _joins(text, found, i, taken)}


def _joins(text: str, found: Words, i: int, taken: set[int]) -> bool:
    """An initial beside a name, or "bin" and "van der" before one."""
    word = found[i][0]
    before, after = i - 1 in taken and _glued(text, found, i), i + 1 in taken and _glued(text, found, i + 1)
    if len(word) == 1:
        return word.isupper() and (before or after) and (text[found[i].end() :][:1] == "." or (before and after))
    return (before and after and word.lower() in _PARTICLES) or (after and word in _FIRST_PARTICLES)


def _weights(text: str, found: Words) -> Iterator[float | None]:
    """The weight of each word; None for a place, an initial and what is nobody's name for certain."""
    capital = any(word[0][0].isupper() for word in found)
    places = _place_words(text) if capital else set()
    for word in found:
        low = word[0].lower()
        if word.start() in places or low in words("capitals") or len(low) == 1 or firm(text, word.end()):
            yield None
        elif word[0][0].isupper():
            yield _weight_of_capital(text, word)
        else:
            yield _weight_of_small(text, word)


def _weight_of_capital(text: str, word: re.Match[str]) -> float | None:
    """Of a word with a capital; a few capitals in a row are an abbreviation."""
    letters = _letters(word[0])
    if word[0].isupper() and len(word[0]) <= 4 and not listed(word[0]):
        return None
    if not begins(text, word.start()):
        return letters + INSIDE + _cue(text, word, letters)
    end = NO_NAME_END if letters < CERTAIN and _NO_NAME_ENDS.search(word[0].lower()) else 0.0
    start = AFTER_COLON if after_colon(text, word.start()) else BEGINNING
    return letters + start + end + _cue(text, word, letters) + TELLS * tells(text, word.end())


def _weight_of_small(text: str, word: re.Match[str]) -> float | None:
    """Of a word in small letters, in a text of several words."""
    if len(word[0]) > LONGEST or " " not in text.strip() or word[0] in words("no_names"):
        return None
    letters = _letters(word[0])
    if letters < CERTAIN and len(word[0]) <= 3:
        letters += SHORT if len(word[0]) == 3 else 2 * SHORT
    follows = (1.5 * TELLS if begins(text, word.start()) else TELLS / 2) * tells(text, word.end())
    return letters + SMALL + _cue(text, word, letters) + follows


def _cue(text: str, word: re.Match[str], letters: float) -> float:
    """What stands before; what often stands before a name says nothing of a word we know."""
    if surely_told(text, word.start()):
        return SURE
    if letters == -CERTAIN:
        return 0.0
    return ASKED if asked(text, word.start()) else CUED if told(text, word.start()) else 0.0


def _letters(written: str) -> float:
    """What the letters say; of parts that a hyphen joins, the last when it is small, else the one most like a name."""
    if written.lower() in words("also_words"):
        return ALSO_A_WORD
    parts = written.split("-")
    if len(parts) == 1 or listed(written):
        return evidence(written)
    return evidence(parts[-1]) if parts[-1][:1].islower() and parts[0][:1].isupper() else max(map(evidence, parts))


def _glued(text: str, found: Words, i: int) -> bool:
    """Whether nothing but a space or a point parts a word from the one before."""
    return i > 0 and _GAP.fullmatch(text, found[i - 1].end(), found[i].start()) is not None


def _place_words(text: str) -> set[int]:
    """Where words begin that belong to a place."""
    spans = [(start, end) for start, end, _ in find_places(text)]
    return {word.start() for word in WORD.finditer(text) if any(start <= word.start() < end for start, end in spans)}
