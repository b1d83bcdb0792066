"""Personal numbers: recognised wherever they are written, so that none is kept."""

from __future__ import annotations

import re

_CPR = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2}\s?[-–—]?\s?\d{4}(?!\d)")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def holds_cpr(text: str) -> bool:
    """Say whether ``text`` holds something written like a Danish CPR number (ddmmyy-xxxx).

    Checks the shape and the calendar, not the modulus: since 2007 numbers without a valid check digit are
    in use (CPR-kontoret), so a check digit would let real numbers through.
    """
    return _CPR.search(_UUID.sub("", text)) is not None
