"""Streets: with the number of a house, or where somebody is said to live.

A street is known by its ending (``Skivevej``), by what stands before it ("bor", "adresse") or by what follows: a floor,
a postcode and a town. A word we know ("lager 3", "Deltager nr. 4") is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from features.personal.letters import listed, ordinary
from features.personal.surroundings import NEAR, words

_ENDS: Final = (
    r"vej|vejen|gade|gaden|allé|alle|alléen|stræde|strædet|plads|pladsen"
    r"|torv|torvet|vænge|vænget|park|parken|have|haven"
    r"|toft|toften|bakke|bakken|boulevard|eng|engen|mark|marken|krog|krogen|sti|stien|dal|dalen|lund|lunden|høj|højen"
    r"|gård|gården|gårde|skov|skoven|ager|ageren|kær|kæret|holm|vang|vangen|borg|bro|broen|havn|havnen|kaj|gyde|løkke"
    r"|løkken|banke|banken|kvarter|kvarteret|centret|center|passage|skrænten|vold|volden|ring|ringen|bane|banen|hegn"
    r"|hegnet|kanten|brink|brinken|sving|svinget|led|ås|åsen|klit|klitten|slette|sletten|bæk|bækken|mølle|møllen"
    r"|kollegiet|mose|mosen|vig|vigen|sø|søen|hede|heden|dige|diget|batteri|volde|tværvej|lien|lyngen|buen|teglværket"
)
_WITHOUT_NUMBER: Final = r"vej|gade|allé|stræde|vænge|vænget|boulevard|parken|toften|stien|bakken"
_STREET: Final = re.compile(
    r"(?<!motor)(?<!hoved)(?<!Motor)(?<!Hoved)[\w ](?i:vej|gade|torv"
    r"|allé|stræde|vænge|boulevard|hegn|bakke|park|toft)(?:e[nt])?$"
)
_NO_STREET: Final = r"(?:motor|om|gang|cykel|hoved|side|gå|ind|ud|lande|gen|torvet|inden|arbejds|køre|bi|sommer|bade)"
"""A motorway or a side street is nobody's."""
_S: Final = r"[ \u00a0]"
_UNIT: Final = (
    r"(?:timer?|minutter|min\.|kr|km|kg|cm|m2|%|år|års|dage?|uger?|måneder|mdr|stk|gange|personer|ansatte|børn)(?!\w)"
)
_HOUSE: Final = (
    rf"(?:(?:nr|no)\.?{_S}?)?\d{{1,3}}(?:{_S}?[A-Za-z]\b)?(?:{_S}?[-–]{_S}?\d{{1,3}}[A-Za-z]?)?(?!\w"
    rf"|[.,:]\d|{_S}?{_UNIT})"
)
_FLOOR: Final = (
    rf"(?:,?{_S}?(?:\b(?:stuen|kælder|kld|parterre|st)\b\.?|\b\d{{1,2}}\.?{_S}?(?:sal|th|tv|mf)\b\.?"
    rf"|\b(?:lejl|lejlighed|dør|værelse|vær|opgang|hus|blok|bolig|bygning"
    rf"|port)\.?{_S}?(?:nr\.?{_S})?\w{{1,4}}\b|\b(?:th|tv|mf)\b\.?))+"
)
_TOWN: Final = rf",?{_S}(?:DK-?)?\d{{4}}{_S}[A-ZÆØÅ][\wæøå]+(?:{_S}[A-ZÆØÅ]{{1,2}}\b)?"
_AFTER: Final = rf"(?P<floor>{_FLOOR})?(?P<town>{_TOWN})?(?:,{_S}[A-ZÆØÅ][a-zæøå]+)?"
_CAPITALS: Final = (
    rf"(?:\b(?!(?:Bor|Bopæl|Adresse|Adressen|Postadresse|Adr|Mødested|Besøg|Hentes|Bolig)\b)[A-ZÆØÅ][\w.'’\-]*{_S})"
)
_CARE: Final = rf"(?:\bc/o:?{_S}(?:[A-ZÆØÅ][\w.'’\-]*,?{_S}){{1,5}})?"
_BY_ENDING: Final = re.compile(rf"{_CARE}{_CAPITALS}*(?P<last>\b[\w'’\-]*(?i:{_ENDS})){_S}{{1,2}}{_HOUSE}{_AFTER}")
_BY_NUMBER: Final = re.compile(rf"{_CARE}{_CAPITALS}*(?P<last>\b[A-ZÆØÅ][\w.'’\-]*){_S}{{1,2}}{_HOUSE}{_AFTER}")
_NO_NUMBER: Final = re.compile(
    rf"{_CARE}{_CAPITALS}*\b(?!(?i:{_NO_STREET})\w)[A-ZÆØÅ][\w'’\-]+(?:{_WITHOUT_NUMBER})\b"
    rf"|{_CARE}{_CAPITALS}+(?:Vej|Gade|Allé|Alle|Stræde|Vænge|Boulevard|Plads|Torv|Park|Toft|Have|Bakke|Mark)\b"
)
_RANGE: Final = re.compile(r"\d\s?[-–]\s?\d")
_LIVES: Final = re.compile(
    r"(?:\b(?:bor|boende|bopæl|flyttet|flytter|adr|adresse|adressen|lejlighed|værelse|hentes|hjemme)\b[.:,]?"
    r"(?:\s(?:er|nu|på|i|ved|til|midlertidigt|pt\.?))*[:,]?\s*)$",
    re.I,
)
_SMALL: Final = re.compile(rf"(?i:(?<=\bbor på )|(?<=\bbor i ))[a-zæøå]{{3,}}(?:{_WITHOUT_NUMBER})\b")


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where a street stands, with house, floor and town if they are told."""
    for pattern in (_BY_ENDING, _BY_NUMBER):
        yield from (match.span() for match in pattern.finditer(text) if _is_street(text, match))
    for pattern in (_NO_NUMBER, _SMALL):
        yield from (match.span() for match in pattern.finditer(text))


def _is_street(text: str, match: re.Match[str]) -> bool:
    """Whether words before a number are a street.

    A floor or a town says so, or that somebody lives there, or that no list knows the word as anything else; a known
    one that ends like a street is one all the same ("Nytorv").
    """
    if match["floor"] or match["town"] or _LIVES.search(text[max(0, match.start() - NEAR) : match.start()]):
        return True
    last = match["last"].lower().rstrip(".").split("-")[-1]
    if (match["last"].isupper() and len(last) <= 4) or (match.re is _BY_NUMBER and _RANGE.search(match[0])):
        return False
    known = last in ordinary() or last in words("capitals") or last in words("abbreviations") or listed(last)
    return not known or _STREET.search(text[match.start() : match.end("last")]) is not None
