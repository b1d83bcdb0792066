"""What is wrong with a record, told without showing free text or a CPR number."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pydantic import BaseModel

from features.vocabulary import holds_cpr

HIDDEN: Final = "***"
_MAY_LOOK_LIKE_CPR: Final = frozenset({"p_number", "cvr"})
SHOWN_LENGTH: Final = 40
"""Characters of a value that may be shown again; a longer text is free text."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a record: where, what stands there, and the code and parameters of the sentence to show."""

    field: str
    value: str
    code: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.field}={self.value}: {self.code}" + (f" ({details})" if details else "")


class InvalidRecord(Exception):
    """A record that cannot be made, with every reason in ``faults``; no ``ValueError``, so pydantic lets it pass."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(map(str, self.faults)))


def cpr_faults(value: object, where: str) -> Iterator[Fault]:
    """A fault for every CPR number in texts, numbers (which lose a leading 0) and names of fields."""
    if isinstance(value, str | int | float):
        if _like_cpr(value) and where.rsplit(".", 1)[-1] not in _MAY_LOOK_LIKE_CPR:
            yield Fault(where, HIDDEN, "cpr_number")
    elif isinstance(value, Mapping):
        for name, item in value.items():
            inside = _path((where, name) if where else (name,))
            if _like_cpr(name):
                yield Fault(inside, HIDDEN, "cpr_number")
            yield from cpr_faults(item, inside)
    elif isinstance(value, BaseModel):
        yield from cpr_faults(dict(value), where)
    elif isinstance(value, list | tuple | set | frozenset):
        for number, item in enumerate(value):
            yield from cpr_faults(item, f"{where}.{number}")


def _like_cpr(value: object) -> bool:
    return holds_cpr(f"{value:010.0f}" if isinstance(value, int | float) else str(value))


def _path(parts: Iterable[object]) -> str:
    """The way to a field, without any part that is written like a CPR number."""
    return ".".join(HIDDEN if _like_cpr(part) else str(part) for part in parts)


_CODES: Final[Mapping[str, str]] = {
    "enum": "unknown_code",
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "greater_than_equal": "too_small",
    "less_than_equal": "too_large",
    "string_too_long": "too_long",
    "string_too_short": "missing",
    "too_short": "missing",
    "string_pattern_mismatch": "wrong_form",
}


def fault_of(line: Any) -> Fault:
    """A pydantic error line as a ``Fault``; what is not in ``_CODES`` and not our own is a wrong type."""
    kind, context = line["type"], dict(line.get("ctx", {}))
    own = {"not_a_clock_time", "not_half_hours", "ends_before_it_begins", "unknown_code", "terms_not_ordinary"}
    own |= {"forbidden_demand"}
    code = _CODES.get(kind) or (kind if kind in own else "date" if kind.startswith("date") else "wrong_type")
    names: dict[str, str] = {"expected": "known", "ge": "least", "le": "most", "max_length": "most", "pattern": "form"}
    params = {names.get(name, str(name)): value for name, value in context.items() if name not in ("error", "shown")}
    unsaid = {"unknown_field": HIDDEN, "missing": ""}
    value = unsaid[code] if code in unsaid else shown(context.get("shown", line["input"]))
    return Fault(_path(line["loc"]), value, code, params)


def shown(value: object) -> str:
    """``value`` as it may be shown again: short plain values yes, free text, structures and CPR numbers no."""
    if isinstance(value, bool | int | float | date):
        return HIDDEN if _like_cpr(value) else str(value)
    if isinstance(value, str) and len(value) <= SHOWN_LENGTH and not holds_cpr(value):
        return value
    return HIDDEN if isinstance(value, str) else type(value).__name__
