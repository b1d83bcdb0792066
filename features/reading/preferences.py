"""What a participant wants and does not want: settings, work areas and, failing these, their own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from features.reading.document import Clause, Document
from features.reading.finding import found
from features.reading.illness import sensitive
from features.reading.lexicon import coded, table, words
from features.reading.needs import LISTED
from features.reading.proposal import Proposal
from features.reading.scope import Force, cues, doubt, force, other_person, past
from features.reading.titles import is_title
from features.vocabulary import Setting, holds_cpr

OPPOSITE: Final = MappingProxyType(
    {
        Setting.ALONE: Setting.TOGETHER,
        Setting.INSIDE: Setting.OUTSIDE,
        Setting.OUTSIDE: Setting.INSIDE,
        Setting.LIVELY: Setting.QUIET,
        Setting.FAST_PACE: Setting.CALM_PACE,
        Setting.CUSTOMERS: Setting.NO_CUSTOMERS,
    }
)
_OWN_CHILDREN: Final = re.compile(
    r"\b(?:sine|mine|hendes|hans|tre|to|fire|fem|egne|har|her|his|my|henter|hente|aflever\w*|børnene|"
    r"følge\w*|fire|seks)\s+(?:\w+ )?(?:børn\w*|barn|kids|children)|børnene\b|børnebørn|børns?(?: skyld|"
    r" hente| skole)"
)
_NO_TASK: Final = re.compile(
    r"\b(?:\w*minut\w*|kvarter\w*|transport\w*|køre langt|pendle\w*|kørekort\w*|truckkort|bo\b|bor|"
    r"danskprøve\w*|flytte\w*|"
    r"prøve i dansk|lære (?:mere |bedre )?(?:dansk|sproget)|blive bedre til (?:dansk|sproget)|lejlighed|bolig|"
    r"selvforsørgende|"
    r"egne penge|tjene penge|til lægen|i praktik)\b"
)
"""Wishes that are about travel, papers, Danish or a home, not about what to do at work."""
_TIME: Final = re.compile(
    r"\b(?:\w+dag(?:e|en|ene)?|kl\.? ?[\d.:-]+|\d[\d.,]*(?: ?- ?\d+)?|timer?|t|hours?|aften\w*|weekend\w*|"
    r"nat(?:ten)?|nætter|"
    r"fuld ?tid\w*|deltid\w*|halv ?tid\w*|full[- ]?time|part[- ]?time|hverdag\w*|tidligt?|uge(?:n|ntligt)?|"
    r"ugentligt?|"
    r"nights?|evenings?|mornings?|afternoons?|weekdays?|weeks?|vagt(?:er|en)?|skift|starte?|snarest|"
    r"hurtigst muligt|dagtimer\w*|"
    r"morgen\w*|tæt på|om (?:dagen|ugen)|på sigt|senere|bus|cykel|bil|tog)\b"
)
_FILLER: Final = re.compile(
    r"\b(?:arbejde[rt]?|job(?:bet)?|have|få|gerne|om|i|på|ca|cirka|kun|eller|og|mange|flere|få|en|et|de|med|til|"
    r"fra|helst|max|maks|"
    r"højst|mindst|op|mere|mindre|så|som|muligt|det|at|være|være fri|for|per|a|the|to|work|job|have|in|on|or|"
    r"and|at|of|lidt|bare|"
    r"igen|fordelt|også|by|mellem|omkring|gå|komme|kunne|hele|lange|korte|dage|faste?|el|evt|år|slutte|begynde|måske|"
    r"blot|kan|vil|prøve\w*|han|hun|jeg|she|he|can|try|nu|straks)\b|\W"
)


def about_time_only(low: str) -> bool:
    """Whether nothing is left of a wish when its times and small words are taken away ("have fuldtid eller tæt på")."""
    return bool(_TIME.search(low)) and not _FILLER.sub("", _TIME.sub(" ", low)).strip()


_WISH_LEAD: Final = re.compile(
    r"^.*?\b(?:vil(?:le)? (?:\w+ )?(?:meget |rigtig )?gerne|åben for|siger (?:også )?ja til|tager (?:også|"
    r"gerne)|mod på|open to|prefers?|"
    r"hopes? to|ønsker(?: sig)?|"
    r"kunne (?:\w+ )?(?:godt )?tænke (?:sig|mig)|drømmer om|håber (?:på|at)|interesseret i|interesse for|"
    r"lyst til|søger|foretrækker|helst|kan (?:\w+ )?(?:godt )?lide?|elsker|wants? to|would like to|"
    r"likes? to|loves? to|dreams? of|interested in|looking for|brænder for|"
    r"glad for)\b[\s:,]*(?:at )?(?:få )?"
)
_EMPTY: Final = re.compile(
    r"^(?:det|et job|job|arbejde|noget|have|i gang|arbejde igen|et arbejde|komme i gang|i arbejde|a job|"
    r"work|hjælp|job igen|arbejdet|igen|sammen|(?:have|få) (?:et )?(?:arbejde|job)(?: hurtigst muligt|"
    r" igen| snart)?)?[.!]?$"
)


def read_wishes(doc: Document) -> Iterator[Proposal]:
    """Wishes: settings with their codes, and the words of the wish as a task."""
    told: set[tuple[str, str]] = set()
    for proposal in (*_setting_wishes(doc), *_size_wishes(doc), *_task_wishes(doc)):
        key = (proposal.value["kind"], proposal.value["value"])
        if key not in told:
            told.add(key)
            yield proposal


def _setting_wishes(doc: Document) -> Iterator[Proposal]:
    for code, pattern in coded("settings"):
        for match, clause in doc.find(pattern):
            if other_person(clause) or past(clause) or (code == "children" and _OWN_CHILDREN.search(clause.low)):
                continue
            if code == "alone" and _WITH_WHOM.match(clause.low, match.end()):
                continue
            power = force(clause, match.start(), match.end())
            weight = {Force.WISH: 1.0, Force.NEEDS: 0.8, Force.MUST_HAVE: 1.0}.get(power) if power else None
            if power is Force.RATHER_NOT and Setting(code) in OPPOSITE:
                value = {"kind": "setting", "value": OPPOSITE[Setting(code)].value, "weight": 0.4}
                yield found(doc, "wishes", value, match.start(), match.end(), 0.6 * doubt(clause))
            elif weight and not (_is_need_word(code) and power is not Force.WISH):
                yield found(
                    doc,
                    "wishes",
                    {"kind": "setting", "value": code, "weight": weight},
                    match.start(),
                    match.end(),
                    0.8 * doubt(clause),
                )


def _is_need_word(code: str) -> bool:
    return code not in ("quiet", "alone", "together", "inside", "outside", "calm_pace")


_SIZES: Final = (
    (
        "0-9",
        words(
            [
                "(?:lille|mindre|små) (?:virksomhed\\w*|arbejdsplads\\w*|butik|firma|sted|familievirksomhed)",
                "small (?:company|workplace|firm)",
            ]
        ),
    ),
    (
        "50+",
        words(
            [
                "(?:stor|større) (?:virksomhed\\w*|arbejdsplads\\w*|firma|koncern)",
                "(?:large|big) (?:company|workplace|firm)",
            ]
        ),
    ),
)


def _size_wishes(doc: Document) -> Iterator[Proposal]:
    for code, pattern in _SIZES:
        for match, clause in doc.find(pattern):
            if force(clause, match.start(), match.end()) is Force.WISH and not past(clause):
                yield found(
                    doc,
                    "wishes",
                    {"kind": "company_size", "value": code, "weight": 0.8},
                    match.start(),
                    match.end(),
                    0.7,
                )


def _task_wishes(doc: Document) -> Iterator[Proposal]:
    for clause in doc.clauses:
        forces = [power for _, _, power in cues(clause.low)]
        if (
            Force.WISH not in forces
            or set(forces) & {Force.UNWANTED, Force.RATHER_NOT, Force.HARD}
            or other_person(clause)
        ):
            continue
        lead = _WISH_LEAD.match(clause.low)
        text = storable(clause.text[lead.end() :] if lead else clause.text)
        if lead is None or text is None or _EMPTY.match(text.lower()) or len(text) < 2:
            continue
        if not (_NO_TASK.search(text.lower()) or about_time_only(text.lower())):
            value = {"kind": "task", "value": text, "weight": 1.0}
            yield found(doc, "wishes", value, clause.start, clause.end, 0.7 * doubt(clause))


_WORSHIP: Final = re.compile(r"\s*\b(?:i|på|ved|fra|til|for) (?:en |et |den |sin )?(?:mosk|kirke)\w*", re.IGNORECASE)
"""Where work was done may say what somebody believes: the place goes, the work stays."""


def storable(text: str) -> str | None:
    """``text`` as it may be kept: at most 200 characters, nothing ``sensitive``, no CPR number; else None."""
    text = _WORSHIP.sub("", text).strip(" ,;:.-–()\n\t")
    if not text or sensitive(text) or holds_cpr(text):
        return None
    return text if len(text) <= 200 else text[:200].rsplit(" ", 1)[0]


@lru_cache(maxsize=1)
def _areas() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    return tuple((tuple(entry["codes"]), words(entry["words"])) for entry in table("areas").values())


def names_work(low: str) -> bool:
    """Whether ``low`` names a work area ("lager", "køkken") or a trade."""
    return any(pattern.search(low) for _, pattern in _areas()) or any(
        is_title(word) for word in re.findall(r"[a-zæøå-]{3,}", low)
    )


def read_unwanted(doc: Document) -> Iterator[Proposal]:
    """Hard refusals as settings or DISCO code prefixes, else the words of the clause; "helst ikke" is no refusal."""
    told: set[tuple[str, str]] = set()
    for clause in doc.clauses:
        for proposal in _refusals(doc, clause):
            key = (proposal.value["kind"], proposal.value["value"])
            if key not in told:
                told.add(key)
                yield proposal


_WITH_WHOM: Final = re.compile(
    r"\s+(?:i (?:et )?(?:rum|lokale) )?(?:sammen )?(?:med|hos|with)\s+(?:\w+ ){0,2}?(?:m[aæ]nd\w*|mandlig\w*|kvind\w*|"
    r"fyre\w*|dreng\w*|pige\w*|børn\w*|borger\w*|beboer\w*|kunde\w*|gæste?r?\w*|chef\w*|kolleg\w*|fremmed\w*|"
    r"mennesker|men|women|strangers|children|customers|residents)\b"
)
"""Alone *with somebody*: that speaks of who is there, not of working by oneself."""
_KILLED: Final = re.compile(r"\s+(?:ihjel|død|skal (?:slagtes|aflives))\b|\w*slagt")
"""Who will not kill animals may well look after them."""
_ONE_VEHICLE: Final = re.compile(r"truck|lastbil|traktor|taxa|varevogn")
"""Who will not drive a fork-lift may well drive a car: it is refused as a work area or in its own words."""
_ARE_NEEDS: Final = frozenset({"alone", "lively", "fast_pace", "customers"})
"""Settings whose other side is a functional need: in a list of needs they are read as that, not as a refusal."""


def _refusals(doc: Document, clause: Clause) -> Iterator[Proposal]:
    if other_person(clause) or past(clause):
        return
    coded_any = False
    areas = [match.span() for _, pattern in _areas() for match in pattern.finditer(clause.low)]
    for code, pattern in coded("settings"):
        for match in pattern.finditer(clause.low):
            start, end = match.start() + clause.start, match.end() + clause.start
            within = any(first <= match.start() < last for first, last in areas)
            if (
                (within and code in ("food", "elderly", "driving"))
                or (code == "alone" and _WITH_WHOM.match(clause.low, match.end()))
                or (code == "driving" and _ONE_VEHICLE.search(match[0]))
                or not (
                    _refused(clause, start, end, code)
                    or _REFUSED_AFTER.match(doc.low[end : doc.sentence_at(start)[1]])
                    or (code == "animals" and _AFRAID_OF.search(clause.low[: match.start()]))
                )
                or (code == "children" and _OWN_CHILDREN.search(clause.low))
                or (code == "animals" and _KILLED.match(clause.low, match.end()))
                or (code in _ARE_NEEDS and LISTED.match(doc.low, doc.sentence_at(start)[0]))
            ):
                continue
            coded_any = True
            yield found(doc, "do_not_want", {"kind": "setting", "value": code}, start, end, 0.85 * doubt(clause))
    for codes, pattern in _areas():
        for match in pattern.finditer(clause.low):
            start, end = match.start() + clause.start, match.end() + clause.start
            after = doc.low[end : doc.sentence_at(start)[1]]
            if (
                force(clause, start, end) is Force.UNWANTED
                or _shorthand(clause, match.start())
                or _REFUSED_AFTER.match(after)
            ):
                coded_any = True
                for code in codes:
                    yield found(
                        doc, "do_not_want", {"kind": "occupation", "value": code}, start, end, 0.85 * doubt(clause)
                    )
    if not coded_any and not (_TIME.search(clause.low) or _NO_TASK.search(clause.low)):
        yield from _in_words(doc, clause)


def _refused(clause: Clause, start: int, end: int, code: str) -> bool:
    power = force(clause, start, end)
    if power is Force.UNWANTED:
        return code != "food" or not re.search(r"svin|pork|gris", clause.low)
    handled = _WITH.search(clause.low[: start - clause.start]) is not None
    never = code in ("pork", "alcohol", "animals") or (handled and code in ("elderly", "children", "food"))
    return (power is Force.HARD and never) or _shorthand(clause, start - clause.start)


_REFUSED_AFTER: Final = re.compile(
    r"(?:\w*[ ,/](?:(?:og|eller|med|m\.) )?(?:\w+[ ,]+){0,3}?|\w*)(?:er |= ?|: ?|bliver |det er )?"
    r"(?:(?:helt |klart |absolut )?(?:nej\b(?! problem)|udelukket\b|ikke en mulighed\b|no go\b|ude af billedet\b)|"
    r"falder væk\b|kommer ikke på tale\b|siger (?:han|hun|jeg) (?:\w+ )?nej til\b|"
    r"vil (?:han|hun|jeg) (?:aldrig|ikke)\b(?: mere| igen)?\W*$|"
    r"(?:har )?prøvet, (?:men )?(?:vil )?(?:ikke|aldrig) igen\b)"
)
"""Work that is named first and then refused: "butik med kunder = nej", "opvask og gulvvask er ikke en mulighed"."""
_AFRAID_OF: Final = re.compile(
    r"\b(?:bange for|angst for|skræk for|rædsel for|fobi for|afraid of|utryg ved) (?:\w+ )?$"
)
"""Whoever is afraid of animals is not sent to them."""
_WITH: Final = re.compile(
    r"\b(?:med|omkring|nær\w*|passe|blandt|røre(?: ved)?|håndtere|pleje|with|around|near)\s+(?:\w+ )?$"
)


def _shorthand(clause: Clause, place: int) -> bool:
    """Notes such as "Ikke køkken." or "Ønsker: ikke rengøring": a bare "ikke" right before the word."""
    return bool(
        re.search(
            r"(?:^|[:,;]\s*)(?:men |dog |bare )?(?:ikke|ingen|intet|nej til|undtagen|bortset fra|no|"
            r"not)\s+(?:noget (?:med )?|job i |arbejde (?:i|med|på) )?(?:\w+ (?:og|eller) )?$",
            clause.low[:place],
        )
    )


_UNWANTED_LEAD: Final = re.compile(
    r"^.*?\b(?:vil (?:\w+ ){0,2}?(?:ikke|aldrig)|ønsker (?:\w+ )?(?:ikke|ingen)|ikke lyst til|"
    r"ikke interesseret i|ikke noget med|nej tak til|hader|(?:does not|doesn.t|don.t|do not) want(?: to)?|"
    r"refuses(?: to)?|not interested in)\b\s*(?:at )?"
)


def _in_words(doc: Document, clause: Clause) -> Iterator[Proposal]:
    if not any(power is Force.UNWANTED for _, _, power in cues(clause.low)):
        return
    lead = _UNWANTED_LEAD.match(clause.low)
    text = storable(clause.text[lead.end() :]) if lead else None
    if text and len(text) > 3 and not _EMPTY.match(text.lower()):
        yield found(doc, "do_not_want", {"kind": "task", "value": text}, clause.start, clause.end, 0.6 * doubt(clause))
