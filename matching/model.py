"""Two heads and their meeting: what the person gets out of a job, and whether the employer says yes.

    utility  u = a + Σ w_j (x_j − m_j)      over the utility features that are known
    chance   p = σ(b + Σ w_j (x_j − m_j))   over the chance features that are known
    surplus  s = p · log(1 + e^u)           (expected surplus: Bied et al. 2026)

``m_j`` is what a feature usually is, so an unknown feature drops out of the middle estimate; it widens the interval
by everything it could still be, and a rule without an answer may still become a thing that the employer has to give.
Lists are ordered by the *low* end: an emptier advert never wins by saying less. Every weight but the two counts' is
≥ 0 and theirs are ≤ 0, so both heads are monotone by construction. Contributions are the terms of the sums, exactly.

Day 0 has no outcomes: the weights are expert judgements (``matching.weights``). A learned model (``training.fitting``)
comes with the covariance of its weights; what few answers leave open about them widens the interval that is shown. It
does not move the low end that lists are ordered by, which is about what is unknown of a pair.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Final, Self

import numpy as np
from numpy.typing import NDArray

from features.pairs import CHANCE, COLUMNS, UTILITY
from matching.belief import Belief
from matching.scores import Z_90, Bend, Scored, Scores, scored_of
from matching.weights import BIAS, PRIOR, Weight, finite, sound

FILE: Final = "model.json"
FORMAT: Final = "companytrack-model-1"
SPLIT: Final = len(UTILITY)
MISSES: Final = COLUMNS.index("misses")
STAGES: Final = ("passes", "stays")


class MatchModel:
    """The two additive heads; ``weights`` maps each of ``features.pairs.COLUMNS`` to a ``Weight``.

    ``start`` is the utility's intercept and ``bias`` the chance's. ``covariance``, square, is that of (start, utility
    weights, bias, chance weights), or None for expert weights; ``belief`` is what the shown intervals come from, where
    there is one (``matching.belief``). ``stages`` are the two other stages of the funnel (``matching.funnel``).
    """

    kind: ClassVar[str] = "additive"

    def __init__(
        self,
        weights: Mapping[str, Weight],
        bias: float = BIAS,
        note: str = "",
        *,
        start: float = 0.0,
        covariance: NDArray[np.float64] | None = None,
        stages: Mapping[str, Bend] | None = None,
        belief: Belief | None = None,
    ) -> None:
        if set(weights) != set(COLUMNS):
            odd = sorted(set(weights) ^ set(COLUMNS))
            raise ValueError(f"weights must name exactly the pair columns; missing or unknown: {', '.join(odd)}")
        wrong = [name for name, weight in weights.items() if not sound(name, weight)]
        if wrong or not finite(bias) or not finite(start):
            raise ValueError(f"finite numbers, low ≤ usual ≤ high, weights ≥ 0 (of counts ≤ 0): see bias and {wrong}")
        self.weights = {name: weights[name] for name in COLUMNS}
        self.bias = float(bias)
        self.start = float(start)
        self.note = note
        self.covariance = None if covariance is None else _square(covariance)
        self.stages = _stages(stages or {})
        self.belief = belief
        self._w, self._usual, self._low, self._high = (
            np.array([getattr(weight, part) for weight in self.weights.values()], np.float32)
            for part in ("weight", "usual", "low", "high")
        )

    @classmethod
    def prior(cls) -> Self:
        """The model of day 0: expert weights, no outcomes yet."""
        return cls(PRIOR, note="expert weights, no outcomes yet")

    @cached_property
    def version(self) -> str:
        """A short hash of everything the model computes with."""
        content = {name: part for name, part in self._content().items() if name != "note"}
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:12]

    def centred(self, table: NDArray[np.float32]) -> NDArray[np.float32]:
        """(n, features) x − m, with 0 where x is unknown."""
        return np.asarray(np.nan_to_num(table - self._usual), np.float32)

    def contributions(self, table: NDArray[np.float32]) -> Scores:
        """(n, features) float32 terms of both sums; an unknown feature contributes 0."""
        return np.nan_to_num(self._w * (table - self._usual)).astype(np.float32)

    def score(
        self, table: NDArray[np.float32], unanswered: NDArray[Any] | None = None, *, explained: bool = True
    ) -> Scored:
        """Both heads with their intervals, and the cautious expected surplus, of (n, features) pairs.

        ``unanswered`` (n,) are rules that may still become one more miss each; at the low end they all do. Without
        ``explained`` a model may leave contributions and base empty (n, 0): with trees they are most of the work.
        """
        terms = self.contributions(table)
        utility, chance = self._log_odds(table, terms)
        missed = self._w[MISSES] * self._more_misses(table, unanswered)
        chance[0] = chance[0] + missed
        base = np.tile(np.array([self.start, self.bias], np.float32), (len(table), 1))
        return scored_of(utility, chance, self._shown(table, utility, chance, missed), terms, base)

    def _log_odds(self, table: NDArray[np.float32], terms: Scores) -> tuple[list[Scores], list[Scores]]:
        """(low, middle, high) of both heads: an unknown feature runs through all that it can be."""
        unknown = np.isnan(table)
        ends = np.stack([self._w * (self._low - self._usual), self._w * (self._high - self._usual)])
        low, high = (terms + np.where(unknown, end, 0) for end in (ends.min(axis=0), ends.max(axis=0)))
        parts = (low, terms, high)
        utility = [self.start + part[:, :SPLIT].sum(axis=1) for part in parts]
        chance = [self.bias + part[:, SPLIT:].sum(axis=1) for part in parts]
        return utility, chance

    def _more_misses(self, table: NDArray[np.float32], unanswered: NDArray[Any] | None) -> Scores:
        """(n,) misses that may come on top of those that are known, at most as many as a list shows."""
        stated = np.nan_to_num(table[:, MISSES], nan=self._high[MISSES])
        more = 0 if unanswered is None else unanswered
        return np.asarray(np.clip(self._high[MISSES] - stated, 0, more), np.float32)

    def _shown(
        self, table: NDArray[np.float32], utility: Sequence[Scores], chance: Sequence[Scores], missed: Scores
    ) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
        """Both heads' 90 % intervals on the log-odds; before anything was learned, all that the unknown could be."""
        if self.belief is not None:
            (low, high), (least, most) = self.belief.ends(table - self._usual)
            return (low, high), (least + missed, most)
        return self._corners(table, utility, chance)

    def _corners(
        self, table: NDArray[np.float32], utility: Sequence[Scores], chance: Sequence[Scores]
    ) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
        """The lowest and highest that unknown features leave possible, widened by what the weights leave open."""
        unsure = self._unsure(table)
        return (utility[0] - unsure[0], utility[2] + unsure[0]), (chance[0] - unsure[1], chance[2] + unsure[1])

    def _unsure(self, table: NDArray[np.float32]) -> tuple[NDArray[Any] | float, NDArray[Any] | float]:
        """Half of both heads' 90 % intervals on the log-odds, as far as the weights leave it open."""
        if self.covariance is None:
            return 0.0, 0.0
        terms = self.centred(table).astype(np.float64)
        ends = slice(0, SPLIT + 1), slice(SPLIT + 1, None)
        utility, chance = (
            _spread(terms[:, columns], self.covariance[end, end])
            for columns, end in zip((slice(0, SPLIT), slice(SPLIT, None)), ends, strict=True)
        )
        return Z_90 * utility, Z_90 * chance

    def save(self, folder: Path) -> None:
        """Write the model as one plain JSON file in ``folder``."""
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self._content(), indent=2, ensure_ascii=False)
        (folder / FILE).write_text(text + "\n", encoding="utf-8")

    def _content(self) -> dict[str, Any]:
        """All there is of the model, as plain JSON."""
        return {
            "format": FORMAT,
            "kind": self.kind,
            "note": self.note,
            "start": self.start,
            "bias": self.bias,
            "weights": {name: asdict(weight) for name, weight in self.weights.items()},
            "stages": {name: asdict(bend) for name, bend in self.stages.items()},
            "covariance": None if self.covariance is None else self.covariance.tolist(),
            **({} if self.belief is None else {"belief": self.belief.content()}),
        }

    @staticmethod
    def load(folder: Path) -> MatchModel:
        """Read a model of any kind back; ``ValueError`` names the file when it is not one."""
        from matching.trees import TreeModel

        path = folder / FILE
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            if content["format"] != FORMAT:
                raise ValueError(f"format {content['format']!r}, expected {FORMAT!r}")
            kinds: dict[str, type[MatchModel]] = {kind.kind: kind for kind in (MatchModel, TreeModel)}
            if content["kind"] not in kinds:
                raise ValueError(f"kind {content['kind']!r}, expected one of {', '.join(kinds)}")
            return kinds[content["kind"]].read(content, folder)
        except (OSError, KeyError, TypeError, AttributeError, ValueError) as error:
            raise ValueError(f"{path}: not a saved model ({error})") from error

    @classmethod
    def read(cls, content: Mapping[str, Any], folder: Path) -> MatchModel:
        """The model that the content of a file describes; ``folder`` holds what else belongs to it."""
        covariance = content["covariance"]
        return cls(
            {name: Weight(**weight) for name, weight in content["weights"].items()},
            float(content["bias"]),
            str(content["note"]),
            start=float(content["start"]),
            covariance=None if covariance is None else np.array(covariance, np.float64),
            stages={name: Bend(**bend) for name, bend in content["stages"].items()},
            belief=Belief.of(content["belief"]) if "belief" in content else None,
        )


