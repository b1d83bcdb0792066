"""A JSON object, ours or somebody else's, as a record: own fields, other names for them, and what the text says.

A record may hold every field, or only ``id`` and ``text`` (a vacancy also ``title``). Given fields win over what is
read from the text, and what is read is marked unconfirmed by ``features.reading``. A plain string where a record wants
something structured is read like a cell of the template; when that fails it is read as part of the text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeVar

from features.profiles import HIDDEN, Employer, Fault, InvalidRecord, Participant, Vacancy, make
from features.vocabulary import Terms, holds_cpr
from service.importing.batch import Kind, Row, fields_of
from service.importing.cells import CellFault, Parser
from service.importing.columns import parsers
from service.importing.fields import hours, place, text
from service.importing.markup import plain_text
from service.importing.names import code_of, plain

R = TypeVar("R", Participant, Vacancy)
LONGEST_TEXT: Final = 20_000
LONGEST_TITLE: Final = 200
UNKNOWN_EMPLOYER: Final = "ukendt-"
_ID: Final = re.compile(r"[\w.:\-]{1,64}")
_IDS: Final = {
    "participants": ("id", "participant_id", "deltager_id", "person_id", "candidate_id", "deltager", "_id"),
    "employers": ("id", "employer_id", "virksomhed_id", "company_id", "_id"),
    "vacancies": ("id", "vacancy_id", "job_id", "ad_id", "advert_id", "stilling_id", "_id"),
}
_TEXTS: Final = (
    "text", "tekst", "description", "beskrivelse", "body", "body_text", "content", "profile", "profil", "profile_text",
    "summary", "cv", "notes", "noter", "ad_text", "advert", "job_description", "full_text",
)  # fmt: skip
_TITLES: Final = (
    "title",
    "titel",
    "job_title",
    "jobtitle",
    "stilling",
    "stillingsbetegnelse",
    "headline",
    "overskrift",
    "name",
)
_EMPLOYERS: Final = (
    "employer", "company", "virksomhed", "arbejdsgiver", "company_name", "employer_name", "organisation",
    "organization",
)  # fmt: skip
_PLACES: Final = (
    "postcode", "postal_code", "postalcode", "postnr", "postnummer", "zip", "zipcode", "zip_code", "town", "city", "by",
    "bopæl", "bopael", "arbejdssted", "location", "place", "sted", "municipality", "kommune", "address", "adresse",
)  # fmt: skip
_POINT: Final = {"lat": "lat", "latitude": "lat", "lon": "lon", "lng": "lon", "longitude": "lon"}
_HOURS: Final = ("hours", "weekly_hours", "hours_per_week", "timer", "timetal")
_NEVER_READ: Final = frozenset({"name", "navn", "email", "mail", "phone", "telefon", "url", "link", "lang", "language"})
_NUMBERS: Final = frozenset({"p_number", "pnumber", "p-nummer", "cvr"})
_READABLE: Final = frozenset(
    {
        "availability", "transport", "credentials", "languages", "skills", "experience", "wishes", "do_not_want",
        "functional_needs", "ramp_plan", "shifts", "requirements", "tasks", "demands", "wage",
    }
)  # fmt: skip
"""Fields whose words may be read as text when they are not written in the template's form."""


@dataclass(slots=True)
class _Parts:
    """What has been taken out of one object so far."""

    known: dict[str, Any] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.texts)[:LONGEST_TEXT]


def row_of(raw: Any, number: int, kind: Kind, today: date) -> Row:
    """One object as a row: the record, or its faults. ``today`` is what »next Monday« in a text is counted from."""
    if not isinstance(raw, Mapping):
        return Row(number, "", faults=(Fault("", type(raw).__name__, "not_an_object"),), raw=raw)
    original = original_id(raw, kind)
    faults = tuple(cpr_faults(raw))
    if faults:
        return Row(number, HIDDEN if holds_cpr(original) else original, faults=faults, raw=raw)
    if not original:
        return Row(number, "", faults=(Fault("id", "", "missing"),), raw=raw)
    try:
        return _made(raw, number, kind, original, today)
    except InvalidRecord as error:
        refused = next(
            (Terms(fault.params["terms"]) for fault in error.faults if fault.code == "terms_not_ordinary"), None
        )
        return Row(number, original, faults=error.faults, refused=refused, raw=raw)


