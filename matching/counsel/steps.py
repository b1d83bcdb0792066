"""Steps to the participant: what each would open, found by asking the rules again about the person after the step.

A vacancy is *opened* by a step when it was not possible before and is after it. It is *good* when its expected surplus,
with the person as they would be, is at least that of the last on today's list of ``k``, or ``FLOOR`` while today's list
is shorter. A vacancy that was possible with a question or a miss and would be plainly possible is *settled*.

All rules are asked once about every vacancy. For a step only the rules that read what it changes are asked again, and
only about vacancies that no other rule keeps away for good; features and scores are made for what was opened, nothing
else. Two steps are looked at together where they open something that neither opens alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from features.facts import PersonFacts
from features.profiles import Participant
from matching.counsel.proposals import Proposal, proposals
from matching.counsel.standing import Standing, touched
from matching.counsel.trying import Tried, attempt, promising
from matching.ranker import Ranker
from matching.rules import BROKEN, RULES

FLOOR: Final = 0.02
"""The least surplus of a good vacancy while the list is short: below it hardly anything said speaks for the pair."""
MOST_PAIRS: Final = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One step, or two together: the ids of the good vacancies that it opens and settles, by falling surplus.

    ``possible`` counts all that it opens, good or not.
    """

    parts: tuple[Proposal, ...]
    good: tuple[str, ...]
    possible: int
    settled: tuple[str, ...]

    @property
    def effort(self) -> float:
        """What it takes, as far as a number can say."""
        return sum(part.effort for part in self.parts)


@dataclass(frozen=True, slots=True)
class Steps:
    """What a participant could do, best first; ``floor`` is the surplus of a good vacancy.

    ``listed`` is the length of today's list, ``full`` whether that is what was asked for, ``tried`` counts steps.
    """

    participant_id: str
    steps: tuple[Step, ...]
    floor: float
    listed: int
    full: bool
    tried: int


def steps(ranker: Ranker, participant: Participant, k: int, today: date) -> Steps:
    """Every step that opens or settles a good vacancy for ``participant``; nothing about them is kept."""
    snapshot = ranker.index.snapshot().aside()
    listed = ranker.rank(participant, k, today, on=snapshot).suggestions
    floor = listed[k - 1].score if len(listed) >= k else FLOOR
    person = PersonFacts.of(participant, today)
    whole = Standing.of(snapshot, person)
    suggested = proposals(person, whole.request.columns)
    before = whole.only(within_reach(whole, [one.tried_on(participant) for one in suggested]))
    tried = [attempt((one,), before) for one in suggested]
    pairs = [attempt(pair, before) for pair in promising(tried, before)]
    found = weigh(ranker, before, [one for one in (*tried, *pairs) if one.allowed()], floor)
    return Steps(participant.id, chosen(found), floor, len(listed), len(listed) >= k, len(suggested))


def within_reach(whole: Standing, after: Iterable[Participant]) -> NDArray[np.int64]:
    """Places of the vacancies that no rule keeps away which none of the steps touches."""
    old = whole.request.person
    moved = {number for one in after for number in touched(old, PersonFacts.of(one, old.today))}
    rest = [number for number in range(len(RULES)) if number not in moved]
    return np.flatnonzero((whole.statuses[rest] > BROKEN).all(axis=0))


def weigh(ranker: Ranker, before: Standing, tried: Sequence[Tried], floor: float) -> list[Step]:
    """Scores of what was opened or settled: words are compared once for all, features made for each step's own."""
    hits = [np.flatnonzero(one.opened(before) | one.settled(before)) for one in tried]
    places = np.unique(np.concatenate([*hits, np.zeros(0, np.int64)]))
    words = ranker.likeness.words(before.snapshot, before.request.person.participant, before.rows[places])
    found = []
    for one, mine in zip(tried, hits, strict=True):
        after = one.after.only(mine)
        weighed = ranker.weighed(before.snapshot, after.feasible(), words.take(np.searchsorted(places, mine)))
        opened, surplus = one.opened(before)[mine], weighed.scored.surplus
        good = np.flatnonzero(surplus >= floor)
        ids = [before.snapshot.openings[row].vacancy.id for row in after.rows.tolist()]
        best = sorted(good.tolist(), key=lambda i: (-surplus[i], ids[i]))
        found.append(
            Step(
                parts=one.parts,
                good=tuple(ids[i] for i in best if opened[i]),
                possible=int(opened.sum()),
                settled=tuple(ids[i] for i in best if not opened[i]),
            )
        )
    return found


def chosen(found: Sequence[Step]) -> tuple[Step, ...]:
    """Steps that bring something, the best first; of two that open the same the smaller one, and few pairs.

    A pair is only shown for what neither of its steps opens alone.
    """
    useful = [one for one in found if one.good or one.settled]
    singles = [one for one in useful if len(one.parts) == 1]
    alone = {id(one.parts[0]): set(one.good) for one in singles}
    pairs = [
        one
        for one in useful
        if len(one.parts) == 2 and set(one.good) - set().union(*(alone.get(id(part), ()) for part in one.parts))
    ]
    kept = _smallest(singles)
    return (*_best(kept), *_best(_smallest(pairs))[:MOST_PAIRS])


def _best(found: Iterable[Step]) -> list[Step]:
    return sorted(found, key=lambda one: (-len(one.good), -len(one.settled), one.effort))


def _smallest(found: Sequence[Step]) -> list[Step]:
    """Without those of which another, smaller one does as much."""
    kept: list[Step] = []
    for one in sorted(found, key=lambda one: one.effort):
        if not any(set(one.good) <= set(other.good) and set(one.settled) <= set(other.settled) for other in kept):
            kept.append(one)
    return kept
