"""Model: which one answers and who decided it, its weights beside the experts', and going back with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from fastapi.responses import Response

from features.pairs import COLUMNS
from features.profiles import clock_text
from matching import releases
from matching.model import MatchModel
from service.access import Policy, Role
from service.flows.names import names_of
from service.pages.model_judged import judged
from service.pages.page import Page
from service.pages.visit import TheVisit, Visit
from service.problems import Problem
from service.promoting import Decision, Places, roll_back
from service.texts import show, texts
from service.verdicts import kept, release_name

MODEL: Final = "/model"
READ_MODEL: Final = Policy("read model", frozenset({Role.DATA_ANALYST, Role.ADMIN, Role.AUDITOR}))
CHANGE_MODEL: Final = Policy("change model", frozenset({Role.DATA_ANALYST, Role.ADMIN}))
_ABOUT: Final = ("version", "run", "kind", "synthetic")
"""What was told about a release and has a name for people; the gate's answer has a place of its own."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision about which model answers, as a person reads it: by whom by name, when by the clock on the wall."""

    release: str
    previous: str
    by: str
    at: str
    why: str


def model(visit: TheVisit) -> Response:
    """The model that answers now, and how it came to."""
    return _shown(visit)


def _shown(visit: Visit, problem: Problem | None = None) -> Response:
    home, champion = visit.settings.model_dir, visit.services.engine.champion
    history = list(reversed(releases.flips(home)))
    decided = _decided(visit, history)
    before = _read(home, history[0].previous) if history else None
    now = _read(home, champion.release)
    about = dict(now[1].about) if now and now[1] else {}
    return visit.show(
        "model.html",
        problem=problem,
        state=champion.state,
        release=release_name(champion.release, visit.language),
        version=champion.model.version,
        decision=next(iter(decided), None),
        history=decided,
        rows=_rows(champion.model, before[0] if before else None),
        compared=before is not None,
        about=about,
        judged=judged(about, visit.language),
        against=kept(str(about.get("gate_reasons", "")), visit.language),
        overruled_by=_named(visit, [str(about.get("overruled_by", ""))])[0],
        told=[
            (f"model_page.about.{name}", _about(str(about[name]), visit.language)) for name in _ABOUT if name in about
        ],
        may_change=visit.caller.role in (CHANGE_MODEL.roles or ()),
    )


def _decided(visit: Visit, history: Sequence[releases.Pointer]) -> list[Decided]:
    names = _named(visit, [flip.by for flip in history])
    return [
        Decided(
            release_name(flip.release, visit.language),
            release_name(flip.previous, visit.language),
            name,
            _moment(flip.at, visit.language),
            flip.why,
        )
        for flip, name in zip(history, names, strict=True)
    ]


def _named(visit: Visit, actors: Sequence[str]) -> list[str]:
    """Accounts by name; whoever wrote a name of their own in the terminal keeps it."""
    known = names_of(visit.services, visit.caller, actors)
    return [known.get(actor, actor) for actor in actors]


def _moment(at: str, language: str) -> str:
    moment = datetime.fromisoformat(at).astimezone()
    return f"{show(moment.date(), language)} {clock_text(moment.hour * 60 + moment.minute)}"


def _about(value: str, language: str) -> str:
    """A value in words where it has some, else as it is: numbers and names of runs."""
    return texts(language).get(f"model_page.about.is.{value}", value)


def _read(home: Path, name: str | None) -> tuple[MatchModel, releases.Release | None] | None:
    """A model and what was told about it; the experts' without a name, None when it cannot be read."""
    if name is None:
        return MatchModel.prior(), None
    try:
        return releases.read(home, name)
    except releases.ReleaseError:
        return None


def _rows(now: MatchModel, before: MatchModel | None) -> list[tuple[str, float, float, float | None]]:
    """(column, weight now, the experts', what changed since the model before) in the order of the columns."""
    expert = MatchModel.prior()
    return [
        (
            name,
            now.weights[name].weight,
            expert.weights[name].weight,
            now.weights[name].weight - before.weights[name].weight if before else None,
        )
        for name in COLUMNS
    ]


def go_back(visit: TheVisit) -> Response:
    """Let the model before answer again; account, reason and time are kept."""
    decision = Decision(visit.caller.actor, visit.form.text("why"), visit.services.clock())
    try:
        roll_back(Places(visit.settings.model_dir, visit.settings.mlruns), decision)
    except releases.ReleaseError as error:
        return _shown(visit, _problem(error))
    return visit.go(MODEL, receipt="model_page.receipt.rolled_back")


def _problem(error: releases.ReleaseError) -> Problem:
    params: dict[str, Any] = {"place": error.place}
    return Problem.fault("why", "", f"model_{error.code}", **params)


PAGES: Final = (
    Page("GET", MODEL, READ_MODEL, model, nav="model_page.nav"),
    Page("POST", f"{MODEL}/tilbage", CHANGE_MODEL, go_back),
)
