"""Many people before several versions of one vacancy: every rule, asked once about all that it cannot tell apart.

A version is an ordinary opening, so what is found is what the engine finds: nothing is estimated. Two people with the
same ``key`` get one answer, and so do two versions that agree in the columns a rule reads (``READS``).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from features.columns import SHAPES, Columns
from features.facts import OpeningFacts, PersonFacts
from features.journey import Journeys, journeys
from features.vocabulary import RuleCode
from matching.counsel.standing import possible
from matching.index import employer_columns
from matching.rules import DAILY, NEGOTIABLE, RULES, Request
from matching.rules.base import EmployerColumns, Rule, Status
from matching.rules.unwanted import words_of

WAY: Final = ("lat", "lon", "bus", "near_town")
READS: Final[Mapping[RuleCode, tuple[str, ...]]] = {
    RuleCode.OPEN: ("open", "valid_until"),
    RuleCode.PAUSE: ("employer",),
    RuleCode.BUDGET: ("employer",),
    RuleCode.HOURS: ("hours", "support"),
    RuleCode.CLOCK: ("hours", "fixed", "flexible", "daytimes", "daytimes_choice", *WAY),
    RuleCode.TRAVEL: WAY,
    RuleCode.LICENCES: ("credentials_hard", "credentials_task", "all_hard", "all_task"),
    RuleCode.LANGUAGE: ("language", "language_hard", "language_group"),
    RuleCode.NEEDS: ("demand", "amount", "loose", "loose_amount", "typical", "typical_amount", "support"),
    RuleCode.TIMES: (
        "night", "typical_night", "regularity", "earliest_start", "longest_shift", "hours", "support",
    ),
    RuleCode.DO_NOT_WANT: ("settings", "typical_settings", "size", "branch", "disco"),
    RuleCode.START: ("start",),
}  # fmt: skip
"""The columns that each rule may read (journeys follow from ``WAY``); a test catches a rule that reads another."""
ALL_DAY: Final = "of the day"
"""The key of a rule that reads nothing of a person."""


@dataclass(frozen=True, slots=True)
class Versions:
    """``p`` people before ``v`` versions: ``statuses`` (rules, p, v) int8, ``possible`` and ``clear`` (p, v) bool.

    ``possible``: not blocked; ``clear``: nothing negotiable is missing either.
    """

    statuses: Status
    possible: NDArray[np.bool_]
    clear: NDArray[np.bool_]

    @classmethod
    def of(cls, statuses: Status) -> Self:
        """From what every rule says."""
        found = possible(statuses.reshape(len(statuses), -1)).reshape(statuses.shape[1:])
        return cls(statuses, found, found & (statuses.min(axis=0, initial=2) > NEGOTIABLE))


@dataclass(frozen=True)
class Sheet:
    """Versions of one vacancy as columns."""

    columns: Columns
    employers: EmployerColumns
    words: Sequence[str]

    @classmethod
    def of(cls, openings: Sequence[OpeningFacts]) -> Self:
        """From at least one opening, all at one employer's site."""
        employer = openings[0].employer
        words = [words_of(opening) for opening in openings]
        return cls(Columns.of(openings, {employer.id: 0}), employer_columns([employer]), words)

    def __len__(self) -> int:
        return len(self.columns)

    def texts(self, code: RuleCode) -> list[bytes]:
        """For each version all that a rule reads of it, to be compared."""
        told = self._bytes(READS.get(code, tuple(SHAPES)))
        words = self.words if code is RuleCode.DO_NOT_WANT else [""] * len(self)
        return [text + word.encode() for text, word in zip(told, words, strict=True)]

    @cached_property
    def sites(self) -> list[bytes]:
        """For each version all that a journey there depends on."""
        return self._bytes(WAY)

    def some(self, rows: tuple[int, ...]) -> Columns:
        """The columns of some of the versions."""
        if rows not in self._some:
            self._some[rows] = self.columns.take(np.array(rows, np.int64))
        return self._some[rows]

    @cached_property
    def _some(self) -> dict[tuple[int, ...], Columns]:
        return {}

    def _bytes(self, names: Sequence[str]) -> list[bytes]:
        columns = (np.ascontiguousarray(getattr(self.columns, name)) for name in names)
        return [row.tobytes() for row in np.hstack([one.reshape(len(self), -1).view(np.uint8) for one in columns])]


