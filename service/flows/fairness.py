"""Fair requirements before publishing: refuse, ask for a reason, or only tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final

from pydantic import Field

from features.fair import Finding, check_text, check_vacancy, judged
from features.profiles import Disco, FairCheck, Record, Requirement, Task, Text, Vacancy
from features.vocabulary import Terms
from service.flows.base import checked
from service.problems import Problem

_DRAFT: Final = "draft"


class AdvertGiven(Record):
    """A draft to be looked at; a title and a text are enough, tasks and requirements make the answer surer."""

    placeholders: ClassVar[Mapping[str, Any]] = {}

    title: Annotated[str, Field(max_length=200)] = ""
    description: Text = ""
    disco08: Disco | None = None
    tasks: tuple[Task, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    check: FairCheck | None = None


@dataclass(frozen=True, slots=True)
class Advised:
    """What was found in a draft, which codes have been given a reason, and whether it could be published as it is."""

    findings: tuple[Finding, ...]
    explained: frozenset[str]

    @property
    def publishable(self) -> bool:
        """Whether nothing is refused and everything else has its reason."""
        return all(not item.refused and item.code in self.explained for item in self.findings)


def fair(vacancy: Vacancy) -> Vacancy:
    """The vacancy with its ``check`` written on it.

    Raises:
        Problem: ``invalid`` with ``forbidden_demand`` or ``unexplained_demand`` for each demand that stops it.
    """
    verdict = judged(vacancy)
    if verdict.faults:
        raise Problem.invalid(verdict.faults)
    return verdict.vacancy


def check_advert(raw: Any) -> Advised:
    """What would be found in a draft; nothing is kept."""
    given = checked(AdvertGiven, raw)
    explained = frozenset(given.check.reasons if given.check else ())
    if not given.tasks and not given.requirements:
        return Advised(check_text(given.title, given.description, given.disco08), explained)
    own = {name: getattr(given, name) for name in type(given).model_fields}
    vacancy = Vacancy.model_construct(id=_DRAFT, employer_id=_DRAFT, terms=Terms.ORDINARY, **own)
    return Advised(check_vacancy(vacancy), explained)
