"""What is said of a placement and the time after it: proof of terms, warning signs, actions, why it ended."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class TermsProof(StrEnum):
    """What shows that a job is on ordinary terms."""

    CONTRACT = "contract"
    PAYSLIP = "payslip"
    AGREEMENT = "agreement"
    EMPLOYER_SAYS = "employer_says"


class WarningSign(StrEnum):
    """Something seen at a follow-up that may end a job; never a diagnosis."""

    ABSENT = "absent"
    LATE = "late"
    HOURS_CUT = "hours_cut"
    OVERTIME = "overtime"
    TOO_HARD = "too_hard"
    TOO_FAST = "too_fast"
    LANGUAGE = "language"
    TRANSPORT = "transport"
    CONFLICT = "conflict"
    ALONE = "alone"
    PAY_MISSING = "pay_missing"
    WANTS_TO_STOP = "wants_to_stop"
    OTHER = "other"


class AftercareAction(StrEnum):
    """What was agreed at a follow-up."""

    NONE = "none"
    CALL_PERSON = "call_person"
    CALL_EMPLOYER = "call_employer"
    VISIT = "visit"
    MEETING = "meeting"
    CHANGE_HOURS = "change_hours"
    CHANGE_TASKS = "change_tasks"
    MENTOR = "mentor"
    INTERPRETER = "interpreter"
    TRANSPORT = "transport"
    OTHER = "other"


class EndReason(StrEnum):
    """Why a placement ended; ``MISTAKE`` says that it was never one, and nothing is learned from it."""

    TERM_OVER = "term_over"
    OTHER_JOB = "other_job"
    EDUCATION = "education"
    MOVED = "moved"
    OWN_WISH = "own_wish"
    HOURS = "hours"
    TASKS = "tasks"
    TRAVEL = "travel"
    SUPPORT_MISSING = "support_missing"
    NO_WORK = "no_work"
    DISMISSED = "dismissed"
    MISTAKE = "mistake"
    OTHER = "other"


FOLLOW_UP_WEEKS: Final = (1, 2, 3, 4, 6, 8, 13, 26, 39, 52)
"""The weeks after the start in which somebody follows up (DOMAIN, Aftercare)."""
STAY_WEEKS: Final = (4, 13, 26, 52)
"""The weeks after which it counts whether the person is still there (DOMAIN, Outcome)."""
