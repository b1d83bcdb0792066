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
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from features import week
from features.profiles import FunctionalNeed, Participant, Vacancy
from features.vocabulary import (
    REMOVED_BY,
    TASK_NEEDS,
    TIME_NEEDS,
    Adaptation,
    Answer,
    AvailabilityKind,
    Credential,
    ReviewReason,
    Setting,
    SupportNeed,
    TransportMode,
    WishKind,
    with_implied,
)
from training.world.people import Person
from training.world.terrain import Floats, Terrain, alikeness, km
from training.world.vacancies import Invented

SPEED: Final = {
    TransportMode.WALK: (4.6, 0.0),
    TransportMode.BIKE: (14.0, 2.0),
    TransportMode.MOPED: (26.0, 3.0),
    TransportMode.BUS: (34.0, 18.0),
    TransportMode.CAR: (56.0, 5.0),
    TransportMode.RIDE: (56.0, 8.0),
}
"""Kilometres an hour and minutes lost each way in this world; the engine's own rules differ a little, as in life."""
DETOUR: Final = 1.27
FAR: Final = 240.0
LITTLE_DANISH: Final = 1
NOISE: Final = 0.6
BASE: Final = -0.3
EASE: Final = 0.5
TEMPER: Final = 0.6
"""People say yes more easily than the sum of the parts says: the utility is ``EASE + TEMPER · parts + e``."""
HELPS: Final = {
    SupportNeed.MENTOR: Adaptation.MENTOR,
    SupportNeed.CONTACT_PERSON: Adaptation.CONTACT_PERSON,
    SupportNeed.INTERPRETER_START: Adaptation.INTERPRETER_START,
    SupportNeed.CALM_INTRODUCTION: Adaptation.CALM_INTRODUCTION,
}
OPPOSITE: Final = (
    (Setting.ALONE, Setting.TOGETHER),
    (Setting.INSIDE, Setting.OUTSIDE),
    (Setting.QUIET, Setting.LIVELY),
    (Setting.CALM_PACE, Setting.FAST_PACE),
    (Setting.CUSTOMERS, Setting.NO_CUSTOMERS),
)
UTILITY_REASONS: Final = {
    "wish": ReviewReason.TASK_NOT_WANTED,
    "setting": ReviewReason.SETTING_NOT_WANTED,
    "too_many": ReviewReason.TOO_MANY_HOURS,
    "too_few": ReviewReason.TOO_FEW_HOURS,
    "travel": ReviewReason.TOO_FAR,
    "times": ReviewReason.TIMES_CLASH,
    "support": ReviewReason.SUPPORT_MISSING,
    "body": ReviewReason.TASK_NOT_WANTED,
}
CHANCE_REASONS: Final = {
    "skill": ReviewReason.EMPLOYER_EXPERIENCE,
    "danish": ReviewReason.EMPLOYER_LANGUAGE,
    "papers": ReviewReason.EMPLOYER_LICENCE,
    "body": ReviewReason.EMPLOYER_PHYSICAL,
    "schooling": ReviewReason.EMPLOYER_EXPERIENCE,
    "agreement": ReviewReason.AGREEMENT_MINIMUM,
    "rivals": ReviewReason.FILLED,
}


