"""The best sets of jobs, exactly: grown job by job, and a set that cannot be among the best is not looked at.

Branch and bound (Land and Doig 1960) at the last step, where nearly all the sets are. With S = T + {i}, p_i the chance
that i says yes, u_j what job j is worth without its hours and h the most that hours can add:

    score(S) ≤ (1 − p_i) · score(T) + p_i · log(1 + e^{max u_j + h}),    j in S

The first term is what S is worth when i says no; in the second no part of S has a higher utility than its best job in
its best week, for a bundle's utility is a mean of its jobs' plus the term of the hours. What passes is bounded again
with the gains of all its parts, which are known by then; only its own is not.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Sequence
from typing import Final

from matching.bundles.judging import Judge, parts_of

Chosen = tuple[int, ...]
ROUNDING: Final = 1e-9
"""How much a bound may fall short of what it bounds by rounding alone."""


def best_sets(judge: Judge, most: int, floor: tuple[float, float], k: int) -> list[Chosen]:
    """The ``k`` sets of 2 to ``most`` jobs with the highest score that earn their place; of equals the first numbers.

    ``floor`` is (utility, score) of the best single job.
    """
    best = _Best(k, floor[1])
    sets: list[Chosen] = [(i,) for i in range(len(judge.jobs.jobs)) if judge.room((i,)) is not None]
    for size in range(2, most + 1):
        known = frozenset(sets)
        larger = _promising(judge, sets, known, best) if size == most else _larger(judge, sets, known)
        sets = []
        for chosen in larger:
            if judge.room(chosen) is not None:
                sets.append(chosen)
                best.offer(chosen, _earned(judge, chosen, floor))
    return best.sets()


class _Best:
    """The best sets so far, and the score that another one must reach."""

    def __init__(self, k: int, floor: float) -> None:
        self._k = k
        self._floor = floor
        self._kept: list[tuple[float, Chosen]] = []

    @property
    def least(self) -> float:
        """No set with a lower score can still be shown."""
        return self._kept[0][0] if len(self._kept) == self._k else self._floor

    def offer(self, chosen: Chosen, score: float | None) -> None:
        """Keep a set if it is among the best; ``score`` is None for one that has not earned its place."""
        if score is None:
            return
        heapq.heappush(self._kept, (score, tuple(-i for i in chosen)))
        if len(self._kept) > self._k:
            heapq.heappop(self._kept)

    def sets(self) -> list[Chosen]:
        """Best first."""
        return [tuple(-i for i in turned) for _, turned in sorted(self._kept, reverse=True)]


def _larger(judge: Judge, sets: Sequence[Chosen], known: frozenset[Chosen]) -> Iterator[Chosen]:
    """Each set with one more job, when the set with that job in place of its last fits too."""
    for one in sets:
        yield from (wider for i in _after(judge, one) if (wider := (*one, i)) and _beside(wider) in known)


def _promising(judge: Judge, sets: Sequence[Chosen], known: frozenset[Chosen], best: _Best) -> Iterator[Chosen]:
    """The same, without sets that cannot reach ``best.least`` as it is when their turn comes; the likeliest first."""
    jobs = judge.jobs.jobs
    for score, one in sorted(((judge.score(one), one) for one in sets), reverse=True):
        worth = max(jobs[i].worth for i in one)
        for i in _after(judge, one):
            wider, chance = (*one, i), jobs[i].suggestion.chance.low
            gain = judge.highest_gain(max(worth, jobs[i].worth))
            if (1 - chance) * score + chance * gain + ROUNDING < best.least or _beside(wider) not in known:
                continue
            all_say_yes = math.prod(jobs[j].suggestion.chance.low for j in wider)
            if judge.score_unless_all(wider) + all_say_yes * gain + ROUNDING >= best.least:
                yield wider


def _after(judge: Judge, one: Chosen) -> range:
    return range(one[-1] + 1, len(judge.jobs.jobs))


def _beside(wider: Chosen) -> Chosen:
    """A set without the last but one of its jobs: what it would have been with its newest in place of that."""
    return (*wider[:-2], wider[-1])


def _earned(judge: Judge, chosen: Chosen, floor: tuple[float, float]) -> float | None:
    """The score of a set that is worth more than each of its parts and than the best single job, else None."""
    worth = judge.worth(chosen)
    if worth is None or worth.utility <= floor[0]:
        return None
    smaller = [part.utility for part in map(judge.worth, parts_of(chosen, proper=True)) if part]
    if any(worth.utility <= other for other in smaller):
        return None
    score = judge.score(chosen)
    return score if score > floor[1] else None
