"""Languages a vacancy asks for, with CEFR per skill; "dansk eller engelsk" is one choice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from features.reading.asked import PREFERRED, how_wanted, requirement
from features.reading.document import Clause, Document
from features.reading.finding import found
from features.reading.languages.cefr import CEFR
from features.reading.languages.mentions import own_part
from features.reading.lexicon import coded
from features.reading.proposal import Proposal
from features.vocabulary import Necessity

_LANGUAGE_ASKED: Final = re.compile(
    r"\b(?:tale\w*|taler|snakke\w*|forstå\w*|læse\w*|skrive\w*|skrift\w*|mundtlig\w*|sprog\w*|flydende|"
    r"beherske\w*|kundskab\w*|kommunik\w*|begå|formuler\w*|niveau|godt?|gode|speak\w*|understand\w*|read|"
    r"writ\w*|fluent\w*|language|spoken|proficien\w*|kunne|kan|nok|fordel\w*|plus|advantage|basic|krav|"
    r"required|necessary|fint?|ok|okay|fine|enough|nødvendig\w*|samtale\w*|hverdag\w*|\w*niveau|"
    r"\w+(?:talende|sproget|kyndig)|tolk\w*|husbehov|\w*begynder\w*|sige|besked\w*|svare|hilse|"
    r"danskkundskaber\w*|skills|fluent|gør\w* dig forståelig|[abc][12]|pd ?[123]|prøve i|studieprøve\w*)\b"
)


_NOT_ASKED: Final = re.compile(
    r"\b(?:undervis\w* i|dansklærer|faget|fagene|lærer i|underviser|matematik|undervisning i|"
    r"dansk(?:e)? (?:virksomhed\w*|folkeskole|industri|erhverv\w*|kunder|marked\w*|lov\w*|krav|kvalitet|"
    r"kroner|overenskomst\w*)|on danish|in denmark|english version|engelsk version|dansk som (?:andet|andet-|"
    r"fremmed)\w*|(?:application|ansøgning\w*|cv|resume|documents?|bilag) (?:\w+ ){0,4}?(?:in|på) "
    r"(?:english|danish|engelsk|dansk)|(?<!en )(?<!søger )\b\w+talende (?:hold|chef|leder|kolleg|mester|arbejds)\w*|"
    r"(?:leder\w*|holdleder\w*|chef\w*|kolleg\w*|mester|ejer\w*|vi) er (?:\w+ )?\w+talende|"
    r"(?:andet|andre|flere) sprog end|other (?:language|languages) than|som barn|"
    r"har talt|tales der|modersmål er|hjemmesprog|danish (?:companies|"
    r"market|customers|food|crown|law|collective|labour|society))\b"
)


_LANGUAGE_LEVELS: Final = (
    ("C1", r"flydende|perfekt|fejlfrit|fluent\w*|modersmål\w*|native|højt niveau|upåklagelig\w*"),
    ("A1", r"\w*begynder\w*|(?:få|enkelte|et par|nogle) ord|beginner\w*"),
    ("A2", r"nok til at|husbehov|enough to"),
    (
        "B2",
        r"(?:rigtig|meget|særdeles|very|ubesværet) (?:godt?|gode|good|well)|behersk\w*|proficien\w*|sikkert?|sikre|"
        r"formuler\w* dig (?:godt|klart|sikkert)|sans for",
    ),
    (
        "A2",
        r"gøre? (?:dig|sig) forståelig\w*|lidt|basal\w*|basis\w*|basic|en smule|some|grundlæggende|simpelt?|enkelt?|"
        r"enkle|på et niveau|begå (?:dig|sig)|almindelige beskeder|beskeder",
    ),
    ("B1", r"godt?|gode|fint|good|well|rimelig\w*|samtale\w*|til hverdag\w*|hverdagsdansk|conversational"),
)


_ENOUGH: Final = re.compile(r"\s*(?:is|er|are) (?:\w+ )?(?:fine|ok|okay|enough|nok|fint|tilstrækkeligt?|sufficient)\b")
"""What follows a language that will do: "no Danish needed, English is fine"."""


_FINE_TOO: Final = re.compile(
    r"\s*(?:(?:is|er|are|går) )?(?:(?:også|also) (?:\w+ )?(?:fine|ok|okay|fint|godt|nok|muligt|velkomment?)\b|"
    r"(?:fine|ok|okay|fint|godt) (?:too|as well|også)\b|(?:ok|okay)(?=\s*(?:$|[.,;)!])))"
)
"""What follows a language that will do as well: beside the one everybody expects, it is asked of nobody."""


_ANY_WILL_DO: Final = re.compile(
    r"\b(?:det går nok|lige ?meget|hvad du vil|som du (?:vil|har lyst)|as you like|al(?:t|le) (?:er )?(?:ok\w*|fint))\b"
)
"""In a sentence about languages: whichever one speaks, none is asked for."""


_LEARNT_HERE: Final = re.compile(
    r"\b(?:oplæring|undervisning|kursus|lære|vi taler|arbejdssprog\w*|sprogmentor|på arbejdspladsen taler|lær dansk)\b"
)
"""Words about the languages of the workplace, or about learning one there."""

_YOU_SPEAK: Final = re.compile(r"\bdu\b.{0,20}\b(?:taler|kan|forstår|skal)")


def asked_languages(doc: Document) -> Iterator[Proposal]:
    """Requirement proposals of kind language."""
    hits = [(code, match, clause) for code, pattern in coded("languages") for match, clause in doc.find(pattern)]
    hits = [hit for hit in hits if _asks(hit[2])]
    for code, match, clause in hits:
        wanted = "required" if _ENOUGH.match(doc.low, match.end()) else how_wanted(doc, clause, match)
        if wanted == "no" or _is_open(doc, match) or _is_learnt(clause):
            continue
        own = ("taler " if _TALKS_AND.search(f"{clause.before} {clause.low}") else "") + own_part(clause, match)
        liked = wanted == "preferred" and (PREFERRED.search(own) or not PREFERRED.search(clause.low))
        necessity = Necessity.PREFERENCE if liked else Necessity.TASK
        more: dict[str, Any] = {"levels": _INTERPRETS_AT if _interpreted(clause, match) else _asked_levels(own)}
        if any(same is clause and other != code and _joined_by_or(clause, match, its) for other, its, same in hits):
            more["any_of"] = "language"
        value = requirement("language", code, necessity, **more)
        yield found(doc, "requirements", value, match.start(), match.end(), 0.82)


def _is_open(doc: Document, match: re.Match[str]) -> bool:
    """Whether the language is named as one that will do, not as one to have."""
    sentence = doc.low[slice(*doc.sentence_at(match.start()))]
    return bool(_FINE_TOO.match(doc.low, match.end()) or _ANY_WILL_DO.search(sentence))


def _is_learnt(clause: Clause) -> bool:
    return bool(_LEARNT_HERE.search(clause.low)) and not _YOU_SPEAK.search(clause.low)


_TALKS_AND: Final = re.compile(r"\b(?:taler?|tale|snakker?|speaks?) (?:og|and) (?:forstå|understand)")
"""The verb of the clause before counts as well in "du taler og forstår dansk"."""


def _asks(clause: Clause) -> bool:
    return bool(_LANGUAGE_ASKED.search(clause.low) or _only_languages(clause)) and not _NOT_ASKED.search(clause.low)


_INTERPRETS: Final = re.compile(
    r"\b(?:tolke?\w*|oversæt(?:ter)?\w*|interpret\w*|translat\w*) (?:(?:i|på|til|fra|mellem|in|into|from|between|of) )?"
    r"(?:\w+,? ){0,2}(?:(?:og|eller|and|or|til|to) )?$"
)
_INTERPRETS_AT: Final = {"listen": "C1", "speak": "C1"}
"""Whoever interprets speaks both languages well, said or not."""


def _interpreted(clause: Clause, match: re.Match[str]) -> bool:
    """Whether the language is one to interpret or translate: "tolke i arabisk og dansk"."""
    return bool(_INTERPRETS.search(clause.low[: match.start() - clause.start]))


def _only_languages(clause: Clause) -> bool:
    """Whether a clause is a bare list: "Dansk, engelsk og gerne tysk."."""
    rest = clause.low
    for _, pattern in coded("languages"):
        rest = pattern.sub(" ", rest)
    return not re.sub(r"\b(?:og|and|eller|or|gerne|samt|sprog|languages?|evt|lidt|a little|some)\b|[\W_]", "", rest)


def _joined_by_or(clause: Clause, one: re.Match[str], other: re.Match[str]) -> bool:
    first, last = sorted((one.span(), other.span()))
    between = clause.low[first[1] - clause.start : last[0] - clause.start]
    after = clause.low[last[1] - clause.start : last[1] - clause.start + 22]
    return bool(re.search(r"\b(?:eller|or)\b|/", between)) or (
        bool(re.match(r"[\s,]*(?:eller|or)\b", after)) and len(between) < 12
    )


_WRITTEN: Final = re.compile(r"\b(?:skrift\w*|skrive\w*|læse\w*|read|writ\w*|written|formuler\w*)\b")
_READS: Final = re.compile(r"\b(?:læse\w*|read)\b")
_WRITES: Final = re.compile(r"\b(?:skriv\w*|writ\w*|skrift\w*|formuler\w*)\b")
_SPOKEN: Final = re.compile(
    r"\b(?:tale\w*|taler|snakke\w*|mundtlig\w*|kommunik\w*|speak\w*|spoken|begå|forståelig|flydende|fluent\w*)\b"
)
_HEARD: Final = re.compile(r"\b(?:forstå\w*|understand\w*)\b")
_TESTS: Final = re.compile(r"\b(?:pd ?|prøve i dansk ?)([123])\b|\bstudieprøve\w*")
"""The state's tests of Danish: PD1 is about A2, PD2 B1, PD3 B2, the Studieprøve C1 (DOMAIN.md)."""


