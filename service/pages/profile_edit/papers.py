"""Sprog og beviser: languages by skill with who judged them, licences and certificates held or known to be missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from features.profiles import Fault, Participant
from features.vocabulary import Cefr, Credential, LanguageSkill, LanguageSource
from service.pages.form import Form
from service.pages.profile_edit.section import Options, Raw, Section, options, rows, worded
from service.texts import texts

SPARE: Final = 2
HAS: Final = "has"
LACKS: Final = "lacks"
SKILLS: Final = tuple(skill.value for skill in LanguageSkill)
_NAMES: Final = "vocabulary.language."


def read(form: Form, _person: Participant) -> Raw:
    """The rows of a form; one without a code says nothing."""
    papers = [row for row in rows(form, "papers", ("code", "held", "expires")) if row.get("code")]
    held = [{"code": row["code"], "expires": row.get("expires")} for row in papers if row.get("held") != LACKS]
    spoken = rows(form, "languages", ("language", *SKILLS, "source"))
    return {
        "languages": [{"source": LanguageSource.CONSULTANT.value, **row} for row in spoken if row.get("language")],
        "credentials": held,
        "credentials_missing": [row["code"] for row in papers if row.get("held") == LACKS],
        "credentials_complete": form.sent("credentials_complete"),
    }


def choices(raw: Raw, language: str) -> Mapping[str, Any]:
    """The rows with a few empty ones behind, and what can be chosen in them."""
    papers = [{**one, "held": HAS} for one in raw["credentials"]]
    papers += [{"code": code, "held": LACKS, "expires": None} for code in raw["credentials_missing"]]
    known = texts(language)
    return {
        "papers": [*papers, *([{"code": "", "held": HAS, "expires": None}] * SPARE)],
        "languages": [*raw["languages"], *([{"language": ""}] * SPARE)],
        "spoken": _languages(raw, language),
        "skills": SKILLS,
        "levels": options(Cefr, language),
        "codes": options(Credential, language),
        "held": [(code, known[f"profile.held.{code}"]) for code in (HAS, LACKS)],
        "sources_of_level": worded("judged", LanguageSource, language),
    }


def _languages(raw: Raw, language: str) -> Options:
    """Languages by name, Danish first; one of the record that has no name here stays in the list."""
    known = {key.removeprefix(_NAMES): name for key, name in texts(language).items() if key.startswith(_NAMES)}
    known |= {one["language"]: one["language"] for one in raw["languages"] if one["language"] not in known}
    known.pop("other", None)
    return sorted(known.items(), key=lambda item: (item[0] != "da", item[1]))


def place(fault: Fault, raw: Raw) -> str:
    """Licences held stand before those that are missing, in the same rows."""
    name, _, rest = fault.field.partition(".")
    at, _, part = rest.partition(".")
    if name == "credentials" and at.isdecimal():
        return f"papers.{at}.{part}"
    if name == "credentials_missing" and at.isdecimal():
        return f"papers.{len(raw['credentials']) + int(at)}.code"
    return f"languages.{at}.{part or 'language'}" if name == "languages" and at else fault.field


FIELDS: Final = ("languages", "credentials", "credentials_missing", "credentials_complete")
SECTION: Final = Section("sprog-og-beviser", FIELDS, read, choices, place)
