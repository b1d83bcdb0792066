"""Numbers that belong to somebody: CPR numbers, telephones, accounts and the plates of cars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from features.vocabulary import like_cpr

LONG: Final = 8
"""Digits of a number that can only be somebody's: a telephone's has no fewer."""
_GAP: Final = r"[ \u00a0.\-/]"
_DASH: Final = r"[ \u00a0]?[-–—]?[ \u00a0]?"
_MASK: Final = r"[x*•#?_]"
_DATE: Final = (
    r"(?:\d{6}|\d{1,2}(?:[./\- ]{1,2})\d{1,2}(?:[./\- ]{1,2})(?:19"
    r"|20)?\d{2}|\d{8}|(?:19|20)\d{2}-\d{2}-\d{2})"
)
_MONTH: Final = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zæøå]*\.?"
_MASKED: Final = re.compile(
    rf"(?<![\w]){_DATE}{_DASH}(?=\d{{0,3}}{_MASK})[\dx*•#?_]{{4}}(?![\w*])"
    rf"|(?<!\w)\d{{6}}{_DASH}\.{{3,4}}|(?<![\w*.])(?:{_MASK}{{6}}|{_MASK}{{2}}\d{{4}}"
    rf"|\d{{2}}{_MASK}{{4}}){_DASH}\d{{4}}(?!\d)",
    re.I,
)
_BORN: Final = re.compile(
    rf"\b(?:født|fødselsdag|fødselsdato|fødselsdag(?:en)?|fødsdato|f\."
    rf"|fd\.|f[øo]d\.?|cpr(?:[- ]?n(?:r|ummer))?\.?|personn(?:umme)?r\.?"
    rf"|dob|born(?: on)?|date of birth)(?:\s(?:er|den|d\.|on))*[ :.]*\s?({_DATE}(?:{_DASH}\d{{0,4}}\b)?"
    rf"|\d{{1,2}}\.?\s{_MONTH}\s(?:19|20)?\d{{2}})(?!\d)",
    re.I,
)
_LONG_AGO: Final = re.compile(
    rf"(?<![\w.\-/])(?:\d{{1,2}}[./\- ]{{1,2}}\d{{1,2}}[./\- ]{{1,2}}"
    rf"|\d{{1,2}}\.?\s{_MONTH}\s)(?:19\d\d|200\d|201[0-2])(?![\w])"
    r"|(?<![\w.\-/])(?:19\d\d|200\d)-\d\d-\d\d(?!\w)",
    re.I,
)
"""A whole day so long ago is hardly anything but a day of birth."""
_DANISH: Final = re.compile(
    rf"(?<![\w+,.\-])(?!\d\d?[.\-/]\d\d?[.\-/]\d{{4}}\b|\d{{4}}-\d\d-\d\d\b"
    rf"|20[0-3]\d\s?[-–]\s?20[0-3]\d\b)(?:\(?(?:\+|00)[ ]?45\)?{_GAP}?)?[2-9](?:{_GAP}{{0,2}}\d){{7}}(?![\w])"
)
_ABROAD: Final = re.compile(rf"(?<!\w)\(?(?:\+|00)[ ]?[1-9]\d{{0,2}}\)?(?:{_GAP}?\(?\d\)?){{6,12}}(?!\w)")
_CALLED: Final = re.compile(
    rf"\b(?:tlf|tel|telefon|mobil|mob|phone|nummer|ring(?:er)?(?: på"
    rf"| til)?|whatsapp|viber|sms)(?:\.?\s?(?:nr|nummer))?[.:]*\s*(?:er\s)?((?:\+?\d"
    rf"|{_MASK}|{_GAP}){{6,20}}[\dx*])",
    re.I,
)
_HIDDEN: Final = re.compile(
    rf"(?<![\w.])[2-9](?:{_GAP}?\d){{2,6}}(?:{_GAP}?[xX*]){{1,5}}(?!\w)"
    rf"|(?<![\w.])(?:[xX*]{_GAP}?){{2,6}}\d(?:{_GAP}?\d){{1,5}}(?!\w)"
)
_LONG: Final = re.compile(r"(?<![\w,.])\(?\d(?:[ \u00a0./\-–()]{0,3}\d){7,}(?!\w)")
_TIMES: Final = re.compile(
    r"\d{1,2}[./\-]\s?\d{1,2}[./\-]\s?(?:19|20)?\d{2}(?!\d)|(?:19|20)\d{2}-\d{2}-\d{2}"
    r"|(?<!\d)[0-2]?\d[.:]?[0-5]\d\s?[\-–]\s?[0-2]?\d[.:]?[0-5]\d(?!\d)"
    r"|(?<!\d)\d{1,3}(?:\.\d{3})+(?!\d)|(?<!\d)(?:19|20)\d\d\s?[\-–/]\s?(?:19|20)\d\d(?!\d)"
)
"""Days, times of the day and amounts: not counted when a long number is looked for."""
_ACCOUNT: Final = re.compile(
    r"\b[A-Z]{2}[ ]?\d{2}(?:[ \u00a0.\-]{0,2}[\dA-Z]{4}){2,7}(?:[ \u00a0.\-]{0,2}[\dA-Z]{1,3})?\b"
    r"|(?i:\b(?:reg(?:istrerings)?(?:\.|nr|\.?\s?nr|nummer)?\.?:?\s*)\d{4}(?:[ ,/]*(?:og )?(?:kto"
    r"|konto)(?:nr|\.?\s?nr|nummer)?[.:]?)?[ \-/]*\d[\d \-]{4,12}\d)"
    r"|(?i:\b(?:kto|konto|nemkonto|account)(?:nr|nummer|\.?\s?nr|\.?\s?no)?[.:]*\s*(?:er\s)?"
    r"(\d{4}[ \-/]*\d[\d \-]{4,12}\d))"
    r"|(?<![\w-])(?!00)\d{4}[ .\-/]{1,3}\d(?:[ ]?\d){6,9}(?!\w)|(?<![\w-])\d{4}[ ]\d{3}[ ]\d{3}[ ]\d{4}(?!\w)"
)
_PLATE: Final = re.compile(
    r"(?<![\w-])[A-ZÆØÅ]{2}(?:[ \u00a0.\-]{0,2}\d){5}(?![\w-])"
    r"|(?i:(?:\b(?:nummerplade|reg\.?\s?nr\.?|registreringsnummer|plade"
    r"|bil)(?:en)?(?:\s(?:er|har|med))?:?\s))([A-Za-z]{2}[ .\-]{0,2}\d{2}[ .\-]{0,2}\d{3})(?!\w)"
)


def personal_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Where CPR numbers stand, whole or masked, and days of birth."""
    yield from like_cpr(text)
    yield from (match.span() for match in _MASKED.finditer(text))
    yield from (match.span(1) for match in _BORN.finditer(text))
    yield from (match.span() for match in _LONG_AGO.finditer(text))


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Where telephone numbers stand. Danish ones do not begin with 0 or 1, so clock times are none; nor are dates."""
    for pattern in (_ABROAD, _DANISH, _HIDDEN):
        yield from (match.span() for match in pattern.finditer(text))
    for match in _CALLED.finditer(text):
        if sum(sign.isdigit() or sign in "xX*" for sign in match[1]) >= 8:
            yield match.span(1)


def accounts(text: str) -> Iterator[tuple[int, int]]:
    """Where numbers of bank accounts stand: IBAN, or registration number and account."""
    return (match.span(match.lastindex or 0) for match in _ACCOUNT.finditer(text))


def long_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Where eight digits or more stand together that are no days, times or amounts: somebody's, whatever they count."""
    for match in _LONG.finditer(text) if " " in text.strip() else ():
        if sum(sign.isdigit() for sign in _TIMES.sub("", match[0])) >= LONG:
            yield match.span()


def plates(text: str) -> Iterator[tuple[int, int]]:
    """Where plates of cars stand: two letters and five digits."""
    return (match.span(match.lastindex or 0) for match in _PLATE.finditer(text))
