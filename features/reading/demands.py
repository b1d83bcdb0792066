"""What a vacancy's work asks of body and mind, and on which side of the settings it lies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from features.reading.document import Clause, Document
from features.reading.finding import found
from features.reading.lexicon import table
from features.reading.numbers import NUMBER, number
from features.reading.proposal import Proposal
from features.reading.scope import negated, plain
from features.vocabulary import Need

_FREE_OF: Final = re.compile(
    r"\b(?:ingen|ikke|intet|uden|undgår|slipper for|fri for|no|not|without|never|aldrig)\b[^.,;]{0,40}$"
)
_OF_OTHERS: Final = re.compile(
    r"\b(?:kurser i|kursus i|uddannelse i|vi hjælper dig|ikke (?:et )?krav|ansøgning\w*|kunder (?:i hele|"
    r"over hele|på tværs)|vores kunder (?:er|tæller|i)|blandt vores kunder|kunderne kommer fra)\b"
)
_TARGET_GROUP: Final = re.compile(
    r"\b(?:børn\w*|beboer\w*|borger\w*|elev\w*|unge\w*|målgruppe\w*|barnet\w*) (?:\w+ ){0,4}$"
)


@lru_cache(maxsize=1)
def _lexicon() -> tuple[tuple[Need, re.Pattern[str], tuple[int, ...]], ...]:
    built = []
    for code, entries in table("demands").items():
        groups = "|".join(rf"(?P<g{number}>{pattern})" for number, (_, pattern) in enumerate(entries))
        built.append((Need(code), re.compile(rf"(?<!\w)(?:{groups})(?!\w)"), tuple(level for level, _ in entries)))
    return tuple(built)


_STANDS: Final = re.compile(r"\bstå(?!r (?:for|i kontakt|til|bag))|\bstand")
_OF_PLACE: Final = re.compile(r"\b(?:ligger|beliggende|placeret|omgivet|masser af plads|naboer til|tæt på)\b")
"""Beginnings of clauses that say where a workplace lies; what is noisy or cold there is not the work."""
_SURROUNDINGS: Final = frozenset({Need.NOISE, Need.SMELL, Need.COLD_OUTDOOR, Need.CLIMB, Need.WALK})


def read_demands(doc: Document) -> Iterator[Proposal]:
    """Demand proposals ``{code: {"level": …, "value": …}}``: the highest that is stated, 0 where it is denied."""
    best: dict[Need, tuple[int, float | None, int, int, float]] = {}
    for code, level, value, start, end, confidence in (*_words(doc), *_kilos(doc)):
        held = best.get(code)
        if held is None or (level, value or 0) > (held[0], held[1] or 0):
            best[code] = (level, value, start, end, confidence)
    if Need.STAND not in best and Need.SIT in best and best[Need.SIT][0] >= 3 and not _STANDS.search(doc.low):
        best[Need.STAND] = (0, None, *best[Need.SIT][2:])
    for code, (level, value, start, end, confidence) in best.items():
        demand: dict[str, Any] = {"level": level} | ({"value": value} if value is not None else {})
        yield found(doc, "demands", {code.value: demand}, start, end, confidence)


def _words(doc: Document) -> Iterator[tuple[Need, int, float | None, int, int, float]]:
    for code, pattern, levels in _lexicon():
        for match, clause in doc.find(pattern):
            low = clause.low
            if code in _SURROUNDINGS and _OF_PLACE.search(low[: match.start() - clause.start]):
                continue
            if _OF_OTHERS.search(low) or (
                code in _FOR_SELF and _TARGET_GROUP.search(low[: max(0, match.start() - clause.start)][-60:])
            ):
                continue
            level = levels[int((match.lastgroup or "g0")[1:])]
            if _denied(code, clause, match) or _by_others(doc, code, match):
                light = code in (Need.LIFT, Need.CARRY) and re.search(r"\b(?:tung|hård|heavy|forflyt)", match[0])
                yield code, 1 if light else 0, None, match.start(), match.end(), 0.8
            else:
                yield code, level, None, match.start(), match.end(), 0.8


_MAY_BE_TAKEN: Final = frozenset({Need.LIFT, Need.CARRY, Need.CUSTOMER_CONTACT})
_TAKES: Final = r"(?:bærer|løfter|tager|klarer|ordner|flytter|slæber|henter|passer)"
_OTHERS_AFTER: Final = re.compile(
    rf"\W*(?:\w+ )?(?:{_TAKES} (?:jeg|vi|min|mine|vores|de|en anden|en kollega|andre|chaufføren)\b"
    rf"(?! (?:sammen|i fællesskab|to og to|på skift|alle))|"
    rf"(?:flyttes|løftes|hænges op|køres|klares|tages) (?:\w+ )?(?:med|på|af) (?:en )?(?:hejs|kran|truck|lift|vogn|"
    rf"rulle\w*|sakse\w*|løfte\w*|maskine\w*|andre|en anden))"
)
_OTHERS_BEFORE: Final = re.compile(
    rf"\b(?:(?:jeg|en anden|andre|kollega\w*|de frivillige|chaufføren|min \w+|vores \w+) {_TAKES} (?:\w+ )?|"
    rf"(?:kran|hejs|truck|\w*lift|løftegrej|\w*borde?|\w*vogne?|hjælpemidler) til (?:\w+ )?)$"
)


def _by_others(doc: Document, code: Need, match: re.Match[str]) -> bool:
    """Whether somebody else or a machine does it: "tunge ting bærer jeg selv", "hejs til tunge emner"."""
    before, after = doc.around(match.start(), match.end())
    return code in _MAY_BE_TAKEN and bool(_OTHERS_AFTER.match(after) or _OTHERS_BEFORE.search(before))


_FOR_SELF: Final = frozenset({Need.SUPERVISION, Need.PACE, Need.FINE_HAND, Need.WORKS_ALONE, Need.COLD_OUTDOOR})


def _denied(code: Need, clause: Clause, match: re.Match[str]) -> bool:
    before = plain(clause.low[: max(0, match.start() - clause.start)])
    if code in (Need.CLIMB, Need.PACE) and re.search(
        r"\b(?:ikke (?:\w+ )?(?:bange|have|lider?)|bange for|lider ikke)\b", before
    ):
        return False
    if re.search(
        r"\b(?:ikke (?:være )?(?:bange|sart|bleg|afvisende)|not afraid|ikke går af vejen|går ikke af vejen)\b", before
    ):
        return False
    return bool(_FREE_OF.search(before)) or negated(clause, match.start(), match.end(), 3)


_KG: Final = re.compile(
    rf"(?:(?P<a>{NUMBER})\s*(?:-|–|til|to|og)\s*)?(?P<n>\d{{1,3}}(?:[.,]\d)?)\s*(?:kg|kilo|kilos|"
    rf"kilogram)\b"
)


def _kilos(doc: Document) -> Iterator[tuple[Need, int, float | None, int, int, float]]:
    for match, clause in doc.find(_KG):
        kilos = number(match["n"])
        if kilos is None or not re.search(
            r"\b(?:løft\w*|lift\w*|bære\w*|carry\w*|håndter\w*|handle|slæb\w*|tunge?|vejer|weigh\w*|flytte|sække|"
            r"kasser|emner|pakker?|kolli|tungest\w*|box(?:es)?|parcels|bags)\b",
            doc.low[slice(*doc.sentence_at(match.start()))],
        ):
            continue
        level = _lift_level(kilos)
        if _by_others(doc, Need.LIFT, match):
            yield Need.LIFT, 1, None, match.start(), match.end(), 0.8
            continue
        code = (
            Need.CARRY
            if re.search(r"\b(?:bære\w*|carry\w*|slæb\w*)", clause.low) and not re.search(r"løft|lift", clause.low)
            else Need.LIFT
        )
        yield code, level, kilos, match.start(), match.end(), 0.9


def _lift_level(kilos: float) -> int:
    return 1 if kilos <= 5 else 2 if kilos <= 12 else 3 if kilos <= 25 else 4


_SETTINGS: Final = (
    ("alone", r"alenearbejde|arbejder? (?:\w+ )?alene|work(?:ing)? alone|for dig selv|selvstændigt arbejde"),
    (
        "together",
        r"i (?:et )?(?:\w+ )?team(?!leder)\w*|tæt samarbejde|sammen med (?:dine |gode |søde |"
        r"vores )?(?:\w+ )?kolleger\w*|teamwork|in a team|in teams|teamplayer|samarbejd\w*|holdånd",
    ),
    ("inside", r"indendørs\w*|indoors?"),
    (
        "outside",
        r"udendørs(?! (?:areal|faciliteter))\w*|udearbejde|outdoors?|i det fri|arbejde ude|al slags vejr|"
        r"frisk luft|udeliv",
    ),
    ("quiet", r"rolige? (?:arbejdsmiljø|omgivelser|arbejdsplads)|arbejdsro|quiet"),
    ("lively", r"liv og glade\w*|livlig\w*|gang i den|lively"),
    ("calm_pace", r"roligt (?:arbejds)?tempo|eget tempo|calm pace|ingen akkord"),
    (
        "fast_pace",
        r"højt (?:arbejds)?tempo|"
        r"travl\w*(?! (?:\w*familie|mennesker|folk|forældre|kunder))|fart på|fast[- ]paced|high pace|hektisk\w*|busy",
    ),
    (
        "customers",
        r"kundekontakt|kundebetjening|betjen\w* (?:af )?(?:vores )?(?:kunder|gæster)\w*|ekspeder\w*|"
        r"customer (?:service|contact)|kundeservice|gæsterne|(?:for|imod) (?:vores )?(?:gæster|kunder)|"
        r"serve (?:customers|guests)",
    ),
    ("no_customers", r"(?:ingen|uden) (?:direkte )?kunde\w*|no customer contact"),
    (
        "animals",
        r"dyr(?:ene)?|heste(?:ne)?|hund(?:e|en|ene)?|høns(?:ene)?|køer(?:ne)?|kvæg\w*|kalve(?:ne)?|malk\w*|"
        r"søer(?= og (?:smågrise|polte))|smågrise|"
        r"animals?|cows?|horses?|pigs|svinestald\w*|grisestald\w*|dyrepasn\w*",
    ),
    ("children", r"børn(?:ene|enes|s)?|børnehave\w*|vuggestue\w*|children|småbørn|barnet|elever(?:ne)?"),
    (
        "elderly",
        r"ældre(?= |,|\.|$)(?! (?:børn|elever|medarbejdere|brødre))|plejehjem\w*|plejecenter\w*|"
        r"ældrecenter\w*|elderly",
    ),
    (
        "food",
        r"køkken(?:et|medhjælper\w*|assistent\w*|hjælp)?|madlavning|fødevare\w*|mad(?= |,|\.|$)|kantine\w*|"
        r"kitchen|food|bageri\w*|opvask\w*",
    ),
    ("pork", r"svin(?:e\w*)?|grise\w*|pork|pigs?|slagtesvin|svineslagteri"),
    (
        "alcohol",
        r"alkohol|spiritus|bartender|bar(?= |,|\.|$|en\b)|alcohol|(?:øl|vin)(?= |,|\.|$)|drinks|vinkort|cocktail\w*",
    ),
    (
        "machines",
        r"maskin(?:er|erne|operatør\w*|fører\w*|betjening|park\w*|passer\w*)|machines?|machinery|cnc\w*|"
        r"truck(?:kørsel|fører\w*)?|gravemaskine\w*|produktionslinj\w*",
    ),
    (
        "driving",
        r"kørsel(?! ?(?:godt|godtgørelse))|chauffør\w*|lastbil\w*|køre (?:ud|rundt|bil|varer|taxa|lastbil)\w*|"
        r"driving|varebil\w*|driver|udbringning",
    ),
)


@lru_cache(maxsize=1)
def _settings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")) for code, pattern in _SETTINGS)


def read_settings(doc: Document) -> Iterator[Proposal]:
    """Setting codes the advert shows, each once."""
    for code, pattern in _settings():
        for match, clause in doc.find(pattern):
            if code != "no_customers" and (_denied(Need.CUSTOMER_CONTACT, clause, match)):
                continue
            if code == "driving" and re.search(r"godtgørelse|egen bil|kørekort|licen[cs]e", clause.low):
                continue
            yield found(doc, "settings", code, match.start(), match.end(), 0.7)
            break
