"""What is asked of each language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from features.columns.shapes import LANGUAGES, SKILLS
from features.facts import is_hard, skill_levels
from features.profiles import Requirement
from features.vocabulary import LanguageSkill


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one language (``name`` as kept in the columns); one language of a ``group`` over 0 is enough."""

    name: str
    items: tuple[Requirement, ...]
    group: int

    @property
    def levels(self) -> dict[LanguageSkill, int]:
        """The highest rank asked of each skill."""
        asked = [pair for item in self.items for pair in skill_levels(item).items()]
        return {skill: max(level for one, level in asked if one is skill) for skill, _ in asked}

    @property
    def hard(self) -> bool:
        """Whether law or safety asks for it."""
        return any(is_hard(item) for item in self.items)


def languages_asked(groups: Iterable[list[Requirement]]) -> list[Asked]:
    """Each language asked for once; a choice between languages of which one is asked for already is no question."""
    alone: dict[str, list[Requirement]] = {}
    choices: list[dict[str, list[Requirement]]] = []
    for group in groups:
        by_name: dict[str, list[Requirement]] = {}
        for item in group:
            by_name.setdefault(item.code if item.code in LANGUAGES else LANGUAGES[-1], []).append(item)
        if len(by_name) > 1:
            choices.append(by_name)
        for name, items in by_name.items() if len(by_name) == 1 else ():
            alone[name] = [*alone.get(name, ()), *items]
    asked = [Asked(name, tuple(items), 0) for name, items in alone.items()]
    for number, choice in enumerate(choices, start=1):
        if choice.keys().isdisjoint(item.name for item in asked):
            asked += [Asked(name, tuple(items), number) for name, items in choice.items()]
    return asked


def language_row(groups: list[list[Requirement]]) -> dict[str, Any]:
    """The columns ``language``, ``language_hard`` and ``language_group`` of one opening."""
    levels = [[-1] * len(SKILLS) for _ in LANGUAGES]
    hard, group = [False] * len(LANGUAGES), [0] * len(LANGUAGES)
    for asked in languages_asked(groups):
        at = LANGUAGES.index(asked.name)
        hard[at], group[at] = asked.hard, asked.group
        levels[at] = [asked.levels.get(skill, -1) for skill in SKILLS]
    return {"language": levels, "language_hard": hard, "language_group": group}
