"""Ids that lead nowhere, and a last look at everything that leaves.

An id becomes a keyed hash (HMAC-SHA-256) in letters only, so that no pseudonym looks like a number of a person. The key
is made for one export and forgotten with it: nobody can get an id back or tell that two exports hold the same person.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from features.personal import personal

if TYPE_CHECKING:
    import pandas as pd

INVENTED: Final = "syn-"
"""How the ids of invented records begin; their pseudonyms do, too."""
LETTERS: Final = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
LENGTH: Final = 20
"""Letters of a pseudonym, 80 bits: two of a million ids are alike with a chance below one in a trillion."""


class PersonalData(Exception):
    """Something in a column looks like a person's data; ``places`` are (table.column, kind), the text is not told."""

    def __init__(self, places: list[tuple[str, str]]) -> None:
        self.places = places
        super().__init__("; ".join(f"{column}: {kind}" for column, kind in places))


class Pseudonyms:
    """``pseudonyms("participant", id)`` is the same within one export and another in the next."""

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key or secrets.token_bytes(32)

    def __call__(self, kind: str, id: str) -> str:
        """The pseudonym of an id; two kinds of things with the same id have different ones."""
        found = hmac.digest(self._key, f"{kind}\0{id}".encode(), "sha256").hex()[:LENGTH].translate(LETTERS)
        return f"{INVENTED}{found}" if id.startswith(INVENTED) else found


def look_through(tables: Mapping[str, pd.DataFrame]) -> None:
    """Look at every different text of every column.

    Raises:
        PersonalData: with every column in which something personal is found.
    """
    import pandas as pd

    found: dict[tuple[str, str], None] = {}
    for table, rows in tables.items():
        for column in rows.columns:
            if not pd.api.types.is_string_dtype(rows[column].dtype):
                continue
            for text in rows[column].dropna().unique():
                found |= {(f"{table}.{column}", one.kind): None for one in personal(str(text))}
    if found:
        raise PersonalData(list(found))