class Ways:
    """Journeys of people to the sites of some versions (which differ in the buses that serve a shift)."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._numbers: dict[bytes, int] = {}
        self._sites: list[tuple[Any, ...]] = []
        self._known: dict[str, Journeys] = {}
        for sheet in sheets:
            self.add(sheet)

    def add(self, sheet: Sheet) -> None:
        """Take in the sites of more versions."""
        for row, site in enumerate(sheet.sites):
            if site not in self._numbers:
                self._numbers[site] = len(self._sites)
                self._sites.append(tuple(getattr(sheet.columns, name)[row] for name in WAY))
                self._known.clear()

    def of(self, person: PersonFacts, sheet: Sheet, rows: tuple[int, ...]) -> Journeys:
        """The journeys of one person to some versions: made for every site at once."""
        name = person.participant.id
        if name not in self._known:
            columns = (np.array(column) for column in zip(*self._sites, strict=True))
            self._known[name] = journeys(person, *columns)
        return self._known[name].take(np.array([self._numbers[sheet.sites[row]] for row in rows], np.int64))


@dataclass(frozen=True)
class Caseload:
    """People on one day, and what the rules have said to them of versions of one vacancy so far.

    ``keys`` hold for every rule what tells the people apart; their id where it is the whole person.
    """

    people: tuple[PersonFacts, ...]
    keys: Mapping[RuleCode, Sequence[Hashable]]
    ways: Ways
    said: dict[tuple[RuleCode, Hashable], dict[bytes, int]]

    @classmethod
    def of(cls, people: Sequence[PersonFacts], sheets: Sequence[Sheet]) -> Self:
        """People before the versions of ``sheets`` (others may follow)."""
        keys = {rule.code: [_key(rule, person) for person in people] for rule in RULES}
        return cls(tuple(people), keys, Ways(sheets), {})

    def only(self, which: NDArray[np.bool_]) -> Caseload:
        """Some of the people, who need not be told again."""
        rows = np.flatnonzero(which).tolist()
        keys = {code: [keys[row] for row in rows] for code, keys in self.keys.items()}
        return Caseload(tuple(self.people[row] for row in rows), keys, self.ways, self.said)

    def ids(self, which: NDArray[np.bool_]) -> tuple[str, ...]:
        """The ids of some of the people."""
        return tuple(self.people[row].participant.id for row in np.flatnonzero(which).tolist())

    def before(self, sheet: Sheet) -> Versions:
        """How everybody stands to each of the versions."""
        self.ways.add(sheet)
        return Versions.of(np.stack([self.answer(rule, sheet) for rule in RULES]))

    def answer(self, rule: Rule, sheet: Sheet) -> Status:
        """(p, v) what one rule says."""
        numbers: dict[bytes, int] = {}
        place = [numbers.setdefault(text, len(numbers)) for text in sheet.texts(rule.code)]
        asked = [(text, place.index(number)) for text, number in numbers.items()]
        found: dict[Hashable, list[int]] = {}
        for key, person in zip(self.keys[rule.code], self.people, strict=True):
            if key not in found:
                found[key] = self._told(rule, key, person, sheet, asked)
        rows = [found[key] for key in self.keys[rule.code]]
        return np.array(rows, np.int8).reshape(len(rows), len(asked))[:, place]

    def _told(
        self, rule: Rule, key: Hashable, person: PersonFacts, sheet: Sheet, asked: Sequence[tuple[bytes, int]]
    ) -> list[int]:
        """What a rule says to one key, asked only about versions (text, row) that are new to it."""
        known = self.said.setdefault((rule.code, key), {})
        new = {text: row for text, row in asked if text not in known}
        if new:
            request = self._request(rule, person, sheet, tuple(new.values()))
            known.update(zip(new, rule.check(request).tolist(), strict=True))
        return [known[text] for text, _ in asked]

    def _request(self, rule: Rule, person: PersonFacts, sheet: Sheet, rows: tuple[int, ...]) -> Request:
        """One person asking about some versions, with the journeys for a rule that reads them."""
        ways = WAY[0] in READS.get(rule.code, WAY)
        way = self.ways.of(person, sheet, rows) if ways else Journeys.nothing_known(len(rows))
        return Request(person, sheet.some(rows), sheet.employers, [sheet.words[row] for row in rows], way)


def _key(rule: Rule, person: PersonFacts) -> Hashable:
    if rule.code in DAILY:
        return ALL_DAY
    key = rule.key(person)
    return _name(person) if key is None else key


def _name(person: PersonFacts) -> tuple[str, str]:
    """The key of a rule that has none: the person."""
    return ("person", person.participant.id)
