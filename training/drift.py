"""Have the numbers moved between two periods, more than the same people's lists would by chance?

    PSI = Σ_b (q_b − p_b) ln(q_b / p_b)        over tenths of the reference, unknown a bin of its own
    X²  = Σ_b (q_b − p_b)² / r_b               r = (p + q) / 2
    u_cb = Σ_{rows of c now} (1_b − r_b) / n_now − Σ_{rows of c before} (1_b − r_b) / n_before

PSI alone counts rows: thirty lists of one person look like thirty pieces of evidence, and with few people 0.25 is soon
passed by nothing at all. If nothing has moved, ``q − p`` is ``Σ_c u_c`` and each ``u_c`` is as likely to be turned
round; so ``X²`` is compared with that of ``Σ_c ± u_c`` under random signs, whole people turned (wild cluster bootstrap
with the null imposed: Cameron, Gelbach and Miller 2008; on scores: Kline and Santos 2012), and again with whole
employers turned; the larger p counts. All columns share one error rate by the largest ``X²`` in units of its own mean
(Westfall and Young 1993). Moved is what has PSI ≥ 0.25 **and** p ≤ .05.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.dataset import Dataset
from training.metrics import Floats, binned, population_stability

MOVED: Final = 0.25
"""PSI from here on: something has moved (Siddiqi 2006)."""
LEVEL: Final = 0.05
LEAST_SHOWN: Final = 200
"""Suggestions in both periods before drift is judged."""
LEAST_PEOPLE: Final = 20
"""People, and employers, in both periods before drift is judged."""
FLIPS: Final = 1_000
WHO: Final = ("participant", "employer")


@dataclass(frozen=True, slots=True)
class Drift:
    """How far one column moved: PSI, Kolmogorov–Smirnov distance of what is known, share unknown before and now.

    ``p`` is how often chance alone moves any column as far, None when there is too little to say; ``moved`` is far, and
    farther than by chance.
    """

    name: str
    psi: float
    ks: float
    unknown_before: float
    unknown_now: float
    p: float | None
    moved: bool


def drifts(before: Dataset, now: Dataset, columns: Mapping[str, tuple[Floats, Floats]], seed: int = 0) -> list[Drift]:
    """Of each of ``columns``, name → values (rows,) before and now, how far it moved."""
    found: Sequence[float | None] = [None] * len(columns)
    if _enough(before, now):
        found = _chances(before, now, list(columns.values()), seed)
    return [_drift(name, old, new, p) for (name, (old, new)), p in zip(columns.items(), found, strict=True)]


def _drift(name: str, old: Floats, new: Floats, p: float | None) -> Drift:
    unknown = [float(np.isnan(part).mean()) for part in (old, new)]
    psi = population_stability(old, new)
    moved = p is not None and psi >= MOVED and p <= LEVEL
    return Drift(name, psi, _distance(old, new), unknown[0], unknown[1], p, moved)


def _distance(old: Floats, new: Floats) -> float:
    """The largest gap between the two distributions of what is known; NaN when one has nothing."""
    from scipy.stats import ks_2samp

    known = [part[~np.isnan(part)] for part in (old, new)]
    return float(ks_2samp(*known).statistic) if all(map(len, known)) else float("nan")


def _enough(before: Dataset, now: Dataset) -> bool:
    rows = min(len(before), len(now))
    names = min(part.suggestions[who].nunique() for part in (before, now) for who in WHO)
    return rows >= LEAST_SHOWN and names >= LEAST_PEOPLE


def _chances(before: Dataset, now: Dataset, columns: Sequence[tuple[Floats, Floats]], seed: int) -> list[float]:
    """The larger p of each column, people turned and employers turned."""
    bins = [binned(old, new) for old, new in columns]
    both = []
    for who in WHO:
        names = np.concatenate([part.suggestions[who].to_numpy(dtype=str) for part in (before, now)])
        number = np.unique(names, return_inverse=True)[1]
        both.append(_turned(bins, number, len(before), np.random.default_rng(seed)))
    return [float(p) for p in np.max(both, axis=0)]


def _turned(
    bins: Sequence[tuple[NDArray[np.int64], int]], number: NDArray[np.int64], first: int, rng: np.random.Generator
) -> Floats:
    """(columns,) p of each column; the ``first`` rows are before, ``number`` (rows,) says whose each row is."""
    signs = rng.choice([-1.0, 1.0], size=(FLIPS, int(number.max()) + 1))
    found, drawn = [], []
    for bin, size in bins:
        gap, left, share = _parts(bin, size, number, first)
        mine, theirs = (gap**2 / share).sum(), ((signs @ left) ** 2 / share).sum(axis=1)
        usual = theirs.mean() + 1e-12
        found.append(mine / usual)
        drawn.append(theirs / usual)
    highest = np.max(drawn, axis=0)
    return np.array([(1 + (highest >= value - 1e-12).sum()) / (1 + FLIPS) for value in found])


def _parts(bin: NDArray[np.int64], size: int, number: NDArray[np.int64], first: int) -> tuple[Floats, Floats, Floats]:
    """q − p (bins,), u (whose, bins), and r (bins,), 1 where a bin is empty."""
    counts = [
        np.bincount(number[rows] * size + bin[rows], minlength=(int(number.max()) + 1) * size).reshape(-1, size)
        for rows in (slice(None, first), slice(first, None))
    ]
    old, new = (part / part.sum() for part in counts)
    p, q = old.sum(axis=0), new.sum(axis=0)
    share = (p + q) / 2
    left = _about(new, share) - _about(old, share)
    return q - p, left, np.where(share > 0, share, 1.0)


def _about(part: Floats, shares: Floats) -> Floats:
    """What is left of each one's ``part`` (whose, bins) beside the ``shares`` (bins,) that all have together.

    Shares lean towards those who have much of them, so what is left of these is made larger (Bell and McCaffrey 2002).
    """
    own = part.sum(axis=1, keepdims=True)
    return np.asarray((part - shares * own) / np.maximum(1 - own, 1e-9))


__all__ = ["LEAST_PEOPLE", "MOVED", "Drift", "drifts"]
