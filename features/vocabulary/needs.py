"""Functional needs and task demands, the same codes on both sides, and what a site can offer against a collision."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Final


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
    STEP_UP = "step_up"


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
