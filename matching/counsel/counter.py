"""The smallest set of changes to a vacancy that makes more people of a caseload possible, and what each demand costs.

Every set of one, two or three offers (``matching.counsel.offers``) is a version of the vacancy, and every rule is asked
about every version: what is claimed is what a new ranking will find. Of the single offers all are looked at; pairs and
triples are made of the ``MOST_PARTS`` that could do something for most people, and all of these are looked at, because
two things that open nothing alone may open something together. Somebody who was possible and no longer would be is
counted against a set.

``size`` says how many a number of people counts for. ``in_fives`` rounds down to five, so that everything chosen, and
the order it is shown in, follows from rounded numbers alone: what a recruiter sees tells nothing finer by comparing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from features.facts import OpeningFacts, PersonFacts, adapted, colliding_tasks, helpful
from features.profiles import Vacancy
from features.vocabulary import TIME_NEEDS, Adaptation
from matching.counsel.changes import Change, differences
from matching.counsel.offers import Offer, given_all, offers_of, together
from matching.counsel.versions import Caseload, Sheet, Versions
from matching.rules import BROKEN, NEGOTIABLE, RULES

MOST_PARTS: Final = 12
"""How many offers pairs and triples are made of: 298 versions at the most."""
OF_A_FAMILY: Final = 3
MOST_TOGETHER: Final = 3
SHOWN: Final = {1: 8, 2: 2, 3: 2}
"""How many sets of each number of offers are shown."""
FIVE: Final = 5
_LASTING: Final = tuple(
    rule
    for code in ("open", "pause", "budget", "needs", "times", "do_not_want", "travel")
    for rule in RULES
    if rule.code == code
)
"""Rules that hold for no version when a vacancy that asks as little as can be breaks them, the cheap ones first."""

Size = Callable[[int], int]
Ids = tuple[str, ...]


def exactly(count: int) -> int:
    """The number itself: for consultants."""
    return count


def in_fives(count: int) -> int:
    """Rounded down to five: for those who may not know who."""
    return count // FIVE * FIVE


@dataclass(frozen=True, slots=True)
class CounterSuggestion:
    """Some offers at once: the fields that differ, whom they make possible, and whom they would shut out.

    ``eased``: possible already, and now without anything to negotiate about.
    """

    offers: tuple[Offer, ...]
    changes: tuple[Change, ...]
    gained: Ids
    lost: Ids
    eased: Ids


@dataclass(frozen=True, slots=True)
class Counters:
    """What could be asked of an employer, best first, for how many of the ``asked`` people it is possible today, and
    the smallest set that reaches a number of more people when one was named (None: no set does)."""

    asked: int
    possible: Ids
    suggestions: tuple[CounterSuggestion, ...]
    smallest: CounterSuggestion | None


@dataclass(frozen=True, slots=True)
class Hearing:
    """One vacancy before a caseload: everything an employer could offer, and those people whom it could reach."""

    opening: OpeningFacts
    asked: int
    sets: Sequence[tuple[Offer, ...]]
    singles: Sheet
    near: Caseload

    @classmethod
    def of(cls, opening: OpeningFacts, people: Sequence[PersonFacts]) -> Self:
        """``people`` are all on the same day."""
        sets = [(), *((offer,) for offer in offers_of(opening))]
        singles, bare = versions_with(opening, sets), Sheet.of([_bare(opening)])
        near = Caseload.of(people, [singles, bare])
        for rule in _LASTING:
            near = near.only(near.answer(rule, bare)[:, 0] > BROKEN)
        return cls(opening, len(people), sets, singles, near)


def counter_suggestions(hearing: Hearing, size: Size = exactly, wanted: int | None = None) -> Counters:
    """What an employer could give so that more people are possible; ``wanted``: the smallest set for so many more."""
    opening, near = hearing.opening, hearing.near
    singles = Tried(opening, near, hearing.sets, near.before(hearing.singles))
    parts = _parts([offers[0] for offers in hearing.sets[1:]], singles, size)
    more = [one for n in range(2, MOST_TOGETHER + 1) for one in combinations(parts, n)]
    sets: list[tuple[Offer, ...]] = [(), *(one for one in more if together(one, opening.vacancy))]
    several = Tried(opening, near, sets, near.before(versions_with(opening, sets)))
    worth = [one for tried in (singles, several) for one in tried.outcomes() if one.net(size) > 0]
    smallest = _smallest(worth, size, wanted) if wanted else None
    return Counters(
        asked=hearing.asked,
        possible=near.ids(singles.versions.possible[:, 0]),
        suggestions=tuple(one.told(opening.vacancy) for one in _best(worth, size)),
        smallest=smallest.told(opening.vacancy) if smallest else None,
    )


# ── Trying ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Tried:
    """Sets of offers, the first one empty, and how people stand to the vacancy with each."""

    opening: OpeningFacts
    caseload: Caseload
    sets: Sequence[tuple[Offer, ...]]
    versions: Versions

    def outcomes(self) -> Iterator[Outcome]:
        """What each set but the empty one does."""
        was, clear = self.versions.possible[:, 0], self.versions.clear[:, 0]
        for column, offers in enumerate(self.sets[1:], start=1):
            now = self.versions.possible[:, column]
            eased = was & ~clear & self.versions.clear[:, column]
            yield Outcome(offers, self.caseload, now & ~was, was & ~now, eased)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A set of offers and which people of a caseload it makes possible, shuts out, and eases: (p,) bool each."""

    offers: tuple[Offer, ...]
    caseload: Caseload
    gained: NDArray[np.bool_]
    lost: NDArray[np.bool_]
    eased: NDArray[np.bool_]

    def net(self, size: Size) -> int:
        """How many more are possible."""
        return size(int(self.gained.sum())) - size(int(self.lost.sum()))

    def told(self, vacancy: Vacancy) -> CounterSuggestion:
        """With the fields that differ and the people's ids."""
        changes = differences(vacancy, given_all(self.offers, vacancy))
        ids = self.caseload.ids
        return CounterSuggestion(self.offers, changes, ids(self.gained), ids(self.lost), ids(self.eased))


