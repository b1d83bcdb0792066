"""Parts of the day that a vacancy's work lies in, and whether one may choose between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from features.reading import clock
from features.reading.document import Document
from features.reading.finding import found
from features.reading.proposal import Proposal
from features.reading.scope import negated

NOT_WORKING: Final = re.compile(
    r"\b(?:åbningstid\w*|åbent|åben\b|åbner|holder åbent|har åbent|opening hours|open from|telefon\w*|"
    r"tlf\w*|ring\w*|kontakt\w*|træffes|\w*samtale\w*|ansøgningsfrist\w*|interview\w*|rundvisning\w*|frist|"
    r"ansøg\w*|call|office hours|kontortid|bussen|brochure|alderen \d|børn i|årige|klasse\w*|"
    r"informationsmøde|møde dig|besøg\w*|side \d|spis\w*|frokost(?:pause\w*|(?= (?:kl|\d|fra|mellem|er|holdes)))|apply|"
    r"deadline|phone)\b"
)
ROTATING: Final = re.compile(
    r"\b(?:skift\w*(?! (?:tøj|bleer|stilling))|rotation\w*|rotér\w*|roter\w*|turnus\w*|vekslende|på skift|"
    r"rullende|rotating|blandede vagter|forskudt\w*|varierende|hver anden|alternating|treholdsskift|"
    r"toholdsskift|rul\b|kan (?:også|evt\.?|eventuelt) (?:være|ligge)|efter vagtplan|"
    r"efter tur|på tur)\b"
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
    r"forældremøde\w*|personalemøde\w*|\w*stuemøde\w*|aftenmøde\w*|afhold\w*|årlige|"
    r"frist\w*|ansøg\w*|personalet består|består af \d+|øvrige|vågne|vågen nattevagt)\b"
)
_SHIFT_WORD: Final = re.compile(
    r"\b(?:dagvagt\w*|aftenvagt\w*|nattevagt\w*|weekendvagt\w*|morgenvagt\w*|weekendarbejde|aftenarbejde|"
    r"natarbejde|arbejd\w*|\w*vagt\w*|ligger|placer\w*|arbejdstid\w*|timer\w*|job\w*|work\w*|shifts?|hours|"
    r"(?:man|tirs|ons|tors|fre)dag|kl\.?|enten|efter (?:eget )?ønske|hverdag\w*|dagtimer\w*|\w*hold(?:et)?|\w*skift\w*|"
    r"du vælger|stilling\w*|søger|fordelt|møde\w*|deltag\w*|"
    r"kan (?:også )?(?:tage|arbejde)|regne med|includ\w*|inkl\w*|påregne\w*|forvente)\b"
)


def read_daytimes(doc: Document) -> Iterator[Proposal]:
    """Parts of the day that the work lies in, and whether one may choose between them."""
    seen = named_times(doc)
    for code, (start, end) in seen.items():
        yield found(doc, "daytimes", code, start, end, 0.8)
    if len(seen) > 1 and chosen(doc, seen):
        start, end = next(iter(seen.values()))
        yield found(doc, "daytimes_choice", True, start, end, 0.75)


SHIFT_SYSTEMS: Final = re.compile(
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
_EARLY_START: Final = re.compile(
    r"\b(?:møder?|mødetid\w*|starter?|begynder?|starts?|start time)(?: (?:ind|er|på arbejde|at))*:? (?:kl\.?|"
    r"klokken|at)? ?"
    r"0?[3-6](?:[.:]\d\d)?(?![.:]?\d)(?!\s*(?:-|–|til|to|eller|timer|dage|uger|kg|%|år|am|pm))"
)
"""Work that begins before seven, without an end: "møder kl. 4"."""
_COMPOUND: Final = re.compile(
    r"\b(?:(?P<early>(?:tidlig)?morgen)|(?P<day>dag|formiddags?|eftermiddags?)|(?P<evening>aften)|"
    r"(?P<night>nat(?:te)?)|"
    r"(?P<weekend>weekend))-?(?:rengør\w*|medarbejder\w*|medhjælper\w*|hjælp\w*|job\w*|personale\w*|assistent\w*|"
    r"opvask\w*|"
    r"chauffør\w*|portier\w*|operatør\w*|receptionist\w*|pædagog\w*|sygeplejerske\w*|skift\w*|hold\w*|vagt\w*|"
    r"afløser\w*)"
)
"""Jobs named after their part of the day: "aftenrengøring", "weekendmedarbejder"."""
_SHIFT_ITSELF: Final = re.compile(
    r"\w*(?:hold(?:et)?|vagt(?:er|erne)?|arbejde)|(?:day|evening|night) shifts?|daghold|nathold|aftenhold"
)


def named_times(doc: Document) -> dict[str, tuple[int, int]]:
    """Where each part of the day in which the work lies is named, by its code."""
    seen: dict[str, tuple[int, int]] = {}
    for match, clause in doc.find(SHIFT_SYSTEMS):
        if not match["any"] and not negated(clause, match.start(), match.end(), 4):
            for each in ("day", "evening", "night") if match["three"] else ("day", "evening"):
                seen.setdefault(each, match.span())
    for pattern, part in ((_LATE_START, "evening"), (_EARLY_START, "early")):
        for match, clause in doc.find(pattern):
            if not NOT_WORKING.search(clause.low):
                seen.setdefault(part, match.span())
    for match, clause in doc.find(_COMPOUND):
        if not negated(clause, match.start(), match.end(), 4) and not _OTHERS_SHIFTS.search(clause.low):
            named_part = next(name for name, group in match.groupdict().items() if group)
            seen.setdefault(named_part, match.span())
    for pattern, weekend in ((clock.part_pattern(), False), (clock.day_pattern(), True)):
        for match, clause in doc.find(pattern):
            code = _daytime(match, weekend)
            near = clause.low[max(0, match.start() - clause.start - 90) : match.end() - clause.start + 50]
            named = _SHIFT_WORD.search(near) or _SHIFT_ITSELF.fullmatch(match[0]) or _in_title(doc, match)
            if code is None or code in seen or not named or _OTHERS_SHIFTS.search(near):
                continue
            if (negated(clause, match.start(), match.end(), 6) and not _HIRING.search(clause.low)) or re.search(
                r"\b(?:børn\w*|beboer\w*|borgere?\w*) (?:er|har|sover|bor|kommer)\b", clause.low
            ):
                continue
            seen[code] = match.span()
    return seen


def _in_title(doc: Document, match: re.Match[str]) -> bool:
    """Whether the part of the day stands by itself in the title: "Avisbud, nat", "Operatør (aften)"."""
    first, last = doc.sentences[0]
    before, after = doc.low[first : match.start()], doc.low[match.end() : last]
    alone = re.search(r"[,(/|–-]\s*$", before) and re.match(r"\s*(?:$|[,)/|–-])", after)
    return first <= match.start() < last and bool(alone)


def _daytime(match: re.Match[str], weekend: bool) -> str | None:
    if not weekend:
        return _PARTS.get(match.lastgroup or "")
    if match["weekend"]:
        return "weekend"
    if match["d"] and not match["e"] and set(clock.days_of(match)) & {6, 7}:
        return "weekend"
    return None


def chosen(doc: Document, seen: dict[str, tuple[int, int]]) -> bool:
    """Whether "eller" or a free choice stands between the named parts of one sentence."""
    places = sorted(seen.values())
    for (_, end), (start, _) in pairwise(places):
        if doc.sentence_at(end - 1) == doc.sentence_at(start) and re.search(
            r"\b(?:eller|or|og/eller)\b|/", doc.low[end:start]
        ):
            first, last = doc.sentence_at(start)
            slash = not re.search(r"\b(?:eller|or)\b", doc.low[end:start])
            return not (slash and ROTATING.search(doc.low[first:last]))
    sentences = {doc.sentence_at(start) for start, _ in places}
    return any(_FREE_CHOICE.search(doc.low[first:last]) for first, last in sentences)


_FREE_CHOICE: Final = re.compile(
    r"\b(?:valgfri\w*|(?:du|man) (?:kan )?(?:selv )?vælge\w*|efter (?:eget )?ønske|du bestemmer|selv bestemme\w*|"
    r"choose between|your choice)\b"
)
