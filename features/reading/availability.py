"""When a participant can be away from home for work: what is excluded and what is left of the week.

``allowed = (union of what the person says they can, or the whole week) − what is excluded``. Days and times of one
clause belong together; a clause that names only days and another that names only times are intersected. Nothing said:
nothing proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from features import week
from features.reading import clock
from features.reading.document import Clause, Document
from features.reading.finding import found
from features.reading.numbers import NUMBER
from features.reading.proposal import WHICH_TIMES, Proposal
from features.reading.scope import doubt, negated, past, plain
from features.vocabulary import AvailabilityKind, Need


class _Kind(Enum):
    ONLY = auto()
    ALSO = auto()
    NOT = auto()
    AVOID = auto()
    PREFER = auto()
    SKIP = auto()


_BLOCK: Final = re.compile(
    r"\b(?:sprogskole\w*|sprogcenter\w*|danskundervisning\w*|danskkursus|danskuddannelse\w*|går (?:på|til) dansk|dansk(?:hold)?(?= (?:man|tirs|ons|tors|fre))|undervisning\w*|(?:til )?behandling\w*|fysioterapi\w*|genoptræning|psykolog\w*|terapi\w*|læge\w*|hospital\w*|samtaler|kursus|kurser|i skole|aftenskole|"
    r"træning|fitness|passer (?:sin|sine|børnebørn)\w*|afleverer|henter|har (?:aftaler|møde\w*)|optaget|language school|danish (?:class\w*|lessons?|school)|treatment|appointments?|picks? up|fri (?:hver|om)|fridag|bede(?:r|tid)?|fredagsbøn|bøn|mosk[eé]\w*|kirke\w*|psykiater\w*|terapeut\w*|ambulant\w*)\b"
)
_FETCH: Final = re.compile(
    r"\b(?:hente\w*|hentes|hjemme (?:igen |senest |hos \w+ )?(?:ca\. |kl|klokken|inden|senest|når|til)|være hjemme|skal hjem|gå hjem|få fri|fri(?= (?:kl|klokken|senest|inden|før))|slutte\w*|pick\w* up|be home|stoppe|senest af sted|gå (?:senest )?(?:kl|klokken)|afslutte\w*|skal (?:\w+ )?afsted|skal (?:\w+ )?videre|ud(?:e)? (?:ad|af) døren|køre hjem|være (?:tilbage|færdig)|have fri)\b"
)
_BRING: Final = re.compile(r"\b(?:aflever\w*|følge\w* (?:børnene|barnet|sin)|bringe\w*|sende\w* børnene|drops? off|taking (?:the|her|his) (?:kids|children))\b")
_FROM: Final = re.compile(
    r"\b(?:(?:møde|møder|starte|begynde|arbejde|mødetid|møde ind|komme|klar|start|kan|begin|tidligst|først|from)\b[^.;\d]{0,32}?(?:tidligst|fra|før|efter|after|from|before|at)\s*(?:ca\.\s*)?(?:kl\.?\s*|klokken\s*)?|tidligst (?:møde |starte )?(?:kl\.?|klokken)\s*|tidligst\s+|(?:ikke )?før (?:kl\.?|klokken)\s*|from\s+(?=\d{1,2}(?:[.:]\d\d)?\s*[ap]m)|fra\s+(?=\d{1,2}[.:]\d\d)|efter (?:kl\.?|klokken)\s*|fra (?:kl\.?|klokken)\s*)"
    r"(?P<t>(?:2[0-4]|[01]?\d)(?:[.:][0-5]\d)?(?!\d)|" + clock.HOUR_WORD + r")(?!\s*(?:-|–|til \d|timer|dage|uger|kg|%|\.\s*[a-zæøå]{3}|/))(?:\s*(?P<m>am|pm)\b)?"
)
_TO: Final = re.compile(
    r"\b(?:(?:til|indtil|senest|inden|before|until|by|efter|after|kl\.?|klokken|at)\s*(?:ca\.\s*)?(?:kl\.?\s*|klokken\s*)?)(?P<t>(?:2[0-4]|[01]?\d)(?:[.:][0-5]\d)?(?!\d)|" + clock.HOUR_WORD + r")(?!\s*(?:timer|dage|uger|kg|%|\.\s*[a-zæøå]{3}|/|km|år))(?:\s*(?P<m>am|pm)\b)?"
)
_ONLY: Final = re.compile(r"\b(?:kun|udelukkende|alene|only|bare|skal være|kan (?!også|godt|også godt)|kan arbejde|arbejde|ledig|fri|disponibel|til rådighed|mulighed for|available|can work|rådighed|hverdage|passer|tidsrum\w*|dagtimer\w*|står til rådighed)\b")
_ADDED: Final = re.compile(r"\b(?:også|gerne også|både|fleksibel|ingen problemer|gør ikke noget|også godt|intet problem|noget imod|åben for|kan godt|uden problemer|also|flexible|både og|eller|sagtens|vant til|alle tidspunkter)\b")
_PREFER: Final = re.compile(r"\b(?:helst|foretrækker|gerne|prefers?|ønsker|allerhelst|bedst|vil gerne|would like)\b")
_RATHER_NOT: Final = re.compile(r"\b(?:helst ikke|helst (?:vil )?(?:undgå|fri for|slippe for|være fri)|foretrækker ikke|ikke så gerne|vil helst (?:ikke|undgå|slippe|være fri)|rather not|vil gerne undgå|prefers? not)\b")
_OUT: Final = re.compile(r"\b(?:ikke|ingen|hverken|aldrig|undtagen|undgå\w*|ej|not|no|never|except|cannot|can't|udelukket|umulig\w*|uden|skån\w*)\b")
_COUNTED: Final = re.compile(rf"\b{NUMBER} (?:\w+ )?(?:formiddage|eftermiddage|aftener|mornings|afternoons|evenings)\b")
_WORKED: Final = re.compile(r"\b(?:sover|vågner|søvn|står op|praktik\w*|bussen (?:går|kører)|åbningstid\w*|(?:tidligt op|op om morgenen)|møde (?:med|hos) (?:jobcenter|sagsbehandler|læge))\b")


@dataclass(frozen=True, slots=True)
class _Said:
    kind: _Kind
    days: tuple[int, ...]
    windows: tuple[tuple[int, int], ...]
    start: int
    end: int
    confidence: float

    @property
    def bits(self) -> int:
        return clock.bits(self.days or clock.ALL_DAYS, self.windows or ((0, clock.DAY),))


def read_availability(doc: Document) -> Iterator[Proposal]:
    """Availability proposals (can, prefer, avoid), the night need, and a question where times are missing."""
    said = [item for clause in doc.clauses for item in _clause(doc, clause)]
    yield from _can(doc, said)
    for item in said:
        if item.kind in (_Kind.AVOID, _Kind.PREFER):
            kind = AvailabilityKind.AVOID if item.kind is _Kind.AVOID else AvailabilityKind.PREFER
            yield from _proposals(doc, item.bits, kind, [item])


def _can(doc: Document, said: list[_Said]) -> Iterator[Proposal]:
    allowed = _positive([item for item in said if item.kind is _Kind.ONLY], [item for item in said if item.kind is _Kind.ALSO])
    excluded = week.union(item.bits for item in said if item.kind is _Kind.NOT)
    allowed = allowed & ~excluded & week.FULL or week.FULL & ~excluded
    if allowed not in (week.FULL, 0):
        limits = [item for item in said if item.kind in (_Kind.ONLY, _Kind.NOT)]
        yield from _proposals(doc, allowed, AvailabilityKind.CAN, limits)


def _positive(only: list[_Said], also: list[_Said]) -> int:
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


def _proposals(doc: Document, bits: int, kind: AvailabilityKind, of: list[_Said]) -> Iterator[Proposal]:
    first = min(of, key=lambda item: item.start)
    confidence = min(item.confidence for item in of)
    for day, start, end in clock.windows(bits):
        value = {"weekday": day, "start": clock_text(start), "end": clock_text(end), "kind": kind.value}
        yield found(doc, "availability", value, first.start, first.end, confidence)


def clock_text(minutes: int) -> str:
    """``HH:MM`` of minutes after midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _clause(doc: Document, clause: Clause) -> Iterator[_Said]:
    low = clause.low
    days, day_spans = _days(clause)
    parts = [(match.lastgroup or "", match.start(), match.end()) for match in clock.part_pattern().finditer(low)]
    spans = [span for span in clock.spans(doc) if clause.start <= span.start < clause.end] if re.search(r"\d", low) else []
    spans = [span for span in spans if span.sure or ((days or parts) and "time" not in low)]
    times = list(_times(clause))
    if not (days or parts or spans or times) or past(clause) or _WORKED.search(low):
        return
    kind = _kind(clause, bool(times or spans), bool(days), parts)
    if match := _BUT.search(low):
        yield from _except(clause, match.start())
        days, kind = (), _Kind.SKIP if not times else kind
    confidence = 0.85 * doubt(clause)
    if kind is _Kind.SKIP:
        return
    edges = [edge for _, start, end in parts for edge in (start, end)] + [edge for pair in day_spans for edge in pair]
    edges += [edge - clause.start for span in spans for edge in (span.start, span.end)] + [edge for item in times for edge in item[2:]]
    start, end = clause.start + min(edges), clause.start + max(edges)
    yield from _statements(clause, kind, days, parts, spans, times, start, end, confidence)


