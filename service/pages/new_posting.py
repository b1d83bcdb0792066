"""Ny stilling: paste an advert, correct what was read beside its words, and publish it as the API would."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from fastapi.responses import Response

from features.vocabulary import CEFR_ORDER
from service import flows
from service.access import CHANGE_COMPANIES
from service.fairness import advice
from service.flows.postings import employers_for
from service.pages.drafting import Draft, advised, at_the_form, draft_of, shifts_in, vacancy_in
from service.pages.form import Form
from service.pages.page import Page
from service.pages.posting_words import also_in_words
from service.pages.postings import POSTINGS
from service.pages.visit import TheVisit, Visit
from service.problems import Problem
from service.texts import say

NEW: Final = "/stillinger/ny"
_EMPTY_ROWS: Final = ({"weekdays": (), "start": "", "end": "", "kind": "fixed"},) * 3
"""Rows for working times: all of them where nothing was read, one more where something was."""
_PASTED: Final = ("title", "description", "employer_id")


def paste(visit: TheVisit) -> Response:
    """A place for an advert."""
    return _pasting(visit)


def read(visit: TheVisit) -> Response:
    """What was read, as a form; nothing is kept. Reading again starts from the text alone."""
    only = Form({name: visit.form.all(name) for name in _PASTED if visit.form.sent(name)})
    fresh = replace(visit, form=only)
    try:
        draft = _draft(fresh)
    except Problem as problem:
        return _pasting(fresh, problem)
    return _correcting(fresh, draft)


def publish(visit: TheVisit) -> Response:
    """Publish by the API's own flow; whatever stops it stands at its field."""
    try:
        draft = _draft(visit)
    except Problem as problem:
        return _pasting(visit, problem)
    raw = vacancy_in(visit.form, draft)
    employer = visit.caller.employer_id or visit.form.text("employer_id")
    try:
        made = flows.create_vacancy(visit.services, visit.caller, {**raw, "employer_id": employer}, visit.once())
    except Problem as problem:
        return _correcting(visit, draft, at_the_form(problem) if problem.code == "invalid" else problem, raw)
    return visit.go(f"{POSTINGS}/{made.value.record.id}", receipt="postings.receipt.published")


def _draft(visit: Visit) -> Draft:
    return draft_of(visit.form.text("title"), visit.form.text("description"), visit.services.today)


def _pasting(visit: Visit, problem: Problem | None = None) -> Response:
    return visit.show("posting_new.html", problem=problem, employers=employers_for(visit.services, visit.caller))


def _correcting(visit: Visit, draft: Draft, problem: Problem | None = None, raw: Any = None) -> Response:
    read_ = draft.read.model_dump(mode="json")
    shifts = list(shifts_in(visit.form)) if raw else read_["shifts"]
    return visit.show(
        "posting_draft.html",
        problem=problem,
        draft=draft,
        read=draft.read,
        findings=_findings(visit, raw or {**read_, "check": {"reasons": {}}}),
        shifts=[*shifts, *_EMPTY_ROWS[: 1 if shifts or visit.form.text("description") else None]],
        others=[(number, one) for number, one in enumerate(draft.demanded) if not one.danish],
        kept=visit.form.all("requirements") if raw else [str(number) for number in range(len(draft.demanded))],
        also=[(name, also_in_words(draft.read, name, visit.language)) for name in draft.also],
        kept_also=visit.form.all("also") if raw else draft.also,
        levels=[(one.value, say(f"postings.draft.level.{one}", visit.language)) for one in CEFR_ORDER],
        until=_still_ahead(draft.read.valid_until, visit.services.today),
        employers=employers_for(visit.services, visit.caller),
    )


def _still_ahead(day: date | None, today: date) -> date | None:
    """A deadline that has not passed; one that has would publish something expired."""
    return day if day and day >= today else None


def _findings(visit: Visit, raw: Any) -> list[Any]:
    """Each demand once by its code, in words; a form the check cannot read has its faults told elsewhere."""
    try:
        found = advised(raw).findings
    except Problem:
        return []
    told: dict[str, Any] = {}
    for item in found:
        told.setdefault(item.code, advice(item, visit.language))
    return list(told.values())


PAGES: Final = (
    Page("GET", NEW, CHANGE_COMPANIES, paste),
    Page("POST", NEW, CHANGE_COMPANIES, read),
    Page("POST", POSTINGS, CHANGE_COMPANIES, publish),
)