def _made(raw: Mapping[str, Any], number: int, kind: Kind, original: str, today: date) -> Row:
    own = internal_id(original)
    if kind == "participants":
        parts = _participant_parts(raw)
        return Row(number, original, _participant(own, parts, today), unused=tuple(parts.unused), raw=raw)
    if kind == "employers":
        parts = _parts(raw, kind, texts=(), place_field="site")
        parts.known.setdefault("name", _first_text(raw, _EMPLOYERS))
        record = make(Employer, {**parts.known, "id": own})
        return Row(number, original, record, unused=tuple(parts.unused), raw=raw)
    parts = _parts(raw, kind, texts=_TEXTS, place_field="site")
    employer = _employer(raw, parts, own)
    return Row(
        number, original, _vacancy(own, raw, parts, today), employer=employer, unused=tuple(parts.unused), raw=raw
    )


def original_id(raw: Mapping[str, Any], kind: Kind) -> str:
    """The id as it was written, "" when there is none."""
    found = next((raw[name] for name in _IDS[kind] if raw.get(name) not in (None, "")), "")
    return str(found).strip() if isinstance(found, str | int | float) and not isinstance(found, bool) else ""


def internal_id(original: str) -> str:
    """``original`` itself when our ids allow it, else its plain part with a short hash."""
    if _ID.fullmatch(original):
        return original
    bare = re.sub(r"[^\w.:\-]+", "-", original)[:40].strip("-")
    return f"{bare or 'id'}-{hashlib.sha256(original.encode()).hexdigest()[:10]}"


def cpr_faults(value: Any, where: str = "") -> Iterator[Fault]:
    """A fault for every place that holds something written like a CPR number; the number itself is not repeated."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            if holds_cpr(str(name)):
                yield Fault(where or HIDDEN, HIDDEN, "cpr_number")
            yield from cpr_faults(item, f"{where}.{name}" if where else str(name))
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from cpr_faults(item, f"{where}.{number}")
    elif isinstance(value, str | int) and where.rsplit(".", 1)[-1].lower() not in _NUMBERS and holds_cpr(str(value)):
        yield Fault(where, HIDDEN, "cpr_number")


def _participant_parts(raw: Mapping[str, Any]) -> _Parts:
    parts = _parts(raw, "participants", texts=_TEXTS, place_field="home")
    given = next((raw[name] for name in _HOURS if raw.get(name)), None)
    if given is not None and not {"hours_min", "hours_wish", "hours_max"} & parts.known.keys():
        parts.texts.append(f"{given} timer om ugen." if isinstance(given, int | float) else f"Timer: {given}.")
    return parts


def _participant(own: str, parts: _Parts, today: date) -> Participant:
    if not parts.texts:
        return make(Participant, {**parts.known, "id": own})
    from features.reading import participant_from_text

    return _read(lambda: participant_from_text(own, parts.text, on=today, **parts.known))


def _vacancy(own: str, raw: Mapping[str, Any], parts: _Parts, today: date) -> Vacancy:
    _vacancy_hours(raw, parts)
    title = _first_text(raw, _TITLES) or parts.text.strip().split("\n")[0][:80]
    title = plain_text(title)[:LONGEST_TITLE]
    parts.known.pop("title", None)
    if not parts.texts and "terms" in parts.known:
        return make(Vacancy, {**parts.known, "id": own, "title": title})
    from features.reading import vacancy_from_text

    return _read(lambda: vacancy_from_text(own, title, parts.text, on=today, **parts.known))


def _read(read: Callable[[], R]) -> R:
    """What ``read`` makes of a text; a text that the reader fails on is a fault of that record and stops no other."""
    try:
        return read()
    except InvalidRecord:
        raise
    except Exception as error:  # whatever stands in a stranger's text, the other records go on
        raise InvalidRecord([Fault("text", HIDDEN, "reader_failed", {"error": type(error).__name__})]) from error


def _vacancy_hours(raw: Mapping[str, Any], parts: _Parts) -> None:
    given = next((raw[name] for name in _HOURS if raw.get(name)), None)
    if given is None or {"hours_min", "hours_max"} & parts.known.keys():
        return
    try:
        parts.known["hours_min"], parts.known["hours_max"] = hours(str(given))
    except CellFault:
        parts.texts.append(f"Timer: {given}.")


def _employer(raw: Mapping[str, Any], parts: _Parts, own: str) -> Employer:
    """The employer an advert names, and its id among the known fields; an unnamed one is nobody else's."""
    given: Any = next((raw[name] for name in _EMPLOYERS if raw.get(name)), None)
    more = given if isinstance(given, Mapping) else {}
    name = _first_text(more, ("name", "navn", "company_name")) if more else str(given or "").strip()
    number = re.sub(r"\D", "", str(raw.get("cvr") or more.get("cvr") or ""))
    chosen = parts.known.get("employer_id") or (
        internal_id(f"cvr-{number}") if re.fullmatch(r"[1-9]\d{7}", number) else ""
    )
    made = chosen or (f"virk-{employer_key(name)}" if name else f"{UNKNOWN_EMPLOYER}{own}"[:64])
    parts.known["employer_id"] = internal_id(str(made))
    found: dict[str, Any] = {"id": parts.known["employer_id"], "name": name[:200]}
    if re.fullmatch(r"[1-9]\d{7}", number):
        found["cvr"] = number
    return make(Employer, found)


