"""How many people: the one place that decides who may know exactly and who is told fives.

Roles that may read people see exact numbers and who; everybody else that may ask sees neither, at every endpoint.
"""

from __future__ import annotations

from typing_extensions import TypedDict

from matching.counsel.counter import FIVE, in_fives
from service.access import READ_PEOPLE, Caller
from service.texts import say


class CrowdAnswer(TypedDict):
    """How many people: from ``at_least`` to ``at_most``, the same for those who may know exactly."""

    at_least: int
    at_most: int
    text: str


def sees_who(caller: Caller) -> bool:
    """Whether a caller may know who stands behind a number, and so the number."""
    return caller.role in (READ_PEOPLE.roles or ())


def crowd(number: int, exact: bool, language: str) -> CrowdAnswer:
    """A number of people, in fives for those who may not know who (``exact`` is false)."""
    if exact:
        return {"at_least": number, "at_most": number, "text": say("counter.people", language, number=number)}
    low = in_fives(number)
    code = "counter.people.under" if low == 0 else "counter.people.between"
    text = say(code, language, number=FIVE, low=low, high=low + FIVE - 1)
    return {"at_least": low, "at_most": low + FIVE - 1, "text": text[:1].lower() + text[1:]}
