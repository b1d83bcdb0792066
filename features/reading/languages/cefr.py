"""Levels that are written as CEFR ("B1 i dansk, A2 skriftligt"): of which language and which skill."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from features.reading.document import Clause, Document
from features.reading.languages.levels import ALL, SKILL_WORDS, known, skills_in, speaks_on
from features.reading.languages.mentions import mentions, names_a_language
from features.reading.proposal import Proposal
from features.reading.scope import doubt

CEFR: Final = re.compile(r"\b(?:niveau |på |level )?(a1|a2|b1|b2|c1|c2)\b(?!-?(?:kørekort|kort|certifikat))")
_DANISH_WORDS: Final = re.compile(r"\b(?:dansk|danish|sprog\w*|modul|prøve|studieprøve\w*|du ?[123])\b")
FAR: Final = 10
"""Letters from a level to the word of a skill, from which on it is not about it."""


def written_levels(doc: Document) -> Iterator[Proposal]:
    """A proposal for every level that stands by a language, or by words for Danish."""
    for match, clause in doc.find(CEFR):
        spoken = names_a_language(clause.low)
        told_on = not spoken and speaks_on(clause.low) and _last_language(clause.before)
        if not (_DANISH_WORDS.search(clause.low) or spoken or told_on):
            continue
        code = _nearest_language(clause, match.start()) or told_on or "da"
        several = len(CEFR.findall(doc.low, *doc.sentence_at(match.start()))) > 1
        skills = _skills_beside(clause, match.start()) if several else []
        levels = dict.fromkeys(skills or ALL, match[1].upper())
        yield known(doc, code, levels, "consultant", match.span(), 0.92 * doubt(clause))


def _skills_beside(clause: Clause, place: int) -> list[str]:
    """The skill whose word stands nearest to a level at ``place``; none when it is far away."""
    skills = skills_in(clause.low)
    if not skills:
        return []
    nearest = min(skills, key=lambda skill: _distance(clause, skill, place))
    if _distance(clause, nearest, place) >= FAR:
        return []
    return ["speak", "listen"] if nearest == "speak" else [nearest]


def _distance(clause: Clause, skill: str, place: int) -> int:
    """How far a skill word stands from a level, a comma in between counting as far."""
    here, words = place - clause.start, dict(SKILL_WORDS)[skill]
    gaps = []
    for match in words.finditer(clause.low):
        first, last = (match.end(), here) if match.end() <= here else (here + 2, match.start())
        gaps.append(max(0, last - first) + FAR * clause.low.count(",", first, last))
    return min(gaps)


def _nearest_language(clause: Clause, place: int) -> str | None:
    """The language a level at ``place`` belongs to: the one right after it ("B2 i tysk"), else the last before it.

    A language with a level of its own in between ("engelsk B2, A2 i dansk") keeps that one.
    """
    here = place - clause.start
    named = mentions(clause.low)
    levels = [match.start() for match in CEFR.finditer(clause.low)]
    before = [one for one in named if one[1] <= here and not any(one[1] <= other < here for other in levels)]
    after = [one for one in named if one[0] > here and not any(here < other < one[0] for other in levels)]
    if after and (not before or _cut_off(clause.low[before[-1][1] : here])):
        gap = clause.low[here + 2 : after[0][0]]
        if not before or re.fullmatch(r"\+?\s*(?:niveau\s*)?(?:i|på|in)?\s*(?:mundtlig\w*|skriftlig\w*)?\s*", gap):
            return after[0][2]
    if before:
        return before[-1][2]
    earlier = [one for one in named if one[1] <= here]
    return (earlier[-1] if earlier else named[0])[2] if named else None


def _last_language(low: str) -> str | None:
    """The language named last in ``low``."""
    named = mentions(low)
    return named[-1][2] if named else None


def _cut_off(gap: str) -> bool:
    return bool(re.search(r",|;|/|\b(?:og|and)\b", gap))
