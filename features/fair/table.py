"""The table of demands an advert may not make, or must give a reason for: ``demands.toml``, read once and compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from features.vocabulary import Credential

_FILE: Final = Path(__file__).parent / "demands.toml"


class Kind(StrEnum):
    """``FORBIDDEN``: no advert may say it. ``UNJUSTIFIED``: it may, once a task or a law that asks for it is named."""

    FORBIDDEN = "forbidden"
    UNJUSTIFIED = "unjustified"


@dataclass(frozen=True, slots=True)
class Law:
    """A section of an act by its Danish name."""

    act: str
    section: str

    def __str__(self) -> str:
        return f"{self.act} {self.section}"


@dataclass(frozen=True, slots=True)
class Demand:
    """One code of the table. A sentence without any ``cue`` cannot ask.

    ``always`` asks whatever stands beside it, ``unsure`` less plainly than ``demand``. ``ground`` and ``credentials``
    name work that justifies it; a ``lifted`` demand is none when its clause says that it is not required.
    """

    code: str
    kind: Kind
    laws: tuple[Law, ...]
    cue: tuple[str, ...]
    always: re.Pattern[str] | None
    demand: re.Pattern[str]
    unsure: re.Pattern[str] | None
    harmless: re.Pattern[str] | None
    ground: re.Pattern[str] | None
    credentials: frozenset[Credential]
    lifted: bool


@cache
def demands() -> Mapping[str, Demand]:
    """Every demand by its code, in the order of the file."""
    raw = _raw()
    parts = _filled(raw["part"])
    return {code: _demand(code, told, parts) for code, told in raw.items() if isinstance(told, dict) and code != "part"}


@cache
def checked() -> date:
    """The day on which the laws of the table were last compared with their text in force."""
    day: date = _raw()["checked"]
    return day


@cache
def _raw() -> dict[str, Any]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)


def _filled(parts: Mapping[str, str]) -> dict[str, str]:
    """Parts with the parts before them put in."""
    filled: dict[str, str] = {}
    for name, text in parts.items():
        filled[name] = _with(text, filled)
    return filled


def _with(text: str, parts: Mapping[str, str]) -> str:
    return re.sub(r"\{([a-z_]+)\}", lambda name: parts[name[1]], text)


def _demand(code: str, told: Mapping[str, Any], parts: Mapping[str, str]) -> Demand:
    def pattern(name: str) -> re.Pattern[str] | None:
        listed = [_with(text, parts) for text in told.get(name, ())]
        return re.compile(rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)") if listed else None

    asks = pattern("demand")
    if asks is None:
        raise ValueError(f"demands.toml: [{code}] has no demand")
    return Demand(
        code=code,
        kind=Kind(told["kind"]),
        laws=tuple(Law(**law) for law in told["law"]),
        cue=tuple(told["cue"]),
        always=pattern("always"),
        demand=asks,
        unsure=pattern("unsure"),
        harmless=pattern("harmless"),
        ground=pattern("ground"),
        credentials=frozenset(map(Credential, told.get("credentials", ()))),
        lifted=told.get("lifted", False),
    )
