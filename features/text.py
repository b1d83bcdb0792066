"""The sentences that stand for a person or a vacancy when they are compared by meaning: never a name, never a need.

A person speaks with several short texts, each compared on its own, so that ten years as a cook are not blurred by a
wish to work outside. A vacancy speaks with its title, and with its title, tasks and the beginning of its description
together; the employer's praise of itself counts little there (``features.similarity``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from features.fair import without_forbidden
from features.places import find_places
from features.profiles import Participant, Vacancy
from features.vocabulary import Evidence, WishKind

MOST_TASKS: Final = 12
BODY_LENGTH: Final = 800
EVIDENCE_WEIGHT: Final = {
    Evidence.PAID: 1.0,
    Evidence.OBSERVED: 1.0,
    Evidence.COURSE: 0.9,
    Evidence.UNPAID: 0.9,
    Evidence.HOME: 0.8,
}
"""How much an experience counts as having done the work; unpaid and home experience counts nearly as much."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One text of a person with the field it stands in and a weight 0–1."""

    text: str
    field: str
    weight: float = 1.0


def wish_phrases(participant: Participant) -> tuple[Phrase, ...]:
    """What the person wants to do: task and occupation wishes in words, then their motivation sentence by sentence."""
    said = (
        Phrase(of_work(wish.value), f"wishes.{number}", wish.weight)
        for number, wish in enumerate(participant.wishes)
        if wish.kind in (WishKind.TASK, WishKind.OCCUPATION) and of_work(wish.value) and not wish.value.isdigit()
    )
    return (*said, *(Phrase(text, "motivation", 0.8) for text in sentences(participant.motivation)))


def experience_phrases(participant: Participant) -> tuple[Phrase, ...]:
    """What the person has done and can do: experience, skills, then their resources sentence by sentence."""
    done = (
        Phrase(item.text, f"experience.{number}", EVIDENCE_WEIGHT.get(item.evidence or Evidence.PAID, 1.0))
        for number, item in enumerate(participant.experience)
    )
    can = (Phrase(item.text, f"skills.{number}", 0.9) for number, item in enumerate(participant.skills))
    return (*done, *can, *(Phrase(text, "resources", 0.7) for text in sentences(participant.resources)))


_HOURS: Final = re.compile(
    r"[,(]?\s*\b(?:ca\.?|cirka|op til|mindst|højst|max\.?|about|up to)?\s*\d+(?:[.,]\d+)?(?:\s*[-–]\s*\d+(?:[.,]\d+)?)?"
    r"\s*(?:timers?|t/u(?:ge)?|hours?)\b(?:\s*(?:om|pr\.?|per|i|a)\s*(?:ugen?|week))?\)?",
    re.I,
)


_LEFT_BEHIND: Final = re.compile(r"(?:\b(?:i|ved|på|in|at|eller|og|or|and|gerne|helst)\b[\s,]*)+$", re.I)


def of_work(text: str) -> str:
    """A text without its weekly hours and its towns: neither says what the work is.

    "Kantinehjælp i Viborg, 20 timer" is "Kantinehjælp"; rules read the hours and the place.
    """
    kept = _HOURS.sub(" ", text)
    for start, end, _ in reversed(find_places(kept)):
        kept = _LEFT_BEHIND.sub("", kept[:start]) + " " + kept[end:]
    return _LEFT_BEHIND.sub("", " ".join(kept.split()).strip(" ,.-–")).strip(" ,.-–")


def sentences(text: str) -> list[str]:
    """Sentences of a free text, split at full stops, line breaks and semicolons; one short word is none."""
    parts = text.replace("\n", ". ").replace(";", ". ").replace("! ", ". ").replace("? ", ". ").split(". ")
    return [part.strip(" .!?") for part in parts if len(part.strip(" .!?")) > 5]


def vacancy_title(vacancy: Vacancy) -> str:
    """The title without hours and town, as the first of the two texts that stand for a vacancy."""
    return of_work(vacancy.title) or vacancy.title


def vacancy_body(vacancy: Vacancy) -> str:
    """The title with the tasks and the beginning of the description: a single task that was named tells little.

    Sentences that ask what no advert may ask are left out, so that nobody is ranked by them.
    """
    tasks = [task.name for task in vacancy.tasks[:MOST_TASKS]]
    description = without_forbidden(vacancy.description[: 2 * BODY_LENGTH])[:BODY_LENGTH]
    return ". ".join(filter(None, (vacancy_title(vacancy), *tasks, description))).strip(" .")
