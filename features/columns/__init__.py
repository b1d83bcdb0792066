"""Openings as columns: the same facts as ``OpeningFacts``, one row each, for rules that look at all of them at once.

``Columns.of`` turns facts into arrays; -1 in a level, NaN in an amount and 0 in a code mean unknown. Masks number the
codes of a closed list in the order of the list. Rows never change: a changed vacancy is a new row (see
``matching.index``), so a snapshot can be read without a lock.
"""

from features.columns.languages import Asked, languages_asked
from features.columns.shapes import AMOUNTS, LANGUAGES, SHAPES, SKILLS, mask
from features.columns.table import Columns
from features.columns.times import DAYTIME_BITS, NIGHT_BITS, night_state, work_begins

__all__ = [
    "AMOUNTS",
    "DAYTIME_BITS",
    "LANGUAGES",
    "NIGHT_BITS",
    "SHAPES",
    "SKILLS",
    "Asked",
    "Columns",
    "languages_asked",
    "mask",
    "night_state",
    "work_begins",
]
