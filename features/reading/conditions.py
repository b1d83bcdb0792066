"""The frame of a vacancy: contract, wage, positions, start, deadline, place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from features.reading.dates import Dated, dates
from features.reading.document import Document
from features.reading.finding import found
from features.reading.home import location
from features.reading.numbers import NUMBER, number
from features.reading.proposal import Proposal
from features.reading.scope import negated

_CONTRACTS: Final = (
    (
        "on_call",
        re.compile(
            r"\b(?:tilkald\w*|timelønnede? (?:vikar\w*|afløser\w*)|afløser(?:e|job|stilling\w*|vagter)?|"
            r"ferieafløser\w*|løst tilknyttet|ad[- ]hoc|timevikar\w*|on[- ]call|zero[- ]hours?|"
            r"vikarer til (?:vores )?(?:vikarkorps|afløserkorps)|vikarkorps|løse vagter|ved sygdom og ferie|"
            r"springvikar\w*|freelance|når vi har brug for dig)\b"
        ),
    ),
    (
        "fixed_term",
        re.compile(
            r"\b(?:(?:\w+)?vikariat(?:et|er|stilling)?|\w*barselsvikar\w*|(?:tidsbegrænset|"
            r"midlertidig)\w*(?=[^.;]{0,30}(?:stilling|ansæt|vikar|job|kontrakt|periode|arbejde))|(?:stilling\w*|"
            r"ansættelse\w*|jobbet) (?:er|bliver) (?:\w+ )?(?:tidsbegrænset|midlertidig)|sæson(?:arbejde|"
            r"medarbejder\w*|job|ansæt\w*|stilling\w*|hjælp)?|temporary|fixed[- ]term|limited period|"
            r"projektansæt\w*|sommer(?:job|vikar\w*|ferievikar\w*|"
            r"(?:ferie)?afløser\w*)|i (?:en )?periode[n]? (?:fra|på)|"
            r"seasonal|vikar(?= |,|\.|$)|årsvikar\w*|høst(?:hjælp|medarbejder\w*)|maternity cover|"
            r"tidsbegrænsning)\b"
        ),
    ),
    (
        "permanent",
        re.compile(
            r"(?<![^\W\d_])(?:fastansæt\w*|fast ansæt\w*|faste? (?:\w+ ){0,2}?(?:stilling\w*|job|medarbejder\w*|"
            r"kolleg\w+)|tidsubegrænset|permanent(?: position| job| employment| contract)?|varig ansættelse|"
            r"varig stilling|fast stilling|timers fast|fastansættelse|stillingen er (?:\w+ )?fast|er fast(?: og|,|"
            r"\.|$))\b"
        ),
    ),
)
_LATER: Final = re.compile(
    r"\b(?:mulighed for|kan (?:evt\.? |senere |eventuelt )?(?:blive|føre|overgå)|på sigt|efterfølgende|"
    r"herefter|forlæng\w*|possibility of|chance for|med henblik på|derefter|senere)\b[^.;]{0,45}$"
)
_NOT_CONTRACT: Final = re.compile(
    r"\b(?:vikardækning|uden brug af vikar\w*|vikarer (?:og|i)|som vikar|vikarbureau|instruere vikar\w*|"
    r"ledige vikariater|afløser for (?:hinanden|kolleg\w+)|afløsning|barnets|(?:enten|"
    r"både) (?:som )?fast\w*[^.;]{0,20} (?:eller|og)(?: som)? vikar\w*|faste \w+ (?:og|eller) vikarer|"
    r"fast (?:kontaktperson|dag|"
    r"voksen|telefon)|andet vikariat|planlægge vikar)\b"
)


def read_contract(doc: Document, title_end: int) -> Iterator[Proposal]:
    """The contract: what the title says, else on call or fixed term before permanent."""
    hits = []
    for rank, (code, pattern) in enumerate(_CONTRACTS):
        for match, clause in doc.find(pattern):
            before = clause.low[: max(0, match.start() - clause.start)]
            if (
                negated(clause, match.start(), match.end(), 4)
                or _NOT_CONTRACT.search(clause.low)
                or (_LATER.search(before) and match.start() >= title_end)
            ):
                continue
            hits.append(
                (
                    0 if match.start() < title_end else 1,
                    rank if code != "on_call" or match.start() < title_end or _own(clause.low) else 3,
                    match.start(),
                    match.end(),
                    code,
                )
            )
    if hits:
        titled, rank, start, end, code = min(hits)
        if rank < 3:
            yield found(doc, "contract", code, start, end, 0.9 if titled == 0 else 0.8)


def _own(low: str) -> bool:
    return bool(
        re.search(r"\b(?:stilling\w*|søge[rs]|job\w*|ansæt\w*|du|timer|vagter|tilknyt\w*|work|position|hours)\b", low)
    )


_WAGE: Final = re.compile(
    r"(?:(?P<lead>timeløn\w*|løn(?:nen)?|wage|salary|pay)[^.;\d]{0,40})?(?:(?P<cur>dkk|"
    r"kr\.?)\s*)?(?P<a>\d{2,3}(?:[.,]\d{1,2})?)(?:,-)?(?:\s*(?:-|–|til|to|og)\s*(?:kr\.?\s*|"
    r"dkk\s*)?(?P<b>\d{2,3}(?:[.,]\d{1,2})?)(?:,-)?)?\s*(?P<unit>(?:kr\.?|kroner|dkk|,-)?\s*(?:i timen|"
    r"pr\.?\s*time\w*|/\s?t(?:ime)?\b|per hour|an hour|per time|/\s?hour|hourly|timen)|kr\.?|kroner|dkk)"
)


_HOURLY: Final = re.compile(
    r"\b(?:hourly (?:pay|wage|rate|salary)|timelønnen|timeløn|timesats)\s*(?:is|er|på|:|"
    r"of)?\s*(?:dkk\s*)?(?P<a>1\d{2}(?:[.,]\d{1,2})?)(?![.,]?\d|\s*(?:kr\.?|dkk|,-)?\s*(?:-|–|til|to)\s*\d|:)"
)


def read_wage(doc: Document) -> Iterator[Proposal]:
    """DKK per hour, only when it is said to be per hour or called an hourly wage."""
    if match := _HOURLY.search(doc.low):
        yield found(doc, "wage", {"low": _kroner(match["a"])}, match.start(), match.end(), 0.8)
        return
    for match in _WAGE.finditer(doc.low):
        hourly = re.search(r"time|hour|/t", match["unit"] or "") or (match["lead"] or "").startswith("timeløn")
        money = (
            match["cur"]
            or re.search(r"kr|dkk", match["unit"] or "")
            or (match["lead"] or "").startswith(("timeløn", "løn", "wage", "salary", "pay"))
        )
        low, high = _kroner(match["a"]), _kroner(match["b"])
        if not hourly or not money or low is None or not 80 <= low <= 600:
            continue
        if re.search(
            r"\b(?:tillæg\w*|supplement|bonus|ekstra|genetillæg)\b",
            doc.low[max(0, match.start() - 30) : match.end() + 12],
        ):
            continue
        yield found(doc, "wage", {"low": low, **({"high": high} if high else {})}, match.start(), match.end(), 0.88)
        return


def _kroner(text: str | None) -> float | None:
    return number(text) if text else None


_POSITIONS: Final = re.compile(
    rf"\b(?:søger|søges|ansætter|mangler|ansætte|looking for|seek|seeking|ledige?|hiring|recruit\w*|"
    rf"brug for|tilbyder|needs?(?! to))\s+(?:(?:vi|derfor|nu|snarest|lige nu|hurtigst muligt|pr\.? \d+\. \w+|"
    rf"i alt|yderligere|hele|op til)\s+){{0,3}}(?P<n>{NUMBER})(?:\s*(?:-|–|til|"
    rf"eller)\s*(?P<m>{NUMBER}))?\s+(?!timer|års?|uger|dage|%|procent|gange|kr|ud af|hours|ting|måneder|"
    rf"vagter om)(?:[\wæøå\-/,]+\s+){{0,4}}?(?P<what>[\wæøå/-]*(?:ere|er|ger|kolleg(?:er|aer)|s|e|piger|"
    rf"folk|hænder|ledere|chauffører))\b"
)
_STILLINGER: Final = re.compile(
    rf"\b(?P<n>{NUMBER})\s+(?:(?:ledige|faste|nye|stk\.?|vacant|open|fuldtids|deltids|spændende|\w+ede|"
    rf"\w+s)\s+){{0,2}}(?:stillinger|positions|vacancies|fuldtidsstillinger|deltidsstillinger|vikariater|"
    rf"medarbejdere søges|pædagoger søges|jobs|(?:persons|people|workers|employees|personer|"
    rf"medarbejdere) (?:needed|wanted|søges))\b"
)
_NUMBER_OF: Final = re.compile(
    rf"\b(?:antal (?:ledige )?(?:stillinger|pladser)|positions|number of positions)\s*:\s*(?P<n>{NUMBER})\b"
)


def read_positions(doc: Document) -> Iterator[Proposal]:
    """How many people are looked for, when it is more than the usual one."""
    for pattern in (_NUMBER_OF, _POSITIONS, _STILLINGER):
        for match, clause in doc.find(pattern):
            groups = match.groupdict()
            count = number(groups["n"])
            first = number(groups["n"])
            if (
                count is None
                or first is None
                or count != int(count)
                or (not 1 < count <= 100 and pattern is not _NUMBER_OF)
            ):
                continue
            if negated(clause, match.start(), match.end(), 3) or re.search(r"\b(?:års erfaring|børn|km)\b", match[0]):
                continue
            yield found(doc, "positions", int(count), match.start(), match.end(), 0.85)
            return


_DEADLINE: Final = re.compile(
    r"\b(?:ansøgningsfrist\w*|frist\w*|senest|deadline|ansøg\w*|inden|application\w*|apply|no later than|"
    r"søg (?:jobbet|stillingen)|hænde|modtaget|closing date|sidste frist)\b"
)
_BEGIN: Final = re.compile(
    r"\b(?:start\w*|tiltræd\w*|ansæt(?!\w*samtale)\w*|opstart\w*|besæt\w*|begynd\w*|beginning|starting|begin\w*|pr\.|"
    r"per|fra|from|ledig\w*|til besættelse|snarest|commenc\w*|stilling\w*|søger)\b"
)
_ENDING: Final = re.compile(
    r"\b(?:til og med|til|t\.o\.m\.?|frem til|indtil|until|through|udløb\w*|ophør\w*|ending|to)\s*(?:d\.|"
    r"den|the)?\s*$"
)
_UNTIL: Final = re.compile(
    r"\b(?:stilling\w*|ansæt\w*|vikariat\w*|job\w*|tidsbegrænset|position|contract|\w+ansættelse|kontrakt\w*|varer|løber)\b[^.;]{0,40}\b"
    r"(?:indtil|frem til|til og med|t\.o\.m\.?|until|udløb\w*|varighed til)\s*(?:d\.|den|the)?\s*$"
)
_NEITHER: Final = re.compile(
    r"\b(?:\w*samtale\w*|afhold\w*|tlf\w*|telefon\w*|kontakt\w*|interview\w*|rundvisning\w*|født|etableret|grundlagt|stiftet|"
    r"siden|møde(?:t)?|"
    r"infomøde|informationsmøde\w*|besked|svar|opslået|uge|oplagt|indrykket|besøg|åben ?hus|åbnede|åbner|"
    r"reglerne|loven|published|ferie\w*)\b"
)


def read_dates(doc: Document, on: date) -> Iterator[Proposal]:
    """Proposals for valid_until (the deadline), start and end, from the cue nearest before each date."""
    told: set[str] = set()
    previous: Dated | None = None
    for item in dates(doc, on):
        field = _meaning(doc, item, previous)
        previous = item
        if field and field not in told:
            told.add(field)
            yield found(doc, field, item.day.isoformat(), item.start, item.end, 0.85)


def _meaning(doc: Document, item: Dated, previous: Dated | None) -> str | None:
    first, last = doc.sentence_at(item.start)
    since = max(first, previous.end if previous and previous.end > first else first, item.start - 90)
    before, whole = doc.low[since : item.start], doc.low[first : item.start]
    if (previous and previous.end > first and _ENDING.search(before)) or _UNTIL.search(before):
        return "end"
    if re.search(r"frist\w* og (?:ansættelse|tiltrædelse|start|ansættelsesdato)\W*$", before):
        return "valid_until"
    cues = [
        (match.start(), name)
        for name, pattern in (("valid_until", _DEADLINE), ("start", _BEGIN), ("", _NEITHER))
        for match in pattern.finditer(before)
    ]
    if not cues and since > first:
        cues = [
            (match.start(), name)
            for name, pattern in (("valid_until", _DEADLINE), ("start", _BEGIN), ("", _NEITHER))
            for match in pattern.finditer(whole)
        ]
    if cues:
        return max(cues)[1] or None
    after = doc.low[item.end : min(last, item.end + 40)]
    if re.match(r"\s*(?:eller (?:snarest|hurtigst|efter)|or as soon)", after):
        return "start"
    heading = doc.low[max(0, first - 45) : first]
    if re.search(r"(?:ansøgningsfrist|frist|deadline)\W*$", heading):
        return "valid_until"
    return "start" if re.search(r"(?:tiltrædelse|start|opstart|startdato)\W*$", heading) else None


_SITE: Final = re.compile(
    r"\b(?:i|ved|på|in|at|near|til|arbejdssted\w*|beliggende|ligger|adresse\w*|sted|hos|location|"
    r"workplace|afdeling)\b[^.;]{0,25}$"
)


_FROM_SITE: Final = re.compile(
    r"(?:(?:fra|på|ved) (?:vores )?(?:terminal|lager|plads|værksted|mødested)\w*|du møder(?: ind)?|mødested\w*|"
    r"arbejde(?:t|r)? (?:er|foregår|udføres)) (?:i|på)\W*$"
)
_SITE_SAID: Final = re.compile(r"arbejdssted|beliggende|ligger i|workplace|søger|søges")
_ELSEWHERE: Final = re.compile(
    r"\b(?:hovedkontor\w*|hovedsæde\w*|head office|\w*samtaler?(?:ne)?|interviews?|ansøgning\w* (?:sendes|til))\b"
)
"""The clause speaks of the head office or of the interview."""
_ALSO_THERE: Final = re.compile(r"\b(?:branches in|kunder i|afdelinger i|også i|kontorer i|afdeling i|mellem)\b")


def read_site(doc: Document, title_end: int) -> Iterator[Proposal]:
    """The place of work: a place in the title, else the first with a postcode, else the first named as a place."""
    from features.places import find_places

    scored = []
    for start, end, place in find_places(doc.text):
        coded = bool(re.match(r"\D{0,3}\d{4}", doc.low[start:end]))
        before = doc.low[doc.sentence_at(start)[0] : start]
        own = doc.low[doc.clause_at(start).start : start]
        score = 3 * (start < title_end) + 2 * coded + bool(_SITE.search(before))
        score += 2 * bool(_FROM_SITE.search(before)) + 2 * bool(_SITE_SAID.search(before))
        score -= 5 * bool(_ELSEWHERE.search(own)) + 2 * bool(_ALSO_THERE.search(before))
        scored.append((-score, start, end, place))
    if len({place for *_, place in scored}) == 1 and max(-score for score, *_ in scored) == 0:
        scored = [(-1, start, end, place) for score, start, end, place in scored if score == 0]
    if scored and min(scored, key=lambda item: item[:2])[0] < 0:
        score, start, end, place = min(scored, key=lambda item: item[:2])
        value: dict[str, Any] = location(place)
        yield found(doc, "site", value, start, end, min(0.9, 0.5 + 0.12 * -score))
