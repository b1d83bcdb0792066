"""A participant's functional needs: thing × what governs it × amount, never a diagnosis.

=============  =========================================  ==========================
what governs   example                                     becomes
=============  =========================================  ==========================
hard           må ikke løfte · tåler ikke larm             level 4, or 3 for the strong form; hard
hardly         har svært ved at stå længe                  level 2, negotiable
needs          har brug for faste rammer                   level 2, negotiable
must have      skal have faste rammer                      level 3, hard
wish           vil gerne have et lille team                level 2, negotiable
able, rather not, unwanted                                 no need (a strength or a wish)
=============  =========================================  ==========================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from features.reading.document import Clause, Document
from features.reading.finding import found
from features.reading.lexicon import table, words
from features.reading.numbers import NUMBER, bounds, number, quantity
from features.reading.proposal import Proposal
from features.reading.scope import Force, cues, doubt, force, governing, other_person, past
from features.vocabulary import Need


@dataclass(frozen=True, slots=True)
class _Read:
    code: Need
    level: int
    hard: bool
    limit: float | None
    start: int
    end: int
    confidence: float


@lru_cache(maxsize=1)
def _lexicon() -> tuple[tuple[Need, str, re.Pattern[str]], ...]:
    lists = {code: entry for code, entry in table("needs").items() if isinstance(entry, dict)}
    return tuple((Need(code), kind, words(patterns)) for code, entry in lists.items() for kind, patterns in entry.items())


@lru_cache(maxsize=1)
def _strong() -> re.Pattern[str]:
    return re.compile(table("needs")["strong"])


_LEVELS: Final = {Force.HARDLY: (2, False), Force.NEEDS: (2, False), Force.MUST_HAVE: (3, True), Force.WISH: (2, False)}


def read_needs(doc: Document) -> Iterator[Proposal]:
    """Functional need proposals, one per code: the hardest statement wins, a limit is kept from any."""
    read: dict[Need, _Read] = {}
    for item in (*_mentions(doc), *_body(doc), *_limits(doc), *_shift_length(doc), *_start(doc)):
        held = read.get(item.code)
        read[item.code] = item if held is None else _harder(held, item)
    for item in read.values():
        value: dict[str, Any] = {"code": item.code.value, "level": item.level, "hard": item.hard}
        if item.limit is not None:
            value["limit"] = item.limit
        yield found(doc, "functional_needs", value, item.start, item.end, item.confidence)


def _harder(one: _Read, other: _Read) -> _Read:
    best = max(one, other, key=lambda item: (item.hard, item.limit is not None, item.level))
    limits = [item.limit for item in (one, other) if item.limit is not None]
    return replace(best, limit=min(limits) if limits else None, level=max(best.level, min(one.level, other.level)))


def _mentions(doc: Document) -> Iterator[_Read]:
    asked = {code: [match.span() for match in pattern.finditer(doc.low)] for code, kind, pattern in _lexicon() if kind == "wanted"}
    for code, kind, pattern in _lexicon():
        for match, clause in doc.find(pattern):
            if other_person(clause) or past(clause):
                continue
            judged = _judge(code, kind, clause, match)
            if kind == "thing" and any(start < match.end() and match.start() < end for start, end in asked.get(code, ())):
                continue
            if judged:
                yield judged


def _judge(code: Need, kind: str, clause: Clause, match: re.Match[str]) -> _Read | None:
    cue = governing(clause, match.start(), match.end())
    power = cue[2] if cue else None
    if kind == "direct":
        level_hard = None if power is Force.ABLE else (3, True) if power is Force.MUST_HAVE else (2, False)
    elif kind == "wanted":
        level_hard = _LEVELS.get(power) if power else None
        if cue and power is Force.HARD and re.match(r"skån", clause.low[cue[0] - clause.start :]):
            level_hard = (2, False)
        elif power is Force.HARD and re.search(r"kan (?:\w+ )?kun|må (?:\w+ )?kun|skal (?:\w+ )?kun|only|uden\b", clause.low):
            level_hard = (3, True)
    elif power is Force.HARD:
        whole = clause.low[max(0, match.start() - clause.start - 14) : match.end() - clause.start + 14]
        strong = _strong().search(whole) or code in _ALREADY_STRONG
        level_hard = (3 if strong and not re.search(r"slet ikke|overhovedet|aldrig", clause.low) else 4, True)
    else:
        level_hard = _LEVELS[Force.HARDLY] if power is Force.HARDLY else None
    if level_hard is None:
        return None
    start, end = (cue[0], cue[1]) if cue and kind != "direct" else match.span()
    return _Read(code, *level_hard, None, min(start, match.start()), max(end, match.end()), 0.85 * doubt(clause))


_BODY: Final = (
    ((Need.LIFT,), re.compile(r"(?<!\w)(?:ryg(?:gen|ge)?|lænd(?:en)?|nakke(?:n)?|back|neck)(?!\w)")),
    ((Need.REACH,), re.compile(r"(?<!\w)(?:skuldr?e?r?(?:en|ne)?|skuldre(?:ne)?|shoulders?|overarm\w*)(?!\w)")),
    ((Need.KNEEL,), re.compile(r"(?<!\w)(?:knæ(?:et|ene)?|knees?)(?!\w)")),
    ((Need.WALK,), re.compile(r"(?<!\w)(?:hofte(?:n|r|rne)?|hips?)(?!\w)")),
    ((Need.STAND,), re.compile(r"(?<!\w)(?:ben(?:et|ene)?|fod(?:en)?|fødder(?:ne)?|ankel\w*|ankler\w*|legs?|foot|feet)(?!\w)")),
    ((Need.FINE_HAND,), re.compile(r"(?<!\w)(?:hånd(?:en|led|leddet)?|hænder(?:ne)?|finger(?:en)?|fingre(?:ne)?|hands?|wrists?|fingers?)(?!\w)")),
    ((Need.HEAR,), re.compile(r"(?<!\w)(?:hørelse(?:n)?|hearing)(?!\w)")),
    ((Need.SEE,), re.compile(r"(?<!\w)(?:syn(?:et)?|eyesight|vision)(?!\w)")),
)
_TROUBLE: Final = re.compile(
    r"\b(?:slidt\w*|dårlig\w*|ondt|smerte\w*|driller|øm(?:t|me)?|problem\w*|skade\w*|volder|gener\w*|svag\w*|svækket|nedsat|hævede?|stiv\w*|svigter|"
    r"holder ikke|ikke holde|kan ikke holde|ikke,? hvad den (?:har været|var)|ødelagt\w*|træt\w*|gør ondt|begrænset|bøvl\w*|pain\w*|bad|sore|injur\w*|weak|poor|knækket|forkert på|spænd\w*)\b"
)
_NEAR: Final = 32


def _body(doc: Document) -> Iterator[_Read]:
    """A part of the body and a word of trouble near it: a mild need of what that part is used for."""
    for codes, pattern in _BODY:
        for match, clause in doc.find(pattern):
            first, last = match.start() - clause.start, match.end() - clause.start
            near = clause.low[max(0, first - _NEAR) : last + _NEAR] + (" " + doc.low[clause.end : clause.end + 30] if last + 12 > len(clause.low) else "")
            if not _TROUBLE.search(near) or other_person(clause) or past(clause) or Force.ABLE in {cue[2] for cue in cues(clause.low)}:
                continue
            for code in codes:
                yield _Read(code, 2, False, None, match.start(), match.end(), 0.7 * doubt(clause))


_ALREADY_STRONG: Final = frozenset(
    {Need.NOISE, Need.PACE, Need.GROUP_SIZE, Need.TASK_SWITCHING, Need.CONFLICT, Need.DEADLINE, Need.COLD_OUTDOOR, Need.SMELL,
     Need.LIGHT, Need.CUSTOMER_CONTACT, Need.REGULARITY, Need.SUPERVISION, Need.INSTRUCTION_FORM, Need.WORKS_ALONE, Need.HEAR}
)  # fmt: skip

_KG: Final = re.compile(rf"(?P<lead>\b(?:max\.?|maks\.?|maximalt|maksimalt|højst|op til|ikke (?:\w+ )?(?:mere|tungere) end|ikke (?:\w+ )?over|over|under|mere end|tungere end|no more than|up to|more than|at most|løfte|lift|bære|carry|kun)[^.;\d]{{0,18}})?(?P<n>\d{{1,3}}(?:[.,]\d)?|{NUMBER})(?:\s*(?:-|–|til|to)\s*\d{{1,3}})?\s*(?:kg|kilos?)\b")
_MOST: Final = re.compile(r"\b(?:for (?:meget|tungt)|too (?:much|heavy)|grænsen|max|maks|højst|maximalt|maksimalt|op til|kun|ikke|no more|not more|at most|only|cannot|can't|up to|hard|must not)\b")
_FREE: Final = re.compile(r"sagtens|uden problemer|uden besvær|easily|no problem|ingen problemer|fint|trænet|stærk(?= |$)")


def _limits(doc: Document) -> Iterator[_Read]:
    """Kilos for lift and carry, minutes for stand, sit and walk, people for group size."""
    for match, clause in doc.find(_KG):
        kilos = number(match["n"])
        if kilos is None or past(clause) or other_person(clause) or _FREE.search(clause.low) or not match["lead"] and not _MOST.search(clause.low):
            continue
        if re.search(r"vejer|tabt|tabe sig|taget på", clause.low):
            continue
        code = Need.CARRY if re.search(r"\b(?:bære|slæbe|carry)", clause.low) and not re.search(r"løft|lift", clause.low) else Need.LIFT
        firm = bool(_MOST.search(clause.low))
        level = 4 if kilos <= 1 else 3 if kilos <= 10 else 2 if kilos <= 15 else 1
        yield _Read(code, level, firm, kilos, match.start(), match.end(), 0.95 if firm else 0.7)
    yield from _minutes(doc)
    for match, clause in doc.find(_PEOPLE):
        count = number(match["n"])
        if count:
            yield _Read(Need.GROUP_SIZE, 3, True, count, match.start(), match.end(), 0.85)


_PEOPLE: Final = re.compile(rf"\b(?:højst|max|maks\w*|ikke (?:mere|flere) end|ikke over|at most|no more than) (?P<n>{NUMBER}) (?:\w+ )?(?:mennesker|kolleger|kollegaer|personer|people|colleagues)")
_STILL: Final = (
    (Need.STAND, re.compile(r"\b(?:stå\w*|står|stand\w*)\b(?! til)")),
    (Need.SIT, re.compile(r"\b(?:sidde\w*|sidder|sit\w*)\b")),
    (Need.WALK, re.compile(r"\b(?:gå|går|gående|walk\w*)\b")),
)


def _minutes(doc: Document) -> Iterator[_Read]:
    for match, clause in doc.find(quantity(r"(?P<u>min(?:ut(?:ter)?)?s?\b\.?|minutes?|timers?\b|time\b|hours?\b)")):
        before = clause.low[: max(0, match.start() - clause.start)]
        code = next((code for code, pattern in _STILL if pattern.search(before)), None)
        amount = bounds(match)
        if code is None or amount is None or past(clause) or other_person(clause) or re.search(r"bus|arbejdsplads|transport|cykl|om ugen|til stop", clause.low):
            continue
        minutes = amount[1] * (1 if match["u"].startswith("min") else 60)
        if minutes < 480:
            yield _Read(code, 3 if minutes <= 30 else 2, True, float(minutes), match.start(), match.end(), 0.85)


_AT_A_TIME: Final = re.compile(
    rf"\b(?:max\.?|maks\.?|højst|maksimalt|maximalt|ikke (?:\w+ )?(?:mere|længere) end|ikke (?:\w+ )?over|op til|kun|begrænset til|no more than|at most|only|kan (?:\w+ )?arbejde|klare|magte)[^.;\d]{{0,20}}?(?P<n>{NUMBER})(?:\s*-\s*(?P<b>{NUMBER}))?\s*(?:timer?|t|hours?)\b\.?\s*(?:ad gangen|om dagen|i træk|pr\.? dag|pr\.? gang|pr\.? vagt|dagligt|/dag|at a time|a day|per day|in a row|per shift|hver dag)|(?<![\d.,-])(?P<n2>{NUMBER})(?:\s*-\s*(?P<b2>{NUMBER}))?\s*(?:timer?|t|hours?)\b\.?\s*(?:ad gangen|i træk|pr\.? gang|pr\.? vagt|at a time|in a row|per shift)|vagter? (?:på|af) (?:(?:op til|højst|max\.?|maks\.?|omkring|ca\.) )?(?P<n3>{NUMBER}) timer"
)
_SHORT_DAYS: Final = re.compile(r"\b(?:korte (?:arbejds)?(?:dage|vagter)|kortere (?:arbejds)?(?:dage|vagter)|short (?:days|shifts)|kort arbejdsdag|(?:lange|hele) (?:arbejds)?(?:dage|vagter)|long (?:days|shifts))\b")


def _shift_length(doc: Document) -> Iterator[_Read]:
    for match, clause in doc.find(_AT_A_TIME):
        hours = number(match["b"] or match["n"] or match["b2"] or match["n2"] or match["n3"])
        if hours and hours <= 12 and not past(clause) and not other_person(clause) and not re.search(r"\b(?:stå|sidde|gå|transport)\b", clause.low):
            yield _Read(Need.SHIFT_LENGTH, 3 if hours <= 4 else 2, True, hours, match.start(), match.end(), 0.9)
    for match, clause in doc.find(_SHORT_DAYS):
        power = force(clause, match.start(), match.end())
        long = re.match(r"lange|hele|long", match[0])
        if past(clause) or power in (None, Force.ABLE) or (long and power not in (Force.HARD, Force.HARDLY)) or (not long and power is Force.HARD):
            continue
        hard = power in (Force.HARD, Force.MUST_HAVE)
        yield _Read(Need.SHIFT_LENGTH, 3 if hard else 2, hard, None, match.start(), match.end(), 0.75)


_NOT_BEFORE: Final = re.compile(
    r"\b(?:(?:ikke|aldrig|not|cannot|can't|tidligst|først)\b[^.;\d]{0,35}?\b(?:før|inden|tidligere end|before|earlier than|kl\.?|klokken|fra|møde\w*)|tidligst|møde(?:tid)? (?:tidligst|efter|først)[^.;\d]{0,12}|sen(?:ere)? mødetid[^.;\d]{0,16})\s*(?:ca\.\s*)?(?:kl\.?\s*|klokken\s*)?(?P<t>(?:0?[5-9]|1[0-6])(?:[.:][0-5]\d)?)(?!\s*(?:timer|dage|uger|kg|\.\s*[a-zæøå]{3}|/|-))"
)
_EARLY: Final = re.compile(r"\b(?:(?:så |for |meget )?tidligt (?:op|om morgenen|i gang)|tidlig(?:e)? (?:morgener|mødetid\w*|vagter|mødetider|morgen)|sen(?:ere)? mødetid|møde (?:tidligt|senere)|morgener(?:ne)?|early (?:mornings?|start\w*)|stå tidligt op|komme op om morgenen)\b")


def _start(doc: Document) -> Iterator[_Read]:
    for match, clause in doc.find(_NOT_BEFORE):
        hour, _, minute = match["t"].replace(":", ".").partition(".")
        if past(clause) or other_person(clause):
            continue
        yield _Read(Need.START_NOT_BEFORE, 3, True, int(hour) * 60.0 + int(minute or 0), match.start(), match.end(), 0.9)
    for match, clause in doc.find(_EARLY):
        power = force(clause, match.start(), match.end())
        late = re.match(r"sen|møde senere", match[0])
        if past(clause) or other_person(clause) or power is None or _NOT_BEFORE.search(clause.low):
            continue
        if (power in (Force.HARD, Force.HARDLY) and not late) or (late and power in _LEVELS):
            hard = power in (Force.HARD, Force.MUST_HAVE)
            yield _Read(Need.START_NOT_BEFORE, 3 if hard else 2, hard, 540.0 if hard else None, match.start(), match.end(), 0.6)
