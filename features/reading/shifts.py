"""When a vacancy's work lies: shifts with clock times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from features.reading import clock
from features.reading.availability import clock_text
from features.reading.daytimes import NOT_WORKING, ROTATING, SHIFT_SYSTEMS, chosen, named_times
from features.reading.document import Document
from features.reading.finding import found
from features.reading.numbers import number
from features.reading.proposal import Proposal
from features.reading.scope import negated, plain

_WORKING: Final = re.compile(
    r"\b(?:arbejdstid\w*|arbejder|arbejdet|arbejde|arbejds\w*|vagt\w*|mødetid\w*|møde\w*|mandag\w*|"
    r"tirsdag\w*|onsdag\w*|torsdag\w*|fredag\w*|lørdag\w*|søndag\w*|man-fre|hverdage?\w*|weekend\w*|"
    r"dagtimer\w*|daghold|aftenhold|nathold|timer|tidsrum\w*|ligger|fordelt|skema|working|work\w*|hours|"
    r"shifts?|weekdays?|\w+day|nætter|nights?|evening\w*|morning\w*|dagligt|aften\w*|nat\w*|morgen\w*|"
    r"stilling\w*|placer\w*|rengøring\w*|milking|\w*malkning\w*|\w*fodring\w*|muges?|"
    r"skiftehold\w*|\w*hold|\w*skift\w*|du|rent|"
    r"(?:dage?|days) (?:om|i|a) (?:ugen?|week)|søg(?:er|es))\b"
)
_FLEXIBLE: Final = re.compile(
    r"\b(?:fleksib\w*|frit placer\w*|efter aftale|selv (?:planlægge|tilrettelægge|vælge|bestemme)\w*|"
    r"(?:vælger?|bestemmer|"
    r"planlægger|lægger) (?:du )?(?:dem )?selv|"
    r"flex\w*|flekstid|"
    r"i tidsrummet|inden for tidsrummet|valgfri\w*|aftales|tilrettelægge\w* selv|within the period)\b"
)
_OR: Final = re.compile(r"\b(?:eller|or|og/eller|and/or|alternativt)\b")
_CHOOSE: Final = re.compile(
    r"\b(?:enten|either|valgfri\w*|efter ønske|(?:kan|må) (?:selv )?vælge\w*|vælger? (?:selv |du )*mellem|du bestemmer|"
    r"choose between|your choice)\b"
)
_SOME_DAYS: Final = re.compile(
    r"\b(?:[1-4]|en|to|tre|fire|one|two|three|four) (?:dage?|gange|vagter|morgener|formiddage|eftermiddage|aftener|"
    r"nætter|days|shifts|times|mornings|afternoons|evenings|nights) (?:om|i|pr|per|a)"
)
"""Fewer days than a working week and not which: the days are still to be agreed."""
_BETWEEN: Final = re.compile(r"(?:mellem|between|ml\.)(?:\s*(?:kl\.?|klokken))?\s*$")
"""Before a window: the work lies somewhere inside it ("mellem kl. 6 og 17")."""


def read_shifts(doc: Document) -> Iterator[Proposal]:
    """One proposal per clock window; a window over midnight becomes two, days that are not said become weekdays.

    Weekends, evenings and nights that are named beside the windows but lie in none of them become rotating shifts of
    their own: they may be asked for.
    """
    read: list[tuple[clock.Span, tuple[int, ...]]] = []
    system = bool(SHIFT_SYSTEMS.search(doc.low)) and len(list(clock.spans(doc))) > 1
    for span in (*clock.spans(doc), *_lasting(doc)):
        first, last = doc.sentence_at(span.start)
        near = doc.low[max(first, span.start - 90) : min(last, span.end + 40)]
        if NOT_WORKING.search(near) or not (
            _WORKING.search(near) or (span.sure and _WORKING.search(doc.low[first:last]))
        ):
            continue
        if not span.sure and _COUNTS.match(doc.low, span.end):
            continue
        length = span.finish - span.begin
        if (
            (
                not span.sure
                and not re.search(r"arbejdstid|vagt|mødetid|dag|timer|work|shift|day|hours|hold|skift", near)
            )
            or length < 60
            or length > 17 * 60
        ):
            continue
        if negated(doc.clause_at(span.start), span.start, span.end, 4) or _is_start_window(doc, span):
            continue
        days, said = _days(doc, span, first, last)
        read.append((span, days))
        some = not said and _SOME_DAYS.search(doc.low, first, last) is not None
        kind = "rotating" if system else _shift_kind(doc.low[first:last], some or _lies_between(doc, span))
        yield from _shift(doc, span, days, kind, 0.85 if said else 0.6)
        added = tuple(day for day in _added(doc, span, first, last) if day not in days)
        if added:
            read.append((span, added))
            yield from _shift(doc, span, added, "rotating", 0.6)
    if read:
        yield from _beside(doc, read)


def _lies_between(doc: Document, span: clock.Span) -> bool:
    lead = re.match(r"\D*", doc.low[span.start : span.end])
    return bool(_BETWEEN.search(doc.low[max(0, span.start - 20) : span.start] + (lead[0] if lead else "")))


_LASTING: Final = re.compile(
    r"\b(?P<n>\d{1,2}(?:[.,]5)?) ?timers?(?: arbejde)? (?:dagligt|daglig|om dagen|pr\.? dag|hver dag|hver aften|"
    r"hver morgen)"
    r"[^.;\d]{0,45}\b(?:fra|begynder|start(?:er)?) (?:kl\.?|klokken) ?(?P<t>\d{1,2}(?:[.:][0-5]\d)?)(?![\d.:]*\d)"
    r"(?!\s*(?:-|–|til))"
)


def _lasting(doc: Document) -> Iterator[clock.Span]:
    """Windows told by a beginning and a length: "3 timer dagligt fra kl. 14.30"."""
    for match, _ in doc.find(_LASTING):
        begin, hours = clock.clock(match["t"]), number(match["n"])
        if begin is not None and hours and hours <= 10:
            yield clock.Span(begin, begin + round(hours * 60), match.start("t"), match.end(), True)


_COUNTS: Final = re.compile(
    r"\s+(?!(?:(?:\d|to|tre|fire|fem|seks|syv|five|six|seven) (?:hver)?(?:dage|gange|days)|på|i|og|samt|eller|hver|"
    r"alle|on|every|and|or|med|ugens|mandag\w*|tirsdag\w*|onsdag\w*|torsdag\w*|fredag\w*|"
    r"lørdag\w*|søndag\w*|hverdage?\w*|dagligt|man|tirs?|ons|tors?|fre|lør|søn|\w*day|weekdays)\b)[a-zæøå]"
)
"""After "1-2": what is counted ("1-2 pædagoger"), so no clock window."""
_START_WINDOW: Final = re.compile(
    r"\b(?:mødetid\w*|mødetidspunkt\w*|starttid\w*|starttidspunkt\w*|start(?:ing)? times?|møder? (?:ind|på arbejde)|"
    r"begynder?|starter?)\b(?: (?:er|is|kan|du|frit|fleksibelt|flexible|mellem|between|ligge|ligger))*\W*$"
)


def _is_start_window(doc: Document, span: clock.Span) -> bool:
    """Whether a short window only says when one may come: "fleksibel mødetid mellem 7 og 9"."""
    lead = doc.low[max(0, span.start - 50) : span.start] + (re.match(r"\D*", doc.low[span.start : span.end]) or [""])[0]
    between = re.search(r"\b(?:mellem|between|ml\.)\W*(?:kl\.?|klokken)?\W*$", lead)
    return (
        span.finish - span.begin <= 180
        and bool(between)
        and bool(_START_WINDOW.search(lead[: between.start()] if between else lead))
    )


_MAY_BE: Final = re.compile(r"\b(?:mulighed(?:er)? for|possibility|possible|kan vælge|frivillig\w*)\b")
_BESIDE: Final = MappingProxyType({"evening": (17 * 60, 22 * 60), "night": (22 * 60, 30 * 60)})
"""Windows of the parts of the day that are named beside clock times without times of their own."""


def _beside(doc: Document, read: list[tuple[clock.Span, tuple[int, ...]]]) -> Iterator[Proposal]:
    """Rotating shifts for a weekend, evening or night that no window covers."""
    named = named_times(doc)
    if len(named) > 1 and chosen(doc, named):
        return
    named = {code: place for code, place in named.items() if not _MAY_BE.search(doc.clause_at(place[0]).low)}
    windows = {(span.begin, span.finish) for span, _ in read}
    if "weekend" in named and not any(set(days) & {6, 7} for _, days in read):
        start, end = named["weekend"]
        for begin, finish in sorted(windows)[:2]:
            yield from _shift(doc, clock.Span(begin, finish, start, end, False), clock.WEEKEND, "rotating", 0.6)
    for part, (begin, finish) in _BESIDE.items():
        if part in named and not any(
            first + later < finish and begin < last + later for first, last in windows for later in (0, clock.DAY)
        ):
            start, end = named[part]
            yield from _shift(doc, clock.Span(begin, finish, start, end, False), clock.WEEKDAYS, "rotating", 0.5)


def _shift(doc: Document, span: clock.Span, days: tuple[int, ...], kind: str, confidence: float) -> Iterator[Proposal]:
    pieces = [(days, span.begin, min(span.finish, clock.DAY))]
    if span.finish > clock.DAY:
        pieces.append((tuple(sorted(day % 7 + 1 for day in days)), 0, span.finish - clock.DAY))
    for weekdays, start, end in pieces:
        if end > start:
            value: dict[str, Any] = {
                "weekdays": list(weekdays),
                "start": clock_text(start),
                "end": clock_text(end),
                "kind": kind,
            }
            yield found(doc, "shifts", value, span.start, span.end, confidence)


def _days(doc: Document, span: clock.Span, first: int, last: int) -> tuple[tuple[int, ...], bool]:
    """The days of a window: those named since the previous window, else right after it, else in the sentence."""
    earlier = [other.end for other in clock.spans(doc) if first <= other.start < span.start]
    begin, own = max([first, *earlier]), span.start
    span = _last_joined(doc, span)
    later = [other.start for other in clock.spans(doc) if span.start < other.start < last]
    after = (
        ""
        if re.match(r"\W*(?:samt|og|plus|and)\b", doc.low[span.end : last])
        else doc.low[span.end : min([last, *later])]
    )
    if _OTHER_END.match(after) or (later and re.match(r"\s*[,;(]", after)):
        after = ""
    places = (
        [doc.low[begin:own], after] if not _days_after(doc, first, last) else [doc.low[span.end : min([last, *later])]]
    )
    for place in (*places, doc.low[first:begin], doc.low[max(0, first - 80) : first]):
        days = _named(place, alone=place is not after)
        if days:
            return days, True
    return _counted_days(doc.low[first:last])


def _last_joined(doc: Document, span: clock.Span) -> clock.Span:
    """The last of the windows that follow ``span`` with nothing but a word between: they share their days."""
    for other in clock.spans(doc):
        if other.start >= span.end and _JOINED.fullmatch(doc.low, span.end, other.start):
            span = other
    return span


def _days_after(doc: Document, first: int, last: int) -> bool:
    """Whether each window of the sentence stands before its days: "15-23 på hverdage og 7-15 i weekender"."""
    windows = [span for span in clock.spans(doc) if first <= span.start < last]
    if len(windows) < 2 or _named(doc.low[first : windows[0].start]):
        return False
    return bool(_named(doc.low[windows[-1].end : last]) and _DAYS_NEXT.match(doc.low, windows[0].end))


_DAYS_NEXT: Final = re.compile(r"\W*(?:(?:på|i|om|on|in) )?(?:alle )?(?:\w*dag\w*|weekend\w*|weekday\w*)")


_JOINED: Final = re.compile(r"\W*(?:(?:eller|or|og|and|samt)\W+)?(?:(?:kl\.?|klokken|fra|from)\W*)*")
_OTHER_END: Final = re.compile(
    r"[\s,;(]*(?:dog |og |men )?(?:mandag|tirsdag|onsdag|torsdag|fredag|friday)\w* (?:dog )?(?:kun )?(?:ind)?til "
    r"(?:kl|\d)|"
    r"[\s,;(]*(?:dog |og |men )?(?:fredag|friday)e? (?:dog )?(?:kun )?(?:kl\.? ?)?\d{1,2}(?:[.:]\d\d)?"
    r"(?![\d.:]*\s*(?:-|–|til|og|to)\s*\d)(?!\d)"
)
"""Right after a window: the day that ends at another time ("kl. 7-15, fredag til kl. 14", "fredag kl. 12")."""


def _counted_days(low: str) -> tuple[tuple[int, ...], bool]:
    """Days that are only counted: six or seven reach into the weekend, fewer are taken for weekdays."""
    match = re.search(
        r"\b(?:(?P<six>6|seks|six)|(?P<all>7|syv|seven)) (?:dage|days|nætter|nights|morgener)(?= (?:om|a|i|per|pr))",
        low,
    )
    if match:
        return (clock.ALL_DAYS if match["all"] else (*clock.WEEKDAYS, 6)), True
    weekend = re.search(r"\b(?:inkl\w*\.?|også|including|incl\.?|herunder) (?:\w+ )?weekend", low)
    return (clock.ALL_DAYS if weekend else clock.WEEKDAYS), False


_NOW_AND_THEN: Final = re.compile(r"(?:hver|every) \w+\.? week")
_EVERY_SO_OFTEN: Final = r"(?:hver|every) (?:anden|tredje|fjerde|femte|\d\.|other|second|third|fourth)"
_ADDED_BEFORE: Final = re.compile(
    rf"(?:\b(?:inkl\w*\.?|heraf|herunder|også|samt|incl\w*\.?|also|plus)|\+) ?(?:\w+ ){{0,3}}$|"
    rf"\b{_EVERY_SO_OFTEN} (?:\w*day and |\w*dag og )?$"
)
_ADDED_AFTER: Final = re.compile(rf"\s*\(?{_EVERY_SO_OFTEN}")
"""Beside a day of the weekend: it comes on top of the days of the window ("inkl. lørdag", "+ lørdage i sæsonen")."""


def _is_added(low: str, match: re.Match[str]) -> bool:
    weekend = match["weekend"] or (match["d"] and set(clock.days_of(match)) <= {6, 7})
    return bool(weekend) and bool(
        _NOW_AND_THEN.match(match[0])
        or _ADDED_BEFORE.search(low[max(0, match.start() - 40) : match.start()])
        or _ADDED_AFTER.match(low, match.end())
    )


def _added(doc: Document, span: clock.Span, first: int, last: int) -> tuple[int, ...]:
    """Days of the weekend that come on top of the days of the sentence's last window."""
    if any(span.start < other.start < last for other in clock.spans(doc)):
        return ()
    low = doc.low[span.end : last]
    added = [match for match in clock.named_days(low) if _is_added(low, match)]
    one_day = [match for match in added if match["d"] or low.endswith(" dag i ", 0, match.start())]
    return tuple(sorted({day for match in one_day for day in clock.days_of(match)}))


def _named(low: str, alone: bool = True) -> tuple[int, ...]:
    """The days that ``low`` names; "hver anden weekend" counts only ``alone``, not beside other days."""
    days: set[int] = set()
    found_days = list(clock.named_days(low))
    other = any(not _is_added(low, match) for match in found_days)
    for match in found_days:
        if _is_added(low, match) and (other or not alone):
            continue
        if not re.search(
            r"\b(?:ikke|ingen|undtagen|fri|lukket)\b", plain(low[max(0, match.start() - 25) : match.start()])
        ):
            days.update(clock.days_of(match))
    return tuple(sorted(days))


def _shift_kind(sentence: str, between: bool) -> str:
    """Flexible where the hours lie somewhere between two times or one window of several can be chosen."""
    if _FLEXIBLE.search(sentence):
        return "flexible"
    if ROTATING.search(sentence):
        return "rotating"
    windows = [match.span() for match in clock.span_pattern().finditer(sentence)]
    choice = any(_OR.search(sentence[one[1] : other[0]]) for one, other in pairwise(windows))
    return "flexible" if between or choice or (len(windows) > 1 and _CHOOSE.search(sentence)) else "fixed"
