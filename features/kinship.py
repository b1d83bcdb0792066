"""How near two texts are by the *occupations* they speak of: a farmer is nearer to a nursery than to an office.

Similarity of words finds the same work; kinship finds work that asks for the same things. Each text is read as a few
occupations of the knowledge base (a softmax over its closeness to their centroids, the ``KEPT`` closest), and

    kinship(q, d) = aᵀ K b

with ``a``, ``b`` those shares and ``K`` (occupations × occupations) the largest of: the same occupation 1, named as
near in the knowledge base ``NEAR``, the share of the DISCO-08 hierarchy in common × ``HIERARCHY``, the likeness of
what the work asks of body and setting × ``ASKS``, and the best product of two such steps through a third occupation.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from features.disco import closeness
from features.encoder import Encoder
from features.occupations import Occupation, occupations
from features.vocabulary import TASK_NEEDS

KEPT: Final = 3
SHARPNESS: Final = 14.0
NEAR: Final = 0.7
HIERARCHY: Final = 0.75
ASKS: Final = 0.5
VAGUE: Final = 0.4
CLEAR: Final = 0.75
"""A text no closer than ``VAGUE`` to any occupation has no kinship, one closer than ``CLEAR`` has all of it."""
UNRELATED: Final = 0.3
"""Likeness below this is what any two occupations have by chance."""

Shares = tuple[NDArray[np.int16], NDArray[np.float32]]


class Kinship:
    """Occupations' centroids under one encoder, and the matrix ``K``."""

    def __init__(self, encoder: Encoder) -> None:
        jobs = occupations()
        texts = [[job.title, *job.titles_da, *job.tasks, *job.experience, *job.wishes] for job in jobs]
        rows = encoder.encode([text for group in texts for text in group])
        ends = np.cumsum([0, *(len(group) for group in texts)])
        centres = np.stack([rows[a:b].mean(axis=0) for a, b in pairwise(ends)])
        self.centres = (centres / np.linalg.norm(centres, axis=1, keepdims=True)).astype(np.float32)
        self.matrix = kinship_matrix()

    def shares(self, dense: NDArray[np.float32]) -> Shares:
        """Codes (n, KEPT) int16 and weights (n, KEPT) float32 of unit rows (n, d); they sum to 1, less when vague."""
        cosines = dense @ self.centres.T
        codes = np.argpartition(-cosines, KEPT, axis=1)[:, :KEPT]
        best = np.take_along_axis(cosines, codes, axis=1)
        weights = np.exp(SHARPNESS * (best - best.max(axis=1, keepdims=True, initial=-1)))
        weights = weights / weights.sum(axis=1, keepdims=True)
        weights *= np.clip((best.max(axis=1, keepdims=True, initial=-1) - VAGUE) / (CLEAR - VAGUE), 0, 1)
        return codes.astype(np.int16), weights.astype(np.float32)

    def between(self, queries: Shares, documents: Shares) -> NDArray[np.float32]:
        """(q, n) float32 in [0, 1]."""
        reach = (self.matrix[queries[0]] * queries[1][:, :, None]).sum(axis=1)
        return np.asarray((reach[:, documents[0]] * documents[1]).sum(axis=2), np.float32)


@lru_cache(maxsize=1)
def kinship_matrix() -> NDArray[np.float32]:
    """``K``, symmetric with ones on the diagonal, in the order of ``occupations()``."""
    jobs = occupations()
    number = {job.id: i for i, job in enumerate(jobs)}
    asks = np.stack([_asks(job) for job in jobs])
    spread = np.linalg.norm(asks[:, None, :] - asks[None, :, :], axis=2)
    matrix = ASKS * np.exp(-((spread / np.median(spread)) ** 2))
    for i, job in enumerate(jobs):
        for j in range(i):
            matrix[i, j] = matrix[j, i] = max(matrix[i, j], HIERARCHY * closeness(job.disco08, jobs[j].disco08))
        for name, _ in job.near:
            j = number[name]
            matrix[i, j] = matrix[j, i] = max(matrix[i, j], NEAR)
    np.fill_diagonal(matrix, 1)
    reached = np.stack([(matrix * row[:, None]).max(axis=0) for row in matrix])
    return np.maximum((reached - UNRELATED) / (1 - UNRELATED), 0).astype(np.float32)


def _asks(job: Occupation) -> NDArray[np.float64]:
    """What the work asks, as one row: demand levels, and the setting as scales (inside, outside, alone, together …)."""
    setting = job.setting
    place = {"inside": (4, 0), "outside": (0, 4), "both": (2, 2), "vehicle": (1, 1)}[setting.place]
    company = {"alone": 0, "together": 4, "both": 2}[setting.company]
    levels = [job.demands[need].level if need in job.demands else 0 for need in TASK_NEEDS]
    return np.array([*levels, *place, *place, company, setting.noise, setting.pace, 2 * setting.customers], float)
