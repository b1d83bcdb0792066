"""Which places a Danish text names.

A name is a place only when it is written as one: a capital first letter, or a word such as "i" before it. Town names
that are also common words ("Them", "Løsning", "Give") always need both, and a four-digit number is a postcode only
with its town after it or such a word before it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, TypeAlias

from features.places.names import WORD, bare, first_words, key, names
from features.places.tables import Place, place_of

CONTEXT: Final = frozenset({"i", "ved", "fra", "på", "nær", "omkring", "in", "near"})
"""Words after which a name or a number may be read as a place."""

# fmt: off
COMMON_WORDS: Final = frozenset([
    "als", "ans", "assing", "balle", "barde", "beder", "birk", "brande", "bur", "farre", "faster", "fur", "give",
    "hald", "hem", "hove", "laven", "lading", "lem", "lind", "linde", "løsning", "mammen", "mors", "mørke", "odder",
    "resen", "ry", "sahl", "selling", "skals", "solbjerg", "tange", "them", "thise", "thorning", "tørring", "vils",
    "vinkel", "vissing", "vium", "voel",
])
# fmt: on
"""Town names that are also words or surnames: places only with a capital letter and a context word or a postcode."""

FIRST_NAMES: Final = frozenset({"flemming", "tim"})
"""Town names that are people's names: "fra Tim" is a person, so only "i" or a postcode makes them a place."""

# fmt: off
NOT_POSTCODES: Final = frozenset([
    "kr", "kroner", "dkk", "timer", "time", "minutter", "stk", "kg", "km", "m", "m2", "ansatte", "medarbejdere",
    "kolleger", "elever", "personer", "mennesker", "kunder", "borgere", "indbyggere", "til", "og",
])
# fmt: on
"""Words after a number that make it an amount, not a postcode."""

POSTCODE_WORDS: Final = frozenset({"postnr", "postnummer", "postcode", "dk"})
ROADS: Final = frozenset({"landevej", "hovedvej", "vej", "gade"})
YEARS: Final = range(1900, 2100)
POSTCODE_DIGITS: Final = 4
MOST_WORDS: Final = 3
"""The longest name in the tables, in words."""
_SHORTEST_GENITIVE: Final = 5

Words: TypeAlias = list[re.Match[str]]


def find_places(text: str) -> list[tuple[int, int, Place]]:
    """Every place named in ``text`` as (start, end, place), in order and without overlap; longest name first."""
    words = list(WORD.finditer(text))
    found: list[tuple[int, int, Place]] = []
    at = 0
    while at < len(words):
        hit = _postcode_at(text, words, at) or _name_at(text, words, at)
        if hit is None:
            at += 1
            continue
        end, used, place = hit
        found.append((words[at].start(), end, _unless_contradicted(text, words, at, place)))
        at += used
    return found


def _unless_contradicted(text: str, words: Words, at: int, place: Place) -> Place:
    """The place, without its postcode when another one is written right before it ("2300 København S")."""
    before = words[at - 1].group() if at and _only_space_between(text, words, at - 1) else ""
    return replace(place, postcode=None) if len(before) == POSTCODE_DIGITS and before.isdigit() else place


def _postcode_at(text: str, words: Words, at: int) -> tuple[int, int, Place] | None:
    """A postcode with its town, or a postcode in context, as (end, words used, place)."""
    place = place_of(words[at].group())
    if place is None:
        return None
    named = _name_at(text, words, at + 1, trusted=True) if _only_space_between(text, words, at) else None
    if named and _belongs(named[2], place):
        end, used, town = named
        return end, used + 1, town if town.postcode == place.postcode else place
    return (words[at].end(), 1, place) if _stands_as_postcode(text, words, at) else None


def _belongs(named: Place, postcode: Place) -> bool:
    """Whether a name written after a postcode is the town of that postcode, or a village in it."""
    return named.postcode == postcode.postcode or bare(named.town or "") == bare(postcode.town or "")


def _stands_as_postcode(text: str, words: Words, at: int) -> bool:
    """Whether the words around a lone four-digit number say that it is a postcode."""
    before = _word_before(text, words, at)
    if before in POSTCODE_WORDS:
        return True
    number = int(words[at].group())
    if before not in CONTEXT or number in YEARS or number % 1000 == 0:
        return False
    after = text[words[at].end() :]
    following = words[at + 1].group().casefold() if at + 1 < len(words) else ""
    return following not in NOT_POSTCODES and re.match(r"[.,:]?\s?[\d%]|,-", after) is None


def _name_at(text: str, words: Words, at: int, *, trusted: bool = False) -> tuple[int, int, Place] | None:
    """The longest name that starts at a word, as (end, words used, place); ``trusted`` after a postcode."""
    if at < len(words) and key(words[at].group()) not in first_words():
        return _genitive_at(words, at)
    for used in range(min(MOST_WORDS, len(words) - at), 0, -1):
        last = words[at + used - 1]
        written = text[words[at].start() : last.end()]
        place = names().get(key(written))
        if place is not None and (trusted or _written_as_place(text, words, at, written)):
            return None if _is_road(words, at + used) else (last.end(), used, place)
    return _genitive_at(words, at)


def _genitive_at(words: Words, at: int) -> tuple[int, int, Place] | None:
    """A town in the genitive ("Viborgs"), the s left outside."""
    written = words[at].group() if at < len(words) else ""
    name = written.removesuffix("s")
    if name == written or len(name) < _SHORTEST_GENITIVE or not name[0].isupper() or _needs_context(name):
        return None
    place = names().get(key(name))
    return None if place is None else (words[at].end() - 1, 1, place)


def _written_as_place(text: str, words: Words, at: int, written: str) -> bool:
    before = _word_before(text, words, at)
    if written.casefold() in FIRST_NAMES:
        return written[0].isupper() and before == "i"
    if _needs_context(written):
        return written[0].isupper() and before in CONTEXT
    return written[0].isupper() or before in CONTEXT


def _needs_context(written: str) -> bool:
    return written.casefold() in COMMON_WORDS | FIRST_NAMES


def _is_road(words: Words, after: int) -> bool:
    return after < len(words) and words[after].group().casefold() in ROADS


def _word_before(text: str, words: Words, at: int) -> str:
    """The word before another in lower case, or "" when more than spaces, a full stop, a colon or a dash is between."""
    if at == 0 or re.fullmatch(r"\.?:?\s+|[-.]", text[words[at - 1].end() : words[at].start()]) is None:
        return ""
    word = words[at - 1].group().casefold()
    plain_gap = text[words[at - 1].end() : words[at].start()].isspace()
    return word if plain_gap or word in POSTCODE_WORDS else ""


def _only_space_between(text: str, words: Words, at: int) -> bool:
    return at + 1 < len(words) and re.fullmatch(r",?\s+", text[words[at].end() : words[at + 1].start()]) is not None