@dataclass(frozen=True, slots=True)
class SimulatedReview:
    """What came of showing one pair: three answers with reasons, and the weeks a placement lasted (None: no placement,

    52 when it still ran at the end of the year). ``seen`` is False when the consultant never read that far.
    """

    participant_id: str
    vacancy_id: str
    rank: int
    seen: bool
    consultant: Answer = Answer.NOT_ASKED
    consultant_reason: ReviewReason | None = None
    participant: Answer = Answer.NOT_ASKED
    participant_reason: ReviewReason | None = None
    employer: Answer = Answer.NOT_ASKED
    employer_reason: ReviewReason | None = None
    weeks: int | None = None


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
        return float(self.utilities(participant)[self._row(vacancy)])

    def chance(self, participant: Participant | str, vacancy: Vacancy | str) -> float:
        """True chance that the employer answers and says yes."""
        return float(self.chances(participant)[self._row(vacancy)])

    def stay(self, participant: Participant | str, vacancy: Vacancy | str) -> float:
        """True chance of still being employed after 13 weeks, once placed."""
        return float(self.stays(participant)[self._row(vacancy)])

    def utilities(self, participant: Participant | str) -> Floats:
        """(n,) ``utility`` with every vacancy, in the order of ``World.vacancies``."""
        parts = self.utility_parts(participant)
        return np.asarray(EASE + TEMPER * sum(parts.values()) + self._noise(participant, 1), np.float64)

    def chances(self, participant: Participant | str) -> Floats:
        """(n,) ``chance`` with every vacancy."""
        logit = BASE + sum(self.chance_parts(participant).values()) + self._noise(participant, 2)
        return np.asarray(self.terrain.reply * _sigmoid(np.asarray(logit)), np.float64)

    def stays(self, participant: Participant | str) -> Floats:
        """(n,) ``stay`` with every vacancy."""
        strain = -self.utility_parts(participant)["body"]
        return _sigmoid(-0.4 + 0.7 * self.utilities(participant) + 0.6 * self.terrain.boss - 0.5 * strain)

    def values(self, participant: Participant | str) -> Floats:
        """(n,) what a placement would truly be worth: chance × yes of the person × stay; evaluation ranks by it."""
        return self.chances(participant) * _sigmoid(self.utilities(participant)) * self.stays(participant)

    def _noise(self, participant: Participant | str, stream: int) -> Floats:
        rng = np.random.default_rng([self.seed, 6, stream, self._number(participant)])
        return rng.normal(scale=NOISE, size=len(self.terrain))

    def _row(self, vacancy: Vacancy | str) -> int:
        return self._job[vacancy if isinstance(vacancy, str) else vacancy.id]

    def _number(self, participant: Participant | str) -> int:
        return self._person[participant if isinstance(participant, str) else participant.id]

    # ── Parts ────────────────────────────────────────────────────────────────────────────────────

    def utility_parts(self, participant: Participant | str) -> Mapping[str, Floats]:
        """The parts of the utility by name, each (n,), without the noise."""
        number = self._number(participant)
        person, land = self.people[number], self.terrain
        known = person.truth
        minutes = travel(known, land)
        many, few = _hours(known, land)
        return {
            "wish": _wish(person, land),
            "setting": _setting(known, land),
            "too_many": many,
            "too_few": few,
            "travel": -np.minimum(4, (np.maximum(minutes - 15, 0) / 22) ** 1.5) * (0.7 + 1.2 / land.length),
            "times": _times(known, land),
            "support": _support(known, land),
            "body": -1.2 * np.minimum(3, _strain(known, land, self.today)),
            "pay": 1.5 * np.log(land.wage / 150),
            "fame": 0.7 * (land.popularity - 0.5),
            "taste": self._taste(number),
        }

    def chance_parts(self, participant: Participant | str) -> Mapping[str, Floats]:
        """The parts of the employer's yes by name, each (n,), without the noise."""
        person, land = self.people[self._number(participant)], self.terrain
        known = person.truth
        speaks = _danish(known)
        mentor = land.support[:, list(Adaptation).index(Adaptation.MENTOR)]
        short = np.maximum(land.danish - speaks, 0)
        done = _done(person, land)
        can_use = _sigmoid(2.0 * (speaks - land.danish + 1.2))
        most = known.hours_max if known.hours_max is not None else 37.0
        return {
            "skill": 2.8 * (1 - np.exp(-done / 14)) * can_use - 0.8,
            "danish": -0.9 * short**1.3 * (1.2 - land.danish_slack) * np.where(mentor, 0.6, 1.0),
            "papers": _papers(known, land),
            "body": -2.5 * np.minimum(1, _strain(known, land, self.today)),
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
        table = _Answers(self, participant)
        return [table.review(self._row(item), rank, follow, rng) for rank, item in enumerate(shown, start=first_rank)]

    def past_reviews(self, count: int, rng: np.random.Generator) -> list[SimulatedReview]:
        """What a caseload did before the engine came: well-known employers close by, far too often the same ones."""
        found = []
        shares = rng.multinomial(count, np.full(len(self.people), 1 / len(self.people)))
        for person, share in zip(self.people, shares, strict=True):
            table = _Answers(self, person.record)
            habit = 3.0 * self.terrain.popularity - table.minutes / 25
            weights = np.exp(habit - habit.max())
            rows = rng.choice(len(weights), size=int(share), p=weights / weights.sum())
            found += [table.review(int(row), 1, 1.0, rng) for row in rows]
        return found


class _Answers:
    """Everything needed to answer for one person, computed once."""

    def __init__(self, truth: Truth, participant: Participant | str) -> None:
        self.truth = truth
        self.person = truth.people[truth._number(participant)]
        self.minutes = travel(self.person.truth, truth.terrain)
        self.likes = _sigmoid(truth.utilities(participant))
        self.hired = truth.chances(participant)
        self.stays = truth.stays(participant)
        self.liked_parts = truth.utility_parts(participant)
        self.hired_parts = truth.chance_parts(participant)
        self.quiet = _danish(self.person.truth) <= LITTLE_DANISH

    def review(self, row: int, rank: int, follow: float, rng: np.random.Generator) -> SimulatedReview:
        """One pair at one rank, from the consultant to the outcome."""
        ids = self.person.record.id, self.truth.jobs[row].record.id
        if rng.random() > 1 / (1 + 0.2 * (rank - 1)):
            return SimulatedReview(*ids, rank, seen=False)
        consultant, why = self._consultant(row, follow, rng)
        if consultant is not Answer.YES:
            return SimulatedReview(*ids, rank, True, consultant, why)
        answer, reason = self._participant(row, rng)
        said = SimulatedReview(*ids, rank, True, consultant, why, answer, reason)
        if answer in (Answer.NO, Answer.LATER):
            return said
        employer, employer_reason = self._employer(row, rng)
        weeks = self._weeks(row, rng) if employer is Answer.YES and answer is Answer.YES else None
        return SimulatedReview(*ids, rank, True, consultant, why, answer, reason, employer, employer_reason, weeks)

    def _consultant(self, row: int, follow: float, rng: np.random.Generator) -> tuple[Answer, ReviewReason | None]:
        if rng.random() < follow:
            passes = 0.75 + 0.2 * self.likes[row]
        else:
            passes = float(_sigmoid(np.array(-1.0 + 3.0 * self.truth.terrain.popularity[row] - self.minutes[row] / 40)))
        if rng.random() < passes:
            return Answer.YES, None
        own = (ReviewReason.DISAGREES_WITH_RANK, ReviewReason.PROTECT_RELATION, ReviewReason.WRONG_SKILL)
        return Answer.NO, own[int(rng.integers(len(own)))]

    def _participant(self, row: int, rng: np.random.Generator) -> tuple[Answer, ReviewReason | None]:
        if rng.random() < (0.25 if self.quiet else 0.08):
            return Answer.NOT_ASKED, None
        if rng.random() < 0.04:
            return Answer.LATER, ReviewReason.BETTER_OPTION
        if rng.random() < self.likes[row]:
            return (Answer.YES if rng.random() < 0.85 else Answer.MAYBE), ReviewReason.GOOD_FIT
        reason = _worst(self.liked_parts, UTILITY_REASONS, row)
        if reason is ReviewReason.TOO_FAR and self.minutes[row] >= FAR:
            reason = ReviewReason.NO_TRANSPORT
        return Answer.NO, _told(reason, rng)

    def _employer(self, row: int, rng: np.random.Generator) -> tuple[Answer, ReviewReason | None]:
        reply = float(self.truth.terrain.reply[row])
        if rng.random() > reply:
            return Answer.NOT_ASKED, ReviewReason.NO_ANSWER
        if rng.random() < self.hired[row] / reply:
            return Answer.YES, ReviewReason.GOOD_FIT
        if rng.random() < 0.01:
            return Answer.NO, ReviewReason.UNLAWFUL
        return Answer.NO, _told(_worst(self.hired_parts, CHANCE_REASONS, row), rng)

    def _weeks(self, row: int, rng: np.random.Generator) -> int:
        """Weeks the job lasts when each week is survived with the 13th root of ``stay``; 52 is the end of sight."""
        weekly = float(np.clip(self.stays[row], 0.01, 0.995)) ** (1 / 13)
        return int(min(52, 1 + rng.geometric(1 - weekly)))


def _worst(parts: Mapping[str, Floats], reasons: Mapping[str, ReviewReason], row: int) -> ReviewReason:
    """The reason of the part that pulls down most."""
    return reasons[min(reasons, key=lambda name: float(parts[name][row]))]


def _told(reason: ReviewReason, rng: np.random.Generator) -> ReviewReason:
    """The reason as it gets written down: one in eight becomes "other"."""
    return ReviewReason.OTHER if rng.random() < 0.125 else reason


def travel(known: Participant, land: Terrain) -> Floats:
    """(n,) true minutes one way with the quickest mode the person has and accepts; ``FAR`` where none will do."""
    if known.home is None or known.home.lat is None or known.home.lon is None or not known.transport:
        return np.full(len(land), 45.0)
    road = DETOUR * km((land.lat, land.lon), (known.home.lat, known.home.lon))
    best = np.full(len(land), FAR)
    for way in known.transport:
        speed, lost = SPEED[way.mode]
        minutes = road / speed * 60 + lost
        best = np.where(minutes <= 1.15 * way.max_minutes, np.minimum(best, minutes), best)
    return best


def _wish(person: Person, land: Terrain) -> Floats:
    """Convex in closeness: a near miss of a wish is worth little, the wished work much."""
    if not person.wanted:
        return np.full(len(land), -0.3)
    like = alikeness()[:, land.occupation]
    best = np.max([weight * like[number] for number, weight in person.wanted.items()], axis=0)
    return np.asarray(3.6 * best**2 - 1.3)


def _setting(known: Participant, land: Terrain) -> Floats:
    """Wished sides of a workplace, their opposites, and what is not wanted at all."""
    order = list(Setting)
    against = {**dict(OPPOSITE), **{b: a for a, b in OPPOSITE}}
    total = np.zeros(len(land))
    for wish in known.wishes:
        if wish.kind is WishKind.SETTING:
            setting = Setting(wish.value)
            total += 0.8 * wish.weight * land.settings[:, order.index(setting)]
            if setting in against:
                total -= 0.8 * wish.weight * land.settings[:, order.index(against[setting])]
    for item in known.do_not_want:
        if item.kind is WishKind.SETTING:
            total -= 4.0 * land.settings[:, order.index(Setting(item.value))]
    if _danish(known) <= 2:
        total += 0.4 * land.settings[:, order.index(Setting.TOGETHER)]
    return np.asarray(np.maximum(total, -4))


def _hours(known: Participant, land: Terrain) -> tuple[Floats, Floats]:
    """Too many hours weigh twice as much as too few, and more and more."""
    wish = known.hours_wish if known.hours_wish is not None else 15.0
    many = np.maximum(land.low - wish, 0)
    few = np.maximum(wish - land.high, 0)
    return -np.minimum(4, (many / 6) ** 1.4), -np.minimum(2, 0.5 * (few / 6) ** 1.2)


def _times(known: Participant, land: Terrain) -> Floats:
    """Hours outside the person's time hurt at once; hours to choose from must leave room for those asked."""
    can = week.union(
        week.inner_window(item.weekday, item.start, item.end)
        for item in known.availability
        if item.kind is not AvailabilityKind.AVOID
    )
    if not can:
        return np.zeros(len(land))
    free = week.pack([can])[0]
    size = np.maximum(np.bitwise_count(land.fixed).sum(axis=1), 1)
    outside = np.bitwise_count(land.fixed & ~free).sum(axis=1) / size
    room = np.bitwise_count(land.choice & free).sum(axis=1) / 4
    lacking = np.where(land.choice.any(axis=1), np.clip(1 - room / np.maximum(land.low, 1), 0, 1), 0)
    return np.asarray(-4.5 * np.sqrt(np.maximum(outside, lacking)))


def _support(known: Participant, land: Terrain) -> Floats:
    """Support counts only for people who need it: those who ask for it or have little Danish."""
    order = list(Adaptation)
    wanted = [order.index(HELPS[need]) for need in known.support_needs if need in HELPS]
    total = np.zeros(len(land))
    if wanted:
        total += 1.4 * land.support[:, wanted].mean(axis=1) - 0.5
    if _danish(known) <= LITTLE_DANISH:
        pictures = land.support[:, order.index(Adaptation.PICTURE_INSTRUCTIONS)]
        total += 0.6 * (pictures | land.support[:, order.index(Adaptation.ONBOARDING_LANGUAGE)])
    return total


def _strain(known: Participant, land: Terrain, today: date) -> Floats:
    """How far the work goes past the body's limits: 0 inside, 1 at a plain collision, adaptations taken off."""
    worst = np.zeros(len(land))
    for need in known.functional_needs:
        if need.code in TIME_NEEDS or (need.expires_at is not None and need.expires_at < today):
            continue
        worst = np.maximum(worst, _one_strain(need, land))
    return worst


def _one_strain(need: FunctionalNeed, land: Terrain) -> Floats:
    number = TASK_NEEDS.index(need.code)
    level, amount = land.demand[:, number], land.amount[:, number]
    past = np.maximum(need.level + level - 4, 0).astype(float)
    if need.limit:
        with np.errstate(invalid="ignore"):
            past = np.where(np.isnan(amount), past, 2 * np.maximum(amount / need.limit - 1, 0))
    order = list(Adaptation)
    helps = [order.index(item) for item in REMOVED_BY.get(need.code, ())]
    helped = land.support[:, helps].any(axis=1) if helps else np.zeros(len(land), bool)
    return np.asarray(np.where(helped, 0.15 * past, past))


def _done(person: Person, land: Terrain) -> Floats:
    """Months of work that was like the job, by how alike it was."""
    like = alikeness()[:, land.occupation]
    months = np.zeros(len(land))
    for number, value in person.done.items():
        months += value * like[number] ** 2
    return months


def _papers(known: Participant, land: Terrain) -> Floats:
    """A paper the law asks for and the person lacks closes the door; one the task asks for costs by its firmness."""
    held = with_implied(frozenset(item.code for item in known.credentials))
    held |= {Credential.CRIMINAL_RECORD, Credential.CHILD_RECORD}
    lacks = np.array([code not in held for code in Credential])
    closed = (land.legal & lacks).any(axis=1)
    return np.asarray(np.where(closed, -5.0, -2.0 * (land.asked * lacks).max(axis=1)))


def _danish(known: Participant) -> int:
    level = known.language("da")
    return level.speak.rank if level is not None and level.speak is not None else 0


def _sigmoid(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-logits)), np.float64)


__all__ = ["CHANCE_REASONS", "UTILITY_REASONS", "SimulatedReview", "Truth", "travel"]
