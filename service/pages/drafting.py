"""An advert as a draft that a person corrects: what was read with its words, and the form back to a vacancy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from features.profiles import Fault, InvalidRecord, Vacancy
from features.reading import read_vacancy, vacancy_from_text
from features.vocabulary import RequirementKind, Terms
from service.flows.fairness import Advised, check_advert
from service.pages.form import Form
from service.pages.posting_words import ALSO, requirement_in_words
from service.problems import Problem

SPOKEN: Final = ("listen", "speak")
WRITTEN: Final = ("read", "write")
_REASONS: Final = "check.reasons."


@dataclass(frozen=True, slots=True)
class Demanded:
    """A requirement as it was read, with its words."""

    value: Mapping[str, Any]
    words: str

    @property
    def danish(self) -> bool:
        """Whether it is Danish, which has fields of its own."""
        return bool(self.value["kind"] == RequirementKind.LANGUAGE and self.value["code"] == "da")

    def name(self, language: str) -> str:
        """What is asked for, as a person reads it."""
        return requirement_in_words(self.value, language)


@dataclass(frozen=True, slots=True)
class Draft:
    """What was read from an advert; nothing of it is kept."""

    read: Vacancy
    demanded: tuple[Demanded, ...]

    def words(self, name: str) -> str:
        """The words a field was read from; empty when the advert does not say."""
        known = self.read.provenance.get(name)
        return (known.evidence or "").replace(" | ", "« · »") if known else ""

    @property
    def danish_words(self) -> str:
        """The words in which the advert asks for Danish; empty when it does not."""
        return next((one.words for one in self.demanded if one.danish), "")

    @property
    def also(self) -> tuple[str, ...]:
        """Fields that were read and have no place of their own in the form."""
        return tuple(name for name in ALSO if name in self.read.provenance)

    def level(self, skill: str) -> str:
        """The Danish that was read for a skill, or nothing."""
        found = next((one.value.get("levels", {}).get(skill) for one in self.demanded if one.danish), None)
        return str(found or "")


def draft_of(title: str, text: str, today: date) -> Draft:
    """Read an advert.

    Raises:
        Problem: ``invalid`` at the form's fields: no title, words no record may hold, or terms that are not ordinary.
    """
    try:
        read = vacancy_from_text("draft", title, text, on=today)
    except InvalidRecord as error:
        raise at_the_form(Problem.invalid(error)) from error
    demanded: list[Demanded] = []
    for item in read_vacancy(title, text, today).of("requirements"):
        if all(item.value != known.value for known in demanded):
            demanded.append(Demanded(item.value, item.evidence))
    return Draft(read, tuple(demanded))


def vacancy_in(form: Form, draft: Draft) -> dict[str, Any]:
    """The vacancy that a form says, as the flow takes it; what nobody changed keeps the words it was read from."""
    known = draft.read.model_dump(mode="json", exclude_none=True)
    raw: dict[str, Any] = {
        "title": form.text("title"),
        "description": form.text("description"),
        "terms": Terms.ORDINARY.value,
        "hours_min": _number(form, "hours_min"),
        "hours_max": _number(form, "hours_max"),
        "start": form.text("start") or None,
        "valid_until": form.text("valid_until") or None,
        "tasks": _tasks(form, known),
        "shifts": list(shifts_in(form)),
        "requirements": _requirements(form, draft),
        "wage": _wage(form, known.get("wage", {})),
        "site": _site(form, known),
        "check": {"reasons": _reasons(form)},
        **{name: known[name] for name in draft.also if name in form.all("also")},
    }
    return raw | {"provenance": _provenance(raw, known)}


def advised(raw: Mapping[str, Any]) -> Advised:
    """The check for fair requirements of a vacancy in a form."""
    return check_advert({name: raw[name] for name in ("title", "description", "tasks", "requirements", "check")})


def shifts_in(form: Form) -> Iterator[dict[str, Any]]:
    """The rows of working times in which something was written."""
    numbers = sorted({int(part) for name in form.fields if (part := _row(name)).isdecimal() and len(part) < 3})
    for number in numbers:
        days = [int(day) for day in form.all(f"shifts.{number}.weekdays") if day.isdecimal()]
        start, end = form.text(f"shifts.{number}.start"), form.text(f"shifts.{number}.end")
        if days or start or end:
            yield {"weekdays": days, "start": start, "end": end, "kind": form.text(f"shifts.{number}.kind") or "fixed"}


def _row(name: str) -> str:
    return name.split(".")[1] if name.startswith("shifts.") else ""


def _number(form: Form, name: str) -> str | None:
    return form.text(name).replace(",", ".") or None


def _tasks(form: Form, known: Mapping[str, Any]) -> list[Any]:
    read = {task["name"]: task for task in known.get("tasks", [])}
    lines = (line.strip(" -–•\t") for line in form.text("tasks").splitlines())
    return [read.get(line, {"name": line}) for line in lines if line]


def _requirements(form: Form, draft: Draft) -> list[Any]:
    kept = [one.value for number, one in enumerate(draft.demanded) if str(number) in form.all("requirements")]
    asked = {"speak": SPOKEN, "write": WRITTEN}
    levels = {skill: form.text(name) for name, skills in asked.items() for skill in skills if form.text(name)}
    read = next((one.value for one in draft.demanded if one.danish), {"kind": "language", "code": "da"})
    return [*kept, *([{**read, "levels": levels}] if levels else [])]


def _site(form: Form, known: Mapping[str, Any]) -> dict[str, Any] | None:
    written = {name: form.text(f"site.{name}") or None for name in ("town", "postcode")}
    read = known.get("site", {})
    return read if all(read.get(name) == value for name, value in written.items()) and read else _within({}, written)


def _wage(form: Form, read: Mapping[str, Any]) -> Mapping[str, Any] | None:
    low = _number(form, "wage.low")
    return read if read and _same(low, read.get("low")) else _within(read, {"low": low})


def _within(read: Mapping[str, Any], written: Mapping[str, Any]) -> dict[str, Any] | None:
    return {**read, **written} if any(written.values()) else None


def _reasons(form: Form) -> dict[str, str]:
    names = (name for name in form.fields if name.startswith(_REASONS))
    return {name.removeprefix(_REASONS): form.text(name) for name in names if form.text(name)}


def _provenance(raw: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Of what stands as it was read: its words, now confirmed by a person."""
    read = known.get("provenance", {})
    same = (name for name in read if name in raw and (raw[name] == known.get(name) or _same(raw[name], known[name])))
    return {name: {**read[name], "confirmed": True} for name in same}


def _same(written: Any, read: Any) -> bool:
    try:
        return float(written) == float(read)
    except (TypeError, ValueError):
        return False


def at_the_form(problem: Problem) -> Problem:
    """The problem with every fault at the field of the form where a person can put it right."""
    return Problem.invalid([replace(fault, field=_place(fault)) for fault in problem.faults])


def _place(fault: Fault) -> str:
    head, _, rest = fault.field.partition(".")
    if head == "terms":
        return "description"
    if fault.code == "unexplained_demand":
        return str(fault.params["reason_field"])
    if head in ("tasks", "requirements", "wage"):
        return {"wage": "wage.low"}.get(head, head)
    if head == "site":
        return "site.town" if rest == "town" else "site.postcode"
    return fault.field
