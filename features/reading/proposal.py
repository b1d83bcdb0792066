"""What the reader hands out: proposals with their place in the text, sentences with a role, and a reading of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

ROLES: Final = (
    "experience",
    "wish",
    "resource",
    "limit",
    "avoid",
    "availability",
    "requirement",
    "task",
    "offer",
    "employer",
    "other",
)
WRITE_THE_NEED: Final = "write_the_need"
WHICH_TIMES: Final = "which_times"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value read from ``text[start:end]`` for one field; for a list field it is one element of the list.

    ``value`` is what ``profiles.make`` takes for the field; ``evidence`` is the text it was read from.
    """

    field: str
    value: Any
    start: int
    end: int
    evidence: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or list line of the text, with the one role (of ``ROLES``) it plays."""

    text: str
    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one text. ``questions`` are proposals whose value is a question code."""

    proposals: tuple[Proposal, ...]
    sentences: tuple[Sentence, ...]
    questions: tuple[Proposal, ...] = ()

    def of(self, field: str) -> Iterator[Proposal]:
        """The proposals for one field, in the order of the text."""
        return (proposal for proposal in self.proposals if proposal.field == field)
