"""Openings as columns: the same facts as ``OpeningFacts``, one row each, for rules that look at all of them at once.

``Columns.of`` turns facts into arrays; -1 in a level, NaN in an amount and 0 in a code mean unknown. Masks number the
codes of a closed list in the order of the list. Rows never change: a changed vacancy is a new row (see
``matching.index``), so a snapshot can be read without a lock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from features import week
from features.facts import GROUPS, OpeningFacts, daytime_bits, is_hard, regularity_demand, skill_levels
from features.journey import near_stop
from features.kinship import KEPT
from features.profiles import Demand, Requirement
from features.vocabulary import (
    HARD_NECESSITY,
    LIMIT_UNITS,
    TASK_NEEDS,
    Adaptation,
    Credential,
    DayTime,
    LanguageSkill,
    Necessity,
    Need,
    Setting,
    SizeBand,
    Training,
    VacancyStatus,
)

Array = NDArray[Any]

LANGUAGES: Final = ("da", "en", "de", "ar", "uk", "pl", "ti", "so", "fa", "other")
SKILLS: Final = tuple(LanguageSkill)
AMOUNTS: Final = tuple(need for need in TASK_NEEDS if need in LIMIT_UNITS)
NIGHT_BITS: Final = week.union(week.window(day, *span) for day in range(1, 8) for span in ((0, 300), (1380, 1440)))


def mask(codes: Iterable[StrEnum], of: type[StrEnum]) -> int:
    """A bit per code, numbered in the order of the closed list ``of``."""
    order = list(of)
    return sum(1 << order.index(code) for code in set(codes))


@dataclass(frozen=True, slots=True)
class Columns:
    """``n`` openings as arrays whose first dimension is ``n``; the shapes are in ``SHAPES``.

    In memory each column of an array lies together (Fortran's order): a rule reads few columns of all rows, and looks
    along a row ten times quicker so.
    """

    hours: Array
    fixed: Array
    flexible: Array
    daytimes: Array
    daytimes_choice: Array
    lat: Array
    lon: Array
    bus: Array
    near_town: Array
    credentials_hard: Array
    credentials_task: Array
    all_hard: Array
    all_task: Array
    language: Array
    language_hard: Array
    language_group: Array
    demand: Array
    amount: Array
    loose: Array
    loose_amount: Array
    typical: Array
    typical_amount: Array
    support: Array
    earliest_start: Array
    longest_shift: Array
    night: Array
    typical_night: Array
    regularity: Array
    settings: Array
    typical_settings: Array
    disco: Array
    branch: Array
    size: Array
    start: Array
    valid_until: Array
    open: Array
    employer: Array
    training: Array
    typical_language: Array
    kin: Array
    kin_share: Array

    def __len__(self) -> int:
        return len(self.hours)

    def take(self, rows: slice | NDArray[np.int64]) -> Columns:
        """The same columns for some of the rows; each column is taken when it is first read."""
        return _Taken(self, rows)

    @classmethod
    def of(cls, openings: Sequence[OpeningFacts], employers: Mapping[str, int]) -> Columns:
        """Columns of ``openings``; ``employers`` numbers the employers' ids."""
        rows = [_row(facts, employers[facts.employer.id]) for facts in openings]
        return cls(
            **{
                name: np.asfortranarray(np.array([row[name] for row in rows], dtype).reshape(len(rows), *shape))
                for name, (dtype, shape) in SHAPES.items()
            }
        )


class _Taken(Columns):
    """Some rows of other columns. A request reads few of the columns, and wide ones only for few rows."""

    __slots__ = ("_rows", "_whole")

    def __init__(self, whole: Columns, rows: slice | NDArray[np.int64]) -> None:
        object.__setattr__(self, "_whole", whole)
        object.__setattr__(self, "_rows", rows)

    def __getattr__(self, name: str) -> Array:
        """A column that was not read before (Python asks here when its slot is still empty)."""
        if name not in SHAPES:
            raise AttributeError(name)
        column = _rows_of(getattr(self._whole, name), self._rows)
        object.__setattr__(self, name, column)
        return column


def _rows_of(array: Array, rows: slice | NDArray[np.int64]) -> Array:
    """Some rows of an array, each column still lying together."""
    if isinstance(rows, slice) or array.ndim == 1:
        return array[rows]
    found: Array = np.empty((len(rows), *array.shape[1:]), array.dtype, "F")
    for place in np.ndindex(array.shape[1:]):
        found[:, *place] = array[:, *place][rows]
    return found


SHAPES: Final[Mapping[str, tuple[Any, tuple[int, ...]]]] = {
    "hours": (np.float64, (2,)),
    "fixed": (np.uint64, (week.WORDS,)),
    "flexible": (np.uint64, (week.WORDS,)),
    "daytimes": (np.uint8, ()),
    "daytimes_choice": (np.bool_, ()),
    "lat": (np.float32, ()),
    "lon": (np.float32, ()),
    "bus": (np.int16, ()),
    "near_town": (np.bool_, ()),
    "credentials_hard": (np.uint64, (GROUPS,)),
    "credentials_task": (np.uint64, (GROUPS,)),
    "all_hard": (np.uint64, ()),
    "all_task": (np.uint64, ()),
    "language": (np.int8, (len(LANGUAGES), len(SKILLS))),
    "language_hard": (np.bool_, (len(LANGUAGES),)),
    "language_group": (np.int8, (len(LANGUAGES),)),
    "demand": (np.int8, (len(TASK_NEEDS),)),
    "amount": (np.float64, (len(AMOUNTS),)),
    "loose": (np.int8, (len(TASK_NEEDS),)),
    "loose_amount": (np.float64, (len(AMOUNTS),)),
    "typical": (np.int8, (len(TASK_NEEDS),)),
    "typical_amount": (np.float64, (len(AMOUNTS),)),
    "support": (np.uint32, ()),
    "earliest_start": (np.int16, ()),
    "longest_shift": (np.float64, ()),
    "night": (np.int8, ()),
    "typical_night": (np.int8, ()),
    "regularity": (np.int8, ()),
    "settings": (np.uint32, ()),
    "typical_settings": (np.uint32, ()),
    "disco": (np.int16, ()),
    "branch": (np.int8, ()),
    "size": (np.int8, ()),
    "start": (np.int32, ()),
    "valid_until": (np.int32, ()),
    "open": (np.bool_, ()),
    "employer": (np.int32, ()),
    "training": (np.int8, ()),
    "typical_language": (np.int8, (len(SKILLS),)),
    "kin": (np.int16, (KEPT,)),
    "kin_share": (np.float32, (KEPT,)),
}
"""Type and shape behind the first dimension of every column.

Amounts that are compared with a limit are float64, so that columns and one-pair rules agree to the last bit.
``loose`` are the demands of tasks that can be left out. ``all_*`` are credentials of which every one is asked for,
``credentials_*`` groups of which one is enough.
``language_group`` is 0 where the language itself is asked for, else the number of a group of which one is enough.
"""


def _row(facts: OpeningFacts, employer: int) -> dict[str, Any]:
    vacancy = facts.vacancy
    lat, lon = facts.point or (np.nan, np.nan)
    hard, task = facts.requires(HARD_NECESSITY), facts.requires([Necessity.TASK])
    branch = facts.employer.branch
    size = facts.employer.size_band
    occupation = facts.occupation
    return {
        "hours": facts.hours or (np.nan, np.nan),
        "fixed": week.pack([facts.fixed])[0],
        "flexible": week.pack([facts.flexible])[0],
        "daytimes": mask(facts.daytimes, DayTime),
        "daytimes_choice": vacancy.daytimes_choice,
        "lat": lat,
        "lon": lon,
        "bus": facts.bus_ride() or 0,
        "near_town": near_stop(facts.point),
        "credentials_hard": _group_masks(hard),
        "credentials_task": _group_masks(task),
        "all_hard": _all_mask(hard),
        "all_task": _all_mask(task),
        **_language_row(facts.languages()),
        "demand": _levels(facts.demands),
        "amount": [_amount(facts.demands, need) for need in AMOUNTS],
        "loose": _levels(facts.loose),
        "loose_amount": [_amount(facts.loose, need) for need in AMOUNTS],
        "typical": _levels(facts.typical),
        "typical_amount": [_amount(facts.typical, need) for need in AMOUNTS],
        "support": mask(facts.support, Adaptation),
        **_time_row(facts),
        "settings": mask(facts.settings, Setting),
        "typical_settings": mask(facts.typical_settings, Setting),
        "disco": int(facts.disco) if facts.disco else 0,
        "branch": int(branch[:2]) if branch else 0,
        "size": list(SizeBand).index(size) + 1 if size else 0,
        "start": vacancy.start.toordinal() if vacancy.start else 0,
        "valid_until": vacancy.valid_until.toordinal() if vacancy.valid_until else np.iinfo(np.int32).max,
        "open": vacancy.status is VacancyStatus.OPEN and vacancy.positions > 0,
        "employer": employer,
        "training": list(Training).index(occupation.training) if occupation else -1,
        "kin": [code for code, _ in facts.kin] or [0] * KEPT,
        "kin_share": [share for _, share in facts.kin] or [0.0] * KEPT,
        "typical_language": [occupation.danish[skill].rank if occupation else -1 for skill in SKILLS],
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


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one language (``name`` as kept in the columns); one language of a ``group`` over 0 is enough."""

    name: str
    items: tuple[Requirement, ...]
    group: int

    @property
    def levels(self) -> dict[LanguageSkill, int]:
        """The highest rank asked of each skill."""
        asked = [pair for item in self.items for pair in skill_levels(item).items()]
        return {skill: max(level for one, level in asked if one is skill) for skill, _ in asked}

    @property
    def hard(self) -> bool:
        """Whether law or safety asks for it."""
        return any(is_hard(item) for item in self.items)


def languages_asked(groups: Iterable[list[Requirement]]) -> list[Asked]:
    """Each language asked for once; a choice between languages of which one is asked for already is no question."""
    alone: dict[str, list[Requirement]] = {}
    choices: list[dict[str, list[Requirement]]] = []
    for group in groups:
        by_name: dict[str, list[Requirement]] = {}
        for item in group:
            by_name.setdefault(item.code if item.code in LANGUAGES else LANGUAGES[-1], []).append(item)
        if len(by_name) > 1:
            choices.append(by_name)
        for name, items in by_name.items() if len(by_name) == 1 else ():
            alone[name] = [*alone.get(name, ()), *items]
    asked = [Asked(name, tuple(items), 0) for name, items in alone.items()]
    for number, choice in enumerate(choices, start=1):
        if choice.keys().isdisjoint(item.name for item in asked):
            asked += [Asked(name, tuple(items), number) for name, items in choice.items()]
    return asked


def _language_row(groups: list[list[Requirement]]) -> dict[str, Any]:
    levels = [[-1] * len(SKILLS) for _ in LANGUAGES]
    hard, group = [False] * len(LANGUAGES), [0] * len(LANGUAGES)
    for asked in languages_asked(groups):
        at = LANGUAGES.index(asked.name)
        hard[at], group[at] = asked.hard, asked.group
        levels[at] = [asked.levels.get(skill, -1) for skill in SKILLS]
    return {"language": levels, "language_hard": hard, "language_group": group}


def night_state(facts: OpeningFacts) -> int:
    """1: the job works at night (23–05), 0: it does not, -1: unknown."""
    if facts.works_at:
        return int(bool(facts.fixed & NIGHT_BITS))
    if DayTime.NIGHT in facts.daytimes:
        return -1 if facts.vacancy.daytimes_choice and len(facts.daytimes) > 1 else 1
    return 0 if facts.daytimes else -1


def earliest_start(facts: OpeningFacts) -> int | None:
    """The earliest minute at which work begins: from clock times, else from "early" as part of the day, else None."""
    if facts.vacancy.shifts:
        return facts.earliest_start()
    only_early = DayTime.EARLY in facts.daytimes and not facts.vacancy.daytimes_choice
    return 5 * 60 if only_early else None


def _time_row(facts: OpeningFacts) -> dict[str, Any]:
    begins, longest, regular = earliest_start(facts), facts.longest_shift(), regularity_demand(facts.vacancy)
    return {
        "earliest_start": -1 if begins is None else begins,
        "longest_shift": float("nan") if longest is None else longest,
        "night": night_state(facts),
        "typical_night": int(facts.occupation is not None and facts.occupation.shifts == ("night",)),
        "regularity": -1 if regular is None else regular.level,
    }


DAYTIME_BITS: Final = tuple(daytime_bits(daytime) for daytime in DayTime)
"""The slots of every named part of the day, in the order of the list."""
