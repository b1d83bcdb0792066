"""When a participant can be away from home for work: what is excluded and what is left of the week.

``allowed = (union of what the person says they can, or the whole week) − what is excluded``. Days and times of one
clause belong together; a clause that names only days and another that names only times are intersected. Nothing said:
nothing proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from features import week
from features.reading import clock
from features.reading.document import Document
from features.reading.finding import found
from features.reading.proposal import WHICH_TIMES, Proposal
from features.reading.said import Said, days_in, said_in
from features.reading.said_kind import BLOCK, Kind, kind_of
from features.reading.scope import negated, past
from features.vocabulary import AvailabilityKind, Need


def read_availability(doc: Document) -> Iterator[Proposal]:
    """Availability proposals (can, prefer, avoid), the night need, and a question where times are missing."""
    said = [item for clause in doc.clauses for item in said_in(doc, clause)]
    yield from _can(doc, said)
    for item in said:
        if item.kind in (Kind.AVOID, Kind.PREFER):
            kind = AvailabilityKind.AVOID if item.kind is Kind.AVOID else AvailabilityKind.PREFER
            yield from _proposals(doc, item.bits, kind, [item])


def _can(doc: Document, said: list[Said]) -> Iterator[Proposal]:
    allowed = _positive(
        [item for item in said if item.kind is Kind.ONLY], [item for item in said if item.kind is Kind.ALSO]
    )
    excluded = week.union(item.bits for item in said if item.kind is Kind.NOT)
    allowed = allowed & ~excluded & week.FULL or week.FULL & ~excluded
    only = [item for item in said if item.kind is Kind.ONLY]
    if only and all(item.by_part and not item.days for item in only) and not _SEVEN_DAYS.search(doc.low):
        allowed = allowed & _WORKING_DAYS or allowed
    if allowed not in (week.FULL, 0):
        limits = [item for item in said if item.kind in (Kind.ONLY, Kind.NOT)]
        yield from _proposals(doc, allowed, AvailabilityKind.CAN, only or limits)


_WORKING_DAYS: Final = clock.bits(clock.WEEKDAYS, ((0, clock.DAY),))
_SEVEN_DAYS: Final = re.compile(
    r"\b(?:aften\w*|nat\w*|weekend\w*|lørdag\w*|søndag\w*|alle (?:ugens )?dage|(?:syv|7) dage|ugens dage|"
    r"evenings?|nights?|saturday\w*|sunday\w*|every day|seven days)\b"
)
"""Words with which mornings or afternoons alone are not just those of weekdays."""


def _positive(only: list[Said], also: list[Said]) -> int:
    if not only:
        return week.FULL
    both = week.union(item.bits for item in only if item.days and item.windows)
    days = [item.bits for item in only if not item.windows]
    times = [item.bits for item in only if not item.days]
    crossed = 0
    if days and times:
        crossed = week.union(days) & week.union(times)
    elif days or times:
        crossed = week.union(days + times)
        if both:
            crossed = crossed & both if times or days else both
            return crossed | week.union(item.bits for item in also)
    return both | crossed | week.union(item.bits for item in also)


def _proposals(doc: Document, bits: int, kind: AvailabilityKind, of: list[Said]) -> Iterator[Proposal]:
    first = min(of, key=lambda item: item.start)
    confidence = min(item.confidence for item in of)
    for day, start, end in clock.windows(bits):
        told = clock.bits((day,), ((start, end),))
        first = next((item for item in of if item.bits & told), first)
        value = {"weekday": day, "start": clock_text(start), "end": clock_text(end), "kind": kind.value}
        yield found(doc, "availability", value, first.start, first.end, confidence)


def clock_text(minutes: int) -> str:
    """``HH:MM`` of minutes after midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def night_need(doc: Document) -> Iterator[Proposal]:
    """A hard need to be free of nights wherever night work is ruled out (not where it is only "helst ikke")."""
    for match, clause in doc.find(clock.part_pattern()):
        if match.lastgroup != "night" or past(clause) or re.search(r"sove|søvn|vågen|mareridt|sleep", clause.low):
            continue
        if kind_of(clause, False, False, (("night", 0, 0),)) is Kind.NOT and negated(
            clause, match.start(), match.end(), 9
        ):
            value = {"code": Need.NIGHT.value, "level": 4, "hard": True}
            yield found(doc, "functional_needs", value, match.start(), match.end(), 0.9)
            return


_CHILD_FETCHED: Final = re.compile(
    r"\b(?:henter?|hentes|afleverer?|picks? up|drops? off)\b[^.;]{0,40}\b(?:børn\w*|barn\w*|søn\w*|datter\w*|sfo|"
    r"skole\w*|"
    r"vuggestue\w*|dagpleje\w*|institution\w*|kids|child\w*|son|daughter|kl\.?)"
)
_WEEKEND_SAID: Final = re.compile(r"\b(?:weekend\w*|lørdag\w*|søndag\w*|hverdag\w*|saturday\w*|sunday\w*|weekdays?)\b")


def missing_times(doc: Document) -> Iterator[Proposal]:
    """A question where lessons or treatment are mentioned without a day, or a child's weekdays without the weekend."""
    for match, clause in doc.find(BLOCK):
        if (
            re.match(r"sprog|dansk|behandling|language|treatment", match[0])
            and not days_in(clause)[0]
            and not past(clause)
        ):
            yield found(doc, "availability", WHICH_TIMES, match.start(), match.end(), 0.6)
            return
    for match, clause in doc.find(_CHILD_FETCHED):
        if not past(clause) and not _WEEKEND_SAID.search(doc.low):
            yield found(doc, "availability", WHICH_TIMES, match.start(), match.end(), 0.5)
            return
