"""Which layout an object has, Jobnet's, schema.org's or our own, and the row it becomes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any

from features.profiles import HIDDEN, InvalidRecord, Provenance, Vacancy
from features.vocabulary import Source, Terms, holds_cpr
from service.importing import jobnet, loose, schema_org
from service.importing.batch import Kind, Row

FULL_TIME = {"hours_min": jobnet.FULL_TIME, "hours_max": jobnet.FULL_TIME}


def row_of(raw: Any, number: int, kind: Kind, today: date) -> Row:
    """One object of any known layout as a row."""
    if kind == "vacancies" and (jobnet.is_jobnet(raw) or schema_org.is_posting(raw)):
        return _advert(raw, number, today)
    return loose.row_of(raw, number, kind, today)


def _advert(raw: Mapping[str, Any], number: int, today: date) -> Row:
    source = jobnet if jobnet.is_jobnet(raw) else schema_org
    original = str(raw.get("id") or "") if source is jobnet else schema_org.original_id(raw)
    faults = tuple(loose.cpr_faults(raw))
    if faults:
        return Row(number, HIDDEN if holds_cpr(original) else original, faults=faults, raw=raw)
    try:
        row = loose.row_of(source.loosened(raw), number, "vacancies", today)
    except InvalidRecord as error:
        refused = next(
            (Terms(fault.params["terms"]) for fault in error.faults if fault.code == "terms_not_ordinary"), None
        )
        return Row(number, original, faults=error.faults, refused=refused, raw=raw)
    record = _full_time(row.record, today) if source.is_full_time(raw) else row.record
    return dataclasses.replace(row, original_id=original, record=record, raw=raw, unused=())


def _full_time(record: Any, today: date) -> Any:
    """»Fuldtid« as 37 hours, when neither fields nor text give any hours."""
    if not isinstance(record, Vacancy) or record.hours_min is not None or record.hours_max is not None:
        return record
    said = Provenance(source=Source.IMPORT, recorded_at=today, evidence="Fuldtid")
    return record.model_copy(
        update={**FULL_TIME, "provenance": {**record.provenance, **dict.fromkeys(FULL_TIME, said)}}
    )


def guess_kind(raw: Any) -> Kind | None:
    """What an object is about, from the fields it has; None when it could be a person or a job."""
    if not isinstance(raw, Mapping):
        return None
    names = {str(name).lower() for name in raw}
    if jobnet.is_jobnet(raw) or schema_org.is_posting(raw) or names & _OF_VACANCIES:
        return "vacancies"
    if names & _OF_PARTICIPANTS:
        return "participants"
    return "employers" if names & _OF_EMPLOYERS else None


_OF_VACANCIES = frozenset(
    {"title", "titel", "terms", "employer_id", "shifts", "job_title", "vacancy_id", "job_id", "stilling"}
)
_OF_PARTICIPANTS = frozenset(
    {
        "participant_id", "deltager_id", "hours_wish", "availability", "home", "transport", "motivation", "languages",
        "functional_needs", "wishes", "earliest_start", "experience", "skills",
    }
)  # fmt: skip
_OF_EMPLOYERS = frozenset({"cvr", "p_number", "size_band", "contact_budget", "branch", "site_support", "pause_until"})
