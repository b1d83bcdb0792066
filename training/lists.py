"""The lists of what was judged, and what every model's order of them is worth; the same lists and lots for each model.

A list is what was shown to one participant, or for one vacancy, and judged. Only lists in which one order can be better
than another say anything. Models are compared list by list, so a difference has an interval of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from training.dataset import Dataset
from training.metrics import RANKING, Floats, Lists, means_with_intervals
from training.report import NEW, Difference, Measure

DIRECTIONS: Final[Mapping[str, str]] = {"participant": "to_participant", "vacancy": "to_employer"}
"""Whose lists: the column of the data set, and what the direction is called."""
Values = Mapping[str, Mapping[str, Floats]]
"""Model → metric → (lists,)."""
Parts = Mapping[tuple[str, str], Values]
"""(slice, direction) → values."""


def values_of(
    judged: Dataset, gains: Floats, rows: NDArray[np.bool_], column: str, scores: Mapping[str, Floats], seed: int
) -> Values:
    """What each model's order of the lists among ``rows`` is worth; gains (n,) are NaN for what nobody judged."""
    usable, lists = _lists(judged.suggestions[column].to_numpy(dtype=str), gains, rows, seed)
    found = {}
    for name, score in scores.items():
        places = lists.places(score[usable])
        found[name] = {metric: measured(lists, gains[usable], places) for metric, measured in RANKING.items()}
    return found


def _lists(names: NDArray[Any], gains: Floats, rows: NDArray[np.bool_], seed: int) -> tuple[NDArray[np.int64], Lists]:
    """The judged rows of each list in which one order can be better than another, and their lists in order of names."""
    judged = np.flatnonzero(rows & ~np.isnan(gains))
    _, number = np.unique(names[judged], return_inverse=True)
    usable = judged[_varies(gains[judged], number)]
    known, number = np.unique(names[usable], return_inverse=True)
    return usable, Lists(number, np.random.default_rng(seed).random(len(usable)), len(known))


def _varies(gains: Floats, number: NDArray[np.int64]) -> NDArray[np.bool_]:
    """(n,) whether the gains of a row's list are not all alike."""
    least, most = np.full((2, number.max(initial=0) + 1), np.inf) * [[1], [-1]]
    np.minimum.at(least, number, gains)
    np.maximum.at(most, number, gains)
    return np.asarray((most > least)[number])


def measures_of(values: Parts, seed: int) -> Iterator[Measure]:
    """The mean of every metric with its interval, by (slice, direction) and model."""
    for (slice, direction), models in values.items():
        columns = {(metric, name): found for name, metrics in models.items() for metric, found in metrics.items()}
        for (metric, name), told in _with_intervals(columns, seed):
            yield Measure(metric, name, slice, direction, *told)


def differences_of(values: Parts, seed: int) -> Iterator[Difference]:
    """The new model less each other one, list by list."""
    for (slice, direction), models in values.items():
        columns = {
            (metric, name): found - others[metric]
            for name, others in models.items()
            if name != NEW
            for metric, found in models[NEW].items()
        }
        for (metric, name), told in _with_intervals(columns, seed):
            yield Difference(metric, name, slice, direction, *told)


def _with_intervals(
    columns: Mapping[tuple[str, str], Floats], seed: int
) -> Iterator[tuple[tuple[str, str], tuple[float, float, float, int]]]:
    """(mean, low, high, lists) of each column, by the same draws of the same lists."""
    table = np.column_stack(list(columns.values()))
    told = means_with_intervals(table, np.random.default_rng(seed))
    for name, (mean, low, high) in zip(columns, told.T.tolist(), strict=True):
        yield name, (mean, low, high, len(table))


__all__ = ["DIRECTIONS", "Parts", "Values", "differences_of", "measures_of", "values_of"]
