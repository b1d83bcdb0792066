"""One section of a profile as a form: what stands there, who said it, what is wrong, what somebody else changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from fastapi.responses import Response

from features.profiles import Participant
from features.vocabulary import Need, Source
from service import flows
from service.access import CHANGE_PEOPLE
from service.api.call import known_id
from service.flows.profile import change_fields, meanwhile
from service.pages.caseload import PERSON
from service.pages.form import Form
from service.pages.page import Page
from service.pages.profile_edit import hours, needs, papers, strengths, travel, week, wishes
from service.pages.profile_edit.section import Raw, Section, in_plain_words
from service.pages.profile_edit.told import Turned, raw_of, said, turned
from service.pages.visit import TheVisit, Visit
from service.problems import Problem
from service.texts import texts

EDIT: Final = f"{PERSON}/ret/{{section}}"
SECTIONS: Final = (
    wishes.SECTION,
    strengths.SECTION,
    papers.SECTION,
    hours.SECTION,
    week.SECTION,
    travel.SECTION,
    needs.SECTION,
)
SAY: Final = (Source.PARTICIPANT, Source.CONSULTANT, Source.HEALTH)
"""Who may have said what is written here."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a section's page draws: the fields as they were written or kept, from which version, and what stops it."""

    person: Participant
    version: int
    raw: Raw
    problem: Problem | None = None
    others: tuple[Turned, ...] = ()


def form(visit: TheVisit, participant_id: str, section: str) -> Response:
    """A section to change."""
    one, id = section_at(section), known_id(participant_id)
    kept = flows.read_participant(visit.services, visit.caller, id)
    return _show(visit, one, Shown(kept.record, kept.version, raw_of(kept.record)))


def save(visit: TheVisit, participant_id: str, section: str) -> Response:
    """Keep a section; with faults, or when somebody else was there meanwhile, the form with what was written."""
    one, id = section_at(section), known_id(participant_id)
    kept = flows.read_participant(visit.services, visit.caller, id)
    raw = one.read(visit.form, kept.record)
    if visit.form.text(needs.ADD) in tuple(Need):
        return _show(visit, one, Shown(kept.record, _version(visit), _with_need(raw, visit)))
    try:
        change_fields(visit.services, visit.caller, id, raw, _version(visit), _source(visit))
    except Problem as problem:
        return _stopped(visit, one, id, raw, problem)
    return visit.go(f"/deltagere/{id}", receipt="profile.receipt.saved")


def _stopped(visit: Visit, section: Section, id: str, raw: Raw, problem: Problem) -> Response:
    """The form again; of two who changed the same, the second sees the other's words and may save on top of them."""
    if problem.code not in ("invalid", "stale"):
        raise problem
    found = meanwhile(visit.services, visit.caller, id, _version(visit))
    if problem.code == "invalid":
        faults = (replace(in_plain_words(fault), field=section.place(fault, raw)) for fault in problem.faults)
        once = {(fault.field, fault.code): fault for fault in faults}  # a row may stand for several days
        return _show(visit, section, Shown(found.then, _version(visit), raw, Problem.invalid(once.values())))
    others = turned(found, section.fields, visit.language)
    return _show(visit, section, Shown(found.now.record, found.now.version, raw, problem, others))


def _show(visit: Visit, section: Section, shown: Shown) -> Response:
    known, marks = texts(visit.language), said(shown.person, section.fields, visit.language)
    alike = set(marks.values()) if len(marks) == len(section.fields) else set()
    quiet = replace(visit, form=Form())  # rows are numbered anew: what was written is drawn from the values
    names_illness = any(fault.code == "names_health" for fault in shown.problem.faults) if shown.problem else False
    return quiet.show(
        f"profile_{section.slug.replace('-', '_')}.html",
        problem=shown.problem,
        person=shown.person,
        section=section.slug,
        version=shown.version,
        raw=shown.raw,
        others=shown.others,
        said={} if len(alike) == 1 else marks,
        said_of_all=min(alike, default="") if len(alike) == 1 else "",
        sources=[(one.value, known[f"profile.source.{one.value}"]) for one in SAY],
        source=_source(visit).value,
        names_illness=names_illness and section is not needs.SECTION,
        **section.choices(shown.raw, visit.language),
    )


def section_at(slug: str) -> Section:
    """The section of an address.

    Raises:
        Problem: ``not_found``.
    """
    for one in SECTIONS:
        if one.slug == slug:
            return one
    raise Problem("not_found")


def _with_need(raw: Raw, visit: Visit) -> dict[str, Any]:
    added = needs.new_need(visit.form.text(needs.ADD), visit.services.today)
    return {**raw, "functional_needs": [*raw["functional_needs"], added]}


def _version(visit: Visit) -> int:
    written = visit.form.text("version")
    return int(written) if written.isdecimal() and len(written) < 9 else 0


def _source(visit: Visit) -> Source:
    written = visit.form.text("source")
    return Source(written) if written in SAY else Source.PARTICIPANT


PAGES: Final = (
    Page("GET", EDIT, CHANGE_PEOPLE, form),
    Page("POST", EDIT, CHANGE_PEOPLE, save),
)
