"""Where one person stands with every living vacancy: the answers of all rules, each kept apart.

``Snapshot.feasible`` drops a vacancy at the first rule that breaks. To know what would have to be different every
answer is needed; and when something about the person is different, only the rules that read it are asked again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from features.facts import PersonFacts
from features.vocabulary import RuleCode
from matching.index import Snapshot
from matching.kept import Feasible, Rows
from matching.rules import BROKEN, DAILY, MOST_NEGOTIABLE, NEGOTIABLE, RULES, Request
from matching.rules.base import Status, WordsAt

Places = NDArray[np.int64]


def _way(person: PersonFacts) -> Any:
    return person.point, person.participant.transport


_READ: Final[Mapping[RuleCode, Callable[[PersonFacts], Any]]] = {
    RuleCode.TRAVEL: _way,
    RuleCode.DO_NOT_WANT: lambda person: person.participant.do_not_want,
    RuleCode.CLOCK: lambda person: (person.possible, person.hours, person.participant.ramp_plan, _way(person)),
}
"""What the rules without a ``key`` read of a person; those with one say it themselves."""


def touched(one: PersonFacts, other: PersonFacts) -> tuple[int, ...]:
    """The numbers of the rules that read something in which two people differ."""
    return tuple(number for number, rule in enumerate(RULES) if rule.code not in DAILY and _differs(number, one, other))


def _differs(number: int, one: PersonFacts, other: PersonFacts) -> bool:
    rule = RULES[number]
    read = _READ.get(rule.code, rule.key)
    before = read(one)
    return before is None or bool(before != read(other))


@dataclass(frozen=True)
class Standing:
    """One person and ``n`` vacancies: ``statuses`` (rules, n) int8, ``request`` and ``rows`` about the same ones."""

    snapshot: Snapshot
    rows: Rows
    request: Request
    statuses: Status

    @classmethod
    def of(cls, snapshot: Snapshot, person: PersonFacts) -> Standing:
        """With every living vacancy."""
        rows = np.flatnonzero(snapshot.alive)
        everything = Request.without_journeys(person, snapshot.columns, snapshot.employers)
        words = WordsAt(snapshot.words, rows)
        request = Request.of(person, snapshot.columns.take(rows), snapshot.employers, words)
        statuses = np.empty((len(RULES), len(rows)), np.int8)
        for number, rule in enumerate(RULES):
            key = None if rule.code in DAILY else rule.key(person)
            if key is None:
                statuses[number] = rule.check(request)
            else:
                statuses[number] = snapshot.answers.status(rule, key, everything)[rows]
        return cls(snapshot, rows, request, statuses)

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def possible(self) -> NDArray[np.bool_]:
        """(n,) nothing is broken and at most two negotiable things are missing."""
        return possible(self.statuses)

    def only(self, places: Places) -> Standing:
        """The same with some of the vacancies."""
        return Standing(self.snapshot, self.rows[places], self.request.only(places), self.statuses[:, places])

    def instead(self, person: PersonFacts) -> Standing:
        """Another person (or the same with something different) before the same vacancies."""
        old = self.request
        request = dataclasses.replace(old, person=person)
        if _way(person) != _way(old.person):
            request = Request.of(person, old.columns, old.employers, old.words)
        statuses = self.statuses.copy()
        for number in touched(old.person, person):
            statuses[number] = RULES[number].check(request)
        return Standing(self.snapshot, self.rows, request, statuses)

    def feasible(self) -> Feasible:
        """These rows as a ranker weighs them."""
        return Feasible(self.rows, self.statuses.T, self.request)


def possible(statuses: Status) -> NDArray[np.bool_]:
    """(n,) whether a pair with these (rules, n) statuses may be suggested."""
    few = (statuses == NEGOTIABLE).sum(axis=0, dtype=np.int8) <= MOST_NEGOTIABLE
    return np.asarray((statuses.min(axis=0) > BROKEN) & few)
