"""Practice data: what consultants, participants and employers of the invented Viborg answer to lists, as a snapshot.

Lists are made by the real rules and features (``pairs_of``) and a model; the last slot of five tries something out.
``World.truth`` answers: the consultant reads from the top, follows partly and has habits, reasons are given or missing,
placements last or end or still run. Part of the people and employers come later than the first week, so that whoever is
new can be judged. Always labelled synthetic; nothing learned from it is true of anybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from features.facts import PersonFacts
from features.pairs import COLUMNS
from features.vocabulary import Answer, Party
from matching.model import MatchModel
from matching.ranker import PER_EMPLOYER, Ranker
from training.dataset import Dataset
from training.tables import ANSWERS, OUTCOMES, danish_band, empty, hours_band
from training.world import SimulatedReview, World
from training.world.answers import Prospects

SLOTS: Final = 5
CONSULTANTS: Final = 8
TO_START: Final = timedelta(days=14)
STILL_THERE: Final = 52
"""Weeks at which the invented world stops looking."""
OPEN_AT_ONCE: Final = 0.6
"""Share of the world's vacancies that is open in any one week."""
COMING: Final = 0.5
"""Share of people, and of employers, who come later than the first week, as many each week."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """What may be shown to one participant: rows of ``World.vacancies`` (n,) and their features (n, len(COLUMNS))."""

    rows: NDArray[np.int64]
    table: NDArray[np.float32]


def pairs_of(world: World, ranker: Ranker) -> list[Pairs]:
    """For each participant every vacancy that passes the rules; ``ranker`` has the world's vacancies loaded."""
    snapshot = ranker.index.snapshot()
    found = []
    for participant in world.participants:
        feasible = snapshot.feasible(PersonFacts.of(participant, world.today))
        words = ranker.likeness.words(snapshot, participant, feasible.rows)
        weighed = ranker.weighed(snapshot, feasible, words)
        rows = [world.truth.row(weighed.opening(i).vacancy.id) for i in range(len(feasible.rows))]
        found.append(Pairs(np.array(rows, np.int64), weighed.table))
    return found


