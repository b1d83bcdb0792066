"""The invented vacancies as arrays: what the truth is computed from.

Nothing here uses the engine's own features: a model that copies them is not rewarded for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from features import week
from features.occupations import Occupation
from features.profiles import Requirement
from features.vocabulary import (
    CEFR_ORDER,
    LIMIT_UNITS,
    TASK_NEEDS,
    Adaptation,
    Credential,
    LanguageSkill,
    Necessity,
    RequirementKind,
    Setting,
    SizeBand,
    Training,
)
from training.world.adverts import Order, all_demands
from training.world.trades import Floats, number_of
from training.world.vacancies import Invented, support_of

VIBORG: Final = (56.45, 9.4)


@dataclass(frozen=True, slots=True)
class Terrain:
    """``n`` vacancies as arrays; levels are CEFR ranks, ``windows`` weeks of 672 slots packed in eleven words."""

    occupation: NDArray[np.int64]
    low: Floats
    high: Floats
    fixed: NDArray[np.uint64]
    choice: NDArray[np.uint64]
    length: Floats
    lat: Floats
    lon: Floats
    danish: Floats
    danish_slack: Floats
    demand: NDArray[np.int64]
    amount: Floats
    support: NDArray[np.bool_]
    legal: NDArray[np.bool_]
    asked: Floats
    settings: NDArray[np.bool_]
    schooling: NDArray[np.int64]
    least_hours: Floats
    size: NDArray[np.int64]
    wage: Floats
    popularity: Floats
    boss: Floats
    tolerance: Floats
    reply: Floats

    def __len__(self) -> int:
        return len(self.low)

    @classmethod
    def of(cls, jobs: Sequence[Invented], rng: np.random.Generator) -> Terrain:
        """Arrays of ``jobs``; what nobody can see (a good boss, patience, fame) is drawn here, per employer."""
        orders = [job.order for job in jobs]
        rows = [_row(order) for order in orders]
        columns: dict[str, Any] = {name: np.array([row[name] for row in rows]) for name in rows[0]}
        columns["fixed"], columns["choice"] = (week.pack([row[name] for row in rows]) for name in ("fixed", "choice"))
        return cls(**columns, **_hidden(orders, columns, rng))


def _row(order: Order) -> dict[str, Any]:
    occupation, time, site = order.occupation, order.time, order.site or order.employer.site
    agreement = order.employer.agreement
    danish, slack = _danish(order, occupation)
    bits = week.union(week.window(day, *_wrapped(clock)) for clock in time.clocks for day in time.days)
    flexible = time.shape in ("flexible", "daytime")
    return {
        "occupation": number_of(occupation.id),
        "low": time.hours[0],
        "high": time.hours[1],
        "fixed": 0 if flexible else bits,
        "choice": bits if flexible else 0,
        "length": min(8.0, (time.clocks[0][1] - time.clocks[0][0]) / 60) if not flexible else 4.0,
        "lat": site.lat or VIBORG[0],
        "lon": site.lon or VIBORG[1],
        "danish": danish,
        "danish_slack": slack,
        **_body(order, occupation),
        "support": [item in support_of(order) for item in Adaptation],
        **_papers(order.requirements),
        "settings": [item in order.settings or item in _typical(occupation) for item in Setting],
        "schooling": list(Training).index(occupation.training),
        "least_hours": (agreement.min_weekly_hours or 0.0) if agreement else 0.0,
        "size": list(SizeBand).index(order.employer.size_band or SizeBand.SMALL),
        "wage": (order.wage.low or 145.0) if order.wage else 145.0,
    }


def _wrapped(clock: tuple[int, int]) -> tuple[int, int]:
    """A window inside one day: what passes midnight is cut there (the truth does not need the rest)."""
    return clock[0], min(clock[1], 24 * 60)


def _danish(order: Order, occupation: Occupation) -> tuple[float, float]:
    """The Danish the job truly needs, and how much room the employer gives (1 all, 0 none)."""
    for item in order.requirements:
        if item.kind is RequirementKind.LANGUAGE and item.necessity is not Necessity.PREFERENCE:
            return float(item.levels[LanguageSkill.SPEAK].rank), item.negotiability
    return float(CEFR_ORDER.index(occupation.danish[LanguageSkill.SPEAK])), 0.6


def _body(order: Order, occupation: Occupation) -> dict[str, Any]:
    """Demands as they are: what the advert names, else what the occupation usually asks."""
    level, amount = [], []
    named = all_demands(order)
    for need in TASK_NEEDS:
        demand = named.get(need) or occupation.demands.get(need)
        level.append(demand.level if demand else 0)
        amount.append(demand.value if demand and demand.value is not None and need in LIMIT_UNITS else np.nan)
    return {"demand": level, "amount": amount}


def _papers(requirements: Sequence[Requirement]) -> dict[str, Any]:
    """(credentials) what the law asks, and how firmly the task asks for the rest (1 − room to talk)."""
    legal, asked = [False] * len(Credential), [0.0] * len(Credential)
    codes = list(Credential)
    for item in requirements:
        if item.code not in codes or item.kind is RequirementKind.LANGUAGE:
            continue
        number = codes.index(Credential(item.code))
        legal[number] |= item.necessity in (Necessity.LEGAL, Necessity.SAFETY)
        asked[number] = max(asked[number], 1 - item.negotiability)
    return {"legal": legal, "asked": asked}


@lru_cache(maxsize=512)
def _typical_of(place: str, company: str, noise: int, pace: int, customers: int) -> frozenset[Setting]:
    holds = {
        Setting.INSIDE: place == "inside",
        Setting.OUTSIDE: place == "outside",
        Setting.ALONE: company == "alone",
        Setting.TOGETHER: company == "together",
        Setting.QUIET: noise <= 1,
        Setting.LIVELY: noise >= 3,
        Setting.CALM_PACE: pace <= 1,
        Setting.FAST_PACE: pace >= 3,
        Setting.CUSTOMERS: customers >= 3,
        Setting.NO_CUSTOMERS: customers == 0,
    }
    return frozenset(name for name, true in holds.items() if true)


def _typical(occupation: Occupation) -> frozenset[Setting]:
    setting = occupation.setting
    return _typical_of(setting.place, setting.company, setting.noise, setting.pace, setting.customers)


def _hidden(orders: Sequence[Order], columns: dict[str, Any], rng: np.random.Generator) -> dict[str, Any]:
    """Per employer: a good boss, patience, replies, fame. A job is popular by fame, place, daytime and few demands."""
    ids = sorted({order.employer.id for order in orders})
    place = _places(ids, orders)
    known = {order.employer.id: order.employer.responsiveness for order in orders}
    replies = np.array([rng.beta(known[name].a + 2.0, known[name].b + 1.0) for name in ids])
    fame = rng.normal(size=len(ids))
    near = -km((columns["lat"], columns["lon"]), VIBORG) / 25
    day = np.array([order.time.part == "day" and order.time.shape != "rotating" for order in orders])
    raw = fame[place] + 0.7 * columns["size"] + near + 0.8 * day - 0.3 * columns["danish"]
    return {
        "popularity": np.asarray(1 / (1 + np.exp(-(raw - np.median(raw))))),
        "boss": rng.normal(size=len(ids))[place],
        "tolerance": rng.normal(size=len(ids))[place],
        "reply": replies[place],
    }


def _places(ids: Sequence[str], orders: Sequence[Order]) -> NDArray[np.int64]:
    numbers = {name: number for number, name in enumerate(ids)}
    return np.array([numbers[order.employer.id] for order in orders])


def km(points: tuple[Floats, Floats], home: tuple[float, float]) -> Floats:
    """(n,) straight kilometres from ``home`` to ``points`` (degrees); flat at this latitude, good to 0.5 %."""
    north = (points[0] - home[0]) * 111.2
    east = (points[1] - home[1]) * 111.2 * np.cos(np.radians(home[0]))
    return np.asarray(np.hypot(north, east))
