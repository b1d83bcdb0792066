"""A model beside the present one and the baselines, on suggestions that none of them has learned from.

A list is what was shown to one participant (or for one vacancy) and judged; its gains are

    0  said no      1  the participant wants it      2  the employer, too      3  and still there after 13 weeks

Whatever nobody judged is left out: an unseen suggestion is no bad one. Models are compared list by list, so a
difference has an interval of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from features.pairs import COLUMNS
from features.vocabulary import Answer, Party
from matching.funnel import WEEKS
from matching.model import MatchModel
from training.baselines import BASELINES
from training.behaviour import violations
from training.dataset import Dataset
from training.drift import drifts
from training.fairness import gaps
from training.heads import log_loss
from training.labels import Stage, lessons
from training.lists import DIRECTIONS, differences_of, measures_of, values_of
from training.logged import estimates
from training.metrics import Floats, Lists, gini, mean_with_interval
from training.reliability import Reliability, reliability
from training.report import ALL, CHAMPION, NEW, Difference, Exposure, Moved, Report

if TYPE_CHECKING:
    import pandas as pd

SHOWN: Final = 5
"""Places of a list that exposure is counted over."""


def evaluate(
    known: Dataset,
    judged: Dataset,
    new: MatchModel,
    champion: MatchModel,
    seed: int = 0,
    audit: pd.DataFrame | None = None,
) -> Report:
    """Judge ``new`` beside ``champion`` and the baselines on ``judged``; both learned from ``known`` at most.

    ``audit`` is the table of protected groups (``training.audit``); without it nothing is said of fairness.
    """
    table = judged.features()
    scores: dict[str, Floats] = {
        NEW: new.score(table, explained=False).surplus.astype(np.float64),
        CHAMPION: champion.score(table, explained=False).surplus.astype(np.float64),
        **{name: baseline(known, judged) for name, baseline in BASELINES.items()},
    }
    gains = gains_of(judged)
    values = {
        (slice, direction): values_of(judged, gains, rows, column, scores, seed)
        for slice, rows in slices(judged).items()
        for column, direction in DIRECTIONS.items()
    }
    days = judged.suggestions["shown_on"]
    return Report(
        known=_counts(known),
        judged=_counts(judged),
        period=(days.min().date(), days.max().date()),
        synthetic=judged.synthetic,
        measures=tuple(measures_of(values, seed)),
        differences=(*differences_of(values, seed), *_fits(judged, new, champion, seed)),
        reliabilities=tuple(_reliabilities(judged, {NEW: new, CHAMPION: champion})),
        exposures=tuple(_exposure(name, judged, score) for name, score in scores.items()),
        drift={one.name: one for one in drifts(known, judged, _columns(known, judged), seed)},
        broken=violations(new, table, np.random.default_rng(seed)),
        weights=tuple(Moved(name, champion.weights[name].weight, new.weights[name].weight) for name in COLUMNS),
        estimates=estimates(judged, gains, new, champion, seed),
        gaps=() if audit is None else gaps(judged, audit, new, champion, seed),
    )


def gains_of(judged: Dataset) -> Floats:
    """(n,) gain of each suggestion, NaN for what nobody judged."""
    taught = lessons(judged)
    gains = np.full(len(judged), np.nan)
    for stage in (Stage.PASSES, Stage.LIKES, Stage.HIRES):
        part = taught[stage]
        gains[part.rows[part.said == 0]] = 0.0
    row_of = {name: row for row, name in enumerate(judged.suggestions["suggestion"])}
    liked, hired = (_said_yes(judged, party, row_of) for party in (Party.PARTICIPANT, Party.EMPLOYER))
    gains[liked] = 1.0
    gains[liked & hired] = 2.0
    stayed = judged.outcomes[judged.outcomes["weeks"] >= WEEKS]
    gains[[row_of[name] for name in stayed["suggestion"]]] = 3.0
    return gains


def _said_yes(judged: Dataset, party: Party, row_of: Mapping[str, int]) -> NDArray[np.bool_]:
    answers = judged.answers
    welcome = (Answer.YES.value, Answer.MAYBE.value) if party is Party.PARTICIPANT else (Answer.YES.value,)
    yes = answers[(answers["party"] == party.value) & answers["answer"].isin(welcome)]
    found = np.zeros(len(judged), bool)
    found[[row_of[name] for name in yes["suggestion"]]] = True
    return found


def slices(judged: Dataset) -> Mapping[str, NDArray[np.bool_]]:
    """Rows of each slice: everybody, new people, new employers, few hours, little Danish."""
    shown = judged.suggestions
    return {
        ALL: np.ones(len(shown), bool),
        "new_person": shown["new_person"].to_numpy(bool),
        "new_employer": shown["new_employer"].to_numpy(bool),
        "few_hours": (shown["hours"] == "under_10").to_numpy(bool),
        "little_danish": shown["danish"].isin(["pre_A1", "A1"]).to_numpy(bool),
    }


def _fits(judged: Dataset, new: MatchModel, champion: MatchModel, seed: int) -> Iterator[Difference]:
    """How much better the new model foretells the answers of each stage: log-loss saved, person by person."""
    before, after = _losses(champion, judged), _losses(new, judged)
    for stage in after:
        saved = before[stage] - after[stage]
        mean, low, high = mean_with_interval(saved, np.random.default_rng(seed))
        yield Difference(f"log_loss {stage.value}", CHAMPION, ALL, "answers", mean, low, high, len(saved))


def foretells(model: MatchModel, judged: Dataset) -> float:
    """How badly a model foretells both parties' answers: mean log-loss over people and stages; less is better."""
    each = [losses.mean() for losses in _losses(model, judged).values() if len(losses)]
    return float(np.mean(each)) if each else float("nan")