def _stated_level(low: str) -> str | None:
    """A level that is named as such: the least of several ("A2-B1"), else that of a test."""
    named = [match[1].upper() for match in CEFR.finditer(low)]
    if named:
        return min(named)
    test = _TESTS.search(low)
    return None if test is None else {"1": "A2", "2": "B1", "3": "B2", None: "C1"}[test[1]]


def _asked_levels(low: str) -> dict[str, str]:
    words = (level for level, words in _LANGUAGE_LEVELS if re.search(rf"\b(?:{words})\b", low))
    level = _stated_level(low) or next(words, None)
    written, spoken, heard = (bool(pattern.search(low)) for pattern in (_WRITTEN, _SPOKEN, _HEARD))
    aloud = ["listen"] if heard and not spoken and not written else ["listen", "speak"]
    skills = [*(aloud if spoken or heard or not written or "skrift" in low else ()), *_on_paper(low, written)]
    return dict.fromkeys(skills, level or ("A2" if skills == ["listen"] else "B1"))


def _on_paper(low: str, written: bool) -> tuple[str, ...]:
    """Reading, writing or both, as far as ``low`` tells them apart; "skriftligt" is both."""
    reads, writes = _READS.search(low), _WRITES.search(low)
    if not written:
        return ()
    if reads and not writes:
        return ("read",)
    return ("write",) if writes and not reads and "skrift" not in low else ("read", "write")
