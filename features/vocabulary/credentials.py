"""Licences and certificates, and those that follow from one another."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Final


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


SCHOOLINGS: Final = frozenset(
    {
        Credential.SOSU_HELPER,
        Credential.SOSU_ASSISTANT,
        Credential.PEDAGOGUE,
        Credential.NURSE,
        Credential.GUARD,
        Credential.ELECTRICIAN,
        Credential.CRAFT_CERTIFICATE,
    }
)
"""Credentials that are got by schooling, so that an education asked for can name them."""

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
