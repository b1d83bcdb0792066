"""Numbers as Danish and English notes write them: digits, words, halves and ranges."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import Final

_ONES: Final = ["en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni"]
_WORDS: Final = MappingProxyType(
    {
        "én": 1.0,
        "et": 1.0,
        "ét": 1.0,
        "en": 1.0,
        "halvanden": 1.5,
        "halvandet": 1.5,
        "et par": 2.0,
        "et par stykker": 2.0,
    }
    | {word: float(number) for number, word in enumerate(_ONES, 1)}
    | {
        word: float(number)
        for number, word in enumerate(
            ["ti", "elleve", "tolv", "tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten", "tyve"], 10
        )
    }
    | {
        f"{one}og{ten}": tens + number
        for ten, tens in (("tyve", 20.0), ("tredive", 30.0), ("fyrre", 40.0))
        for number, one in enumerate(_ONES, 1)
    }
    | {"tredive": 30.0, "fyrre": 40.0, "halvtreds": 50.0, "tres": 60.0, "halvfems": 90.0}
    | {
        word: float(number)
        for number, word in enumerate(
            [
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
                "thirteen",
                "fourteen",
                "fifteen",
                "sixteen",
                "seventeen",
                "eighteen",
                "nineteen",
                "twenty",
            ],
            1,
        )
    }
    | {
        "thirty": 30.0,
        "forty": 40.0,
        "a couple of": 2.0,
        "half an": 0.5,
        "an": 1.0,
        "en halv": 0.5,
        "en god halv": 0.5,
        "en lille halv": 0.5,
        "en stiv halv": 0.5,
        "et halvt": 0.5,
    }
)
_ALTERNATIVES: Final = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
NUMBER: Final = rf"(?:\d{{1,3}}(?:[.,]\d{{1,2}}(?!\d))?½?|½|\b(?:{_ALTERNATIVES})\b)"
"""A pattern without groups for one number."""

TO: Final = r"\s*(?:-|–|—|/|til(?: max\.?| højst)?|to|eller|or|og op til|op til|og)\s*"
"""What stands between the two numbers of a range."""


def number(text: str) -> float | None:
    """The number that ``text`` (lower case) writes, or None."""
    text = text.strip()
    if text in _WORDS:
        return _WORDS[text]
    half = 0.5 if text.endswith("½") else 0.0
    digits = text.rstrip("½").replace(",", ".")
    if not digits:
        return half or None
    return float(digits) + half if re.fullmatch(r"\d+(?:\.\d+)?", digits) else None


@lru_cache(maxsize=64)
def quantity(unit: str) -> re.Pattern[str]:
    """A compiled pattern for a number or range (groups ``a``, ``b``) followed by ``unit`` (a pattern)."""
    return re.compile(rf"(?<![\d.,/§])(?<!\d:)(?<!\b[abc])(?P<a>{NUMBER})(?:{TO}(?P<b>{NUMBER}))?\s*-?{unit}")


def bounds(match: re.Match[str]) -> tuple[float, float] | None:
    """The low and high end of a ``quantity`` match, in order; equal for a single number."""
    low = number(match["a"])
    high = number(match["b"]) if match["b"] else low
    if low is None or high is None:
        return None
    return (low, high) if low <= high else (high, low)


def half_hours(value: float) -> float:
    """``value`` rounded to steps of half an hour."""
    return round(value * 2) / 2
