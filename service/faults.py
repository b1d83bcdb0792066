"""A fault of a record as the sentence a person gets: the field by its everyday name, the value, and the cure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from features.profiles import HIDDEN, Fault
from features.vocabulary import holds_cpr
from service.texts import say, show, texts

_SHOWN_FIELD: Final = 40
_MOST_DIGITS: Final = 6


def sentence(fault: Fault, language: str = "da") -> str:
    """What is wrong in which field, the value when it may be shown, and what to write instead."""
    params = {name: _param(name, value, language) for name, value in fault.params.items()}
    if "terms" in fault.params:
        params["refused"] = texts(language)[f"imports.refused.{fault.params['terms']}"]
    value = _value(fault.value, language)
    return say(
        f"faults.{fault.code}", language, **{**params, "field": field_name(fault.field, language), "value": value}
    )


def sentences(faults: Iterable[Fault], language: str = "da") -> str:
    """Every fault once, in order, with a space between."""
    return " ".join(dict.fromkeys(sentence(fault, language) for fault in faults))


def field_name(path: str, language: str = "da") -> str:
    """A dotted path as a person says it: ``availability.0.start`` is »tider nr. 1, start«; unknown names stay."""
    if not path:
        return say("faults.field.record", language)
    words: list[str] = []
    for part in path.removeprefix("vacancy.").removeprefix("participant.").removeprefix("employer.").split("."):
        if part.isdecimal() and len(part) <= _MOST_DIGITS and words:
            words[-1] = texts(language)["faults.numbered"].format(name=words[-1], number=int(part) + 1)
        else:
            words.append(texts(language).get(f"faults.field.{part}") or _safe(part))
    return ", ".join(words)


def _value(value: str, language: str) -> str:
    """The value as people write it: whole numbers without ``.0``, others with the language's comma."""
    return show(float(value), language) if re.fullmatch(r"-?\d{1,6}\.\d+", value) else value or HIDDEN


def _safe(name: str) -> str:
    """A name somebody else chose, short and never a CPR number."""
    return HIDDEN if holds_cpr(name) else name[:_SHOWN_FIELD]


def _param(name: str, value: object, language: str) -> object:
    if name == "other":
        return field_name(str(value), language)
    if name in ("what", "instead"):
        return texts(language)[f"fair.{value}.{name}"]
    if name in ("known", "known_here"):
        return str(value).replace("'", "").replace(" or ", ", ")
    return value