_BUT: Final = re.compile(r"\b(?:undtagen|bortset fra|except|på nær|med undtagelse af)\b")


def _except(clause: Clause, cut: int) -> Iterator[_Said]:
    """"Weekdays except Thursday": the days before may be all there is, those after are out."""
    for part, kind in ((clause.low[:cut], _Kind.ONLY), (clause.low[cut:], _Kind.NOT)):
        found_days = tuple(sorted({day for match in clock.day_pattern().finditer(part) for day in clock.days_of(match)}))
        parts = tuple(clock.PARTS[match.lastgroup or "day"] for match in clock.part_pattern().finditer(part))
        if (found_days or parts) and not (kind is _Kind.ONLY and len(found_days) in (0, 7)) and not re.search(r"alle dage|every day", part):
            yield _Said(kind, found_days, parts, clause.start, clause.end, 0.85)


def _statements(clause, kind, days, parts, spans, times, start, end, confidence):  # type: ignore[no-untyped-def]
    blocked = bool(_BLOCK.search(clause.low)) and kind is _Kind.NOT
    windows = tuple((span.begin, span.finish) for span in spans)
    part_windows = tuple(clock.PARTS[name] if not (blocked and name == "morning") else (8 * 60, 12 * 60) for name, _, _ in parts)
    if times:
        for direction, minute, first, last in times:
            window = (0, minute) if direction == "before" else (minute, clock.DAY)
            family = clock.WEEKDAYS if _FETCH.search(clause.low) or _BRING.search(clause.low) else ()
            yield _Said(_Kind.NOT, days or family, (window,), clause.start + first, clause.start + last, confidence)
        windows = ()
        if kind is _Kind.NOT or not (days or parts) or not re.search(r"\b(?:kun|only|ledig|rådighed|arbejde|work|available)\b", clause.low):
            return
    if windows and part_windows and kind is not _Kind.NOT:
        part_windows = ()
    if blocked and not (windows or part_windows) and not re.search(r"\b(?:ikke|aldrig|cannot|can.t|not)\b", clause.low):
        yield _Said(kind, days, ((8 * 60, 16 * 60),), start, end, confidence * 0.7)
        return
    yield _Said(kind, days, windows + part_windows, start, end, confidence)


