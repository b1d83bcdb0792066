"""What the person has done and can, in the words of the text; nothing that is about work is lost.

Work told of is a perfect or past form ("har siddet ved et bånd og pakket", "she cleaned"), a trade ("frisør i 15
år") or years of something ("rengøring, 3 år"). What no reader took and what is not about family, health, housing or
lessons becomes a wish when it looks forward, else a resource, both with low confidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from features.reading.document import Clause, Document
from features.reading.finding import found
from features.reading.illness import names_illness, sensitive
from features.reading.languages import rates_a_skill
from features.reading.numbers import NUMBER, number
from features.reading.preferences import about_time_only, names_work, storable
from features.reading.proposal import Proposal
from features.reading.roles import clause_role
from features.reading.said import in_care
from features.reading.scope import Force, cues, doubt, kin_speaks, other_person
from features.reading.titles import title_told
from features.reading.travel import tells_how_far
from features.reading.work_done import perfect, perfect_end
from features.vocabulary import Evidence


def read_told(doc: Document) -> Iterator[Proposal]:
    """Experience, skills and resources in the person's or the consultant's own words."""
    for clause in doc.clauses:
        if other_person(clause) or (kin_speaks(clause) and not _WORKED_THERE.search(clause.low)):
            continue
        if _UNDER_CONDITIONS.match(clause.low):
            continue
        role = clause_role(clause)
        if role == "limit" and 0 < perfect_end(clause.low) <= min((cue[0] for cue in cues(clause.low)), default=0):
            role = "experience"
        run_on = role == "wish" and (perfect(clause.low) or title_told(clause.low)) and len(clause.low) > 30
        text = _kept(_without_name(clause.text)) if run_on or role in ("experience", "resource") else None
        if text is None or len(text) < 3:
            continue
        if (run_on or role == "experience") and not _no_experience(clause):
            text = _PAIN_FIRST.sub("", text)
            yield found(
                doc, "experience", _experience(text, clause.low), clause.start, clause.end, 0.75 * doubt(clause)
            )
        elif role == "resource" and not re.search(r"\bkøre (?:mig|hende|ham)\b", clause.low):
            yield from _resource(doc, clause, text)


def _kept(text: str) -> str | None:
    """``text`` as it may be kept; of one that goes on to illness, what stands before the comma."""
    if (whole := storable(text)) is not None:
        return whole
    named = next(iter(sensitive(text)), None)
    return storable(text[: named.start].rpartition(",")[0]) if named else None


def _experience(text: str, low: str) -> dict[str, Any]:
    value: dict[str, Any] = {"text": text}
    if evidence := _evidence(low):
        value["evidence"] = evidence.value
    if months := _months(low):
        value["months"] = months
    return value


def _resource(doc: Document, clause: Clause, text: str) -> Iterator[Proposal]:
    yield found(doc, "resources", text, clause.start, clause.end, 0.7 * doubt(clause))
    able = re.search(r"\b(?:kan|god til|dygtig til|can|good at|ferm til|flink til)\b", clause.low)
    if able and not re.search(r"\b(?:ikke|not|køre (?:hende|ham|mig))\b", clause.low):
        yield found(doc, "skills", {"text": text}, clause.start, clause.end, 0.65 * doubt(clause))


_TEST_PASSED: Final = re.compile(
    r"\b(?:bestået|taget|gennemført|afsluttet|passed)\b.{0,30}"
    r"\b(?:danskprøve\w*|prøve i dansk|pd ?\d|studieprøve\w*|modul)"
)
"""A test of Danish is a language, no work."""
_PAIN_FIRST: Final = re.compile(
    r"^.*\b(?:ondt|smerter?|gener|slid\w*|skade\w*|øm\w*|træt\w*|pain|aches?|sore)\b.*?\b(?:efter|fra|pga\.?|"
    r"på grund af|after|from)\s+",
    re.IGNORECASE,
)
"""What the work has done to somebody is a need; only the work is experience: "ondt i ryggen efter år som chauffør"."""
_WORKED_THERE: Final = re.compile(r"\b(?:hvor|where) (?:han|hun|jeg|he|she|i) \w+")
_FORWARD: Final = re.compile(
    r"\b(?:indtil da|i mellemtiden|imens|noget (?:med|i|inden ?for|andet|praktisk\w*|hvor|a la)|drøm\w*|"
    r"kunne tænke|på sigt|"
    r"åbe?n(?:t|e)? (?:for|over for)|ja til|tager (?:også|gerne)|mod på|klar på|vil (?:bruge|prøve|lære|være|"
    r"arbejde|helst)|open to|"
    r"happy to|ok med|prøve kræfter|interesse\w*|mål(?:et)?\b|ønske\w*|gerne|something (?:with|in)|dreams?|hopes?)\b"
)
_PRIVATE: Final = re.compile(
    r"\b(?:børn\w*|barn\w*|gift|skilt|enke\w*|enlig|mand(?:en)?|kone\w*|ægtefælle|familie\w*|søn\w*|dat(?:ter|"
    r"re)\w*|forældre\w*|"
    r"slid\w*|knæ\w*|ryg\w*|skuld\w*|hænder\w*|født|mor|far|pige\w*|dreng\w*|kommer fra|danmark|denmark|ondt|"
    r"henvist\w*|opvokset|alder|arbejdsevne|jobparat|børnehave|læge\w*|sygehus\w*|"
    r"behandling\w*|syg\w*|helbred\w*|smerte\w*|søvn\w*|sover|medicin\w*|psykolog\w*|træt\w*|"
    r"bolig\w*|lejlighed\w*|"
    r"flytte\w*|bor|boet|boede|født|kom til|ankom|ophold\w*|flygtning\w*|familiesammenført\w*|sprogskole\w*|"
    r"undervisning\w*|skole\w*|"
    r"sprogcenter\w*|kontanthjælp\w*|ydelse\w*|sagsbehandler\w*|jobcenter\w*|kommune\w*|gravid\w*|samtale\w*|"
    r"møde(?:t)? (?:med|hos)|"
    r"husband|wife|married|divorced|kids|child\w*|lives?|arrived|born|hospital|doctor|school|benefits?|hedder|"
    r"name is|år gammel|\d\d år(?! (?:som|i|på|med|hos))|"
    r"transport\w*|bus\w*|cykel|bil|tog|kørekort\w*|kk|dansk|sprog\w*|pauser?|diagnose\w*|tidligst|kl|"
    r"hverdag\w*|muslim\w*)\b"
)
_DENIED: Final = re.compile(
    r"\b(?:træt af|er træt|ikke|ingen|intet|aldrig|uden|mangler|hverken|not?|never|without|nej|svært|problem\w*|"
    r"bange|tør)\b"
)
_FINITE: Final = re.compile(r"\b(?:er|kan|har|skal|må|blev|is|can|has|was|var|arbejder|passer|laver)\b")
_VERB: Final = re.compile(
    r"\b(?:er|kan|har|møder|arbejder|laver|lærer|passer|hjælper|bruger|holder|tager|løser|viser|elsker|trives|"
    r"går|giver|is|can|has|"
    r"\w{3,}er)\b"
)


def leftovers(doc: Document, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Clauses about work that no reader took: wishes when they look forward, else resources; both unsure."""
    spans = [(item.start, item.end) for item in proposals]
    for clause in doc.clauses:
        first, last = doc.place(clause.start), doc.place(clause.end)
        taken = any(start < last and first < end for start, end in spans)
        if (
            taken
            or other_person(clause)
            or kin_speaks(clause)
            or _DENIED.search(clause.low)
            or _burdened(clause)
            or rates_a_skill(clause.low)
            or _SAID_LAST.search(clause.low)
            or _REASON_FIRST.match(clause.low)
            or _UNDER_CONDITIONS.match(clause.low)
            or tells_how_far(clause.low)
            or (in_care(clause) and re.search(r"\d", clause.low))
            or names_illness(clause.low)
        ):
            continue
        works = names_work(clause.low)
        text = storable(_without_name(clause.text))
        if text is None or len(text) < 8 or about_time_only(clause.low) or (_PRIVATE.search(clause.low) and not works):
            continue
        if _FORWARD.search(clause.low) or (works and not _FINITE.search(clause.low)):
            yield found(doc, "wishes", {"kind": "task", "value": text, "weight": 0.6}, clause.start, clause.end, 0.4)
        elif works or (len(text.split()) > 1 and _VERB.search(clause.low)):
            yield found(doc, "resources", text, clause.start, clause.end, 0.35)


