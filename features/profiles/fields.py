"""Types of single fields: a clock time, weekly hours, a level, an id, a line, a text."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError


def _clock(value: object) -> int:
    """Minutes after midnight from ``"HH:MM"`` (``"24:00"`` is the end of the day) or from a number of minutes."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 24 * 60:
        return value
    match = re.fullmatch(r"(\d{1,2})[:.](\d{2})", value.strip()) if isinstance(value, str) else None
    minutes = int(match[1]) * 60 + int(match[2]) if match else -1
    if match is None or int(match[2]) > 59 or not 0 <= minutes <= 24 * 60:
        raise PydanticCustomError("not_a_clock_time", "not a clock time")
    return minutes


def clock_text(minutes: int) -> str:
    """``"HH:MM"`` from minutes after midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _half_hours(value: float) -> float:
    if value * 2 != int(value * 2):
        raise PydanticCustomError("not_half_hours", "not in steps of half an hour")
    return value


Clock = Annotated[
    int,
    BeforeValidator(_clock),
    PlainSerializer(clock_text, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^\d{2}:\d{2}$", "examples": ["08:30"]}),
]
WeeklyHours = Annotated[float, Field(ge=0.5, le=37), AfterValidator(_half_hours)]
OfferedHours = Annotated[float, Field(ge=1, le=48)]
Weekday = Annotated[int, Field(ge=1, le=7)]
Weight = Annotated[float, Field(ge=0, le=1)]
Level = Annotated[int, Field(ge=0, le=4)]
Id = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\w.:\-]+$")]
Line = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=20_000)]
Disco = Annotated[str, Field(pattern=r"^\d{4}$")]


def begins_before_it_ends(start: int, end: int) -> None:
    """Refuse a window of the day that ends before it begins."""
    if end <= start:
        begins, ends = clock_text(start), clock_text(end)
        params = {"start": begins, "end": ends, "shown": f"{begins}-{ends}"}
        raise PydanticCustomError("ends_before_it_begins", "", params)
