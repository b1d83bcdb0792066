"""The word lists in ``lexicon/*.toml``, read once and turned into compiled patterns.

A list of patterns becomes one alternation between word boundaries. Lists are data, so that a consultant's word can be
added without touching a rule.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

_FOLDER: Final = Path(__file__).parent / "lexicon"


@cache
def table(name: str) -> Mapping[str, Any]:
    """The content of ``lexicon/<name>.toml``."""
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def words(patterns: Iterable[str]) -> re.Pattern[str]:
    """One compiled pattern: any of ``patterns`` as whole words.

    Where each begins with a plain letter, that letter stands first: ``re`` then leaps from one such letter to the
    next, which takes a fifth to a half of the time. Patterns of different letters never compete for a place.
    """
    listed = list(patterns)
    if not all(_PLAIN.match(one) for one in listed):
        return re.compile(rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)")
    rests: dict[str, list[str]] = {}
    for one in listed:
        rests.setdefault(one[0], []).append(one[1:])
    led = (rf"{letter}(?<!\w{letter})(?:{'|'.join(rest)})" for letter, rest in rests.items())
    return re.compile(rf"(?:{'|'.join(led)})(?!\w)")


_PLAIN: Final = re.compile(r"[^\W_](?![?*+{])(?:[^|()]|\((?:[^()]|\([^()]*\))*\))*$")
"""Begins with a letter that is not repeated; no ``|`` stands outside parentheses (two deep are understood)."""


@cache
def coded(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """``lexicon/<name>.toml`` whose keys are codes and whose values are pattern lists, as (code, pattern) pairs."""
    return tuple((code, words(patterns)) for code, patterns in table(name).items())


@cache
def pattern(name: str, key: str) -> re.Pattern[str]:
    """The pattern of one key of ``lexicon/<name>.toml``."""
    return words(table(name)[key])