_SAID_LAST: Final = re.compile(r"^(?:snak(?:ken)?|samtale[nr]?|notat(?:et)?|(?:the |our )?(?:talk|notes?))\b")
"""The notes speak of themselves."""
_REASON_FIRST: Final = re.compile(r"(?:fordi|eftersom|because)\b")
"""A clause that only says why tells of no work."""
_UNDER_CONDITIONS: Final = re.compile(r"(?:når|hvis|hver gang|whenever|if)\b")
"""What is the case only now and then ("når hun har stået en time") tells of no work done and no strength."""


def _burdened(clause: Clause) -> bool:
    """The clause tells of what is hard ("bliver let forvirret"); becoming something ("bliver glad") is not hard yet."""
    hard = (clause.low[start:end] for start, end, force in cues(clause.low) if force is Force.HARDLY)
    return any(words != "bliver" for words in hard)


def _no_experience(clause: Clause) -> bool:
    return _TEST_PASSED.search(clause.low) is not None or bool(
        re.search(
            r"\b(?:ingen|ikke|aldrig|intet|uden|mangler|no|never)\b[^,;]{0,30}\b(?:erfaring|arbejdet|"
            r"haft (?:job|arbejde)|"
            r"experience|worked|uddannelse)\b",
            clause.low,
        )
    )


_NAME: Final = re.compile(
    r"^(?:(?:Og|Men|Desuden|Derudover|Samtidig|And|But)\s+)?(?:(?:Hun|Han|Jeg|hun|han|jeg|Borgeren|She|He|I|"
    r"Vedkommende)\s+|(?:[A-ZÆØÅ][\w-]+\s+){1,2}(?:\(\d+(?: år)?\),?\s*)?)"
    r"(?=(?:har|er|kan|vil|var|arbejdede|drev|passede|lavede|"
    r"solgte|has|is|can|was|worked|ran|kommer|ønsker)\b)|^[A-ZÆØÅ][\w-]+:\s+"
)


_JOINT: Final = re.compile(r"^(?:og|men|samt|and|but|så|desuden|derudover)\s+", re.IGNORECASE)


def _without_name(text: str) -> str:
    """The clause without its subject, so that no name is kept."""
    return _NAME.sub("", _JOINT.sub("", text))


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
    match = re.search(
        rf"(?<!for )(?<!er )(?<!fylder )(?<![\d.,])(?P<n>{NUMBER})\s*(?P<u>års?|måneders?|years?|"
        rf"months?)\b(?! siden| gammel| ago| old| fra\b| from\b)",
        low,
    )
    amount = number(match["n"]) if match else None
    if match is None or amount is None:
        return None
    months = round(amount * (12 if match["u"].startswith(("år", "year")) else 1))
    return months if 0 < months <= 720 else None
