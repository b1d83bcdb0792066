"""Do groups of people come off worse? Gaps of a model, of the present one, and what the new one changes.

    gap(g) = mean over the people of g  −  mean over everybody else of the attribute

Two things are looked at, person by person: *exposure*, how far up a person stands when each vacancy's people are put
in order, 1 / log2(1 + place) (Singh and Joachims 2018), and *chance*, the employer's yes that the model expects. A gap
may have reasons the law knows (Danish that a task asks for), so the gate looks at ``change``: what the new model does
to the gap of the present one, on the same people and pairs.

The 90 % interval is a bootstrap of whole people; p is the share of shuffled group labels with a gap at least as large
(permutation test, Pitman 1937). A group, or the rest, with fewer than ``LEAST`` people gets its count in fives only.
Groups come from a separate audit table (``training.audit``), are never a feature, and leave here only as means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from numpy.typing import NDArray

from matching.model import MatchModel
from training.dataset import Dataset
from training.metrics import DRAWS, LEVEL, Floats
from training.protected import ATTRIBUTES
from training.report import CHAMPION, CHANGE, NEW, Gap

if TYPE_CHECKING:
    import pandas as pd

LEAST: Final = 200
"""People of a group, and of the rest, without which nothing is said."""
STEP: Final = 5
"""Counts leave in whole fives, rounded down."""
Measured = Literal["exposure", "chance"]


@dataclass(frozen=True, slots=True)
class _Seen:
    """Per person (people,) what a model gives them."""

    people: NDArray[np.str_]
    values: Mapping[Measured, Floats]


def gaps(
    judged: Dataset, audit: pd.DataFrame, new: MatchModel, champion: MatchModel, seed: int = 0, least: int = LEAST
) -> tuple[Gap, ...]:
    """Every group's gaps: of the new model, of the champion, and what changes; in the order of the attributes."""
    seen = {NEW: _seen(judged, new), CHAMPION: _seen(judged, champion)}
    told = audit.set_index("participant").reindex(seen[NEW].people)
    values = {
        measure: {
            CHANGE: seen[NEW].values[measure] - seen[CHAMPION].values[measure],
            **{name: part.values[measure] for name, part in seen.items()},
        }
        for measure in seen[NEW].values
    }
    return tuple(
        Gap(attribute, group, measure, model, *_gap(found, inside, known, least, np.random.default_rng(seed)))
        for attribute in ATTRIBUTES
        for group, inside, known in _groups(told[attribute])
        for measure, models in values.items()
        for model, found in models.items()
    )


def _groups(column: pd.Series) -> Iterator[tuple[str, NDArray[np.bool_], NDArray[np.bool_]]]:
    """(group, who is in it, of whom the attribute is known) of each group."""
    known = column.notna().to_numpy(bool)
    names = column.fillna("").to_numpy(dtype=str)
    for group in np.unique(names[known]):
        yield str(group), names == group, known


def _gap(
    values: Floats, inside: NDArray[np.bool_], known: NDArray[np.bool_], least: int, rng: np.random.Generator
) -> tuple[float, float, float, float, int, bool]:
    """(gap, low, high, p, people of the group in whole fives, whether there are enough)."""
    usable = known & ~np.isnan(values)
    group, rest = values[usable & inside], values[usable & ~inside]
    n = len(group)
    if min(n, len(rest)) < least:
        return float("nan"), float("nan"), float("nan"), float("nan"), _in_fives(n), False
    gap = float(group.mean() - rest.mean())
    draws = _resampled(group, rng) - _resampled(rest, rng)
    low, high = np.quantile(draws, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return gap, float(low), float(high), _p(values[usable], n, gap, rng), _in_fives(n), True


def _in_fives(n: int) -> int:
    return n // STEP * STEP


def _resampled(values: Floats, rng: np.random.Generator) -> Floats:
    """(DRAWS,) means of bootstrap samples."""
    return np.asarray(values[rng.integers(len(values), size=(DRAWS, len(values)))].mean(axis=1))


def _p(values: Floats, n: int, gap: float, rng: np.random.Generator) -> float:
    """The share of shuffled labels whose gap is at least as large as ``gap``, the real labels counted in."""
    total, others = values.sum(), len(values) - n
    sums = np.array([rng.permutation(values)[:n].sum() for _ in range(DRAWS)])
    shuffled = np.abs(sums / n - (total - sums) / others)
    return float((1 + (shuffled >= abs(gap) - 1e-12).sum()) / (1 + DRAWS))


def _seen(judged: Dataset, model: MatchModel) -> _Seen:
    """Exposure and chance of each person under a model; a vacancy shown to one person alone says nothing of order."""
    shown = judged.suggestions
    scored = model.score(judged.features())
    people, number = np.unique(shown["participant"].to_numpy(dtype=str), return_inverse=True)
    exposed = _exposure(shown["vacancy"].to_numpy(dtype=str), scored.surplus.astype(np.float64))
    chance = scored.chance[1].astype(np.float64)
    return _Seen(people, {"exposure": _per_person(exposed, number), "chance": _per_person(chance, number)})


def _exposure(vacancies: NDArray[np.str_], scores: Floats) -> Floats:
    """(n,) 1 / log2(1 + place) among the people of the same vacancy, ties by lot; NaN for whoever is alone."""
    lot = np.random.default_rng(0).random(len(scores))
    order = np.lexsort((lot, -scores, vacancies))
    _, first, count = np.unique(vacancies[order], return_index=True, return_counts=True)
    place = 1 + np.arange(len(order)) - np.repeat(first, count)
    found = np.empty(len(scores))
    found[order] = np.where(np.repeat(count, count) > 1, 1 / np.log2(1 + place), np.nan)
    return found


def _per_person(values: Floats, number: NDArray[np.int64]) -> Floats:
    """(people,) mean of each person's known values, NaN without any."""
    known = ~np.isnan(values)
    sums = np.bincount(number, np.where(known, values, 0.0))
    counts = np.bincount(number, known)
    return np.asarray(np.divide(sums, counts, out=np.full(len(sums), np.nan), where=counts > 0))


__all__ = ["LEAST", "gaps"]
