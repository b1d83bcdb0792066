"""Records as files again: CSV as the Danish Excel opens it, XLSX and JSONL; no cell can start a formula."""

from __future__ import annotations

import re
from typing import Final

_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_A_NUMBER: Final = re.compile(r"[+-]?\d+([.,]\d+)?")


def harmless(cell: str) -> str:
    """``cell`` with an apostrophe before it when a spreadsheet would take it for a formula; numbers stay numbers."""
    if cell.startswith(_STARTS_A_FORMULA) and not _A_NUMBER.fullmatch(cell):
        return "'" + cell
    return cell
