"""The single parts of the truth, each over all vacancies of one world at once: (n,) log-odds unless it says so."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np

from features import week
from features.profiles import FunctionalNeed, Participant
from features.vocabulary import (
    REMOVED_BY,
    TASK_NEEDS,
    TIME_NEEDS,
    Adaptation,
    AvailabilityKind,
    Credential,
    Setting,
    SupportNeed,
    TransportMode,
    WishKind,
    with_implied,
)
from training.world.people import Person
from training.world.terrain import Terrain, km
from training.world.trades import Floats, alikeness

SPEED: Final = {
    TransportMode.WALK: (4.6, 0.0),
    TransportMode.BIKE: (14.0, 2.0),
    TransportMode.MOPED: (26.0, 3.0),
    TransportMode.BUS: (34.0, 18.0),
    TransportMode.CAR: (56.0, 5.0),
    TransportMode.RIDE: (56.0, 8.0),
}
"""Kilometres an hour and minutes lost each way in this world; the engine's own rules differ a little, as in life."""
DETOUR: Final = 1.27
FAR: Final = 240.0
LITTLE_DANISH: Final = 1

HELPS: Final = {
    SupportNeed.MENTOR: Adaptation.MENTOR,
    SupportNeed.CONTACT_PERSON: Adaptation.CONTACT_PERSON,
    SupportNeed.INTERPRETER_START: Adaptation.INTERPRETER_START,
    SupportNeed.CALM_INTRODUCTION: Adaptation.CALM_INTRODUCTION,
}
OPPOSITE: Final = (
    (Setting.ALONE, Setting.TOGETHER),
    (Setting.INSIDE, Setting.OUTSIDE),
    (Setting.QUIET, Setting.LIVELY),
    (Setting.CALM_PACE, Setting.FAST_PACE),
    (Setting.CUSTOMERS, Setting.NO_CUSTOMERS),
)


def travel(known: Participant, land: Terrain) -> Floats:
    """(n,) true minutes one way with the quickest mode the person has and accepts; ``FAR`` where none will do."""
    if known.home is None or known.home.lat is None or known.home.lon is None or not known.transport:
        return np.full(len(land), 45.0)
    road = DETOUR * km((land.lat, land.lon), (known.home.lat, known.home.lon))
    best = np.full(len(land), FAR)
    for way in known.transport:
        speed, lost = SPEED[way.mode]
        minutes = road / speed * 60 + lost
        most = FAR if way.max_minutes is None else 1.15 * way.max_minutes
        best = np.where(minutes <= most, np.minimum(best, minutes), best)
    return best


def wish(person: Person, land: Terrain) -> Floats:
    """Convex in closeness: a near miss of a wish is worth little, the wished work much."""
    if not person.wanted:
        return np.full(len(land), -0.3)
    like = alikeness()[:, land.occupation]
    best = np.max([weight * like[number] for number, weight in person.wanted.items()], axis=0)
    return np.asarray(3.6 * best**2 - 1.3)


def setting(known: Participant, land: Terrain) -> Floats:
    """Wished sides of a workplace, their opposites, and what is not wanted at all."""
    order = list(Setting)
    against = {**dict(OPPOSITE), **{b: a for a, b in OPPOSITE}}
    total = np.zeros(len(land))
    for wish in known.wishes:
        if wish.kind is WishKind.SETTING:
            setting = Setting(wish.value)
            total += 0.8 * wish.weight * land.settings[:, order.index(setting)]
            if setting in against:
                total -= 0.8 * wish.weight * land.settings[:, order.index(against[setting])]
    for item in known.do_not_want:
        if item.kind is WishKind.SETTING:
            total -= 4.0 * land.settings[:, order.index(Setting(item.value))]
    if danish(known) <= 2:
        total += 0.4 * land.settings[:, order.index(Setting.TOGETHER)]
    return np.asarray(np.maximum(total, -4))


