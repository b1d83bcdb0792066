"""What keeps the vacancies off one person's list: grouped by rule and by who could change it, each with its best cure.

A vacancy that one rule alone keeps away counts in that rule's group of those who could change it; one that several
keep away counts as ``together`` under each of them. The best cure of a group is, where it is the participant's to
change, the step that opens most of the group, else the smallest verified change of the group's best-scored vacancy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from features.facts import PersonFacts
from features.profiles import Participant
from features.vocabulary import RuleCode, WhoCanChange
from matching.counsel.mending import THEIRS, mend
from matching.counsel.proposals import Proposal, proposals
from matching.counsel.standing import Standing
from matching.counsel.trying import Tried, attempt
from matching.ranker import Ranker
from matching.rules import BROKEN, NEGOTIABLE, RULES, Pair

MOST_LOOKED_AT: Final = 5
"""The best-scored vacancies of a group for which a change is looked for."""
Key = tuple[int, WhoCanChange]
"""The number of a rule, and who could change what it found."""


@dataclass(frozen=True, slots=True)
class Cure:
    """What would open ``opens`` vacancies of a group, ``vacancy_id`` the best of them."""

    parts: tuple[Proposal, ...]
    opens: int
    vacancy_id: str


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One rule that ``who`` could change something about: the vacancies it alone keeps away, and with other rules."""

    rule: RuleCode
    who: WhoCanChange
    alone: int
    together: int
    cure: Cure | None


@dataclass(frozen=True, slots=True)
class Obstacles:
    """Everything that keeps vacancies off one person's list; ``several`` are kept away by more than one rule."""

    participant_id: str
    considered: int
    possible: int
    several: int
    obstacles: tuple[Obstacle, ...]


def obstacles(ranker: Ranker, participant: Participant, today: date) -> Obstacles:
    """All living vacancies that are not possible for ``participant``, by what keeps them away; nothing is kept."""
    snapshot = ranker.index.snapshot().aside()
    standing = Standing.of(snapshot, PersonFacts.of(participant, today))
    blocks = _blocks(standing)
    many = blocks.sum(axis=0) > 1
    groups = _groups(standing, blocks)
    cures = dict(_cures(ranker, standing, groups))
    together = (blocks & many).sum(axis=1)
    found = [
        Obstacle(RULES[number].code, who, len(places), int(together[number]), cures.get((number, who)))
        for (number, who), places in groups.items()
    ]
    return Obstacles(
        participant_id=participant.id,
        considered=len(standing),
        possible=int(standing.possible.sum()),
        several=int(many.sum()),
        obstacles=tuple(sorted(found, key=lambda one: (-one.alone, -one.together))),
    )


def _blocks(standing: Standing) -> NDArray[np.bool_]:
    """(rules, n) which rule keeps which vacancy away: the broken ones, else all the negotiable misses of too many."""
    broken = standing.statuses == BROKEN
    too_many = ~standing.possible & ~broken.any(axis=0)
    return np.asarray(broken | ((standing.statuses == NEGOTIABLE) & too_many))


def _groups(standing: Standing, blocks: NDArray[np.bool_]) -> Mapping[Key, list[int]]:
    """The places that one rule alone keeps away; a rule that only does so with others has a group without places."""
    groups: dict[Key, list[int]] = defaultdict(list)
    alone = blocks & (blocks.sum(axis=0) == 1)
    for number in np.flatnonzero(blocks.any(axis=1)).tolist():
        for place in np.flatnonzero(alone[number]).tolist():
            groups[number, _who(standing, number, place)].append(place)
        if not alone[number].any():
            groups[number, _who(standing, number, int(np.argmax(blocks[number])))] = []
    return groups


def _who(standing: Standing, number: int, place: int) -> WhoCanChange:
    return min(RULES[number].explain(_pair(standing, place)), key=lambda one: one.status).who


def _pair(standing: Standing, place: int) -> Pair:
    request = standing.request
    opening = standing.snapshot.opening(int(standing.rows[place]))
    return Pair(request.person, opening, request.journeys.take(slice(place, place + 1)))


def _cures(ranker: Ranker, standing: Standing, groups: Mapping[Key, Sequence[int]]) -> Iterator[tuple[Key, Cure]]:
    person = standing.request.person
    places = np.array(sorted(place for group in groups.values() for place in group), np.int64)
    before = standing.only(places)
    words = ranker.likeness.words(standing.snapshot, person.participant, before.rows)
    surplus = ranker.weighed(standing.snapshot, before.feasible(), words).scored.surplus
    tried = [one for step in proposals(person, standing.request.columns) if (one := attempt((step,), before)).allowed()]
    for key, group in groups.items():
        here = np.searchsorted(places, np.array(group, np.int64))
        best = here[np.argsort(-surplus[here], kind="stable")].tolist()
        own = _step(tried, before, best) if key[1] is WhoCanChange.PARTICIPANT else None
        cure = own or _change(before, best, own=key[1] is WhoCanChange.PARTICIPANT)
        if cure is not None:
            yield key, cure


def _step(tried: Sequence[Tried], before: Standing, best: Sequence[int]) -> Cure | None:
    """The step that opens most of a group, the smaller one of equals."""
    found = [
        (int(flags.sum()), -one.parts[0].effort, one, flags)
        for one in tried
        if (flags := one.after.possible[best]).any()
    ]
    if not found:
        return None
    opens, _, one, flags = max(found, key=lambda item: item[:2])
    first = best[int(np.flatnonzero(flags)[0])]
    return Cure(one.parts, opens, _id(before, first))


def _change(before: Standing, best: Sequence[int], own: bool) -> Cure | None:
    """The smallest change that opens one of the group's best-scored vacancies."""
    for place in best[:MOST_LOOKED_AT]:
        pair = Pair(before.request.person, before.snapshot.opening(int(before.rows[place])))
        mended = (None if own else mend(pair, THEIRS)) or mend(pair)
        if mended is not None:
            return Cure(mended.parts, 1, _id(before, place))
    return None


def _id(before: Standing, place: int) -> str:
    return before.snapshot.openings[int(before.rows[place])].vacancy.id
