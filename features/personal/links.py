"""Where somebody is met on the net: e-mail, also spelled out, names on social media, addresses of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_AT: Final = (
    r"(?:@|\s@\s|[(\[{<]\s?(?:at|a|snabel-?a)\s?[)\]}>]|\bsnabel[ -]?a\b"
    r"|(?<=\s)at(?=\s[\w\-]+(?:\.[a-z]{2,3}\b|\s(?:dot|punktum)\s))"
    r"|-at-(?=[\w\-]+\.\w))"
)
_DOT: Final = r"(?:\.|[(\[{<]\s?(?:dot|punktum|prik)\s?[)\]}>]|\b(?:dot|punktum|prik)\b)"
_EMAIL: Final = re.compile(
    rf"(?:mailto:)?[\w+'\-](?:[\w.,+'\-]*[\w+'\-])?(?:\s{_DOT}\s[\w\-]+)*(?:{_AT}"
    rf"|\s(?!@){_AT}\s?|{_AT}\s(?=[\w\-]+\.\w))[\w\-]+(?:\s?{_DOT}\s?[\w\-]+)+",
    re.I,
)
_HANDLE: Final = re.compile(r"(?<![\w@./])@[A-Za-zÆØÅæøå_][\w.]*\w")
_NETS: Final = (
    r"(?:insta(?:gram)?|snap(?:chat)?|facebook|fb|messenger|tiktok|twitter|skype|telegram|discord|viber|linkedin|ig|sc)"
)
_CALLED: Final = re.compile(
    rf"\b{_NETS}(?:\s(?:navn|profil|bruger|id|user))?(?:\s(?:er|som|under"
    rf"|hedder|as))?\s?[:=]\s?([\w.\-]*[\w])(?!\w)|\b{_NETS}(?:\s(?:navn"
    rf"|profil|bruger|id|user))?(?:\s(?:er|som|under|hedder|as))?\s((?=[\w.\-]*[\d_.])[A-Za-zæøå][\w.\-]*\w)",
    re.I,
)
_URL: Final = re.compile(
    r"\bhttps?://[^\s<>\"»)]*[^\s<>\"».,;:!?)]|\bwww\.[^\s<>\"»)]*[^\s<>\"».,;:!?)]"
    r"|\b(?:[\w\-]+\.)+(?:dk|com|net|org|me|io|eu|ua|se|no|de|be|gg|ly)/[^\s<>\"»)]*[^\s<>\"».,;:!?)]",
    re.I,
)


def emails(text: str) -> Iterator[tuple[int, int]]:
    """Where e-mail addresses stand."""
    return (match.span() for match in _EMAIL.finditer(text))


def urls(text: str) -> Iterator[tuple[int, int]]:
    """Where addresses of pages stand; a bare "jobnet.dk" is nobody's."""
    return (match.span() for match in _URL.finditer(text))


def handles(text: str) -> Iterator[tuple[int, int]]:
    """Where names on social media stand."""
    yield from (match.span() for match in _HANDLE.finditer(text))
    for match in _CALLED.finditer(text):
        yield match.span(1 if match[1] else 2)
