"""Levels of a language, the skills they are given for and who judged them."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Final


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
