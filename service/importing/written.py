"""A record as cells of the template: the other way round from ``fields``, so that an export can be imported again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final

from features.profiles import Employer, Participant, Vacancy, clock_text
from features.vocabulary import LIMIT_UNITS, AvailabilityKind, LanguageSkill, Need, RequirementKind, ShiftKind
from service.importing.batch import Kind
from service.importing.columns import COLUMNS
from service.importing.names import LANGUAGE_NAMES, names
from service.texts import show

_DAYS: Final = ("", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_UNITS: Final = MappingProxyType({"kg": " kg", "minutes": " min", "people": " personer", "hours": " timer"})


def cells(record: Participant | Employer | Vacancy, kind: Kind) -> list[str]:
    """One cell per column of the template."""
    return [_cell(record, column.field) for column in COLUMNS[kind]]


def _cell(record: Any, field: str) -> str:
    special = _SPECIAL.get((type(record).__name__, field))
    if special is not None:
        return special(record)
    value = getattr(record, field, None)
    return _FIELDS[field](value) if field in _FIELDS and value else _plain(value)


def _plain(value: Any) -> str:
    if value is None or value in ((), "", {}):
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, date):
        return f"{value.day}-{value.month}-{value.year}"
    if isinstance(value, StrEnum):
        return name_of(value)
    if isinstance(value, tuple):
        return ", ".join(_plain(item) for item in value)
    return show(value)


def name_of(code: StrEnum) -> str:
    """A code by its Danish name when that name can be read back, else the code itself."""
    name = show(code)
    return name if names(type(code)).get(name.casefold()) == code.value and "," not in name else code.value


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _place(value: Any) -> str:
    return f"{value.postcode or ''} {value.town or ''}".strip()


def _availability(value: Any) -> str:
    return ", ".join(
        f"{_DAYS[item.weekday]} {clock_text(item.start)}-{clock_text(item.end)}"
        + (
            ""
            if item.kind is AvailabilityKind.CAN
            else f" {'helst' if item.kind is AvailabilityKind.PREFER else 'nødigt'}"
        )
        for item in value
    )


def _shifts(value: Any) -> str:
    kinds = {ShiftKind.FIXED: "", ShiftKind.ROTATING: " skiftende", ShiftKind.FLEXIBLE: " fleksibel"}
    return ", ".join(
        f"{'+'.join(_DAYS[day][:3] for day in item.weekdays)} {_clocks(item)}{kinds[item.kind]}" for item in value
    )


def _clocks(item: Any) -> str:
    return f"{clock_text(item.start)}-{clock_text(item.end)}"


def _needs(value: Any) -> str:
    return ", ".join(
        f"{_amount(item.code, item.limit, item.level)}{'' if item.hard else ' (kan drøftes)'}" for item in value
    )


def _demands(value: Mapping[Need, Any]) -> str:
    return ", ".join(_amount(need, demand.value, demand.level) for need, demand in value.items())


def _amount(need: Need, amount: float | None, level: int) -> str:
    if amount is None:
        return f"{need.value.replace('_', ' ')} {level}"
    if need is Need.START_NOT_BEFORE:
        return f"start not before {clock_text(round(amount))}"
    return f"{need.value.replace('_', ' ')} {_number(amount)}{_UNITS.get(LIMIT_UNITS.get(need, ''), '')}"


def _languages(value: Any) -> str:
    return ", ".join(f"{_language(item.language)} {_levels(_given(item))}".strip() for item in value)


def _given(item: Any) -> dict[LanguageSkill, Any]:
    return {skill: item.level(skill) for skill in LanguageSkill if item.level(skill) is not None}


def _language(code: str) -> str:
    return next((name for name, own in LANGUAGE_NAMES.items() if own == code), code)


def _levels(levels: Mapping[LanguageSkill, Any]) -> str:
    if len(levels) == len(LanguageSkill) and len(set(levels.values())) == 1:
        return str(next(iter(levels.values())).value)
    said = {"listen": "forstå", "speak": "tale", "read": "læse", "write": "skrive"}
    by_level = groupby(levels.items(), key=lambda pair: pair[1])
    return " ".join(f"{' '.join(said[skill] for skill, _ in group)} {level.value}" for level, group in by_level)


def _requirements(value: Any) -> str:
    why = {"legal": "lov", "safety": "sikkerhed", "task": "opgave", "preference": "ønske"}
    return ", ".join(
        f"{_language(item.code) + ' ' + _levels(item.levels) if item.kind is RequirementKind.LANGUAGE else item.code}"
        f" ({why[item.necessity]})"
        for item in value
    )


def _wishes(value: Any) -> str:
    return ", ".join(item.value.replace("_", " ") for item in value)


def _wage(value: Any) -> str:
    low, high = value.low or value.high, value.high or value.low
    return "" if low is None else _number(low) if low == high else f"{_number(low)}-{_number(high)}"


_FIELDS: Final[Mapping[str, Callable[[Any], str]]] = {
    "availability": _availability,
    "shifts": _shifts,
    "home": _place,
    "site": _place,
    "transport": lambda value: ", ".join(f"{name_of(item.mode)} {item.max_minutes}" for item in value),
    "credentials": lambda value: ", ".join(item.code.value for item in value),
    "languages": _languages,
    "functional_needs": _needs,
    "demands": _demands,
    "requirements": _requirements,
    "skills": lambda value: ", ".join(item.text for item in value),
    "experience": lambda value: ", ".join(item.text for item in value),
    "wishes": _wishes,
    "do_not_want": _wishes,
    "tasks": lambda value: ", ".join(item.name for item in value),
    "ramp_plan": lambda value: ", ".join(f"uge {item.week} {_number(item.hours)} timer" for item in value),
    "wage": _wage,
}
_SPECIAL: Final[Mapping[tuple[str, str], Callable[[Any], str]]] = {
    ("Vacancy", "text"): lambda vacancy: vacancy.description,
    ("Vacancy", "employer"): lambda vacancy: "",
    ("Participant", "text"): lambda person: "",
    ("Employer", "contact_role"): lambda employer: employer.contact.role,
    ("Employer", "contact_channel"): lambda employer: employer.contact.channel,
    ("Employer", "contact_time"): lambda employer: employer.contact.best_time,
    ("Employer", "agreement_name"): lambda employer: employer.agreement.name if employer.agreement else "",
    ("Employer", "agreement_hours"): lambda employer: (
        _plain(employer.agreement.min_weekly_hours) if employer.agreement else ""
    ),
}
