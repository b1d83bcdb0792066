"""Do consultants treat people differently than the lists say? Two tests that people, not rows, decide.

    y_i = 1 where the consultant passed a suggestion on        x_i = rank, score (and its square), try-out, consultant
    s_c = Σ_{i of person c} (y_i − ŷ_i)(z_i − ẑ_i)             ŷ, ẑ: least squares on x

``z`` is what should not matter once rank and score are the same: how easily the model expects the person to be
hired (**creaming**), or a group the person is in (**selective adherence**). If it does not matter, each ``s_c`` is as
likely to be turned round, so the sum is compared with sums under random signs (Hemerik, Goeman and Finos 2020). Whole
persons are turned, hence many lists of one person count as one piece of evidence; taking ẑ out leaves nothing of the
score's own effect. Several groups share one error rate by the largest of their statistics (Westfall and Young 1993).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from features.vocabulary import Answer, Party, ReviewReason
from matching.model import MatchModel
from training.dataset import Dataset
from training.labels import ROUTES, Part
from training.metrics import Floats

CREAMING: Final = "creaming"
GROUPS: Final = ("little_danish", "few_hours", "new_person")
LEVEL: Final = 0.05
LEAST_EFFECT: Final = 0.05
"""Five in a hundred suggestions passed on more or fewer: less than that alarms nobody."""
LEAST_PEOPLE: Final = 20
"""On each side of a comparison."""
FLIPS: Final = 2_000
SETTLED: Final = timedelta(days=14)
"""A consultant has so long to answer; what was shown later is not judged yet."""
DEEPEST: Final = 6
"""Ranks from here on count as one."""
NO_JUDGEMENT: Final = frozenset({Part.CENSORED, Part.DATA, Part.CONTACT, Part.VALIDITY, Part.NOTHING})


@dataclass(frozen=True, slots=True)
class Adherence:
    """One test: ``effect`` is how much more often (share, of one standard deviation or of the group) a suggestion is

    passed on at the same rank and score; ``p`` is None when there are too few ``people`` to say.
    """

    code: str
    effect: float
    p: float | None
    people: int
    suggestions: int

    @property
    def enough(self) -> bool:
        """There was enough to say something."""
        return self.p is not None

    @property
    def alarm(self) -> bool:
        """Unlikely by chance, and large enough to matter; creaming is one way only."""
        effect = self.effect if self.code == CREAMING else abs(self.effect)
        return self.p is not None and self.p <= LEVEL and effect >= LEAST_EFFECT


@dataclass(frozen=True, slots=True)
class Decisions:
    """Suggestions the consultant has had time for: rows of the data set, passed on or not, what is given (n, x)."""

    rows: NDArray[np.int64]
    passed: Floats
    given: Floats
    person: NDArray[np.int64]

    @property
    def people(self) -> int:
        """How many different people."""
        return len(np.unique(self.person))


def adherence(dataset: Dataset, model: MatchModel, groups: Sequence[tuple[str, NDArray[np.bool_]]],
              rng: np.random.Generator) -> tuple[Adherence, ...]:  # fmt: skip
    """Creaming, then each group (name and rows of the data set, (n,)), by one family of flips for the groups."""
    made = decisions(dataset, model)
    creaming = [(CREAMING, ease(dataset, model, made))]
    tested = [(name, rows[made.rows].astype(np.float64)) for name, rows in groups]
    return (*family(made, creaming, rng, one_sided=True), *family(made, tested, rng, one_sided=False))


def decisions(dataset: Dataset, model: MatchModel) -> Decisions:
    """What consultants did with what they were shown. Never answered counts as not passed on."""
    shown = dataset.suggestions
    answers = dataset.answers[dataset.answers["party"] == Party.CONSULTANT.value].set_index("suggestion")
    said = shown["suggestion"].map(answers["answer"]).to_numpy(object)
    why = shown["suggestion"].map(answers["reason"]).to_numpy(object)
    aside = np.array([isinstance(one, str) and ROUTES[ReviewReason(one)].part in NO_JUDGEMENT for one in why], bool)
    settled = (shown["shown_on"].dt.date <= dataset.made_on - SETTLED).to_numpy(bool)
    rows = np.flatnonzero(settled & ~aside)
    passed = np.array([one == Answer.YES.value for one in said[rows]], np.float64)
    _, person = np.unique(shown["participant"].to_numpy(dtype=str)[rows], return_inverse=True)
    return Decisions(rows, passed, _given(dataset, model, rows), person)


def _given(dataset: Dataset, model: MatchModel, rows: NDArray[np.int64]) -> Floats:
    """(n, x) intercepts of ranks and consultants, the score and its square, and whether the pair was a try-out."""
    shown = dataset.suggestions.iloc[rows]
    score = model.score(dataset.features()[rows], explained=False).surplus.astype(np.float64)
    rank = np.minimum(shown["rank"].to_numpy(np.int64), DEEPEST)
    consultant = np.unique(shown["consultant"].to_numpy(dtype=str), return_inverse=True)[1]
    parts = [_dummies(rank - 1, DEEPEST), _dummies(consultant, int(consultant.max(initial=0)) + 1)]
    tried = shown["tried"].to_numpy(np.float64)
    return np.column_stack([*parts, score, score**2, tried])


def _dummies(number: NDArray[np.int64], size: int) -> Floats:
    return np.eye(size)[number]


def ease(dataset: Dataset, model: MatchModel, made: Decisions) -> Floats:
    """(n,) each person's mean log-odds of being hired over what they were shown, in standard deviations over people."""
    chance = model.score(dataset.features()[made.rows], explained=False).chance[1].astype(np.float64)
    odds = np.log(np.clip(chance, 1e-6, 1 - 1e-6) / np.clip(1 - chance, 1e-6, 1))
    mean = np.bincount(made.person, odds) / np.maximum(np.bincount(made.person), 1)
    spread = float(mean.std()) if len(mean) else 0.0
    return np.asarray((mean / spread if spread > 0 else mean * 0)[made.person], np.float64)


