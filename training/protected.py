"""Protected groups: coarse codes for the fairness report and nothing else. No list, model or feature may know them.

Age in three bands, sex, and the region somebody comes from; never a birth date, never a country. What is not known
is left open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final


class AgeBand(StrEnum):
    """Age today, in three bands."""

    UNDER_30 = "under_30"
    FROM_30_TO_49 = "30_to_49"
    FROM_50 = "50_up"


class Sex(StrEnum):
    """As the person says it."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other_sex"


class Origin(StrEnum):
    """The region somebody comes from; ``europe_west`` holds the countries that are mostly like it elsewhere, too."""

    DENMARK = "denmark"
    EUROPE_WEST = "europe_west"
    EUROPE_EAST = "europe_east"
    MIDDLE_EAST = "middle_east"
    AFRICA = "africa"
    ASIA = "asia"
    LATIN_AMERICA = "latin_america"


CODES: Final[Mapping[str, type[StrEnum]]] = {"age_band": AgeBand, "sex": Sex, "origin": Origin}
"""The codes of each attribute."""
ATTRIBUTES: Final = tuple(CODES)


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups one person is counted in; None is not known."""

    age_band: AgeBand | None = None
    sex: Sex | None = None
    origin: Origin | None = None

    @property
    def empty(self) -> bool:
        """Nothing is known."""
        return not any(asdict(self).values())


__all__ = ["ATTRIBUTES", "CODES", "AgeBand", "Groups", "Origin", "Sex"]