def _spread(terms: NDArray[np.float64], square: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,) standard deviations of intercept + weights · terms."""
    known = np.column_stack([np.ones(len(terms)), terms])
    return np.asarray(np.sqrt(np.maximum(((known @ square) * known).sum(axis=1), 0)), np.float64)


def _square(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    size = len(COLUMNS) + 2
    if covariance.shape != (size, size) or not np.isfinite(covariance).all() or (covariance.diagonal() < 0).any():
        raise ValueError(f"covariance must be {size} × {size}, finite, without a negative variance")
    return covariance


def _stages(stages: Mapping[str, Bend]) -> dict[str, Bend]:
    """The stages in their order; a slope below 0 would turn a stage round."""
    if odd := set(stages) - set(STAGES):
        raise ValueError(f"stages are {', '.join(STAGES)}, not {', '.join(sorted(odd))}")
    for name, bend in stages.items():
        if not (finite(bend.intercept) and finite(bend.slope) and bend.slope >= 0):
            raise ValueError(f"stage {name}: finite numbers and a slope ≥ 0, not {bend}")
    return {name: stages[name] for name in STAGES if name in stages}


__all__ = ["BIAS", "CHANCE", "COLUMNS", "PRIOR", "UTILITY", "Bend", "MatchModel", "Scored", "Weight"]
