"""The price of each thing that a vacancy asks for: how many more people would be possible without it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from features.facts import asks_credential, gathered, is_hard, least_binding
from features.profiles import Requirement, Task, Vacancy
from features.vocabulary import Necessity, Need, RequirementKind
from matching.counsel.counter import Hearing, Ids, version
from matching.counsel.offers import named
from matching.counsel.versions import Sheet


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked for: a code and parameters for its words, and the vacancy without it.

    ``law``: the law or safety asks for it, so nobody may propose to drop it.
    """

    code: str
    params: Mapping[str, Any]
    without: Vacancy
    law: bool = False


@dataclass(frozen=True, slots=True)
class Price:
    """Who would be possible without a thing, and who is possible now but would have nothing to negotiate about."""

    asked: Asked
    blocked: Ids
    near: Ids


def requirement_prices(hearing: Hearing) -> tuple[Price, ...]:
    """The price of everything a vacancy asks for, in the order of its fields."""
    opening, near = hearing.opening, hearing.near
    asked = tuple(asked_of(opening.vacancy))
    found = near.before(Sheet.of([opening, *(version(opening, one.without) for one in asked)]))
    was, clear = found.possible[:, :1], found.clear[:, :1]
    blocked, eased = found.possible & ~was, found.clear & was & ~clear
    return tuple(
        Price(one, near.ids(blocked[:, column]), near.ids(eased[:, column]))
        for column, one in enumerate(asked, start=1)
    )


def asked_of(vacancy: Vacancy) -> Iterator[Asked]:
    """Hours, times, start, each demand on body and mind, each requirement that is more than a wish."""
    if vacancy.hours_min is not None or vacancy.hours_max is not None:
        span = tuple(hours for hours in (vacancy.hours_min, vacancy.hours_max) if hours is not None)
        yield Asked("hours", {"hour_span": span}, vacancy.model_copy(update={"hours_min": None, "hours_max": None}))
    if vacancy.shifts or vacancy.daytimes:
        yield Asked("times", {}, vacancy.model_copy(update={"shifts": (), "daytimes": ()}))
    if vacancy.start is not None:
        yield Asked("start", {"date": vacancy.start}, vacancy.model_copy(update={"start": None}))
    for need in Need:
        if need in vacancy.demands or any(need in task.demands for task in vacancy.tasks):
            yield Asked("demand", {"need": need}, _without_demand(vacancy, need))
    yield from _requirements(vacancy)


def _without_demand(vacancy: Vacancy, need: Need) -> Vacancy:
    demands = {code: demand for code, demand in vacancy.demands.items() if code is not need}
    return vacancy.model_copy(update={"demands": demands, "tasks": tuple(_eased(task, need) for task in vacancy.tasks)})


def _eased(task: Task, need: Need) -> Task:
    demands = {code: demand for code, demand in task.demands.items() if code is not need}
    return task.model_copy(update={"demands": demands})


def _requirements(vacancy: Vacancy) -> Iterator[Asked]:
    for group in gathered(vacancy.requirements):
        spoken = [item for item in group if item.kind is RequirementKind.LANGUAGE]
        if least_binding(group) is Necessity.PREFERENCE or not (spoken or all(map(asks_credential, group))):
            continue
        left = tuple(item for item in vacancy.requirements if not any(item is one for one in group))
        code, params = _told(group, spoken)
        yield Asked(code, params, vacancy.model_copy(update={"requirements": left}), all(map(is_hard, group)))


def _told(group: Sequence[Requirement], spoken: Sequence[Requirement]) -> tuple[str, dict[str, Any]]:
    if not spoken:
        return "credential", {"credentials": named(group)}
    return "language", {"spoken": spoken[0].code, "levels": tuple(dict.fromkeys(spoken[0].levels.values()))}