def employer_key(name: str) -> str:
    """A short id from a name: the same name, however spaced or capitalised, gives the same."""
    bare = re.sub(r"\W+", "-", plain(name)).strip("-")[:40]
    return f"{bare}-{hashlib.sha256(plain(name).encode()).hexdigest()[:6]}"


def _parts(raw: Mapping[str, Any], kind: Kind, texts: tuple[str, ...], place_field: str) -> _Parts:
    """Own fields, texts and a place out of ``raw``; names that mean nothing here are noted as unused."""
    parts = _Parts()
    fields, parse = fields_of(kind), parsers(kind)
    handled = {*_IDS[kind], *_TITLES, *_EMPLOYERS, *_HOURS, *_PLACES, *_POINT, "cvr"}
    for name, value in raw.items():
        if value in (None, "", [], {}) or name in ("id",):
            continue
        if name in texts:
            parts.texts.append(plain_text(value if isinstance(value, str) else str(value)))
        elif name in fields:
            _take(parts, name, value, parse.get(name, text))
        elif name not in handled and name not in _NEVER_READ:
            parts.unused.append(str(name)[:40])
    if place_field not in parts.known:
        _place(raw, parts, place_field)
    return parts


def _take(parts: _Parts, name: str, value: Any, parse: Parser) -> None:
    """An own field: as given, or read like a cell, or (for what can be said in words) as part of the text."""
    if name in ("home", "site"):
        _place(value if isinstance(value, Mapping) else {"place": value}, parts, name, strict=True)
        return
    as_text = ", ".join(value) if isinstance(value, list) and all(isinstance(item, str) for item in value) else value
    if not isinstance(as_text, str) or parse is text:
        parts.known[name] = value
        return
    try:
        parts.known[name] = code_of(as_text, Terms) or as_text if name == "terms" else parse(as_text)
    except CellFault:
        if name in _READABLE:
            parts.texts.append(f"{as_text}.")
        else:
            parts.known[name] = value


def _place(raw: Mapping[str, Any], parts: _Parts, field_name: str, strict: bool = False) -> None:
    """A postcode, a town and a point from whatever names they come under; a point outside Denmark is left out."""
    found: dict[str, Any] = {}
    words = [str(raw[name]) for name in _PLACES if isinstance(raw.get(name), str | int) and raw[name] != ""]
    if words:
        try:
            found = place(" ".join(words[:2]) if re.fullmatch(r"\d{4}", words[0]) else words[0])
        except CellFault:
            if strict:
                raise InvalidRecord([Fault(field_name, words[0][:40], "not_a_place")]) from None
    point = {key: raw[name] for name, key in _POINT.items() if isinstance(raw.get(name), int | float)}
    if 54 <= point.get("lat", 0) <= 58.5 and 7.5 <= point.get("lon", 0) <= 15.5:
        found |= point
    if found:
        parts.known[field_name] = found


def _first_text(raw: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next(
        (str(raw[name]).strip() for name in names if isinstance(raw.get(name), str | int) and raw[name] != ""), ""
    )
