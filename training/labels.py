"""What an answer teaches: each reason code is routed to the one part of the model that it speaks about.

A yes teaches the whole head; a no without a reason does, too. A no with a reason teaches only the weights of the
features that the reason names (``ROUTES``), the others are held as they are. Whatever was no judgement of the pair (a
better option, hired elsewhere, later, not asked, filled, wrong data) is censored: it is left out, and never counts as a
no. An unlawful reason teaches nothing at all.

Four stages are learned: the consultant ``passes`` a suggestion on, the person ``likes`` it, the employer ``hires``, the
job ``stays``. A party's answer counts in the rate of its own stage; a reason may teach the weights of another's, as
when the consultant says that the skill is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from features.pairs import CHANCE, COLUMNS, UTILITY
from features.vocabulary import Answer, Party, ReviewReason
from training.dataset import Dataset

if TYPE_CHECKING:
    import pandas as pd

MAYBE: Final = 0.5
"""What a "maybe" without a reason against counts beside a yes."""
SECOND_HAND: Final = 0.5
"""What a consultant's reason counts beside an answer of the one it speaks about."""
MOST_OF_MEDIAN: Final = 3
LEAST_CAP: Final = 10.0
"""One rater's answers weigh together at most three times what the median rater's do, or ten when that is more."""


class Stage(StrEnum):
    """What has to happen, in this order, and that it lasts."""

    PASSES = "passes"
    LIKES = "likes"
    HIRES = "hires"
    STAYS = "stays"


class Part(StrEnum):
    """What a reason speaks about."""

    WHOLE = "whole"
    FEATURES = "features"
    RATE = "rate"
    CENSORED = "censored"
    DATA = "data"
    CONTACT = "contact"
    OVERRIDE = "override"
    VALIDITY = "validity"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Route:
    """Where a reason leads: the part, and the features whose weights it teaches."""

    part: Part
    features: tuple[str, ...] = ()

    @property
    def teaches(self) -> bool:
        """The answer says something of the pair."""
        return self.part in (Part.WHOLE, Part.FEATURES, Part.RATE)

    @property
    def counts(self) -> bool:
        """The answer counts in the rate of its party's stage."""
        return self.teaches or self.part is Part.OVERRIDE


def _to(*features: str) -> Route:
    return Route(Part.FEATURES, features)


