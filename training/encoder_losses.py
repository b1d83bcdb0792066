"""What an encoder is trained toward: two losses over a batch of pairs (anchor, partner) that belong to one class.

contrast   −log exp(a·p/τ) / Σ_j exp(a·p_j/τ)        over the batch; same or near classes are left out of the sum
classes    −log exp(a·P_c/τ) / Σ_k exp(a·P_k/τ)      over the occupations' own vectors P, which the encoder keeps
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from features.occupations import by_id
from training.encoder_recipe import Recipe
from training.encoder_sources import PROTOTYPED, near


@dataclass(slots=True)
class Classes:
    """The classes of the examples: numbers, which have a vector of their own, and which must not be pushed apart."""

    names: list[str]
    numbers: dict[str, int] = field(init=False)
    prototyped: list[int] = field(init=False)
    apart: np.ndarray = field(init=False)
    official: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.names = sorted(self.names, key=lambda name: (not name.startswith(PROTOTYPED), name))
        self.numbers = {name: number for number, name in enumerate(self.names)}
        self.prototyped = [n for n, name in enumerate(self.names) if name.startswith(PROTOTYPED)]
        self.apart = np.ones((len(self.prototyped), len(self.prototyped)), bool)
        self.official = np.full(len(self.names), -1)
        jobs = by_id()
        for name, others in near().items():
            number = self.numbers.get(name, len(self.prototyped))
            close = [self.numbers[other] for other in others if other in self.numbers]
            if number < len(self.prototyped):
                self.apart[number, [n for n in close if n < len(self.prototyped)]] = False
            if name.startswith("kb:") and number < len(self.prototyped):
                self.official[number] = self.numbers.get(f"disco:{jobs[name[3:]].disco08}", -1)

    def may_push(self, groups: np.ndarray) -> np.ndarray:
        """(n, n) bool: which pairs of a batch may be pushed apart."""
        allowed = groups[:, None] != groups[None, :]
        known = groups < len(self.prototyped)
        inside = np.flatnonzero(known)
        allowed[np.ix_(inside, inside)] &= self.apart[np.ix_(groups[inside], groups[inside])]
        return np.asarray(allowed)


class OccupationLoss(nn.Module):
    """Contrast within the batch and against the classes' own vectors; the module's docstring has the formulas."""

    def __init__(self, classes: Classes, recipe: Recipe) -> None:
        super().__init__()
        self.classes, self.recipe = classes, recipe
        self.vectors = nn.Parameter(torch.randn(len(classes.prototyped), recipe.dimension) * recipe.dimension**-0.5)
        self.groups = [n for n in classes.prototyped if classes.names[n].startswith("disco:")]

    def forward(self, anchors: Tensor, partners: Tensor, groups: np.ndarray) -> Tensor:
        """The loss of one batch of unit rows (n, d) with their class numbers (n,)."""
        return self.recipe.contrast * self._contrast(anchors, partners, groups) + self._classes(anchors, groups)

    def _contrast(self, anchors: Tensor, partners: Tensor, groups: np.ndarray) -> Tensor:
        keep = torch.from_numpy(self.classes.may_push(groups)) | torch.eye(len(groups), dtype=torch.bool)
        logits = (anchors @ partners.T / self.recipe.temperature).masked_fill(~keep, -1e4)
        target = torch.arange(len(groups))
        there, back = functional.cross_entropy(logits, target), functional.cross_entropy(logits.T, target)
        return (there + back) / 2

    def _classes(self, anchors: Tensor, groups: np.ndarray) -> Tensor:
        known = np.flatnonzero(groups < len(self.classes.prototyped))
        target = torch.from_numpy(groups[known])
        logits = anchors[known] @ functional.normalize(self.vectors, dim=1).T / self.recipe.temperature
        push = torch.from_numpy(self.classes.apart)[target].scatter(1, target[:, None], True)
        loss = functional.cross_entropy(logits.masked_fill(~push, -1e4), target)
        official = self.classes.official[groups[known]]
        has = np.flatnonzero(official >= 0)
        if len(has) and self.groups:
            columns = torch.from_numpy(np.searchsorted(self.groups, official[has]))
            loss = loss + self.recipe.group_share * functional.cross_entropy(logits[has][:, self.groups], columns)
        return loss
