"""What reading a file gives: rows, each a sound record or the reasons why not. Nothing is stored by reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from features.profiles import Employer, Fault, Participant, Vacancy
from features.vocabulary import Terms

Kind = Literal["participants", "employers", "vacancies"]
KINDS: Final[tuple[Kind, ...]] = ("participants", "employers", "vacancies")
RECORDS: Final[Mapping[Kind, type[Participant | Employer | Vacancy]]] = {
    "participants": Participant,
    "employers": Employer,
    "vacancies": Vacancy,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a file: line or row ``number``, the id as it was written, and the record or its faults.

    ``refused`` names terms that are not ordinary; ``employer`` is the one an advert names itself; ``unused`` are keys
    that were not understood; ``raw`` is what stood there, for giving it back.
    """

    number: int
    original_id: str
    record: Participant | Employer | Vacancy | None = None
    faults: tuple[Fault, ...] = ()
    refused: Terms | None = None
    employer: Employer | None = None
    unused: tuple[str, ...] = ()
    raw: Any = None


@dataclass(frozen=True, slots=True)
class Batch:
    """All rows of one file with its kind and format (``csv``, ``xlsx``, ``jsonl``, ``schema_org``, ``jobnet``)."""

    kind: Kind
    format: str
    name: str
    rows: tuple[Row, ...]
    headings: tuple[str, ...] = ()

    def sound(self) -> Iterator[Row]:
        """Rows that became a record."""
        return (row for row in self.rows if row.record is not None)

    def faulty(self) -> Iterator[Row]:
        """Rows with faults, other than refused terms."""
        return (row for row in self.rows if row.record is None and row.refused is None)

    def refused(self) -> Mapping[Terms, int]:
        """How many rows were refused for each kind of terms."""
        return Counter(row.refused for row in self.rows if row.refused is not None)


def fields_of(kind: Kind) -> frozenset[str]:
    """The names of a record's own fields."""
    return frozenset(RECORDS[kind].model_fields)
