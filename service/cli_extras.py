"""What a command needs beyond the base installation, and the sentence that names the extra which brings it."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

from service import console
from service.texts import say

LEARNING: Final = "companytrack[learning]"
"""To export a snapshot, learn, judge and watch."""
RETRAINING: Final = "companytrack[retraining]"
"""To keep what was learned, and to promote it."""


def need(package: str, extra: str, language: str) -> None:
    """End the command where a package is missing, with the extra that brings it."""
    if find_spec(package) is None:
        console.stop(say("learning.missing", language, extra=extra))
