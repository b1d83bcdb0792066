"""What is said of a vacancy and its employer: terms, requirements, times, size and why it was closed."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Terms(StrEnum):
    """Terms a job can be offered on. Only ``ORDINARY`` is ever ranked; the others are recognised to be refused."""

    ORDINARY = "ordinary"
    WAGE_SUBSIDY = "loentilskud"
    WORK_PLACEMENT = "virksomhedspraktik"
    COMMUNITY_WORK = "nytteindsats"
    FLEX_JOB = "fleksjob"
    SHELTERED_JOB = "skaanejob"
    ROTATION_JOB = "rotationsjob"
    IGU = "igu"
    UNPAID = "ulonnet"


class VacancyStatus(StrEnum):
    """Only an open vacancy is ranked."""

    OPEN = "open"
    CLOSED = "closed"


class VacancySource(StrEnum):
    """How a need became known; ``LATENT`` is a hypothesis of ours."""

    RECRUITER = "recruiter"
    CALL = "call"
    FEED = "feed"
    LATENT = "latent"


class Contract(StrEnum):
    """How long the employment is meant to last."""

    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    ON_CALL = "on_call"


class RequirementKind(StrEnum):
    """What kind of thing a vacancy asks for."""

    LICENCE = "licence"
    CERTIFICATE = "certificate"
    LANGUAGE = "language"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    BACKGROUND_CHECK = "background_check"


class Necessity(StrEnum):
    """Why a requirement stands. Only ``LEGAL`` and ``SAFETY`` are hard without a talk with the employer."""

    LEGAL = "legal"
    SAFETY = "safety"
    TASK = "task"
    PREFERENCE = "preference"


HARD_NECESSITY: Final = frozenset({Necessity.LEGAL, Necessity.SAFETY})


class ShiftKind(StrEnum):
    """``FIXED``: the whole window on every weekday named. ``ROTATING``: any of the windows may be asked for.

    ``FLEXIBLE``: the hours can be chosen from inside the window.
    """

    FIXED = "fixed"
    ROTATING = "rotating"
    FLEXIBLE = "flexible"


class DayTime(StrEnum):
    """A part of the day that an advert names without clock times; ``DAY_TIMES`` says when it is taken to be."""

    EARLY = "early"
    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"
    WEEKEND = "weekend"


DAY_TIMES: Final = MappingProxyType(
    {
        DayTime.EARLY: (range(1, 6), 5 * 60, 7 * 60),
        DayTime.DAY: (range(1, 6), 7 * 60, 17 * 60),
        DayTime.EVENING: (range(1, 6), 17 * 60, 22 * 60),
        DayTime.NIGHT: (range(1, 8), 0, 5 * 60),
        DayTime.WEEKEND: (range(6, 8), 6 * 60, 22 * 60),
    }
)
"""Weekdays, start and end (minutes) that a named part of the day stands for; a night is its part after midnight."""


class ClosedReason(StrEnum):
    """Why a vacancy was closed."""

    FILLED = "filled"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    TERMS = "terms"


class SizeBand(StrEnum):
    """Number of employees at the site."""

    SMALL = "0-9"
    MEDIUM = "10-49"
    LARGE = "50+"


CONTACT_BUDGET: Final = MappingProxyType({SizeBand.SMALL: 2, SizeBand.MEDIUM: 6, SizeBand.LARGE: 8})
"""Contacts an employer of a size takes per month before the relation wears; an employer's own number wins."""


class Training(StrEnum):
    """What an occupation asks of schooling in Denmark."""

    NONE = "none"
    SHORT_COURSE = "short_course"
    VOCATIONAL = "vocational"
    HIGHER = "higher"