ROUTES: Final[Mapping[ReviewReason, Route]] = {
    ReviewReason.GOOD_FIT: Route(Part.WHOLE),
    ReviewReason.OTHER: Route(Part.WHOLE),
    ReviewReason.TASK_NOT_WANTED: _to("wish_similarity"),
    ReviewReason.BRANCH_NOT_WANTED: _to("wish_similarity"),
    ReviewReason.SETTING_NOT_WANTED: _to("setting_fit"),
    ReviewReason.TOO_FAR: _to("travel_ease"),
    ReviewReason.NO_TRANSPORT: _to("travel_ease"),
    ReviewReason.TOO_MANY_HOURS: _to("hours_closeness"),
    ReviewReason.TOO_FEW_HOURS: _to("hours_closeness"),
    ReviewReason.TIMES_CLASH: _to("time_preference"),
    ReviewReason.SUPPORT_MISSING: _to("support_fit"),
    ReviewReason.WRONG_SKILL: _to("experience_similarity", "training_fit"),
    ReviewReason.WRONG_LANGUAGE: _to("language_margin"),
    ReviewReason.WRONG_PHYSICAL: _to("demand_margin", "doubts"),
    ReviewReason.WRONG_SOCIAL: _to("demand_margin", "doubts"),
    ReviewReason.EMPLOYER_EXPERIENCE: _to("experience_similarity", "training_fit"),
    ReviewReason.EMPLOYER_LANGUAGE: _to("language_margin"),
    ReviewReason.EMPLOYER_LICENCE: _to("credential_fit"),
    ReviewReason.EMPLOYER_PHYSICAL: _to("demand_margin", "doubts"),
    ReviewReason.NO_ANSWER: _to("responsiveness"),
    ReviewReason.EMPLOYER_HOURS: Route(Part.RATE),
    ReviewReason.EMPLOYER_SHIFT: Route(Part.RATE),
    ReviewReason.NO_MENTOR_CAPACITY: Route(Part.RATE),
    ReviewReason.BETTER_OPTION: Route(Part.CENSORED),
    ReviewReason.HIRED_ELSEWHERE: Route(Part.CENSORED),
    ReviewReason.LATER: Route(Part.CENSORED),
    ReviewReason.DATA_WRONG: Route(Part.DATA),
    ReviewReason.DATA_MISSING: Route(Part.DATA),
    ReviewReason.ALREADY_IN_CONTACT: Route(Part.CONTACT),
    ReviewReason.PROTECT_RELATION: Route(Part.CONTACT),
    ReviewReason.DISAGREES_WITH_RANK: Route(Part.OVERRIDE),
    ReviewReason.NO_NEED: Route(Part.VALIDITY),
    ReviewReason.FILLED: Route(Part.VALIDITY),
    ReviewReason.AGREEMENT_MINIMUM: Route(Part.VALIDITY),
    ReviewReason.UNLAWFUL: Route(Part.NOTHING),
}
"""Every reason code and where it leads. ``AGREEMENT_MINIMUM`` is a threshold of the rules, not a weight."""
STAGE_OF: Final = {Party.CONSULTANT: Stage.PASSES, Party.PARTICIPANT: Stage.LIKES, Party.EMPLOYER: Stage.HIRES}
HEAD: Final = {Stage.LIKES: UTILITY, Stage.HIRES: CHANCE}
"""The features of the two stages that have weights."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """``n`` answers of one stage: row of the data set, 1 or 0, weight, and which weights each may move.

    ``learns`` (n, len(COLUMNS)) is True where the answer speaks about a feature; ``counts`` (n,) where it is an answer
    of the stage's own party, which the stage's rate is learned from.
    """

    rows: NDArray[np.int64]
    said: NDArray[np.float64]
    weight: NDArray[np.float64]
    learns: NDArray[np.bool_]
    counts: NDArray[np.bool_]
    rater: NDArray[Any]

    def __len__(self) -> int:
        return len(self.rows)


def lessons(dataset: Dataset, *, routed: bool = True) -> Mapping[Stage, Lessons]:
    """What the answers of a data set teach, by stage, each rater's weight capped.

    ``routed=False`` lets every no teach the whole head, for comparison.
    """
    found: dict[Stage, list[tuple[Any, ...]]] = {stage: [] for stage in (Stage.PASSES, Stage.LIKES, Stage.HIRES)}
    row_of = {name: row for row, name in enumerate(dataset.suggestions["suggestion"])}
    columns = ("suggestion", "party", "answer", "reason", "rater")
    for name, party, answer, reason, rater in zip(*(dataset.answers[column] for column in columns), strict=True):
        why = None if not isinstance(reason, str) else ReviewReason(reason)
        for stage, said, weight, learns, counts in _taught(Party(party), Answer(answer), why, routed):
            found[stage].append((row_of[name], said, weight, learns, counts, rater))
    return {stage: _stacked(rows) for stage, rows in found.items()}


def _taught(
    party: Party, answer: Answer, reason: ReviewReason | None, routed: bool
) -> list[tuple[Stage, float, float, NDArray[np.bool_], bool]]:
    """What one answer teaches: (stage, said, weight, learns, counts), nothing, or two stages."""
    route = ROUTES[reason] if reason else Route(Part.WHOLE)
    own = STAGE_OF[party]
    if answer is Answer.YES:
        return [(own, 1.0, 1.0, _mask(HEAD.get(own, ())), True)]
    if answer is Answer.MAYBE and route.part is Part.WHOLE:
        return [(own, 1.0, MAYBE, _mask(HEAD.get(own, ())), True)]
    if answer is not Answer.NO and reason is not ReviewReason.NO_ANSWER:
        return []
    named = stage_of(route.features)
    found = []
    if route.counts:
        whole = route.part is Part.WHOLE or not routed
        features = HEAD.get(own, ()) if whole else route.features if named is own else ()
        found.append((own, 0.0, 1.0, _mask(features), True))
    if named not in (None, own):
        weight = SECOND_HAND if party is Party.CONSULTANT else 1.0
        found.append((named, 0.0, weight, _mask(route.features), False))
    return found


def stage_of(features: tuple[str, ...]) -> Stage | None:
    """The stage whose head holds the features."""
    return next((stage for stage, head in HEAD.items() if features and set(features) <= set(head)), None)


def _mask(features: tuple[str, ...]) -> NDArray[np.bool_]:
    return np.array([name in features for name in COLUMNS])


def _stacked(rows: list[tuple[Any, ...]]) -> Lessons:
    places, said, weight, learns, counts, raters = zip(*rows, strict=True) if rows else ((),) * 6
    rater = np.array(raters, dtype=object)
    return Lessons(
        rows=np.array(places, np.int64),
        said=np.array(said, np.float64),
        weight=np.array(weight, np.float64) * capped(rater),
        learns=np.array(learns, bool).reshape(-1, len(COLUMNS)),
        counts=np.array(counts, bool),
        rater=rater,
    )


def capped(rater: NDArray[Any]) -> NDArray[np.float64]:
    """(n,) weights at which no rater's answers weigh together more than the cap; 1 for nearly everybody."""
    if not len(rater):
        return np.zeros(0)
    _, number, counts = np.unique(rater.astype(str), return_inverse=True, return_counts=True)
    cap = max(LEAST_CAP, MOST_OF_MEDIAN * float(np.median(counts)))
    return np.asarray(np.minimum(1.0, cap / counts)[number])


def retention(outcomes: pd.DataFrame, weeks: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Still there after ``weeks`` (1 or 0) and weight of each placement; one that is not known yet weighs 0.

    The others weigh the inverse of the chance that a placement is watched that long (Kaplan–Meier of the censoring):
    inverse probability of censoring weighting, Vock et al. 2016.
    """
    seen = np.minimum(outcomes["weeks"].to_numpy(np.float64), weeks)
    left = outcomes["ended"].to_numpy(bool) & (outcomes["weeks"].to_numpy(np.float64) < weeks)
    known = left | (seen >= weeks)
    watched = np.ones(len(seen))
    share = 1.0
    for moment in np.unique(seen):
        watched[seen == moment] = share
        at_risk = (seen >= moment).sum() - (left & (seen == moment)).sum()
        lost = (~known & (seen == moment)).sum()
        share *= 1 - lost / at_risk if at_risk else 1.0
    weight = np.where(known, 1 / np.maximum(watched, 0.05), 0.0)
    return (~left).astype(np.float64), weight
