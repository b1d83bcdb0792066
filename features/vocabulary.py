"""The closed lists: every code that a profile, a vacancy, a rule or a reason may use.

A code is an English ``StrEnum`` member, its value is what stands in JSON, in the database and in the API.
What a person reads for a code is in ``service/texts``; what a code means is said here, once.
"""

from __future__ import annotations

import re
from enum import StrEnum
from types import MappingProxyType
from typing import Final

# ── Terms of employment ──────────────────────────────────────────────────────────────────────────


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


# ── Participant ──────────────────────────────────────────────────────────────────────────────────


class ParticipantStatus(StrEnum):
    """Where a person is in the programme; only ``ACTIVE`` people get suggestions."""

    INTAKE = "intake"
    ACTIVE = "active"
    PAUSED = "paused"
    PLACED = "placed"
    AFTERCARE = "aftercare"
    CLOSED = "closed"


class AvailabilityKind(StrEnum):
    """``CAN`` and ``PREFER`` are possible, ``AVOID`` is possible but unwanted."""

    CAN = "can"
    PREFER = "prefer"
    AVOID = "avoid"


class TransportMode(StrEnum):
    """Ways of getting to work; ``RIDE`` is a lift with somebody else."""

    WALK = "walk"
    BIKE = "bike"
    MOPED = "moped"
    BUS = "bus"
    CAR = "car"
    RIDE = "ride"


class Evidence(StrEnum):
    """Where a skill or an experience comes from. Home and informal experience counts."""

    PAID = "paid"
    UNPAID = "unpaid"
    HOME = "home"
    COURSE = "course"
    OBSERVED = "observed"


class Source(StrEnum):
    """Who recorded a personal field. ``TEXT`` is a machine's proposal until a person confirms it."""

    PARTICIPANT = "participant"
    CONSULTANT = "consultant"
    HEALTH = "health"
    IMPORT = "import"
    TEXT = "text"


class WishKind(StrEnum):
    """What a wish is about."""

    TASK = "task"
    SETTING = "setting"
    BRANCH = "branch"
    COMPANY_SIZE = "company_size"
    OCCUPATION = "occupation"


class Setting(StrEnum):
    """Sides of a workplace that people wish for or want to avoid."""

    ALONE = "alone"
    TOGETHER = "together"
    INSIDE = "inside"
    OUTSIDE = "outside"
    QUIET = "quiet"
    LIVELY = "lively"
    CALM_PACE = "calm_pace"
    FAST_PACE = "fast_pace"
    CUSTOMERS = "customers"
    NO_CUSTOMERS = "no_customers"
    ANIMALS = "animals"
    CHILDREN = "children"
    ELDERLY = "elderly"
    FOOD = "food"
    PORK = "pork"
    ALCOHOL = "alcohol"
    MACHINES = "machines"
    DRIVING = "driving"


# ── Functional needs and task demands: the same codes on both sides ──────────────────────────────


class Need(StrEnum):
    """A functional need of a person, and the demand of a task under the same code."""

    LIFT = "lift"
    CARRY = "carry"
    STAND = "stand"
    SIT = "sit"
    WALK = "walk"
    KNEEL = "kneel"
    REACH = "reach"
    FINE_HAND = "fine_hand"
    CLIMB = "climb"
    COLD_OUTDOOR = "cold_outdoor"
    HEAR = "hear"
    SEE = "see"
    NOISE = "noise"
    LIGHT = "light"
    SMELL = "smell"
    PACE = "pace"
    TASK_SWITCHING = "task_switching"
    INSTRUCTION_FORM = "instruction_form"
    WORKS_ALONE = "works_alone"
    DEADLINE = "deadline"
    BREAKS = "breaks"
    CUSTOMER_CONTACT = "customer_contact"
    GROUP_SIZE = "group_size"
    CONFLICT = "conflict"
    SUPERVISION = "supervision"
    START_NOT_BEFORE = "start_not_before"
    SHIFT_LENGTH = "shift_length"
    NIGHT = "night"
    REGULARITY = "regularity"


TIME_NEEDS: Final = frozenset({Need.START_NOT_BEFORE, Need.SHIFT_LENGTH, Need.NIGHT, Need.REGULARITY})
"""Needs that are about time: they are checked against shifts, never against task demands."""

