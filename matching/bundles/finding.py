"""The best bundles for one person: candidates from the ranker, every set of them that may be best, exactly."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Final

from features.facts import FULL_TIME, PersonFacts
from features.profiles import Participant
from features.vocabulary import Feasible
from matching.bundles.jobs import HOURS_TERM, Jobs, job_of, most_a_day
from matching.bundles.judging import Judge
from matching.bundles.placing import Limits, worked
from matching.bundles.search import best_sets
from matching.bundles.week_plan import Entry, entries
from matching.ranker import Ranker
from matching.rules.hours_and_start import LEAST_OFFERED
from matching.suggestion import Suggestion

CANDIDATES: Final = 40
"""Jobs that are tried in every combination: the best for the person among those a week can be built on."""
POOL: Final = 150
"""Jobs looked through for them."""
PER_EMPLOYER: Final = 3
LEAST_HOURS: Final = 0.5
"""Weekly hours that a part of a bundle must at least have for the person: no limit at all."""


@dataclass(frozen=True, slots=True)
class Part:
    """One job of a bundle and the weekly hours it is given."""

    suggestion: Suggestion
    hours: float


@dataclass(frozen=True, slots=True)
class Bundle:
    """Jobs for one week together; ``utility`` and ``chance`` (that all say yes) are low ends, ``score`` orders."""

    rank: int
    parts: tuple[Part, ...]
    hours: float
    week: tuple[Entry, ...]
    utility: float
    chance: float
    score: float


@dataclass(frozen=True, slots=True)
class Bundles:
    """What was found for one person. ``single`` is the best single job; ``why_none`` a code where nothing is shown."""

    participant_id: str
    bundles: tuple[Bundle, ...]
    single: Suggestion | None
    candidates: int
    why_none: str | None


def find_bundles(ranker: Ranker, participant: Participant, k: int, today: date) -> Bundles:
    """The ``k`` best bundles of at most ``max_jobs`` jobs for one participant, each better than any single job."""
    person = PersonFacts.of(participant, today)
    if participant.max_jobs < 2:
        return Bundles(participant.id, (), None, 0, "one_job_wanted")
    if person.hours is None:
        return Bundles(participant.id, (), None, 0, "hours_not_known")
    single = best_single(ranker, participant, today)
    jobs = candidates(ranker, person, today)
    judge = Judge(jobs, limits_of(person), ranker.model.weights[HOURS_TERM])
    floor = (single.utility.low, single.score) if single else (-math.inf, 0.0)
    best = best_sets(judge, participant.max_jobs, floor, k)
    shown = tuple(_bundle(judge, rank, chosen) for rank, chosen in enumerate(best, start=1))
    why = None if shown else "too_few_jobs" if len(jobs.jobs) < 2 else "none_better"
    return Bundles(participant.id, shown, single, len(jobs.jobs), why)


def best_single(ranker: Ranker, participant: Participant, today: date) -> Suggestion | None:
    """The best job that is possible as it is; near ones are not."""
    ranking = ranker.rank(participant, 1, today)
    if ranking.suggestions and ranking.suggestions[0].feasible is Feasible.NEAR:
        ranking = ranker.rank(participant, ranking.near + 1, today, per_employer=ranking.near + 1)
    return next((item for item in ranking.suggestions if item.feasible is not Feasible.NEAR), None)


def candidates(ranker: Ranker, person: PersonFacts, today: date) -> Jobs:
    """The best jobs for parts of a week: feasible by every rule when few hours are enough and one hour is left over."""
    snapshot = ranker.index.snapshot().aside()
    most = (person.hours or (0.0, FULL_TIME))[1] - LEAST_OFFERED
    part = person.participant.model_copy(update={"hours_min": LEAST_HOURS, "hours_max": max(most, LEAST_HOURS)})
    ranking = ranker.rank(part, POOL, today, per_employer=PER_EMPLOYER, on=snapshot)
    openings = (snapshot.opening(snapshot.rows[item.vacancy_id]) for item in ranking.suggestions)
    found = (job_of(person, *pair) for pair in zip(ranking.suggestions, openings, strict=True))
    return Jobs.of(person, [job for job in found if job is not None][:CANDIDATES])


def limits_of(person: PersonFacts) -> Limits:
    """Least, wished and most weekly hours (never over full time), and the most in one day."""
    least, most = person.hours or (LEAST_HOURS, FULL_TIME)
    return Limits(least, person.participant.hours_wish, min(most, FULL_TIME), most_a_day(person))


def _bundle(judge: Judge, rank: int, chosen: tuple[int, ...]) -> Bundle:
    """A set as it is shown, the jobs in the order of the person's list."""
    jobs, worth, space = judge.jobs, judge.worth(chosen), judge.room(chosen)
    assert worth is not None
    assert space is not None
    week = entries(jobs, chosen, worked(jobs, chosen, space, worth.hours))
    parts = [Part(jobs.jobs[i].suggestion, time) for i, time in zip(chosen, worth.hours, strict=True)]
    return Bundle(
        rank=rank,
        parts=tuple(sorted(parts, key=lambda part: part.suggestion.rank)),
        hours=sum(worth.hours),
        week=week,
        utility=worth.utility,
        chance=worth.chance,
        score=judge.score(chosen),
    )
