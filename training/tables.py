"""The three tables of a snapshot, said once: names, types, what each value may be.

``suggestions`` has a row for each suggestion that was shown, with the features it was ranked by; ``answers`` the latest
answer of each party; ``outcomes`` what became of placements. Every id is a pseudonym. ``docs/learning.md`` tells the
meaning of each column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from features.pairs import COLUMNS, COUNTS
from features.profiles import Participant
from features.vocabulary import Answer, Cefr, LanguageSkill, Party, ReviewReason, RuleCode

if TYPE_CHECKING:
    import pandas as pd
    from pandera.pandas import DataFrameSchema

SUGGESTIONS: Final = "suggestions"
ANSWERS: Final = "answers"
OUTCOMES: Final = "outcomes"
TABLES: Final = (SUGGESTIONS, ANSWERS, OUTCOMES)

UNKNOWN: Final = "unknown"
DANISH_BANDS: Final = (UNKNOWN, "pre_A1", "A1", "A2", "B1", "B2_up")
"""Slices by spoken Danish of the participant."""
HOURS_BANDS: Final = (UNKNOWN, "under_10", "10_to_19", "20_up")
"""Slices by the weekly hours a participant wishes for."""
DAY: Final = "datetime64[ns]"
RULES_MOST: Final = len(RuleCode)
"""The counts cannot pass the number of rules; all other features end at 1."""


def danish_band(participant: Participant) -> str:
    """The slice of spoken Danish a participant is counted in."""
    danish = participant.language("da")
    level = danish.level(LanguageSkill.SPEAK) if danish else None
    if level is None:
        return UNKNOWN
    return level.value if level.rank < Cefr.B2.rank else DANISH_BANDS[-1]


def hours_band(participant: Participant) -> str:
    """The slice of weekly hours a participant is counted in: what is wished, else what is most possible."""
    hours = participant.hours_wish if participant.hours_wish is not None else participant.hours_max
    if hours is None:
        return UNKNOWN
    return "under_10" if hours < 10 else "10_to_19" if hours < 20 else "20_up"


def schemas() -> Mapping[str, DataFrameSchema]:
    """The pandera schema of each table; columns come in this order and no other column may be there."""
    made: Mapping[str, Callable[[], Mapping[str, Any]]] = {
        SUGGESTIONS: _suggestions,
        ANSWERS: _answers,
        OUTCOMES: _outcomes,
    }
    keys = {SUGGESTIONS: ["suggestion"], ANSWERS: ["suggestion", "party"], OUTCOMES: ["placement"]}
    import pandera.pandas as pa

    return {
        name: pa.DataFrameSchema(dict(columns()), strict=True, ordered=True, coerce=True, unique=keys[name])
        for name, columns in made.items()
    }


def empty(name: str) -> pd.DataFrame:
    """A table without rows, its columns typed."""
    import pandas as pd

    schema = schemas()[name]
    return schema.validate(pd.DataFrame({column: [] for column in schema.columns}))


def _suggestions() -> Mapping[str, Any]:
    from pandera.pandas import Check, Column

    names = ("suggestion", "run", "participant", "employer", "vacancy", "consultant")
    return {
        **{name: _name() for name in names},
        "occupation": Column("str", Check.str_matches(r"^\d{4}$", name="four digits of DISCO-08"), nullable=True),
        "shown_on": Column(DAY),
        "rank": Column("int64", Check.ge(1)),
        "slots": Column("int64", Check.ge(1)),
        "propensity": Column("float64", [Check.gt(0), Check.le(1)], nullable=True),
        "tried": Column("bool"),
        "model": _name(),
        **{name: _feature(RULES_MOST if name in COUNTS else 1) for name in COLUMNS},
        "danish": Column("str", Check.isin(DANISH_BANDS)),
        "hours": Column("str", Check.isin(HOURS_BANDS)),
        "new_person": Column("bool"),
        "new_employer": Column("bool"),
    }


def _answers() -> Mapping[str, Any]:
    from pandera.pandas import Check, Column

    return {
        "suggestion": _name(),
        "party": Column("str", Check.isin([party.value for party in Party])),
        "answer": Column("str", Check.isin([answer.value for answer in Answer])),
        "reason": Column("str", Check.isin([reason.value for reason in ReviewReason]), nullable=True),
        "rater": _name(),
        "answered_on": Column(DAY),
    }


def _outcomes() -> Mapping[str, Any]:
    from pandera.pandas import Check, Column

    return {
        "placement": _name(),
        "suggestion": _name(),
        "started_on": Column(DAY),
        "weeks": Column("float64", Check.ge(0)),
        "ended": Column("bool"),
        "hours": Column("float64", Check.in_range(0, 37), nullable=True),
    }


def _feature(most: int) -> Any:
    """A feature of the pair table; NaN is unknown, a share may pass 1 by a rounding of float32."""
    from pandera.pandas import Check, Column

    return Column("float32", Check.in_range(0, most + 1e-5), nullable=True)


def _name() -> Any:
    """A pseudonym or a code: a text that is not empty."""
    from pandera.pandas import Check, Column

    return Column("str", Check.str_length(min_value=1))
