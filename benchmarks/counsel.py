"""What counsel costs beside a list: each question of a consultant's as a multiple of one plain ranking.

Both are measured in process, one after the other in the same run and world (``training.world.invent``), as CPU time.
The list is made for people nobody has ranked for; the questions come after it, as they do at a desk.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from features.profiles import Participant
    from matching.ranker import Ranker
    from training.world import World

PEOPLE: Final = 60
CASELOAD: Final = 500
VACANCIES_ASKED: Final = 20
MOST_JOBS: Final = 4
BUNDLES: Final = 3
K: Final = 10


@dataclass(frozen=True, slots=True)
class Counsel:
    """What was asked, among how many vacancies, how often, median milliseconds, and how many plain rankings that is."""

    what: str
    vacancies: int
    times: int
    p50: float
    rankings: float


def measure_counsel(vacancies: int, say: Callable[[str], None] = lambda text: None) -> list[Counsel]:
    """Counsel in a world of ``vacancies``, each as a multiple of a plain ranking."""
    from features.encoder import default_encoder
    from features.similarity import Hybrid
    from matching.model import MatchModel
    from matching.ranker import Ranker
    from training.world import invent

    say(f"inventing {vacancies:,} adverts")
    world = invent(1, CASELOAD, max(vacancies // 3, 1), vacancies, today=date.today())
    ranker = Ranker(Hybrid(default_encoder()), MatchModel.prior())
    say("filling a ranker")
    ranker.load(world.vacancies, {employer.id: employer for employer in world.employers})
    ranker.rank(world.participants[-1], K, world.today)
    measured = list(_measured(ranker, world, say))
    plain = float(np.median(measured[0][1]))
    return [
        Counsel(what, vacancies, len(seconds), float(np.median(seconds)) * 1000, float(np.median(seconds)) / plain)
        for what, seconds in measured
    ]


def _measured(ranker: Ranker, world: World, say: Callable[[str], None]) -> Iterator[tuple[str, list[float]]]:
    from matching.asking import ask_next, ask_next_vacancy

    people, today = world.participants[:PEOPLE], world.today
    say("ranking")
    yield "one list of ten, new person", _timed([_ranking(ranker, person, today) for person in people])
    say("asking about participants")
    yield "ask next, participant", _timed([lambda person=person: ask_next(ranker, person, today) for person in people])
    yield from _for_a_person(ranker, people, today, say)
    say("asking about vacancies")
    rows = list(ranker.index.snapshot().rows)
    some = rows[:: max(1, len(rows) // VACANCIES_ASKED)][:VACANCIES_ASKED]
    caseload = world.participants
    yield (
        f"ask next, vacancy before {len(caseload)} people",
        _timed([lambda id=id: ask_next_vacancy(ranker, id, caseload, today) for id in some]),
    )
    say("asking employers")
    yield (
        f"counter-suggestions and prices, vacancy before {len(caseload)} people",
        _timed([lambda id=id: _employer_side(ranker, id, caseload, today) for id in some]),
    )


def _for_a_person(
    ranker: Ranker, people: Sequence[Participant], today: date, say: Callable[[str], None]
) -> Iterator[tuple[str, list[float]]]:
    """What a person could do, what keeps vacancies off their list, and a list that would be another."""
    from matching.bundles import find_bundles
    from matching.counsel.changes import Instead, changed
    from matching.counsel.obstacles import obstacles
    from matching.counsel.steps import steps
    from matching.counsel.whatif import what_if

    hours, licence = {"hours_min": None, "hours_wish": None, "hours_max": 37}, {"credentials": [{"code": "B"}]}

    def otherwise(person: Participant) -> object:
        return what_if(ranker, person, Instead(changed(person, hours, licence)), K, today)

    say("steps and obstacles")
    yield "all steps, participant", _timed([partial(steps, ranker, person, K, today) for person in people])
    yield "why the list is short", _timed([partial(obstacles, ranker, person, today) for person in people])
    yield "what if, participant", _timed([partial(otherwise, person) for person in people])
    say("bundles")
    several = [person.model_copy(update={"max_jobs": MOST_JOBS}) for person in people]
    yield (
        "bundles of up to four jobs, participant",
        _timed([partial(find_bundles, ranker, person, BUNDLES, today) for person in several]),
    )


def _employer_side(ranker: Ranker, vacancy_id: str, caseload: Sequence[Participant], today: date) -> object:
    """All that can be said to one employer, beginning with the records."""
    from features.facts import PersonFacts
    from matching.counsel.counter import Hearing, counter_suggestions
    from matching.counsel.prices import requirement_prices

    snapshot = ranker.index.snapshot()
    people = [PersonFacts.of(one, today) for one in caseload]
    hearing = Hearing.of(snapshot.opening(snapshot.rows[vacancy_id]), people)
    return counter_suggestions(hearing), requirement_prices(hearing)


def _ranking(ranker: Ranker, person: Participant, today: date) -> Callable[[], object]:
    return lambda: ranker.rank(person, K, today)


def _timed(questions: Sequence[Callable[[], object]]) -> list[float]:
    """CPU seconds of each question."""
    seconds = []
    for question in questions:
        started = time.process_time()
        question()
        seconds.append(time.process_time() - started)
    return seconds
