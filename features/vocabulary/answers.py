"""What the engine, the rules and the three parties answer, and why."""

from __future__ import annotations

from enum import StrEnum


class Feasible(StrEnum):
    """``YES``: every rule is met. ``ASK``: something is unknown. ``NEAR``: one or two negotiable misses."""

    YES = "yes"
    ASK = "ask"
    NEAR = "near"


class RuleCode(StrEnum):
    """The rules of feasibility, in the order in which they are explained."""

    OPEN = "open"
    PAUSE = "pause"
    BUDGET = "budget"
    HOURS = "hours"
    CLOCK = "clock"
    TRAVEL = "travel"
    LICENCES = "licences"
    LANGUAGE = "language"
    NEEDS = "needs"
    TIMES = "times"
    DO_NOT_WANT = "do_not_want"
    START = "start"


class WhoCanChange(StrEnum):
    """Who could change what a rule read."""

    PARTICIPANT = "participant"
    CONSULTANT = "consultant"
    EMPLOYER = "employer"
    NOBODY = "nobody"


class Answer(StrEnum):
    """What one of the three parties said to a suggestion."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"
    LATER = "later"
    NOT_ASKED = "not_asked"


class Party(StrEnum):
    """The three who answer a suggestion."""

    PARTICIPANT = "participant"
    CONSULTANT = "consultant"
    EMPLOYER = "employer"


class ContactKind(StrEnum):
    """How an employer was contacted."""

    CALL = "call"
    VISIT = "visit"
    EMAIL = "email"
    SMS = "sms"
    MEETING = "meeting"


class ContactOutcome(StrEnum):
    """What came of a contact."""

    REPLIED = "replied"
    NO_ANSWER = "no_answer"
    AGREED = "agreed"
    DECLINED = "declined"


class ReviewReason(StrEnum):
    """Why an answer was given; each code speaks about one part of the model (``ROUTES``)."""

    GOOD_FIT = "good_fit"
    TASK_NOT_WANTED = "task_not_wanted"
    SETTING_NOT_WANTED = "setting_not_wanted"
    BRANCH_NOT_WANTED = "branch_not_wanted"
    TOO_FAR = "too_far"
    NO_TRANSPORT = "no_transport"
    TOO_MANY_HOURS = "too_many_hours"
    TOO_FEW_HOURS = "too_few_hours"
    TIMES_CLASH = "times_clash"
    SUPPORT_MISSING = "support_missing"
    BETTER_OPTION = "better_option"
    HIRED_ELSEWHERE = "hired_elsewhere"
    WRONG_SKILL = "wrong_skill"
    WRONG_LANGUAGE = "wrong_language"
    WRONG_PHYSICAL = "wrong_physical"
    WRONG_SOCIAL = "wrong_social"
    DATA_WRONG = "data_wrong"
    DATA_MISSING = "data_missing"
    ALREADY_IN_CONTACT = "already_in_contact"
    PROTECT_RELATION = "protect_relation"
    DISAGREES_WITH_RANK = "disagrees_with_rank"
    NO_NEED = "no_need"
    FILLED = "filled"
    LATER = "later"
    EMPLOYER_HOURS = "employer_hours"
    EMPLOYER_SHIFT = "employer_shift"
    EMPLOYER_LANGUAGE = "employer_language"
    EMPLOYER_LICENCE = "employer_licence"
    EMPLOYER_PHYSICAL = "employer_physical"
    EMPLOYER_EXPERIENCE = "employer_experience"
    NO_MENTOR_CAPACITY = "no_mentor_capacity"
    AGREEMENT_MINIMUM = "agreement_minimum"
    NO_ANSWER = "no_answer"
    UNLAWFUL = "unlawful"
    OTHER = "other"
