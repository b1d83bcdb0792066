"""What if? The list before and after a set of changes, what differs, and why. Nothing is kept anywhere.

Both lists are made by the ranker itself. The second is made on a snapshot aside (``Snapshot.aside``), so the person as
they are is never mixed up with the person as they would be. Changed vacancies are taken off that snapshot and ranked
on a small one of their own; putting two lists together by score, with the limit for each employer, gives exactly the
list that one snapshot with all of them would have given: an opening that does not make its own list cannot make the
longer one.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from features.facts import OpeningFacts, PersonFacts
from features.profiles import Employer, Participant, Vacancy
from matching.counsel.changes import Change, Instead, differences
from matching.index import Index, Snapshot
from matching.ranker import PER_EMPLOYER, Ranker, blocking, explain
from matching.rules import Finding, Pair
from matching.suggestion import Ranking, Suggestion


@dataclass(frozen=True, slots=True)
class Turned:
    """A vacancy that came onto the list or went off it, its place there, and the rules' findings that made it so.

    ``possible`` says whether it is possible on the side where it is not listed. Without findings nothing about the pair
    has changed but its place among the others.
    """

    vacancy_id: str
    rank: int
    possible: bool
    why: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A vacancy that is on both lists at different places."""

    vacancy_id: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Two lists of one participant and what differs; ``opened`` and ``closed`` count vacancies that (no longer) are
    possible, listed or not."""

    changes: tuple[Change, ...]
    before: Ranking
    after: Ranking
    entered: tuple[Turned, ...]
    left: tuple[Turned, ...]
    moved: tuple[Moved, ...]
    opened: int
    closed: int


@dataclass(frozen=True, slots=True)
class Side:
    """One participant before snapshots that hold every open vacancy once."""

    participant: Participant
    today: date
    snapshots: tuple[Snapshot, ...]

    def rank(self, ranker: Ranker, k: int) -> Ranking:
        """One list over all snapshots."""
        return together([ranker.rank(self.participant, k, self.today, on=one) for one in self.snapshots], k)

    def possible(self) -> frozenset[str]:
        """The ids of all vacancies that may be suggested."""
        person = PersonFacts.of(self.participant, self.today)
        rows = ((one, row) for one in self.snapshots for row in one.feasible(person).rows.tolist())
        return frozenset(one.openings[row].vacancy.id for one, row in rows)

    def findings(self, vacancy_id: str) -> tuple[Finding, ...]:
        """What the rules find for one of the vacancies, worst first."""
        person = PersonFacts.of(self.participant, self.today)
        return explain(Pair(person, self.opening(vacancy_id)))

    def opening(self, vacancy_id: str) -> OpeningFacts:
        """The facts of one of the vacancies.

        Raises:
            KeyError: no snapshot holds it.
        """
        holder = next((one for one in self.snapshots if vacancy_id in one.rows), None)
        if holder is None:
            raise KeyError(vacancy_id)
        return holder.opening(holder.rows[vacancy_id])


def what_if(ranker: Ranker, participant: Participant, instead: Instead, k: int, today: date) -> Difference:
    """The list of ``participant`` before and after some records were others.

    Raises:
        KeyError: a changed vacancy is not in the index.
    """
    now = ranker.index.snapshot()
    before = Side(participant, today, (now,))
    after = Side(instead.participant or participant, today, _snapshots(ranker, now, instead))
    lists = before.rank(ranker, k), after.rank(ranker, k)
    places = [{item.vacancy_id: item.rank for item in ranking.suggestions} for ranking in lists]
    possible = before.possible(), after.possible()
    both = [name for name in places[0] if name in places[1]]
    return Difference(
        changes=tuple(_changes(now, participant, instead)),
        before=lists[0],
        after=lists[1],
        entered=tuple(_turned(places[1], places[0], possible[0], after, before)),
        left=tuple(_turned(places[0], places[1], possible[1], before, after)),
        moved=tuple(
            Moved(name, places[0][name], places[1][name]) for name in both if places[0][name] != places[1][name]
        ),
        opened=len(possible[1] - possible[0]),
        closed=len(possible[0] - possible[1]),
    )


def together(rankings: Sequence[Ranking], k: int) -> Ranking:
    """One list of the best ``k`` of several over different vacancies, with the limit for each employer."""
    if len(rankings) == 1:
        return rankings[0]
    best = sorted(
        (item for one in rankings for item in one.suggestions), key=lambda item: (-item.score, item.vacancy_id)
    )
    chosen = list(_at_most(best, PER_EMPLOYER))[:k]
    return dataclasses.replace(
        rankings[0],
        suggestions=tuple(dataclasses.replace(item, rank=number) for number, item in enumerate(chosen, start=1)),
        considered=sum(one.considered for one in rankings),
        feasible=sum(one.feasible for one in rankings),
        near=sum(one.near for one in rankings),
        violations=sum(one.violations for one in rankings),
    )


def _at_most(best: Iterable[Suggestion], per_employer: int) -> Iterator[Suggestion]:
    taken: Counter[str] = Counter()
    for item in best:
        taken[item.employer_id] += 1
        if taken[item.employer_id] <= per_employer:
            yield item


def _snapshots(ranker: Ranker, now: Snapshot, instead: Instead) -> tuple[Snapshot, ...]:
    """The snapshot without what is changed, and one of the changed vacancies alone."""
    touched = changed_openings(now, instead)
    if not touched:
        return (now.aside(),)
    own = Index(ranker.hybrid.dimension, len(ranker.hybrid.lexical.idf))
    own.put(*ranker.openings([vacancy for vacancy, _ in touched], {firm.id: firm for _, firm in touched}))
    return now.aside([vacancy.id for vacancy, _ in touched]), own.snapshot()


def changed_openings(now: Snapshot, instead: Instead) -> list[tuple[Vacancy, Employer]]:
    """Every vacancy that would be another one, or at another employer, with that employer.

    Raises:
        KeyError: a changed vacancy is not in the snapshot.
    """
    employers = {firm.id: firm for firm in instead.employers}
    vacancies = {vacancy.id: vacancy for vacancy in instead.vacancies}
    numbers = [number for number, firm in enumerate(now.companies) if firm.id in employers]
    theirs = np.flatnonzero(np.isin(now.columns.employer, numbers) & (now.alive != 0)).tolist()
    rows = sorted({*theirs, *(now.rows[name] for name in vacancies)})
    openings = [now.opening(row) for row in rows]
    return [
        (vacancies.get(one.vacancy.id, one.vacancy), employers.get(one.employer.id, one.employer)) for one in openings
    ]


def _changes(now: Snapshot, participant: Participant, instead: Instead) -> Iterator[Change]:
    if instead.participant is not None:
        yield from differences(participant, instead.participant)
    for vacancy in instead.vacancies:
        yield from differences(now.opening(now.rows[vacancy.id]).vacancy, vacancy)
    known = {firm.id: firm for firm in now.companies}
    for employer in instead.employers:
        yield from differences(known.get(employer.id, employer), employer)


def _turned(
    here: dict[str, int], there: dict[str, int], possible: frozenset[str], shown: Side, missing: Side
) -> Iterator[Turned]:
    """What is listed ``here`` and not ``there``: what blocks it on the other side, else what is else found there."""
    for name in (name for name in here if name not in there):
        mine, others = shown.findings(name), missing.findings(name)
        why = blocking(others) or [finding for finding in others if finding not in mine]
        yield Turned(name, here[name], name in possible, tuple(why))
