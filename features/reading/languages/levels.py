"""How well a language is known: the words for skills and levels, and CEFR per skill from them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from features.reading.document import Document
from features.reading.finding import found
from features.reading.languages.mentions import names_a_language
from features.reading.proposal import Proposal
from features.vocabulary import LanguageSkill

ALL: Final = tuple(skill.value for skill in LanguageSkill)
SPOKEN: Final = ("listen", "speak")
SKILL_WORDS: Final = (
    ("listen", re.compile(r"\b(?:forstå\w*|lytte\w*|understand\w*|listening|begriber)\b")),
    (
        "speak",
        re.compile(
            r"\b(?:tale\w*|taler|snakke\w*|mundtlig\w*|udtryk\w*|speak\w*|spoken|kommuniker\w*|begå sig|"
            r"gøre sig forståelig|klare\w* sig|samtale\w*|udtale)\b"
        ),
    ),
    ("read", re.compile(r"\b(?:læse\w*|read\w*)\b")),
    ("write", re.compile(r"\b(?:skrive?\w*|skriftlig\w*|stave\w*|writ\w*|written)\b")),
)
LEVEL_WORDS: Final = (
    ("C2", r"modersmål\w*|mother tongue|native"),
    ("C1", r"flydende|på højt niveau|højt niveau|perfekt|fejlfri\w*|fluent\w*|meget flot"),
    ("B2", r"(?:rigtig|meget|særdeles|virkelig|ret|very|pænt) (?:godt?|gode|fint|well|good)|sikkert"),
    (
        "A2",
        r"(?:nogenlunde|rimelig\w*|okay|ok|hæderligt|begrænset|usikker\w*|gebrokkent|noget|lidt (?:usikkert|"
        r"svært)|en del|enkelt?|simpelt?|hverdags\w*|everyday|limited|basal\w*|basis\w*|basic|okay|svært|"
        r"klarer? sig|begå\w* sig|"
        r"til husbehov)",
    ),
    (
        "B1",
        r"godt?|gode|fint|fine|pænt|good|well|sagtens|uden (?:\w+ )?(?:problemer|besvær)|selvstændigt|hverdagsdansk",
    ),
    (
        "A1",
        r"lidt|en smule|smule|få ord|meget lidt|enkelte ord|begynder\w*|sparsomt?|dårlig\w*|ringe|svag\w*|"
        r"a little|some|bit of|beginner|poor|kun lige|næsten ikke|nybegynder",
    ),
)


@lru_cache(maxsize=1)
def _levels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((level, re.compile(rf"\b(?:{words})\b")) for level, words in LEVEL_WORDS)


def skills_in(low: str) -> list[str]:
    """The skills that ``low`` speaks of."""
    return [skill for skill, words in SKILL_WORDS if words.search(low)]


def level_in(low: str) -> str | None:
    """The CEFR level that the words of ``low`` stand for, None when they say none."""
    return next((level for level, words in _levels() if words.search(low)), None)


def rates_a_skill(low: str) -> bool:
    """Whether a clause says how well somebody speaks, reads or writes: "skriver usikkert"."""
    return bool(skills_in(low)) and level_in(low) is not None


def speaks_on(low: str) -> bool:
    """Whether ``low`` tells of a skill and names no language: it goes on about the one named before."""
    return bool(skills_in(low)) and not names_a_language(low)


def split_levels(low: str) -> dict[str, str]:
    """CEFR per skill; "forstår godt, men taler usikkert" gives each its own."""
    weak = re.search(r"\bikke (?:så |særlig |ret )?(?:godt|meget|flydende|perfekt|sikker\w*|stærk\w*)", low)
    parts = re.split(r"\b(?:men|but|dog|mens)\b", low)
    levels: dict[str, str] = {}
    for part in parts:
        level = "A1" if weak and weak[0] in part else level_in(part)
        skills = skills_in(part)
        if level is None and skills == ["listen"]:
            level = "A2"
        if level is not None:
            for skill in skills or (ALL if level == "C2" else SPOKEN):
                levels.setdefault(skill, level)
            if skills == ["speak"]:
                levels.setdefault("listen", level)
    return levels


def known(
    doc: Document, code: str, levels: dict[str, str], source: str, span: tuple[int, int], confidence: float
) -> Proposal:
    """A proposal of one language with its levels, in the order of the skills."""
    ordered = {skill: levels[skill] for skill in ALL if skill in levels}
    return found(doc, "languages", {"language": code, **ordered, "source": source}, *span, confidence)