def family(
    made: Decisions, tested: Sequence[tuple[str, Floats]], rng: np.random.Generator, *, one_sided: bool
) -> tuple[Adherence, ...]:
    """One family of tests; those without enough people on each side are left out of it and say so."""
    usable = [_both_sides(made, values) for _, values in tested]
    columns = [values for (_, values), use in zip(tested, usable, strict=True) if use]
    found = iter(zip(*_flipped(made, np.column_stack(columns), rng, one_sided), strict=True) if columns else ())
    told: list[tuple[float, float | None]] = [next(found) if use else (float("nan"), None) for use in usable]
    return tuple(
        Adherence(name, effect, p, made.people, len(made.rows))
        for (name, _), (effect, p) in zip(tested, told, strict=True)
    )


def _both_sides(made: Decisions, values: Floats) -> bool:
    """At least ``LEAST_PEOPLE`` above and below the middle of what is tested."""
    if not len(values):
        return False
    above = values > (values.min() + values.max()) / 2
    return min(len(np.unique(made.person[side])) for side in (above, ~above)) >= LEAST_PEOPLE


def _flipped(
    made: Decisions, tested: Floats, rng: np.random.Generator, one_sided: bool
) -> tuple[list[float], list[float]]:
    """Effects and p-values of the columns of ``tested`` (n, z), signs turned person by person."""
    both = np.column_stack([made.passed, tested])
    base, _, known, _ = np.linalg.lstsq(made.given, both, rcond=None)
    rest = both - made.given @ base
    each = rest[:, :1] * rest[:, 1:]
    sums = np.column_stack([np.bincount(made.person, column) for column in each.T])
    scale = np.sqrt((sums**2).sum(axis=0)) + 1e-12
    signs = rng.choice([-1.0, 1.0], size=(FLIPS, len(sums)))
    wider = np.sqrt(len(sums) / max(len(sums) - int(known), 1))  # residuals are smaller than errors by what was fitted
    observed, drawn = sums.sum(axis=0) / scale, wider * (signs @ sums) / scale
    if not one_sided:
        observed, drawn = np.abs(observed), np.abs(drawn)
    highest = drawn.max(axis=1)
    p = [float((1 + (highest >= value - 1e-12).sum()) / (1 + FLIPS)) for value in observed]
    effects = each.sum(axis=0) / ((rest[:, 1:] ** 2).sum(axis=0) + 1e-12)
    return effects.tolist(), p
