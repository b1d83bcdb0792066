"""Weekly hours a vacancy offers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from features.reading.document import Document
from features.reading.finding import found
from features.reading.hours import FULL_TIME, Amount, amounts
from features.reading.numbers import NUMBER, number
from features.reading.proposal import Proposal
from features.reading.scope import negated, plain

_JOB: Final = re.compile(
    r"\b(?:stilling\w*|ansæt\w*|arbejdstid\w*|timetal\w*|vikariat\w*|job(?:bet)?|ugentlig\w*|deltid\w*|"
    r"fuldtid\w*|barselsvikar\w*|søge[rs]|position\w*|work\w*|årsnorm|gennemsnit\w*|pædagog\w*|"
    r"medhjælper\w*|medarbejder\w*|assistent\w*|kollega|timers|vagter?|hours|normtid|beskæftigelse\w*|"
    r"weekly)\b"
)
_OTHER: Final = re.compile(
    r"\b(?:åbent|åbningstid\w*|åben|i døgnet|varsel|normering\w*|børn (?:i(?! dit)|på|går)|elevernes?|besøg\w*|"
    r"undervisningstimer|timebank|ferietimer|feriefri\w*|seniortimer|konfrontationstim\w*|skoletim\w*|"
    r"støttetimer|hver\w* måned|introduktion\w*|kurs\w*|sommerferie\w*|åbning|pauser?|timers? (?:teamtid|"
    r"møde\w*|forberedelse\w*|pause|skemalagt|supervision)|forberedelsestid|medlem\w*|frivillig|timeløn|"
    r"kr\.|lektion\w*|uddannelse på|opening|klassetimer|arbejdsdage|varighed|skoledel\w*)\b"
)
_UP_TO: Final = re.compile(r"\b(?:op til|max\.?|maks\w*\.?|maximum|højst|up to|at most|no more than)\s*(?:ca\.\s*)?$")
_FROM: Final = re.compile(r"\b(?:min\.?|mindst|minimum|fra|(?:helt )?ned til|at least|from|down to)\s*(?:ca\.\s*)?$")
_FROM_AFTER: Final = re.compile(r"^\s*(?:\w+\s){0,2}?(?:eller mere|og opefter|or more|\+)")


_OPEN: Final = re.compile(
    r"\b(?:deltid\w*|part[ -]?time|timer efter aftale|tid efter aftale|få timer|"
    r"antal timer|timetal\w*|varierende|afløser\w*|"
    r"tilkald\w*|vikar\w*|efter behov|on[- ]call|mellem kl|mellem \d|between|tidsrum\w*|inden for|within)\b"
)
"""Where these stand, the windows may be wider than the hours of the job."""


_COUNTED: Final = re.compile(
    rf"\b(?P<n>{NUMBER}) (?:dage|days|nights|nætter|aftener|evenings|vagter|formiddage|eftermiddage|"
    rf"mornings) (?:om|a|i|per|pr\.?) (?:ugen?|week)"
)


def hours_of_shifts(doc: Document, shifts: list[Proposal]) -> Iterator[Proposal]:
    """hours_min and hours_max of an advert that names fixed windows and their days but no hours."""
    if not shifts or any(one.value["kind"] != "fixed" for one in shifts) or _OPEN.search(doc.low):
        return
    windows = {(day, one.value["start"], one.value["end"]) for one in shifts for day in one.value["weekdays"]}
    hours = sum(_hour(end) - _hour(start) for _, start, end in windows)
    counted = _COUNTED.search(doc.low)
    count = number(counted["n"]) if counted else None
    if count and len({one.start for one in shifts}) == 1:
        hours *= count / max(len(one.value["weekdays"]) for one in shifts)
    elif any(one.confidence < 0.85 for one in shifts):
        return
    if 1 <= hours <= 45:
        hours = min(hours, FULL_TIME)
        for name in ("hours_min", "hours_max"):
            yield Proposal(name, round(hours, 1), shifts[0].start, shifts[0].end, shifts[0].evidence, 0.5)


def _hour(clock: str) -> float:
    hour, minute = clock.split(":")
    return int(hour) + int(minute) / 60


@dataclass(frozen=True, slots=True)
class _Offer:
    amount: Amount
    low: float | None
    high: float | None
    score: float


def offered_hours(doc: Document, title_end: int) -> Iterator[Proposal]:
    """Proposals for hours_min and hours_max from the amounts that most surely are the job's weekly hours."""
    offers = [offer for offer in (_offer(doc, amount, title_end) for amount in amounts(doc)) if offer]
    if not offers:
        return
    words = [offer for offer in offers if _is_full_time_word(doc, offer)]
    numbers = [offer for offer in offers if offer not in words] or offers
    best = max(offer.score for offer in numbers)
    if best < 0.4:
        return
    kept = [offer for offer in numbers if offer.score >= best - 0.12]
    if any(offer.amount.start < title_end for offer in kept):
        kept = [offer for offer in kept if offer.amount.start < title_end or offer.amount.per]
    if all(offer.high is None for offer in kept):
        kept += words  # "fuld tid eller deltid ned til 20 timer": the word is the most
    for field, pairs in (
        ("hours_min", [(offer, offer.low) for offer in kept if offer.low is not None]),
        ("hours_max", [(offer, offer.high) for offer in kept if offer.high is not None]),
    ):
        if pairs and not (
            field == "hours_min" and _PART_TIME_TOO.search(doc.low) and all(one.low == one.high for one, _ in pairs)
        ):
            offer, hours = (min if field == "hours_min" else max)(pairs, key=lambda pair: pair[1] or 0)
            yield found(
                doc,
                field,
                max(1.0, min(48.0, round(float(hours or 0), 1))),
                offer.amount.start,
                offer.amount.end,
                offer.score,
            )


