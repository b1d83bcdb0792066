"""Licences, certificates and schooling a participant holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from features.reading.document import Clause, Document
from features.reading.finding import found
from features.reading.lexicon import coded
from features.reading.proposal import Proposal
from features.reading.scope import doubt, negated, not_yet, other_person
from features.vocabulary import Credential

MISSING: Final = "credentials_missing"
_TRAINED: Final = re.compile(
    r"\b(?:uddan\w*|autoris\w*|udlært|faglært|svend\w*|eksamineret|færdig som|har papirer|bevis|trained|"
    r"qualified|educated|licensed|authori[sz]\w*|certified|degree)\b|uddannet\b|uddannelse"
)
_ABROAD: Final = re.compile(
    r"\b(?:i|fra|in|from) (?:syrien|ukraine|eritrea|iran|irak|afghanistan|somalia|tyrkiet|libanon|"
    r"hjemlandet|udlandet|rusland|polen|rumænien|bosnien|kosovo|sudan|etiopien|congo|syria|"
    r"home country)\b|hjemlandet|udenlandsk|ikke (?:dansk|godkendt)|ukrainsk kørekort|syrisk kørekort"
)
_EXPIRED: Final = re.compile(
    r"\b(?:udløbet|frataget|mistet|inddraget|expired|lost|havde|dumpede|dumpet|ikke bestået)\b"
)
_NOT_HELD: Final = re.compile(r"\b(?:træt af|arbejde som|søger|job som|kontakt til|sammen med)\b")


def held_credentials(doc: Document) -> Iterator[Proposal]:
    """Proposals for ``credentials``; a credential that is denied, lost or still to come is ``credentials_missing``."""
    seen: dict[str, Proposal] = {}
    taken: list[tuple[int, int]] = []
    for code, pattern in (*coded("credentials"), *coded("education")):
        for match, clause in doc.find(pattern):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            for proposal in _judge(doc, code, clause, match):
                seen.setdefault(code, proposal)
    yield from seen.values()
    if "CE" in seen and seen["CE"].field == "credentials":
        yield from (p for code in ("C", "B") if code not in seen for p in _implied(seen["CE"], code))
    for big in ("C", "D", "BE"):
        if big in seen and "CE" not in seen and "B" not in seen and seen[big].field == "credentials":
            yield from _implied(seen[big], "B")


def _implied(by: Proposal, code: str) -> Iterator[Proposal]:
    """A larger licence holds the smaller one (kørekortbekendtgørelsen: C and D can only be had with B)."""
    yield Proposal("credentials", {"code": code}, by.start, by.end, by.evidence, round(by.confidence * 0.9, 2))


def _judge(doc: Document, code: str, clause: Clause, match: re.Match[str]) -> Iterator[Proposal]:
    if other_person(clause):
        return
    schooling = Credential(code) in _SCHOOLING
    if schooling and (not _TRAINED.search(clause.low) or _ABROAD.search(clause.low) or _NOT_HELD.search(clause.low)):
        return
    low = clause.low
    if (
        negated(clause, match.start(), match.end())
        or _expired(low, match.start() - clause.start, match.end() - clause.start)
        or not_yet(clause)
    ):
        if not schooling:
            yield found(doc, MISSING, code, match.start(), match.end(), 0.9)
        return
    foreign = 0.5 if _ABROAD.search(low) else 1.0
    yield found(doc, "credentials", {"code": code}, match.start(), match.end(), 0.92 * doubt(clause) * foreign)


def _expired(low: str, first: int, last: int) -> bool:
    """Whether a word right before or after says that the paper is lost or no longer valid."""
    before, after = low[max(0, first - 28) : first], low[last : last + 32]
    return bool(_EXPIRED.search(before.rpartition(",")[2])) or bool(_EXPIRED.search(re.split(r", | og ", after)[0]))


_SCHOOLING: Final = frozenset(
    {
        Credential.SOSU_HELPER,
        Credential.SOSU_ASSISTANT,
        Credential.PEDAGOGUE,
        Credential.NURSE,
        Credential.ELECTRICIAN,
        Credential.CRAFT_CERTIFICATE,
    }
)
