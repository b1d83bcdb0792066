"""How a participant gets to work, and how far."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from features.places import travel_rules
from features.reading.document import Clause, Document
from features.reading.finding import found
from features.reading.numbers import NUMBER, number
from features.reading.proposal import Proposal
from features.reading.scope import doubt, negated, not_yet, other_person, past
from features.vocabulary import TransportMode

_MODES: Final = (
    (
        "ride",
        re.compile(
            r"\b(?:(?:kører|køre|kørt|hente|bringe|drives?|driving) (?:hende|ham|mig|vedkommende|her|him|me)\b|"
            r"bliver kørt|(?:blive|bliver) kørt (?:af)?|får (?:et )?lift|samkørsel|samkøre|køre med (?:en|sin|"
            r"kolleg\w*|nabo\w*|andre|hendes|hans)\w*|kører med (?:sin|en|kolleg\w*|naboen|hendes|hans)\w*|"
            r"gets? a (?:ride|lift)|carpool\w*|få et lift|kørelejlighed)"
        ),
    ),
    (
        "car",
        re.compile(
            r"\b(?:(?:har |og |en |egen |sin egen |adgang til |råder over |låner |eller |ingen |ikke |uden |"
            r"intet |deler |af |disponerer over |familiens |kørekort\+|/)(?:en |egen |sin |sit |familiens |"
            r"lille )?bil(?:en)?\b(?! til salg)|egen bil|bil til rådighed|bil haves|bil:(?! (?:nej|ingen))|bil:|"
            r"(?:har|kører|ejer|has|owns|drives) (?:i |rundt i )?(?:(?:en|sin|a|an|his|her) )(?:\w+ ){0,2}"
            r"(?:toyota|volvo|peugeot|citro[eë]n|renault|skoda|škoda|volkswagen|vw|opel|ford|mazda|nissan|kia|hyundai|"
            r"suzuki|fiat|seat|audi|bmw|mercedes|honda|dacia|tesla)\b|"
            r"har bil|bilen (?:står|holder)|kørekort ?(?:b )?(?:og|\+|&|/) ?(?:egen )?bil|i bil\b|kører (?:selv|"
            r"bil|i bil|i egen bil)|"
            r"køre (?:selv|bil|i bil)|tager bilen|tage bilen|med bil|bilist|(?:has|have|owns?) (?:a |her own |"
            r"his own |own )?car|own car|by car|drives? (?:a car|to|himself|herself)|no car|without a car)"
        ),
    ),
    (
        "bike",
        re.compile(
            r"\b(?:(?:kan |vil |må |også |og |helst |gerne |ikke |jeg |han |hun )?(?:cykle(?! med)|"
            r"cykler)(?! (?:på værksted|til salg))|på (?:el-?)?cykel|(?:har|kun) (?:en |egen |"
            r"kun )?(?:el-?)?cykel|egen cykel|"
            r"el-?cykel(?:en)?|med cykel|cyklen|cykel til rådighed|cykel\b(?= (?:op til|eller|og bus|max|som))|"
            r"bikes?|cycles?|by bike|bicycle|cycling)\b"
        ),
    ),
    ("moped", re.compile(r"\b(?:knallert(?:en)?|scooter(?:en)?|moped)\b(?!-?(?:kørekort|bevis))")),
    (
        "bus",
        re.compile(
            r"\b(?:(?:by|rute)?bus(?:sen|ser|serne)?|busplan\w*|busafgang\w*|tog(?:et)?|"
            r"offentlig(?:e)? (?:transport\w*|trafik)|"
            r"kollektiv (?:trafik|"
            r"transport)|rejsekort|buskort|pendlerkort|public transport\w*|train|by bus)\b(?!chauffør)"
        ),
    ),
    (
        "walk",
        re.compile(
            r"\b(?:gåafstand|gåben|til fods|(?:går(?= eller (?:tager|kører|cykler)))|transport: (?:til fods|går)|"
            r"(?:kan )?gå(?:r)? (?:til (?:arbejde|job|fods)|på arbejde)|gå hjemmefra|walking distance|walks? to|"
            rf"går (?:\w+ )?gerne(?= (?:op til )?{NUMBER} (?:min|kvarter|time)(?!\w* ad gangen))|on foot)\b"
        ),
    ),
)
_ALONE: Final = re.compile(
    r"(?:^|[.,;:/|()\n+&]|\b(?:transport|har|og|eller|samt)\b)\s*(?:(?:har|egen|eget|evt\.?|primært|offentlig|med) )*"
    r"(?P<m>(?P<car>(?:bil|varevogn|car)(?:en)?)|(?P<bike>(?:el-?)?cykel|bike)|(?P<moped>knallert|scooter)|"
    r"(?P<bus>(?:by|rute)?bus|tog|train|offentlig transport)|(?P<walk>gåben|til fods|går|gå))(?:en)?\b"
    r"(?=\s*(?:$|[.,;/|()\n+&]|og\b|eller\b|samt\b|evt|deles|max|maks|op til|ok\b|okay|fint|ja\b|til rådighed|haves|"
    r"ca\b|\d|and\b|or\b))"
)
"""A way of travelling as an item of a list: "Bil.", "cykel/bus", "Transport: bil"."""
_NONE: Final = re.compile(r"\b(?:ikke|ingen|uden|intet|nej|no|without|mangler)\b")
_NEITHER: Final = re.compile(r"\b(?:hverken|neither)\b(?!.*\b(?:men|but)\b)")
"""Denies every item of its list, commas or not: "hverken bil, knallert eller cykel"."""
_TELLS: Final = re.compile(
    r"\b(?:reparer\w*|vask\w*|lav\w*|gerne|vil|ønske\w*|søger|"
    r"arbejde\w*|noget med|"
    r"interesse\w*|hader|kan lide|elsker|skrue\w*|sælge\w*|solgt|erfaring\w*|har (?:kørt|været|haft)|blive|som|men)\b"
)


def _listed(doc: Document) -> Iterator[tuple[str, re.Match[str]]]:
    """Modes named as items of a list, in clauses that say nothing else about them."""
    for match in _ALONE.finditer(doc.low):
        place = match.start("m")
        clause = doc.clause_at(place)
        before = clause.low[: place - clause.start]
        if (
            _TELLS.search(before)
            or _NONE.search(re.split(r"[,;/|]", before)[-1])
            or _NEITHER.search(before)
            or (match["bus"] and _LICENCE_FOR.search(before))
            or other_person(clause)
            or past(clause)
        ):
            continue
        mode = next((name for name in ("car", "bike", "moped", "bus", "walk") if match[name]), "")
        if not (mode == "walk" and not re.search(r"transport|cykel|bus|:", clause.low)):
            yield mode, match


_MINUTES: Final = re.compile(
    rf"(?:(?P<lead>\b(?:max\.?|maks\.?|højst|maksimalt|maximalt|op til|ca\.|cirka|omkring|indtil|under|"
    rf"ikke (?:\w+ )?(?:mere|længere) end|ikke over|up to|at most|"
    rf"no more than)\s+)?)(?P<n>{NUMBER})(?:\s*(?:-|"
    rf"til)\s*(?P<b>{NUMBER}))?(?:\s*times?)?\s*(?P<u>min(?:ut(?:ter)?)?s?\b\.?|minutes?|timers?\b|"
    rf"time(?:s)?\b|hours?\b|kvarter\w*)(?! (?:om ugen|om dagen|ugentlig|pr|i ugen|ad gangen|a week|"
    rf"per week))"
)
_ABOUT_TRAVEL: Final = re.compile(
    r"\b(?:transport\w*|rejse\w*|køre\w*|kører|cykl\w*|cykel\w*|bus\w*|tog|gå(?:r)?|afstand|hver vej|væk|"
    r"travel\w*|commut\w*|bike\w*|walk\w*|drive\w*|til fods|pendl\w*|bil)\b"
)
_NOT_TRAVEL: Final = re.compile(
    r"\b(?:chauffør\w*|som (?:bus|taxa|tog|lastbil)\w*|reparer\w*|værksted\w*|buschauffør|togfører|"
    r"bilvask|autoværksted|kørte (?:bus|taxa|lastbil)|solgt|solgte|cykelsmed|gear|cykelbutik|cykelhandler|"
    r"vasket? biler|mekaniker)\b"
)
_UNABLE: Final = re.compile(r"\b(?:kan ikke|tør ikke|må ikke|ikke lært|ikke kan|cannot|can.t|kan hverken)\b")


class _Way(NamedTuple):
    """A way of travelling as it was said: where, how surely, and how many minutes."""

    start: int
    end: int
    confidence: float
    minutes: int | None


def read_transport(doc: Document) -> Iterator[Proposal]:
    """One proposal per mode that is stated, with the minutes that are said; none are made up."""
    held, ruled_out = _stated(doc)
    general = _general(doc)
    for mode, (start, end, confidence, minutes) in held.items():
        if mode in ruled_out:
            continue
        most = minutes or general or _by_distance(doc, mode, start)
        value = {"mode": mode, "max_minutes": most} if most else {"mode": mode}
        yield found(doc, "transport", value, start, end, confidence)
    if general and not held:
        place = _general_place(doc)
        mode = "car" if _DRIVES.search(doc.clause_at(place[0]).low) else "bus"
        if mode not in ruled_out:
            yield found(doc, "transport", {"mode": mode, "max_minutes": general}, *place, 0.45)


def _stated(doc: Document) -> tuple[dict[str, _Way], set[str]]:
    """The first time each mode is said, and the modes that are ruled out."""
    held: dict[str, _Way] = {}
    ruled_out: set[str] = set()
    for mode, pattern in _MODES:
        for match, clause in doc.find(pattern):
            if _of_another(doc, mode, match, clause):
                continue
            if _no(mode, clause, match):
                ruled_out.add(mode)
            elif mode not in held and not (mode == "car" and not_yet(clause)):
                held[mode] = _Way(*match.span(), 0.85 * doubt(clause), _own_minutes(doc, mode, match))
    for mode, match in _listed(doc):
        if mode not in held:
            clause = doc.clause_at(match.start("m"))
            minutes = _minutes(doc, match.end(), clause.end) or _in_sentence(doc, match.start("m"))
            held[mode] = _Way(*match.span("m"), 0.8 * doubt(clause), minutes)
    return held, ruled_out


def _of_another(doc: Document, mode: str, match: re.Match[str], clause: Clause) -> bool:
    """Whether the words are about somebody else's way, about the past, or about no way to work at all."""
    once = past(clause) and not (mode == "car" and _LICENSED_SINCE.search(clause.low))
    if (other_person(clause) and mode != "ride") or once or _NOT_TRAVEL.search(_whole(doc, match.start())):
        return True
    before = doc.low[clause.start : match.start()]
    if (mode == "bus" and _LICENCE_FOR.search(doc.around(match.start(), match.end())[0])) or (
        mode == "bike" and _BICYCLES.search(before + match[0])
    ):
        return True
    return match[0] == "i bil" and bool(_JUST_SO_LONG.search(doc.low, max(0, match.start() - 25), match.start()))


