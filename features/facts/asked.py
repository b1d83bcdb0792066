"""Licences, certificates and languages that an opening asks for, where several may each be enough."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from features.profiles import Requirement
from features.vocabulary import HARD_NECESSITY, SCHOOLINGS, LanguageSkill, Necessity, RequirementKind

CODED: Final = frozenset({RequirementKind.LICENCE, RequirementKind.CERTIFICATE, RequirementKind.BACKGROUND_CHECK})
GROUPS: Final = 6
"""How many groups of credentials of which one is enough a vacancy can ask for, of each kind of necessity."""


def asks_credential(requirement: Requirement) -> bool:
    """Whether a requirement names a credential; schooling does when it is one that is kept (nurse, journeyman …)."""
    schooling = requirement.kind is RequirementKind.EDUCATION and requirement.code in SCHOOLINGS
    return schooling or requirement.kind in CODED


def least_binding(group: list[Requirement]) -> Necessity:
    """One of the group is enough, so the whole is asked only as strictly as its mildest member."""
    order = list(Necessity)
    return max((item.necessity for item in group), key=order.index)


def gathered(requirements: Iterable[Requirement]) -> list[list[Requirement]]:
    """Requirements gathered by ``any_of``; one without stands alone."""
    groups: dict[str, list[Requirement]] = {}
    for number, item in enumerate(requirements):
        groups.setdefault(item.any_of or f"#{number}", []).append(item)
    return list(groups.values())


def is_hard(requirement: Requirement) -> bool:
    """Only what the law or safety asks is hard without a talk with the employer."""
    return requirement.necessity in HARD_NECESSITY


def skill_levels(requirement: Requirement) -> dict[LanguageSkill, int]:
    """Ranks of the CEFR levels that a language requirement asks for."""
    return {skill: level.rank for skill, level in requirement.levels.items()}
