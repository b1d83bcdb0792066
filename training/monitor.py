"""What has changed since then: inputs and scores, reasons, overrides, try-outs, and whether consultants follow evenly.

A data set is parted by day into a reference and now. Nothing here decides: ``Watch.alarms`` names what a person has to
look at, ``Watch.proposals`` what may be worth doing.

    drift        PSI over tenths of the reference, beside what whole people's lists move by chance (``training.drift``)
    reasons      what was answered; a month with more than a tenth "other" proposes a new code
    overrides    how often a consultant disagrees with the rank
    adherence    creaming and selective adherence (``training.alarms``)
    try-outs     their share, and those that are only near, which the service never tries out
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from features.pairs import COLUMNS
from features.vocabulary import Party, ReviewReason
from matching.model import MatchModel
from training.alarms import CREAMING, GROUPS, Adherence, adherence
from training.dataset import Dataset
from training.drift import Drift, drifts
from training.evaluate import slices
from training.metrics import Floats

if TYPE_CHECKING:
    import pandas as pd

SCORES: Final = ("utility", "chance", "surplus")
MOST_OTHER: Final = 0.10
LEAST_REASONS: Final = 20
"""Reasons in a month before the share of "other" is judged."""


class NothingNow(ValueError):
    """There is nothing to compare: no suggestion on one side of ``since``."""

    def __init__(self, since: date, before: int, now: int) -> None:
        self.since, self.before, self.now = since, before, now
        super().__init__(
            f"{before} suggestions before {since} and {now} since: choose a day between the first and last"
        )


@dataclass(frozen=True, slots=True)
class Span:
    """A period: first and last day something was shown, and how much."""

    first: date
    last: date
    suggestions: int
    people: int


@dataclass(frozen=True, slots=True)
class Others:
    """The share of "other" among a month's reasons."""

    month: str
    reasons: int
    share: float
    proposes: bool


@dataclass(frozen=True, slots=True)
class Watch:
    """Everything that was looked at. ``reasons`` counts what was answered now, ``tried_near`` try-outs that are near.

    ``overrides`` are shares of the consultants' answers, before and now (NaN without any).
    """

    made_on: date
    synthetic: bool
    reference: Span
    now: Span
    drifts: tuple[Drift, ...]
    reasons: Mapping[str, int]
    others: tuple[Others, ...]
    overrides: tuple[float, float]
    adherence: tuple[Adherence, ...]
    tried: float
    tried_near: int
    models: Mapping[str, int]

    @property
    def alarms(self) -> tuple[str, ...]:
        """Codes of what a person has to look at."""
        found = [one.code for one in self.adherence if one.alarm]
        return (
            *(["drift"] if any(one.moved for one in self.drifts) else []),
            *(["creaming"] if CREAMING in found else []),
            *(["adherence"] if set(found) - {CREAMING} else []),
        )

    @property
    def proposals(self) -> tuple[str, ...]:
        """Months in which so many reasons were "other" that a code may be missing."""
        return tuple(one.month for one in self.others if one.proposes)


def watch(dataset: Dataset, model: MatchModel, since: date, rng: np.random.Generator) -> Watch:
    """Compare what was shown from ``since`` on with what was shown before; ``model`` is the one that answers.

    Raises:
        NothingNow: there is nothing on one side of ``since``.
    """
    recent = (dataset.suggestions["shown_on"].dt.date >= since).to_numpy(bool)
    before, now = dataset.keep(~recent), dataset.keep(recent)
    if not len(before) or not len(now):
        raise NothingNow(since, len(before), len(now))
    shown = now.suggestions
    tried = shown["tried"].to_numpy(bool)
    parts = slices(now)
    return Watch(
        made_on=dataset.made_on,
        synthetic=dataset.synthetic,
        reference=_span(before.suggestions),
        now=_span(shown),
        drifts=tuple(drifts(before, now, _columns(before, now, model))),
        reasons=_counted(now.answers["reason"].dropna()),
        others=tuple(_others(now.answers)),
        overrides=(_overrides(before), _overrides(now)),
        adherence=adherence(now, model, [(name, parts[name]) for name in GROUPS], rng),
        tried=float(tried.mean()),
        tried_near=int((tried & (shown["misses"].to_numpy() > 0)).sum()),
        models=_counted(shown["model"]),
    )


def _span(shown: pd.DataFrame) -> Span:
    days = shown["shown_on"].dt.date
    return Span(days.min(), days.max(), len(shown), int(shown["participant"].nunique()))


def _counted(values: pd.Series) -> Mapping[str, int]:
    return {str(name): int(count) for name, count in values.value_counts().items()}


def _columns(before: Dataset, now: Dataset, model: MatchModel) -> dict[str, tuple[Floats, Floats]]:
    """Every feature, then the model's scores, before and now."""
    tables = [_numbers(part, model) for part in (before, now)]
    return dict(zip((*COLUMNS, *SCORES), zip(*(table.T for table in tables), strict=True), strict=True))


def _numbers(dataset: Dataset, model: MatchModel) -> Floats:
    """(n, features and scores)."""
    table = dataset.features()
    scored = model.score(table, explained=False)
    return np.column_stack([table, scored.utility[1], scored.chance[1], scored.surplus]).astype(np.float64)


def _others(answers: pd.DataFrame) -> Iterator[Others]:
    """By month, how much of what was given as a reason was "other"."""
    given = answers.dropna(subset=["reason"])
    for month, rows in given.groupby(given["answered_on"].dt.strftime("%Y-%m"), sort=True):
        share = float((rows["reason"] == ReviewReason.OTHER.value).mean())
        yield Others(str(month), len(rows), share, len(rows) >= LEAST_REASONS and share > MOST_OTHER)


def _overrides(dataset: Dataset) -> float:
    """The share of the consultants' answers that disagree with the rank."""
    mine = dataset.answers[dataset.answers["party"] == Party.CONSULTANT.value]
    said: NDArray[np.bool_] = (mine["reason"] == ReviewReason.DISAGREES_WITH_RANK.value).to_numpy(bool)
    return float(said.mean()) if len(said) else float("nan")
