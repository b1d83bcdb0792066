"""Words that name an illness, a medicine, a trauma, an addiction, a pregnancy, a faith or a family: asked, never kept.

DOMAIN rule: no field for any of these exists, and free text is scanned so that none slips in. What is found is turned
into a question: what does the person need at work? The words are our own (``lexicon/illness.toml``), Danish and
English; a phrase of its ``harmless`` list wins over them: work with the ill is no illness, and no shop is a disease.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from features.reading.document import lowered
from features.reading.lexicon import table
from features.vocabulary import Need


class Kind(StrEnum):
    """What a word that may not be kept is about."""

    ILLNESS = "illness"
    MEDICINE = "medicine"
    TRAUMA = "trauma"
    ADDICTION = "addiction"
    PREGNANCY = "pregnancy"
    FAITH = "faith"
    FAMILY = "family"


HEALTH: Final = frozenset({Kind.ILLNESS, Kind.MEDICINE, Kind.TRAUMA, Kind.ADDICTION, Kind.PREGNANCY})
"""Kinds behind which a need at work may stand; behind the others there are at most times."""


@dataclass(frozen=True, slots=True)
class Found:
    """A word that may not be kept: its place in the text, its kind and the needs that may be meant by it."""

    start: int
    end: int
    kind: Kind
    needs: tuple[Need, ...]


def sensitive(text: str) -> tuple[Found, ...]:
    """Every word of ``text``, Danish or English, that no record may keep, in order and without overlap."""
    return tuple(_found(lowered(text)))


def names_illness(low: str) -> bool:
    """Whether a text in lower case names an illness, a medicine, a trauma, an addiction or a pregnancy."""
    return any(item.kind in HEALTH for item in _found(low))


def illness_spans(low: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Places of the words of health in ``low[start:end]``, a text in lower case."""
    return [(item.start, item.end) for item in _found(low, start, end) if item.kind in HEALTH]


def _found(low: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
    kinds = _groups()
    for match in _pattern().finditer(low, start, len(low) if end is None else end):
        if match.lastgroup is not None:
            kind, needs = kinds[match.lastgroup]
            yield Found(match.start(), match.end(), kind, needs)


_ENDINGS: Final = r"(?:ernes|erne|enes|ene|ens|ets|ede|en|et|er|ne|es|e|s|n|r|t)?"


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """One alternation: the harmless phrases first, then a named group per group of words."""
    lexicon = table("illness")
    groups = (rf"(?P<g{number}>{_either(group['words'])})" for number, group in enumerate(lexicon["group"]))
    harmless = _either(lexicon["harmless"])
    return re.compile(rf"(?<!\w)(?:(?:{harmless})(?!\w)|(?:{'|'.join(groups)}){_ENDINGS}(?!\w))")


def _either(patterns: Iterable[str]) -> str:
    """One alternation, longest first, with those of one first letter behind a look at it: ten times as fast."""
    ordered = sorted(patterns, key=len, reverse=True)
    letters = {pattern[0] for pattern in ordered if pattern[0].isalnum()}
    alike = ["|".join(pattern for pattern in ordered if pattern[0] == letter) for letter in sorted(letters)]
    heads = [pattern.removeprefix(_ANY_HEAD) for pattern in ordered if pattern.startswith(_ANY_HEAD)]
    rest = [pattern for pattern in ordered if not (pattern[0].isalnum() or pattern.startswith(_ANY_HEAD))]
    compounds = [rf"{_ANY_HEAD}(?:{'|'.join(heads)})"] if heads else []
    return "|".join([*(rf"(?={part[0]})(?:{part})" for part in alike), *rest, *compounds])


_ANY_HEAD: Final = r"\w*"
"""What a pattern of compounds begins with: "rygsmerter" as well as "smerter"."""


@lru_cache(maxsize=1)
def _groups() -> Mapping[str, tuple[Kind, tuple[Need, ...]]]:
    return {
        f"g{number}": (Kind(group["kind"]), tuple(Need(code) for code in group["needs"]))
        for number, group in enumerate(table("illness")["group"])
    }
