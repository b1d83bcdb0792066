"""One step or two together, tried: the rules asked again about the person as they would be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from features.facts import PersonFacts
from features.vocabulary import Credential
from matching.counsel.proposals import Proposal, at_once
from matching.counsel.standing import Standing, touched
from matching.rules import BROKEN, MET, RULES

MOST_TRIED: Final = 8
"""Pairs that are tried, those first that would open most."""
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Tried:
    """A step asked about: the person after it, the rules it touches, where they stand then (on the same vacancies)."""

    parts: tuple[Proposal, ...]
    person: PersonFacts
    rules: tuple[int, ...]
    after: Standing

    def opened(self, before: Standing) -> Flags:
        """(n,) possible now and not before."""
        return self.after.possible & ~before.possible

    def settled(self, before: Standing) -> Flags:
        """(n,) possible before with a question or a miss, and plainly possible now."""
        sure, was = self.after.statuses.min(axis=0) == MET, before.statuses.min(axis=0)
        return np.asarray(before.possible & sure & (was < MET))

    def allowed(self, *others: Tried) -> bool:
        """The person holds what the steps need, perhaps by another step (nobody drives without a licence)."""
        needed: frozenset[Credential] = frozenset().union(*(part.needs for part in self.parts))
        return needed <= self.person.held.union(*(other.person.held for other in others))


def attempt(parts: tuple[Proposal, ...], before: Standing) -> Tried:
    """The rules asked again about the person after one step, or after two about different fields."""
    old = before.request.person
    person = PersonFacts.of(at_once(parts).tried_on(old.participant), old.today)
    return Tried(parts, person, touched(old, person), before.instead(person))


def promising(tried: Sequence[Tried], before: Standing) -> list[tuple[Proposal, Proposal]]:
    """The pairs of steps that may open most beyond what each opens alone, most first and then the smallest.

    For each rule the better answer of the two counts. That is exact where they touch different rules; where they touch
    the same one it is a guess, and trying the pair decides.
    """
    none = np.zeros(len(before), bool)
    alone = [one.opened(before) if one.allowed() else none for one in tried]
    counted: list[tuple[int, float, int, tuple[Proposal, Proposal]]] = []
    for (one, mine), (other, theirs) in combinations(zip(tried, alone, strict=True), 2):
        parts = one.parts[0], other.parts[0]
        if parts[0].fields.keys().isdisjoint(parts[1].fields) and one.allowed(other) and other.allowed(one):
            count = _together(one, other, before, ~(mine | theirs | before.possible))
            if count:
                counted.append((-count, parts[0].effort + parts[1].effort, len(counted), parts))
    return [item[-1] for item in sorted(counted)[:MOST_TRIED]]


def _together(one: Tried, other: Tried, before: Standing, left: Flags) -> int:
    """How many of the vacancies that are ``left`` no rule breaks when for each the better answer counts."""
    for number in {*one.rules, *other.rules}:
        answers = [part.after.statuses[number] for part in (one, other) if number in part.rules]
        left = left & (np.maximum.reduce(answers) > BROKEN)
    rest = [number for number in range(len(RULES)) if number not in one.rules and number not in other.rules]
    return int((left & (before.statuses[rest] > BROKEN).all(axis=0)).sum())
