"""What a vacancy says besides its hours, times and place, in words: beside the draft and on the vacancy's own page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from features.profiles import Vacancy
from features.vocabulary import Credential, RequirementKind
from service.texts import say, show, texts

ALSO: Final = ("demands", "settings", "daytimes", "site_support", "contract", "positions", "end")
"""What the form has no field for; a person keeps it or leaves it out."""


def also_in_words(vacancy: Vacancy, name: str, language: str) -> str:
    """One of ``ALSO`` as a person reads it; empty where the vacancy says nothing of it."""
    value = getattr(vacancy, name)
    if not value:
        return ""
    return say(f"postings.also.{name}", language, value=tuple(value) if name == "demands" else value)


def known_also(vacancy: Vacancy, language: str) -> list[str]:
    """Everything of ``ALSO`` that a vacancy says; a single position goes without saying."""
    said = vacancy.model_dump(include=set(ALSO), exclude_defaults=True)
    return [also_in_words(vacancy, name, language) for name in ALSO if name in said]


def needed(vacancy: Vacancy, language: str) -> list[str]:
    """The requirements of a vacancy, each once."""
    said = (requirement_in_words(item.model_dump(mode="json"), language) for item in vacancy.requirements)
    return list(dict.fromkeys(said))


def requirement_in_words(item: Mapping[str, Any], language: str) -> str:
    """Licences by name, languages by name and levels, the rest in the advert's own words."""
    code, known = str(item["code"]), texts(language)
    if code in tuple(Credential):
        name = show(Credential(code), language)
    else:
        name = known.get(f"vocabulary.language.{code}", code)
    levels = dict.fromkeys(_levels(item, language)) if item["kind"] == RequirementKind.LANGUAGE else {}
    return f"{name[:1].upper()}{name[1:]}" + "".join(f": {level[:1].lower()}{level[1:]}" for level in levels)


def _levels(item: Mapping[str, Any], language: str) -> Iterator[str]:
    for level in item.get("levels", {}).values():
        yield say(f"postings.draft.level.{level}", language)
