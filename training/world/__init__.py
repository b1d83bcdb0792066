"""An invented Viborg with a known truth: demo data, tests and benchmarks; always labelled synthetic.

``invent(seed)`` makes employers, participants and vacancies out of the knowledge base and our own sentences, and
``World.truth`` knows what the records only hint at: who would like which job, and which employer would say yes. The
same arguments always make the same world. ``docs/world.md`` tells how it works and what it must not be used for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from features.profiles import Employer, Participant, Vacancy
from training.world import showcase, small_jobs, three
from training.world.answers import SimulatedReview
from training.world.dice import Dice
from training.world.employers import LABEL, invent_employers
from training.world.people import invent_people
from training.world.truth import Truth
from training.world.vacancies import invent_vacancies

TODAY: Final = date(2026, 11, 20)
"""The day of the invented world unless another is given."""


@dataclass(frozen=True, slots=True)
class World:
    """Records as the engine may see them, and the truth behind them; ``showcase``: ids of what was made by hand."""

    participants: tuple[Participant, ...]
    employers: tuple[Employer, ...]
    vacancies: tuple[Vacancy, ...]
    truth: Truth
    today: date
    seed: int
    label: str = LABEL
    showcase: frozenset[str] = frozenset()


def invent(
    seed: int = 1, participants: int = 60, employers: int = 150, vacancies: int = 500, today: date = TODAY
) -> World:
    """An invented region of the given sizes; the four showcase people and their jobs come first.

    Raises:
        ValueError: when a number is below 1.
    """
    for name, count in (("participants", participants), ("employers", employers), ("vacancies", vacancies)):
        if count < 1:
            raise ValueError(f"{name}={count}: at least 1 is needed")
    firms = invent_employers(Dice(seed, 1), employers, today, (*showcase.SHOPS, *small_jobs.SHOPS))
    shown = [*three.people(today), small_jobs.mender(today)]
    people = invent_people(Dice(seed, 2), participants, today, shown)
    orders = showcase.orders(Dice(seed, 4), firms, today, (*showcase.JOBS, *small_jobs.JOBS))
    jobs = invent_vacancies(Dice(seed, 3), firms, vacancies, today, orders)
    return World(
        participants=tuple(person.record for person in people),
        employers=tuple(firms),
        vacancies=tuple(job.record for job in jobs),
        truth=Truth(people, jobs, today, seed),
        today=today,
        seed=seed,
        showcase=frozenset(
            [*(person.record.id for person in people[: len(shown)]), *(job.record.id for job in jobs[: len(orders)])]
        ),
    )


__all__ = ["LABEL", "TODAY", "SimulatedReview", "Truth", "World", "invent"]