_PART_TIME_TOO: Final = re.compile(
    r"\b(?:fuld\w*|full[ -]?time)\s*(?:/|,|eller|or|og|-)\s*(?:på )?(?:deltid\w*|part[ -]?time)|"
    r"\b(?:deltid\w*|del-|part[ -]?time)\s*(?:/|eller|or|og)\s*(?:på )?(?:fuld|full)|"
    r"\b(?:deltid\w*|færre timer|nedsat tid|lavere timetal|part[ -]?time|fewer hours)\b[^.;]{0,30}\b(?:mulig\w*|"
    r"aftales|også|drøftes|"
    r"possible|option)|\b(?:mulighed for|kan også (?:være|besættes)[^.;]{0,12}) (?:deltid\w*|færre timer|nedsat tid|"
    r"part[ -]?time)|"
    r"\b(?:(?:snakke|tale|talk)(?: sammen)? (?:om|about) (?:lidt )?(?:mindre|færre|less|fewer)|"
    r"(?:mindre|færre)(?: timer)? (?:går|kan|er) (?:også|fint|helt ok\w*|muligt)|(?:eller|gerne|også) (?:lidt )?"
    r"(?:mindre|færre)(?: timer)?(?= ?(?:$|[.,;)]|hvis)))"
)
"""Fewer hours will do as well: what is named is then the most, not the least."""


def _is_full_time_word(doc: Document, offer: _Offer) -> bool:
    return not any(char.isdigit() for char in doc.low[offer.amount.start : offer.amount.end])


def _offer(doc: Document, amount: Amount, title_end: int) -> _Offer | None:
    weekly = amount if amount.per == "words" else amount.weekly()
    if weekly is None or weekly.high > 48 or weekly.high < 1:
        return None
    clause = amount.clause
    before, after = plain(clause.low[: amount.start - clause.start]), clause.low[amount.end - clause.start :]
    ahead, behind = doc.around(amount.start, amount.end)
    near = ahead[-60:] + " " + behind[:45]
    if re.search(r"\b(?:fleks-?job|flexjob)\w* (?:på|à|a|med) (?:ca\.? )?(?:op til )?$", before):
        return None
    if negated(clause, amount.start, amount.end, 3) or _OTHER.search(
        before[-30:] + doc.low[amount.start : amount.end] + after[:30]
    ):
        return None
    score = 0.4
    score += 0.35 if amount.per == "week" else 0.25 if amount.per in ("month", "fortnight") else 0.0
    score += 0.2 if _JOB.search(near) else 0.0
    score += 0.1 if amount.start < title_end else 0.0
    score -= 0.15 if weekly.high < 4 and amount.per == "" else 0.0
    low: float | None = weekly.low
    high: float | None = weekly.high
    if weekly.low == weekly.high and _UP_TO.search(before):
        low = None
    elif weekly.low == weekly.high and (_FROM.search(before) or _FROM_AFTER.match(after)):
        high = None
    return _Offer(weekly, low, high, min(score, 0.95))
