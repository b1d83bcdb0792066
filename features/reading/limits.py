"""Amounts in a participant's needs: kilos, minutes, people, hours at a time, the earliest start of the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from features.reading.document import MONTH, Document
from features.reading.numbers import NUMBER, bounds, number, quantity
from features.reading.scope import Force, force, other_person, past
from features.vocabulary import Need

SOFT_LEVELS: Final = {
    Force.HARDLY: (2, False),
    Force.NEEDS: (2, False),
    Force.MUST_HAVE: (3, True),
    Force.WISH: (2, False),
}
"""Level and hardness of a need that is not said to be impossible."""


@dataclass(frozen=True, slots=True)
class NeedSaid:
    """A need as one place of the text states it."""

    code: Need
    level: int
    hard: bool
    limit: float | None
    start: int
    end: int
    confidence: float


_KG: Final = re.compile(
    rf"(?P<lead>\b(?:max\.?|maks\.?|maximalt|maksimalt|højst|op til|ikke (?:\w+ )?(?:mere|tungere) end|"
    rf"ikke (?:\w+ )?over|over|under|mere end|tungere end|no more than|up to|more than|at most|løfte|lift|"
    rf"bære|carry|kun)[^.;\d]{{0,18}})?(?P<n>\d{{1,3}}(?:[.,]\d)?|{NUMBER})(?:\s*(?:-|–|til|"
    rf"to)\s*\d{{1,3}})?\s*(?:kg|kilos?)\b"
)


_MOST: Final = re.compile(
    r"\b(?:for (?:meget|tungt)|too (?:much|heavy)|grænsen|max|maks|højst|maximalt|maksimalt|op til|kun|"
    r"ikke|ingen|aldrig|undgå\w*|maksimum|no more|not more|at most|only|cannot|can't|up to|hard|must not)\b"
)


_NO_MORE: Final = re.compile(r",? ?(?:men )?(?:ikke|aldrig|heller ikke|not) (?:\w+ )?(?:mere|over|tungere|more)")
_FREE: Final = re.compile(
    r"sagtens|uden problemer|uden besvær|easily|no problem|ingen problemer|fint|trænet|stærk(?= |$)"
)


def amount_limits(doc: Document) -> Iterator[NeedSaid]:
    """Kilos for lift and carry, minutes for stand, sit and walk, people for group size."""
    for match, clause in doc.find(_KG):
        kilos = number(match["n"])
        if (
            kilos is None
            or past(clause)
            or other_person(clause)
            or _FREE.search(clause.low)
            or (not match["lead"] and not _MOST.search(clause.low))
            or (kilos >= 20 and not _MOST.search(clause.low))
        ):
            continue
        if re.search(r"vejer|tabt|tabe sig|taget på", clause.low):
            continue
        code = (
            Need.CARRY
            if re.search(r"\b(?:bære|slæbe|carry)", clause.low) and not re.search(r"løft|lift", clause.low)
            else Need.LIFT
        )
        firm = bool(_MOST.search(clause.low)) or bool(_NO_MORE.match(doc.low[match.end() : match.end() + 40]))
        level = 4 if kilos <= 1 else 3 if kilos <= 10 else 2 if kilos <= 15 else 1
        yield NeedSaid(code, level, firm, kilos, match.start(), match.end(), 0.95 if firm else 0.7)
    yield from _minutes(doc)
    for match, _ in doc.find(_PEOPLE):
        count = number(match["n"])
        if count:
            yield NeedSaid(Need.GROUP_SIZE, 3, True, count, match.start(), match.end(), 0.85)


_PEOPLE: Final = re.compile(
    rf"\b(?:højst|max|maks\w*|ikke (?:mere|flere) end|ikke over|at most|"
    rf"no more than) (?P<n>{NUMBER}) (?:\w+ )?(?:mennesker|kolleger|kollegaer|personer|people|colleagues)"
)


_STILL: Final = (
    (Need.STAND, re.compile(r"\b(?:stå\w*|står|stand\w*)\b(?! til)")),
    (Need.SIT, re.compile(r"\b(?:sidde\w*|sidder|sit\w*)\b")),
    (Need.WALK, re.compile(r"\b(?:gå|går|gående|walk\w*)\b")),
)


def _minutes(doc: Document) -> Iterator[NeedSaid]:
    for match, clause in doc.find(quantity(r"(?P<u>min(?:ut(?:ter)?)?s?\b\.?|minutes?|timers?\b|time\b|hours?\b)")):
        before = clause.low[: max(0, match.start() - clause.start)]
        codes = [code for code, pattern in _STILL if pattern.search(before)]
        code = codes[0] if codes else None
        amount = bounds(match)
        if (
            code is None
            or amount is None
            or past(clause)
            or other_person(clause)
            or re.search(r"bus|arbejdsplads|transport|cykl|om ugen|til stop", clause.low)
            or (code is Need.WALK and re.search(r"\b(?:gerne|til fods|til arbejde|gladly)\b", clause.low))
        ):
            continue
        minutes = amount[1] * (1 if match["u"].startswith("min") else 60)
        if minutes < 480 and not _EACH_DAY.match(doc.low[match.end() : match.end() + 16]):
            for each in codes if _EITHER.search(before) else codes[:1]:
                level = 3 if minutes <= 30 else 2
                yield NeedSaid(each, level, True, float(minutes), match.start(), match.end(), 0.85)


_EITHER: Final = re.compile(
    r"\b(?:stå|gå|sidde|stand|walk|sit)\w*\s*(?:/|og|eller|,|and|or)\s*(?:stå|gå|sidde|stand|walk|sit)"
)
"""One amount for two positions: "stå eller gå mere end en time"."""
_EACH_DAY: Final = re.compile(r"\s*(?:dagligt|om dagen|pr\.? dag|/dag|a day|per day|daily)")
_AT_A_TIME: Final = re.compile(
    rf"\b(?:max\.?|maks\.?|højst|maksimalt|maximalt|ikke (?:\w+ )?(?:mere|længere) end|ikke (?:\w+ )?over|"
    rf"op til|kun|begrænset til|no more than|at most|only|kan (?:\w+ )?arbejde|klare|"
    rf"magte)[^.;\d]{{0,20}}?(?P<n>{NUMBER})(?:\s*-\s*(?P<b>{NUMBER}))?\s*(?:timer?|t|"
    rf"hours?)\b\.?\s*(?:ad gangen|om dagen|i træk|pr\.? dag|pr\.? gang|pr\.? vagt|dagligt|/dag|at a time|"
    rf"a day|per day|in a row|per shift|hver dag)|"
    rf"(?<![\d.,-])(?P<n2>{NUMBER})(?:\s*-\s*(?P<b2>{NUMBER}))?\s*(?:timer?|t|hours?)\b\.?\s*(?:ad gangen|"
    rf"i træk|pr\.? gang|pr\.? vagt|at a time|in a row|per shift)|vagter? (?:på|af) (?:(?:op til|højst|"
    rf"max\.?|maks\.?|omkring|ca\.) )?(?P<n3>{NUMBER}) timer|"
    rf"\b(?:efter|after) (?:ca\.? |cirka |about )?(?:(?:{NUMBER})\s*(?:-|til|"
    rf"eller)\s*)?(?P<n4>{NUMBER})\s*(?:timer?|hours?)"
    rf"(?=[^.;]{{0,40}}\b(?:brug for|behov|træt\w*|hjem|pause|hvile|kræfter\w*|slut|energi\w*|tired|rest|"
    rf"koncentr\w*|smerter|ondt))|"
    rf"\b(?:træt\w*|udmattet|tired|ondt|smerter|ukoncentreret)\b[^.;\d]{{0,20}}\b(?:efter|after) (?:ca\.? )?"
    rf"(?:(?:{NUMBER})\s*(?:-|til|eller)\s*)?(?P<n5>{NUMBER})\s*(?:timer?|hours?)"
)


_SHORT_DAYS: Final = re.compile(
    r"\b(?:korte (?:arbejds)?(?:dage|vagter)|kortere (?:arbejds)?(?:dage|vagter)|short (?:days|shifts)|"
    r"kort arbejdsdag|(?:lange|hele) (?:arbejds)?(?:dage|vagter)|long (?:days|shifts))\b"
)


def shift_length(doc: Document) -> Iterator[NeedSaid]:
    """The most hours at a time, or short days without a number."""
    for match, clause in doc.find(_AT_A_TIME):
        hours = number(
            match["b"] or match["n"] or match["b2"] or match["n2"] or match["n3"] or match["n4"] or match["n5"]
        )
        if (
            hours
            and hours <= 12
            and not past(clause)
            and not other_person(clause)
            and not re.search(r"\b(?:stå|sidde|gå|transport)\b", clause.low)
        ):
            tired = bool(match["n4"] or match["n5"])
            level = 3 if hours <= 4 and not tired else 2
            yield NeedSaid(Need.SHIFT_LENGTH, level, not tired, hours, match.start(), match.end(), 0.9)
    for match, clause in doc.find(_SHORT_DAYS):
        power = force(clause, match.start(), match.end())
        long = re.match(r"lange|hele|long", match[0])
        if (
            past(clause)
            or power in (None, Force.ABLE)
            or (long and power not in (Force.HARD, Force.HARDLY))
            or (not long and power is Force.HARD)
        ):
            continue
        hard = power in (Force.HARD, Force.MUST_HAVE)
        yield NeedSaid(Need.SHIFT_LENGTH, 3 if hard else 2, hard, None, match.start(), match.end(), 0.75)


_NOT_BEFORE: Final = re.compile(
    r"\b(?:(?:ikke|aldrig|not|cannot|can't|tidligst|først)\b[^.;\d]{0,35}?\b(?:før|inden|tidligere end|"
    r"before|earlier than|kl\.?|klokken|fra|møde\w*)|tidligst|møde(?:tid)? (?:tidligst|efter|"
    r"først)[^.;\d]{0,12}|sen(?:ere)? mødetid[^.;\d]{0,16})\s*(?:ca\.\s*)?(?:kl\.?\s*|"
    r"klokken\s*)?(?P<t>(?:0?[5-9]|1[0-6])(?:[.:][0-5]\d)?)(?!\s*(?:timer|dage|uger|kg|\.\s*" + MONTH + r"|/|-))"
)


_NOT_AFTER: Final = re.compile(r"\b(?:efter|after|senere end|later|til|indtil|længere|hente\w*|hjem\w*|fri|slut\w*)\b")
_TIMETABLE: Final = re.compile(
    r"\b(?:bus(?:sen)?|tog(?:et)?|the (?:bus|train)) (?:\w+ )?(?:går|kører|afgår|leaves|goes)\b"
)


_EARLY: Final = re.compile(
    r"\b(?:(?:så |for |meget )?tidligt (?:op|om morgenen|i gang)|tidlig(?:e)? (?:morgener|mødetid\w*|"
    r"vagter|mødetider|morgen)|sen(?:ere)? mødetid|møde (?:tidligt|senere)|morgener(?:ne)?|"
    r"early (?:mornings?|start\w*)|stå tidligt op|komme op om morgenen)\b"
)


def start_not_before(doc: Document) -> Iterator[NeedSaid]:
    """The earliest start, as a clock time or as "not early"."""
    for match, clause in doc.find(_NOT_BEFORE):
        hour, _, minute = match["t"].replace(":", ".").partition(".")
        if past(clause) or other_person(clause) or _TIMETABLE.search(clause.low) or _NOT_AFTER.search(match[0]):
            continue
        yield NeedSaid(
            Need.START_NOT_BEFORE, 3, True, int(hour) * 60.0 + int(minute or 0), match.start(), match.end(), 0.9
        )
    for match, clause in doc.find(_EARLY):
        power = force(clause, match.start(), match.end())
        late = re.match(r"sen|møde senere", match[0])
        if past(clause) or other_person(clause) or power is None or _NOT_BEFORE.search(clause.low):
            continue
        if (power in (Force.HARD, Force.HARDLY) and not late) or (late and power in SOFT_LEVELS):
            hard = power in (Force.HARD, Force.MUST_HAVE)
            yield NeedSaid(
                Need.START_NOT_BEFORE, 3 if hard else 2, hard, 540.0 if hard else None, match.start(), match.end(), 0.6
            )
