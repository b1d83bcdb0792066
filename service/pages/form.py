"""What a form sent: bounded, UTF-8, of characters that somebody can read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qs

from fastapi import Request

from features.profiles import Fault
from service.api.body import UNREADABLE, bounded
from service.problems import Problem

MOST_FIELDS: Final = 500
KIND: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form by name; a field may stand there several times."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What was written in a field, without space around it; empty when nothing was."""
        return self.fields.get(name, ("",))[0].strip()

    def all(self, name: str) -> tuple[str, ...]:
        """Everything that was ticked or written under one name."""
        return self.fields.get(name, ())

    def sent(self, name: str) -> bool:
        """Whether a field or button was sent at all."""
        return name in self.fields


async def form_of(request: Request) -> Form:
    """The form of a request, empty when none was sent.

    Raises:
        Problem: ``too_large``, ``not_a_form``, or ``invalid`` for characters that cannot be read.
    """
    raw = await bounded(request, request.app.state.settings.json_limit)
    if not raw:
        return Form()
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != KIND:
        raise Problem("not_a_form")
    try:
        fields = parse_qs(raw.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise Problem("not_a_form") from error
    wrong = [name for name, values in fields.items() if any(UNREADABLE.search(value) for value in (name, *values))]
    if wrong:
        raise Problem.invalid([Fault(name, "", "control_character") for name in wrong])
    return Form({name: tuple(value.replace("\r\n", "\n") for value in values) for name, values in fields.items()})
