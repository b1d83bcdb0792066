"""Timer: least, wished and most hours a week, from which day, how many jobs at once, and a plan for growing hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from features.profiles import Participant
from service.pages.form import Form
from service.pages.profile_edit.section import Raw, Section, number, rows, written

SPARE: Final = 2
MOST_JOBS: Final = 4
_HOURS: Final = ("hours_min", "hours_wish", "hours_max")


def read(form: Form, _person: Participant) -> Raw:
    """What stands in the form; an empty field is not known."""
    return {
        **{name: number(form, name) for name in _HOURS},
        "max_jobs": form.text("max_jobs") or 1,
        "earliest_start": form.text("earliest_start") or None,
        "ramp_plan": ramp_in(form),
    }


def ramp_in(form: Form) -> list[dict[str, str]]:
    """The steps of a plan for growing hours."""
    steps = rows(form, "ramp_plan", ("week", "hours"))
    return [{name: value.replace(",", ".") for name, value in row.items()} for row in steps]


def choices(raw: Raw, language: str) -> Mapping[str, Any]:
    """The hours as they are written, and the plan with a few empty rows behind."""
    jobs = [(str(count), str(count)) for count in range(1, MOST_JOBS + 1)]
    hours = {name: written(raw[name], language) for name in _HOURS}
    return {"hours": hours, "ramp": with_spare(raw["ramp_plan"], language), "jobs": jobs}


def with_spare(plan: Sequence[Mapping[str, Any]], language: str) -> list[Mapping[str, Any]]:
    """A plan with a few empty rows behind it."""
    steps = ({name: written(one.get(name), language) for name in ("week", "hours")} for one in plan)
    return [*steps, *([{"week": "", "hours": ""}] * SPARE)]


SECTION: Final = Section("timer", (*_HOURS, "max_jobs", "earliest_start", "ramp_plan"), read, choices)
