"""The smallest change that makes a pair possible, found by search and verified by the rules at every step.

From the pair as it is, each way of mending the first thing in the way is tried on the records and the rules are asked
again, the fewest changes first and then the least effort (uniform-cost search). What is found first is therefore the
smallest of everything ``matching.counsel.remedies`` can think of; when nothing is left to try, nobody can change it.
The clock is mended last, because how long the way takes decides which time is missing.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import count
from typing import Final

from features.facts import OpeningFacts, PersonFacts
from features.profiles import InvalidRecord
from features.vocabulary import Feasible, RuleCode, WhoCanChange
from matching.counsel.changes import Change, differences
from matching.counsel.proposals import Proposal
from matching.counsel.remedies import remedies
from matching.ranker import blocking, explain, feasible_of
from matching.rules import Pair
from matching.rules.base import worst

MOST_CHANGES: Final = 4
MOST_LOOKS: Final = 200
"""Pairs that one search asks the rules about; a search that has not ended by then says that it found nothing."""
EVERYBODY: Final = frozenset(WhoCanChange)
OWN: Final = frozenset({WhoCanChange.PARTICIPANT})
THEIRS: Final = EVERYBODY - OWN


@dataclass(frozen=True, slots=True)
class Mended:
    """A set of changes after which no rule keeps the pair apart; ``feasible`` is what it then is."""

    parts: tuple[Proposal, ...]
    changes: tuple[Change, ...]
    feasible: Feasible

    @property
    def who(self) -> tuple[WhoCanChange, ...]:
        """Everybody who has to do something."""
        return tuple(dict.fromkeys(part.who for part in self.parts))


@dataclass(frozen=True, slots=True)
class Mendings:
    """The smallest change by anybody, by the participant alone, and by employer and consultant alone; None: none."""

    smallest: Mended | None
    own: Mended | None
    theirs: Mended | None


def mendings(pair: Pair) -> Mendings:
    """How a pair could be made possible. All three are None too when nothing is in the way."""
    own, theirs = mend(pair, OWN), mend(pair, THEIRS)
    return Mendings(mend(pair), own, theirs)


def mend(pair: Pair, who: frozenset[WhoCanChange] = EVERYBODY) -> Mended | None:
    """The smallest verified set of changes that these people could make, or None."""
    order = count()
    waiting: list[tuple[int, float, int, Pair, tuple[Proposal, ...]]] = [(0, 0.0, next(order), pair, ())]
    looks = 0
    while waiting and looks < MOST_LOOKS:
        size, effort, _, state, parts = heapq.heappop(waiting)
        findings = explain(state)
        looks += 1
        hard = blocking(findings)
        if not hard:
            return Mended(parts, _changes(pair, state), feasible_of(worst(list(findings)))) if parts else None
        if size == MOST_CHANGES:
            continue
        first = min(hard, key=lambda finding: finding.rule is RuleCode.CLOCK)
        for part in (one for one in remedies(first, state) if one.who in who):
            after = _after(state, part)
            if after is not None:
                heapq.heappush(waiting, (size + 1, effort + part.effort, next(order), after, (*parts, part)))
    return None


def _after(pair: Pair, part: Proposal) -> Pair | None:
    """The pair with one record changed, or None when the record could not be so or stays as it was."""
    person, opening = pair.person, pair.opening
    try:
        if part.subject == "participant":
            changed = part.taken_by(person.participant)
            return None if changed == person.participant else Pair(PersonFacts.of(changed, person.today), opening)
        vacancy = part.taken_by(opening.vacancy) if part.subject == "vacancy" else opening.vacancy
        employer = part.taken_by(opening.employer) if part.subject == "employer" else opening.employer
    except InvalidRecord:
        return None
    if (vacancy, employer) == (opening.vacancy, opening.employer):
        return None
    return Pair(person, OpeningFacts.of(vacancy, employer, opening.occupation, opening.disco, opening.kin))


def _changes(before: Pair, after: Pair) -> tuple[Change, ...]:
    return (
        *differences(before.person.participant, after.person.participant),
        *differences(before.opening.vacancy, after.opening.vacancy),
        *differences(before.opening.employer, after.opening.employer),
    )
