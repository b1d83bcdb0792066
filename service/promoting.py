"""Which model answers: promoting a registered one through its gate (or past it, on record), and rolling back.

The flip of ``current.json`` is the decision; MLflow's aliases follow it and are put right by the next command when a
process died between the two.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from matching import releases

GATE: Final = "gate"
PASSED: Final = "passed"
REASONS: Final = "gate_reasons"


class GateClosed(ValueError):
    """The gate said no to a version, and nobody overruled it; ``reasons`` are the gate's."""

    def __init__(self, version: str, reasons: str) -> None:
        self.version = version
        self.reasons = reasons
        super().__init__(f"version {version} did not pass the gate: {reasons}")


@dataclass(frozen=True, slots=True)
class Places:
    """Where promoted models lie, and where MLflow keeps what it knows."""

    models: Path
    mlruns: Path


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides when, and why; ``overrules`` lets a version pass that the gate refused."""

    by: str
    why: str
    at: datetime
    overrules: bool = False

    def made(self, pointer: releases.Pointer) -> bool:
        """Whether a pointer comes from this decision; else that release answered already and nothing was changed."""
        return (pointer.by, pointer.why, pointer.at) == (self.by, self.why, self.at.isoformat())


def promote(places: Places, number: str, decision: Decision) -> releases.Pointer:
    """Let a registered version answer from now on; one that answers already goes on under the decision that stands.

    Raises:
        NoSuchVersion: the registry does not hold it.
        GateClosed: the gate refused it and the decision does not overrule.
        ReleaseError: it cannot be read, or no reason was given.
    """
    from training import registry

    found = registry.version(number, places.mlruns)
    if found.tags.get(GATE) != PASSED and not decision.overrules:
        raise GateClosed(found.number, found.tags.get(REASONS, ""))
    with tempfile.TemporaryDirectory() as scratch:
        folder = registry.fetch(found.number, Path(scratch) / "model", places.mlruns)
        release = releases.write(places.models, folder, _about(found, decision))
    registry.promoted(found.number, release.name, places.mlruns)
    pointer = releases.promote(places.models, release.name, by=decision.by, why=decision.why, at=decision.at)
    registry.follow(pointer.release, pointer.previous, places.mlruns)
    return pointer


def roll_back(places: Places, decision: Decision) -> releases.Pointer:
    """Let the model before answer again; the aliases follow where MLflow is installed and has been used.

    Raises:
        ReleaseError: nothing was ever promoted, the one before cannot be read, or no reason was given.
    """
    pointer = releases.roll_back(places.models, by=decision.by, why=decision.why, at=decision.at)
    if find_spec("mlflow") is not None and (places.mlruns / "mlflow.db").exists():
        from training import registry

        registry.follow(pointer.release, pointer.previous, places.mlruns)
    return pointer


def _about(found: Any, decision: Decision) -> Mapping[str, Any]:
    overruled = {"overruled_by": decision.by, "overruled_why": decision.why} if decision.overrules else {}
    return {"version": found.number, "run": found.run, **found.tags, **overruled}
