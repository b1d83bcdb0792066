"""Forbidden and unjustified demands in one text: where they stand, what they are, how certain it is.

A sentence that welcomes everybody ("uanset alder", "både mænd og kvinder") asks for nobody; a demand that a sentence
takes back ("dansk som modersmål er ikke et krav") is none. What only looks alike is listed beside each demand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from features.fair.table import Demand, Kind, Law, Words, demands
from features.reading.asked import how_wanted
from features.reading.document import Document, document

SURE: Final = 0.9
UNSURE: Final = 0.6
SURE_ENOUGH: Final = 0.8
"""From this certainty on a forbidden demand is refused; below it somebody is asked to look."""

_WELCOME: Final = re.compile(
    r"\b(?:uanset|hvad enten|regardless|irrespective|velkomne?|velkommen|welcome|encourage[ds]?|opfordrer alle|"
    r"opfordres|både mænd og kvinder|alle aldre|all ages|mangfoldig\w*|forskellig baggrund|diskriminer\w*|"
    r"discriminat\w*|alle kan søge|everyone can apply|spiller ingen rolle|betyder (?:ikke|intet|ingenting)|"
    r"(?:ingen|nogen|no) (?:hindring|forhindring|barriere|obstacle|barrier)\w*|lige ?(?:meget|gyldigt|så)|underordnet|"
    r"(?:does not|doesn't|don't) (?:matter|mind|count|care)|(?:does not|doesn't) have to be|"
    r"(?:ikke|not|intet|no|ingen) (?:et |noget |a |en )?(?:krav|requirement|betingelse|necessary|nødvendigt)|"
    r"(?:ikke|ingen) hensyn til|(?:du|man) behøver (?:\w+ )?(?:ikke|hverken)|behøver (?:du|man) ikke|"
    r"you (?:do not|don't|need) (?:need to|have to|not)|(?:spørger|ask) (?:vi )?(?:ikke|aldrig|never|not)|"
    r"(?:do not|don't|never|not) ask|leave out|udelad|skriv ikke|plads til|room for)\b"
)
_NOT_ALL: Final = re.compile(
    r"\b(?:kun|only|udelukkende|undtagen|except|"
    r"(?:ikke|not|desværre|hverken) (?:\w+ )?(?:velkomne?|velkommen|welcome))\b"
)
_TAKEN_BACK: Final = re.compile(
    r"[^.;\n]{0,40}\b(?:ikke|not) (?:et |en |noget |a )?(?:krav|nødvendig\w*|betingelse|requirement|must|required)\b"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A demand found in ``field`` (``start:end`` of its text; 0:0 when the field itself is the demand)."""

    field: str
    start: int
    end: int
    evidence: str
    code: str
    kind: Kind
    laws: tuple[Law, ...]
    certainty: float

    @property
    def refused(self) -> bool:
        """Whether an advert that says this cannot be published."""
        return self.kind is Kind.FORBIDDEN and self.certainty >= SURE_ENOUGH

    def told(self) -> dict[str, str]:
        """The parameters of its sentence: what is asked, what to write instead, and the law."""
        return {"what": self.code, "instead": self.code, "law": ", ".join(map(str, self.laws[:1]))}


def found_in(text: str, field: str = "description") -> tuple[Finding, ...]:
    """Every demand of the table in ``text``, in the order of the text; nothing is justified yet."""
    return found_in_document(document(text), field)


def found_in_document(doc: Document, field: str = "description") -> tuple[Finding, ...]:
    """As ``found_in``, of a text that is cut already; places count in the text as it was given."""
    found = [item for span in doc.sentences for demand in demands().values() for item in _in(doc, span, demand, field)]
    return tuple(sorted(found, key=lambda item: (item.start, item.end, item.code)))


def forbidden_in(text: str) -> tuple[Finding, ...]:
    """The demands in ``text`` that no advert may make."""
    return tuple(item for item in found_in(text) if item.kind is Kind.FORBIDDEN)


def without_forbidden(text: str) -> str:
    """``text`` without the sentences that are refused; the same object when there are none."""
    doc = document(text)
    spans = [span for span in doc.sentences if _forbids(doc, span)]
    if not spans:
        return text
    for start, end in reversed(spans):
        first, last = doc.place(start), doc.place(end)
        text = text[:first] + text[last:].lstrip()
    return text.strip()


def _forbids(doc: Document, span: tuple[int, int]) -> bool:
    return any(item.refused for demand in demands().values() for item in _in(doc, span, demand, ""))


def _in(doc: Document, span: tuple[int, int], demand: Demand, field: str) -> Iterator[Finding]:
    """The first thing in a sentence that makes this demand; sure words before unsure ones."""
    low = doc.low[slice(*span)]
    if not any(cue in low for cue in demand.cue) and not (demand.named and demand.named.pattern.search(low)):
        return
    if demand.kind is Kind.FORBIDDEN and _WELCOME.search(low) and not _NOT_ALL.search(low):
        return
    for words, certainty in ((demand.always, SURE), (demand.demand, SURE), (demand.unsure, UNSURE)):
        aside = demand.aside if words is demand.unsure else None
        for match in words.pattern.finditer(doc.low, *span) if words else ():
            if words is demand.always or _asks(doc, span, demand, match, aside):
                yield _finding(doc, match, demand, field, certainty)
                return


def _overlaps(words: Words | None, doc: Document, span: tuple[int, int], match: re.Match[str]) -> bool:
    found = words.pattern.finditer(doc.low, *span) if words else ()
    return any(one.start() < match.end() and match.start() < one.end() for one in found)


def _asks(doc: Document, span: tuple[int, int], demand: Demand, match: re.Match[str], aside: Words | None) -> bool:
    if any(_overlaps(alike, doc, span, match) for alike in (demand.harmless, aside)):
        return False
    if not demand.lifted:
        return True
    if _TAKEN_BACK.match(doc.low, match.end(), span[1]):
        return False
    wanted = how_wanted(doc, doc.clause_at(match.start()), match)
    return wanted == "required" or (wanted == "preferred" and demand.kind is Kind.FORBIDDEN)


def _finding(doc: Document, match: re.Match[str], demand: Demand, field: str, certainty: float) -> Finding:
    start, end = match.span()
    evidence = doc.text[start:end].strip()
    return Finding(field, doc.place(start), doc.place(end), evidence, demand.code, demand.kind, demand.laws, certainty)
