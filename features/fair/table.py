"""The table of demands an advert may not make, or must give a reason for: ``demands.toml``, read once and compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from features.vocabulary import Credential

_FILE: Final = Path(__file__).parent / "demands.toml"
_ATTRIBUTES: Final = ("who", "have", "told")


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


@dataclass(frozen=True)
class Words:
    """A pattern that is compiled when it is first looked for: all of them take a second, and most texts need few."""

    text: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self.text)


@dataclass(frozen=True, slots=True)
class Demand:
    """One code of the table. A sentence without any ``cue``, and that names none of its attributes, cannot ask.

    ``always`` asks whatever stands beside it, ``unsure`` less plainly than ``demand``, and not where ``aside`` says
    that somebody else is spoken of. ``ground`` and ``credentials`` name work that justifies it; a ``lifted`` demand is
    none when its clause says that it is not required.
    """

    code: str
    kind: Kind
    laws: tuple[Law, ...]
    cue: tuple[str, ...]
    named: Words | None
    always: Words | None
    demand: Words
    unsure: Words | None
    harmless: Words | None
    aside: Words | None
    ground: Words | None
    credentials: frozenset[Credential]
    lifted: bool


@cache
def demands() -> Mapping[str, Demand]:
    """Every demand by its code, in the order of the file."""
    raw = _raw()
    parts = _filled(raw["part"])
    frames = {name: [_with(text, parts, "it") for text in listed] for name, listed in raw["frame"].items()}
    codes = {code: told for code, told in raw.items() if isinstance(told, dict) and code not in ("part", "frame")}
    return {code: _demand(code, told, parts, frames) for code, told in codes.items()}


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


def _with(text: str, parts: Mapping[str, str], kept: str = "") -> str:
    return re.sub(r"\{([a-z_]+)\}", lambda name: name[0] if name[1] == kept else parts[name[1]], text)


def _demand(code: str, told: Mapping[str, Any], parts: Mapping[str, str], frames: Mapping[str, list[str]]) -> Demand:
    attributes = {name: "|".join(_with(text, parts) for text in told[name]) for name in _ATTRIBUTES if name in told}

    def framed(prefix: str) -> list[str]:
        ways = [(it, way) for name, it in attributes.items() for way in frames[f"{prefix}{name}"]]
        return [way.replace("{it}", f"(?:{it})") for it, way in ways]

    def pattern(name: str, more: Sequence[str] = ()) -> Words | None:
        return _whole([*(_with(text, parts) for text in told.get(name, ())), *more])

    asks = pattern("demand", framed(""))
    if asks is None:
        raise ValueError(f"demands.toml: [{code}] has no demand")
    return Demand(
        code=code,
        kind=Kind(told["kind"]),
        laws=tuple(Law(**law) for law in told["law"]),
        cue=tuple(told["cue"]),
        named=_whole(list(attributes.values())),
        always=pattern("always"),
        demand=asks,
        unsure=pattern("unsure", framed("loose_")),
        harmless=pattern("harmless"),
        aside=_whole(framed("aside_")),
        ground=pattern("ground"),
        credentials=frozenset(map(Credential, told.get("credentials", ()))),
        lifted=told.get("lifted", False),
    )


def _whole(listed: Sequence[str]) -> Words | None:
    """Any of the patterns, as whole words."""
    return Words(rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)") if listed else None
