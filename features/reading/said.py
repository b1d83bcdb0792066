"""What a clause about a participant's time says: only then, also then, not then, rather not then, preferably then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from features.reading import clock
from features.reading.document import Clause, Document
from features.reading.numbers import NUMBER
from features.reading.scope import doubt, past, plain


class Kind(Enum):
    """How a clause means a time."""

    ONLY = auto()
    ALSO = auto()
    NOT = auto()
    AVOID = auto()
    PREFER = auto()
    SKIP = auto()


BLOCK: Final = re.compile(
    r"\b(?:sprogskole\w*|sprogcenter\w*|danskundervisning\w*|danskkursus|danskuddannelse\w*|går (?:på|"
    r"til) dansk|dansk(?:hold)?(?= (?:man|tirs|ons|tors|fre))|undervisning\w*|(?:til )?behandling\w*|"
    r"fysioterapi\w*|genoptræning|psykolog\w*|terapi\w*|læge\w*|hospital\w*|samtaler|kursus|kurser|"
    r"(?<!børnene )(?<!børn )(?<!er )(?<!in )i skole|(?<!i )(?<!børnenes )(?<!in )skole(?! (?:og|til|fra|er|på|"
    r"eller|sammen)\b)(?!n\b)|"
    r"vuc|hf|fgu|aftenskole|virksomhedspraktik|praktik(?= (?:man|tirs|ons|tors|fre|hver|i|om))|"
    r"træning|fitness|passer (?:sin|sit|sine|mine|mit|barn|børn|barne|børne|mor|far|svigermor)\w*|afleverer|"
    r"henter|har (?:aftaler|møde\w*)|optaget|"
    r"language school|danish (?:class\w*|lessons?|school)|treatment|appointments?|picks? up|fri (?:hver|"
    r"om)|fridag|bede(?:r|tid)?|fredagsbøn|bøn|mosk[eé]\w*|kirke\w*|psykiater\w*|terapeut\w*|"
    r"ambulant\w*)\b"
)


_FETCH: Final = re.compile(
    r"\b(?:hente\w*|hentes|hjemme (?:igen |senest |hos \w+ )?(?:ca\. |kl|klokken|inden|senest|når|til)|"
    r"være hjemme|skal hjem|gå hjem|få fri|fri(?= (?:kl|klokken|senest|inden|før))|slutte\w*|pick\w* up|"
    r"be home|stoppe|senest af sted|gå (?:senest )?(?:kl|klokken)|afslutte\w*|skal (?:\w+ )?afsted|"
    r"skal (?:\w+ )?videre|ud(?:e)? (?:ad|af) døren|køre hjem|være (?:tilbage|færdig)|have fri)\b"
)


_BRING: Final = re.compile(
    r"\b(?:aflever\w*|følge\w* (?:børnene|barnet|sin)|bringe\w*|sende\w* børnene|drops? off|taking (?:the|"
    r"her|his) (?:kids|children))\b"
)


_FROM: Final = re.compile(
    r"\b(?:(?:møde|møder|starte|begynde|arbejde|mødetid|møde ind|komme|klar|start|kan|begin|tidligst|"
    r"først|from)\b[^.;\d]{0,32}?(?:tidligst|fra|før|efter|after|from|before|"
    r"at)\s*(?:ca\.\s*)?(?:kl\.?\s*|klokken\s*)?|tidligst (?:møde |starte )?(?:kl\.?|klokken)\s*|"
    r"tidligst\s+|(?:ikke )?før (?:kl\.?|klokken)\s*|from\s+(?=\d{1,2}(?:[.:]\d\d)?\s*[ap]m)|"
    r"fra\s+(?=\d{1,2}[.:]\d\d)|efter (?:kl\.?|klokken)\s*|fra (?:kl\.?|klokken)\s*)"
    r"(?P<t>(?:2[0-4]|[01]?\d)(?:[.:][0-5]\d)?(?!\d)|"
    + clock.HOUR_WORD
    + r")(?!\s*(?:-|–|til \d|timer|dage|uger|kg|%|\.\s*[a-zæøå]{3}|/))(?:\s*(?P<m>am|pm)\b)?"
)


_TO: Final = re.compile(
    r"\b(?:(?:til|indtil|senest|inden|before|until|by|efter|after|kl\.?|klokken|"
    r"at)\s*(?:ca\.\s*)?(?:kl\.?\s*|klokken\s*)?)(?P<t>(?:2[0-4]|[01]?\d)(?:[.:][0-5]\d)?(?!\d)|"
    + clock.HOUR_WORD
    + r")(?!\s*(?:timer|dage|uger|kg|%|\.\s*[a-zæøå]{3}|/|km|år))(?:\s*(?P<m>am|pm)\b)?"
)


_ONLY: Final = re.compile(
    r"\b(?:kun|udelukkende|alene|only|bare|skal være|kan (?!også|godt|også godt)|kan arbejde|arbejde|"
    r"ledig|fri|disponibel|til rådighed|mulighed for|available|can work|rådighed|hverdage|passer|"
    r"tidsrum\w*|dagtimer\w*|står til rådighed)\b"
)


_ADDED: Final = re.compile(
    r"\b(?:også|gerne også|både|fleksibel|ingen problemer|gør ikke noget|også godt|intet problem|"
    r"noget imod|åben for|kan godt|uden problemer|also|flexible|både og|eller|sagtens|vant til|"
    r"alle tidspunkter)\b"
)


_PREFER: Final = re.compile(r"\b(?:helst|foretrækker|gerne|prefers?|ønsker|allerhelst|bedst|vil gerne|would like)\b")


_RATHER_NOT: Final = re.compile(
    r"\b(?:helst ikke|helst (?:vil )?(?:undgå|fri for|slippe for|være fri)|foretrækker ikke|ikke så gerne|"
    r"vil helst (?:ikke|undgå|slippe|være fri)|rather not|vil gerne undgå|prefers? not)\b"
)


_OUT: Final = re.compile(
    r"\b(?:ikke|ingen|hverken|aldrig|undtagen|undgå\w*|ej|not|no|never|except|cannot|can't|udelukket|"
    r"(?:don|doesn|won).t(?! mind)|umulig\w*|uden|skån\w*|for (?:sent|tidligt))\b"
)


_COUNTED: Final = re.compile(rf"\b{NUMBER} (?:\w+ )?(?:formiddage|eftermiddage|aftener|mornings|afternoons|evenings)\b")


_BUSY: Final = re.compile(
    r"\b(?:(?:har|har en|har fast|har faste|skal til|skal på|går til|går på|er til|er på|er i|deltager|træner|"
    r"spiller|synger|passer|"
    r"møder (?:hos|med|på)|undervises|lærer|læser|studerer|besøger|bliver undervist|has|goes to|attends|have|learns|"
    r"studies)|(?:aftale|undervisning|danskhold|kursus|terapi|behandling|samtale|fredagsbøn|kontrol|undersøgelse|sygehus|"
    r"jobcenter|forening|kor|"
    r"fodbold|genoptræn|fysioterapeut)\w*)\b"
)
"""Something else that takes the time named: a time that is busy is not the time one can work."""
_LEARNING: Final = re.compile(
    r"\b(?:lærer|læser|studerer|undervises i|går til|learns|studies) (?:\w+ )?(?:dansk|engelsk|sprog|danish|english)\b"
)
"""Lessons at a time: that time is taken, whatever else the sentence says is the only one."""
_WHOLE_DAY: Final = re.compile(r"\b(?:hele dagen|hele (?:man|tirs|ons|tors|fre|lør|søn)dag|all day|fuld tid)\b")
_MERELY_GLADLY: Final = re.compile(r"(?:^|[,;(]|\bmen)\s*(?:evt\.? |måske )?(?:gerne|ønskes|foretrækkes)\b")
_WORKED: Final = re.compile(
    r"\b(?:sover|vågner|søvn|står op|praktik\w*|bussen (?:går|kører)|åbningstid\w*|(?:tidligt op|"
    r"op om morgenen)|møde (?:med|hos) (?:jobcenter|sagsbehandler|læge))\b"
)


@dataclass(frozen=True, slots=True)
class Said:
    """Days and windows of one clause; no days means every day, no windows the whole day."""

    kind: Kind
    days: tuple[int, ...]
    windows: tuple[tuple[int, int], ...]
    start: int
    end: int
    confidence: float
    more: int = 0

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
    kind = kind_of(clause, bool(read.times or read.spans), bool(read.days), read.parts)
    if match := _BUT.search(clause.low):
        yield from _except(clause, match.start(), read.spans)
        read, kind = replace(read, days=(), spans=()), kind if read.times else Kind.SKIP
    if kind is not Kind.SKIP:
        start, end = clause.start + min(edges), clause.start + max(edges)
        yield from _statements(clause, kind, read, start, end, 0.85 * doubt(clause))


def _read(doc: Document, clause: Clause) -> tuple[_Read, list[int]]:
    """What the clause names, and the places in it where it does."""
    low = clause.low
    days, places = days_in(clause)
    parts = tuple((match.lastgroup or "", *match.span()) for match in clock.part_pattern().finditer(low))
    spans = [span for span in clock.spans(doc) if clause.start <= span.start < clause.end] if _DIGIT.search(low) else []
    spans = [span for span in spans if span.sure or ((days or parts) and "time" not in low) or _workday(span, low)]
    times = tuple(_times(clause))
    edges = [edge for place in places for edge in place]
    edges += [edge for item in (*parts, *(item[1:] for item in times)) for edge in item[1:]]
    edges += [edge - clause.start for span in spans for edge in (span.start, span.end)]
    return _Read(days, parts, tuple(spans), times), edges


def _workday(span: clock.Span, low: str) -> bool:
    """ "Kan arbejde 9-14": two numbers that can only be clock times, since no unit and no week stands by."""
    day = 5 * 60 <= span.begin < span.finish <= clock.DAY and span.finish - span.begin <= 12 * 60
    told = re.search(r"\b(?:arbejde|mellem|ledig|rådighed|møde|work|available|kun|only)\b", low)
    return day and told is not None and not re.search(r"time|uge|week|hour|\bt\b|dage|år|month|måned", low)


_DIGIT: Final = re.compile(r"\d")
_BESIDE_WEEKEND: Final = re.compile(
    r"(?:aften\w*|nat\w*|nætter\w*|formiddag\w*|eftermiddag\w*|mornings?|afternoons?|evenings?|nights?)\s*(?:,|/|og|eller|samt|and|or|\+)\s*(?:(?:i|på|hver|both|"
    r"in|the) )*weekend|"
    r"weekend\w*\s*(?:,|/|og|eller|samt|and|or|\+)\s*(?:(?:om|på|in|the) )*(?:aften|nat|nætter|evening|night)"
)
"""Evenings *and* weekends: two times side by side, not the evenings of the weekend."""
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


def _statements(clause: Clause, kind: Kind, read: _Read, start: int, end: int, confidence: float) -> Iterator[Said]:
    family = clock.WEEKDAYS if _FETCH.search(clause.low) or _BRING.search(clause.low) else ()
    for direction, minute, first, last in read.times:
        window = (0, minute) if direction == "before" else (minute, clock.DAY)
        yield Said(Kind.NOT, read.days or family, (window,), clause.start + first, clause.start + last, confidence)
    if read.times and (kind is Kind.NOT or not (read.days or read.parts) or not _FRAMED.search(clause.low)):
        return
    blocked = kind is Kind.NOT and bool(BLOCK.search(clause.low))
    parts = tuple(_window(name, kind, blocked) for name, _, _ in read.parts)
    spans = () if read.times else tuple((span.begin, span.finish) for span in read.spans)
    if spans and kind is not Kind.NOT:
        parts = ()
    if blocked and not (spans or parts) and not _WHOLE_DAY.search(clause.low) and not _OUTRIGHT.search(clause.low):
        yield Said(kind, read.days, ((8 * 60, 16 * 60),), start, end, confidence * 0.7)
    elif read.days == clock.WEEKEND and not spans and _BESIDE_WEEKEND.search(clause.low):
        yield Said(kind, clock.ALL_DAYS, parts, start, end, confidence, clock.bits(clock.WEEKEND, ((0, clock.DAY),)))
    else:
        yield Said(kind, read.days, spans + parts, start, end, confidence)


def _window(name: str, kind: Kind, blocked: bool) -> tuple[int, int]:
    """The minutes a part of the day stands for: who *can* in the mornings can until one, lessons begin at eight."""
    if name == "morning" and kind is not Kind.NOT:
        return (7 * 60, 13 * 60)
    return (8 * 60, 12 * 60) if name == "morning" and blocked else clock.PARTS[name]


def days_in(clause: Clause) -> tuple[tuple[int, ...], list[tuple[int, int]]]:
    """The weekdays a clause names, and where."""
    days: set[int] = set()
    places = []
    for match in clock.named_days(clause.low):
        days.update(clock.days_of(match))
        places.append(match.span())
    return tuple(sorted(days)), places


_FETCH_OR_BLOCK: Final = re.compile(r"\b(?:hent(?:e|er|es)|picks? up)\b")


def _fetched_and_brought(low: str) -> Iterator[tuple[str, int, int, int]]:
    """ "Fetches at 15.30 and brings at 7.30": each time belongs to the verb nearest before it, else after it."""
    verbs = [(match.start(), "after") for match in _FETCH_OR_BLOCK.finditer(low)]
    verbs += [(match.start(), "before") for match in _BRING.finditer(low)]
    for match in _TO.finditer(low):
        minute = clock.clock(match["t"], match["m"])
        told = max((verb for verb in verbs if verb[0] < match.start()), default=min(verbs))
        if minute:
            late = told[1] == "after" and minute <= 8 * 60
            yield told[1], minute + 12 * 60 if late else minute, match.start(), match.end()


def _times(clause: Clause) -> Iterator[tuple[str, int, int, int]]:
    """Single clock times that bound the day: ("before", minutes) cannot before, ("after", minutes) cannot after."""
    low = clause.low
    if _FETCH_OR_BLOCK.search(low) and _BRING.search(low):
        yield from _fetched_and_brought(low)
        return
    if not re.search(r"\d|\b(?:" + "|".join(clock.HOURS) + r")\b", low):
        return
    if (
        _FETCH.search(low)
        or re.search(r"\b(?:ikke|not)\b[^.;]{0,25}\b(?:efter|senere end|længere end til|after|later than)\b", low)
    ) and not _BRING.search(low):
        for match in _TO.finditer(low):
            minute = clock.clock(match["t"], match["m"])
            if (
                minute is not None
                and minute > 0
                and not clock.span_pattern().search(low[match.start() : match.end() + 8])
            ):
                yield "after", minute if minute > 8 * 60 else minute + 12 * 60, match.start(), match.end()
        return
    if clock.span_pattern().search(low):
        return
    if _BRING.search(low) and (brought := _TO.search(low)):
        minute = clock.clock(brought["t"], brought["m"])
        if minute is not None and 4 * 60 <= minute <= 11 * 60:
            yield "before", minute, brought.start(), brought.end()
        return
    for found_from in _FROM.finditer(low):
        minute = clock.clock(found_from["t"], found_from["m"])
        if minute is not None and minute >= 4 * 60:
            yield "before", minute, found_from.start(), found_from.end()
            return
    if until := re.search(
        r"\b(?:kun|kan (?:arbejde|være|blive)|arbejde|only|can work) (?:\w+ ){0,4}?(?:til|indtil|"
        r"until)\s*(?:kl\.?\s*|klokken\s*)(?P<t>\d{1,2}(?:[.:]\d\d)?)",
        low,
    ):
        minute = clock.clock(until["t"])
        if minute:
            yield "after", minute, until.start(), until.end()


def kind_of(clause: Clause, timed: bool, days: bool, parts: tuple[tuple[str, int, int], ...]) -> Kind:
    """How the clause means the times it names."""
    low = plain(clause.low)
    if _RATHER_NOT.search(low):
        return Kind.AVOID
    if re.search(
        r"\b(?:ikke|intet|ingen|noget) (?:\w+ )?(?:imod|problem\w*)|gør ikke noget|ikke (?:kun|bare)|"
        r"ikke kræsen|\b(?:fint|fin|ok|okay|går an|passer (?:\w+ )?(?:fint|godt)|er godt)\b(?!.*\bikke\b)",
        clause.low,
    ):
        return Kind.ALSO
    lessons = _LEARNING.search(low) and not re.search(r"\b(?:ved siden af|efter|inden|uden om)\b", low)
    if lessons or re.search(r"\b(?:undtagen|bortset fra|except|på nær)\b", low):
        return Kind.NOT
    if re.search(r"\b(?:kun|only|udelukkende)\b", low) and not re.search(r"ikke", low):
        return Kind.ONLY
    if _OUT.search(low) or BLOCK.search(low) or _FETCH.search(low):
        return Kind.NOT
    if _BUSY.search(low) and not _ONLY.search(low) and not _PREFER.search(low) and not _ADDED.search(low):
        return Kind.NOT if timed or parts else Kind.AVOID
    if _MERELY_GLADLY.search(low) and not timed:
        return Kind.PREFER
    if re.search(r"\b(?:helst|foretrækker|allerhelst|prefers?|bedst)\b", low):
        return Kind.PREFER
    additive = {"very_early", "evening", "night", "morning_early"}
    extra = bool(parts) and all(name in additive for name, _, _ in parts)
    weekend_only = (
        days
        and not (parts and not extra)
        and bool(re.search(r"weekend", low))
        and not re.search(r"hverdag|mandag|tirsdag|onsdag|torsdag|fredag", low)
    )
    if _ADDED.search(low) or ((extra or weekend_only) and not timed):
        return Kind.ALSO if _ADDED.search(low) or not _PREFER.search(low) else Kind.PREFER
    if _COUNTED.search(low) and not timed:
        return Kind.PREFER
    if _ONLY.search(low) or timed:
        return Kind.ONLY
    if _PREFER.search(low) or _COUNTED.search(low):
        return Kind.PREFER
    return (
        Kind.ONLY
        if re.fullmatch(r"[\w\s:,.\-–/]{0,60}", low) and (days or parts) and len(low.split()) <= 6
        else Kind.SKIP
    )