TASK_NEEDS: Final = tuple(need for need in Need if need not in TIME_NEEDS)

LIMIT_UNITS: Final = MappingProxyType(
    {
        Need.LIFT: "kg",
        Need.CARRY: "kg",
        Need.STAND: "minutes",
        Need.SIT: "minutes",
        Need.WALK: "minutes",
        Need.GROUP_SIZE: "people",
        Need.START_NOT_BEFORE: "minutes after midnight",
        Need.SHIFT_LENGTH: "hours",
    }
)
"""The unit of a limit or of a demanded amount, for the codes that carry one."""


class Adaptation(StrEnum):
    """What a site can offer so that a demand no longer collides with a need."""

    LIFTING_AID = "lifting_aid"
    TWO_PERSON_LIFT = "two_person_lift"
    SIT_STAND = "sit_stand"
    QUIET_PLACE = "quiet_place"
    EAR_PROTECTION = "ear_protection"
    PICTURE_INSTRUCTIONS = "picture_instructions"
    FIXED_TASKS = "fixed_tasks"
    OWN_PACE = "own_pace"
    EXTRA_BREAKS = "extra_breaks"
    CONTACT_PERSON = "contact_person"
    MENTOR = "mentor"
    SMALL_TEAM = "small_team"
    NO_CUSTOMERS = "no_customers"
    LATER_START = "later_start"
    SHORT_SHIFTS = "short_shifts"
    CALM_INTRODUCTION = "calm_introduction"
    INTERPRETER_START = "interpreter_start"
    ONBOARDING_LANGUAGE = "onboarding_language"


REMOVED_BY: Final = MappingProxyType(
    {
        Need.LIFT: frozenset({Adaptation.LIFTING_AID, Adaptation.TWO_PERSON_LIFT}),
        Need.CARRY: frozenset({Adaptation.LIFTING_AID, Adaptation.TWO_PERSON_LIFT}),
        Need.STAND: frozenset({Adaptation.SIT_STAND}),
        Need.SIT: frozenset({Adaptation.SIT_STAND}),
        Need.NOISE: frozenset({Adaptation.QUIET_PLACE, Adaptation.EAR_PROTECTION}),
        Need.PACE: frozenset({Adaptation.OWN_PACE}),
        Need.DEADLINE: frozenset({Adaptation.OWN_PACE}),
        Need.TASK_SWITCHING: frozenset({Adaptation.FIXED_TASKS}),
        Need.INSTRUCTION_FORM: frozenset({Adaptation.PICTURE_INSTRUCTIONS, Adaptation.MENTOR}),
        Need.WORKS_ALONE: frozenset({Adaptation.CONTACT_PERSON, Adaptation.MENTOR}),
        Need.SUPERVISION: frozenset({Adaptation.CONTACT_PERSON, Adaptation.MENTOR}),
        Need.BREAKS: frozenset({Adaptation.EXTRA_BREAKS}),
        Need.CUSTOMER_CONTACT: frozenset({Adaptation.NO_CUSTOMERS}),
        Need.GROUP_SIZE: frozenset({Adaptation.SMALL_TEAM, Adaptation.QUIET_PLACE}),
        Need.CONFLICT: frozenset({Adaptation.NO_CUSTOMERS}),
        Need.START_NOT_BEFORE: frozenset({Adaptation.LATER_START}),
        Need.SHIFT_LENGTH: frozenset({Adaptation.SHORT_SHIFTS}),
    }
)
"""Which adaptations a site can offer remove a collision on which need; needs not listed have none."""


class SupportNeed(StrEnum):
    """Support that a person wants at the start."""

    MENTOR = "mentor"
    CONTACT_PERSON = "contact_person"
    INTERPRETER_START = "interpreter_start"
    CALM_INTRODUCTION = "calm_introduction"
    FOLLOW_UP = "follow_up"


# ── Language ─────────────────────────────────────────────────────────────────────────────────────


class Cefr(StrEnum):
    """Levels of the Common European Framework, pre-A1 first."""

    PRE_A1 = "pre_A1"
    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"

    @property
    def rank(self) -> int:
        """0 for pre-A1 … 6 for C2, so that levels can be compared."""
        return CEFR_ORDER.index(self)


