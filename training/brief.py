"""The few figures of a report that stay with a promoted model: how it did in each slice, and what has moved."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from training.report import CHAMPION, NEW, Report

METRIC: Final = "ndcg@5"
DIRECTION: Final = "to_participant"


def brief(report: Report) -> Mapping[str, Any]:
    """``slices``: name, n lists, new, champion, low and high end of the difference; ``drift``: name, psi, p, moved.

    Plain JSON, figures to three places; what could not be measured is null.
    """
    named = [item.slice for item in report.measures if (item.metric, item.model, item.direction) == _WANTED]
    drift = [
        {"name": name, "psi": _plain(one.psi), "p": _plain(one.p), "moved": one.moved}
        for name, one in report.drift.items()
    ]
    return {"slices": [_slice(report, name) for name in named], "drift": drift}


_WANTED: Final = (METRIC, NEW, DIRECTION)


def _slice(report: Report, name: str) -> Mapping[str, Any]:
    new = report.measure(METRIC, NEW, name)
    found = [
        item
        for item in report.differences
        if (item.metric, item.against, item.slice, item.direction) == (METRIC, CHAMPION, name, DIRECTION)
    ]
    low, high = (found[0].low, found[0].high) if found else (math.nan, math.nan)
    return {
        "slice": name,
        "n": new.n,
        "new": _plain(new.value),
        "champion": _plain(report.measure(METRIC, CHAMPION, name).value),
        "low": _plain(low),
        "high": _plain(high),
    }


def _plain(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else round(float(value), 3)
