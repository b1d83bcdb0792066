"""Trees on top of the two heads: a gradient-boosted model that stays monotone, explained exactly.

    head = additive part + scale · trees(x)      on the log-odds, one forest for each head

An unknown feature is what it usually is, in learning and in ranking alike, so its absence says nothing; its whole range
widens the interval, exactly, because a monotone forest is lowest where every unknown is worst. Contributions are the
additive terms plus the trees' Shapley values (Lundberg, Erion and Lee 2018), which add up; what an unknown feature
would get goes into the base. Only such a model needs lightgbm when serving.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from features.pairs import CHANCE, COLUMNS, COUNTS, UTILITY
from matching.model import MISSES, SPLIT, MatchModel
from matching.scores import Scored, Scores, scored_of

HEADS: Final[Mapping[str, tuple[str, ...]]] = {"utility": UTILITY, "chance": CHANCE}
FOREST: Final = "{head}.txt"


class TreeModel(MatchModel):
    """A ``MatchModel`` with a forest for each head, given as LightGBM's own text and a ``scale`` for what it says.

    Raises:
        ValueError: lightgbm is not installed, or a forest is not one, not monotone or of other features.
    """

    kind: ClassVar[str] = "trees"

    def __init__(
        self, additive: MatchModel, forests: Mapping[str, str], scale: Mapping[str, float], note: str = ""
    ) -> None:
        super().__init__(
            additive.weights,
            additive.bias,
            note,
            start=additive.start,
            covariance=additive.covariance,
            stages=additive.stages,
        )
        self.forests = {head: forests[head] for head in HEADS}
        self.scale = {head: float(scale[head]) for head in HEADS}
        if not all(np.isfinite(number) and number >= 0 for number in self.scale.values()):
            raise ValueError(f"scale must be finite and ≥ 0, not {self.scale}")
        self._boosters = {head: _booster(head, text) for head, text in self.forests.items()}

    def score(
        self, table: NDArray[np.float32], unanswered: NDArray[Any] | None = None, *, explained: bool = True
    ) -> Scored:
        """Both heads with their intervals, and the cautious expected surplus, of (n, features) pairs.

        ``unanswered`` (n,) are rules that may still become one more miss each; at the low end they all do. Without
        ``explained`` contributions and base are empty (n, 0).
        """
        terms = self.contributions(table)
        utility, chance = self._log_odds(table, terms)
        more = self._more_misses(table, unanswered)
        chance[0] = chance[0] + self._w[MISSES] * more
        worst, best = _ends(self._low, self._high)
        low, usual, high = (_filled(table, end) for end in (worst, self._usual, best))
        low[:, MISSES] += more
        heads = [
            [line + self._raw(head, filled) for line, filled in zip(part, (low, usual, high), strict=True)]
            for head, part in zip(HEADS, (utility, chance), strict=True)
        ]
        nothing = np.zeros((len(table), 0), np.float32)
        contributions, base = self._explained(table, usual, terms) if explained else (nothing, nothing)
        return scored_of(heads[0], heads[1], self._corners(table, *heads), contributions, base)

    def _raw(self, head: str, filled: NDArray[np.float32]) -> Scores:
        """(n,) what a forest adds to the log-odds."""
        found = self._boosters[head].predict(filled[:, _columns(head)], raw_score=True, num_threads=1)
        return np.asarray(self.scale[head] * found, np.float32)

    def _explained(
        self, table: NDArray[np.float32], usual: NDArray[np.float32], terms: Scores
    ) -> tuple[Scores, Scores]:
        """Contributions (n, features) and base (n, 2): what known features add, and what is left."""
        found = terms.copy()
        base = np.tile(np.array([self.start, self.bias], np.float32), (len(table), 1))
        for number, head in enumerate(HEADS):
            columns = _columns(head)
            parts = self._boosters[head].predict(usual[:, columns], pred_contrib=True, num_threads=1)
            parts = self.scale[head] * np.asarray(parts).reshape(len(table), -1)
            unknown = np.isnan(table[:, columns])
            found[:, columns] += np.where(unknown, 0, parts[:, :-1])
            base[:, number] += parts[:, -1] + np.where(unknown, parts[:, :-1], 0).sum(axis=1)
        return found, base

    def save(self, folder: Path) -> None:
        """Write the model into ``folder``: JSON, and each forest as LightGBM's text."""
        super().save(folder)
        for head, text in self.forests.items():
            (folder / FOREST.format(head=head)).write_text(text, encoding="utf-8")

    def _content(self) -> dict[str, Any]:
        hashes = {head: hashlib.sha256(text.encode()).hexdigest() for head, text in self.forests.items()}
        return {**super()._content(), "scale": self.scale, "forests": hashes}

    @classmethod
    def read(cls, content: Mapping[str, Any], folder: Path) -> MatchModel:
        """The model that the content of a file describes; its forests lie in ``folder``."""
        forests = {}
        for head in HEADS:
            text = (folder / FOREST.format(head=head)).read_text(encoding="utf-8")
            if hashlib.sha256(text.encode()).hexdigest() != content["forests"][head]:
                raise ValueError(f"{FOREST.format(head=head)} is not the forest that was saved (sha256 differs)")
            forests[head] = text
        return cls(MatchModel.read(content, folder), forests, content["scale"], str(content["note"]))


def directions(head: str) -> list[int]:
    """1 for each feature that may only raise a head, -1 for each count."""
    return [-1 if name in COUNTS else 1 for name in HEADS[head]]


def _booster(head: str, text: str) -> Any:
    """The forest, after a look at whether it is one of ours: these features, in this order, monotone."""
    try:
        import lightgbm
    except ImportError as error:
        raise ValueError(
            "this model has trees and needs lightgbm: pip install 'companytrack[training]', or promote an additive one"
        ) from error
    lines = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
    wanted = {"feature_names": " ".join(HEADS[head]), "monotone_constraints": " ".join(map(str, directions(head)))}
    for name, value in wanted.items():
        if lines.get(name) != value:
            raise ValueError(f"the forest of {head} has {name} {lines.get(name)!r}, expected {value!r}")
    try:
        return lightgbm.Booster(model_str=text)
    except lightgbm.basic.LightGBMError as error:
        raise ValueError(f"the forest of {head} cannot be read: {error}") from error


def _columns(head: str) -> slice:
    return slice(0, SPLIT) if head == "utility" else slice(SPLIT, None)


def _ends(low: Scores, high: Scores) -> tuple[Scores, Scores]:
    """What unknown features are at worst and at best."""
    counts = np.array([name in COUNTS for name in COLUMNS])
    return np.where(counts, high, low), np.where(counts, low, high)


def _filled(table: NDArray[np.float32], values: Scores) -> NDArray[np.float32]:
    return np.where(np.isnan(table), values, table).astype(np.float32)
