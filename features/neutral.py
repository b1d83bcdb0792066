"""A person's words without what tells who they are: names, countries, peoples and towns, he or she.

Work is compared with work. "Kok i Damaskus" and "kok i Aarhus" have done the same, and a list must not change because
somebody is called Ahmad or Anders: these words are left out before a text is compared, and a consultant's "han" or
"hun" reads as the person's own "jeg". What is shown to people keeps every word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from features.personal.names import names
from features.places import find_places

ORIGINS: Final = Path(__file__).parent / "data" / "origins.txt"
_ENDINGS: Final = r"(?:'?s|e|es|en|ens|n|ne|er|ere|eres|erne|ernes|ske|t|i)?"
_BEFORE: Final = re.compile(
    r"\b(?:(?:hjemme|nede|oppe|inde|back)\s+)?(?:fra|i|til|på|ved|from|in|to|som|as an?)\s+$", re.I
)
_NAMED: Final = re.compile(r"\b(?:hedder|navn er|kaldet|kaldes|name is|named|called)\s+$", re.I)
_OWN: Final = {
    **dict.fromkeys(("han", "hun"), "jeg"),
    **dict.fromkeys(("ham", "hende"), "mig"),
    **dict.fromkeys(("hans", "hendes"), "min"),
    **dict.fromkeys(("he", "she"), "I"),
    **dict.fromkeys(("his", "hers"), "my"),
}
_PRONOUN: Final = re.compile(rf"\b(?:{'|'.join(_OWN)})\b", re.I)


def neutral(text: str) -> str:
    """The text to compare by: no names of people, no word of origin, no town, and "jeg" for "han" and "hun"."""
    text = _without(text, (match.span() for match in _origin().finditer(text)))
    text = _without(text, (span[:2] for span in find_places(text)))
    text = _without(text, _people(text))
    text = _PRONOUN.sub(lambda word: _OWN[word[0].lower()], text)
    return " ".join(text.split()).strip(" ,")


def _people(text: str) -> Iterable[tuple[int, int]]:
    """Where names stand; one written small may be a word of the trade (palle, svend), unless somebody is called so."""
    for start, end in names(text):
        if text[start:end] != text[start:end].lower() or _NAMED.search(text[:start]):
            yield start, end


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with the spans cut out, each with the preposition before it."""
    for start, end in sorted(spans, reverse=True):
        text = f"{_BEFORE.sub('', text[:start])} {text[end:]}"
    return text


@cache
def _origin() -> re.Pattern[str]:
    """Every word of ``origins.txt`` with its endings."""
    lines = ORIGINS.read_text(encoding="utf-8").splitlines()
    words = {word for line in lines if not line.startswith("#") for word in line.split()}
    known = "|".join(
        re.escape(word).replace("_", r"\s+") for word in sorted(words, key=lambda word: (-len(word), word))
    )
    return re.compile(rf"\b(?:{known}){_ENDINGS}\b", re.I)


__all__ = ["neutral"]
