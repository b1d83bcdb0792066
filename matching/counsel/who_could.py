"""What if a vacancy were another one: for whom of a caseload it becomes possible, and for whom no longer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from features.facts import OpeningFacts, PersonFacts
from features.profiles import Participant
from features.vocabulary import Feasible
from matching.ranker import blocking, explain, feasible_of
from matching.rules import Finding, Pair
from matching.rules.base import worst


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody for whom it turned: what kept them away on the other side, and what the pair is where it is possible."""

    participant_id: str
    feasible: Feasible
    why: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class WhoCould:
    """How many of a caseload a vacancy is possible for before and after, and those for whom it turned."""

    people: int
    before: int
    after: int
    opened: tuple[Person, ...]
    closed: tuple[Person, ...]


def who_could(people: Iterable[Participant], before: OpeningFacts, after: OpeningFacts, today: date) -> WhoCould:
    """The rules asked about everybody, with the vacancy as it is and as it would be."""
    counts, opened, closed = [0, 0, 0], [], []
    for person in (PersonFacts.of(one, today) for one in people):
        old, new = explain(Pair(person, before)), explain(Pair(person, after))
        was, now = not blocking(old), not blocking(new)
        counts = [counts[0] + 1, counts[1] + was, counts[2] + now]
        if now and not was:
            opened.append(_person(person, new, blocking(old)))
        elif was and not now:
            closed.append(_person(person, old, blocking(new)))
    return WhoCould(counts[0], counts[1], counts[2], tuple(opened), tuple(closed))


def _person(person: PersonFacts, possible: Iterable[Finding], why: Iterable[Finding]) -> Person:
    return Person(person.participant.id, feasible_of(worst(list(possible))), tuple(why))
