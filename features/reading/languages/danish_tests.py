"""Danish by the state's tests (Prøve i Dansk, Studieprøven) and by the modules of Danskuddannelse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from features.reading.document import Clause, Document
from features.reading.languages.levels import ALL, known, level_in, skills_in
from features.reading.languages.mentions import names_a_language
from features.reading.proposal import Proposal
from features.reading.scope import negated, other_person
from features.vocabulary import CEFR_ORDER, DANISH_TESTS, Cefr

_TEST: Final = re.compile(
    r"\b(?:prøve (?:i|på) dansk|pd|danskprøve|dansk prøve)[ -]?(?P<n>[123])\b|\b(?P<sp>studieprøven|"
    r"studieprøve)\b"
)
_MODULE: Final = re.compile(
    r"\bmodul(?:test)? ?(?P<m>[1-6])\b(?:[^.;\d]{0,25}\b(?:du|danskuddannelse) ?(?P<u>[123])\b)?|\b(?:du|"
    r"danskuddannelse) ?(?P<u2>[123])\b[^.;\d]{0,18}\bmodul ?(?P<m2>[1-6])\b|\b(?:du|"
    r"danskuddannelse) ?(?P<u3>[123])[.,](?P<m3>[1-6])\b"
)
_MODULES: Final = MappingProxyType(
    {
        1: ("pre_A1", "pre_A1", "A1", "A1", "A2", "A2"),
        2: ("A1", "A1", "A2", "A2", "B1", "B1"),
        3: ("A1", "A2", "B1", "B1", "B2", "C1"),
    }
)
"""CEFR that is worked on in module 1–6 of Danskuddannelse 1–3 (SIRI's module descriptions, rounded down)."""
_PASSED_NOT: Final = re.compile(
    r"\b(?:skal (?:til|op til|have)|går til|mod|i gang med|læser til|vil (?:gerne )?(?:tage|bestå)|"
    r"mangler|ikke bestået|op til|forbereder\w*|arbejder på|working towards|dumpe\w*|tilmeldt|venter på|"
    r"næste|til (?:sommer|efterår|foråret?|vinter|jul|maj|juni|november|december)|til sommeren|endnu)\b"
)


def tests(doc: Document) -> Iterator[Proposal]:
    """What a test stands for when it is passed, and one level less while it is only worked for."""
    for match, clause in doc.find(_TEST):
        if other_person(clause):
            continue
        level = DANISH_TESTS["SP" if match["sp"] else f"PD{match['n']}"]
        unsure = _PASSED_NOT.search(_beside(clause, match)) or negated(clause, match.start(), match.end())
        reached = _below(level) if unsure else level
        weaker = {} if unsure else _weaker(doc.low[match.end() : doc.sentence_at(match.start())[1]], level)
        levels = dict.fromkeys(ALL, reached.value) | weaker
        source, sure = ("consultant", 0.5) if unsure else ("test", 0.95)
        yield known(doc, "da", levels, source, match.span(), sure)


def modules(doc: Document) -> Iterator[Proposal]:
    """What is worked on in a module; of Danskuddannelse 2 where it is not said which."""
    for match, clause in doc.find(_MODULE):
        if other_person(clause):
            continue
        school = match["u"] or match["u2"] or match["u3"]
        level = _MODULES[int(school or 2)][int(match["m"] or match["m2"] or match["m3"]) - 1]
        yield known(doc, "da", dict.fromkeys(ALL, level), "module", match.span(), 0.85 if school else 0.6)


def _weaker(rest: str, passed: Cefr) -> dict[str, str]:
    """The skills that the words after a passed test say are weaker: "bestået PD2, men skriver usikkert"."""
    levels: dict[str, str] = {}
    for part in re.split(r"[,;]|\b(?:og|men|but|and)\b", rest):
        if names_a_language(part):
            break
        told = level_in(part)
        if told and Cefr(told).rank < passed.rank:
            levels |= dict.fromkeys(skills_in(part), told)
    return levels


def _beside(clause: Clause, match: re.Match[str]) -> str:
    """What stands with a test between the nearest commas or joining words: "har bestået PD2 og læser op til PD3"."""
    before, after = clause.low[: match.start() - clause.start], clause.low[match.end() - clause.start :]
    return re.split(r",| og | men ", before)[-1] + " " + re.split(r",| og | men ", after)[0]


def _below(level: Cefr) -> Cefr:
    return CEFR_ORDER[max(0, level.rank - 1)]
