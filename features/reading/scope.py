"""What governs a word in its clause: negation, modality, doubt, the past, another person.

A lexicon word says nothing alone: "larm" is a need in "tåler ikke larm", a strength in "har ingen problemer med
larm", a wish against in "helst ikke for meget larm". ``force`` finds the cue that governs a place in a clause.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final

from features.reading.document import Clause
from features.reading.lexicon import table


class Force(StrEnum):
    """How a clause speaks about a thing."""

    WISH = "wish"
    ABLE = "able"
    HARD = "hard"
    HARDLY = "hardly"
    RATHER_NOT = "rather_not"
    UNWANTED = "unwanted"
    NEEDS = "needs"
    MUST_HAVE = "must_have"


@lru_cache(maxsize=1)
def _cues() -> re.Pattern[str]:
    who = table("cues")["who"]
    parts = (
        rf"(?P<c{number}>\b(?:{'|'.join(cue['patterns']).replace('{who}', who)})\b)"
        for number, cue in enumerate(table("cues")["cue"])
    )
    return re.compile("|".join(parts))


_FALSE_NEGATION: Final = re.compile(
    r"uden (?:\w+ )?(?:besvær|problem\w*|vanskelighed\w*)\b|ikke (?:kun|bare|alene|mindst|blot|desto mindre)\b|"
    r"ikke (?=uden\b)|hvis ikke|not only|om ikke andet|"
    r"ingen tvivl|intet mindre|no later|\bvi (?:\w+ )?mangler\b|\bmangler vi\b"
)


def plain(low: str) -> str:
    """``low`` with expressions that only look like a negation blanked out, in equal length."""
    return _FALSE_NEGATION.sub(lambda match: "·" * len(match[0]), low)


@lru_cache(maxsize=4096)
def cues(low: str) -> tuple[tuple[int, int, Force], ...]:
    """The cues of a clause (lower case) in order: start, end and force."""
    found = []
    for match in _cues().finditer(plain(low)):
        name = match.lastgroup or "c0"
        found.append((match.start(), match.end(), Force(table("cues")["cue"][int(name[1:])]["force"])))
    return tuple(found)


def force(clause: Clause, start: int, end: int) -> Force | None:
    """The force of the cue that governs ``start:end`` (places in the whole text), or None."""
    cue = governing(clause, start, end)
    return cue[2] if cue else None


def governing(clause: Clause, start: int, end: int) -> tuple[int, int, Force] | None:
    """The cue that governs ``start:end``: the nearest before, else the first after, else that of the clause before.

    Places count in the whole text; for a cue of the clause before they are ``start`` and ``end`` themselves.
    """
    first, last = start - clause.start, end - clause.start
    found = cues(clause.low)
    reason = max((match.start() for match in _REASON.finditer(clause.low, 0, max(0, first))), default=-1)
    before = [cue for cue in found if reason <= cue[0] < first and not _ended(clause.low, cue, first)]
    nearer = [cue for cue in found if last <= cue[0] <= last + 30 and cue[2] in (Force.HARDLY, Force.ABLE)]
    if before and nearer and ", " in clause.low[before[-1][1] : first]:
        before = []
    if before:
        return before[-1][0] + clause.start, before[-1][1] + clause.start, before[-1][2]
    after = [cue for cue in found if cue[0] >= last]
    if after:
        return after[0][0] + clause.start, after[0][1] + clause.start, after[0][2]
    told = cues(clause.before) if reason < 0 and _HANGING.match(clause.low) else ()
    return (start, end, told[-1][2]) if told else None


def _ended(low: str, cue: tuple[int, int, Force], first: int) -> bool:
    """Whether the reach of "ingen", "uden" ended at a comma before ``first``: "ingen tunge løft, ro til opgaverne"."""
    between = low[cue[1] : first]
    small = re.match(r"(?:ingen|intet|uden|no)\b", low[cue[0] : cue[1]])
    return (
        bool(small) and "," in between and not re.search(r"\b(?:eller|or|og|and)\b", low[first : first + 40] + between)
    )


_REASON: Final = re.compile(
    r"\b(?:pga|p\.g\.a|på grund af|grundet|som følge af|af hensyn til|fordi|eftersom|idet|da (?=han|hun|jeg|der|"
    r"børn)|"
    r"because|due to|owing to)(?=\W)"
)
"""What stands after these says why; it is no object of what went before."""
_HANGING: Final = re.compile(r"(?:hvis|når|hvor|som|at|if|when|where)\b")
"""Beginnings of a clause that only says under which conditions the one before it holds."""


_NEGATION: Final = re.compile(
    r"\b(?:ikke|ikk|ingen|intet|hverken|uden|aldrig|mangler|ej|undtagen|no|not|never|without|neither|cannot|"
    r"can't|don't|doesn't|lacks?|isn't|nej)\b"
)
_NEGATION_AFTER: Final = re.compile(
    r"^[\s:=()]*(?:har|er|kan|taler|bliver|kræves|forventes|forekommer|indgår|kommer|og bil)?\s?(?:han|hun|jeg|der|vi|"
    r"det)?\s?(?:ikke|aldrig|udelukket|nej|ingen|mangler|no\b|desværre ikke|ej\b)"
)


def negated(clause: Clause, start: int, end: int, reach: int = 6) -> bool:
    """Whether a negation stands within ``reach`` words before ``start:end`` in the clause, or right after it."""
    before = plain(clause.low[: max(0, start - clause.start)])
    words = before.split()[-reach:]
    if _NEGATION.search(" ".join(words)):
        return True
    return bool(_NEGATION_AFTER.match(clause.low[end - clause.start :]))


_DOUBT: Final = re.compile(
    r"\b(?:måske|vist(?:nok)?|muligvis|formentlig|formodentlig|usikker\w*|tror|mener|angiveligt|eventuelt|"
    r"evt|overvejer|nok|perhaps|maybe|possibly|probably|might|unsure)\b"
)


def doubt(clause: Clause) -> float:
    """A factor for the confidence: 0.55 when the clause is uncertain, else 1."""
    return 0.55 if _DOUBT.search(clause.low) else 1.0


_PAST: Final = re.compile(
    r"\b(?:tidligere|førhen|før i tiden|dengang|engang|arbejdede|var|havde|(?:har|have|har også|"
    r"har tidligere|har både) (?:\w+ ){0,2}?(?:arbejdet|været|haft|drevet|passet|kørt|lavet|undervist|"
    r"solgt|hjulpet|gået|stået|taget|prøvet)|"
    r"blev|(?:(?<=han )|(?<=hun )|(?<=jeg )|^)(?!ansatte|støtte)\w{3,}(?:ede|te)(?= )|i (?:sit|et|"
    r"mit) (?:gamle|tidligere|sidste) job|for \w+ år siden|used to|worked|previously|formerly|had|was|"
    r"were|has (?:worked|been)|have worked|hjemlandet|i (?:syrien|ukraine|eritrea|iran|irak|afghanistan|"
    r"somalia|tyrkiet|libanon|sudan|etiopien|congo|polen|rumænien))\b"
)
_PRESENT: Final = re.compile(
    r"\b(?:kan|må|vil|skal|ønsker|tåler|kan ikke|can|wants|cannot|nu|længere|stadig|fortsat)\b"
)


def past(clause: Clause) -> bool:
    """Whether the clause tells of the past and says nothing of what the person can or wants now."""
    return bool(_PAST.search(clause.low)) and not _PRESENT.search(clause.low)


_KIN: Final = (
    r"mand|kone|ægtefælle|kæreste|søn|datter|bror|søster|mor|far|mor|nabo|ven|veninde|svigermor|svigerfar|"
    r"onkel|tante|kusine|fætter|barn|børn|søskende|forældre|"
    r"husband|wife|son|daughter|brother|sister|mother(?! tongue)|father|neighbour|friend|partner|children|samlever|"
    r"eks-?mand|ekskone|svoger|svigerinde|niece|nevø|chef|sagsbehandler"
)
_OTHER: Final = re.compile(
    rf"^(?!(?:manden|den \w+) (?:på|er) (?:\d+|i )|(?:manden|konen) (?:er|var|har) (?:en|fra|"
    rf"oprindeligt)|(?!(?:hendes|hans|min|sin|deres|her|his|my)\b)(?:\w+ ){{0,2}}(?:mand|mor|far|father|mother)\b,? "
    rf"(?:(?:(?:på|i) )?(?:slut\w* |start\w* |midt\w* |omkring |ca\.? )?\d\d|fra\b|of\b|"
    rf"til\b))(?:og |men |mens |fordi |da |når |hvis |hvor |så |at |selvom |and |but )?(?:(?:hendes|hans|min|"
    rf"mine|sin|sine|deres|den|en|et|her|his|my|their|the|a) )?(?:\w+ )?"
    rf"(?:(?:{_KIN})(?:en|n|et|ne|ene|s)?|sønnen|sønnerne|datteren|døtrene|manden|konen|faderen|moderen|"
    rf"børnene|kæresten|moren|faren|broren|søsteren|veninden|vennen|naboen|forældrene|brødrene)\b"
)
_SELF: Final = re.compile(r"\b(?:han|hun|jeg|he|she|sig|hende|ham|mig|her|him|me|begge|selv)\b")


_CARRIED_ON: Final = re.compile(
    r"(?:og|men|samt|and|but)?\s*(?:har|er|kan|kører|arbejder|går|tager|bor|taler|has|is|can|drives|"
    r"works)\b(?! (?:han|hun|jeg|"
    r"he|she|i)\b)"
)
"""A clause without a subject of its own: it goes on about whoever the clause before spoke of."""


def other_person(clause: Clause) -> bool:
    """Whether the clause speaks about somebody else than the participant (a husband, a son, a neighbour)."""
    match = _OTHER.match(clause.low)
    if not match and (carried := _CARRIED_ON.match(clause.low)) and _OTHER.match(clause.before):
        return not _SELF.search(clause.low[carried.end() :]) and not _SELF.search(clause.before)
    return bool(match) and not _SELF.search(clause.low[match.end() if match else 0 :])


def kin_speaks(clause: Clause) -> bool:
    """Whether somebody else is the subject, even when the participant is named too ("faderen kan køre hende")."""
    return bool(_OTHER.match(clause.low))


_FUTURE: Final = re.compile(
    r"\b(?:i gang med|ved at (?:tage|få)|vil gerne (?:have|tage|få)|"
    r"(?:villig til|åben for|klar (?:til|på)|parat til|indstillet på|motiveret for|mod på|willing to|ready to)"
    r" (?:at )?(?:tage|få|erhverve|købe|anskaffe|take|get|buy)|drømmer om|skal (?:til|op til|have|tage)|"
    r"går til|mangler|vente\w* på|afvente\w*|planlægger|på vej|ønsker at (?:tage|få)|håber|søger om|"
    r"studying for|working on|hopes to|wants to (?:get|take)|begynder på|er begyndt på|overvejer)\b"
)


def not_yet(clause: Clause) -> bool:
    """Whether the clause speaks of something to be got, or of something lost, rather than held."""
    return bool(_FUTURE.search(clause.low))