@dataclass
class Practice:
    """Shows lists in the invented world, week by week, and keeps what was answered."""

    world: World
    pairs: Sequence[Pairs]
    rng: np.random.Generator
    shown: list[dict[str, Any]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    outcomes: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._prospects: dict[int, Prospects] = {}
        self._first: dict[str, date] = {}

    def week(
        self, model: MatchModel, day: date, people: Iterable[int], vacancies: NDArray[np.bool_], *, explore: bool = True
    ) -> list[SimulatedReview]:
        """Show a list to each of ``people``, chosen by ``model`` among ``vacancies`` (all,) that are open this week."""
        reviews = []
        for person in people:
            part = self.pairs[person]
            open_now = np.flatnonzero(vacancies[part.rows])
            chosen, propensity = self._list(model, part, open_now, explore)
            names = [self.world.vacancies[part.rows[place]].id for place in chosen]
            answered = self._answered(person, [int(part.rows[place]) for place in chosen])
            for rank, (place, chance, review) in enumerate(zip(chosen, propensity, answered, strict=True), start=1):
                self._keep(person, part.table[place], review, rank, len(names), chance, chance < 1, model.version, day)
            reviews += answered
        return reviews

    def dataset(self, made_on: date) -> Dataset:
        """Everything kept so far, as it looks on ``made_on``: a job that has not ended by then still runs."""
        import pandas as pd

        outcomes = [_seen(outcome, made_on) for outcome in self.outcomes if outcome["started_on"] <= made_on]
        return Dataset.of(
            pd.DataFrame(self.shown),
            pd.DataFrame(self.answers) if self.answers else empty(ANSWERS),
            pd.DataFrame(outcomes) if outcomes else empty(OUTCOMES),
            made_on=made_on,
            synthetic=True,
            versions={"world": f"invented, seed {self.world.seed}"},
        )

    def _list(
        self, model: MatchModel, part: Pairs, open_now: NDArray[np.int64], explore: bool
    ) -> tuple[list[int], list[float]]:
        """Places in ``part`` and their propensities: the best, at most two of an employer, and one drawn."""
        surplus = model.score(part.table[open_now]).surplus
        taken: Counter[str] = Counter()
        best: list[int] = []
        for place in open_now[np.argsort(-surplus, kind="stable")]:
            employer = self.world.vacancies[part.rows[place]].employer_id
            if taken[employer] < PER_EMPLOYER and len(best) < SLOTS - explore:
                taken[employer] += 1
                best.append(int(place))
        rest = np.setdiff1d(open_now, best)
        if not explore or len(rest) < 2:
            return best, [1.0] * len(best)
        return [*best, int(self.rng.choice(rest))], [*([1.0] * len(best)), 1 / len(rest)]

    def _answered(self, person: int, rows: Sequence[int]) -> list[SimulatedReview]:
        if person not in self._prospects:
            self._prospects[person] = self.world.truth.prospects(self.world.participants[person])
        table = self._prospects[person]
        return [table.review(row, rank, 0.7, self.rng) for rank, row in enumerate(rows, start=1)]

    def _keep(
        self,
        person: int,
        features: NDArray[np.float32],
        review: SimulatedReview,
        rank: int,
        slots: int,
        propensity: float,
        tried: bool,
        model: str,
        day: date,
    ) -> None:
        """One suggestion with the features it was ranked by, its answers and its placement."""
        participant = self.world.participants[person]
        vacancy = self.world.vacancies[self.world.truth.row(review.vacancy_id)]
        new_person, new_employer = (
            self._first.setdefault(one, day) == day for one in (participant.id, vacancy.employer_id)
        )
        name, run = f"syn-s-{len(self.shown):07d}", f"syn-r-{participant.id}-{day}"
        raters = {
            Party.PARTICIPANT: participant.id,
            Party.EMPLOYER: vacancy.employer_id,
            Party.CONSULTANT: f"syn-c-{person % CONSULTANTS}",
        }
        self.shown.append(
            {
                "suggestion": name,
                "run": run,
                "participant": participant.id,
                "employer": vacancy.employer_id,
                "vacancy": vacancy.id,
                "consultant": raters[Party.CONSULTANT],
                "occupation": vacancy.disco08,
                "shown_on": day,
                "rank": rank,
                "slots": slots,
                "propensity": propensity,
                "tried": tried,
                "model": model,
                **dict(zip(COLUMNS, features.tolist(), strict=True)),
                "danish": danish_band(participant),
                "hours": hours_band(participant),
                "new_person": new_person,
                "new_employer": new_employer,
            }
        )
        for party, rater in raters.items():
            answer, reason = getattr(review, party.value), getattr(review, f"{party.value}_reason")
            if review.seen and (answer is not Answer.NOT_ASKED or reason is not None):
                said = {"suggestion": name, "party": party.value, "answer": answer.value}
                why = None if reason is None else reason.value
                self.answers.append({**said, "reason": why, "rater": rater, "answered_on": day + timedelta(days=rank)})
        if review.weeks is not None:
            began = {"placement": f"syn-f-{name}", "suggestion": name, "started_on": day + TO_START}
            self.outcomes.append({**began, "weeks": review.weeks, "hours": vacancy.hours_max})


def practice(world: World, ranker: Ranker, weeks: int, seed: int = 1, until: date | None = None) -> Dataset:
    """Some weeks of lists by ``ranker``'s model for everybody who has come, as they look on ``until`` (world's day)."""
    made = Practice(world, pairs_of(world, ranker), np.random.default_rng([world.seed, seed]))
    last = until or world.today
    people = comes(len(world.participants), weeks, made.rng)
    employers = dict(
        zip((one.id for one in world.employers), comes(len(world.employers), weeks, made.rng), strict=True)
    )
    posted = np.array([employers[vacancy.employer_id] for vacancy in world.vacancies])
    for number in range(weeks):
        day = last - timedelta(weeks=weeks - number)
        open_now = (made.rng.random(len(posted)) < OPEN_AT_ONCE) & (posted <= number)
        made.week(ranker.model, day, np.flatnonzero(people <= number).tolist(), open_now)
    return made.dataset(last)


def comes(count: int, weeks: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """(count,) the week in which each comes, 0 for those who are there from the first."""
    later = rng.random(count) < COMING
    return np.where(later, rng.integers(1, max(weeks, 2), count), 0)


def _seen(outcome: dict[str, Any], made_on: date) -> dict[str, Any]:
    """A placement as it looks on a day."""
    watched = (made_on - outcome["started_on"]).days / 7
    weeks = outcome["weeks"]
    ended = weeks < STILL_THERE and weeks <= watched
    shown = {name: outcome[name] for name in ("placement", "suggestion", "started_on")}
    return {**shown, "weeks": float(min(weeks, watched)), "ended": ended, "hours": outcome["hours"]}