def hours(known: Participant, land: Terrain) -> tuple[Floats, Floats]:
    """Too many hours weigh twice as much as too few, and more and more."""
    wish = known.hours_wish if known.hours_wish is not None else 15.0
    many = np.maximum(land.low - wish, 0)
    few = np.maximum(wish - land.high, 0)
    return -np.minimum(4, (many / 6) ** 1.4), -np.minimum(2, 0.5 * (few / 6) ** 1.2)


def times(known: Participant, land: Terrain) -> Floats:
    """Hours outside the person's time hurt at once; hours to choose from must leave room for those asked."""
    can = week.union(
        week.inner_window(item.weekday, item.start, item.end)
        for item in known.availability
        if item.kind is not AvailabilityKind.AVOID
    )
    if not can:
        return np.zeros(len(land))
    free = week.pack([can])[0]
    size = np.maximum(np.bitwise_count(land.fixed).sum(axis=1), 1)
    outside = np.bitwise_count(land.fixed & ~free).sum(axis=1) / size
    room = np.bitwise_count(land.choice & free).sum(axis=1) / 4
    lacking = np.where(land.choice.any(axis=1), np.clip(1 - room / np.maximum(land.low, 1), 0, 1), 0)
    return np.asarray(-4.5 * np.sqrt(np.maximum(outside, lacking)))


def support(known: Participant, land: Terrain) -> Floats:
    """Support counts only for people who need it: those who ask for it or have little Danish."""
    order = list(Adaptation)
    wanted = [order.index(HELPS[need]) for need in known.support_needs if need in HELPS]
    total = np.zeros(len(land))
    if wanted:
        total += 1.4 * land.support[:, wanted].mean(axis=1) - 0.5
    if danish(known) <= LITTLE_DANISH:
        pictures = land.support[:, order.index(Adaptation.PICTURE_INSTRUCTIONS)]
        total += 0.6 * (pictures | land.support[:, order.index(Adaptation.ONBOARDING_LANGUAGE)])
    return total


def strain(known: Participant, land: Terrain, today: date) -> Floats:
    """How far the work goes past the body's limits: 0 inside, 1 at a plain collision, adaptations taken off."""
    worst = np.zeros(len(land))
    for need in known.functional_needs:
        if need.code in TIME_NEEDS or (need.expires_at is not None and need.expires_at < today):
            continue
        worst = np.maximum(worst, _one_strain(need, land))
    return worst


def _one_strain(need: FunctionalNeed, land: Terrain) -> Floats:
    number = TASK_NEEDS.index(need.code)
    level, amount = land.demand[:, number], land.amount[:, number]
    past = np.maximum(need.level + level - 4, 0).astype(float)
    if need.limit:
        with np.errstate(invalid="ignore"):
            past = np.where(np.isnan(amount), past, 2 * np.maximum(amount / need.limit - 1, 0))
    order = list(Adaptation)
    helps = [order.index(item) for item in REMOVED_BY.get(need.code, ())]
    helped = land.support[:, helps].any(axis=1) if helps else np.zeros(len(land), bool)
    return np.asarray(np.where(helped, 0.15 * past, past))


def done(person: Person, land: Terrain) -> Floats:
    """Months of work that was like the job, by how alike it was."""
    like = alikeness()[:, land.occupation]
    months = np.zeros(len(land))
    for number, value in person.done.items():
        months += value * like[number] ** 2
    return months


def papers(known: Participant, land: Terrain) -> Floats:
    """A paper the law asks for and the person lacks closes the door; one the task asks for costs by its firmness."""
    held = with_implied(frozenset(item.code for item in known.credentials))
    held |= {Credential.CRIMINAL_RECORD, Credential.CHILD_RECORD}
    lacks = np.array([code not in held for code in Credential])
    closed = (land.legal & lacks).any(axis=1)
    return np.asarray(np.where(closed, -5.0, -2.0 * (land.asked * lacks).max(axis=1)))


def danish(known: Participant) -> int:
    """The CEFR rank of spoken Danish, 0 when it is not known."""
    level = known.language("da")
    return level.speak.rank if level is not None and level.speak is not None else 0


def sigmoid(logits: Floats) -> Floats:
    """Log-odds as probabilities."""
    return np.asarray(1 / (1 + np.exp(-logits)), np.float64)
