"""What a clause about a participant's time says: which days and times, and how they are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from features.reading import clock
from features.reading.document import Clause, Document
from features.reading.paired import Named, paired
from features.reading.said_bounds import BRING, FETCH, bounding_times
from features.reading.said_kind import BLOCK, Kind, kind_of
from features.reading.scope import doubt, other_person, past

_WHOLE_DAY: Final = re.compile(r"\b(?:hele dagen|hele (?:man|tirs|ons|tors|fre|lør|søn)dag|all day|fuld tid)\b")
_WORKED: Final = re.compile(
    r"\b(?:sover|vågner|søvn|står op|praktik\w*|bussen (?:går|kører)|åbningstid\w*|(?:tidligt op|"
    r"op om morgenen)|møde (?:med|hos) (?:jobcenter|sagsbehandler|læge))\b"
)


@dataclass(frozen=True, slots=True)
class Said:
    """Days and windows of one clause; no days means every day, no windows the whole day.

    ``by_part``: the windows are parts of the day ("om formiddagen"), no clock times.
    """

    kind: Kind
    days: tuple[int, ...]
    windows: tuple[tuple[int, int], ...]
    start: int
    end: int
    confidence: float
    more: int = 0
    by_part: bool = False

    @property
    def bits(self) -> int:
        """The slots of the week that are meant."""
        return self.more | clock.bits(self.days or clock.ALL_DAYS, self.windows or ((0, clock.DAY),))


@dataclass(frozen=True, slots=True)
class _Read:
    """What a clause names: days, parts of the day, clock windows and single clock times that bound the day."""

    days: tuple[int, ...]
    parts: tuple[tuple[str, int, int], ...]
    spans: tuple[clock.Span, ...]
    times: tuple[tuple[str, int, int, int], ...]


def said_in(doc: Document, clause: Clause) -> Iterator[Said]:
    """What one clause says about time; nothing when it tells of the past or names no time."""
    read, edges = _read(doc, clause)
    if not edges or past(clause) or _WORKED.search(clause.low):
        return
    if _OFF_DAYS.match(clause.low) and _children_taken(clause.before) and re.search(r"\d", clause.before):
        return
    kind = kind_of(_carried(clause), bool(read.times or read.spans), bool(read.days), read.parts)
    if kind is Kind.NOT and not (read.times or read.spans or read.parts) and _EVERY_DAY.search(clause.low):
        return
    if in_care(clause):
        kind = Kind.ONLY if _WORKS_MEANWHILE.search(clause.before) and _MEANWHILE.match(clause.low) else Kind.SKIP
    match = _BUT.search(clause.low)
    if read.times and (off := _off_days(doc, clause)):
        read = replace(read, days=_days_without(f"{clause.low}|{off}", len(clause.low)))
    elif match and read.times:
        read = replace(read, days=_days_without(clause.low, match.start()))
    elif match:
        yield from _except(clause, match.start(), read.spans)
        read, kind = replace(read, days=(), spans=()), kind if read.times else Kind.SKIP
    if kind is not Kind.SKIP:
        start, end = clause.start + min(edges), clause.start + max(edges)
        yield from _statements(clause, kind, read, start, end, 0.85 * doubt(clause))


_GOES_ON: Final = re.compile(
    r"(?:og|eller|samt|and|or) (?:(?:i|om|på|hver|in|on|at) )?(?:\w+(?:en|ene|erne|er|e|s|ing)?)\W*$"
)
"""A second time beside the one before: "passer mor om aftenen | og i weekenden"."""
_EVERY_DAY: Final = re.compile(r"\b(?:hver(?: eneste)? dag|alle dage|dagligt|every day|daily)\b")
"""Days on which something is not so, however often, leave no day out."""


def _carried(clause: Clause) -> Clause:
    """A clause that only adds a time, with the words of the clause before, which say how it is meant."""
    return replace(clause, low=f"{clause.before} {clause.low}") if _GOES_ON.match(clause.low) else clause


_CARE: Final = re.compile(
    r"\b(?:børnehave|vuggestue|dagpleje|dagtilbud|institution|fritidshjem|sfo|nursery|kindergarten|day ?care)\w*"
)
_SCHOOL: Final = re.compile(r"\b(?:skole|school)\b")
_OWN_WORK: Final = re.compile(r"\b(?:arbejd\w*|praktik\w*|job\w*|ansat|work\w*)\b")
_WORKS_MEANWHILE: Final = re.compile(r"\b(?:kan|can|ledig|rådighed|available)\b(?!.*\b(?:ikke|not)\b)")
_MEANWHILE: Final = re.compile(r"(?:mens|imens|når|medens|while|when)\b")


def in_care(clause: Clause) -> bool:
    """Whether the times are those when children are looked after by others: the parent is not busy then."""
    if FETCH.search(clause.low) or BRING.search(clause.low) or _OWN_WORK.search(clause.low):
        return False
    return bool(_CARE.search(clause.low)) or (bool(_SCHOOL.search(clause.low)) and other_person(clause))


_OFF_DAYS: Final = re.compile(
    r"(?:dog |men |bare )?(?:ikke|undtagen|bortset fra|på nær|except|not)\s+(?:om |på |hver |on )?\w*da[gy]\w*"
    r"(?:(?:,|,? og|,? eller|,? and) \w*da[gy]\w*)*\W*$"
)
"""Only the days on which what went before does not hold: "henter kl. 15.45, dog ikke torsdag"."""


def _children_taken(low: str) -> bool:
    return bool(FETCH.search(low) or BRING.search(low))


def _off_days(doc: Document, clause: Clause) -> str:
    """The clause right after one about children that only takes days out of it, or nothing."""
    number = doc.clauses.index(clause) + 1
    after = doc.clauses[number] if number < len(doc.clauses) else None
    fits = after is not None and after.sentence == clause.sentence and _OFF_DAYS.match(after.low)
    return after.low if after and fits and _children_taken(clause.low) else ""


def _days_without(low: str, cut: int) -> tuple[int, ...]:
    """The days of a bound that does not hold on some: "fetches at 15.45 except Thursday"."""
    before, after = (
        {day for match in clock.named_days(part) for day in clock.days_of(match)} for part in (low[:cut], low[cut:])
    )
    return tuple(sorted((before or set(clock.WEEKDAYS)) - after))


def _read(doc: Document, clause: Clause) -> tuple[_Read, list[int]]:
    """What the clause names, and the places in it where it does."""
    low = clause.low
    days, places = days_in(clause)
    parts = tuple((match.lastgroup or "", *match.span()) for match in clock.part_pattern().finditer(low))
    spans = (
        [span for span in clock.spans(doc) if clause.start <= span.start < clause.end]
        if _DIGIT.search(low) or clock.IN_WORDS.search(low)
        else []
    )
    spans = [span for span in spans if span.sure or ((days or parts) and "time" not in low) or _workday(span, low)]
    times = tuple(bounding_times(clause))
    edges = [edge for place in places for edge in place]
    edges += [edge for item in (*parts, *(item[1:] for item in times)) for edge in item[1:]]
    edges += [edge - clause.start for span in spans for edge in (span.start, span.end)]
    return _Read(days, parts, tuple(spans), times), edges


def _workday(span: clock.Span, low: str) -> bool:
    """ "Kan arbejde 9-14": two numbers that can only be clock times, since no unit and no week stands by."""
    day = 5 * 60 <= span.begin < span.finish <= clock.DAY and span.finish - span.begin <= 12 * 60
    told = re.search(
        r"\b(?:arbejde|mellem|ledig|rådighed|møde|work|available|kun|only|tidsrum\w*|arbejdstid\w*)\b",
        low,
    )
    return day and told is not None and not re.search(r"time|uge|week|hour|\bt\b|dage|\bår\b|month|måned", low)


_DIGIT: Final = re.compile(r"\d")
_BESIDE_WEEKEND: Final = re.compile(
    r"(?:aften\w*|nat\w*|nætter\w*|formiddag\w*|eftermiddag\w*|mornings?|afternoons?|evenings?|nights?)-?\s*(?:,|/|"
    r"og|eller|samt|and|or|\+)\s*(?:(?:i|på|hver|both|"
    r"in|the) )*weekend|"
    r"weekend\w*-?\s*(?:,|/|og|eller|samt|and|or|\+)\s*(?:(?:om|på|in|the) )*(?:aften|nat|nætter|evening|night)"
)
"""Evenings *and* weekends: two times side by side, not the evenings of the weekend."""
_TAUGHT: Final = re.compile(
    r"\b(?:sprogskole|sprogcenter|danskundervisning|danskkursus|language school|"
    r"danish classes)\w*"
)
"""Lessons lie on weekdays where no day is said."""
_FRAMED: Final = re.compile(r"\b(?:kun|only|ledig|rådighed|arbejde|work|available)\b")
_OUTRIGHT: Final = re.compile(r"\b(?:ikke|aldrig|cannot|can.t|not)\b")


_BUT: Final = re.compile(r"\b(?:undtagen|bortset fra|except|på nær|med undtagelse af)\b")


def _except(clause: Clause, cut: int, spans: tuple[clock.Span, ...]) -> Iterator[Said]:
    """ "Weekdays except Thursday": the days before may be all there is, those after are out."""
    for part, kind in ((clause.low[:cut], Kind.ONLY), (clause.low[cut:], Kind.NOT)):
        found_days = tuple(sorted({day for match in clock.named_days(part) for day in clock.days_of(match)}))
        parts = tuple(clock.PARTS[match.lastgroup or "day"] for match in clock.part_pattern().finditer(part))
        if kind is Kind.NOT:
            parts += tuple((span.begin, span.finish) for span in spans if span.start >= clause.start + cut)
        if (
            (found_days or parts)
            and not (kind is Kind.ONLY and len(found_days) in (0, 7))
            and not re.search(r"(?:alle|hver|hele) (?:dage?|ugen)|every day|any day", part)
        ):
            yield Said(kind, found_days, parts, clause.start, clause.end, 0.85)


def _bounds_of(times: tuple[tuple[str, int, int, int], ...]) -> list[Named]:
    """What single clock times leave out of the day."""
    return [
        Named(first, window=(0, minute) if direction == "before" else (minute, clock.DAY))
        for direction, minute, first, _ in times
    ]


def _pairs(clause: Clause, kind: Kind, read: _Read) -> list[tuple[tuple[int, ...], tuple[tuple[int, int], ...]]]:
    """Days with their own windows where the clause names several of both: "mandag 9-12 og onsdag 13-16"."""
    spans = [Named(span.start - clause.start, window=(span.begin, span.finish)) for span in read.spans]
    parts = [Named(start, window=_window(name, kind, False)) for name, start, _ in read.parts]
    parts = [part for part in parts if not any(_within(span.window, part.window) for span in spans)]
    whole = [Named(match.start(), window=(0, clock.DAY)) for match in _WHOLE_DAY.finditer(clause.low)]
    days = [Named(match.start(), days=clock.days_of(match)) for match in clock.named_days(clause.low)]
    return paired(clause.low, [*days, *whole, *(_bounds_of(read.times) or [*spans, *parts])])


def _statements(clause: Clause, kind: Kind, read: _Read, start: int, end: int, confidence: float) -> Iterator[Said]:
    if pairs := _pairs(clause, kind, read):
        each = Kind.NOT if read.times else kind
        yield from (Said(each, days, windows, start, end, confidence) for days, windows in pairs)
        return
    family = clock.WEEKDAYS if FETCH.search(clause.low) or BRING.search(clause.low) else ()
    taught = clock.WEEKDAYS if kind is Kind.NOT and not read.days and _TAUGHT.search(clause.low) else ()
    for named, (_, _, first, last) in zip(_bounds_of(read.times), read.times, strict=True):
        yield Said(
            Kind.NOT, read.days or family, (named.window,), clause.start + first, clause.start + last, confidence
        )
    if read.times and (kind is Kind.NOT or not (read.days or read.parts) or not _FRAMED.search(clause.low)):
        return
    blocked = kind is Kind.NOT and bool(BLOCK.search(clause.low))
    parts = tuple(_window(name, kind, blocked) for name, _, _ in read.parts)
    spans = () if read.times else tuple((span.begin, span.finish) for span in read.spans)
    parts = tuple(part for part in parts if not any(_within(span, part) or kind is not Kind.NOT for span in spans))
    if blocked and not (spans or parts) and not _WHOLE_DAY.search(clause.low) and not _OUTRIGHT.search(clause.low):
        yield Said(kind, read.days or clock.WEEKDAYS, ((8 * 60, 16 * 60),), start, end, confidence * 0.7)
    elif read.days == clock.WEEKEND and not spans and _BESIDE_WEEKEND.search(clause.low):
        yield Said(kind, clock.ALL_DAYS, parts, start, end, confidence, clock.bits(clock.WEEKEND, ((0, clock.DAY),)))
    else:
        part = bool(parts) and not spans
        yield Said(kind, read.days or taught, spans + parts, start, end, confidence, by_part=part)


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    """Whether clock times say more precisely when in a part of the day: "tre formiddage, 9-12"."""
    return outer[0] - 60 <= inner[0] < inner[1] <= outer[1] + 60


_AWAY: Final = MappingProxyType(
    {
        "morning": (7 * 60, 13 * 60),
        "afternoon": (11 * 60, 19 * 60),
        "evening": (16 * 60, 24 * 60),
        "day": (6 * 60, 18 * 60),
    }
)
"""When somebody is away from home who *can* work in a part of the day: its shifts and the way there and back."""


def _window(name: str, kind: Kind, blocked: bool) -> tuple[int, int]:
    """The minutes a part of the day stands for: who can work then is away a little longer; lessons begin at eight."""
    if kind in (Kind.ONLY, Kind.ALSO) or (name == "morning" and kind is not Kind.NOT):
        return _AWAY.get(name, clock.PARTS[name])
    return (8 * 60, 12 * 60) if name == "morning" and blocked else clock.PARTS[name]


def days_in(clause: Clause) -> tuple[tuple[int, ...], list[tuple[int, int]]]:
    """The weekdays a clause names, and where."""
    days: set[int] = set()
    places = []
    for match in clock.named_days(clause.low):
        days.update(clock.days_of(match))
        places.append(match.span())
    return tuple(sorted(days)), places
