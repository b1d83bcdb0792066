"""The check before publishing: a text, or a whole vacancy with its fields, against the table of demands.

A demand that only needs a reason is dropped when the work gives it: a driving task, a task spoken or written in
Danish, children in one's care, the law's age of 18. The work is known from the advert's own words and from what the
occupation typically asks (``features.occupations``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from features.fair.finding import UNSURE, Finding, found_in
from features.fair.table import Demand, Kind, demands
from features.occupations import Occupation, occupations
from features.profiles import Requirement, Vacancy
from features.vocabulary import Cefr, LanguageSkill, RequirementKind

ENOUGH_DANISH: Final = Cefr.B2
"""An occupation that typically asks for this much Danish, or more, justifies asking for it; less does not."""
KNOWN_WORK: Final = 0.8
"""Certainty that a demand lacks its reason when the occupation is known; ``UNSURE`` when it is not."""
_SOUGHT: Final = "Vi søger "
_FREE: Final = (RequirementKind.EXPERIENCE, RequirementKind.EDUCATION)


@dataclass(frozen=True, slots=True)
class Work:
    """What is known of the work: the advert's words in lower case, and its occupations in the knowledge base."""

    words: str
    occupations: tuple[Occupation, ...]

    @classmethod
    def of(cls, title: str, texts: Iterable[str], disco08: str | None = None) -> Work:
        """From a title, further texts and the DISCO-08 code when there is one."""
        plain = " ".join(title.casefold().split())
        known = (_by_code().get(disco08, ()) if disco08 else ()) or _by_title().get(plain, ())
        return cls(" \n ".join((title, *texts)).lower(), known)

    def justifies(self, demand: Demand) -> bool:
        """Whether something in the work asks for what the demand asks."""
        if demand.code == "danish_level" and any(map(_speaks, self.occupations)):
            return True
        if any(need != "sometimes" and code in demand.credentials for code, need in self._licences()):
            return True
        rest = demand.demand.pattern.sub(" ", self.words)
        return bool(demand.ground and demand.ground.pattern.search(rest))

    def _licences(self) -> Iterator[tuple[str, str]]:
        return (licence for occupation in self.occupations for licence in occupation.licences)


def check_text(title: str, text: str, disco08: str | None = None) -> tuple[Finding, ...]:
    """Forbidden demands, and those the text gives no reason for, of an advert that is only a title and a text."""
    found = (*_in_title(title), *found_in(text, "description"))
    return tuple(_unreasoned(found, Work.of(title, (text,), disco08)))


def check_vacancy(vacancy: Vacancy) -> tuple[Finding, ...]:
    """The same for a vacancy: its texts, the words in its fields, and its coded requirements."""
    tasks = [task.name for task in vacancy.tasks]
    asked_for = [item.task for item in vacancy.requirements if item.task]
    work = Work.of(vacancy.title, (vacancy.description, *tasks, *asked_for), vacancy.disco08)
    told = [item for field, text in _texts(vacancy) for item in found_in(text, field)]
    found = tuple(_unreasoned([*_in_title(vacancy.title), *told], work))
    named = {item.code for item in found}
    coded = (item for item in _coded(vacancy, work) if item.code not in named)
    return (*found, *coded)


def _in_title(title: str) -> Iterator[Finding]:
    """Findings in a title, which mostly names whom one looks for without saying that one does."""
    said = "" if "søge" in title.lower() else _SOUGHT
    for item in found_in(f"{said}{title}", "title"):
        start, end = (max(0, place - len(said)) for place in (item.start, item.end))
        yield replace(item, start=start, end=end, evidence=title[start:end].strip())


def _texts(vacancy: Vacancy) -> Iterator[tuple[str, str]]:
    yield "description", vacancy.description
    for number, task in enumerate(vacancy.tasks):
        yield f"tasks.{number}.name", task.name
    for number, item in enumerate(vacancy.requirements):
        if item.kind in _FREE:
            yield f"requirements.{number}.code", item.code
        if item.task:
            yield f"requirements.{number}.task", item.task


def _unreasoned(found: Iterable[Finding], work: Work) -> Iterator[Finding]:
    for item in found:
        if item.kind is Kind.FORBIDDEN:
            yield item
        elif not work.justifies(demands()[item.code]):
            yield replace(item, certainty=min(item.certainty, _certainty(work)))


def _coded(vacancy: Vacancy, work: Work) -> Iterator[Finding]:
    """Requirements without words: a licence, a background check or much Danish that nothing in the work asks for."""
    for number, item in enumerate(vacancy.requirements):
        code = _code_of(item)
        if code and not item.task and item.necessity != "preference" and not work.justifies(demands()[code]):
            demand = demands()[code]
            field = f"requirements.{number}"
            yield Finding(field, 0, 0, str(item.code), code, demand.kind, demand.laws, _certainty(work))


def _code_of(item: Requirement) -> str | None:
    if item.kind is RequirementKind.LICENCE and item.code in demands()["driving_licence"].credentials:
        return "driving_licence" if item.code in ("B", "BE") else None
    if item.kind is RequirementKind.BACKGROUND_CHECK:
        return "criminal_record"
    most = max((level.rank for level in item.levels.values()), default=0)
    much = item.kind is RequirementKind.LANGUAGE and item.code == "da" and most > ENOUGH_DANISH.rank
    return "danish_level" if much else None


def _certainty(work: Work) -> float:
    return KNOWN_WORK if work.occupations else UNSURE


def _speaks(occupation: Occupation) -> bool:
    spoken = (occupation.danish[LanguageSkill.SPEAK], occupation.danish[LanguageSkill.WRITE])
    return max(level.rank for level in spoken) >= ENOUGH_DANISH.rank


@lru_cache(maxsize=1)
def _by_code() -> dict[str, tuple[Occupation, ...]]:
    found: dict[str, tuple[Occupation, ...]] = {}
    for occupation in occupations():
        found[occupation.disco08] = (*found.get(occupation.disco08, ()), occupation)
    return found


@lru_cache(maxsize=1)
def _by_title() -> dict[str, tuple[Occupation, ...]]:
    found: dict[str, tuple[Occupation, ...]] = {}
    for occupation in occupations():
        for title in (occupation.title, *occupation.titles_da, *occupation.titles_en):
            found.setdefault(title.casefold(), (occupation,))
    return found
