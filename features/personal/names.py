"""Names of people: those on our list, and words that by their letters and their place can hardly be anything else.

A list is never complete, least of all of names from elsewhere. So every word is weighed: what its letters say (see
``letters``), whether it has a capital where a word would have none, whether it follows "hedder" or "talt med",
and whether it does what only people do. It is a name when the sum is above nothing:

    letters + capital + what stands before + what follows > 0
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from features.personal.letters import CERTAIN, KNOWN, WORD, evidence, listed
from features.personal.surroundings import after_colon, asked, begins, firm, perhaps, surely_told, tells, told, words
from features.places import find_places

INSIDE: Final = 12.0
"""A capital inside a sentence: more than most letters can speak against, less than a word we know."""
BEGINNING: Final = 2.0
AFTER_COLON: Final = 7.0
SMALL: Final = -4.0
SURE: Final = 12.0
"""After "hedder" comes a name."""
ASKED: Final = 10.0
"""After "ringet til" comes somebody, if not always by name."""
CUED: Final = 8.0
PERHAPS: Final = 4.0
"""After "kan" or "hvis" comes somebody or something."""
TELLS: Final = 6.0
BESIDE: Final = 6.0
"""Next to a name: people have a first and a last one."""
LAST: Final = 9.0
"""Right after a name, even a word we know: people are called Le, Smed and Lund."""
ALSO_A_WORD: Final = -4.0
"""Names that are words as well: their letters say little, and less in small letters."""
ALSO_SMALL: Final = -3.0
NO_NAME_END: Final = -8.0
SMALL_END: Final = -4.0
"""Endings of Danish words, after a capital and in small letters."""
SHORT: Final = -4.0
"""Three small letters are rather an abbreviation."""
LONGEST: Final = 14
"""Letters of a name in small letters: longer runs are codes."""
_NO_NAME_ENDS: Final = re.compile(
    r"(?:ning|ningen|inger|hed|heden|else|elsen|tion|isk|iske|lige|lig|eret|ende|erne|ent|ant|ist|er|ør|et|es|ede)s?$"
)
_FIELD: Final = re.compile(r"\.?\s*[:=\d+(]")
_GAP: Final = re.compile(r"[ .\u00a0]{0,3}")
_PARTICLES: Final = frozenset({"al", "el", "bin", "ibn", "abu", "van", "von", "der", "de", "la", "da", "dos", "af"})
_FIRST_PARTICLES: Final = frozenset({"Al", "El", "Abu", "Bin", "Van", "Von"})
CUES: Final = ((asked, ASKED), (told, CUED), (perhaps, PERHAPS))
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
        if weight + _beside(text, found, i, taken) > 0:
            taken.add(i)
    return taken | {i for i in range(len(found)) if _joins(text, found, i, taken)}


def _beside(text: str, found: Words, i: int, taken: set[int]) -> float:
    """What a name beside a word says; most when it stands before, unless the word opens a field of a form."""
    if _after_name(text, found, i, taken) and found[i][0][0].isupper():
        return BESIDE if _FIELD.match(text, found[i].end()) else LAST
    before = i + 1 in taken and _glued(text, found, i + 1)
    return BESIDE if before or _after_name(text, found, i, taken) else 0.0


def _after_name(text: str, found: Words, i: int, taken: set[int]) -> bool:
    """Whether a name stands right before a word, an initial between them or not."""
    initial = i > 1 and re.fullmatch("[A-ZÆØÅ]", found[i - 1][0]) is not None and _glued(text, found, i - 1)
    return _glued(text, found, i) and (i - 1 in taken or (initial and i - 2 in taken))


def _joins(text: str, found: Words, i: int, taken: set[int]) -> bool:
    """An initial beside a name, or "bin" and "van der" before one."""
    word = found[i][0]
    before, after = i - 1 in taken and _glued(text, found, i), i + 1 in taken and _glued(text, found, i + 1)
    if len(word) == 1:
        return word.isupper() and (before or after) and (text[found[i].end() :][:1] == "." or (before and after))
    return (before and after and word.lower() in _PARTICLES) or (after and word in _FIRST_PARTICLES)


def _weights(text: str, found: Words) -> Iterator[float | None]:
    """The weight of each word; None for an initial and what is nobody's name for certain.

    People are called like places, too, so a place is weighed as a word we know.
    """
    capital = any(word[0][0].isupper() for word in found)
    places = _place_words(text) if capital else set()
    for word in found:
        low = word[0].lower()
        if word.start() in places and word[0][0].isupper():
            yield INSIDE - CERTAIN
        elif low in words("capitals") or len(low) == 1 or firm(text, word.end()):
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
    if max(map(len, word[0].split("-"))) > LONGEST or " " not in text.strip() or word[0] in words("no_names"):
        return None
    letters = _letters(word[0])
    if word[0] in words("also_words"):
        letters += ALSO_SMALL
    elif letters < CERTAIN:
        letters += SHORT * max(0, 4 - len(word[0])) + SMALL_END * bool(_NO_NAME_ENDS.search(word[0]))
    follows = (1.5 * TELLS if begins(text, word.start()) else TELLS / 2) * tells(text, word.end())
    return letters + SMALL + _cue(text, word, letters) + follows


def _cue(text: str, word: re.Match[str], letters: float) -> float:
    """What stands before; what often stands before a name says nothing of a word we know."""
    if surely_told(text, word.start()):
        return SURE
    if letters == KNOWN:
        return 0.0
    return next((weight for heard, weight in CUES if heard(text, word.start())), 0.0)


def _letters(written: str) -> float:
    """What the letters say; of parts that a hyphen joins, the last when it is small, else the one most like a name."""
    if written.lower() in words("also_words"):
        return ALSO_A_WORD
    parts = written.split("-")
    if len(parts) == 1 or listed(written):
        return _of_one(written)
    return evidence(parts[-1]) if parts[-1][:1].islower() and parts[0][:1].isupper() else max(map(evidence, parts))


def _of_one(written: str) -> float:
    """Of a word without a hyphen; the s of a genitive is no letter of the name."""
    whole = evidence(written)
    owner = written.endswith("s") and KNOWN < whole < CERTAIN
    return max(whole, evidence(written[:-1])) if owner and len(written) > 4 else whole


def _glued(text: str, found: Words, i: int) -> bool:
    """Whether nothing but a space or a point parts a word from the one before."""
    return i > 0 and _GAP.fullmatch(text, found[i - 1].end(), found[i].start()) is not None


def _place_words(text: str) -> set[int]:
    """Where words begin that belong to a place."""
    spans = [(start, end) for start, end, _ in find_places(text)]
    return {word.start() for word in WORD.finditer(text) if any(start <= word.start() < end for start, end in spans)}
