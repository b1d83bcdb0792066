"""What every rule takes and gives: the request over all rows, the one pair, the finding with its words' code."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from features.columns import Columns
from features.facts import OpeningFacts, PersonFacts
from features.journey import Journeys, journeys, near_stop
from features.vocabulary import LIMIT_UNITS, Need, RuleCode, WhoCanChange

Status = NDArray[np.int8]

BROKEN: Final = -2
NEGOTIABLE: Final = -1
LIKELY_NOT: Final = 0
UNKNOWN: Final = 1
MET: Final = 2
MOST_NEGOTIABLE: Final = 2
"""A near vacancy misses at most this many negotiable things."""


@dataclass(frozen=True, slots=True)
class EmployerColumns:
    """What changes from day to day about ``m`` employers: (m,) pause (ordinal day, 0 none), budget, contacts, replies.

    ``budget_left`` is -1000 when no budget is known.
    """

    pause_until: NDArray[np.int32]
    budget_left: NDArray[np.int32]
    contacts: NDArray[np.int32]
    responsiveness: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class WordsAt(Sequence[str]):
    """The words of some rows, looked up when somebody reads them."""

    words: Sequence[str]
    rows: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, i: Any) -> Any:
        return self.words[int(self.rows[i])]

    def __iter__(self) -> Iterator[str]:
        return (self.words[row] for row in self.rows.tolist())


@dataclass(frozen=True, slots=True)
class Request:
    """One person asking over ``n`` rows: their facts, the rows' columns, the employers and the journeys, made once."""

    person: PersonFacts
    columns: Columns
    employers: EmployerColumns
    words: Sequence[str] | None
    journeys: Journeys

    @classmethod
    def of(
        cls, person: PersonFacts, columns: Columns, employers: EmployerColumns, words: Sequence[str] | None = None
    ) -> Request:
        """A request; ``words`` are the rows' titles and tasks in lower case, needed only for do-not-want tasks."""
        return cls(person, columns, employers, words, _journeys(person, columns))

    @classmethod
    def without_journeys(cls, person: PersonFacts, columns: Columns, employers: EmployerColumns) -> Request:
        """A request over all rows for the rules that have a ``key``: they read no journey and no words."""
        return cls(person, columns, employers, None, Journeys.nothing_known(0))

    def only(self, rows: NDArray[np.int64]) -> Request:
        """The same request over some of its rows."""
        words = None if self.words is None else WordsAt(self.words, rows)
        fewer = self.journeys.take(rows)
        return dataclasses.replace(self, columns=self.columns.take(rows), words=words, journeys=fewer)

    def rest(self, first: int) -> Request:
        """The rows from ``first`` on, of a request without journeys."""
        return Request.without_journeys(self.person, self.columns.take(slice(first, None)), self.employers)

    def __len__(self) -> int:
        return len(self.columns)


def _journeys(person: PersonFacts, columns: Columns) -> Journeys:
    return journeys(person, columns.lat, columns.lon, columns.bus, columns.near_town)


@dataclass(frozen=True, slots=True)
class Pair:
    """One person and one opening; ``way`` are the journeys to its site where they are known already."""

    person: PersonFacts
    opening: OpeningFacts
    way: Journeys | None = None

    def journeys(self) -> Journeys:
        """The journeys to this one site (arrays of length 1)."""
        if self.way is not None:
            return self.way
        lat, lon = self.opening.point or (np.nan, np.nan)
        return journeys(
            self.person,
            np.array([lat], np.float32),
            np.array([lon], np.float32),
            np.array([self.opening.bus_ride() or 0], np.int16),
            np.array([near_stop(self.opening.point)]),
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule (or one part of it) found for one pair.

    ``field`` is the field that was read, ``who`` can change it, ``code`` and ``params`` make the sentence
    (``service/texts``), ``change`` is the smallest change that would mend it: field → the new value, or for time and
    minutes the windows or minutes to add. It is empty where nobody could mend it by one field.
    """

    rule: RuleCode
    status: int
    code: str
    field: str
    who: WhoCanChange = WhoCanChange.NOBODY
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    change: Mapping[str, Any] = dataclasses.field(default_factory=dict)


class Rule(Protocol):
    """One rule in its two forms."""

    code: RuleCode

    def key(self, person: PersonFacts) -> Hashable | None:
        """What the rule reads of the person: two people with the same key get the same answers.

        Answers of a key are kept for all rows (``matching.kept``). None: the rule is cheaper on what is left.
        """
        ...

    def check(self, request: Request) -> Status:
        """(n,) int8 statuses of all rows."""
        ...

    def explain(self, pair: Pair) -> list[Finding]:
        """Every part of the rule for one pair; the worst status is the rule's. An empty list means met."""
        ...


def full(request: Request, status: int) -> Status:
    """The same status for every row."""
    return np.full(len(request), status, np.int8)


def either(condition: NDArray[np.bool_], yes: int, no: int) -> Status:
    """``yes`` where the condition holds, else ``no``."""
    return np.where(condition, yes, no).astype(np.int8)


UNIT_SIGNS: Final = {"kg": "kg", "minutes": "min", "people": "pers", "hours": "t"}


def amount_text(need: Need, value: float | None) -> str:
    """An amount with its unit's sign ("5 kg"), empty when there is none."""
    sign = UNIT_SIGNS.get(LIMIT_UNITS.get(need, ""))
    return "" if value is None or sign is None else f"{value:g} {sign}"


def worst(findings: list[Finding]) -> int:
    """The status of a rule from its findings."""
    return min((finding.status for finding in findings), default=MET)
