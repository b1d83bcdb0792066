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
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from features.reading.document import Clause, Document
from features.reading.finding import found
from features.reading.lexicon import table, words
from features.reading.limits import SOFT_LEVELS, NeedSaid, amount_limits, shift_length, start_not_before
from features.reading.proposal import Proposal
from features.reading.reactions import reactions
from features.reading.scope import Force, cues, doubt, governing, other_person, past
from features.vocabulary import Need


@lru_cache(maxsize=1)
def _lexicon() -> tuple[tuple[Need, str, re.Pattern[str]], ...]:
    lists = {code: entry for code, entry in table("needs").items() if isinstance(entry, dict)}
    return tuple(
        (Need(code), kind, words(patterns)) for code, entry in lists.items() for kind, patterns in entry.items()
    )


@lru_cache(maxsize=1)
def _strong() -> re.Pattern[str]:
    return re.compile(table("needs")["strong"])


def read_needs(doc: Document) -> Iterator[Proposal]:
    """Functional need proposals, one per code: the hardest statement wins, a limit is kept from any."""
    read: dict[Need, NeedSaid] = {}
    amounts = list(amount_limits(doc))
    told = (*_mentions(doc), *_body(doc), *amounts, *reactions(doc), *shift_length(doc), *start_not_before(doc))
    for item in told:
        held = read.get(item.code)
        read[item.code] = item if held is None else _harder(held, item)
    for item in _one_load(doc, read, {item.code: item for item in amounts}).values():
        value: dict[str, Any] = {"code": item.code.value, "level": item.level, "hard": item.hard}
        if item.limit is not None:
            value["limit"] = item.limit
        yield found(doc, "functional_needs", value, item.start, item.end, item.confidence)


def _one_load(doc: Document, read: dict[Need, NeedSaid], amounts: dict[Need, NeedSaid]) -> dict[Need, NeedSaid]:
    """Lifting and carrying told in one sentence with one amount share it: "må ikke løfte eller bære over 7 kg"."""
    for code, other in ((Need.LIFT, Need.CARRY), (Need.CARRY, Need.LIFT)):
        held, said = read.get(code), amounts.get(other)
        if held and said and code not in amounts and doc.sentence_at(held.start) == doc.sentence_at(said.start):
            read[code] = replace(held, limit=said.limit, level=said.level)
    return read


def _harder(one: NeedSaid, other: NeedSaid) -> NeedSaid:
    best = max(one, other, key=lambda item: (item.hard, item.limit is not None, item.level))
    limits = [item.limit for item in (one, other) if item.limit is not None]
    return replace(best, limit=min(limits) if limits else None, level=max(best.level, min(one.level, other.level)))


_HANDLED_ALONE: Final = re.compile(
    r"\b(?:bær\w*|løft\w*|flytt\w*|lift\w*|carry\w*)\b.*\balene\b|\b(?:lift|carry).*\balone\b"
)
"""Lifting something alone is about the load, not about being alone at work."""


def _mentions(doc: Document) -> Iterator[NeedSaid]:
    asked = {
        code: [match.span() for match in pattern.finditer(doc.low)]
        for code, kind, pattern in _lexicon()
        if kind == "wanted"
    }
    for code, kind, pattern in _lexicon():
        for match, clause in doc.find(pattern):
            if other_person(clause) or past(clause):
                continue
            if code is Need.WORKS_ALONE and _HANDLED_ALONE.search(clause.low):
                continue
            listed = bool(LISTED.match(doc.low, doc.sentence_at(match.start())[0]))
            judged = _judge(code, kind, clause, match, listed)
            if kind == "thing" and any(
                start < match.end() and match.start() < end for start, end in asked.get(code, ())
            ):
                continue
            if judged:
                yield judged


