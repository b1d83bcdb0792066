"""When a vacancy's work lies: shifts with clock times, and parts of the day that are only named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from types import MappingProxyType
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
    r"shifts?|weekdays?|\w+day|nætter|nights?|evening\w*|morning\w*|dagligt|aften\w*|nat\w*|morgen\w*|"
    r"stilling\w*|placer\w*|rengøring\w*|skiftehold\w*|\w*hold|\w*skift\w*|du|rent|"
    r"(?:dage|days) (?:om|a) (?:ugen|week)|søg(?:er|es))\b"
)
_NOT_WORKING: Final = re.compile(
    r"\b(?:åbningstid\w*|åbent|åben\b|åbner|holder åbent|har åbent|opening hours|open from|telefon\w*|"
    r"tlf\w*|ring\w*|kontakt\w*|træffes|\w*samtale\w*|ansøgningsfrist\w*|interview\w*|rundvisning\w*|frist|"
    r"ansøg\w*|call|office hours|kontortid|bussen|brochure|alderen|år\b|børn i|årige|klasse\w*|"
    r"informationsmøde|møde dig|besøg\w*|side \d|spis\w*|frokost\w*|apply|deadline|phone)\b"
)
_ROTATING: Final = re.compile(
    r"\b(?:skift\w*(?! (?:tøj|bleer|stilling))|rotation\w*|rotér\w*|roter\w*|turnus\w*|vekslende|på skift|"
    r"rullende|rotating|blandede vagter|forskudt\w*|varierende|hver anden|alternating|treholdsskift|"
    r"toholdsskift|enten\b|rul\b|kan (?:også|evt\.?|eventuelt) (?:være|ligge)|efter vagtplan|"
    r"efter tur|på tur)\b"
)
_FLEXIBLE: Final = re.compile(
    r"\b(?:fleksib\w*|frit placer\w*|efter aftale|selv (?:planlægge|tilrettelægge|vælge|bestemme)\w*|"
    r"(?:vælger?|bestemmer|"
    r"planlægger) (?:du )?selv|"
    r"flex\w*|flekstid|"
    r"i tidsrummet|inden for tidsrummet|valgfri\w*|aftales|tilrettelægge\w* selv|within the period)\b"
)
_EITHER: Final = re.compile(
    r"\b(?:eller|or|enten|either|valgfri\w*|efter ønske|du (?:kan )?(?:selv )?vælge\w*|og/eller|and/or|"
    r"du bestemmer)\b"
)


def read_shifts(doc: Document) -> Iterator[Proposal]:
    """One proposal per clock window; a window over midnight becomes two, days that are not said become weekdays.

    Weekends, evenings and nights that are named beside the windows but lie in none of them become rotating shifts of
    their own: they may be asked for.
    """
    read: list[tuple[clock.Span, tuple[int, ...]]] = []
    system = bool(_SHIFT_SYSTEMS.search(doc.low)) and len(list(clock.spans(doc))) > 1
    for number, span in enumerate(clock.spans(doc)):
        first, last = doc.sentence_at(span.start)
        near = doc.low[max(first, span.start - 90) : min(last, span.end + 40)]
        if _NOT_WORKING.search(near) or not (
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
        kind = "rotating" if system else _shift_kind(doc.low[first:last], number)
        yield from _shift(doc, span, days, kind, 0.85 if said else 0.6)
    if read:
        yield from _beside(doc, read)


_COUNTS: Final = re.compile(
    r"\s+(?!(?:på|i|og|samt|eller|hver|alle|on|every|and|or|med|ugens|mandag\w*|tirsdag\w*|onsdag\w*|torsdag\w*|fredag\w*|"
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
    named = _named_times(doc)
    if len(named) > 1 and _chosen(doc, named):
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
    begin = max([first, *earlier])
    later = [other.start for other in clock.spans(doc) if span.start < other.start < last]
    after = (
        ""
        if re.match(r"\W*(?:samt|og|plus|and)\b", doc.low[span.end : last])
        else doc.low[span.end : min([last, *later])]
    )
    if _OTHER_END.match(after):
        after = ""
    for place in (doc.low[begin : span.start], after, doc.low[first:begin], doc.low[max(0, first - 80) : first]):
        days = _named(place, alone=place is not after)
        if days:
            return days, True
    return _counted_days(doc.low[first:last])


_OTHER_END: Final = re.compile(
    r"[\s,;(]*(?:dog |og |men )?(?:mandag|tirsdag|onsdag|torsdag|fredag|friday)\w* (?:dog )?(?:kun )?til (?:kl|\d)"
)
"""Right after a window: the day that ends at another time ("kl. 7-15, fredag til kl. 14")."""


def _counted_days(low: str) -> tuple[tuple[int, ...], bool]:
    """Days that are only counted: six or seven reach into the weekend, fewer are taken for weekdays."""
    match = re.search(r"\b(?:(?P<six>6|seks|six)|(?P<all>7|syv|seven)) (?:dage|days)(?= (?:om|a|i|per|pr))", low)
    if match:
        return (clock.ALL_DAYS if match["all"] else (*clock.WEEKDAYS, 6)), True
    weekend = re.search(r"\b(?:inkl\w*\.?|også|including|incl\.?|herunder) (?:\w+ )?weekend", low)
    return (clock.ALL_DAYS if weekend else clock.WEEKDAYS), False


_NOW_AND_THEN: Final = re.compile(r"(?:hver|every) \w+\.? week")


def _named(low: str, alone: bool = True) -> tuple[int, ...]:
    """The days that ``low`` names; "hver anden weekend" counts only ``alone``, not beside other days."""
    days: set[int] = set()
    found_days = list(clock.named_days(low))
    other = any(not match["weekend"] for match in found_days)
    for match in found_days:
        sometimes = match["weekend"] and (
            _NOW_AND_THEN.match(match[0])
            or re.search(r"\b(?:inkl\w*\.?|også|samt|incl\w*\.?|og|also) (?:\w+ )?$", low[: match.start()])
        )
        if sometimes and (other or not alone):
            continue
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
    "very_early": "early",
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
    r"forældremøde\w*|personalemøde\w*|årlige|"
    r"frist\w*|ansøg\w*|personalet består|består af \d+|øvrige|vågne|vågen nattevagt)\b"
)
_SHIFT_WORD: Final = re.compile(
    r"\b(?:dagvagt\w*|aftenvagt\w*|nattevagt\w*|weekendvagt\w*|morgenvagt\w*|weekendarbejde|aftenarbejde|"
    r"natarbejde|arbejd\w*|\w*vagt\w*|ligger|placer\w*|arbejdstid\w*|timer\w*|job\w*|work\w*|shifts?|hours|"
    r"(?:man|tirs|ons|tors|fre)dag|kl\.?|enten|efter (?:eget )?ønske|hverdag\w*|dagtimer\w*|hold|\w*skift\w*|"
    r"du vælger|stilling\w*|søger|fordelt|møde\w*|deltag\w*|"
    r"kan (?:også )?(?:tage|arbejde))\b"
)


def read_daytimes(doc: Document) -> Iterator[Proposal]:
    """Parts of the day that the work lies in, and whether one may choose between them."""
    seen = _named_times(doc)
    for code, (start, end) in seen.items():
        yield found(doc, "daytimes", code, start, end, 0.8)
    if len(seen) > 1 and _chosen(doc, seen):
        start, end = next(iter(seen.values()))
        yield found(doc, "daytimes_choice", True, start, end, 0.75)


_SHIFT_SYSTEMS: Final = re.compile(
    r"\b(?:(?P<any>skiftehold\w*)|(?P<three>(?:treholds|3-?holds|tre-?holds)\w*|three[- ]shift)|"
    r"(?P<two>(?:toholds|2-?holds|to-?holds)\w*|two[- ]shift))"
)


_HIRING: Final = re.compile(
    r"^(?!.*\b(?:ikke|ingen|uden|aldrig)\b).*\bmangler (?:vi )?(?:\w+ )?(?:en|et|flere|nye|hjælp|"
    r"folk|vikarer|\d|to|tre)\b"
)
"""Who is missing is wanted: "plejehjemmet mangler en fast nattevagt" denies nothing."""
_LATE_START: Final = re.compile(
    r"\b(?:fra|efter|after|from|tidligst) (?:kl\.?|klokken) ?(?:1[6-9]|2[0-2])(?:[.:]\d\d)?(?![.:]?\d)"
    r"(?!\s*(?:-|–|til|to|og)\s*(?:ca|kl|\d))"
)
"""Work after four in the afternoon without an end: "fra kl. 17"."""
_COMPOUND: Final = re.compile(
    r"\b(?:(?P<early>(?:tidlig)?morgen)|(?P<day>dag|formiddags?|eftermiddags?)|(?P<evening>aften)|(?P<night>nat(?:te)?)|"
    r"(?P<weekend>weekend))-?(?:rengør\w*|medarbejder\w*|medhjælper\w*|hjælp\w*|job\w*|personale\w*|assistent\w*|opvask\w*|"
    r"chauffør\w*|portier\w*|operatør\w*|receptionist\w*|pædagog\w*|sygeplejerske\w*|skift\w*|hold\w*|vagt\w*|afløser\w*)"
)
"""Jobs named after their part of the day: "aftenrengøring", "weekendmedarbejder"."""
_SHIFT_ITSELF: Final = re.compile(
    r"\w*(?:hold(?:et)?|vagt(?:er|erne)?|arbejde)|(?:day|evening|night) shifts?|daghold|nathold|aftenhold"
)


def _named_times(doc: Document) -> dict[str, tuple[int, int]]:
    """Where each part of the day in which the work lies is named, by its code."""
    seen: dict[str, tuple[int, int]] = {}
    for match, clause in doc.find(_SHIFT_SYSTEMS):
        if not match["any"] and not negated(clause, match.start(), match.end(), 4):
            for each in ("day", "evening", "night") if match["three"] else ("day", "evening"):
                seen.setdefault(each, match.span())
    for match, clause in doc.find(_LATE_START):
        if not _NOT_WORKING.search(clause.low):
            seen.setdefault("evening", match.span())
    for match, clause in doc.find(_COMPOUND):
        if not negated(clause, match.start(), match.end(), 4) and not _OTHERS_SHIFTS.search(clause.low):
            named_part = next(name for name, group in match.groupdict().items() if group)
            seen.setdefault(named_part, match.span())
    for pattern, weekend in ((clock.part_pattern(), False), (clock.day_pattern(), True)):
        for match, clause in doc.find(pattern):
            code = _daytime(match, weekend)
            near = clause.low[max(0, match.start() - clause.start - 90) : match.end() - clause.start + 50]
            named = _SHIFT_WORD.search(near) or _SHIFT_ITSELF.fullmatch(match[0])
            if code is None or code in seen or not named or _OTHERS_SHIFTS.search(near):
                continue
            if (negated(clause, match.start(), match.end(), 6) and not _HIRING.search(clause.low)) or re.search(
                r"\b(?:børn\w*|beboer\w*|borgere?\w*) (?:er|har|sover|bor|kommer)\b", clause.low
            ):
                continue
            seen[code] = match.span()
    return seen


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
            first, last = doc.sentence_at(start)
            slash = not re.search(r"\b(?:eller|or)\b", doc.low[end:start])
            return not (slash and _ROTATING.search(doc.low[first:last]))
    first, last = doc.sentence_at(places[0][0])
    return bool(
        re.search(
            r"\b(?:valgfri\w*|du (?:kan )?(?:selv )?vælge\w*|efter (?:eget )?ønske|du bestemmer|"
            r"selv bestemme\w*)\b",
            doc.low[first:last],
        )
    )
