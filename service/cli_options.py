"""Options that several commands share, and how they are read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import typer

from service.texts import LANGUAGES, say

if TYPE_CHECKING:
    from service.importing import Kind


def help_(key: str) -> str:
    """What a command or an option is for; help is Danish."""
    return say(f"cli.help.{key}")


def _language(value: str | None) -> str | None:
    if value is not None and value not in LANGUAGES:
        raise typer.BadParameter(" / ".join(LANGUAGES))
    return value


class KindName(StrEnum):
    """What a file is about."""

    PARTICIPANTS = "participants"
    EMPLOYERS = "employers"
    VACANCIES = "vacancies"


_KINDS: Final[Mapping[KindName, Kind]] = {
    KindName.PARTICIPANTS: "participants",
    KindName.EMPLOYERS: "employers",
    KindName.VACANCIES: "vacancies",
}
InLanguage = Annotated[str | None, typer.Option("--language", callback=_language, help=help_("language"))]
Json = Annotated[bool, typer.Option("--json", help=help_("json"))]
Day = Annotated[datetime | None, typer.Option("--today", formats=["%Y-%m-%d"], help=help_("today"))]
Kind_ = Annotated[KindName | None, typer.Option("--kind", help=help_("import_kind"))]


def language_of(chosen: str | None) -> str:
    """The language asked for, else the one of the settings."""
    if chosen is not None:
        return chosen
    from service.settings import Settings

    return Settings().language


def day_of(chosen: datetime | None) -> date:
    """The day asked for, else today."""
    return chosen.date() if chosen else date.today()


def kind_of(chosen: KindName | None) -> Kind | None:
    """The kind asked for, or None: the file tells."""
    return None if chosen is None else _KINDS[chosen]
