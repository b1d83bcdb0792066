"""DISCO-08: the Danish classification of occupations, with the titles people and adverts use.

A code says by its digits where a job belongs: ``2221`` is in minor group ``222``, sub-major group ``22`` and major
group ``2``. The closeness of two codes is therefore the length of the beginning they share, divided by four.

``data/disco08.csv`` holds the 436 unit groups and our own everyday Danish titles (each title in one group only);
``data/disco08_groups.csv`` the groups above them. Codes and group titles are the official ones (ISCO-08 of the ILO,
DISCO-08 of Danmarks Statistik).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from types import MappingProxyType
from typing import Final

DATA: Final = Path(__file__).parent / "data"
DIGITS: Final = 4
"""How many digits a unit group's code has."""


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """A four-digit DISCO-08 group: its official titles and further Danish job titles that belong to it."""

    code: str
    title_da: str
    title_en: str
    also_da: tuple[str, ...]


@lru_cache(maxsize=1)
def unit_groups() -> tuple[UnitGroup, ...]:
    """Every unit group, in the order of the codes."""
    return tuple(
        UnitGroup(row["code"], row["title_da"], row["title_en"], tuple(row["also_da"].split("|")))
        for row in _rows("disco08.csv")
    )


def group_title(code: str) -> str:
    """The official Danish title of a group of one to four digits.

    Raises ``KeyError`` when DISCO-08 has no such group.
    """
    try:
        return group_titles()[code]
    except KeyError:
        raise KeyError(f"{code!r} is no DISCO-08 group; write one to four digits of a code in disco08.csv") from None


def closeness(a: str, b: str) -> float:
    """Share of the hierarchy two four-digit codes have in common.

    1.0 same unit group, 0.75 same minor group, 0.5 same sub-major group, 0.25 same major group, otherwise 0.
    Raises ``ValueError`` when a code is not four digits.
    """
    for code in (a, b):
        if not (len(code) == DIGITS and code.isascii() and code.isdigit()):
            raise ValueError(f"{code!r} is no DISCO-08 unit group; four digits are needed, e.g. '9112'")
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=True))) / DIGITS


@lru_cache(maxsize=1)
def group_titles() -> Mapping[str, str]:
    """The official Danish title of every group, by its code of one to four digits."""
    return MappingProxyType(
        {row["code"]: row["title_da"] for name in ("disco08_groups.csv", "disco08.csv") for row in _rows(name)}
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
