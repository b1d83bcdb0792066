"""Personal numbers: recognised wherever they are written, so that none is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CPR = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2}\s?[-–—]?\s?\d{4}(?!\d)")
_LIKE_CPR = re.compile(
    r"(?<!\d)(\d{6}[ \u00a0]?[-–—.]?[ \u00a0]?\d{4}"
    r"|\d{2}([ ./-])\d{2}\2(19|20)?\d{2}[ \u00a0]?[-–—.]?[ \u00a0]?\d{4})(?!\d)"
    r"|(?<!\d)\d{6}[-–—]?x{4}\b",
    re.IGNORECASE,
)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def holds_cpr(text: str) -> bool:
    """Say whether ``text`` holds something written like a Danish CPR number (ddmmyy-xxxx).

    Checks the shape and the calendar, not the modulus: since 2007 numbers without a valid check digit are
    in use (CPR-kontoret), so a check digit would let real numbers through.
    """
    return _CPR.search(_UUID.sub("", text)) is not None


def like_cpr(text: str) -> Iterator[tuple[int, int]]:
    """Where something stands that could be meant for one: any six digits and four, whatever the calendar says.

    Wider than ``holds_cpr``: numbers given to those without a CPR number have 60 added to the day, and people mistype.
    """
    ids = [match.span() for match in _UUID.finditer(text)]
    for match in _LIKE_CPR.finditer(text):
        if not any(start <= match.start() < end for start, end in ids):
            yield match.span()