CEFR_ORDER: Final = tuple(Cefr)

DANISH_TESTS: Final = MappingProxyType({"PD1": Cefr.A2, "PD2": Cefr.B1, "PD3": Cefr.B2, "SP": Cefr.C1})
"""Prøve i Dansk 1, 2, 3 and Studieprøven as CEFR levels (bekendtgørelse om prøver inden for danskuddannelse)."""


class LanguageSkill(StrEnum):
    """The four skills a level is given for."""

    LISTEN = "listen"
    SPEAK = "speak"
    READ = "read"
    WRITE = "write"


class LanguageSource(StrEnum):
    """Who judged a language level."""

    TEST = "test"
    MODULE = "module"
    CONSULTANT = "consultant"
    SELF = "self"
    TEXT = "text"


# ── Licences and certificates ────────────────────────────────────────────────────────────────────


class Credential(StrEnum):
    """Driving licences and certificates that adverts in the region ask for."""

    AM = "AM"
    B = "B"
    BE = "BE"
    C = "C"
    CE = "CE"
    D = "D"
    TRACTOR = "T"
    DRIVER_QUALIFICATION = "driver_qualification"
    TAXI = "taxi"
    ADR = "adr"
    TRUCK = "truck"
    STACKER = "stacker"
    CRANE = "crane"
    TELEHANDLER = "telehandler"
    LIFT_PLATFORM = "lift_platform"
    HYGIENE = "hygiene"
    WELDING_26 = "welding_26"
    WELDING_CLASS = "welding_class"
    HOT_WORK = "hot_work"
    EPOXY = "epoxy"
    ASPHALT = "asphalt"
    SCAFFOLD = "scaffold"
    ROAD_WORK = "road_work"
    CHAINSAW = "chainsaw"
    SPRAYING = "spraying"
    FIRST_AID = "first_aid"
    MEDICINE = "medicine"
    SOSU_HELPER = "sosu_helper"
    SOSU_ASSISTANT = "sosu_assistant"
    PEDAGOGUE = "pedagogue"
    NURSE = "nurse"
    GUARD = "guard"
    ELECTRICIAN = "electrician"
    CRAFT_CERTIFICATE = "craft_certificate"
    CRIMINAL_RECORD = "criminal_record"
    CHILD_RECORD = "child_record"


IMPLIES: Final = MappingProxyType(
    {
        Credential.B: frozenset({Credential.AM, Credential.TRACTOR}),
        Credential.BE: frozenset({Credential.B}),
        Credential.C: frozenset({Credential.B}),
        Credential.CE: frozenset({Credential.C, Credential.BE}),
        Credential.D: frozenset({Credential.B}),
        Credential.TRUCK: frozenset({Credential.STACKER}),
        Credential.SOSU_ASSISTANT: frozenset({Credential.SOSU_HELPER, Credential.MEDICINE}),
        Credential.NURSE: frozenset({Credential.SOSU_ASSISTANT}),
    }
)
"""Holding the key means holding the values too (driving: kørekortbekendtgørelsen; truck certificate B covers A)."""


def with_implied(held: frozenset[Credential]) -> frozenset[Credential]:
    """``held`` and every credential that follows from it."""
    wider = held.union(*(IMPLIES.get(credential, frozenset()) for credential in held))
    return wider if wider == held else with_implied(wider)


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

# ── Vacancy and employer ─────────────────────────────────────────────────────────────────────────


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


# ── Rules, feasibility, reasons, reviews ─────────────────────────────────────────────────────────


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


# ── Personal numbers ─────────────────────────────────────────────────────────────────────────────

_CPR = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2}\s?[-–—]?\s?\d{4}(?!\d)")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def holds_cpr(text: str) -> bool:
    """Say whether ``text`` holds something written like a Danish CPR number (ddmmyy-xxxx).

    Checks the shape and the calendar, not the modulus: since 2007 numbers without a valid check digit are
    in use (CPR-kontoret), so a check digit would let real numbers through.
    """
    return _CPR.search(_UUID.sub("", text)) is not None
