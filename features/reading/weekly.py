"""A participant's weekly hours: least, wished and most, and a plan of rising hours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from features.reading.document import Document
from features.reading.finding import found
from features.reading.hours import Amount, amounts
from features.reading.numbers import NUMBER, half_hours, number
from features.reading.proposal import Proposal
from features.reading.scope import doubt, negated, other_person, past, plain

_MOST: Final = re.compile(
    r"(?:\b(?:max\b\.?|maks\b\.?|maximalt|maksimalt|maximum|højst|højest|allerhøjst|op til|"
    r"ikke (?:arbejde )?(?:mere|længere|flere) end|ikke (?:arbejde )?over|up to|at most|no more than|"
    r"under|mindre end|"
    r"loft (?:på|over)|stige til|øge til|øges til|trappe op til|op på|senere|på sigt|efterhånden|gradvist|"
    r"med tiden|skru\w* op til|derefter|hen ad vejen|arbejde sig op (?:til|på)|increase to|later|"
    r"build up to|slutte på|begrænset til|nedsat til|ende på|optrapning til|mhp\.?|med henblik på))[^.;\d]{0,22}$"
)
_GROWN: Final = re.compile(
    r"\b(?:optrap\w*|trappe\w* op|stige\w*|øge\w*|skru\w* op|gradvist|på sigt|efterhånden|med tiden|hen ad vejen|"
    r"build\w* up|increas\w*)\b[^.;\d]{0,22}$"
)
"""What the hours may become in time: the present ones are no limit then."""
_LATER: Final = re.compile(r"\b(?:på sigt|senere|efterhånden|med tiden|gradvist|hen ad vejen|op på|later)\b[^.;\d]*$")
_LEAST: Final = re.compile(
    r"\b(?:min\b\.?|mindst|minimum|ikke (?:mindre|færre) end|ikke under|at least|fra)[^.;\d]{0,15}$"
)
_NOT_UNDER: Final = re.compile(
    r"\b(?:ikke|ikk|aldrig|nødig\w*|not|never|cannot|can't|won't)\b[^.,;\d]{0,40}\b(?:under|mindre end|færre end|"
    r"lavere end|less than|fewer than|below)[^.;\d]{0,15}$"
)
"""Less than this will not do: "kan ikke gå ned i tid under 25 timer"."""
_BEGIN: Final = re.compile(
    r"\b(?:start\w*|opstart\w*|begynd\w*|til at begynde med|i starten|i begyndelsen|først|de første|"
    r"begin\w*|initially|lægge ud med|p\.t\.|pt|lige nu|aktuelt|for nu)\b[^.;\d]{0,35}$"
)
_BEGIN_AFTER: Final = re.compile(
    r"^[^.;,\d]{0,20}(?:\d dage? [^.;,\d]{0,12})?\b(?:til at starte med|til at begynde med|i starten|"
    r"i begyndelsen|de første|"
    r"i første omgang|til en start|to start|at first|for nu|lige nu|som start|en (?:god|fin) (?:begyndelse|start))\b"
)
_MOST_AFTER: Final = re.compile(
    r"^[^.;,\d]{0,14}\b(?:på sigt|senere|max|maks|højst|som maksimum|er maks\w*|er max\w*|er loftet|"
    r"er grænsen|er det højeste|i sidste ende|om et (?:halvt )?år)\b(?![^.;\d]{0,25}\d)"
)
_MORE_HOURS: Final = re.compile(r"\b(?:flere timer|op i tid|more hours)\b[^.;\d]{0,25}$")
_WISH: Final = re.compile(
    r"\b(?:ønsk\w*|vil|gerne|helst|søger|drøm\w*|mål\w*|håb\w*|wants?|would like|looking for|prefers?|"
    r"interesse\w*|kunne tænke sig|foretrækker|satser|passer|stiler|går efter)\b"
)
_CAN: Final = re.compile(
    r"\b(?:kan|magter|klarer|overkomme\w*|kræfter til|holde til|can|able|energi til|klare|til rådighed|"
    r"formår|vurder\w*|arbejdsevne\w*|ressourcer til|mulighed for)\b"
)
_JOB_LIKE: Final = re.compile(
    r"\b(?:arbejd\w*|job\w*|time\w*|uge\w*|work\w*|hours|stilling\w*|deltid|ugentlig\w*|starte|rådighed)\b"
)
_WEEKS: Final = re.compile(
    rf"(?:på|over|efter|inden for|i løbet af|de første|after|within|over|in) (?P<n>{NUMBER}) (?P<unit>uger|"
    rf"måneder|weeks|months)"
)
_PART_TIME: Final = re.compile(r"\b(?:deltid\w*|part[ -]?time|nedsat tid)\b")


_LOWER_END: Final = 0.5
"""How sure the lower end of a plain range is a minimum: "10-20 timer" seldom means "no job of 8"."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """An amount per week as the text states it; ``told`` where the text itself says that it is per week."""

    amount: Amount
    role: str
    confidence: float
    told: bool = True


def read_hours(doc: Document) -> Iterator[Proposal]:
    """Proposals for hours_min, hours_wish, hours_max and ramp_plan."""
    stated = _of_a_week([item for item in (_state(doc, amount) for amount in amounts(doc)) if item])
    yield from _bounds(doc, stated)
    yield from _ramp(doc, stated)
    if not stated:
        yield from _part_time(doc)


def _of_a_week(stated: list[_Stated]) -> list[_Stated]:
    """Without a few hours of no stated unit, where others are said to be of a week: those are hours at a time."""
    if not any(item.told for item in stated):
        return stated
    vague = ("able", "plain", "range", "wish")
    return [item for item in stated if item.told or item.amount.high > A_SHIFT or item.role not in vague]


A_SHIFT: Final = 6.0
"""Hours up to which an amount without a unit may be those of one day: "jeg kan arbejde godt tre, fire timer"."""


def _state(doc: Document, amount: Amount) -> _Stated | None:
    clause = amount.clause
    weekly = (
        Amount(amount.low, amount.high, "week", amount.start, amount.end, clause)
        if amount.per == "words"
        else amount.weekly()
    )
    if weekly is None or other_person(clause) or weekly.high > 60 or weekly.high < 0.5:
        return None
    if past(clause) or _HELD_NOW.search(clause.low) or (amount.per == "" and not _about_work(clause.low, weekly)):
        return None
    role = _role(doc, weekly)
    if role is None:
        return None
    sure = {"week": 0.92, "words": 0.6}.get(amount.per, 0.75)
    return _Stated(weekly, role, sure * doubt(clause), told=amount.per != "")


_HELD_NOW: Final = re.compile(
    r"\b(?:arbejder|er ansat|har (?:et |en )?(?:\w+ )?\w*job|works|has a (?:\w+ )?job)\b.*\b(?:allerede|i forvejen|"
    r"i dag|"
    r"for tiden|i øjeblikket|already|currently|at the moment)\b|"
    r"\b(?:allerede|i forvejen|i dag|for tiden|i øjeblikket|already|currently)\b.*\b(?:arbejder|er ansat|works|"
    r"har (?:et |en )?job)\b"
)
"""Hours of a job somebody has already."""


def _about_work(low: str, amount: Amount) -> bool:
    alone = re.match(r"[\d\s.,/-]+(?:til \d+ )?t(?:imer?)?\b", low.strip())
    return bool(_JOB_LIKE.search(low) or alone) and amount.high <= 37


def _role(doc: Document, amount: Amount) -> str | None:
    """min, max, wish, begin, range or able; None when a negation takes the amount back ("kan ikke fuld tid")."""
    clause = amount.clause
    before, after = plain(clause.low[: amount.start - clause.start]), clause.low[amount.end - clause.start :]
    if _NOT_UNDER.search(before):
        return "min"
    if _MORE_HOURS.search(before):
        return "wish"
    if _MOST.search(before) or _MOST_AFTER.match(after):
        if re.search(r"\bfra\b[^.;\d]*$", before):
            return "range"
        if _GROWN.search(before):
            return "grown"
        return "max" if amount.low == amount.high or _LATER.search(before) else "range"
    if amount.low == amount.high and negated(clause, amount.start, amount.end):
        return None
    if amount.low != amount.high:
        return "range_begin" if _BEGIN.search(before) or _BEGIN_AFTER.match(after) else "range"
    if _BEGIN.search(before) or _BEGIN_AFTER.match(after):
        return "begin"
    if _LEAST.search(before):
        return "min"
    if _WISH.search(before) or _WISH.search(after):
        return "wish"
    return "able" if _CAN.search(before) else "plain"


def _bounds(doc: Document, stated: list[_Stated]) -> Iterator[Proposal]:
    """The outer hours over all statements: the lowest start or minimum, the last wish, the strictest maximum."""
    low = [(item, item.amount.low) for item in stated if item.role in ("min", "begin", "range", "range_begin")]
    high = [
        (item, item.amount.high) for item in stated if item.role in ("max", "grown", "range", "able", "range_begin")
    ]
    wish = [(item, item.amount.high) for item in stated if item.role in ("wish", "able", "plain")]
    if low:
        item, hours = min(low, key=lambda pair: pair[1])
        sure = min(item.confidence, _LOWER_END) if item.role == "range" else item.confidence
        yield _proposal(doc, "hours_min", replace(item, confidence=sure), hours)
    if high:
        begun = any(item.role in ("begin", "range_begin", "grown") for item in stated)
        yield _proposal(doc, "hours_max", *(max if begun else min)(high, key=lambda pair: pair[1]))
    if wish:
        item, hours = max(wish, key=lambda pair: pair[0].role == "wish")
        top = min((value for _, value in high), default=37.0)
        yield _proposal(doc, "hours_wish", item, min(hours, top))


def _proposal(doc: Document, field: str, item: _Stated, hours: float) -> Proposal:
    value = max(0.5, min(37.0, half_hours(hours)))
    return found(doc, field, value, item.amount.start, item.amount.end, item.confidence)


def _ramp(doc: Document, stated: list[_Stated]) -> Iterator[Proposal]:
    """A first step in week 1 and the last after the weeks that are said."""
    first = next((item for item in stated if item.role in ("begin", "range_begin")), None)
    last = next(
        (item for item in reversed(stated) if item.role in ("max", "grown", "plain", "wish", "range_begin")), None
    )
    weeks = _WEEKS.search(doc.low)
    if first is None or last is None or weeks is None or last.amount.high <= first.amount.low:
        return
    count = (number(weeks["n"]) or 0) * (4 if weeks["unit"].startswith(("m", "month")) else 1)
    if 1 <= count <= 103:
        for week, hours in ((1, first.amount.low), (int(count) + 1, last.amount.high)):
            yield found(
                doc,
                "ramp_plan",
                {"week": week, "hours": half_hours(min(hours, 37))},
                first.amount.start,
                last.amount.end,
                0.7,
            )


def _part_time(doc: Document) -> Iterator[Proposal]:
    """Part time without a number: half of full time as an unsure wish."""
    for match, clause in doc.find(_PART_TIME):
        if not (past(clause) or other_person(clause) or negated(clause, match.start(), match.end())):
            yield found(doc, "hours_wish", 20.0, match.start(), match.end(), 0.4)
            return
