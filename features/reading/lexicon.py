"""The word lists in ``lexicon/*.toml``, read once and turned into compiled patterns.

A list of patterns becomes one alternation between word boundaries. Lists are data, so that a consultant's word can be
added without touching a rule.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

_FOLDER: Final = Path(__file__).parent / "lexicon"


@cache
def table(name: str) -> Mapping[str, Any]:
    """The content of ``lexicon/<name>.toml``."""
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def words(patterns: Iterable[str]) -> re.Pattern[str]:
    """One compiled pattern: any of ``patterns`` as whole words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")


@cache
def coded(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """``lexicon/<name>.toml`` whose keys are codes and whose values are pattern lists, as (code, pattern) pairs."""
    return tuple((code, words(patterns)) for code, patterns in table(name).items())


@cache
def pattern(name: str, key: str) -> re.Pattern[str]:
    """The pattern of one key of ``lexicon/<name>.toml``."""
    return words(table(name)[key])


@lru_cache(maxsize=1)
def illness() -> re.Pattern[str]:
    """Words that name an illness, a medicine or a trauma, with Danish endings; one line each in ``illness.txt``."""
    lines = (_FOLDER / "illness.txt").read_text(encoding="utf-8").splitlines()
    stems = sorted({line.strip() for line in lines if line.strip() and not line.startswith("#")}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(stems)})(?:en|et|er|erne|s|ens|e|n|ne|r)?(?!\w)")
