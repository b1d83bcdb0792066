"""Ønsker: what somebody wants of a job, in their own words and by code, and what they must not be offered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from features.profiles import Fault, Participant
from features.vocabulary import Setting, SizeBand, WishKind
from service.pages.form import Form
from service.pages.profile_edit.section import Raw, Section, as_they_stood, lines, options
from service.pages.wish_words import wish_name

IN_WORDS: Final = (WishKind.TASK, WishKind.OCCUPATION, WishKind.BRANCH)
BY_CODE: Final = {WishKind.SETTING: Setting, WishKind.COMPANY_SIZE: SizeBand}
WANT: Final = "want"
NOT: Final = "not"
_CODE_WITH_NAME: Final = re.compile(r"(?P<code>\d{1,6}) \(.*\)")
_FIELDS: Final = {"wishes": WANT, "do_not_want": NOT}


def read(form: Form, person: Participant) -> Raw:
    """The wishes of a form; one that stood there before keeps its weight and its place."""
    before = person.model_dump(mode="json")
    weights = {_name(one): one["weight"] for one in before["wishes"]}
    wanted = ({**one, "weight": weights.get(_name(one), 1.0)} for one in _said(form, WANT))
    return {
        "motivation": form.text("motivation"),
        "wishes": as_they_stood(wanted, before["wishes"], _name),
        "do_not_want": as_they_stood(_said(form, NOT), before["do_not_want"], _name),
    }


def _name(wish: Mapping[str, Any]) -> tuple[str, str]:
    return wish["kind"], wish["value"]


def _said(form: Form, answer: str) -> Iterator[dict[str, Any]]:
    for kind in IN_WORDS:
        yield from ({"kind": kind.value, "value": _plain(line)} for line in lines(form, f"{kind.value}.{answer}"))
    for kind, codes in BY_CODE.items():
        for code in codes:
            if form.text(f"{kind.value}.{code.value}") == answer:
                yield {"kind": kind.value, "value": code.value}


def choices(raw: Raw, language: str) -> Mapping[str, Any]:
    """The words by kind and answer, and for every code what was answered."""
    said = {
        (kind.value, answer): _words(raw[name], kind, language) for name, answer in _FIELDS.items() for kind in IN_WORDS
    }
    answers = {(one["kind"], one["value"]): answer for name, answer in _FIELDS.items() for one in raw[name]}
    tables = [
        (kind.value, [(code, name, answers.get((kind.value, code), "")) for code, name in options(codes, language)])
        for kind, codes in BY_CODE.items()
    ]
    return {"said_words": said, "tables": tables, "answers": (WANT, "", NOT)}


def _words(items: list[Mapping[str, Any]], kind: WishKind, language: str) -> str:
    """A line each; a code stands with its name behind it, for nobody knows the numbers by heart."""
    return "\n".join(_line(kind, str(one["value"]), language) for one in items if one["kind"] == kind.value)


def _line(kind: WishKind, value: str, language: str) -> str:
    return f"{value} ({wish_name(kind, value, language)})" if value.isdecimal() else value


def _plain(line: str) -> str:
    """A line as it is kept: of "97 (work in private homes)" the code."""
    named = _CODE_WITH_NAME.fullmatch(line)
    return named["code"] if named else line


def place(fault: Fault, raw: Raw) -> str:
    """A fault of the third wish belongs to the lines it was written in."""
    name, _, rest = fault.field.partition(".")
    at = rest.partition(".")[0]
    if name not in _FIELDS or not at.isdecimal():
        return fault.field
    return f"{raw[name][int(at)]['kind']}.{_FIELDS[name]}"


SECTION: Final = Section("oensker", ("motivation", "wishes", "do_not_want"), read, choices, place)
