"""Whether a clause tells of work somebody has done: a perfect or past form, a trade, or years of something."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from features.reading.lexicon import table
from features.reading.numbers import NUMBER, number
from features.reading.titles import is_title, title_told

_ADVERB: Final = (
    r"(?:han|hun|jeg|he|she|i|også|tidligere|før|altid|selv|bl\.?a\.?|mest|primært|både|desuden|derudover|siden|"
    r"ofte|kun|mange|sidst|"
    r"næsten|erfaring|previously|also|always|mostly)"
)


@lru_cache(maxsize=1)
def _told() -> tuple[re.Pattern[str], frozenset[str]]:
    """The pattern of the perfect, and the regular forms in it that tell of no work."""
    lists = table("work")
    return re.compile(_PERFECT.replace("{known}", "|".join(lists["participles"].split())), re.VERBOSE), frozenset(
        lists["not_work"].split()
    )


_PERFECT: Final = rf"""
    \b(?:har|have|has|havde|had|'ve)\s+(?:\S+\s+){{0,5}}?(?:{{known}})\b
    |\b(?:har|havde)\s+(?:{_ADVERB}\s+){{0,3}}(?P<regular>\w{{2,}}[bdfghjklmnprstvxz]et|\w{{2,}}eret)\b
"""
_PRETERITE: Final = re.compile(
    r"(?:^|\b(?:han|hun|jeg|hvor|og|også|der|i|he|she|where|and|also|selv) )(?P<past>drev|passede|solgte|lavede|"
    r"kørte|syede|hjalp|"
    r"gjorde rent|bagte|malede|underviste|byggede|(?!boe|ønske|flygte|miste|vente|kunne|ville|skulle|hedde|"
    r"ankom|gifte|flytte|starte|"
    r"slutte|elske|mangle|forsøge|prøve|mødte|huske)\w{3,}ede|drove|ran|taught|built|sold|made|sewed|grew|"
    r"(?!liv|arriv|mov|marri|want|"
    r"need|us|lik|hop|tir|interest|divorc|allow|suppos|start|stopp|tri|married|lov|"
    r"retir)[a-z]{3,}ed\b(?!,| (?:er|har|vil|kan|fra|bor|is|has|can|wants)\b))\b(?! til danmark)"
)
_INVERTED: Final = re.compile(
    r"\b(?:drev|passede|solgte|lavede|kørte|syede|hjalp|gjorde|bagte|malede|underviste|byggede|reparerede|arbejdede|"
    r"klippede|svejsede|murede|plejede|ordnede|dyrkede|serverede|pakkede|stod|sad|styrede|ledede|vaskede|skar)\s+"
    r"(?:han|hun|jeg)\b"
)
"""The verb before its subject, as after a time or a place: "i 31 år kørte han lastbil"."""
_BEEN: Final = re.compile(r"\b(?:har|have|has)\s+(?:\S+\s+){0,3}?(?:været|been)\s+(?P<rest>.{3,60})")
_BEEN_AT: Final = re.compile(
    r"(?:\S+ ){0,3}?(?:ansat|selvstændig|med til at|i (?:lære|praktik|køkken\w*|hæren|militær\w*|butik\w*)|"
    r"på (?:\w*fabrik\w*|\w*lager\w*|"
    r"\w*gård\w*|\w*restaurant\w*|værksted\w*|hotel\w*|plejehjem\w*|kontor\w*|byggeplads\w*)|employed|self-employed)"
)
_OWNED: Final = re.compile(
    r"\b(?:har|havde|has|had)\s+(?:\S+\s+){0,3}?(?:haft |had )?(?:\S+\s+){0,4}?\w*(?:systue|gård|minkfarm|salon|"
    r"skrædderi|taxa|bod|fabrik|gartneri|landbrug|marker|butik|café|cafe|restaurant|"
    r"firma|virksomhed|"
    r"værksted|salon|forretning|kiosk|bageri|job)\b"
)
_HAD: Final = re.compile(r"\b(?:haft|havde|had)\b")
_YEARS: Final = re.compile(
    rf"(?<!for )(?<!om )(?<!på )\b(?:{NUMBER})\s*(?:års?|years?|måneders?|sæsoner)\b"
    r"(?! (?:gammel|siden|old|ago|fra|from))"
)
MOST_YEARS: Final = 15
"""More years than this without a trade named are somebody's age."""
_NO_YEARS: Final = re.compile(
    r"\b(?:danmark|dk|denmark|bor|boet|ledig\w*|børn\w*|barn|gift|kontanthjælp\w*|sprog\w*|syg\w*|alder|kvinde|"
    r"mand|fyr|pige|dreng|far|"
    r"mor|familie\w*|borger|bgr|ophold\w*|dansk|skole\w*|woman|man|male|female|er|kan|vil|skal|har|må|ønsker|"
    r"søger|hjemme|viborg|fylder|"
    r"på sigt|siden|garanti|gymnasi\w*|grundskole\w*)\b"
)
_SMALL: Final = re.compile(
    rf"\b(?:{NUMBER}|års?|i|som|med|på|af|fra|og|ca|cirka|over|mere|end|hos|years?|in|of|as|for)\b|[\W\d]"
)


@lru_cache(maxsize=2048)
def work_done(low: str) -> bool:
    """Whether a clause (lower case) tells of work done."""
    return (
        perfect(low)
        or bool(_PRETERITE.search(low) or _INVERTED.search(low))
        or _been(low)
        or title_told(low)
        or _years(low)
    )


def perfect_end(low: str) -> int:
    """Where the perfect of work in a clause ends, -1 when there is none."""
    match = _told()[0].search(low) if perfect(low) else None
    return match.end() if match else -1


def perfect(low: str) -> bool:
    """Whether a clause (lower case) holds a perfect of work: "har siddet ved et bånd", "had a small shop"."""
    if _OWNED.search(low) and _HAD.search(low):
        return True
    pattern, not_work = _told()
    match = pattern.search(low)
    return match is not None and (match["regular"] is None or match["regular"] not in not_work)


def _been(low: str) -> bool:
    match = _BEEN.search(low)
    if match is None:
        return False
    words = re.findall(r"[a-zæøåé'-]+", match["rest"])[:4]
    return bool(_BEEN_AT.match(match["rest"])) or any(is_title(word) for word in words)


def _years(low: str) -> bool:
    """ "Rengøring, 3 år": years of something in a clause without a verb."""
    match = _YEARS.search(low)
    if match is None:
        return False
    if (number(match[0].split()[0]) or 0) > MOST_YEARS:
        return is_title((re.findall(r"[a-zæøåé-]+", low) or [""])[0])
    return not _NO_YEARS.search(low) and len(_SMALL.sub("", low)) > 3
