"""What stands with a promoted model of how it was judged (``training.brief``), as rows that a person reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from service.texts import say, show, texts

FEW: Final = 20
"""Lists under which a slice is not judged (``training.gate.ENOUGH``)."""


@dataclass(frozen=True, slots=True)
class Slice:
    """How one part of the lists came out: with the model, with the one before, and the difference in words."""

    name: str
    lists: str
    now: str
    before: str
    difference: str


@dataclass(frozen=True, slots=True)
class Moved:
    """One number of the pairs: how far it has moved since what was learned from, and what that means."""

    name: str
    psi: str
    meaning: str
    moved: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """Slices and drift of a release; both empty where nothing was kept with it."""

    slices: tuple[Slice, ...] = ()
    drift: tuple[Moved, ...] = ()


def judged(about: Mapping[str, Any], language: str) -> Judged:
    """What was kept with a release; a release from before this was kept has nothing."""
    try:
        kept = json.loads(str(about.get("judged", "")))
        return Judged(
            tuple(_slice(one, language) for one in kept["slices"]),
            tuple(_moved(one, language) for one in sorted(kept["drift"], key=lambda one: -(one["psi"] or 0))),
        )
    except (ValueError, TypeError, KeyError):
        return Judged()


def _slice(one: Mapping[str, Any], language: str) -> Slice:
    name = texts(language).get(f"model_page.slice.{one['slice']}", str(one["slice"]))
    enough = one["n"] >= FEW and one["low"] is not None
    said = "model_page.difference" if enough else "model_page.too_little"
    difference = say(said, language, low=one["low"], high=one["high"])
    return Slice(name, str(one["n"]), _figure(one["new"], language), _figure(one["champion"], language), difference)


def _moved(one: Mapping[str, Any], language: str) -> Moved:
    meaning = "moved" if one["moved"] else "unknown" if one["p"] is None else "calm"
    name = texts(language).get(f"pages.feature.{one['name']}", str(one["name"]))
    return Moved(name, _figure(one["psi"], language), say(f"model_page.drift.{meaning}", language), bool(one["moved"]))


def _figure(value: float | None, language: str) -> str:
    return "–" if value is None else show(float(value), language)
