"""Single clock times that bound a participant's day: "henter kl. 15.30", "kan møde fra kl. 9"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from features.reading import clock
from features.reading.document import MONTH, Clause

FETCH: Final = re.compile(
    r"\b(?:hente\w*|hentes|hjem(?= (?:igen |senest |inden |kl|før))|"
    r"hjemme (?:igen |senest |hos \w+ )?(?:ca\. |kl|klokken|inden|senest|når|til)|"
    r"være hjemme|skal hjem|gå hjem|få fri|fri(?= (?:kl|klokken|senest|inden|før))|slutte\w*|pick\w* up|"
    r"be home|stoppe|senest af sted|gå (?:senest )?(?:kl|klokken)|afslutte\w*|skal (?:\w+ )?afsted|"
    r"skal (?:\w+ )?videre|ud(?:e)? (?:ad|af) døren|køre hjem|være (?:tilbage|færdig)|have fri)\b"
)


BRING: Final = re.compile(
    r"\b(?:aflever\w*|følge\w* (?:børnene|barnet|sin)|bringe\w*|sende\w* børnene|drops? off|taking (?:the|"
    r"her|his) (?:kids|children))\b"
)


FROM_THEN_ON: Final = re.compile(
    r"\bkan (?:først |tidligst )?(?:arbejde|begynde|starte|møde)\b[^.;]{0,12}\b(?:efter|fra)\b"
)
"""Said outright, whatever else the clause tells: "kan først arbejde efter kl. 10, før det henter han medicin"."""
_FROM: Final = re.compile(
    r"\b(?:(?:møde|møder|starte|begynde|arbejde|mødetid|møde ind|komme|klar|start|kan|begin|tidligst|"
    r"først|from)\b[^.;\d]{0,32}?(?:tidligst|fra|før|efter|after|from|before|"
    r"at)\s*(?:ca\.\s*)?(?:kl\.?\s*|klokken\s*)?|tidligst (?:møde |starte )?(?:kl\.?|klokken)\s*|"
    r"tidligst\s+|(?:ikke )?før (?:kl\.?|klokken)\s*|from\s+(?=\d{1,2}(?:[.:]\d\d)?\s*[ap]m)|"
    r"fra\s+(?=\d{1,2}[.:]\d\d)|efter (?:kl\.?|klokken)\s*|fra (?:kl\.?|klokken)\s*)"
    r"(?P<t>(?:2[0-4]|[01]?\d)(?:[.:][0-5]\d)?(?!\d)|"
    + clock.HOUR_WORD
    + r")(?!\s*(?:-|–|til \d|timer|dage|uger|kg|%|\.\s*"
    + MONTH
    + r"|/))(?:\s*(?P<m>am|pm)\b)?"
)


_TO: Final = re.compile(
    r"\b(?:(?:til|indtil|senest|inden|before|until|by|efter|after|kl\.?|klokken|"
    r"at)\s*(?:ca\.\s*)?(?:kl\.?\s*|klokken\s*)?)(?P<t>(?:2[0-4]|[01]?\d)(?:[.:][0-5]\d)?(?!\d)|"
    + clock.HOUR_WORD
    + r")(?!\s*(?:timer|dage|uger|kg|%|\.\s*"
    + MONTH
    + r"|/|km|år))(?:\s*(?P<m>am|pm)\b)?"
)


_FETCH_OR_BLOCK: Final = re.compile(r"\b(?:hent(?:e|er|es)|picks? up)\b")


_BARE_TIME: Final = re.compile(
    r"\b(?:henter?|hentes|picks? up|afleverer?|bringer?)\s+(?:\w+\s+){0,2}?(?P<t>(?:[01]?\d|"
    r"2[0-3])[.:][0-5]\d)(?!\d)(?P<m>)"
)


def _fetched_and_brought(low: str) -> Iterator[tuple[str, int, int, int]]:
    """ "Fetches at 15.30 and brings at 7.30": each time belongs to the verb nearest before it, else after it."""
    verbs = [(match.start(), "after") for match in _FETCH_OR_BLOCK.finditer(low)]
    verbs += [(match.start(), "before") for match in BRING.finditer(low)]
    for match in (*_TO.finditer(low), *_BARE_TIME.finditer(low)):
        minute = clock.clock(match["t"], match["m"])
        told = max((verb for verb in verbs if verb[0] < match.start()), default=min(verbs))
        if minute:
            late = told[1] == "after" and minute <= 8 * 60
            yield told[1], minute + 12 * 60 if late else minute, match.start(), match.end()


_NOT_AFTER: Final = re.compile(r"\b(?:ikke|not)\b[^.;]{0,25}\b(?:efter|senere end|længere end til|after|later than)\b")
_AFTER: Final = re.compile(
    r"\b(?:efter|fra|after|from) (?:ca\.? |cirka )?(?:kl\.? ?|klokken )?(?P<t>(?:2[0-4]|[01]?\d)(?:[.:][0-5]\d)?(?!\d)|"
    + clock.HOUR_WORD
    + r")(?!\s*(?:timer|time|dage|uger|min|minutter|måneder|år|kg|-|–|til \d))"
)
_ABLE_THEN: Final = re.compile(
    r"\b(?:kan (?!ikke)|vil gerne|ledig|til rådighed|arbejde (?:efter|fra)|can (?!not)|available)\b"
)
_UNTIL: Final = re.compile(
    r"\b(?:kun|kan (?:arbejde|være|blive)|arbejde|only|can work) (?:\w+ ){0,4}?(?:til|indtil|until)\s*"
    r"(?:kl\.?\s*|klokken\s*)(?P<t>\d{1,2}(?:[.:]\d\d)?)"
)
Bound: TypeAlias = tuple[str, int, int, int]
"""("before" or "after", minutes after midnight, start, end): where the words stand."""


def bounding_times(clause: Clause) -> Iterator[Bound]:
    """Single clock times that bound the day: ("before", minutes) cannot before, ("after", minutes) cannot after."""
    low, brings = clause.low, BRING.search(clause.low)
    if _FETCH_OR_BLOCK.search(low) and brings:
        yield from _fetched_and_brought(low)
    elif not re.search(r"\d|\b(?:" + "|".join(clock.HOURS) + r")\b", low):
        return
    elif FROM_THEN_ON.search(low) and "ikke" not in low:
        yield from _began_or_ended(low)
    elif (FETCH.search(low) or _NOT_AFTER.search(low)) and not brings:
        yield from _ends(low)
    elif not clock.span_pattern().search(low):
        yield from _brought(low) if brings and _TO.search(low) else _began_or_ended(low)


_EARLIEST: Final = re.compile(
    r"\b(?:tidligst|først|ikke før|fra|earliest|from)\W{1,2}(?:ca\.? )?(?:(?:kl\.?|klokken|at)\s*)?$"
)


def _ends(low: str) -> Iterator[Bound]:
    """Every hour after which somebody is fetched, or work must be over; a small one is in the afternoon."""
    for match in (*_TO.finditer(low), *_BARE_TIME.finditer(low)):
        minute = clock.clock(match["t"], match["m"])
        if minute and _EARLIEST.search(low[: match.start("t")]):
            yield "before", minute, match.start(), match.end()
        elif minute and not clock.span_pattern().search(low[match.start() : match.end() + 8]):
            yield "after", minute if minute > 8 * 60 else minute + 12 * 60, match.start(), match.end()


def _brought(low: str) -> Iterator[Bound]:
    """The hour at which somebody is brought, when it is one of the morning."""
    match = _TO.search(low)
    minute = clock.clock(match["t"], match["m"]) if match else None
    if match and minute is not None and 4 * 60 <= minute <= 11 * 60:
        yield "before", minute, match.start(), match.end()


_SPENT: Final = re.compile(
    r"\b(?:træt\w*|udmattet|udkørt|drænet|flad|tom\w*|brugt op|brugt|færdig|slut|"
    r"ukoncentreret|går (?:\w+ )?(?:kold|ned|i stå)|har (?:\w+ )?(?:ondt|smerter)|"
    r"(?:skal|må|brug for|skal have) (?:\w+ )?(?:hjælp\w*|hvile|pleje\w*|passes|være hos)|"
    r"familiens|tired|exhausted|done|needs? (?:help|rest))\b"
)
"""Why the hours after a time are not for work: "træt efter kl. 14.30", "konen skal have hjælp efter kl. 16"."""


def _began_or_ended(low: str) -> Iterator[Bound]:
    """The first hour that work can begin from, else the one it can last until."""
    if _SPENT.search(low) and (after := _AFTER.search(low)) and not _ABLE_THEN.search(low):
        minute = clock.clock(after["t"])
        if minute:
            yield "after", minute if minute > 6 * 60 else minute + 12 * 60, after.start(), after.end()
        return
    for match in _FROM.finditer(low):
        minute = clock.clock(match["t"], match["m"])
        if minute is not None and minute >= 4 * 60:
            yield "before", minute, match.start(), match.end()
            return
    until = _UNTIL.search(low)
    minute = clock.clock(until["t"]) if until else None
    if until and minute:
        yield "after", minute, until.start(), until.end()
