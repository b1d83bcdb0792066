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
