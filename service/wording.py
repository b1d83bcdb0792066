"""Reasons and findings as sentences, and their parameters in a form that survives being kept as JSON.

A parameter such as ``Need.LIFT`` is kept as ``{"of": "Need", "code": "lift"}`` and a day as ``{"day": "2026-11-22"}``,
so that a suggestion read years later says the same words as on the day it was made.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from features import vocabulary
from matching.rules import Finding
from matching.suggestion import Ranking, Reason, Suggestion
from service.texts import say

_PARTS = ("reasons_for", "reasons_against", "questions", "missing", "notes")


def sentence(item: Reason | Finding, language: str) -> str:
    """What a reason, question or finding says."""
    return say(f"reasons.{item.code}", language, **item.params)


def marked(ranking: Ranking) -> Ranking:
    """A ranking whose parameters are marked with what they are, to be kept."""
    return _each(ranking, _mark)


def revived(ranking: Ranking) -> Ranking:
    """A kept ranking with its parameters as they were."""
    return _each(ranking, _revive)


def plain(value: Any) -> Any:
    """A parameter as JSON for programs: codes as codes, days as ISO 8601."""
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def revived_suggestion(item: Suggestion) -> Suggestion:
    """A kept suggestion with its parameters as they were."""
    return _suggestion(item, _revive)


def _each(ranking: Ranking, change: Any) -> Ranking:
    return dataclasses.replace(
        ranking,
        suggestions=tuple(_suggestion(item, change) for item in ranking.suggestions),
        questions=tuple(_reason(item, change) for item in ranking.questions),
    )


def _suggestion(item: Suggestion, change: Any) -> Suggestion:
    parts: dict[str, Any] = {name: tuple(_reason(part, change) for part in getattr(item, name)) for name in _PARTS}
    return dataclasses.replace(item, **parts)


def _reason(item: Reason, change: Any) -> Reason:
    params = {name: change(value) for name, value in item.params.items()}
    mending = {name: change(value) for name, value in item.change.items()}
    return dataclasses.replace(item, params=params, change=mending)


def _mark(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return {"of": type(value).__name__, "code": value.value}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_mark(item) for item in value]
    return value


def _revive(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(_revive(item) for item in value)
    if not isinstance(value, Mapping):
        return value
    if "day" in value:
        return date.fromisoformat(value["day"])
    kind = getattr(vocabulary, str(value.get("of")), None)
    return kind(value["code"]) if kind is not None else value.get("code")
