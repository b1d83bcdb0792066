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
from features.reading.languages import known_languages
from features.reading.lexicon import illness
from features.reading.needs import read_needs
from features.reading.preferences import read_unwanted, read_wishes, storable
from features.reading.proposal import WRITE_THE_NEED, Proposal, Reading, Sentence
from features.reading.roles import clause_role, participant_role
from features.reading.scope import doubt, kin_speaks, negated, other_person
from features.reading.support import support_needs
from features.reading.travel import read_home, read_transport
from features.reading.weekly import read_hours
from features.vocabulary import Evidence, Source

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
        _start(doc, day), _told(doc),
    )  # fmt: skip
    proposals = sorted((item for reader in readers for item in reader), key=lambda item: (item.start, item.end))
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
    seen: set[str] = set()
    for match in illness().finditer(doc.low):
        if (
            match[0] not in seen
            and not other_person(doc.clause_at(match.start()))
            and not negated(doc.clause_at(match.start()), match.start(), match.end(), 3)
        ):
            seen.add(match[0])
            yield Proposal(
                "functional_needs",
                WRITE_THE_NEED,
                doc.place(match.start()),
                doc.place(match.end()),
                doc.text[match.start() : match.end()],
                0.9,
            )


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


def _told(doc: Document) -> Iterator[Proposal]:
    """Experience, skills and resources in the person's or the consultant's own words."""
    for clause in doc.clauses:
        if other_person(clause) or kin_speaks(clause):
            continue
        role = clause_role(clause)
        text = storable(_without_name(clause.text)) if role in ("experience", "resource") else None
        if text is None or len(text) < 6:
            continue
        if role == "experience" and not _no_experience(clause):
            value: dict[str, Any] = {"text": text}
            if evidence := _evidence(clause.low):
                value["evidence"] = evidence.value
            if months := _months(clause.low):
                value["months"] = months
            yield found(doc, "experience", value, clause.start, clause.end, 0.75 * doubt(clause))
        elif role == "resource" and not re.search(r"\bkøre (?:mig|hende|ham)\b", clause.low):
            yield found(doc, "resources", text, clause.start, clause.end, 0.7 * doubt(clause))
            if re.search(
                r"\b(?:kan|god til|dygtig til|can|good at|ferm til|flink til)\b", clause.low
            ) and not re.search(r"\b(?:ikke|not|køre (?:hende|ham|mig))\b", clause.low):
                yield found(doc, "skills", {"text": text}, clause.start, clause.end, 0.65 * doubt(clause))


def _no_experience(clause: Clause) -> bool:
    return bool(
        re.search(
            r"\b(?:ingen|ikke|aldrig|intet|uden|no|never)\b[^,;]{0,30}\b(?:erfaring|arbejdet|haft (?:job|arbejde)|"
            r"experience|worked|uddannelse)\b",
            clause.low,
        )
    )


_NAME: Final = re.compile(
    r"^(?:(?:Og|Men|Desuden|Derudover|Samtidig|And|But)\s+)?(?:(?:Hun|Han|Jeg|Borgeren|She|He|I|"
    r"Vedkommende)\s+|(?:[A-ZÆØÅ][\w-]+\s+){1,2})(?=(?:har|er|kan|vil|var|arbejdede|drev|passede|lavede|"
    r"solgte|has|is|can|was|worked|ran|kommer|ønsker)\b)"
)


def _without_name(text: str) -> str:
    """The clause without its subject, so that no name is kept."""
    return _NAME.sub("", text)


def _evidence(low: str) -> Evidence | None:
    if re.search(r"\b(?:frivillig\w*|ulønnet|praktik\w*|volunteer\w*|unpaid|hjalp|hjulpet|nytteindsats)\b", low):
        return Evidence.UNPAID
    if re.search(
        r"\b(?:hjemme(?!plej|hjælp|service)\w*|husholdning|derhjemme|familien|sin mor|sin far|"
        r"sine (?:søskende|børn|forældre|børnebørn)|"
        r"egne børn|eget hjem|for familie|at home|household|hus og have|til husbehov|naboer)\b",
        low,
    ):
        return Evidence.HOME
    if re.search(r"\b(?:kursus|kurser|kurset|course|amu\w*|oplært|certifikat)\b", low):
        return Evidence.COURSE
    if re.search(
        r"\b(?:ansat|arbejdet (?:som|på|i|med|hos)|arbejdede|job|løn|stilling|virksomhed|fabrik|firma|"
        r"selvstændig|butik|drev|drevet|vikar|afløser|worked|employed|år som|company|restaurant)\b",
        low,
    ):
        return Evidence.PAID
    return None


def _months(low: str) -> int | None:
    from features.reading.numbers import NUMBER, number

    match = re.search(
        rf"(?<!for )(?<!er )(?<!fylder )(?<![\d.,])(?P<n>{NUMBER})\s*(?P<u>års?|måneders?|years?|"
        rf"months?)\b(?! siden| gammel| ago| old)",
        low,
    )
    amount = number(match["n"]) if match else None
    if match is None or amount is None:
        return None
    months = round(amount * (12 if match["u"].startswith(("år", "year")) else 1))
    return months if 0 < months <= 720 else None


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
    """``evidence`` unless it names an illness or holds a CPR number."""
    from features.vocabulary import holds_cpr

    return None if illness().search(evidence.lower()) or holds_cpr(evidence) else evidence
