"""What changes from day to day about employers, as columns: pause, budget and replies."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from features.facts import budget_left
from features.profiles import Employer
from matching.rules.base import EmployerColumns
from matching.rules.employer import NO_BUDGET


def employer_columns(employers: Sequence[Employer]) -> EmployerColumns:
    """What changes from day to day about some employers, as columns."""
    left = [budget_left(employer) for employer in employers]
    return EmployerColumns(
        pause_until=np.array([item.pause_until.toordinal() if item.pause_until else 0 for item in employers], np.int32),
        budget_left=np.array([NO_BUDGET if value is None else value for value in left], np.int32),
        contacts=np.array([employer.contacts_this_month for employer in employers], np.int32),
        responsiveness=np.array(
            [item.responsiveness.mean if item.responsiveness.seen > 0 else np.nan for item in employers], np.float32
        ),
    )


def with_replaced(old: EmployerColumns, numbers: Sequence[int], new: EmployerColumns, n: int) -> EmployerColumns:
    """The columns of ``n`` employers: the old ones, and ``new`` at the places ``numbers``."""
    columns = {}
    for field in dataclasses.fields(EmployerColumns):
        before, after = getattr(old, field.name), getattr(new, field.name)
        column = np.zeros(n, after.dtype)
        column[: len(before)] = before
        column[list(numbers)] = after
        columns[field.name] = column
    return EmployerColumns(**columns)
