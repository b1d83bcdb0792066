"""When a vacancy's work lies: shifts with clock times, and parts of the day that are only named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from features.reading import clock
from features.reading.availability import clock_text
from features.reading.document import Document
from features.reading.finding import found
from features.reading.proposal import Proposal
from features.reading.scope import negated, plain

_WORKING: Final = re.compile(
    r"\b(?:arbejdstid\w*|arbejder|arbejdet|arbejde|arbejds\w*|vagt\w*|mødetid\w*|møde\w*|mandag\w*|"
    r"tirsdag\w*|onsdag\w*|torsdag\w*|fredag\w*|lørdag\w*|søndag\w*|man-fre|hverdage?\w*|weekend\w*|"
    r"dagtimer\w*|daghold|aftenhold|nathold|timer|tidsrum\w*|ligger|fordelt|skema|working|work\w*|hours|"
    r"shifts?|weekdays?|monday|friday|saturday|evening\w*|morning\w*|dagligt|aften\w*|nat\w*|morgen\w*|"
    r"stilling\w*|placer\w*|rengøring\w*|skiftehold\w*)\b"
)
_NOT_WORKING: Final = re.compile(
    r"\b(?:åbningstid\w*|åbent|åben\b|åbner|holder åbent|har åbent|opening hours|open from|telefon\w*|"
    r"tlf\w*|ring\w*|kontakt\w*|træffes|samtale\w*|ansøgningsfrist\w*|interview\w*|rundvisning\w*|frist|"
    r"ansøg\w*|call|office hours|kontortid|bussen|brochure|alderen|år\b|børn i|årige|klasse\w*|"
    r"informationsmøde|møde dig|besøg\w*|side \d|spis\w*|frokost\w*|apply|deadline|phone)\b"
)
_ROTATING: Final = re.compile(
    r"\b(?:skift\w*(?! (?:tøj|bleer|stilling))|rotation\w*|rotér\w*|roter\w*|turnus\w*|vekslende|på skift|"
    r"rullende|rotating|blandede vagter|forskudt\w*|varierende|hver anden|alternating|treholdsskift|"
    r"toholdsskift|enten\b|rul\b)\b"
)
_FLEXIBLE: Final = re.compile(
    r"\b(?:fleksib\w*|efter aftale|selv (?:planlægge|tilrettelægge|vælge|bestemme)\w*|flex\w*|flekstid|"
    r"i tidsrummet|inden for tidsrummet|valgfri\w*|aftales|tilrettelægge\w* selv|within the period)\b"
)
_EITHER: Final = re.compile(
    r"\b(?:eller|or|enten|either|valgfri\w*|efter ønske|du (?:kan )?(?:selv )?vælge\w*|og/eller|and/or|"
    r"du bestemmer)\b"
)


def read_shifts(doc: Document) -> Iterator[Proposal]:
    """One proposal per clock window; a window over midnight becomes two, days that are not said become weekdays."""
    for number, span in enumerate(clock.spans(doc)):
        first, last = doc.sentence_at(span.start)
        near = doc.low[max(first, span.start - 90) : min(last, span.end + 40)]
        if _NOT_WORKING.search(near) or not (
            _WORKING.search(near) or (span.sure and _WORKING.search(doc.low[first:last]))
        ):
            continue
        length = span.finish - span.begin
        if (
            (not span.sure and not re.search(r"arbejdstid|vagt|mødetid|dag|hverdag|timer|work|shift", near))
            or length < 60
            or length > 17 * 60
        ):
            continue
        if negated(doc.clause_at(span.start), span.start, span.end, 4):
            continue
        days, said = _days(doc, span, first, last)
        yield from _shift(doc, span, days, _shift_kind(doc.low[first:last], number), 0.85 if said else 0.6)


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
    begin = max([first, *earlier])
    later = [other.start for other in clock.spans(doc) if span.start < other.start < last]
    after = (
        ""
        if re.match(r"\W*(?:samt|og|plus|and)\b", doc.low[span.end : last])
        else doc.low[span.end : min([last, *later])]
    )
    for place in (doc.low[begin : span.start], after, doc.low[first:begin], doc.low[max(0, first - 80) : first]):
        days = _named(place)
        if days:
            return days, True
    return clock.WEEKDAYS, False


def _named(low: str) -> tuple[int, ...]:
    days: set[int] = set()
    for match in clock.named_days(low):
        if not re.search(
            r"\b(?:ikke|ingen|undtagen|fri|lukket)\b", plain(low[max(0, match.start() - 25) : match.start()])
        ):
            days.update(clock.days_of(match))
    return tuple(sorted(days))


def _shift_kind(sentence: str, number: int) -> str:
    if _FLEXIBLE.search(sentence):
        return "flexible"
    return (
        "rotating"
        if _ROTATING.search(sentence)
        or (_EITHER.search(sentence) and len(list(clock.span_pattern().finditer(sentence))) > 1)
        else "fixed"
    )


_PARTS: Final = {
    "morning_early": "early",
    "evening": "evening",
    "night": "night",
    "day": "day",
    "morning": "day",
    "afternoon": "day",
}
_OTHERS_SHIFTS: Final = re.compile(
    r"\b(?:god (?:morgen|aften)|i morgen|forældrekaffe|åbent|lukket|\d+ nattevagter|samtale\w*|"
    r"sommeraften|julen|julenat|morgensang|morgensamling|overnatning\w*|weekendophold|informationsaften|"
    r"(?:opera|teater)aften|sagde|dag og nat|kl\. ?\d+ (?:om )?(?:aftenen|morgenen)? ?(?:er|lukker)|"
    r"hver dag er|til hverdag|fri (?:i |hver )?weekend\w*|weekend(?:er)?(?:ne)? fri|lange weekender|"
    r"frist\w*|ansøg\w*|personalet består|består af \d+|øvrige|vågne|vågen nattevagt)\b"
)
_SHIFT_WORD: Final = re.compile(
    r"\b(?:dagvagt\w*|aftenvagt\w*|nattevagt\w*|weekendvagt\w*|morgenvagt\w*|weekendarbejde|aftenarbejde|"
    r"natarbejde|arbejd\w*|vagt\w*|ligger|placer\w*|arbejdstid\w*|timer\w*|job\w*|work\w*|shifts?|hours|"
    r"mandag|hverdag\w*|dagtimer\w*|hold|skift\w*|stilling\w*|søger|fordelt|møde\w*|deltag\w*|"
    r"kan (?:også )?(?:tage|arbejde))\b"
)


def read_daytimes(doc: Document) -> Iterator[Proposal]:
    """Parts of the day that the work lies in, and whether one may choose between them."""
    seen: dict[str, tuple[int, int]] = {}
    for pattern, weekend in ((clock.part_pattern(), False), (clock.day_pattern(), True)):
        for match, clause in doc.find(pattern):
            code = _daytime(match, weekend)
            near = clause.low[max(0, match.start() - clause.start - 90) : match.end() - clause.start + 50]
            if code is None or code in seen or not _SHIFT_WORD.search(near) or _OTHERS_SHIFTS.search(near):
                continue
            if negated(clause, match.start(), match.end(), 6) or re.search(
                r"\b(?:børn\w*|beboer\w*|borgere?\w*) (?:er|har|sover|bor|kommer)\b", clause.low
            ):
                continue
            seen[code] = match.span()
    for code, (start, end) in seen.items():
        yield found(doc, "daytimes", code, start, end, 0.8)
    if len(seen) > 1 and _chosen(doc, seen):
        start, end = next(iter(seen.values()))
        yield found(doc, "daytimes_choice", True, start, end, 0.75)


def _daytime(match: re.Match[str], weekend: bool) -> str | None:
    if not weekend:
        return _PARTS.get(match.lastgroup or "")
    if match["weekend"]:
        return "weekend"
    if match["d"] and not match["e"] and set(clock.days_of(match)) & {6, 7}:
        return "weekend"
    return None


def _chosen(doc: Document, seen: dict[str, tuple[int, int]]) -> bool:
    """Whether "eller" or a free choice stands between the named parts of one sentence."""
    places = sorted(seen.values())
    for (_, end), (start, _) in pairwise(places):
        if doc.sentence_at(end - 1) == doc.sentence_at(start) and re.search(
            r"\b(?:eller|or|og/eller)\b|/", doc.low[end:start]
        ):
            return True
    first, last = doc.sentence_at(places[0][0])
    return bool(
        re.search(
            r"\b(?:valgfri\w*|du (?:kan )?(?:selv )?vælge\w*|efter (?:eget )?ønske|du bestemmer|"
            r"selv bestemme\w*)\b",
            doc.low[first:last],
        )
    )
