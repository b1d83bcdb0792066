"""The columns themselves, of all openings or of some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from features.columns.row import row_of
from features.columns.shapes import SHAPES
from features.facts import OpeningFacts

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Columns:
    """``n`` openings as arrays whose first dimension is ``n``; the shapes are in ``SHAPES``.

    In memory each column of an array lies together (Fortran's order): a rule reads few columns of all rows, and looks
    along a row ten times quicker so.
    """

    hours: Array
    fixed: Array
    flexible: Array
    daytimes: Array
    daytimes_choice: Array
    lat: Array
    lon: Array
    bus: Array
    near_town: Array
    credentials_hard: Array
    credentials_task: Array
    all_hard: Array
    all_task: Array
    language: Array
    language_hard: Array
    language_group: Array
    demand: Array
    amount: Array
    loose: Array
    loose_amount: Array
    typical: Array
    typical_amount: Array
    support: Array
    earliest_start: Array
    longest_shift: Array
    night: Array
    typical_night: Array
    regularity: Array
    settings: Array
    typical_settings: Array
    disco: Array
    branch: Array
    size: Array
    start: Array
    valid_until: Array
    open: Array
    employer: Array
    training: Array
    typical_language: Array
    kin: Array
    kin_share: Array

    def __len__(self) -> int:
        return len(self.hours)

    def take(self, rows: slice | NDArray[np.int64]) -> Columns:
        """The same columns for some of the rows; each column is taken when it is first read."""
        return _Taken(self, rows)

    @classmethod
    def of(cls, openings: Sequence[OpeningFacts], employers: Mapping[str, int]) -> Columns:
        """Columns of ``openings``; ``employers`` numbers the employers' ids."""
        rows = [row_of(facts, employers[facts.employer.id]) for facts in openings]
        return cls(
            **{
                name: np.asfortranarray(np.array([row[name] for row in rows], dtype).reshape(len(rows), *shape))
                for name, (dtype, shape) in SHAPES.items()
            }
        )


class _Taken(Columns):
    """Some rows of other columns. A request reads few of the columns, and wide ones only for few rows."""

    __slots__ = ("_rows", "_whole")

    def __init__(self, whole: Columns, rows: slice | NDArray[np.int64]) -> None:
        object.__setattr__(self, "_whole", whole)
        object.__setattr__(self, "_rows", rows)

    def __getattr__(self, name: str) -> Array:
        """A column that was not read before (Python asks here when its slot is still empty)."""
        if name not in SHAPES:
            raise AttributeError(name)
        column = _rows_of(getattr(self._whole, name), self._rows)
        object.__setattr__(self, name, column)
        return column


def _rows_of(array: Array, rows: slice | NDArray[np.int64]) -> Array:
    """Some rows of an array, each column still lying together."""
    if isinstance(rows, slice) or array.ndim == 1:
        return array[rows]
    found: Array = np.empty((len(rows), *array.shape[1:]), array.dtype, "F")
    for place in np.ndindex(array.shape[1:]):
        found[:, *place] = array[:, *place][rows]
    return found