def _days(clause: Clause) -> tuple[tuple[int, ...], list[tuple[int, int]]]:
    days: set[int] = set()
    places = []
    for match in clock.day_pattern().finditer(clause.low):
        if match["d"] and match["d"] in ("man", "for", "tor", "ons") and not re.match(r"[\s.,/-]", clause.low[match.end() : match.end() + 1] or " "):
            continue
        if match["d"] == "man" and not match["e"] and not re.match(r"\.?\s*(?:,|og|-|/|\+)\s*(?:tir|ons|tor|fre)", clause.low[match.end() :]):
            continue
        days.update(clock.days_of(match))
        places.append(match.span())
    return tuple(sorted(days)), places


def _times(clause: Clause) -> Iterator[tuple[str, int, int, int]]:
    """Single clock times that bound the day: ("before", minutes) cannot before, ("after", minutes) cannot after."""
    low = clause.low
    if not re.search(r"\d|\b(?:" + "|".join(clock.HOURS) + r")\b", low):
        return
    if (_FETCH.search(low) or re.search(r"\b(?:ikke|not)\b[^.;]{0,25}\b(?:efter|senere end|længere end til|after|later than)\b", low)) and not _BRING.search(low):
        for match in _TO.finditer(low):
            minute = clock.clock(match["t"], match["m"])
            if minute is not None and minute > 0 and not clock.span_pattern().search(low[match.start() : match.end() + 8]):
                yield "after", minute if minute > 8 * 60 else minute + 12 * 60, match.start(), match.end()
        return
    if clock.span_pattern().search(low):
        return
    if _BRING.search(low) and (match := _TO.search(low)):
        minute = clock.clock(match["t"], match["m"])
        if minute is not None and 4 * 60 <= minute <= 11 * 60:
            yield "before", minute, match.start(), match.end()
        return
    for match in _FROM.finditer(low):
        minute = clock.clock(match["t"], match["m"])
        if minute is not None and minute >= 4 * 60:
            yield "before", minute, match.start(), match.end()
            return
    if match := re.search(r"\b(?:kun|kan (?:arbejde|være|blive)|arbejde|only|can work) (?:\w+ ){0,4}?(?:til|indtil|until)\s*(?:kl\.?\s*|klokken\s*)(?P<t>\d{1,2}(?:[.:]\d\d)?)", low):
        minute = clock.clock(match["t"])
        if minute:
            yield "after", minute, match.start(), match.end()


