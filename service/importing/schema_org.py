"""schema.org JobPosting, as JSON, inside a JSON-LD ``@graph``, or in the ``<script>`` of a web page."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any, Final

from features.profiles import Fault, InvalidRecord
from features.vocabulary import Contract, Terms
from service.importing.lines import parse

PREFIX: Final = "schema-"
_NOT_ORDINARY: Final = {"VOLUNTEER": Terms.UNPAID, "INTERN": Terms.WORK_PLACEMENT, "INTERNSHIP": Terms.WORK_PLACEMENT}
_CONTRACTS: Final = {"TEMPORARY": Contract.FIXED_TERM, "PER_DIEM": Contract.ON_CALL}
_MORE_TEXT: Final = (
    "responsibilities", "qualifications", "skills", "experienceRequirements", "educationRequirements", "jobBenefits",
)  # fmt: skip
_DEEPEST: Final = 12


def is_posting(raw: Any) -> bool:
    """Whether an object is a JobPosting."""
    return isinstance(raw, Mapping) and "JobPosting" in _list(raw.get("@type"))


def postings(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Every JobPosting anywhere inside ``value``."""
    if depth > _DEEPEST:
        return
    if is_posting(value):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from postings(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from postings(item, depth + 1)


def scripts(page: str) -> Iterator[Any]:
    """The JSON of every ``application/ld+json`` script of a page; one that is no JSON is passed over."""
    reader = _Scripts()
    reader.feed(page)
    reader.close()
    for content in reader.found:
        try:
            yield parse(content)
        except (ValueError, RecursionError):
            continue


class _Scripts(HTMLParser):
    """Collects what stands in the JSON-LD scripts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = (dict(attrs).get("type") or "").lower()
        self._inside = tag == "script" and kind.startswith("application/ld+json")
        if self._inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def loosened(raw: Mapping[str, Any]) -> dict[str, Any]:
    """A posting under our own field names, for ``loose.row_of``.

    Raises:
        InvalidRecord: when its employment type is not ordinary work.
    """
    kinds = [str(kind).upper().rsplit("/", 1)[-1] for kind in _list(raw.get("employmentType"))]
    _refuse(kinds)
    employer = _first(raw.get("hiringOrganization"))
    found: dict[str, Any] = {
        "id": PREFIX + original_id(raw),
        "title": raw.get("title") or raw.get("name"),
        "text": _text(raw),
        "employer": employer.get("name") if isinstance(employer, Mapping) else employer,
        "cvr": _cvr(employer),
        "source": "feed",
        "positions": raw.get("totalJobOpenings"),
        "valid_until": _date(raw.get("validThrough")),
        "start": _date(raw.get("jobStartDate")),
        "contract": next((_CONTRACTS[kind] for kind in kinds if kind in _CONTRACTS), None),
        "wage": _wage(_first(raw.get("baseSalary"))),
        **_site(_first(raw.get("jobLocation"))),
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def original_id(raw: Mapping[str, Any]) -> str:
    """The posting's identifier, else its address, else a hash of its content."""
    identifier = _first(raw.get("identifier"))
    value = identifier.get("value") or identifier.get("@id") if isinstance(identifier, Mapping) else identifier
    own = value or raw.get("@id") or raw.get("url")
    return str(own) if own else hashlib.sha256(json.dumps(raw, sort_keys=True).encode()).hexdigest()[:12]


def is_full_time(raw: Mapping[str, Any]) -> bool:
    """Whether full time is the only employment type given."""
    return [str(kind).upper().rsplit("/", 1)[-1] for kind in _list(raw.get("employmentType"))] == ["FULL_TIME"]


def _refuse(kinds: list[str]) -> None:
    terms = next((_NOT_ORDINARY[kind] for kind in kinds if kind in _NOT_ORDINARY), None)
    if terms is not None:
        raise InvalidRecord([Fault("terms", terms.value, "terms_not_ordinary", {"terms": terms.value})])


def _text(raw: Mapping[str, Any]) -> str:
    more = [str(part) for name in _MORE_TEXT for part in _list(raw.get(name)) if isinstance(part, str)]
    times = [f"Arbejdstid: {raw['workHours']}."] if isinstance(raw.get("workHours"), str) else []
    return "\n".join([str(raw.get("description") or ""), *more, *times]).strip()


def _site(location: Any) -> dict[str, Any]:
    if not isinstance(location, Mapping):
        return {}
    address, geo = _first(location.get("address")), _first(location.get("geo"))
    found: dict[str, Any] = {"city": address} if isinstance(address, str) else {}
    if isinstance(address, Mapping):
        found = {"postal_code": address.get("postalCode"), "city": address.get("addressLocality")}
    if isinstance(geo, Mapping):
        found |= {"lat": _number(geo.get("latitude")), "lon": _number(geo.get("longitude"))}
    return found


def _wage(salary: Any) -> dict[str, float] | None:
    """DKK per hour; other units and currencies are left out rather than computed."""
    if not isinstance(salary, Mapping):
        return None
    value = _first(salary.get("value"))
    amount = value if isinstance(value, Mapping) else {"value": value, "unitText": salary.get("unitText")}
    if str(salary.get("currency") or amount.get("currency")) != "DKK" or str(amount.get("unitText")).upper() != "HOUR":
        return None
    low, high = amount.get("minValue", amount.get("value")), amount.get("maxValue", amount.get("value"))
    found = {"low": _number(low), "high": _number(high)}
    return {name: number for name, number in found.items() if number is not None and 50 <= number <= 2000} or None


def _cvr(employer: Any) -> str | None:
    if not isinstance(employer, Mapping):
        return None
    given = " ".join(str(employer.get(name) or "") for name in ("vatID", "taxID", "identifier"))
    match = re.search(r"(?<!\d)([1-9]\d{7})(?!\d)", given)
    return match[1] if match else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(value: Any) -> Any:
    return next(iter(_list(value)), None)


def _number(value: Any) -> float | None:
    try:
        return float(str(value).replace(",", "."))
    except ValueError:
        return None


def _date(value: Any) -> str | None:
    return str(value)[:10] if value else None