def _judge(code: Need, kind: str, clause: Clause, match: re.Match[str], listed: bool) -> NeedSaid | None:
    cue = governing(clause, match.start(), match.end())
    power = cue[2] if cue else None
    if cue and power is Force.UNWANTED and code in _BODILY and _BARE_NO.match(clause.low[cue[0] - clause.start :]):
        power = Force.HARD
    level_hard: tuple[int, bool] | None = None
    if kind == "direct":
        level_hard = None if power is Force.ABLE else (3, True) if power is Force.MUST_HAVE else (2, False)
    elif listed and _alone(clause, match, cue):
        level_hard = (2, False)
    elif kind == "wanted":
        level_hard = _asked_for(code, clause, cue, power)
    elif power is Force.HARD and cue:
        return _impossible(code, clause, match, cue)
    elif power is Force.HARDLY:
        level_hard = SOFT_LEVELS[power]
    if level_hard is None:
        return None
    start, end = (cue[0], cue[1]) if cue and kind != "direct" else match.span()
    return NeedSaid(code, *level_hard, None, min(start, match.start()), max(end, match.end()), 0.85 * doubt(clause))


def _asked_for(
    code: Need, clause: Clause, cue: tuple[int, int, Force] | None, power: Force | None
) -> tuple[int, bool] | None:
    """Level and hardness of what somebody with the need asks for: "faste rammer", "pauser"."""
    if cue is None or power is None:
        return None
    words_of_cue = clause.low[cue[0] - clause.start :]
    if power is Force.WISH and _ONLY_LIKED.match(words_of_cue):
        return None
    if power is Force.HARD:
        only = re.search(r"kan (?:\w+ )?kun|må (?:\w+ )?kun|skal (?:\w+ )?kun|only|uden\b", clause.low)
        return (2, False) if words_of_cue.startswith("skån") else (3, True) if only else None
    return (2, True) if code is Need.STAND and power is Force.MUST_HAVE else SOFT_LEVELS.get(power)


def _impossible(code: Need, clause: Clause, match: re.Match[str], cue: tuple[int, int, Force]) -> NeedSaid | None:
    """What is ruled out: level 4, 3 where only the strong form is meant, 2 with a limit where only heavy things are."""
    after = clause.low[match.end() - clause.start :]
    sure = 0.85 * doubt(clause)
    first, last = min(cue[0], match.start()), max(cue[1], match.end())
    if code is Need.LIFT and _UPWARDS.match(after):
        return None
    whole = clause.low[max(0, match.start() - clause.start - 14) : match.end() - clause.start + 14]
    if code in _HEAVY_IS and (_LIGHT_ONLY.match(after) or _HEAVY.search(whole)):
        return NeedSaid(code, 2, True, _HEAVY_IS[code], first, last, sure)
    strong = _strong().search(whole) or code in _ALREADY_STRONG
    level = 3 if strong and not re.search(r"slet ikke|overhovedet|aldrig", clause.low) else 4
    return NeedSaid(code, level, True, None, first, last, sure)


LISTED: Final = re.compile(
    r"(?:særlige |øvrige |andre )?(?:skåne)?(?:hensyn|behov)\w*\s*[:=]|(?:special |support )?needs\s*:|"
    r"opmærksomhedspunkt\w*\s*:|tages? hensyn til\s*:"
)
"""A heading under which every item is a need: "Hensyn: ro, faste rammer, pauser"."""


def _alone(clause: Clause, match: re.Match[str], cue: tuple[int, int, Force] | None) -> bool:
    """Whether the item of a list that holds the match has no cue of its own."""
    first = clause.low.rfind(",", 0, match.start() - clause.start) + clause.start
    return cue is None or cue[1] <= first or cue[0] >= match.start()


_UPWARDS: Final = re.compile(
    r"\s*(?:\w+ )?(?:op )?over (?:skuld|hoved|bryst)|\s*arme|\s*(?:\w+ )?(?:above|over) (?:the )?(?:shoul|head)"
)
"""Lifting above the shoulder is reaching, not lifting."""
_BODILY: Final = frozenset({Need.LIFT, Need.CARRY, Need.CLIMB, Need.KNEEL, Need.REACH, Need.COLD_OUTDOOR})
_BARE_NO: Final = re.compile(r"ikke (?:noget|arbejde)\b")
"""In notes "ikke arbejde i højden" is a limit of the body, "ikke noget med børn" a refusal."""
_ONLY_LIKED: Final = re.compile(r"(?:kan (?:\w+ )*lide|elsker|nyder|holder af|likes?|loves?|enjoys?|glad for)\b")
"""What somebody likes is a wish; what they need is said with other words."""
_HEAVY: Final = re.compile(r"\b(?:tung\w*|heavy|hårdt fysisk|fysisk (?:hårdt|tungt|krævende|belast\w+))\b")
_LIGHT_ONLY: Final = re.compile(r"\s*(?:helt |meget )?(?:let\b|lette\b|små\b|light)")
"""After "må kun løfte": light things are fine."""
_HEAVY_IS: Final = {Need.LIFT: 12.0, Need.CARRY: 12.0}
"""Kilos from which a lift is heavy (Arbejdstilsynet: 12 kg at arm's length is the limit of what is clearly light)."""


