"""What people in the invented world answer when a pair is shown to them, and why, with the habits that bias it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np

from features.vocabulary import Answer, Party, ReviewReason
from training.world.parts import FAR, sigmoid
from training.world.trades import Floats

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

IN_WORDS: Final[Mapping[Party, str]] = {
    Party.PARTICIPANT: "Vil hellere se på noget andet først",
    Party.EMPLOYER: "Det passer ikke ind lige nu",
}
"""What is written beside the reason "other"."""
Reason = TypeVar("Reason")


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


@dataclass(frozen=True, slots=True)
class Prospects:
    """What is true of one person and all ``n`` vacancies: both yes, stay, and the parts behind them, each (n,)."""

    participant_id: str
    vacancy_ids: Sequence[str]
    minutes: Floats
    likes: Floats
    hired: Floats
    stays: Floats
    reply: Floats
    popularity: Floats
    quiet: bool
    liked_parts: Mapping[str, Floats]
    hired_parts: Mapping[str, Floats]

    def review(self, row: int, rank: int, follow: float, rng: np.random.Generator) -> SimulatedReview:
        """One pair at one rank, from the consultant to the outcome."""
        ids = self.participant_id, self.vacancy_ids[row]
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
            habit = -1.0 + 3.0 * self.popularity[row] - self.minutes[row] / 40
            passes = float(sigmoid(np.array(habit)))
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
        reason = worst(self.liked_parts, UTILITY_REASONS, row)
        if reason is ReviewReason.TOO_FAR and self.minutes[row] >= FAR:
            reason = ReviewReason.NO_TRANSPORT
        return Answer.NO, _told(reason, rng)

    def _employer(self, row: int, rng: np.random.Generator) -> tuple[Answer, ReviewReason | None]:
        reply = float(self.reply[row])
        if rng.random() > reply:
            return Answer.NOT_ASKED, ReviewReason.NO_ANSWER
        if rng.random() < self.hired[row] / reply:
            return Answer.YES, ReviewReason.GOOD_FIT
        if rng.random() < 0.01:
            return Answer.NO, ReviewReason.UNLAWFUL
        return Answer.NO, _told(worst(self.hired_parts, CHANCE_REASONS, row), rng)

    def _weeks(self, row: int, rng: np.random.Generator) -> int:
        """Weeks the job lasts when each week is survived with the 13th root of ``stay``; 52 is the end of sight."""
        weekly = float(np.clip(self.stays[row], 0.01, 0.995)) ** (1 / 13)
        return int(min(52, 1 + rng.geometric(1 - weekly)))


def worst(parts: Mapping[str, Floats], reasons: Mapping[str, Reason], row: int) -> Reason:
    """The reason of the part that pulls down most."""
    return reasons[min(reasons, key=lambda name: float(parts[name][row]))]


def _told(reason: ReviewReason, rng: np.random.Generator) -> ReviewReason:
    """The reason as it gets written down: one in eight becomes "other"."""
    return ReviewReason.OTHER if rng.random() < 0.125 else reason