def versions_with(opening: OpeningFacts, sets: Sequence[tuple[Offer, ...]]) -> Sheet:
    """The versions of a vacancy with each set of offers."""
    return Sheet.of([version(opening, given_all(one, opening.vacancy)) for one in sets])


def version(opening: OpeningFacts, vacancy: Vacancy) -> OpeningFacts:
    """The same opening with another form of its vacancy."""
    return OpeningFacts.of(vacancy, opening.employer, opening.occupation, opening.disco, opening.kin)


def _bare(opening: OpeningFacts) -> OpeningFacts:
    """The opening with a vacancy that asks as little as any offer could make it ask."""
    free: dict[str, Any] = dict.fromkeys(("shifts", "daytimes", "tasks"), ())
    free |= {"hours_min": None, "hours_max": None, "site_support": tuple(Adaptation)}
    return version(opening, opening.vacancy.model_copy(update=free))


# ── Choosing ─────────────────────────────────────────────────────────────────────────────────────


def _parts(offers: Sequence[Offer], tried: Tried, size: Size) -> tuple[Offer, ...]:
    """The offers that could do something for most of those who are blocked, a few of each family, in their order."""
    promise = [size(count) for count in _promise(offers, tried)]
    taken: Counter[str] = Counter()
    chosen: list[int] = []
    for number in sorted(range(len(offers)), key=lambda number: -promise[number]):
        taken[offers[number].family] += 1
        if promise[number] and taken[offers[number].family] <= OF_A_FAMILY and len(chosen) < MOST_PARTS:
            chosen.append(number)
    return tuple(offers[number] for number in sorted(chosen))


def _promise(offers: Sequence[Offer], tried: Tried) -> list[int]:
    """For how many of the blocked each offer mends a rule, or one of several things that break it."""
    statuses, blocked = tried.versions.statuses, ~tried.versions.possible[:, 0]
    before = statuses[:, :, :1]
    mends = ((before <= NEGOTIABLE) & (statuses[:, :, 1:] > before)).any(axis=0) & blocked[:, None]
    for row in np.flatnonzero(blocked).tolist():
        helps = _helps(tried.caseload.people[row], tried.opening)
        for number, offer in enumerate(offers) if helps else ():
            mends[row, number] |= offer.family in helps
    return [int(count) for count in mends.sum(axis=0)]


def _helps(person: PersonFacts, opening: OpeningFacts) -> frozenset[str]:
    """The families of the adaptations and tasks that have a part in what collides with a person's needs."""
    found: set[str] = set()
    for need in person.needs:
        if adapted(need, opening.support):
            continue
        tasks = [name for loose in (False, True) for name in colliding_tasks(need, opening.vacancy, detachable=loose)]
        found.update(f"task {name}" for name in tasks)
        if tasks or need.code in TIME_NEEDS or need.code in opening.vacancy.demands:
            found.update(f"support {one}" for one in helpful(need))
    return frozenset(found)


def _best(worth: Sequence[Outcome], size: Size) -> Iterator[Outcome]:
    """The best sets of one, two and three offers; no larger one that does no more than every smaller one."""
    net = {one.offers: one.net(size) for one in worth}
    enough = 0
    for number, most in SHOWN.items():
        kinds: dict[tuple[str, ...], list[Outcome]] = {}
        for one in (one for one in worth if len(one.offers) == number and net[one.offers] > enough):
            kinds.setdefault(tuple(offer.family for offer in one.offers), []).append(one)
        chosen = [one for kind in kinds.values() for one in _of_kind(kind, net)]
        yield from sorted(chosen, key=lambda one: -net[one.offers])[:most]
        enough = max((net[one.offers] for one in chosen), default=enough)


def _of_kind(kind: Sequence[Outcome], net: Mapping[tuple[Offer, ...], int]) -> Iterator[Outcome]:
    """Of sets of the same families the one that does most, the mildest of such; of single offers the mildest too."""
    best = max(kind, key=lambda one: net[one.offers])
    if len(best.offers) == 1 and kind[0] is not best:
        yield kind[0]
    yield best


def _smallest(worth: Sequence[Outcome], size: Size, wanted: int) -> Outcome | None:
    """The fewest offers that make ``wanted`` more people possible; of as many the ones that make most."""
    enough = [one for one in worth if one.net(size) >= wanted]
    return min(enough, key=lambda one: (len(one.offers), -one.net(size)), default=None)
