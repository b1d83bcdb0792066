"""A section of a profile as a value: its fields, how its form becomes them, and how they become its form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, TypeVar

from features.profiles import Fault, Participant
from service.pages.form import Form
from service.texts import show, texts

T = TypeVar("T")

Raw = Mapping[str, Any]
"""Fields of a participant as they stand in JSON; those of a form may be anything a person wrote."""
Options = list[tuple[str, str]]
"""(code, name) of what somebody can choose."""


WHOLE: Final = frozenset({"week", "months", "max_minutes", "level", "max_jobs", "weekday", "well_being"})
"""Fields that take whole numbers."""


def in_plain_words(fault: Fault) -> Fault:
    """A fault told without the words of whoever imports files."""
    last = fault.field.rpartition(".")[2]
    if fault.code == "wrong_type":
        return replace(fault, code="not_a_whole_number" if last in WHOLE else "not_a_number")
    return replace(fault, code="not_a_place") if fault.code == "wrong_form" and last == "postcode" else fault


def at_its_own_name(fault: Fault, _raw: Raw) -> str:
    """The place of a fault where a form's fields are called as the record's."""
    return fault.field


@dataclass(frozen=True, slots=True)
class Section:
    """``read`` makes the fields' JSON of a form, ``choices`` what its lists offer, ``place`` the field of a fault."""

    slug: str
    fields: tuple[str, ...]
    read: Callable[[Form, Participant], Raw]
    choices: Callable[[Raw, str], Mapping[str, Any]] = lambda raw, language: {}
    place: Callable[[Fault, Raw], str] = at_its_own_name


def options(kind: type[StrEnum], language: str) -> Options:
    """Every code of a closed list with its name."""
    return [(one.value, show(one, language)) for one in kind]


def worded(subject: str, codes: type[StrEnum], language: str) -> Options:
    """Every code of a list whose names stand among the texts of these pages."""
    return [(one.value, texts(language)[f"profile.{subject}.{one.value}"]) for one in codes]


def number(form: Form, name: str) -> str | None:
    """A number as it was written, the comma a point; None for nothing."""
    return form.text(name).replace(",", ".") or None


def written(value: Any, language: str) -> str:
    """A number as a person writes it; what is none stays as it was written."""
    plain = f"{value:g}" if isinstance(value, float) else "" if value is None else str(value)
    return plain.replace(".", ",") if language == "da" else plain


def as_they_stood(items: Iterable[T], known: Iterable[Any], name: Callable[[Any], Any]) -> list[T]:
    """Items in the order in which those with the same ``name`` stood before, new ones behind."""
    order = {name(one): place for place, one in enumerate(known)}
    return sorted(items, key=lambda one: order.get(name(one), len(order)))


def lines(form: Form, name: str) -> list[str]:
    """The lines of a text, without marks of a list, each once."""
    written = (line.strip(" -–•\t") for line in form.text(name).splitlines())
    return list(dict.fromkeys(line for line in written if line))


def rows(form: Form, name: str, parts: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows ``name.0.part``, ``name.1.part`` … in which something was written, in their order."""
    found: dict[int, dict[str, str]] = {}
    for field in form.fields:
        head, _, rest = field.partition(".")
        place, _, part = rest.partition(".")
        if head == name and part in parts and place.isdecimal() and len(place) < 4 and form.text(field):
            found.setdefault(int(place), {})[part] = form.text(field)
    return [found[place] for place in sorted(found)]
