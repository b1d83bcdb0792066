"""From a suggestion to a job that lasts: the consultant passes it on, the person says yes, the employer says yes.

    passes = σ(α + β · log s)     s is the surplus that orders the list
    likes  = σ(u)                 u is the utility, calibrated on answers
    hires  = p                    the chance, calibrated on answers
    placed = passes · likes · hires
    stays  = σ(γ + δ · u)         still there after 13 weeks, once placed

The consultant's part is estimated, shown, and used for nothing else: habits are not learned into the order of lists.
A stage is None as long as no model has learned it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.model import MatchModel
from matching.scores import Scored, Scores, sigmoid

LEAST: Final = 1e-6
WEEKS: Final = 13
"""Weeks after which a placement counts as one that lasted."""


@dataclass(frozen=True, slots=True)
class Funnel:
    """Probabilities of ``n`` pairs, each (n,) float32, middle estimates."""

    passes: Scores | None
    likes: Scores
    hires: Scores
    stays: Scores | None

    @property
    def placed(self) -> Scores | None:
        """All three say yes, or None where the consultant's part is not known."""
        return None if self.passes is None else self.passes * self.likes * self.hires


def funnel(model: MatchModel, scored: Scored) -> Funnel:
    """The stages of pairs that ``model`` has scored."""
    utility = scored.utility[1]
    passes, stays = model.stages.get("passes"), model.stages.get("stays")
    return Funnel(
        passes=None if passes is None else np.asarray(passes(log_surplus(scored)), np.float32),
        likes=np.asarray(sigmoid(utility), np.float32),
        hires=scored.chance[1],
        stays=None if stays is None else np.asarray(stays(utility), np.float32),
    )


def log_surplus(scored: Scored) -> Scores:
    """(n,) logarithm of the surplus, the number that consultants see as an order."""
    return np.asarray(np.log(np.maximum(scored.surplus, LEAST)), np.float32)
