"""What law and agreement mean for the vacancies of a file, told before they are stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from features.facts import OpeningFacts
from features.profiles import Employer, Vacancy

if TYPE_CHECKING:
    from matching.suggestion import Reason
    from service.store import Reader


def hours_notes(
    records: Iterable[object], made: Mapping[str, Employer], reader: Reader, today: date
) -> dict[str, tuple[Reason, ...]]:
    """Vacancy id → notes (``matching.thresholds``), where there are any; ``made`` are employers not stored yet.

    A title is linked to an occupation only when it is ranked, so nothing is said of salaried work here.
    """
    from matching import thresholds

    found: dict[str, tuple[Reason, ...]] = {}
    for vacancy in records:
        if isinstance(vacancy, Vacancy) and (employer := _employer(vacancy.employer_id, made, reader)):
            notes = thresholds.notes(OpeningFacts.of(vacancy, employer), None, today)
            found |= {vacancy.id: notes} if notes else {}
    return found


def _employer(id: str, made: Mapping[str, Employer], reader: Reader) -> Employer | None:
    kept = None if id in made else reader.get(Employer, id)
    return made.get(id) or (kept.record if kept else None)
