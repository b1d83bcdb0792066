"""One person × openings → one numeric table: the contract between what we know and what the model weighs.

Every feature runs from 0 (speaks against) to 1 (speaks for), except the two counts at the end; NaN is unknown and
stays unknown. ``UTILITY`` features speak about what the person gets, ``CHANCE`` features about whether the employer
says yes. No feature is a protected attribute or a property of the person alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from features import week
from features.columns import AMOUNTS, LANGUAGES, SKILLS, Columns, mask
from features.facts import PersonFacts, helpful
from features.held import credential_fit
from features.journey import Journeys
from features.text import Phrase
from features.vocabulary import (
    LIMIT_UNITS,
    TASK_NEEDS,
    TIME_NEEDS,
    Adaptation,
    Setting,
    SupportNeed,
    Training,
    WishKind,
)

Column = NDArray[np.float32]

UTILITY: Final = ("wish_similarity", "setting_fit", "hours_closeness", "travel_ease", "time_preference", "support_fit")
CHANCE: Final = (
    "experience_similarity",
    "language_margin",
    "demand_margin",
    "credential_fit",
    "training_fit",
    "responsiveness",
    "doubts",
    "misses",
)
COLUMNS: Final = UTILITY + CHANCE
COUNTS: Final = frozenset({"doubts", "misses"})
"""Features that count what speaks against a pair: more of them is never better."""

HOURS_SCALE: Final = 10.0
"""Hours a week away from the wish at which hours speak no more for a job."""
LONG_JOURNEY: Final = 75.0
"""Minutes one way at which the journey speaks no more for a job."""
OPPOSITES: Final = {
    Setting.ALONE: Setting.TOGETHER,
    Setting.INSIDE: Setting.OUTSIDE,
    Setting.QUIET: Setting.LIVELY,
    Setting.CALM_PACE: Setting.FAST_PACE,
    Setting.CUSTOMERS: Setting.NO_CUSTOMERS,
}
OFFERED: Final = {
    SupportNeed.MENTOR: Adaptation.MENTOR,
    SupportNeed.CONTACT_PERSON: Adaptation.CONTACT_PERSON,
    SupportNeed.INTERPRETER_START: Adaptation.INTERPRETER_START,
    SupportNeed.CALM_INTRODUCTION: Adaptation.CALM_INTRODUCTION,
}
TRAINING_FIT: Final = {Training.NONE: 1.0, Training.SHORT_COURSE: 0.75, Training.VOCATIONAL: 0.3, Training.HIGHER: 0.0}
"""How open an occupation is to somebody without its schooling (a judgement, written down to be argued with)."""
IMPLIED_WISH: Final = 0.6
"""What somebody has done counts as much of a wish as this, unless they have said that they do not want it."""


@dataclass(frozen=True, slots=True)
class Closeness:
    """How close a person's phrases are to ``n`` openings, (p, n) float32 in [0, 1].

    ``direct`` compares the texts and is what may be quoted as a reason; ``scores`` also counts kindred occupations.
    """

    phrases: tuple[Phrase, ...]
    direct: NDArray[np.float32]
    scores: NDArray[np.float32]

    def best(self) -> Column:
        """(n,) the closest phrase of each opening, NaN without phrases."""
        if not self.phrases:
            return np.full(self.scores.shape[1], np.nan, np.float32)
        weights = np.array([phrase.weight for phrase in self.phrases], np.float32)[:, None]
        return np.asarray((self.scores * weights).max(axis=0), np.float32)

    def closest(self, row: int) -> tuple[Phrase, float]:
        """The phrase that draws most to one opening by its own words and its weight, and how close the words are."""
        weights = np.array([phrase.weight for phrase in self.phrases], np.float32)
        number = int((self.direct[:, row] * weights).argmax())
        return self.phrases[number], float(self.direct[number, row])


def pair_table(
    person: PersonFacts,
    columns: Columns,
    journeys: Journeys,
    responsiveness: Column,
    wishes: Closeness,
    experience: Closeness,
    statuses: NDArray[np.int8],
) -> NDArray[np.float32]:
    """(n, len(COLUMNS)) float32 features, NaN unknown.

    Having done the work counts as part of a wish for it, and stands in for its schooling as far as it is alike.
    ``statuses`` (n, rules) are the rules' answers: 0 is a doubt, -1 a negotiable miss (see ``matching.rules``).
    """
    n = len(columns)
    done = experience.best()
    table = np.full((n, len(COLUMNS)), np.nan, np.float32)
    features = (
        np.fmax(wishes.best(), IMPLIED_WISH * done),
        setting_fit(person, columns),
        hours_closeness(person, columns),
        1 - np.minimum(journeys.minutes / LONG_JOURNEY, 1),
        time_preference(person, columns),
        support_fit(person, columns),
        done,
        language_margin(person, columns),
        demand_margin(person, columns),
        credential_fit(person, columns),
        np.fmax(training_fit(columns), done),
        responsiveness,
        (statuses == 0).sum(axis=1),
        (statuses == -1).sum(axis=1),
    )
    for number, feature in enumerate(features):
        table[:, number] = feature
    return table


def setting_fit(person: PersonFacts, columns: Columns) -> Column:
    """Weighted share of wished settings that the job has; a setting it neither has nor excludes does not count."""
    total = np.zeros(len(columns), np.float32)
    weight = np.zeros(len(columns), np.float32)
    for wish in person.participant.wishes:
        if wish.kind is not WishKind.SETTING:
            continue
        setting = Setting(wish.value)
        has, usual = _has(columns.settings, setting), _has(columns.typical_settings, setting)
        against, usual_against = _against(columns.settings, setting), _against(columns.typical_settings, setting)
        fit = np.select([has, against, usual, usual_against], [1.0, 0.0, 0.8, 0.2], np.nan)
        known = ~np.isnan(fit)
        total[known] += wish.weight * fit[known]
        weight[known] += wish.weight
    return _share(total, weight)


def _has(masks: NDArray[Any], setting: Setting) -> NDArray[np.bool_]:
    return np.asarray((masks & np.uint32(mask([setting], Setting))) != 0)


def _against(masks: NDArray[Any], setting: Setting) -> NDArray[np.bool_]:
    pairs = OPPOSITES | {other: one for one, other in OPPOSITES.items()}
    return _has(masks, pairs[setting]) if setting in pairs else np.zeros(len(masks), bool)


def _share(total: Column, weight: Column) -> Column:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(weight > 0, total / weight, np.nan).astype(np.float32)


def hours_closeness(person: PersonFacts, columns: Columns) -> Column:
    """1 where the wished hours are offered, falling to 0 at ``HOURS_SCALE`` hours away."""
    wish = person.participant.hours_wish
    if wish is None and person.hours is not None:
        low, high = person.hours
        gap = np.maximum(np.maximum(columns.hours[:, 0] - high, low - columns.hours[:, 1]), 0)
    elif wish is not None:
        gap = np.maximum(np.maximum(columns.hours[:, 0] - wish, wish - columns.hours[:, 1]), 0)
    else:
        return np.full(len(columns), np.nan, np.float32)
    return np.asarray(1 - np.minimum(gap / HOURS_SCALE, 1), np.float32)


def time_preference(person: PersonFacts, columns: Columns) -> Column:
    """Share of the job's windows inside preferred time (all possible time counts half), outside what is avoided."""
    if not person.preferred and not person.avoided:
        return np.full(len(columns), np.nan, np.float32)
    windows = np.asarray(columns.fixed | columns.flexible, np.uint64)
    size = np.bitwise_count(windows).sum(axis=1)
    liked = _covered(windows, person.preferred)
    avoided = _covered(windows, person.avoided)
    neutral = size - liked - avoided
    return _share((liked + 0.5 * np.maximum(neutral, 0)).astype(np.float32), size.astype(np.float32))


