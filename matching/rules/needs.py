"""The rule of functional needs that are not about time: need × demand × adaptation, task by task."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np

from features.columns import AMOUNTS, Columns, mask
from features.facts import OpeningFacts, PersonFacts, adapted, collides, colliding_tasks, helpful
from features.profiles import Demand, FunctionalNeed
from features.vocabulary import TASK_NEEDS, TIME_NEEDS, Adaptation, RuleCode, WhoCanChange
from matching.rules.base import (
    BROKEN,
    LIKELY_NOT,
    MET,
    NEGOTIABLE,
    UNKNOWN,
    Finding,
    Pair,
    Request,
    Status,
    amount_text,
    either,
    full,
)


class Needs:
    """Functional need × demand × adaptation, for needs that are not about time.

    An adaptation that the site offers removes a collision. A task that can be left out never breaks the rule: leaving
    it out is the employer's to give.
    """

    code = RuleCode.NEEDS

    def key(self, person: PersonFacts) -> Hashable | None:
        """The needs that are not about time."""
        return tuple(need for need in person.needs if need.code not in TIME_NEEDS)

    def check(self, request: Request) -> Status:
        """The worst over the person's needs."""
        status = full(request, MET)
        for need in (need for need in request.person.needs if need.code not in TIME_NEEDS):
            status = np.minimum(status, _need_status(need, request.columns))
        return status

    def explain(self, pair: Pair) -> list[Finding]:
        """One finding per need that collides, probably collides, or is not known."""
        needs = (need for need in pair.person.needs if need.code not in TIME_NEEDS)
        return [finding for finding in (_need_finding(need, pair.opening) for need in needs) if finding]


def _collisions(need: FunctionalNeed, level: np.ndarray, amount: np.ndarray | None) -> np.ndarray:
    """``facts.collides`` over columns: by amount where both are known, else by level."""
    by_level = (level >= 0) & (level + need.level > 4)
    if need.limit is None or amount is None:
        return by_level
    return np.where(np.isnan(amount), by_level, amount > need.limit)


def _need_status(need: FunctionalNeed, columns: Columns) -> Status:
    number = TASK_NEEDS.index(need.code)
    amounts = AMOUNTS.index(need.code) if need.code in AMOUNTS else None
    stated, typical = columns.demand[:, number], columns.typical[:, number]
    said = stated >= 0
    hit = _collisions(need, stated, None if amounts is None else columns.amount[:, amounts])
    loose = _collisions(need, columns.loose[:, number], None if amounts is None else columns.loose_amount[:, amounts])
    usual = _collisions(need, typical, None if amounts is None else columns.typical_amount[:, amounts])
    status = either(hit, BROKEN if need.hard else NEGOTIABLE, MET)
    status[~said] = either(usual[~said], LIKELY_NOT, UNKNOWN)
    status[loose & (status > NEGOTIABLE)] = NEGOTIABLE
    status[(columns.support & np.uint32(mask(helpful(need), Adaptation))) != 0] = MET
    return status


def _need_finding(need: FunctionalNeed, opening: OpeningFacts) -> Finding | None:
    """The finding for one need, or None when it is met or an adaptation at the site removes it."""
    if adapted(need, opening.support):
        return None
    stated, loose = opening.demands.get(need.code), opening.loose.get(need.code)
    if stated is not None and collides(need, stated):
        return _collision(need, stated, opening)
    if loose is not None and collides(need, loose):
        return _loose_collision(need, loose, opening)
    return None if stated is not None else _unstated(need, opening)


def _collision(need: FunctionalNeed, stated: Demand, opening: OpeningFacts) -> Finding:
    """What the job, or tasks that belong to it, asks beyond a need."""
    field, params = f"vacancy.demands.{need.code}", _need_params(need)
    change: dict[str, Any] = {field: 4 - need.level}
    if need.limit is not None and stated.value is not None and need.code in AMOUNTS:
        change = {f"{field}.value": need.limit}
    if params["adaptations"]:
        change = {"employer.site_support": params["adaptations"][0]}
    amount = amount_text(need.code, stated.value)
    code = "demand_above_limit" if amount and params["limit"] else "demand_collides"
    own = opening.vacancy.demands.get(need.code)
    if own is None or not collides(need, own):
        code = {"demand_above_limit": "task_above_limit", "demand_collides": "task_collides"}[code]
        params |= {"tasks": colliding_tasks(need, opening.vacancy, detachable=False)}
    miss = BROKEN if need.hard else NEGOTIABLE
    return Finding(RuleCode.NEEDS, miss, code, field, WhoCanChange.EMPLOYER, {**params, "amount": amount}, change)


def _loose_collision(need: FunctionalNeed, loose: Demand, opening: OpeningFacts) -> Finding:
    """The tasks that would have to be left out, which is the employer's to give."""
    tasks = colliding_tasks(need, opening.vacancy, detachable=True)
    params = _need_params(need) | {"tasks": tasks, "amount": amount_text(need.code, loose.value)}
    who, field = WhoCanChange.EMPLOYER, "vacancy.tasks"
    change = {"vacancy.tasks.left_out": tasks}
    return Finding(RuleCode.NEEDS, NEGOTIABLE, "task_to_leave_out", field, who, params, change)


def _unstated(need: FunctionalNeed, opening: OpeningFacts) -> Finding:
    """A question, and a doubt where the occupation usually asks more."""
    typical, params = opening.typical.get(need.code), _need_params(need)
    usual = typical is not None and collides(need, typical)
    params |= {"amount": amount_text(need.code, typical.value) if typical and usual else ""}
    code = "usually_demands" if usual else "ask_demand_limit" if params["limit"] else "ask_demand"
    field, status = f"vacancy.demands.{need.code}", LIKELY_NOT if usual else UNKNOWN
    return Finding(RuleCode.NEEDS, status, code, field, WhoCanChange.EMPLOYER, params)


def _need_params(need: FunctionalNeed) -> dict[str, Any]:
    limit, offers = amount_text(need.code, need.limit), tuple(sorted(helpful(need)))
    return {"need": need.code, "limit": limit, "level": need.level, "adaptations": offers}
