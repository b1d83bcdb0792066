"""Answers of the rules that are kept between requests, so that nothing is computed again that did not change.

Rows never change, so an answer for the first ``n`` rows stays right for ever and is only lengthened when rows are
added. What is kept, each a step nearer to one request:

1. for a rule and what it reads of a person (its ``key``): the statuses of all rows, shared by all who are alike in it;
2. for one person: the rows that no rule breaks, with their statuses and journeys;
3. for one person's words: their encoded form, and how close they are to those rows;
4. in a snapshot: 2. again, without rows that have died and employers who are paused or have no contacts left. That is
   what changes from day to day, so it is never kept longer than the snapshot.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from features.columns import Columns
from features.facts import PersonFacts
from features.journey import Journeys, within_reach
from features.similarity import TextRows
from features.vocabulary import RuleCode
from matching.rules import BROKEN, DAILY, MET, MOST_NEGOTIABLE, NEGOTIABLE, RULES, UNKNOWN, UNSEEN, Request
from matching.rules.base import EmployerColumns, Rule, Status, WordsAt

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]
Value = TypeVar("Value")
MOST_KEPT: Final = 2**26
"""Rows that answers may be kept for, of rules and of people each: one byte a row for a rule, about 30 for a person."""
PERSON_WEIGHT: Final = 30
KEPT_QUERIES: Final = 1024
"""People whose words are kept encoded."""
_UNSEEN: Final = [number for number, rule in enumerate(RULES) if rule.code in UNSEEN]


class LeastUsed(Generic[Value]):
    """A dictionary that forgets what was used longest ago when the weights sum to more than ``most``."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._weight = 0
        self._kept: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Value | None:
        """What is kept under ``key``, or None."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def put(self, key: Hashable, value: Value, weight: int) -> None:
        """Keep ``value``; the last one is kept whatever it weighs."""
        with self._lock:
            self._weight += weight - self._kept.pop(key, (None, 0))[1]
            self._kept[key] = (value, weight)
            while self._weight > self._most and len(self._kept) > 1:
                self._weight -= self._kept.popitem(last=False)[1][1]

    def aside(self) -> LeastUsed[Value]:
        """Another that answers what this one knows, and keeps what is new to itself."""
        return _Aside(self)


class _Aside(LeastUsed[Value]):
    """Reads through to another dictionary and never writes into it."""

    def __init__(self, known: LeastUsed[Value]) -> None:
        super().__init__(known._most)
        self._known = known

    def get(self, key: Hashable) -> Value | None:
        """What was kept here, else what the other one knows."""
        mine = super().get(key)
        return self._known.get(key) if mine is None else mine


@dataclass(frozen=True, slots=True)
class Feasible:
    """Rows that no rule breaks for one person and that miss at most two negotiable things, in ascending order.

    ``statuses`` (rows, rules) int8 and ``request`` (its columns and journeys) are about the same rows.
    """

    rows: Rows
    statuses: Status
    request: Request

    def unanswered(self) -> NDArray[np.int8]:
        """(rows,) rules without an answer that may each turn out to be one more thing the employer has to give."""
        return np.asarray((self.statuses[:, _UNSEEN] == UNKNOWN).sum(axis=1), np.int8)


@dataclass(frozen=True, slots=True)
class _Judged:
    """Of the first ``n`` rows those that nothing but the day may still break; ``statuses`` is (rules, rows).

    Rules that change from day to day break or not; they are never negotiable, so near misses are counted already.
    """

    person: PersonFacts
    n: int
    rows: Rows
    statuses: Status
    journeys: Journeys

    def first(self, n: int) -> _Judged:
        """The same, known for the first ``n`` rows only."""
        if n >= self.n:
            return self
        return self.only(slice(0, int(np.searchsorted(self.rows, n))), n)

    def only(self, keep: slice | NDArray[np.int64], n: int) -> _Judged:
        """Some of the rows."""
        return _Judged(self.person, n, self.rows[keep], self.statuses[:, keep], self.journeys.take(keep))

    def join(self, later: _Judged) -> _Judged:
        """With the rows behind ``n``."""
        return _Judged(
            self.person,
            later.n,
            np.concatenate([self.rows, later.rows]),
            np.concatenate([self.statuses, later.statuses], axis=1),
            self.journeys.join(later.journeys),
        )


class Answers:
    """The kept answers of one numbering of rows."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._rules: LeastUsed[Status] = LeastUsed(most)
        self._people: LeastUsed[_Judged] = LeastUsed(most)
        self._scores: LeastUsed[tuple[Rows, Scores]] = LeastUsed(most)
        self._encoded: LeastUsed[TextRows] = LeastUsed(KEPT_QUERIES)

    def aside(self) -> Answers:
        """Answers for trying something out: what is known here is used, what is new is never kept here."""
        others = Answers()
        others._rules, others._people = self._rules.aside(), self._people.aside()
        others._scores, others._encoded = self._scores.aside(), self._encoded.aside()
        return others

    def without_people(self) -> Answers:
        """The same answers of rules, and nothing of anybody in particular."""
        others = Answers()
        others._rules = self._rules
        return others

    def judged(
        self, person: PersonFacts, columns: Columns, employers: EmployerColumns, words: Sequence[str]
    ) -> _Judged:
        """What is known of one person for all rows of ``columns``; rows dead by now may be among them."""
        n, name = len(columns), (person.participant.id, person.today)
        known = self._people.get(name)
        if known is None or known.person.participant != person.participant:
            known = None
        if known is not None and known.n >= n:
            return known.first(n)
        first = 0 if known is None else known.n
        later = self._judge(Request.without_journeys(person, columns, employers), words, first)
        known = later if known is None else known.join(later)
        self._people.put(name, known, PERSON_WEIGHT * len(known.rows))
        return known

    def status(self, rule: Rule, key: Hashable, request: Request) -> Status:
        """(n,) statuses of one rule for all rows of a request without journeys."""
        name, n = (rule.code, key), len(request)
        known = self._rules.get(name)
        if known is None:
            known = np.zeros(0, np.int8)
        if len(known) < n:
            known = np.concatenate([known, rule.check(request.rest(len(known)))])
            self._rules.put(name, known, n)
        return known[:n]

    def encoded(self, name: Hashable, made: Callable[[], TextRows]) -> TextRows:
        """A person's words in both channels, kept between requests: text is not encoded on the way twice."""
        known = self._encoded.get(name)
        if known is None:
            known = made()
            self._encoded.put(name, known, 1)
        return known

    def scores(self, name: Hashable, rows: Rows, made: Callable[[Rows], Scores]) -> Scores:
        """(…, len(rows)) what ``made`` says of some rows, asked only about those not asked about the last time.

        ``rows`` ascend; ``name`` stands for everything else that ``made`` reads.
        """
        known = self._scores.get(name)
        if known is not None and np.array_equal(known[0], rows):
            return known[1]
        found = made(rows) if known is None or not len(known[0]) else _completed(*known, rows, made)
        self._scores.put(name, (rows, found), found.nbytes)
        return found

    def _judge(self, request: Request, words: Sequence[str], first: int) -> _Judged:
        """Rows from ``first`` on: kept rules on all of them, then the person's own rules on fewer and fewer.

        Rows that are dead by now are judged too: an older snapshot, in which they live, reads the same answers.
        """
        person, columns = request.person, request.columns
        keys = {number: rule.key(person) for number, rule in enumerate(RULES) if rule.code not in DAILY}
        shared = {i: self.status(RULES[i], key, request) for i, key in keys.items() if key is not None}
        left = np.ones(len(columns) - first, bool)
        for status in shared.values():
            left &= status[first:] > BROKEN
        rows = first + np.flatnonzero(left)
        rows = rows[within_reach(person, columns.lat[rows], columns.lon[rows])]
        narrow = Request.of(person, columns.take(rows), request.employers, WordsAt(words, rows))
        own: dict[int, Status] = {}
        for number in sorted((i for i, key in keys.items() if key is None), key=_travel_first):
            status = RULES[number].check(narrow)
            keep = np.flatnonzero(status > BROKEN)
            own[number] = status
            if len(keep) < len(rows):
                rows, narrow = rows[keep], narrow.only(keep)
                own = {i: status[keep] for i, status in own.items()}
        statuses = np.full((len(RULES), len(rows)), MET, np.int8)
        for number in keys:
            statuses[number] = own[number] if number in own else shared[number][rows]
        judged = _Judged(person, len(columns), rows, statuses, narrow.journeys)
        near_misses = (statuses == NEGOTIABLE).sum(axis=0, dtype=np.int8)
        return judged.only(np.flatnonzero(near_misses <= MOST_NEGOTIABLE), len(columns))