_LICENCE_FOR: Final = re.compile(r"\bkørekort til\b[^.;]{0,40}$")
"""A licence for a bus is no bus pass."""
_LICENSED_SINCE: Final = re.compile(r"\bhar haft (?:dansk )?kørekort\b")
"""Said of years, but the licence and the car are there still: "har haft kørekort i tyve år og egen bil"."""
_BICYCLES: Final = re.compile(
    r"(?:\w{3,}s|reparer\w*|ordne[rt]?|fikse[rt]?|lave[rt]?|samle[rt]?|sælge[rt]?|lappe[rt]?|solgt|gamle|brugte|"
    r"og|,|kan lide:?) "
    r"cykler$"
)
"""Bicycles as things, not cycling: "ordner klubbens cykler"."""
_JOURNEY: Final = r"transport|rejse|hver vej|commut|travel|pendl|køretid|bustur"
_DRIVES: Final = re.compile(r"\bkører? (?:\w+ )?gerne")
_GLADLY: Final = re.compile(r"\b(?:køre|kører|går|gå|cykle|cykler) (?:\w+ )?gerne")
_JUST_SO_LONG: Final = re.compile(r"\d+ ?(?:min\.?|minut(?:ter)?|timers?|time) $")
"""Before "i bil": how far is bearable, not that there is a car."""


