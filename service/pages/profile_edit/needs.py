"""Hensyn: what a body or mind needs of the work, how much, whether it can be talked about; never why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from features.profiles import Fault, Participant, clock_text
from features.vocabulary import LIMIT_UNITS, REMOVED_BY, Need, SupportNeed
from service.pages.form import Form
from service.pages.profile_edit.section import Options, Raw, Section, as_they_stood, options, rows, written
from service.texts import show, texts

ADD: Final = "add"
"""The button that opens a need's fields; it keeps nothing."""
LASTS: Final = timedelta(days=182)
"""A need is asked about again after half a year (DOMAIN)."""
USUAL: Final = 2
_PARTS: Final = ("code", "level", "limit", "hard", "expires_at", "gone")
_LEVELS: Final = (1, 2, 3, 4)


def read(form: Form, person: Participant) -> Raw:
    """The needs of a form without those taken away; one chosen to be added has no more than its code yet."""
    known = {one.code.value: one.model_dump(mode="json") for one in person.functional_needs}
    kept = [row for row in rows(form, "needs", _PARTS) if row.get("code") and not row.get("gone")]
    return {
        "functional_needs": [{**known.get(row["code"], {}), **_need(row, form)} for row in kept],
        "support_needs": as_they_stood(form.all("support_needs"), person.support_needs, str),
    }


def _need(row: Mapping[str, str], form: Form) -> dict[str, Any]:
    limit = row.get("limit", "").replace(",", ".") or None
    return {
        "code": row["code"],
        "level": row.get("level") or USUAL,
        "limit": _minutes(limit) if row["code"] == Need.START_NOT_BEFORE and limit else limit,
        "hard": row.get("hard") != "no",
        "adaptations": list(form.all(f"adaptations.{row['code']}")),
        "expires_at": row.get("expires_at"),
    }


def _minutes(clock: str) -> int | str:
    """Minutes after midnight of "09:30" or "9.30"; anything else is left for the record to refuse."""
    hours, _, minutes = clock.replace(".", ":").partition(":")
    known = hours.isdecimal() and (minutes or "0").isdecimal() and int(hours) < 24 and int(minutes or 0) < 60
    return int(hours) * 60 + int(minutes or 0) if known else clock


def new_need(code: str, today: date) -> dict[str, Any]:
    """A need that somebody has just chosen."""
    lasts = (today + LASTS).isoformat()
    plain: dict[str, Any] = {"code": code, "level": USUAL, "limit": None, "hard": True, "adaptations": []}
    return {**plain, "expires_at": lasts}


def choices(raw: Raw, language: str) -> Mapping[str, Any]:
    """Every need with its unit and the help that removes it, and the needs that can be added."""
    there = [one["code"] for one in raw["functional_needs"]]
    return {
        "needs": [_drawn(one, language) for one in raw["functional_needs"]],
        "more": [(code, name) for code, name in options(Need, language) if code not in there],
        "firm": [(code, texts(language)[f"profile.firm.{code}"]) for code in ("yes", "no")],
        "levels": [(level, texts(language)[f"caseload.level.{level}"]) for level in _LEVELS],
        "support": [(code, name, code in raw["support_needs"]) for code, name in options(SupportNeed, language)],
    }


def _drawn(one: Mapping[str, Any], language: str) -> dict[str, Any]:
    if one["code"] not in tuple(Need):
        return {**one, "name": one["code"], "unit": "", "helps": []}
    code = Need(one["code"])
    unit = "clock" if code is Need.START_NOT_BEFORE else LIMIT_UNITS.get(code, "")
    helps: Options = sorted((help.value, show(help, language)) for help in REMOVED_BY.get(code, ()))
    return {
        **one,
        "name": show(code, language),
        "unit": unit,
        "limit": _limit(one["limit"], unit, language),
        "helps": helps,
    }


def _limit(limit: Any, unit: str, language: str) -> str:
    """A limit as a person writes it."""
    if unit == "clock" and isinstance(limit, int | float):
        return clock_text(int(limit))
    return written(limit, language)


def place(fault: Fault, _raw: Raw) -> str:
    """A need's fields are called after their row."""
    at = fault.field.removeprefix("functional_needs.")
    return f"needs.{at}" if at != fault.field else fault.field


SECTION: Final = Section("hensyn", ("functional_needs", "support_needs"), read, choices, place)
