"""From an advert's title and text to proposed fields of a ``Vacancy``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from features.profiles import Fault, InvalidRecord, Vacancy, make
from features.reading.conditions import read_contract, read_dates, read_positions, read_site, read_wage
from features.reading.daytimes import read_daytimes
from features.reading.demands import read_demands, read_settings
from features.reading.document import Document, document
from features.reading.offered import hours_of_shifts, offered_hours
from features.reading.participant import grouped, provenance_of
from features.reading.proposal import Proposal, Reading, Sentence
from features.reading.requirements import read_requirements
from features.reading.roles import heading_role, vacancy_role
from features.reading.shifts import read_shifts
from features.reading.support import site_support
from features.reading.tasks import read_tasks
from features.reading.terms import recognise_terms
from features.vocabulary import Terms

_LISTS: Final = frozenset({"tasks", "shifts", "daytimes", "requirements", "settings", "site_support"})
_OF_ORIGIN: Final = frozenset({"mother_tongue", "ethnicity"})


def read_vacancy(title: str, text: str, on: date | None = None) -> Reading:
    """Proposals and sentence roles from an advert; places count in ``title + newline + text``.

    ``on`` is the day the advert was written (default: today); dates without a year are counted from it.
    """
    doc = document(f"{title}\n{text}" if title else text)
    title_end = len(title)
    day = on or date.today()
    sentences = tuple(_sentences(doc))
    readers = (
        offered_hours(doc, title_end), read_shifts(doc), read_daytimes(doc), read_contract(doc, title_end),
        read_wage(doc), read_positions(doc), read_dates(doc, day), read_site(doc, title_end),
        read_requirements(doc, title_end), read_demands(doc), read_settings(doc), site_support(doc),
        read_tasks(doc, sentences), _terms(doc),
    )  # fmt: skip
    read = [item for reader in readers for item in reader]
    if not any(item.field in ("hours_min", "hours_max") for item in read):
        read += hours_of_shifts(doc, [item for item in read if item.field == "shifts"])
    proposals = sorted(_lawful(doc, read, sentences), key=lambda item: (item.start, item.end))
    return Reading(tuple(proposals), sentences)


def _lawful(doc: Document, read: list[Proposal], sentences: Iterable[Sentence]) -> list[Proposal]:
    """What was read, without that which rests on words no advert may use: a forbidden demand never becomes a field.

    A language is left out with the whole sentence when that speaks of origin: "uden accent" stands beside its language.
    """
    from features.fair import found_in_document  # here, for it is built on this package

    forbidden = [item for item in found_in_document(doc) if item.refused]
    origin = [(item.start, item.end) for item in forbidden if item.code in _OF_ORIGIN]
    told = [(item.start, item.end) for item in sentences if _touches(item, origin)]
    words = [(item.start, item.end) for item in forbidden]
    return [
        item
        for item in read
        if item.field == "terms" or not _touches(item, [*words, *told] if _is_language(item) else words)
    ]


def _touches(item: Proposal | Sentence, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < item.end and item.start < end for start, end in spans)


def _is_language(item: Proposal) -> bool:
    return item.field == "requirements" and item.value["kind"] == "language"


def _terms(doc: Document) -> Iterator[Proposal]:
    for terms, start, end in recognise_terms(doc.text):
        yield Proposal("terms", terms.value, start, end, doc.text[start:end], 0.9)


def _sentences(doc: Document) -> Iterator[Sentence]:
    heading: str | None = None
    for start, end in doc.sentences:
        low = doc.low[start:end]
        new = heading_role(low)
        role = new or vacancy_role(low, heading)
        heading = new or (heading if len(low) < 140 else None)
        yield Sentence(doc.text[start:end], doc.place(start), doc.place(end), role)


def vacancy_from_text(id: str, title: str, text: str, *, on: date | None = None, **known: Any) -> Vacancy:
    """A ``Vacancy`` from an advert; fields in ``known`` are kept as they are.

    Raises:
        InvalidRecord: code ``terms_not_ordinary`` when the advert is about other terms; other codes when ``known``
            does not hold.
    """
    other = recognise_terms(f"{title}\n{text}")
    if other and "terms" not in known:
        raise InvalidRecord([Fault("terms", other[0][0].value, "terms_not_ordinary", {"terms": other[0][0].value})])
    day = on or date.today()
    fields: dict[str, Any] = {
        "id": id,
        "title": title,
        "description": text[:20_000],
        "terms": Terms.ORDINARY.value,
        "employer_id": "unknown",
    } | known
    provenance: dict[str, Any] = dict(known.get("provenance", {}))
    for name, proposals in grouped(read_vacancy(title, text, day).proposals, frozenset()).items():
        if name in known or name not in Vacancy.model_fields or name == "terms":
            continue
        fields[name] = _value(name, proposals)
        provenance[name] = provenance_of(proposals, day)
    return _made(fields | {"provenance": provenance}, set(known))


def _made(fields: dict[str, Any], known: set[str]) -> Vacancy:
    """The record; read values that clash with known ones are dropped rather than the known changed."""
    try:
        return make(Vacancy, fields)
    except InvalidRecord as invalid:
        names = {fault.field.split(".")[0] for fault in invalid.faults}
        names |= {"hours_min", "hours_max"} if names & {"hours_min", "hours_max"} else set()
        names |= {"start", "end"} if names & {"start", "end"} else set()
        dropped = (names & set(fields)) - known - {"id", "title", "terms"}
        if not dropped:
            raise
        provenance = {name: value for name, value in fields["provenance"].items() if name not in dropped}
        return make(
            Vacancy, {name: value for name, value in fields.items() if name not in dropped} | {"provenance": provenance}
        )


def _value(name: str, proposals: list[Proposal]) -> Any:
    if name == "demands":
        return {code: demand for proposal in proposals for code, demand in proposal.value.items()}
    if name not in _LISTS:
        return max(proposals, key=lambda proposal: proposal.confidence).value
    values: list[Any] = []
    for proposal in proposals:
        if proposal.value not in values:
            values.append(proposal.value)
    return values
