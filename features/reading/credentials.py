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
    if "B" not in seen and (never := next(_never_drove(doc), None)):
        seen["B"] = never
    yield from seen.values()
    if "CE" in seen and seen["CE"].field == "credentials":
        yield from (p for code in ("C", "B") if code not in seen for p in _implied(seen["CE"], code))
    for big in ("C", "D", "BE"):
        if big in seen and "CE" not in seen and "B" not in seen and seen[big].field == "credentials":
            yield from _implied(seen[big], "B")


_NEVER_DROVE: Final = re.compile(
    r"\b(?:har aldrig (?:kørt|lært at køre) bil|(?:kan ikke køre|kører ikke) bil(?! (?:i|om|på|langt|længere|mere|"
    r"over|så|når))|har aldrig siddet bag et rat|"
    r"(?:dumpe(?:t|de)|ikke bestået) (?:\w+ ){0,3}?køreprøve\w*|køreprøve\w* (?:\w+ ){0,4}?dumpet|"
    r"(?:has )?never (?:driven|learned to drive)|(?:does not|doesn.t|cannot|can.t) drive)\b"
)
"""Who says so has no licence for a car, whatever word is missing."""


def _never_drove(doc: Document) -> Iterator[Proposal]:
    for match, clause in doc.find(_NEVER_DROVE):
        if not other_person(clause):
            yield found(doc, MISSING, "B", match.start(), match.end(), 0.8)


def _implied(by: Proposal, code: str) -> Iterator[Proposal]:
    """A larger licence holds the smaller one (kørekortbekendtgørelsen: C and D can only be had with B)."""
    yield Proposal("credentials", {"code": code}, by.start, by.end, by.evidence, round(by.confidence * 0.9, 2))


_NOT_DANISH: Final = re.compile(
    r"(?:men|dog|,|\() ?(?:\w+ ){0,3}?(?:ikke|intet|ingen) (?:\w+ )?(?:et )?(?:dansk\w*|godkendt|gyldigt|"
    r"ombyttet|omskrevet)|"
    r"(?:ikke|endnu ikke) (?:\w+ )?(?:ombyttet|omskrevet|konverteret|gyldigt|godkendt)|(?:skal|mangler at) (?:\w+ )?"
    r"(?:ombyttes|omskrives|konverteres|blive ombyttet|få det ombyttet|fornyes)|not (?:yet )?(?:a )?(?:danish|"
    r"valid|converted)|"
    r"mangler (?:\w+ ){0,2}dansk"
)
_ALLOWED: Final = re.compile(r"\b(?:autoris\w*|authori[sz]\w*|godkend\w*|anerkend\w*|bevilling\w*|licen[cs]e)\b")
_AWAITED: Final = re.compile(
    r"\b(?:vente\w*|afvente\w*|søg(?:er|t) om|ansøg\w*|ikke|endnu|mangler|uden|ingen|i gang med|på vej|"
    r"arbejder på|waiting|"
    r"awaits?|not|pending|without|no)\b"
)
_HAS_NOT_ONESELF: Final = re.compile(
    r"^.{0,12}?[,.]?\s*(?:men )?(?:det )?(?:har|får) (?:han|hun|jeg) (?:\w+ ){0,2}?ikke\b"
)


def _permit_missing(doc: Document, clause: Clause) -> bool:
    """Whether the text says near ``clause`` that the authorisation is still to come."""
    return any(
        _ALLOWED.search(other.low) and _AWAITED.search(other.low)
        for other in doc.clauses
        if abs(other.sentence - clause.sentence) <= 1 and not other_person(other)
    )


def _judge(doc: Document, code: str, clause: Clause, match: re.Match[str]) -> Iterator[Proposal]:
    schooling = Credential(code) in _SCHOOLING
    if other_person(clause):
        if not schooling and _HAS_NOT_ONESELF.match(doc.low[match.end() : match.end() + 60]):
            yield found(doc, MISSING, code, match.start(), match.end(), 0.85)
        return
    if Credential(code) in _REGULATED and not _NOT_HELD.search(clause.low) and _permit_missing(doc, clause):
        yield found(doc, MISSING, code, match.start(), match.end(), 0.85)
        return
    if schooling and (not _TRAINED.search(clause.low) or _ABROAD.search(clause.low) or _NOT_HELD.search(clause.low)):
        return
    low = clause.low
    if (
        negated(clause, match.start(), match.end())
        or _expired(low, match.start() - clause.start, match.end() - clause.start)
        or _HELD_ONCE.search(low[: match.start() - clause.start])
        or _LOST_SINCE.match(doc.low[match.end() : doc.sentence_at(match.start())[1]])
        or not_yet(clause)
        or _TO_COME.search(_part(low, match.start() - clause.start, match.end() - clause.start))
        or (not schooling and _NOT_DANISH.search(doc.low[match.start() : match.end() + 60].split(". ")[0]))
    ):
        if not schooling:
            yield found(doc, MISSING, code, match.start(), match.end(), 0.9)
        return
    foreign = 0.5 if _ABROAD.search(low) else 1.0
    yield found(doc, "credentials", {"code": code}, match.start(), match.end(), 0.92 * doubt(clause) * foreign)


_TO_COME: Final = re.compile(
    r"\b(?:tages|tager|(?:bliver|skal) taget|skal tages|får|erhverves|opnås|forvent\w*|afsluttes|planlagt|expected|"
    r"takes|gets)\b[^.;]{0,40}\b(?:uge \d+|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|"
    r"december|sommer\w*|efterår\w*|vinter\w*|forår\w*|næste|snart|om (?:\w+ )?(?:uger?|måned\w*)|week \d+|soon|"
    r"next|summer|autumn|spring)"
)
"""A paper that is got later: "truckkort tages i uge 6"."""


def _part(low: str, first: int, last: int) -> str:
    """What stands with a paper between the nearest commas or joining words."""
    joint = r",| og | men | and | but "
    return re.split(joint, low[:first])[-1] + low[first:last] + re.split(joint, low[last:])[0]


_LOST_SINCE: Final = re.compile(
    r"^[^.;]{0,40}?(?:,|\bmen|\bdog|\bsom|\bbut)\s*(?:det |den |de |it |that )?(?:er |blev |har (?:han|hun|jeg) |"
    r"nu |siden |senere |"
    r"desværre |is |has |was )*(?:udløbet|frataget|mistet|inddraget|forældet|ugyldigt?|expired|lost)"
)
_HELD_ONCE: Final = re.compile(
    r"\b(?:har (?:tidligere|engang|før|i sin tid) haft|havde (?:tidligere|engang)|used to have)\b(?!.*\b(?:stadig|"
    r"fortsat|still))"
)


def _expired(low: str, first: int, last: int) -> bool:
    """Whether a word right before or after says that the paper is lost or no longer valid."""
    before, after = low[max(0, first - 28) : first], low[last : last + 32]
    return bool(_EXPIRED.search(before.rpartition(",")[2])) or bool(_EXPIRED.search(re.split(r", | og ", after)[0]))


_REGULATED: Final = frozenset(
    {Credential.NURSE, Credential.SOSU_ASSISTANT, Credential.ELECTRICIAN, Credential.GUARD, Credential.PEDAGOGUE}
)
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