def _completed(known: Rows, scores: Scores, rows: Rows, made: Callable[[Rows], Scores]) -> Scores:
    """The scores of ``rows``: those of ``known`` taken over, the others made."""
    place = np.minimum(np.searchsorted(known, rows), len(known) - 1)
    old = known[place] == rows
    found = np.empty((*scores.shape[:-1], len(rows)), scores.dtype)
    found[..., old] = scores[..., place[old]]
    if not old.all():
        found[..., ~old] = made(rows[~old])
    return found


def _travel_first(number: int) -> bool:
    """The journeys are known already, so what is too far goes before the dearer rules."""
    return RULES[number].code is not RuleCode.TRAVEL


def today_feasible(judged: _Judged, columns: Columns, alive: NDArray[np.uint8], employers: EmployerColumns) -> Feasible:
    """What is left of a person's rows when the dead are gone and the rules that change from day to day have spoken."""
    living = np.flatnonzero(alive[judged.rows])
    if len(living) < len(judged.rows):
        judged = judged.only(living, judged.n)
    request = Request(judged.person, columns.take(judged.rows), employers, None, judged.journeys)
    statuses, left = judged.statuses.copy(), np.ones(len(judged.rows), bool)
    for number, rule in enumerate(RULES):
        if rule.code in DAILY:
            statuses[number] = rule.check(request)
            left &= statuses[number] > BROKEN
    if left.all():
        return Feasible(judged.rows, statuses.T, request)
    keep = np.flatnonzero(left)
    return Feasible(judged.rows[keep], statuses[:, keep].T, request.only(keep))
