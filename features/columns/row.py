"""One opening as one row: facts become the numbers that ``SHAPES`` names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from features import week
from features.columns.languages import language_row
from features.columns.shapes import AMOUNTS, SKILLS, mask
from features.columns.times import time_row
from features.facts import GROUPS, OpeningFacts
from features.journey import near_stop
from features.kinship import KEPT
from features.profiles import Demand, Requirement, Vacancy
from features.vocabulary import (
    HARD_NECESSITY,
    TASK_NEEDS,
    Adaptation,
    Credential,
    DayTime,
    Necessity,
    Need,
    Setting,
    SizeBand,
    Training,
    VacancyStatus,
)


def row_of(facts: OpeningFacts, employer: int) -> dict[str, Any]:
    """A value for every name in ``SHAPES``; ``employer`` is the employer's number."""
    lat, lon = facts.point or (np.nan, np.nan)
    return {
        "hours": facts.hours or (np.nan, np.nan),
        "fixed": week.pack([facts.fixed])[0],
        "flexible": week.pack([facts.flexible])[0],
        "daytimes": mask(facts.daytimes, DayTime),
        "daytimes_choice": facts.vacancy.daytimes_choice,
        **time_row(facts),
        "lat": lat,
        "lon": lon,
        "bus": facts.bus_ride() or 0,
        "near_town": near_stop(facts.point),
        **_credential_row(facts),
        **language_row(facts.languages()),
        **_demand_row(facts),
        "support": mask(facts.support, Adaptation),
        "settings": mask(facts.settings, Setting),
        **_kind_row(facts),
        **_offer_row(facts.vacancy),
        "employer": employer,
    }


def _credential_row(facts: OpeningFacts) -> dict[str, Any]:
    hard, task = facts.requires(HARD_NECESSITY), facts.requires([Necessity.TASK])
    return {
        "credentials_hard": _group_masks(hard),
        "credentials_task": _group_masks(task),
        "all_hard": _all_mask(hard),
        "all_task": _all_mask(task),
    }


def _demand_row(facts: OpeningFacts) -> dict[str, Any]:
    return {
        "demand": _levels(facts.demands),
        "amount": [_amount(facts.demands, need) for need in AMOUNTS],
        "loose": _levels(facts.loose),
        "loose_amount": [_amount(facts.loose, need) for need in AMOUNTS],
        "typical": _levels(facts.typical),
        "typical_amount": [_amount(facts.typical, need) for need in AMOUNTS],
    }


def _kind_row(facts: OpeningFacts) -> dict[str, Any]:
    """What kind of work and of company it is, and what is usual there."""
    occupation, branch, size = facts.occupation, facts.employer.branch, facts.employer.size_band
    return {
        "disco": int(facts.disco) if facts.disco else 0,
        "branch": int(branch[:2]) if branch else 0,
        "size": list(SizeBand).index(size) + 1 if size else 0,
        "training": list(Training).index(occupation.training) if occupation else -1,
        "typical_language": [occupation.danish[skill].rank if occupation else -1 for skill in SKILLS],
        "typical_settings": mask(facts.typical_settings, Setting),
        "kin": [code for code, _ in facts.kin] or [0] * KEPT,
        "kin_share": [share for _, share in facts.kin] or [0.0] * KEPT,
    }


def _offer_row(vacancy: Vacancy) -> dict[str, Any]:
    """From when and how long it stands."""
    return {
        "start": vacancy.start.toordinal() if vacancy.start else 0,
        "valid_until": vacancy.valid_until.toordinal() if vacancy.valid_until else np.iinfo(np.int32).max,
        "open": vacancy.status is VacancyStatus.OPEN and vacancy.positions > 0,
    }


def _levels(demands: Mapping[Need, Demand]) -> list[int]:
    return [demands[need].level if need in demands else -1 for need in TASK_NEEDS]


def _amount(demands: Mapping[Need, Demand], need: Need) -> float:
    demand = demands.get(need)
    return demand.value if demand is not None and demand.value is not None else float("nan")


def _group_masks(groups: list[list[Requirement]]) -> list[int]:
    masks = [mask([Credential(item.code) for item in group], Credential) for group in groups if len(group) > 1]
    return masks + [0] * (GROUPS - len(masks))


def _all_mask(groups: list[list[Requirement]]) -> int:
    return mask([Credential(group[0].code) for group in groups if len(group) == 1], Credential)