def _kind(clause: Clause, timed: bool, days: bool, parts: list[tuple[str, int, int]]) -> _Kind:
    low = plain(clause.low)
    if _RATHER_NOT.search(low):
        return _Kind.AVOID
    if re.search(r"\b(?:ikke|intet|ingen|noget) (?:\w+ )?(?:imod|problem\w*)|gør ikke noget|ikke (?:kun|bare)|ikke kræsen", clause.low):
        return _Kind.ALSO
    if re.search(r"\b(?:undtagen|bortset fra|except|på nær)\b", low):
        return _Kind.NOT
    if re.search(r"\b(?:kun|only|udelukkende)\b", low) and not re.search(r"ikke", low):
        return _Kind.ONLY
    if _OUT.search(low) or _BLOCK.search(low) or _FETCH.search(low):
        return _Kind.NOT
    if re.search(r"\b(?:helst|foretrækker|allerhelst|prefers?|bedst)\b", low):
        return _Kind.PREFER
    additive = {"evening", "night", "morning_early"}
    extra = bool(parts) and all(name in additive for name, _, _ in parts)
    weekend_only = days and bool(re.search(r"weekend", low)) and not re.search(r"hverdag|mandag|tirsdag|onsdag|torsdag|fredag", low)
    if _ADDED.search(low) or ((extra or weekend_only) and not timed):
        return _Kind.ALSO if _ADDED.search(low) or not _PREFER.search(low) else _Kind.PREFER
    if _COUNTED.search(low) and not timed:
        return _Kind.PREFER
    if _ONLY.search(low) or timed:
        return _Kind.ONLY
    if _PREFER.search(low) or _COUNTED.search(low):
        return _Kind.PREFER
    return _Kind.ONLY if re.fullmatch(r"[\w\s:,.\-–/]{0,60}", low) and (days or parts) and len(low.split()) <= 6 else _Kind.SKIP


def night_need(doc: Document) -> Iterator[Proposal]:
    """A hard need to be free of nights wherever night work is ruled out (not where it is only "helst ikke")."""
    for match, clause in doc.find(clock.part_pattern()):
        if match.lastgroup != "night" or past(clause) or re.search(r"sove|søvn|vågen|mareridt|sleep", clause.low):
            continue
        if _kind(clause, False, False, [("night", 0, 0)]) is _Kind.NOT and negated(clause, match.start(), match.end(), 9):
            value = {"code": Need.NIGHT.value, "level": 4, "hard": True}
            yield found(doc, "functional_needs", value, match.start(), match.end(), 0.9)
            return


def missing_times(doc: Document) -> Iterator[Proposal]:
    """A question where lessons or treatment are mentioned without a day."""
    for match, clause in doc.find(_BLOCK):
        if re.match(r"sprog|dansk|behandling|language|treatment", match[0]) and not _days(clause)[0] and not past(clause):
            yield found(doc, "availability", WHICH_TIMES, match.start(), match.end(), 0.6)
            return
