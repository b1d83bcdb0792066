"""What is true in the invented Viborg, and what people would answer when asked: known here, hidden from the engine.

    utility  u = a + k · (wish + setting + hours + travel + times + support + body + pay + fame + taste) + e
    chance   p = reply · σ(b + skill + danish + papers + body + schooling + agreement + rivals + patience + e')
    stay     q = σ(a + 0.7 u + 0.6 boss − strain)                      still employed after 13 weeks

No part is linear in what a record says: wishes count by their square, hours hurt more upwards, travel hurts from a
quarter of an hour on and more for short shifts, support counts only for those who need it, experience only helps where
enough Danish is there to use it. ``taste`` and ``e`` are what nobody wrote down: the ceiling of any model.
``docs/world.md`` has the table of parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from features.profiles import Participant, Vacancy
from features.vocabulary import (
    Adaptation,
)
from training.world import parts
from training.world.answers import Prospects, SimulatedReview
from training.world.people import Person
from training.world.terrain import Terrain
from training.world.trades import Floats, alikeness
from training.world.vacancies import Invented

NOISE: Final = 0.6
BASE: Final = -0.3
EASE: Final = 0.5
TEMPER: Final = 0.6
"""People say yes more easily than the sum of the parts says: the utility is ``EASE + TEMPER · parts + e``."""


class Truth:
    """The hidden outcome model of one invented world; deterministic, everything per person over all vacancies."""

    def __init__(self, people: Sequence[Person], jobs: Sequence[Invented], today: date, seed: int) -> None:
        self.today = today
        self.seed = seed
        self.people = tuple(people)
        self.jobs = tuple(jobs)
        self.terrain = Terrain.of(jobs, np.random.default_rng([seed, 5]))
        self._person = {person.record.id: number for number, person in enumerate(people)}
        self._job = {job.record.id: number for number, job in enumerate(jobs)}

    # ── Numbers ──────────────────────────────────────────────────────────────────────────────────

    def utility(self, participant: Participant | str, vacancy: Vacancy | str) -> float:
        """True utility of one pair on the log-odds scale: σ(u) is the chance that the person says yes."""
        return float(self.utilities(participant)[self.row(vacancy)])

    def chance(self, participant: Participant | str, vacancy: Vacancy | str) -> float:
        """True chance that the employer answers and says yes."""
        return float(self.chances(participant)[self.row(vacancy)])

    def stay(self, participant: Participant | str, vacancy: Vacancy | str) -> float:
        """True chance of still being employed after 13 weeks, once placed."""
        return float(self.stays(participant)[self.row(vacancy)])

    def utilities(self, participant: Participant | str) -> Floats:
        """(n,) ``utility`` with every vacancy, in the order of ``World.vacancies``."""
        total = sum(self.utility_parts(participant).values())
        return np.asarray(EASE + TEMPER * total + self._noise(participant, 1), np.float64)

    def chances(self, participant: Participant | str) -> Floats:
        """(n,) ``chance`` with every vacancy."""
        logit = BASE + sum(self.chance_parts(participant).values()) + self._noise(participant, 2)
        return np.asarray(self.terrain.reply * parts.sigmoid(np.asarray(logit)), np.float64)

    def stays(self, participant: Participant | str) -> Floats:
        """(n,) ``stay`` with every vacancy."""
        strain = -self.utility_parts(participant)["body"]
        return parts.sigmoid(-0.4 + 0.7 * self.utilities(participant) + 0.6 * self.terrain.boss - 0.5 * strain)

    def values(self, participant: Participant | str) -> Floats:
        """(n,) what a placement would truly be worth: chance × yes of the person × stay; evaluation ranks by it."""
        return self.chances(participant) * parts.sigmoid(self.utilities(participant)) * self.stays(participant)

    def _noise(self, participant: Participant | str, stream: int) -> Floats:
        rng = np.random.default_rng([self.seed, 6, stream, self._number(participant)])
        return rng.normal(scale=NOISE, size=len(self.terrain))

    def row(self, vacancy: Vacancy | str) -> int:
        """The place of a vacancy in ``World.vacancies``."""
        return self._job[vacancy if isinstance(vacancy, str) else vacancy.id]

    def _number(self, participant: Participant | str) -> int:
        return self._person[participant if isinstance(participant, str) else participant.id]

    # ── Parts ────────────────────────────────────────────────────────────────────────────────────

    def utility_parts(self, participant: Participant | str) -> Mapping[str, Floats]:
        """The parts of the utility by name, each (n,), without the noise."""
        number = self._number(participant)
        person, land = self.people[number], self.terrain
        known = person.truth
        minutes = parts.travel(known, land)
        many, few = parts.hours(known, land)
        return {
            "wish": parts.wish(person, land),
            "setting": parts.setting(known, land),
            "too_many": many,
            "too_few": few,
            "travel": -np.minimum(4, (np.maximum(minutes - 15, 0) / 22) ** 1.5) * (0.7 + 1.2 / land.length),
            "times": parts.times(known, land),
            "support": parts.support(known, land),
            "body": -1.2 * np.minimum(3, parts.strain(known, land, self.today)),
            "pay": 1.5 * np.log(land.wage / 150),
            "fame": 0.7 * (land.popularity - 0.5),
            "taste": self._taste(number),
        }

    def chance_parts(self, participant: Participant | str) -> Mapping[str, Floats]:
        """The parts of the employer's yes by name, each (n,), without the noise."""
        person, land = self.people[self._number(participant)], self.terrain
        known = person.truth
        speaks = parts.danish(known)
        mentor = land.support[:, list(Adaptation).index(Adaptation.MENTOR)]
        short = np.maximum(land.danish - speaks, 0)
        done = parts.done(person, land)
        can_use = parts.sigmoid(2.0 * (speaks - land.danish + 1.2))
        most = known.hours_max if known.hours_max is not None else 37.0
        return {
            "skill": 2.8 * (1 - np.exp(-done / 14)) * can_use - 0.8,
            "danish": -0.9 * short**1.3 * (1.2 - land.danish_slack) * np.where(mentor, 0.6, 1.0),
            "papers": parts.papers(known, land),
            "body": -2.5 * np.minimum(1, parts.strain(known, land, self.today)),
            "schooling": np.where(done > 60, 0.0, np.array([0, -0.4, -2.2, -4.0])[land.schooling]),
            "agreement": np.where(land.least_hours > most, -2.5, 0.0),
            "rivals": -1.1 * land.popularity,
            "patience": 0.5 * land.tolerance,
        }

    def _taste(self, number: int) -> Floats:
        """A liking for some occupations that no record tells of: smooth over occupations that are alike."""
        rng = np.random.default_rng([self.seed, 7, number])
        like = alikeness()
        field = like @ rng.normal(size=len(like)) / np.sqrt((like**2).sum(axis=1))
        return np.asarray(0.6 * field[self.terrain.occupation])

    def prospects(self, participant: Participant | str) -> Prospects:
        """Everything that is needed to answer for one person, computed once."""
        number = self._number(participant)
        known = self.people[number].truth
        return Prospects(
            participant_id=self.people[number].record.id,
            vacancy_ids=[job.record.id for job in self.jobs],
            minutes=parts.travel(known, self.terrain),
            likes=parts.sigmoid(self.utilities(participant)),
            hired=self.chances(participant),
            stays=self.stays(participant),
            reply=self.terrain.reply,
            popularity=self.terrain.popularity,
            quiet=parts.danish(known) <= parts.LITTLE_DANISH,
            liked_parts=self.utility_parts(participant),
            hired_parts=self.chance_parts(participant),
        )

    # ── Answers ──────────────────────────────────────────────────────────────────────────────────

    def simulate_review(
        self,
        participant: Participant | str,
        vacancy: Vacancy | str,
        rng: np.random.Generator,
        *,
        rank: int = 1,
        follow: float = 0.7,
    ) -> SimulatedReview:
        """Show a pair at ``rank`` and see what happens.

        The consultant reads on with falling patience, follows the list with probability ``follow`` and otherwise goes
        by habit (well-known employers close by). A person with little Danish is asked less often. A reason is now and
        then missing or wrong.
        """
        return self.simulate_list(participant, [vacancy], rng, follow=follow, first_rank=rank)[0]

    def simulate_list(
        self,
        participant: Participant | str,
        shown: Sequence[Vacancy | str],
        rng: np.random.Generator,
        *,
        follow: float = 0.7,
        first_rank: int = 1,
    ) -> list[SimulatedReview]:
        """One person's whole list, rank by rank, each pair answered on its own."""
        table = self.prospects(participant)
        return [table.review(self.row(item), rank, follow, rng) for rank, item in enumerate(shown, start=first_rank)]

    def past_reviews(self, count: int, rng: np.random.Generator) -> list[SimulatedReview]:
        """What a caseload did before the engine came: well-known employers close by, far too often the same ones."""
        found = []
        shares = rng.multinomial(count, np.full(len(self.people), 1 / len(self.people)))
        for person, share in zip(self.people, shares, strict=True):
            table = self.prospects(person.record)
            known = table.liked_parts["times"] + table.liked_parts["too_many"]
            habit = 3.0 * self.terrain.popularity - table.minutes / 25 + 0.8 * known
            weights = np.exp(habit - habit.max())
            rows = rng.choice(len(weights), size=int(share), p=weights / weights.sum())
            found += [table.review(int(row), 1, 1.0, rng) for row in rows]
        return found
