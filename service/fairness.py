"""A finding of the check for fair requirements in words, for the API, the command line and the pages."""

from __future__ import annotations

from typing_extensions import TypedDict

from features.fair import Finding, Kind, checked
from service.texts import say


class LawAnswer(TypedDict):
    """A section of an act, and the day it was last compared with the text in force."""

    act: str
    section: str
    checked: str


class Advice(TypedDict):
    """A demand found in an advert: where it stands, what is wrong, which law says so, what to write instead.

    ``start`` and ``end`` count characters of the field's text; both are 0 when the field itself is the demand.
    ``refused``: an advert that says this is not posted; otherwise it needs a reason in ``check.reasons``.
    """

    field: str
    start: int
    end: int
    evidence: str
    code: str
    kind: Kind
    refused: bool
    certainty: float
    what: str
    instead: str
    laws: list[LawAnswer]


def advice(item: Finding, language: str) -> Advice:
    """A finding in words."""
    day = checked().isoformat()
    return {
        "field": item.field,
        "start": item.start,
        "end": item.end,
        "evidence": item.evidence,
        "code": item.code,
        "kind": item.kind,
        "refused": item.refused,
        "certainty": item.certainty,
        "what": say(f"fair.{item.code}.what", language),
        "instead": say(f"fair.{item.code}.instead", language),
        "laws": [{"act": law.act, "section": law.section, "checked": day} for law in item.laws],
    }