def tells_how_far(low: str) -> bool:
    """Whether a clause only says how long somebody is ready to travel: "kører gerne 40 minutter"."""
    return bool(_GLADLY.search(low) and _MINUTES.search(low))


def _own_minutes(doc: Document, mode: str, match: re.Match[str]) -> int | None:
    """The minutes said of a mode; those said of the mode before "eller" ("cykle 20 min. eller køre") are not its."""
    clause = doc.clause_at(match.start())
    told = _MINUTES.search(doc.low, clause.start, match.start())
    if told and re.search(r"\b(?:eller|or)\b", doc.low[told.end() : match.start()]):
        lead = doc.low[clause.start : told.start()]
        if any(name != mode and pattern.search(lead) for name, pattern in _MODES):
            return _minutes(doc, match.end(), clause.end)
    return _minutes(doc, clause.start, clause.end) or _in_sentence(doc, match.start())


def _whole(doc: Document, position: int) -> str:
    first, last = doc.sentence_at(position)
    return doc.low[first:last]


def _no(mode: str, clause: Any, match: re.Match[str]) -> bool:
    if re.search(r"\b(?:ingen|ikke|uden|intet|no|without|hverken)\b", match[0]):
        return True
    if mode == "car" and re.search(r"\bbil:\s*(?:nej|ingen|ikke|no)", clause.low):
        return True
    return negated(clause, match.start(), match.end(), 5) or bool(
        _OBJECT_FIRST.match(clause.low[match.end() - clause.start :])
    )


