"""What every column holds: its type, its shape, and how codes are numbered in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

import numpy as np

from features import week
from features.facts import GROUPS
from features.kinship import KEPT
from features.vocabulary import LIMIT_UNITS, TASK_NEEDS, LanguageSkill

LANGUAGES: Final = ("da", "en", "de", "ar", "uk", "pl", "ti", "so", "fa", "other")
"""Languages with a place of their own; all others share the last."""
SKILLS: Final = tuple(LanguageSkill)
AMOUNTS: Final = tuple(need for need in TASK_NEEDS if need in LIMIT_UNITS)
"""The needs that can be limited by an amount (kg, minutes), in the order of ``TASK_NEEDS``."""


def mask(codes: Iterable[StrEnum], of: type[StrEnum]) -> int:
    """A bit per code, numbered in the order of the closed list ``of``."""
    order = list(of)
    return sum(1 << order.index(code) for code in set(codes))


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