def _covered(windows: NDArray[np.uint64], bits: int) -> NDArray[Any]:
    return np.asarray(np.bitwise_count(windows & week.pack([bits])[0]).sum(axis=1), np.float32)


def support_fit(person: PersonFacts, columns: Columns) -> Column:
    """Share of the wished support that the site offers; NaN without a wish, and where a site has stated nothing."""
    wanted = mask((OFFERED[need] for need in person.participant.support_needs if need in OFFERED), Adaptation)
    if not wanted:
        return np.full(len(columns), np.nan, np.float32)
    offered = np.bitwise_count(columns.support & np.uint32(wanted)).astype(np.float32)
    fit = offered / wanted.bit_count()
    return np.where(columns.support == 0, np.nan, fit).astype(np.float32)


def language_margin(person: PersonFacts, columns: Columns) -> Column:
    """Language against what is asked, else Danish against what is usual: 0.5 where it just fits, ±0.25 per CEFR level.

    The least margin counts, of several languages of which one will do the best. NaN where no level asked is known.
    """
    asked = columns.language >= 0
    silent = np.asarray(~asked.any(axis=(1, 2)))
    numbers = sorted({LANGUAGES.index("da"), *np.flatnonzero(asked.any(axis=(0, 2))).tolist()})
    margins = []
    for number in numbers:
        wanted = columns.language[:, number, :].astype(np.int16)
        if LANGUAGES[number] == "da":
            wanted = np.where(silent[:, None], columns.typical_language, wanted)
        margins.append(_margin(person, LANGUAGES[number], wanted))
    each, group = np.stack(margins), columns.language_group[:, numbers].T
    worst = [_nan_min(np.where(group == 0, each, np.nan))]
    worst += [_nan_max(np.where(group == number, each, np.nan)) for number in range(1, int(group.max(initial=0)) + 1)]
    return _nan_min(np.stack(worst))


