"""E-mail addresses, also those that are spelled out, and streets with a house number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_EMAIL: Final = re.compile(
    r"[\w.+'\-]+\s?(?:@|\(at\)|\[at\]|\bsnabel-?a\b)\s?[\w\-]+(?:\s?(?:\.|\(dot\)|\bpunktum\b)\s?[\w\-]+)+", re.I
)
_ENDS: Final = (
    r"vej|vejen|gade|gaden|allé|alle|alléen|stræde|strædet|plads|pladsen|torv|torvet|vænge|vænget|park|parken|have|haven"
    r"|toft|toften|bakke|bakken|boulevard|eng|engen|mark|marken|krog|krogen|sti|stien|dal|dalen|lund|lunden|høj|højen"
    r"|gård|gården|skov|skoven|ager|ageren|kær|kæret|holm|vang|vangen|borg|bro|broen|havn|havnen|kaj|bakkevej|gyde|løkke"
    r"|løkken|banke|banken|kvarter|kvarteret|centret|center|passage|skrænten|vold|volden|ring|ringen"
)
_NUMBER: Final = r"(?:nr\.?\s?)?\d{1,3}(?:\s?[A-Za-z])?(?!\w|[.,:]\d|\s?(?:timer|minutter|kr|km|kg|%|år|dage|uger))"
_FLOOR: Final = r"(?:,?\s(?:(?:st|kl)\b\.?|\d{1,2}\.)(?:\s?(?:sal|th|tv|mf|dør\s?\d+)\.?,?)*)?"
_TOWN: Final = r",?\s(?:DK-?)?\d{4}\s[A-ZÆØÅ][\wæøå]+(?:\s[A-ZÆØÅ]{1,2}\b)?"
_CAPITALS: Final = r"(?:\b[A-ZÆØÅ][\w.'’\-]*\s)"
_WAYS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_CAPITALS}*\b[\w'’\-]*(?i:{_ENDS})\s{_NUMBER}{_FLOOR}(?:{_TOWN})?",
        rf"{_CAPITALS}+{_NUMBER}{_FLOOR}{_TOWN}",
        rf"(?i:(?<=\bbor på )|(?<=\bbor i )|(?<=\badresse: )){_CAPITALS}+{_NUMBER}{_FLOOR}(?:{_TOWN})?",
    )
)
"""A street by its ending; any name with a number and a town after it; where somebody is said to live."""


def emails(text: str) -> Iterator[tuple[int, int]]:
    """Where e-mail addresses stand."""
    return (match.span() for match in _EMAIL.finditer(text))


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where a street stands with the number of a house, floor and town included."""
    return (match.span() for pattern in _WAYS for match in pattern.finditer(text))
