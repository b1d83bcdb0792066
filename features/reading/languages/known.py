"""Languages a participant knows, as CEFR per skill where the text says enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from features.reading.document import Clause, Document
from features.reading.languages.cefr import written_levels
from features.reading.languages.danish_tests import modules, tests
from features.reading.languages.levels import ALL, LEVEL_WORDS, SPOKEN, known, skills_in, speaks_on, split_levels
from features.reading.languages.mentions import own_part
from features.reading.lexicon import coded
from features.reading.proposal import Proposal
from features.reading.scope import doubt, other_person, plain

_NO_LANGUAGE: Final = re.compile(
    r"dansk (?:autoris\w*|statsborger\w*|kørekort|pas|arbejdsmarked\w*|kultur|mad|samfund|uddannelse\w*|mand|kone|"
    r"kæreste|familie|virksomhed\w*|jernindustri|erhverv\w*|lov\w*|folke\w*|venner|hverdag|"
    r"arbejdsplads\w*|kolleg\w*|supermarked|nationalitet|erfaring)|danish (?:citizen\w*|law|companies|"
    r"company|labour|driving|society|class\w*|lesson\w*)|på dansk grund|engelsk bulldog|"
    r"(?:dansk)(?:undervisning|kursus)"
)


def known_languages(doc: Document) -> Iterator[Proposal]:
    """One proposal per language; statements about the same language are put together, tests beat impressions."""
    merged: dict[str, tuple[dict[str, Any], Proposal]] = {}
    for proposal in (*tests(doc), *modules(doc), *_implied(doc), *written_levels(doc), *_named(doc)):
        code = proposal.value["language"]
        held = merged.get(code)
        merged[code] = (proposal.value, proposal) if held is None else ({**proposal.value, **held[0]}, held[1])
    for value, first in merged.values():
        yield Proposal("languages", value, first.start, first.end, first.evidence, first.confidence)


_SOMEWHAT: Final = re.compile(r"\bforstår (?:det meste|meget af|en del)\b(?!.{0,25}(?:arabisk|engelsk|tysk))")


_DANE: Final = re.compile(
    r"(?:en |etnisk |ung )*dansk(?:født)? (?:kvinde|mand|pige|fyr|dreng)\b|(?:kvinde|mand|kv\.|m\.|"
    r"k),? (?:på )?(?:\d+(?: år)?,? )?"
    r"(?:etnisk )?dansk\b(?! (?:på|modul|pd|[abc]\d|prøve|nok|mand))(?=\W*(?:$|[,.;(]))"
)
"""Somebody whose mother tongue is Danish: "Dansk kvinde, 56 år", "Mand, 60, dansk"."""


def _implied(doc: Document) -> Iterator[Proposal]:
    """Danish that is spoken of without its name: "forstår det meste"."""
    for match, clause in doc.find(_SOMEWHAT):
        if not other_person(clause):
            yield known(doc, "da", {"listen": "A2"}, "consultant", match.span(), 0.5)
            return
    for match, clause in doc.find(_DANE):
        if not other_person(clause) and match.start() == clause.start:
            yield known(doc, "da", dict.fromkeys(ALL, "C2"), "consultant", match.span(), 0.7)
            return


def _named(doc: Document) -> Iterator[Proposal]:
    for code, pattern in coded("languages"):
        for match, clause in doc.find(pattern):
            if other_person(clause) or _NO_LANGUAGE.search(doc.low, max(0, match.start() - 2), match.end() + 22):
                continue
            if not _speaks(clause, match) or (code == "da" and re.search(r"\b(?:tv|film|musik|aviser)\b", clause.low)):
                continue
            yield _about(doc, code, clause, match)


@lru_cache(maxsize=1)
def _listing() -> re.Pattern[str]:
    names = "|".join(pattern.pattern for _, pattern in coded("languages"))
    levels = "|".join(words for _, words in LEVEL_WORDS)
    return re.compile(
        rf"(?:[\s,:/&+().-]|\b(?:{names}|{levels}|niveau|[abc][12]|og|samt|and|også|på|taler|sprog|eget|"
        rf"languages?|i|tale|"
        r"skrift|mundtligt?|skriftligt?|modul ?\d|danskuddannelse ?\d|du ?\d|pd ?\d)\b)*"
    )


def _speaks(clause: Clause, match: re.Match[str]) -> bool:
    """Whether the clause is about knowing a language at all ("arabisk mad" is not)."""
    if _listing().fullmatch(clause.low):
        return True
    return bool(
        re.search(
            r"\b(?:tale\w*|taler|snakke\w*|forstå\w*|læs\w*|skriv\w*|sprog\w*|modersmål\w*|flydende|kan|begå|"
            r"niveau|udtryk\w*|kommuniker\w*|speak\w*|understand\w*|read\w*|writ\w*|fluent\w*|native|language|"
            r"tongue|dansk(?:kundskab\w*|færdighed\w*):?|har (?:et )?(?:godt|fint|svagt|begrænset|intet|lidt|"
            r"gode)|mundtlig\w*|skriftlig\w*|klarer sig|lærer?|begynder\w*|på (?:arabisk|engelsk|dansk)|good|some|"
            r"basic|little)\b|(?:dansk|engelsk|english|danish|tysk)(?:en)? (?:er|is)\b|^\s*\w+\s*:|ord (?:dansk|"
            r"engelsk)|:\s",
            clause.low,
        )
    ) and not re.search(
        r"\b(?:mad|køkken|restaurant|butik|retter|grammatik)\b",
        clause.low[match.end() - clause.start : match.end() - clause.start + 14],
    )


def _about(doc: Document, code: str, clause: Clause, match: re.Match[str]) -> Proposal:
    """What a clause tells of one language it names."""
    confidence = 0.85 * doubt(clause)
    low = own_part(clause, match)
    before, after = _told_around(doc, clause)
    if _denied(low):
        skills = skills_in(low) or list(SPOKEN)
        told = split_levels(after)
        better = told if not set(told) & set(skills) else {}
        levels = dict.fromkeys(skills, "pre_A1") | better
        return known(doc, code, levels, "consultant", match.span(), confidence)
    levels = split_levels(" ".join((before, low, f"men {after}" if after else "")))
    source, sure = ("consultant", confidence) if levels else ("self", 0.6 * doubt(clause))
    return known(doc, code, levels, source, match.span(), sure)


def _told_around(doc: Document, clause: Clause) -> tuple[str, str]:
    """The neighbouring clauses of the sentence when they speak on about the same language.

    "Taler | og forstår dansk", "snakker dansk | men jeg skriver ikke så godt".
    """
    number = doc.clauses.index(clause)
    around = []
    for place in (number - 1, number + 1):
        other = doc.clauses[place] if 0 <= place < len(doc.clauses) else None
        same = other is not None and other.sentence == clause.sentence
        around.append(other.low if other and same and speaks_on(other.low) else "")
    return around[0], around[1]


def _denied(low: str) -> bool:
    if re.search(r"\b(?:ikke (?:så |særlig |ret )?(?:godt|meget|flydende|perfekt|sikker\w*|stærk\w*))\b", low):
        return False
    return bool(
        re.search(r"\b(?:ikke|intet|ingen|hverken|no|not|doesn.t|don.t|næsten ikke|uden|without)\b", plain(low))
    ) and not re.search(r"\b(?:svært|problem\w*)\b", low)