_OBJECT_FIRST: Final = re.compile(
    r"(?:\s+(?:med|fuld af|i|om) (?:\w+ ){1,3}?)?\s*(?:vil|kan|tør|har|tager|bruger|kører|finder)\s+"
    r"(?:han|hun|jeg|vedkommende|borgeren)\s+(?:\w+ ){0,2}?(?:ikke|aldrig|nødigt?|svært)\b"
)
"""The way stands first and is then refused: "bus vil han ikke"."""


def _by_distance(doc: Document, mode: str, position: int) -> int | None:
    """The minutes of the kilometres, or of the town, that the way may not go beyond; None where nothing is said."""
    first, last = doc.sentence_at(position)
    told = None if mode in ("bus", "ride") else _KM.search(doc.low, first, last)
    if told and (km := number(told["n"])) and km <= FARTHEST_KM:
        rule = travel_rules().modes[TransportMode(mode)]
        return round(rule.fixed_minutes + km / rule.speed_kmh * 60)
    return ACROSS_TOWN if _IN_TOWN.search(doc.low) else None


ACROSS_TOWN: Final = 25
"""Minutes that a way inside one town of the region takes at most, by bicycle or bus."""
_KM: Final = re.compile(
    rf"(?<!bor )(?<!bor ca )(?<!bor ca\. )(?P<n>{NUMBER})\s*(?:km|kilometer)\b(?!/t| (?:fra|uden|syd|nord|øst|vest|"
    rf"væk fra))"
)
FARTHEST_KM: Final = 60
_IN_TOWN: Final = re.compile(
    r"\b(?:skal (?:ligge|være|foregå)|kun|ikke|længere væk)\b[^.;:,]{0,16}?\b(?:i|uden ?for|end|ud af) "
    r"(?:\w+ (?:by|midtby|bymidte)\b|selve byen\b)"
)
"""A job that has to be in the town one lives in: "det skal ligge i Viborg by"."""


def _minutes(doc: Document, first: int, last: int) -> int | None:
    for match in _MINUTES.finditer(doc.low, first, last):
        if match["u"].startswith(("timer", "hours")) and not match["lead"]:
            continue
        value = _value(match)
        if value and 5 <= value <= 240:
            return value
    return None


def _in_sentence(doc: Document, position: int) -> int | None:
    """The minutes of the sentence when another clause of it speaks of travel."""
    first, last = doc.sentence_at(position)
    return (
        _minutes(doc, first, last)
        if re.search(
            r"\b(?:køre|cykle|cykel|bil|gåben|knallert|transport|rejse|hver vej|væk|afstand|drive|travel|bus\w*|"
            r"tog\w*|cykl\w*|bike|rides?|"
            r"transport\w*|go up to)\b",
            doc.low[first:last],
        )
        else None
    )


def _value(match: re.Match[str]) -> int | None:
    amount = number(match["b"] or match["n"])
    if amount is None:
        return None
    scale = 1 if match["u"].startswith("min") else 15 if match["u"].startswith("kvarter") else 60
    return round(amount * scale)


def _general(doc: Document) -> int | None:
    """The most minutes of travel that are said without a mode: "max en halv times transport"."""
    match = _general_match(doc)
    return _value(match) if match else None


def _general_place(doc: Document) -> tuple[int, int]:
    match = _general_match(doc)
    return match.span() if match else (0, 0)


def _general_match(doc: Document) -> re.Match[str] | None:
    for match, clause in doc.find(_MINUTES):
        if other_person(clause) or past(clause) or not (_DRIVES.search(clause.low) or re.search(_JOURNEY, clause.low)):
            continue
        value = _value(match)
        if value and 5 <= value <= 240 and not re.search(r"timer om (?:ugen|dagen)", clause.low):
            return match
    return None
