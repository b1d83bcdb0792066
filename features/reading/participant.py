"""From a consultant's or a participant's own words to proposed fields of a ``Participant``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from features.profiles import InvalidRecord, Participant, make
from features.reading.availability import missing_times, night_need, read_availability
from features.reading.credentials import held_credentials
from features.reading.dates import dates
from features.reading.document import Clause, Document, document
from features.reading.finding import found
from features.reading.home import read_home
from features.reading.illness import HEALTH, Found, sensitive
from features.reading.languages import known_languages
from features.reading.needs import read_needs
from features.reading.preferences import read_unwanted, read_wishes
from features.reading.proposal import WRITE_THE_NEED, Proposal, Reading, Sentence
from features.reading.roles import participant_role
from features.reading.scope import doubt, negated, other_person, past
from features.reading.support import support_needs
from features.reading.told import leftovers, read_told
from features.reading.travel import read_transport
from features.reading.weekly import read_hours
from features.vocabulary import Source

_SCALARS: Final = ("hours_min", "hours_wish", "hours_max", "home", "earliest_start")
_WIDENS: Final = frozenset({"credentials", "languages", "transport", "skills"})
"""Fields that open doors: an unsure reading of them is left to a person, while an unsure limit is kept."""


def read_participant(text: str, on: date | None = None) -> Reading:
    """Proposals, sentence roles and questions from notes about a person, in Danish or English.

    ``on`` is the day the notes were written (default: today); dates without a year are counted from it.
    """
    doc = document(text)
    day = on or date.today()
    readers = (
        read_hours(doc), read_availability(doc), night_need(doc), read_needs(doc), read_transport(doc), read_home(doc),
        held_credentials(doc), known_languages(doc), read_wishes(doc), read_unwanted(doc), support_needs(doc),
        _start(doc, day), read_told(doc),
    )  # fmt: skip
    told = [item for reader in readers for item in reader]
    proposals = sorted((*told, *leftovers(doc, told)), key=lambda item: (item.start, item.end))
    return Reading(tuple(_one_night(proposals)), tuple(_sentences(doc)), (*_questions(doc), *missing_times(doc)))


def _one_night(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    seen: set[str] = set()
    for proposal in proposals:
        if proposal.field == "functional_needs":
            if proposal.value["code"] in seen:
                continue
            seen.add(proposal.value["code"])
        yield proposal


def _sentences(doc: Document) -> Iterator[Sentence]:
    for number, (start, end) in enumerate(doc.sentences):
        clauses = [clause for clause in doc.clauses if clause.sentence == number]
        yield Sentence(doc.text[start:end], doc.place(start), doc.place(end), participant_role(clauses))


def _questions(doc: Document) -> Iterator[Proposal]:
    """A question per word of health that speaks of the participant and is not denied."""
    seen: set[str] = set()
    for item in sensitive(doc.text):
        clause, word = doc.clause_at(item.start), doc.low[item.start : item.end]
        if item.kind in HEALTH and word not in seen and not _of_nobody(clause, item):
            seen.add(word)
            start, end = doc.place(item.start), doc.place(item.end)
            yield Proposal("functional_needs", WRITE_THE_NEED, start, end, doc.text[item.start : item.end], 0.9)


def _of_nobody(clause: Clause, item: Found) -> bool:
    return other_person(clause) or negated(clause, item.start, item.end, 3)


_STARTING: Final = re.compile(
    r"\b(?:start\w*|begynd\w*|ledig|klar|til rådighed|fra|tidligst|efter|available|begin\w*|from|"
    r"opstart)\b"
)
_NOT_START: Final = re.compile(
    r"\b(?:født|fødselsdag|kom til danmark|ankom|flyttede|startede|blev|siden|har boet|arrived|born|"
    r"eksamen|prøve i dansk|danskprøve|til lægen|ferie|bryllup|samtale|møde|operer\w*|afslut\w*)\b"
)


def _start(doc: Document, on: date) -> Iterator[Proposal]:
    for item in dates(doc, on):
        clause = doc.clause_at(item.start)
        before = clause.low[: max(0, item.start - clause.start)]
        if _STARTING.search(before) and not _NOT_START.search(before) and not other_person(clause):
            yield found(doc, "earliest_start", item.day.isoformat(), item.start, item.end, 0.85 * doubt(clause))
            return
    for match, clause in doc.find(_AT_ONCE):
        if not (negated(clause, match.start(), match.end()) or past(clause) or other_person(clause)):
            yield found(doc, "earliest_start", on.isoformat(), match.start(), match.end(), 0.75 * doubt(clause))
            return


_AT_ONCE: Final = re.compile(
    r"\b(?:begynde|starte|startklar|klar|ledig|begin|start|available)(?: (?:til at \w+|at \w+|work|job))?"
    r" (?:nu|straks|med det samme|omgående|right away|immediately|now)\b"
)


def participant_from_text(id: str, text: str, *, on: date | None = None, **known: Any) -> Participant:
    """A ``Participant`` from ``text``; fields in ``known`` are kept as they are.

    What is read gets provenance ``text``, unconfirmed, with confidence and evidence. Readings that would open doors
    (licences, languages, transport) are only taken when they are sure; limits are taken when in doubt.

    Raises:
        InvalidRecord: when ``known`` itself does not hold.
    """
    day = on or date.today()
    reading = read_participant(text, day)
    fields: dict[str, Any] = {"id": id, **known}
    provenance: dict[str, Any] = dict(known.get("provenance", {}))
    for name, proposals in grouped(reading.proposals, _WIDENS).items():
        if name in known or name not in Participant.model_fields:
            continue
        fields[name] = _value(name, proposals)
        provenance[name] = provenance_of(proposals, day)
    return _made(fields | {"provenance": provenance}, known)


def _made(fields: dict[str, Any], known: Mapping[str, Any]) -> Participant:
    """The record; read hours that clash with known ones are dropped rather than the known changed."""
    try:
        return make(Participant, fields)
    except InvalidRecord as invalid:
        clashing = {fault.field.split(".")[0] for fault in invalid.faults} | (
            {"hours_min", "hours_wish", "hours_max"}
            if any(fault.field.startswith("hours") for fault in invalid.faults)
            else set()
        )
        dropped = clashing - set(known)
        if not dropped & set(fields):
            raise
        provenance = {name: value for name, value in fields["provenance"].items() if name not in dropped}
        return make(
            Participant,
            {name: value for name, value in fields.items() if name not in dropped} | {"provenance": provenance},
        )


def grouped(proposals: Iterable[Proposal], careful: frozenset[str]) -> dict[str, list[Proposal]]:
    """Proposals by field, the unsure ones left out (below 0.55 for ``careful`` fields, below 0.3 else)."""
    groups: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        if proposal.confidence >= (0.55 if proposal.field in careful else 0.3):
            groups.setdefault(proposal.field, []).append(proposal)
    return groups


def _value(name: str, proposals: list[Proposal]) -> Any:
    if name in _SCALARS:
        return max(proposals, key=lambda proposal: proposal.confidence).value
    if name in ("resources", "motivation"):
        return ". ".join(dict.fromkeys(str(proposal.value) for proposal in proposals))[:20_000]
    values: list[Any] = []
    for proposal in proposals:
        if proposal.value not in values:
            values.append(proposal.value)
    return values


def provenance_of(proposals: list[Proposal], on: date) -> dict[str, Any]:
    """Provenance ``text`` with the lowest confidence and the evidence of the field's proposals."""
    evidence = " | ".join(dict.fromkeys(proposal.evidence for proposal in proposals))[:300]
    safe = storable_evidence(evidence)
    return {
        "source": Source.TEXT,
        "recorded_at": on,
        "confirmed": False,
        "confidence": min(proposal.confidence for proposal in proposals),
        "evidence": safe,
    }


def storable_evidence(evidence: str) -> str | None:
    """``evidence`` unless it holds a word of ``illness.sensitive`` or a CPR number."""
    from features.vocabulary import holds_cpr

    return None if sensitive(evidence) or holds_cpr(evidence) else evidence
