"""Noter: paste what was written about a person, decide about each thing it says, and keep only that."""

from __future__ import annotations

from typing import Any, Final

from fastapi.responses import Response

from features.vocabulary import LIMIT_UNITS
from service import flows
from service.access import CHANGE_PEOPLE
from service.api.call import known_id
from service.flows.profile import meanwhile
from service.flows.reading_notes import Noted, begin, decide, read_notes
from service.pages.caseload import PERSON
from service.pages.notes_draft import at_the_form, decisions_in, needs_to_offer, sections
from service.pages.notes_marks import pieces
from service.pages.page import Page
from service.pages.profile_edit.told import turned
from service.pages.visit import TheVisit, Visit
from service.problems import Problem
from service.texts import show, texts

NOTES: Final = f"{PERSON}/noter"
NEW: Final = "/deltagere/ny"
_LEVELS: Final = ("1", "2", "3", "4")


def paste(visit: TheVisit, participant_id: str) -> Response:
    """A place for notes about somebody."""
    flows.read_participant(visit.services, visit.caller, known_id(participant_id))
    return _pasting(visit, participant_id)


def paste_new(visit: TheVisit) -> Response:
    """A place for notes about somebody new."""
    return _pasting(visit, None)


def read(visit: TheVisit, participant_id: str) -> Response:
    """What the notes say beside the profile; nothing is kept."""
    return _reading(visit, known_id(participant_id))


def read_new(visit: TheVisit) -> Response:
    """What the notes say of somebody new; nothing is kept."""
    return _reading(visit, None)


def keep(visit: TheVisit, participant_id: str) -> Response:
    """Keep what was decided; whoever changed the profile meanwhile is heard first."""
    id, form = known_id(participant_id), visit.form
    try:
        noted = _noted(visit, id, _version(visit))
    except Problem as problem:
        return _pasting_or_raise(visit, id, problem)
    told, names = decisions_in(form, noted, visit.language)
    if not told:
        return visit.go(f"/deltagere/{id}", receipt="notes.receipt.nothing")
    try:
        decide(visit.services, visit.caller, id, {"decisions": told}, _version(visit), visit.once())
    except Problem as problem:
        now = _noted(visit, id) if problem.code == "stale" else noted
        return _draft(visit, now, id, at_the_form(problem, names, noted) if problem.code == "invalid" else problem)
    return visit.go(f"/deltagere/{id}", receipt="notes.receipt.kept")


def keep_new(visit: TheVisit) -> Response:
    """Keep somebody new with what was decided about them."""
    try:
        noted = _noted(visit, None)
    except Problem as problem:
        return _pasting_or_raise(visit, None, problem)
    told, names = decisions_in(visit.form, noted, visit.language)
    try:
        made = begin(visit.services, visit.caller, {"id": visit.form.text("id"), "decisions": told}, visit.once())
    except Problem as problem:
        return _draft(visit, noted, None, at_the_form(problem, names, noted) if problem.code == "invalid" else problem)
    return visit.go(f"/deltagere/{made.value.record.id}", receipt="notes.receipt.begun")


def _reading(visit: Visit, id: str | None) -> Response:
    if visit.form.sent("edit"):
        return _pasting(visit, id)
    try:
        return _draft(visit, _noted(visit, id), id)
    except Problem as problem:
        return _pasting_or_raise(visit, id, problem)


def _noted(visit: Visit, id: str | None, version: int | None = None) -> Noted:
    given = {"text": visit.form.text("text"), "on": visit.form.text("on") or None}
    return read_notes(visit.services, visit.caller, id, given, version)


def _version(visit: Visit) -> int:
    version = visit.form.text("version")
    return int(version) if version.isdecimal() and len(version) < 10 else 0


def _pasting_or_raise(visit: Visit, id: str | None, problem: Problem) -> Response:
    if problem.code != "invalid":
        raise problem
    return _pasting(visit, id, problem)


def _pasting(visit: Visit, id: str | None, problem: Problem | None = None) -> Response:
    return visit.show("notes.html", problem=problem, id=id, action=_action(id))


def _action(id: str | None) -> str:
    return NEW if id is None else f"/deltagere/{id}/noter"


def _draft(visit: Visit, noted: Noted, id: str | None, problem: Problem | None = None) -> Response:
    language = visit.language
    meant, others = needs_to_offer(noted)
    parts = sections(noted, language)
    maybe = {line.number for part in parts for line in part.maybe}
    return visit.show(
        "notes_draft.html",
        problem=problem,
        id=id,
        action=_action(id),
        noted=noted,
        pieces=list(pieces(noted.text, noted.statements, noted.words, maybe)),
        sections=parts,
        meant=[(need.value, show(need, language), LIMIT_UNITS.get(need)) for need in meant],
        others=[(need.value, show(need, language), None) for need in others],
        grades=[(level, texts(language)[f"caseload.level.{level}"]) for level in _LEVELS],
        version=noted.kept.version if noted.kept else 0,
        changes=_changes(visit, id, noted) if id and problem and problem.code == "stale" else (),
    )


def _changes(visit: Visit, id: str, noted: Noted) -> Any:
    """What somebody else has changed since this draft was made."""
    found = meanwhile(visit.services, visit.caller, id, _version(visit))
    fields = [name for name in type(found.then).model_fields if name not in ("provenance", "declined")]
    return turned(found, fields, visit.language)


PAGES: Final = (
    Page("GET", NEW, CHANGE_PEOPLE, paste_new, nav="notes.new.link"),
    Page("POST", NEW, CHANGE_PEOPLE, read_new),
    Page("POST", f"{NEW}/gem", CHANGE_PEOPLE, keep_new),
    Page("GET", NOTES, CHANGE_PEOPLE, paste),
    Page("POST", NOTES, CHANGE_PEOPLE, read),
    Page("POST", f"{NOTES}/gem", CHANGE_PEOPLE, keep),
)
