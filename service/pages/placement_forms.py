"""The forms of a start, a follow-up and an end, as the flows take them; what was left empty is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from features.profiles import RampStep
from service.pages.form import Form
from service.pages.profile_edit.hours import ramp_in, with_spare
from service.pages.profile_edit.section import in_plain_words, lines, number
from service.problems import Problem


def agreed_in(form: Form) -> dict[str, Any]:
    """What was agreed about a start."""
    given = {name: form.text(name) for name in ("start", "proof", "contract", "end", "contact_role") if form.text(name)}
    low = number(form, "wage.low")
    return {
        **given,
        **({"hours": number(form, "hours")} if form.text("hours") else {}),
        "wage": {"low": low} if low else None,
        "tasks": lines(form, "tasks"),
        "mentor": form.sent("mentor"),
        "ramp_plan": ramp_in(form),
    }


def found_in(form: Form) -> dict[str, Any]:
    """What a follow-up found."""
    plain = ("week", "on", "well_being", "employer_satisfaction", "action", "text")
    given = {name: form.text(name) for name in plain if form.text(name)}
    hours = {"hours": number(form, "hours")} if form.text("hours") else {}
    return {**given, **hours, "signs": list(form.all("signs")), "out_of_hours": form.sent("out_of_hours")}


def ended_in(form: Form) -> dict[str, Any]:
    """That a job ended, when and why."""
    return {name: form.text(name) for name in ("on", "reason", "text") if form.text(name)}


def ramp_of(form: Form, plan: Sequence[RampStep] | None, language: str) -> list[Mapping[str, Any]]:
    """A plan for growing hours as rows: a person's, or what was written when there is none to begin with."""
    kept: Sequence[Mapping[str, Any]] = ramp_in(form) if plan is None else [step.model_dump() for step in plan]
    return with_spare(kept, language)


def at_the_form(problem: Problem) -> Problem:
    """The problem with every fault at the field of the form where a person can put it right."""
    if problem.code != "invalid":
        return problem
    faults = (in_plain_words(fault) for fault in problem.faults)
    return Problem.invalid(replace(one, field="tasks") if one.field.startswith("tasks.") else one for one in faults)
