"""The fields in which a consultant corrects what was read, and the value that they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from features.decisions import Statement
from features.profiles import clock_text
from features.vocabulary import (
    CEFR_ORDER,
    Credential,
    Need,
    Setting,
    SizeBand,
    SupportNeed,
    TransportMode,
)
from service.pages.form import Form
from service.texts import show, texts

Options = tuple[tuple[str, str], ...]
_LEVELS: Final = ("1", "2", "3", "4")
_SPOKEN: Final = "vocabulary.language."


@dataclass(frozen=True, slots=True)
class Input:
    """One field of a form: ``part`` of the value ("" the whole of it), its text key, what stands in it."""

    part: str
    label: str
    kind: str
    value: str
    options: Options = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of the week: its days and clock times."""

    days: tuple[int, ...]
    start: str
    end: str


def inputs(one: Statement, language: str) -> tuple[Input, ...]:
    """The fields of a statement, filled in as it was read; times of the week have rows instead."""
    made = _INPUTS.get(one.field)
    if made is not None:
        return tuple(made(one.value, language))
    kind = "number" if one.field.startswith("hours") else "date" if one.field == "earliest_start" else "text"
    return (Input("", f"notes.field.{one.field}", kind, show(one.value, language)),)


def rows(one: Statement) -> tuple[Row, ...]:
    """The windows of a statement about times, a row for each pair of clock times."""
    spans: dict[tuple[str, str], list[int]] = {}
    for item in one.value if one.field == "availability" else ():
        spans.setdefault((item["start"], item["end"]), []).append(item["weekday"])
    return tuple(Row(tuple(days), start, end) for (start, end), days in spans.items())


def written(form: Form, name: str, one: Statement, language: str) -> Any:
    """What the form says of a statement: as it was read, where nobody has changed a field."""
    if one.field == "availability":
        return _windows(form, name, one)
    fields = inputs(one, language)
    said = {item.part: form.text(_at(name, item.part)) for item in fields if form.sent(_at(name, item.part))}
    changed = {item.part for item in fields if item.part in said and said[item.part] != item.value}
    if not changed:
        return one.value
    if not isinstance(one.value, Mapping):
        return said[""].replace(",", ".") if one.field.startswith("hours") else said[""]
    known = {} if one.field == "home" else {name: part for name, part in one.value.items() if name != "months"}
    return known | {part: _value(part, text) for part, text in said.items()}


def _at(name: str, part: str) -> str:
    return f"{name}.{part}" if part else f"{name}.value"


def _value(part: str, text: str) -> Any:
    """A part as a record takes it: a clock time in minutes, a number with a point, nothing for an empty field."""
    if part == "limit" and ":" in text:
        hours, _, minutes = text.partition(":")
        return int(hours) * 60 + int(minutes) if hours.isdecimal() and minutes.isdecimal() else text
    if part in ("limit", "max_minutes", "months"):
        return text.replace(",", ".") or None
    return text or None


def _windows(form: Form, name: str, one: Statement) -> Any:
    kind = one.value[0].get("kind", "can")
    told, changed = [], False
    for number, row in enumerate(rows(one)):
        at = f"{name}.{number}"
        if not form.sent(f"{at}.start"):
            continue
        days = tuple(int(day) for day in form.all(f"{at}.days") if day in "1234567" and len(day) == 1)
        start, end = form.text(f"{at}.start"), form.text(f"{at}.end")
        changed |= (days, start, end) != (row.days, row.start, row.end)
        told += [{"weekday": day, "start": start, "end": end, "kind": kind} for day in days]
    return told if changed else one.value


def _of_enum(kind: Any, language: str) -> Options:
    return tuple((code.value, show(code, language)) for code in kind)


def _languages(value: Mapping[str, Any], language: str) -> Iterator[Input]:
    known = {key.removeprefix(_SPOKEN): text for key, text in texts(language).items() if key.startswith(_SPOKEN)}
    known.pop("other", None)
    known.setdefault(value["language"], value["language"])
    spoken = tuple(sorted(known.items(), key=lambda item: item[1]))
    yield Input("language", "notes.field.language", "choice", value["language"], spoken)
    levels = (("", texts(language)["notes.level.unknown"]), *((one.value, show(one, language)) for one in CEFR_ORDER))
    for skill in ("listen", "speak", "read", "write"):
        yield Input(skill, f"notes.field.{skill}", "choice", str(value.get(skill) or ""), levels)


def _need(value: Mapping[str, Any], language: str) -> Iterator[Input]:
    grades = tuple((level, texts(language)[f"caseload.level.{level}"]) for level in _LEVELS)
    limit = value.get("limit")
    clock = value["code"] == Need.START_NOT_BEFORE and limit is not None
    yield Input("code", "notes.field.need", "choice", value["code"], _of_enum(Need, language))
    yield Input("level", "notes.field.level", "choice", str(value["level"]), grades)
    if limit is not None:
        shown = clock_text(int(limit)) if clock else show(float(limit), language)
        yield Input("limit", "notes.field.clock" if clock else "notes.field.limit", "text", shown)


def _wish(value: Mapping[str, Any], language: str) -> Iterator[Input]:
    coded = {"setting": Setting, "company_size": SizeBand}.get(str(value["kind"]))
    options = _of_enum(coded, language) if coded else ()
    yield Input("value", "notes.field.wish", "choice" if coded else "text", value["value"], options)


def _worded(value: Mapping[str, Any], language: str) -> Iterator[Input]:
    yield Input("text", "notes.field.words", "text", value["text"])


def _experience(value: Mapping[str, Any], language: str) -> Iterator[Input]:
    yield from _worded(value, language)
    yield Input("months", "notes.field.months", "number", show(value.get("months"), language))


def _home(value: Mapping[str, Any], language: str) -> Iterator[Input]:
    yield Input("postcode", "notes.field.postcode", "text", value.get("postcode") or "")
    yield Input("town", "notes.field.town", "text", value.get("town") or "")


def _travel(value: Mapping[str, Any], language: str) -> Iterator[Input]:
    yield Input("mode", "notes.field.mode", "choice", value["mode"], _of_enum(TransportMode, language))
    yield Input("max_minutes", "notes.field.max_minutes", "number", show(value.get("max_minutes"), language))


def _credential(value: Mapping[str, Any], language: str) -> Iterator[Input]:
    yield Input("code", "notes.field.credential", "choice", value["code"], _of_enum(Credential, language))
    yield Input("expires", "notes.field.expires", "date", value.get("expires") or "")


def _code(kind: Any, label: str) -> Callable[[Any, str], Iterator[Input]]:
    def made(value: Any, language: str) -> Iterator[Input]:
        yield Input("", label, "choice", value, _of_enum(kind, language))

    return made


_INPUTS: Final[Mapping[str, Callable[[Any, str], Iterator[Input]]]] = {
    "languages": _languages,
    "functional_needs": _need,
    "wishes": _wish,
    "do_not_want": _wish,
    "skills": _worded,
    "experience": _experience,
    "home": _home,
    "transport": _travel,
    "credentials": _credential,
    "credentials_missing": _code(Credential, "notes.field.credential"),
    "support_needs": _code(SupportNeed, "notes.field.support"),
    "availability": lambda value, language: iter(()),
}