def _margin(person: PersonFacts, language: str, wanted: NDArray[Any]) -> Column:
    known = person.participant.language(language)
    levels = [known.level(skill) if known else None for skill in SKILLS]
    have = np.array([np.nan if level is None else level.rank for level in levels], np.float32)
    gaps = np.where(wanted >= 0, have - wanted, np.nan)
    return np.asarray(np.clip(0.5 + 0.25 * _nan_min(gaps.T), 0, 1), np.float32)


def _nan_min(values: NDArray[Any]) -> Column:
    lowest = np.where(np.isnan(values), np.inf, values).min(axis=0)
    return np.where(np.isinf(lowest), np.nan, lowest).astype(np.float32)


def _nan_max(values: NDArray[Any]) -> Column:
    return -_nan_min(-values)


def demand_margin(person: PersonFacts, columns: Columns) -> Column:
    """The least slack over the person's needs, stated demand before usual: 0 past the limit, 1 without demand.

    An amount at the limit is 0.5, and so is at least a demand that the site has an adaptation for.
    """
    slack = [np.full(len(columns), np.nan, np.float32)]
    for need in person.needs:
        if need.code in TIME_NEEDS:
            continue
        number = TASK_NEEDS.index(need.code)
        stated = columns.demand[:, number]
        level = np.where(stated >= 0, stated, columns.typical[:, number]).astype(np.float32)
        level[level < 0] = np.nan
        room = np.clip((4 - need.level - level) / 4, -0.25, 1) + 0.25
        if need.limit and need.code in AMOUNTS and need.code in LIMIT_UNITS:
            column = AMOUNTS.index(need.code)
            amount = np.where(stated >= 0, columns.amount[:, column], columns.typical_amount[:, column])
            room = np.where(np.isnan(amount), room, 1 - np.minimum(amount / need.limit, 2) / 2)
        helped = (columns.support & np.uint32(mask(helpful(need), Adaptation))) != 0
        room = np.where(helped, np.maximum(room, 0.5), room)
        slack.append(np.clip(room, 0, 1).astype(np.float32))
    return _nan_min(np.stack(slack))


def training_fit(columns: Columns) -> Column:
    """How open the occupation is without its schooling; NaN where the occupation is not known."""
    values = np.array([*(TRAINING_FIT[training] for training in Training), np.nan], np.float32)
    return np.asarray(values[columns.training], np.float32)
