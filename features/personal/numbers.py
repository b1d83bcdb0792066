"""Telephone numbers as Danes write them: eight digits however they are parted, or any number after a plus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_GAP: Final = r"[ \u00a0.\-]"
_DANISH: Final = re.compile(
    rf"(?<![\w+,.\-])(?!\d\d?[.\-]\d\d?[.\-]\d{{4}}\b|\d{{4}}-\d\d-\d\d\b)(?:\(?(?:\+|00)45\)?{_GAP}?)?[2-9](?:{_GAP}?\d){{7}}(?![\w])"
)
_ABROAD: Final = re.compile(rf"(?<!\w)\(?(?:\+|00)[1-9]\d{{0,2}}\)?(?:{_GAP}?\d){{6,12}}(?!\w)")


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Where telephone numbers stand. Danish ones do not begin with 0 or 1, so clock times are none; nor are dates."""
    for pattern in (_ABROAD, _DANISH):
        yield from (match.span() for match in pattern.finditer(text))
