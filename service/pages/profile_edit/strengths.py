"""Styrker: what somebody can and has done, paid or not; a line each, in their own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from features.profiles import Fault, Participant
from features.vocabulary import Evidence
from service.pages.form import Form
from service.pages.profile_edit.section import Raw, Section, lines, rows, worded

SPARE: Final = 2
PARTS: Final = ("text", "months", "evidence")


def read(form: Form, person: Participant) -> Raw:
    """What stands in the form; a line that stood there before keeps its code and where it is known from."""
    skills = {one.text: one.model_dump(mode="json") for one in person.skills}
    done = {one.text: one.model_dump(mode="json") for one in person.experience}
    written = rows(form, "experience", PARTS)
    return {
        "resources": form.text("resources"),
        "skills": [skills.get(line, {"text": line}) for line in lines(form, "skills")],
        "experience": [
            {**done.get(row.get("text", ""), {}), **dict.fromkeys(PARTS), "text": "", **row} for row in written
        ],
    }


def choices(raw: Raw, language: str) -> Mapping[str, Any]:
    """The skills as lines, the experience as rows with a few empty ones behind."""
    empty: list[Mapping[str, Any]] = [{"text": ""}] * SPARE
    return {
        "skills": "\n".join(one["text"] for one in raw["skills"]),
        "experience": [*raw["experience"], *empty],
        "evidence": worded("evidence", Evidence, language),
    }


def place(fault: Fault, _raw: Raw) -> str:
    """A fault of a skill belongs to the lines they are written in."""
    return "skills" if fault.field.startswith("skills.") else fault.field


SECTION: Final = Section("styrker", ("resources", "skills", "experience"), read, choices, place)