def _losses(model: MatchModel, judged: Dataset) -> Mapping[Stage, Floats]:
    """By stage (people,) the mean log-loss of the answers about each person."""
    taught, table = lessons(judged), judged.features()
    names = judged.suggestions["participant"].to_numpy(dtype=str)
    found = {}
    for stage in (Stage.LIKES, Stage.HIRES):
        part = taught[stage]
        rows = part.rows[part.counts]
        loss = log_loss(part.said[part.counts], _log_odds(model, table[rows], stage))
        _, number, count = np.unique(names[rows], return_inverse=True, return_counts=True)
        found[stage] = np.bincount(number, loss, len(count)) / np.maximum(count, 1)
    return found


def _log_odds(model: MatchModel, table: NDArray[np.float32], stage: Stage) -> Floats:
    """(n,) log-odds of one stage's yes."""
    scored = model.score(table, explained=False)
    if stage is Stage.LIKES:
        return np.asarray(scored.utility[1], np.float64)
    safe = np.clip(scored.chance[1].astype(np.float64), 1e-6, 1 - 1e-6)
    return np.asarray(np.log(safe / (1 - safe)))


def _reliabilities(judged: Dataset, models: Mapping[str, MatchModel]) -> Iterator[Reliability]:
    """How far each stage's probabilities are what happens, on the own party's answers."""
    taught = lessons(judged)
    table = judged.features()
    for name, model in models.items():
        for stage in (Stage.LIKES, Stage.HIRES):
            part = taught[stage]
            own = part.counts
            yield reliability(name, stage.value, _log_odds(model, table[part.rows[own]], stage), part.said[own])


def _exposure(name: str, judged: Dataset, scores: Floats) -> Exposure:
    """Over the first places of every participant's list, ties by lot."""
    shown = judged.suggestions
    people, employers, vacancies = (
        shown[column].to_numpy(dtype=str) for column in ("participant", "employer", "vacancy")
    )
    names, person = np.unique(people, return_inverse=True)
    lists = Lists(person, np.random.default_rng(0).random(len(scores)), len(names))
    top = lists.places(scores) < SHOWN
    known, employer = np.unique(employers, return_inverse=True)
    per_employer = np.bincount(employer[top], minlength=len(known)).astype(np.float64)
    _, per_vacancy = np.unique(vacancies[top], return_counts=True)
    most = float(per_vacancy.max()) if len(per_vacancy) else float("nan")
    return Exposure(name, gini(per_employer), float((per_employer > 0).mean()) if len(known) else float("nan"), most)


def _columns(known: Dataset, judged: Dataset) -> Mapping[str, tuple[Floats, Floats]]:
    """Every feature in both."""
    before, now = known.features().astype(np.float64), judged.features().astype(np.float64)
    return {name: (before[:, i], now[:, i]) for i, name in enumerate(COLUMNS)}


def _counts(dataset: Dataset) -> Mapping[str, int]:
    shown = dataset.suggestions
    people: Sequence[str] = ("participant", "employer", "vacancy")
    return {
        "suggestions": len(shown),
        "answers": len(dataset.answers),
        "outcomes": len(dataset.outcomes),
        **{f"{name}s" if name != "vacancy" else "vacancies": int(shown[name].nunique()) for name in people},
    }
