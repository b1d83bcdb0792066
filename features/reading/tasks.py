"""The tasks of a vacancy: list lines under a heading about the work, and "du skal …" sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from features.reading.document import Document
from features.reading.proposal import Proposal, Sentence

_LEAD: Final = re.compile(
    r"^(?:.{0,80}?\b(?:du (?:skal|vil|kommer til at|får ansvar for|hjælper med|sørger for|"
    r"har ansvar(?:et)? for)|(?:arbejds)?opgaver(?:ne)? (?:\w+ )?(?:er|består (?:af|i)|omfatter|bliver|"
    r"vil være)|arbejdet (?:består (?:af|i)|omfatter|indebærer)|jobbet (?:består (?:af|i)|omfatter|"
    r"indebærer)|you will|your (?:primary |main )?tasks? (?:will be|are|include|consist of)|tasks include|"
    r"arbejdsopgaver:|opgaver:)\s*(?:bl\.a\.|blandt andet|primært|at|være|be)?\s*)",
)
_ABOUT_US: Final = re.compile(
    r"(?:vi|vores|hos os|der|hvis|er|har|we|our|gennem|samtidig forventer|din profil|vide mere|kommunen|derfor|synes)\b"
)
"""Beginnings of sentences that speak of the workplace or of the applicant, though they hold the word "opgaver"."""
_YOU: Final = re.compile(r"^(?:du|you) (?=\w{3,})")
_NO_TASK: Final = re.compile(
    r"\b(?:du skal (?:selv |også |dog )?(?:være|have|kunne|ikke|trives|sende|søge|vide|fremvise|aflevere|tåle|påregne|"
    r"regne med|bo|møde|blot|"
    r"tale|beherske|gå op i|forvente|arbejde (?:alene|på)|bestå)|du vil (?:få|vide|blive|opleve|ikke|møde)|"
    r"you will (?:be|have|get|receive|become)|skal du (?:søge|sende|kontakte))\b"
)
_OF_PERSON: Final = re.compile(r"(?:have|være|kunne|tale|beherske|be able)\b(?! ansvar)")
"""What a line under "Du skal:" asks of the person rather than of the day."""
MOST: Final = 12


def read_tasks(doc: Document, sentences: tuple[Sentence, ...]) -> Iterator[Proposal]:
    """Task proposals ``{"name": …}`` in the advert's own words, at most ``MOST``."""
    count = 0
    for sentence in sentences:
        low = sentence.text.lower()
        if sentence.role != "task" or len(low) < 6 or _NO_TASK.search(low):
            continue
        lead = _LEAD.match(low) or _YOU.match(low)
        if not lead and _ABOUT_US.match(low):
            continue
        name = sentence.text[lead.end() :] if lead else sentence.text
        name = name.strip(" .:;,-–•")
        if len(name) >= 6 and count < MOST and not _OF_PERSON.match(name.lower()):
            count += 1
            yield Proposal(
                "tasks", {"name": _short(name)}, sentence.start, sentence.end, sentence.text[:200], 0.7 if lead else 0.6
            )


def _short(name: str) -> str:
    return name if len(name) <= 200 else name[:200].rsplit(" ", 1)[0]
