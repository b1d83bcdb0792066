"""Support a participant needs at the start, and what a site says it offers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from features.reading.document import Document
from features.reading.finding import found
from features.reading.lexicon import table, words
from features.reading.proposal import Proposal
from features.reading.scope import Force, doubt, force, negated, other_person, past

_ABOUT_PERSON: Final = re.compile(
    r"\b(?:har (?:en |allerede )?(?:god )?(?:mentor|kontaktperson)|fungere som|som mentor|var mentor|"
    r"mentor for|som tolk|arbejdet som|hedder|tolk for)\b"
)


_HOW_OFTEN: Final = re.compile(
    r"\b(?:tæt|løbende|ugentlig\w*|jævnlig\w*|fast|faste|daglig\w*|hyppig\w*|regelmæssig\w*|megen|meget|støtte|samtaler|"
    r"følges|close|weekly|regular|daily)\b"
)
"""Follow-up that is asked for, unlike the heading "Opfølgning" or one that has been agreed."""


@lru_cache(maxsize=2)
def _patterns(side: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, words(patterns)) for code, patterns in table("support")[side].items())


def support_needs(doc: Document) -> Iterator[Proposal]:
    """Proposals for a participant's ``support_needs``."""
    for code, pattern in _patterns("participant"):
        for match, clause in doc.find(pattern):
            if other_person(clause) or past(clause) or _ABOUT_PERSON.search(clause.low):
                continue
            power = force(clause, match.start(), match.end())
            denied = negated(clause, match.start(), match.end(), 5) and not re.search(
                r"\b(?:ikke|uden)\b.*\buden\b", clause.low
            )
            without = re.search(r"\b(?:ikke|svært)\b.{0,40}\buden\b", clause.low)
            if (denied and not without) or power in (Force.ABLE, Force.UNWANTED, Force.RATHER_NOT):
                continue
            if code == "follow_up" and not power and not _HOW_OFTEN.search(clause.low):
                continue
            sure = 0.85 if power or without else 0.6
            yield found(doc, "support_needs", code, match.start(), match.end(), sure * doubt(clause))
            break


_OFFERED_BY_OTHERS: Final = re.compile(
    r"\b(?:du (?:skal|kan|vil) (?:\w+ )?(?:være|fungere som|oplære)|oplære nye|erfaring som|"
    r"som mentor for|du har (?:\w+ )?(?:været )?(?:mentor|kontaktperson)|kontaktperson for|"
    r"er kontaktperson|kontaktpersoner for|børn\w*|borger\w*|beboer\w*|forældre\w*|barnet\w*|elever\w*|"
    r"de unge|funktion som|opgaver som|rollen som)\b"
)


def site_support(doc: Document) -> Iterator[Proposal]:
    """Proposals for a vacancy's ``site_support``."""
    for code, pattern in _patterns("site"):
        for match, clause in doc.find(pattern):
            first, last = doc.sentence_at(match.start())
            about = clause.low if code in ("mentor", "contact_person", "quiet_place", "small_team", "own_pace") else ""
            if about and _OFFERED_BY_OTHERS.search(about):
                continue
            if (
                code != "no_customers"
                and negated(clause, match.start(), match.end(), 4)
                and not match[0].startswith(("ingen", "uden"))
            ):
                continue
            if code == "calm_introduction" and re.search(
                r"\b(?:oplæring af|oplære|af nye|deltage i oplæring)", doc.low[first:last]
            ):
                continue
            yield found(doc, "site_support", code, match.start(), match.end(), 0.8)
            break
