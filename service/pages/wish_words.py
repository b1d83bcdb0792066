"""What a person wants or will not do, in words: their own, or the everyday name of a code."""

from __future__ import annotations

from typing import Final

from features.disco import group_title, group_titles, unit_groups
from features.vocabulary import Setting, SizeBand, WishKind
from service.texts import show, texts

CODED: Final = {WishKind.SETTING: Setting, WishKind.COMPANY_SIZE: SizeBand}
DIVISION: Final = 2
"""A branch is told by its division, the first digits of its DB07 code."""


def wish_name(kind: WishKind, value: str, language: str) -> str:
    """A wish in words: its own, or the name of its code."""
    if kind in CODED:
        return show(CODED[kind](value), language)
    if kind is WishKind.BRANCH:
        return branch_name(value, language)
    return trade_name(value) if kind is WishKind.OCCUPATION else value


def branch_name(value: str, language: str) -> str:
    """A branch by the name people use; words stay as they are."""
    named = texts(language).get(f"branches.{value[:DIVISION]}") if value.isdecimal() else None
    return named or value


def trade_name(value: str) -> str:
    """An occupation as it is said within a sentence; a code by the everyday name of its group."""
    if value in group_titles():
        everyday = next((group.also_da[0] for group in unit_groups() if group.code == value), "")
        value = everyday or group_title(value)
    return value[:1].lower() + value[1:] if value[1:2].islower() else value
