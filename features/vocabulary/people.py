"""What is said of a participant: where they are in the programme, how they travel, what they have done and want."""

from __future__ import annotations

from enum import StrEnum


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
