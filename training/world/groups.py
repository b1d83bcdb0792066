"""Protected groups of the invented people, as an audit table: region by mother tongue, age and sex by lot.

Nothing in the invented world depends on age or sex; origin does only through the Danish that people speak. So whatever
a fairness report finds here for age and sex, chance or a planted bias did it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from features.profiles import Participant
from training.audit import checked
from training.protected import AgeBand, Origin, Sex

if TYPE_CHECKING:
    import pandas as pd

REGIONS: Final = {
    "uk": Origin.EUROPE_EAST, "ar": Origin.MIDDLE_EAST, "ku": Origin.MIDDLE_EAST, "tr": Origin.MIDDLE_EAST,
    "fa": Origin.MIDDLE_EAST, "prs": Origin.ASIA, "my": Origin.ASIA, "ti": Origin.AFRICA, "so": Origin.AFRICA,
    "am": Origin.AFRICA, "sw": Origin.AFRICA,
}  # fmt: skip
AGES: Final = tuple(code.value for code in AgeBand)
SEXES: Final = (Sex.MAN.value, Sex.WOMAN.value)


def groups(participants: Sequence[Participant], seed: int = 1) -> pd.DataFrame:
    """The audit table of invented people (``training.audit``); the same seed draws the same."""
    import pandas as pd

    rng = np.random.default_rng([seed, 17])
    n = len(participants)
    table = {
        "participant": [person.id for person in participants],
        "age_band": rng.choice(AGES, n, p=(0.3, 0.5, 0.2)),
        "sex": rng.choice(SEXES, n),
        "origin": [_region(person) for person in participants],
    }
    return checked(pd.DataFrame(table))


def _region(person: Participant) -> str | None:
    """The region of the first language that is not Danish; Danish alone is Denmark."""
    spoken = [language.language for language in person.languages]
    mother = next((code for code in spoken if code in REGIONS), None)
    return REGIONS[mother].value if mother else (Origin.DENMARK.value if "da" in spoken else None)


__all__ = ["groups"]
