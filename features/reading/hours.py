"""Amounts of working time in a text: "6-8 timer om ugen", "to timer om dagen fire dage", "fuld tid", "halv tid".

An amount has a low and a high end and says what it is per. Hours that are no working time (lessons, sleep, travel,
opening hours, notice) are left out here, so both readers share one list of exceptions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from features.reading.clock import COUNTED_HOURS, days_of, named_days
from features.reading.document import Clause, Document
from features.reading.numbers import NUMBER, TO, bounds, number, quantity

WEEKS_A_MONTH: Final = 52 / 12
FULL_TIME: Final = 37.0
_UNIT: Final = (
    r"(?:timers?|tim\b\.?|t(?=\s*(?:/|pr\b|om ugen|ugentlig|\.?\s*/))\.?|t\b\.?|hours?|hrs?\b|h\b|"
    r"time(?= (?:om|pr|ad|dagligt|ugentligt))|(?<=,5 )time\b)"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """Hours from ``low`` to ``high`` per ``per``: week, day, month, fortnight, shift, or "" when not said."""

    low: float
    high: float
    per: str
    start: int
    end: int
    clause: Clause

    def weekly(self) -> Amount | None:
        """The same amount per week, or None when it cannot be told."""
        factor = {"week": 1.0, "": 1.0, "month": 1 / WEEKS_A_MONTH, "fortnight": 0.5}.get(self.per)
        return None if factor is None else replace(self, low=self.low * factor, high=self.high * factor, per="week")


@lru_cache(maxsize=1)
def _per_after() -> re.Pattern[str]:
    return re.compile(
        r"\s*(?:(?P<fortnight>(?:hver(?:t)? )?(?:14\. ?dag|anden uge|hver 14)|(?:pr\.? |på )(?:14 dage|"
        r"to uger))|"
        r"(?P<week>(?:\w+ ){0,2}?(?:om|i|pr\.?|per|/|a|each|hver|every|på en)\s*(?:ugen|uge|u\b|week)|ugentlig\w*|"
        r"weekly|ugl\b|i gennemsnit om ugen|/\s?u)|"
        r"(?P<month>(?:om|i|pr\.?|per|/|a|each)\s*(?:måneden|måned|mdr?\b|month)|månedlig\w*|monthly)|"
        r"(?P<shift>ad gangen|i træk|hver gang|each time|at a time|in a row|(?:pr\.?|per) (?:vagt|gang|shift)|"
        r"i alt pr|vagter|"
        r"a shift)|"
        r"(?P<day>(?:om|pr\.?|per|/|a|each)\s*(?:dagen|dag|day)|hver hverdag|"
        r"(?:hver|every|each|pr\.?) (?:morgen|formiddag|eftermiddag|aften|nat|morning|afternoon|evening|night)|"
        r"daglig\w*|daily|hver dag|"
        r"(?:på )?en (?:god |almindelig |normal )?dag\b(?=\W|"
        r"$)|per day|a day)|"
        r"(?P<year>(?:om|pr\.?)\s*(?:året|år)|årlig\w*))"
    )


_PER_BEFORE: Final = re.compile(
    r"(?:(?P<week>ugentlig\w*|ugetimetal\w*|om ugen|timetal\w*|arbejdstid(?:en)?|"
    r"weekly(?: working)? hours|per week|hver uge|ugenorm\w*|beskæftigelsesgrad)|"
    r"(?P<day>daglig\w*|om dagen|pr\. dag|hver dag|daily)|(?P<shift>vagter (?:på|af)|"
    r"ad gangen))[^.,;\d]{0,40}$"
)
_NOT_WORK: Final = re.compile(
    r"(?:sprogskole\w*|sprogcenter|danskundervisning|undervis\w*|dansktimer|lektion\w*|kursus\w*|kurser|"
    r"behandling\w*|fysioterapi|terapi|søvn\w*|sover|transport\w*|rejse\w*|i bus\w*|åbningstid\w*|åbent|"
    r"åben\b|"
    r"hverdagstimer|uddannelses?(?:timer|dage)|varsel|notice|døgnet|opening hours|lessons?|school|sleeps?|"
    r"travel\w*|i skole\b|går på dansk|dansk \d|kørsel\w*|parkering|telefon\w*|normering\w*|børnene (?:er|"
    r"går)|praktik\w*|pauser? på)"
)
_AFTER_NOT_WORK: Final = re.compile(
    r"^\s*(?:i døgnet|varsel|notice|a day, 7|kursus|uddannelse|undervisning|dansk|sprog|norsk|transport|"
    r"kørsel|i bus|med bus|pause|søvn|i bil|siden|/7|forberedelse|hver vej)"
)


def amounts(doc: Document) -> Iterator[Amount]:
    """Every amount of working time in the text; an amount per day is multiplied by the days that are said."""
    for match, clause in doc.find(quantity(_UNIT)):
        found = bounds(match)
        if found is None or _is_other_time(doc, clause, match.start(), match.end()):
            continue
        times = _TIMES.search(doc.low, max(0, match.start() - 12), match.start())
        found = (found[0] * int(times[1]), found[1] * int(times[1])) if times else found
        amount = _times_days(doc, Amount(*found, _per(doc, match), match.start(), match.end(), clause))
        yield amount
        yield from _risen(doc, amount)
    for amount in _bare(doc):
        yield amount
        yield from _risen(doc, amount)
    yield from _words(doc)


_RISE: Final = re.compile(
    rf"(?:,? (?:og |måske |evt\. |eventuelt )*)(?P<m>\d{{1,2}}) (?:senere|på sigt|efterhånden|med tiden|"
    rf"later)|(?:op til|op på|mhp\.?|med henblik på|senere|på sigt|derefter|herefter|stige\w* til|øge\w* til|"
    rf"increas\w* to|later|"
    rf"ellers|otherwise|up to)\s+(?:til |op til |på |måske |ca\. |gerne )*(?P<n>{NUMBER})(?!\s*(?:%|kg|km|min|kr|"
    rf"dage|uger|"
    rf"måneder|år|[.:]\d|-?timer|tim\b|t\b|hours))"
)


def _risen(doc: Document, amount: Amount) -> Iterator[Amount]:
    """A second amount that leaves its unit out: "3 timer om ugen og senere 8"."""
    last = doc.sentence_at(amount.start)[1]
    match = _RISE.search(doc.low, amount.end, min(last, amount.end + 70))
    high = number(match["n"] or match["m"]) if match else None
    if match and high and high > amount.low and amount.per in ("", "week"):
        group = "n" if match["n"] else "m"
        yield Amount(high, high, amount.per, match.start(group), match.end(group), doc.clause_at(match.start(group)))


_BARE: Final = re.compile(
    rf"(?:(?<!\d )(?<!\d)(?P<t>(?:timetal\w*|timer(?: om ugen| ugentligt| pr\.? uge)?|"
    rf"antal(?:let af)? timer(?: om ugen|"
    rf" pr\.? uge| ugentligt)?)\s*(?:[:=,]|er|på|\(|gerne|helst|ca\.?|op til|max\.?|maks\.?|højst|"
    rf" )+\s*)(?P<a>{NUMBER})(?:{TO}(?P<b>{NUMBER}))?(?=\s*(?:$|[.,;)]|om ugen|pr|ugentlig))|"
    rf"(?P<p>timer pt\.? )(?P<f>{NUMBER})(?=\s*(?:$|[.,;)]|mhp|med henblik))|(?P<s>start\w*|begynd\w*|"
    rf"lægge\w* ud)(?: \w+){{0,3}}? (?:med|på)\s+(?P<e>{NUMBER})(?=\s*(?:$|[.,;)]|"
    rf"og|til))|"
    rf"(?<![\d.,:/])(?P<c>\d{{1,2}}(?:[.,]5)?)(?:{TO}(?P<d>\d{{1,2}}(?:[.,]5)?))?\s+(?:om ugen|pr\.? uge|"
    rf"ugentlig\w*)\b)"
)


_LEAST_AND_MOST: Final = re.compile(
    rf"\b(?:mindst|minimum|min\.?) (?P<n>{NUMBER}) (?:og|,|men) (?:højst|max\.?|maks\.?|"
    rf"op til) {NUMBER}\s*(?:timer|t\b)"
)


_FROM_TO: Final = re.compile(
    r"\b(?:fra |from )(?P<a>\d{1,2}) (?:til|to) (?P<b>\d{1,2})(?!\s*(?:timer|t\b|hours|[.:]\d|om ugen|ugentlig|pr))"
)


_LISTED: Final = re.compile(
    r"(?<![\d.,:-])(?P<n>\d{1,2})(?=, (?:\d{1,2}, )*\d{1,2},? (?:eller|og|or|and) \d{1,2} (?:timer|hours))"
)


def _bare(doc: Document) -> Iterator[Amount]:
    """Numbers whose unit stands elsewhere: "timetal: 22", "mindst 15 og højst 25 timer", "25, 30 eller 37 timer"."""
    for match, clause in doc.find(_LISTED):
        yield Amount(float(match["n"]), float(match["n"]), "", match.start(), match.end(), clause)
    for match, clause in doc.find(_LEAST_AND_MOST):
        least = number(match["n"])
        if least:
            yield Amount(least, least, "week", match.start("n"), match.end("n"), clause)
    for match, clause in doc.find(_FROM_TO):
        low, high = number(match["a"]), number(match["b"])
        if (
            low
            and high
            and low < high <= FULL_TIME
            and COUNTED_HOURS.search(clause.low[: match.start() - clause.start])
        ):
            yield Amount(low, high, "week", match.start("a"), match.end(), clause)
    for match, clause in doc.find(_BARE):
        first_word = match["a"] or match["c"] or match["e"] or match["f"]
        low, high = number(first_word), number(match["b"] or match["d"] or first_word)
        first, last = doc.sentence_at(match.start())
        hours = "time" in doc.low[first:last] or "hour" in doc.low[first:last]
        if low and high and low <= high and hours and not _is_other_time(doc, clause, match.start(), match.end()):
            start = (
                match.start("a")
                if match["a"]
                else match.start("c")
                if match["c"]
                else match.start("e")
                if match["e"]
                else match.start("f")
            )
            yield Amount(low, high, "week", start, match.end(), doc.clause_at(start))


_TIMES: Final = re.compile(r"\b([2-7])\s*(?:[x×*]|gange(?: a| af)?)\s*$")


def _is_other_time(doc: Document, clause: Clause, start: int, end: int) -> bool:
    before, after = doc.around(start, end)
    if _AFTER_NOT_WORK.match(after) or _NOT_AMOUNT.search(before):
        return True
    named = after[:25].partition(",")[0]
    near = clause.low[max(0, start - clause.start - 45) : start - clause.start] + " " + named
    return bool(_NOT_WORK.search(near)) or bool(re.search(r"(?:kl\.?|klokken)\s*$", before))


_NOT_AMOUNT: Final = re.compile(
    r"\b(?:inden for|indenfor|within|(?:efter|after)(?: (?:ca\.?|cirka|kun|about|only))?)\s*$"
)
"""Words before hours that are a frame or a point in time: "efter 3 timer har hun brug for at komme hjem"."""
_DAYS_OF: Final = re.compile(
    r"(?:dage|vagter|formiddage|eftermiddage|aftener|gange)(?: om ugen| ugentligt| pr\.? uge)?,? (?:a|à|á|"
    r"af|med|på|hver på|hver|i)\s*$|\bdage (?:om ugen|ugentligt|pr\.? uge),?\s*$"
)


_ON_DAYS: Final = re.compile(r"\s*,?\s*(?:i |på )?(?:[2-6]|to|tre|fire|fem|seks) (?:hver)?(?:dage|gange)\b")
"""Hours on so many days: "2 timer 3 dage om ugen" is six a week."""


def _per(doc: Document, match: re.Match[str]) -> str:
    before, after = doc.around(match.start(), match.end())
    each = bounds(match)
    if each and each[1] <= 9 and _ON_DAYS.match(after):
        return "day"
    found = _per_after().match(after)
    if _DAYS_OF.search(before) and (found is None or found.lastgroup != "week"):
        return "day"
    if found is None and match[0].rstrip().endswith(("/u", "t/u")):
        return "week"
    if found is None:
        found = _PER_BEFORE.search(before)
    return found.lastgroup or "" if found else ""


_DAYS: Final = re.compile(
    rf"(?P<n>{NUMBER})\s*(?:(?:hver)?dage?|gange|vagter|formiddage|eftermiddage|aftener|days?|times|"
    rf"mornings|shifts)\b(?! ferie)(?! efter)(?! siden)"
)


_RANGE_BEFORE: Final = re.compile(rf"(?P<a>{NUMBER}){TO}$")


def days_said(low: str) -> tuple[float, float] | None:
    """Fewest and most days a week ``low`` speaks of: "2-3 dage", "hver dag", "mandag og onsdag"; None when none."""
    if match := _DAYS.search(low):
        count = number(match["n"])
        fewest = _RANGE_BEFORE.search(low, 0, match.start())
        least = (number(fewest["a"]) if fewest else None) or count
        return (min(least or count, count), count) if count and count <= 7 else None
    days = {day for match in named_days(low) if match["d"] or match["week"] or match["all"] for day in days_of(match)}
    return (float(len(days)), float(len(days))) if days else None


def _times_days(doc: Document, amount: Amount) -> Amount:
    if amount.per not in ("day", "shift"):
        return amount
    first, last = doc.sentence_at(amount.start)
    days = days_said(doc.low[amount.end : last]) or days_said(doc.low[first : amount.start])
    if (
        days is None
        or amount.high > 12
        or (amount.per == "shift" and "ad gangen" in doc.low[amount.end : amount.end + 14] and not days)
    ):
        return amount
    return replace(amount, low=amount.low * days[0], high=amount.high * days[1], per="week")


_FULL: Final = re.compile(
    r"\b(?:fuld(?:e|t)?[ -]?tid(?:s\w*)?|full[ -]?time|på fuld tid|fuldtidsstilling\w*|fuldtids\w*)\b"
)
_HALF: Final = re.compile(r"\b(?:halv(?:e)?[ -]?tid(?:s\w*)?|half[ -]?time|halvtids\w*)\b")
_HALF_DAYS: Final = re.compile(
    rf"\b(?P<n>{NUMBER})\s*(?:korte |halve )?(?P<what>formiddage|eftermiddage|aftener|halve dage|hele dage|"
    rf"dage|mornings|afternoons|evenings|days)\b(?=(?: om ugen| pr\.? uge| i ugen| ugentlig\w*| a week|"
    rf" per week|$|[,.]| i butik| og| hos| på))"
)


def _words(doc: Document) -> Iterator[Amount]:
    """Full time, half time and "a couple of mornings" (three hours each)."""
    for pattern, hours in ((_FULL, FULL_TIME), (_HALF, FULL_TIME / 2)):
        for match, clause in doc.find(pattern):
            yield Amount(hours, hours, "week", match.start(), match.end(), clause)
    for match, clause in doc.find(_HALF_DAYS):
        count, what = number(match["n"]), match["what"]
        each = 7.4 if what in ("hele dage",) else 3.0 if what not in ("dage", "days") else 0.0
        if (
            count
            and each
            and not _NOT_WORK.search(clause.low)
            and not re.search(r"\d\s*(?:timer|hours|t\b)", clause.low)
        ):
            yield Amount(count * each, count * each, "words", match.start(), match.end(), clause)