_BODY: Final = (
    ((Need.LIFT,), re.compile(r"(?<!\w)(?:ryg(?:gen|ge)?|lænd(?:en)?|nakke(?:n)?|back|neck)(?!\w)")),
    (
        (Need.REACH,),
        re.compile(r"(?<!\w)(?:skuldr?e?r?(?:en|ne)?|skuldre(?:ne)?|shoulders?|overarm\w*|arm(?:en|e|ene|s)?)(?!\w)"),
    ),
    ((Need.KNEEL,), re.compile(r"(?<!\w)(?:knæ(?:et|ene)?|knees?)(?!\w)")),
    ((Need.WALK,), re.compile(r"(?<!\w)(?:hofte(?:n|r|rne)?|hips?)(?!\w)")),
    (
        (Need.STAND,),
        re.compile(r"(?<!\w)(?:ben(?:et|ene)?|fod(?:en)?|fødder(?:ne)?|ankel\w*|ankler\w*|legs?|foot|feet)(?!\w)"),
    ),
    (
        (Need.FINE_HAND,),
        re.compile(
            r"(?<!\w)(?:hånd(?:en|led|leddet)?|hænder(?:ne)?|finger(?:en)?|fingre(?:ne)?|hands?|wrists?|"
            r"fingers?)(?!\w)"
        ),
    ),
    ((Need.HEAR,), re.compile(r"(?<!\w)(?:hørelse(?:n)?|hearing)(?!\w)")),
    ((Need.SEE,), re.compile(r"(?<!\w)(?:syn(?:et)?|eyesight|vision)(?!\w)")),
)


_TROUBLE: Final = re.compile(
    r"\b(?:skån\w*|hensyn\w*|slidt\w*|dårlig\w*|ondt|smerte\w*|driller|øm(?:t|me)?|problem\w*|skade\w*|volder|"
    r"gener\w*|"
    r"svag\w*|svækket|nedsat|hævede?|stiv\w*|svigter|"
    r"holder ikke|ikke holde|kan ikke holde|ikke,? hvad den (?:har været|var)|ødelagt\w*|træt\w*|gør ondt|"
    r"begrænset|bøvl\w*|ikke (?:så |for |særlig |ret |længere )?(?:gode?|stærke?|raske?)\b|ryster|værker|låser|"
    r"følelsesløs\w*|opereret|nedslidt\w*|brækket|pain\w*|bad|sore|injur\w*|weak|poor|knækket|forkert på|spænd\w*)\b"
)


_NEAR: Final = 32


def _body(doc: Document) -> Iterator[NeedSaid]:
    """A part of the body and a word of trouble near it: a mild need of what that part is used for."""
    for codes, pattern in _BODY:
        for match, clause in doc.find(pattern):
            first, last = match.start() - clause.start, match.end() - clause.start
            near = clause.low[max(0, first - _NEAR) : last + _NEAR] + (
                " " + doc.low[clause.end : clause.end + 30] if last + 12 > len(clause.low) else ""
            )
            if (
                not _TROUBLE.search(near)
                or other_person(clause)
                or past(clause)
                or Force.ABLE in {cue[2] for cue in cues(clause.low)}
            ):
                continue
            for code in codes:
                yield NeedSaid(code, 2, False, None, match.start(), match.end(), 0.7 * doubt(clause))


_ALREADY_STRONG: Final = frozenset(
    {
        Need.NOISE, Need.PACE, Need.GROUP_SIZE, Need.TASK_SWITCHING, Need.CONFLICT, Need.DEADLINE, Need.COLD_OUTDOOR,
        Need.SMELL, Need.LIGHT, Need.CUSTOMER_CONTACT, Need.REGULARITY, Need.SUPERVISION, Need.INSTRUCTION_FORM,
        Need.WORKS_ALONE, Need.HEAR,
    }
)  # fmt: skip
