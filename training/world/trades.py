"""Occupations by number, and how close they truly are in the invented world."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from features.disco import closeness
from features.occupations import occupations
from features.vocabulary import LanguageSkill, Training

Floats = NDArray[np.float64]

ALIKE_BY_DISCO: Final = {0.0: 0.05, 0.25: 0.15, 0.5: 0.3, 0.75: 0.5, 1.0: 0.8}
ALIKE_IF_NEAR: Final = 0.7
ALIKE_IN_SECTOR: Final = 0.12


@lru_cache(maxsize=1)
def _numbers() -> Mapping[str, int]:
    return {item.id: number for number, item in enumerate(occupations())}


def number_of(occupation_id: str) -> int:
    """The number of an occupation in ``occupations()``."""
    return _numbers()[occupation_id]


def near_numbers(number: int) -> list[int]:
    """Neighbouring occupations by the knowledge base."""
    return [_numbers()[name] for name, _ in occupations()[number].near if name in _numbers()]


@lru_cache(maxsize=8)
def realistic(danish: int = 6) -> tuple[int, ...]:
    """Occupations without long schooling whose usual spoken Danish is at most two levels above ``danish`` (a rank)."""
    everyday = (Training.NONE, Training.SHORT_COURSE)
    return tuple(
        number
        for number, item in enumerate(occupations())
        if item.training in everyday and item.danish[LanguageSkill.SPEAK].rank <= danish + 2
    )


@lru_cache(maxsize=1)
def alikeness() -> Floats:
    """(o, o) how much having done one occupation is like having done another, 0–1, the same both ways."""
    known = occupations()
    codes = sorted({item.disco08 for item in known})
    place = {code: number for number, code in enumerate(codes)}
    by_code = np.array([[ALIKE_BY_DISCO[closeness(a, b)] for b in codes] for a in codes])
    rows = np.array([place[item.disco08] for item in known])
    table: Floats = by_code[np.ix_(rows, rows)]
    sectors = np.array([item.sector for item in known])
    table = np.minimum(1.0, table + ALIKE_IN_SECTOR * (sectors[:, None] == sectors[None, :]))
    for number in range(len(known)):
        for other in near_numbers(number):
            table[number, other] = table[other, number] = max(table[number, other], ALIKE_IF_NEAR)
    np.fill_diagonal(table, 1.0)
    return table
