"""Thresholds of law as dated data: which set holds on a day, and where it comes from.

One file a rule in ``data/rule_sets``: a list of sets that follow each other without overlap. Amounts and limits are
never written in code, so a change of law is a new set, and a run of long ago can be understood by its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

DATA: Final = Path(__file__).parent / "data" / "rule_sets"


@dataclass(frozen=True, slots=True)
class RuleSource:
    """Where a rule is written: its title, an address, and the day of the text."""

    title: str
    link: str
    date: date


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One rule's ``values`` from ``valid_from`` to ``valid_to`` (both included; None: until further notice)."""

    rule: str
    valid_from: date
    valid_to: date | None
    values: Mapping[str, Any]
    source: RuleSource
    checked: date

    @property
    def version(self) -> str:
        """The rule and the first day of the set."""
        return f"{self.rule}@{self.valid_from.isoformat()}"

    def holds(self, day: date) -> bool:
        """Whether the set is in force on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@lru_cache(maxsize=1)
def rule_sets() -> Mapping[str, tuple[RuleSet, ...]]:
    """Every rule's sets in order of time."""
    return MappingProxyType({path.stem: read_sets(path) for path in sorted(DATA.glob("*.json"))})


def in_force(rule: str, day: date) -> RuleSet | None:
    """The set of ``rule`` that holds on ``day``, None on a day no set speaks of.

    Raises:
        KeyError: there is no such rule.
    """
    return next((one for one in rule_sets()[rule] if one.holds(day)), None)


def version(day: date) -> str:
    """The versions of all rules on ``day``, to be kept with what is made by them."""
    sets = (in_force(rule, day) for rule in rule_sets())
    return " ".join(one.version for one in sets if one is not None)


def read_sets(path: Path) -> tuple[RuleSet, ...]:
    """The sets of one file.

    Raises:
        ValueError: two sets overlap, are out of order, or end before they begin; the file and the days are named.
    """
    sets = tuple(_set(path.stem, raw) for raw in json.loads(path.read_text(encoding="utf-8")))
    for one in sets:
        if one.valid_to is not None and one.valid_to < one.valid_from:
            raise ValueError(f"{path}: the set from {one.valid_from} ends {one.valid_to}, before it begins")
    for one, later in pairwise(sets):
        if one.valid_to is None or one.valid_to >= later.valid_from:
            raise ValueError(f"{path}: the set from {one.valid_from} must end before {later.valid_from}, the next one")
    return sets


def _set(rule: str, raw: Mapping[str, Any]) -> RuleSet:
    source = raw["source"]
    return RuleSet(
        rule=rule,
        valid_from=date.fromisoformat(raw["valid_from"]),
        valid_to=date.fromisoformat(raw["valid_to"]) if raw["valid_to"] else None,
        values=MappingProxyType(raw["values"]),
        source=RuleSource(source["title"], source["link"], date.fromisoformat(source["date"])),
        checked=date.fromisoformat(raw["checked"]),
    )
