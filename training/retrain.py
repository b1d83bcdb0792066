"""The loop, top to bottom: read a snapshot, split by time, learn, judge, ask the gate, write it all down.

The kind of model is chosen on the later part of what may be learned from, never on what it is judged by. What is
registered is the very model that was judged. Nothing here changes what answers: that is ``companytrack promote``.
"""

from __future__ import annotations

import dataclasses
import json
import math
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from matching.model import MatchModel
from training.audit import audit_of, read_audit
from training.brief import brief
from training.dataset import MANIFEST, Dataset
from training.evaluate import evaluate, foretells
from training.fitting import KINDS, Kind, Learner
from training.gate import Verdict, judge
from training.manifest import read_manifest
from training.report import Report
from training.splits import by_time
from training.unmet import unmet

EXPERIMENT: Final = "matching"
BUDGET: Final = 300.0
"""Seconds after which no further kind of model is tried."""
Step = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Retrained:
    """What came of it: the model and its kind, how it was judged, and run and version where they were kept."""

    model: MatchModel
    kind: Kind
    tried: Mapping[str, float]
    report: Report
    verdict: Verdict
    run: str | None = None
    version: str | None = None


def retrain(
    snapshot: Path,
    champion: MatchModel,
    *,
    clock: Callable[[], float],
    budget: float = BUDGET,
    kinds: Iterable[Kind] = KINDS,
    step: Step = lambda name, n: None,
    mlruns: Path | None = None,
    files: Callable[[Retrained, Path], Iterable[Path]] = lambda done, folder: (),
    audit: Path | None = None,
) -> Retrained:
    """Learn from a snapshot and judge beside ``champion``; kept in MLflow under ``mlruns``, or not at all.

    ``clock`` counts seconds; ``files`` writes what else belongs to the run into a folder; ``audit`` is the file of
    protected groups that fairness is judged by, instead of the snapshot's own.

    Raises:
        DatasetError: the snapshot cannot be used.
        TooLittle: it cannot be split.
    """
    dataset = Dataset.read(snapshot)
    groups = audit_of(snapshot) if audit is None else read_audit(audit)
    step("read", len(dataset))
    known, judged = by_time(dataset)
    kind, tried = _chosen(known, kinds, clock, budget, step)
    learner = Learner(kind).fit(known)
    model = learner.model_
    step("learn", 1)
    report = evaluate(known, judged, model, champion, audit=groups)
    report = dataclasses.replace(report, unmet=unmet(dataset, kind, learner.stages_))
    step("judge", len(judged))
    done = Retrained(model, kind, tried, report, judge(report))
    return done if mlruns is None else _kept(done, snapshot, champion, mlruns, files)


def _chosen(
    known: Dataset, kinds: Iterable[Kind], clock: Callable[[], float], budget: float, step: Step
) -> tuple[Kind, Mapping[str, float]]:
    """The kind that foretells the later answers best, and the log-loss of each that was tried."""
    first, *others = kinds
    if not others:
        return first, {}
    began, (earlier, later) = clock(), by_time(known)
    tried: dict[str, float] = {}
    best: tuple[float, Kind] = (math.inf, first)
    for kind in (first, *others):
        if tried and clock() - began > budget:
            break
        tried[kind] = foretells(Learner(kind).fit(earlier).model_, later)
        best = min(best, (tried[kind], kind), key=lambda found: found[0])
        step("try", 1)
    return best[1], tried


def _kept(
    done: Retrained,
    snapshot: Path,
    champion: MatchModel,
    mlruns: Path,
    files: Callable[[Retrained, Path], Iterable[Path]],
) -> Retrained:
    """The same, logged as a run and registered as a version with the gate's answer."""
    from training import registry

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        done.model.save(folder / "model")
        (folder / "report").mkdir()
        others = [*files(done, folder / "report"), snapshot / MANIFEST]
        params = {**_params(done, champion), **_left_out(snapshot)}
        run = registry.log_run(EXPERIMENT, params, _metrics(done), others, mlruns)
        version = registry.register(run, folder / "model", tags(done), mlruns)
    return dataclasses.replace(done, run=run, version=version.number)


def tags(done: Retrained) -> Mapping[str, str]:
    """What the registry says of a version: the gate's answer with its reasons, and whether the data were invented.

    Reasons are JSON, [{name, about, value, limit}], for programs; ``service.verdicts`` puts them in words. ``judged``
    is what ``training.brief`` keeps of the report.
    """
    reasons = [
        {"name": check.name, "about": check.about, "value": float(f"{check.value:.5g}"), "limit": check.limit}
        for check in done.verdict.reasons
    ]
    return {
        "gate": "passed" if done.verdict.passed else "refused",
        "gate_reasons": json.dumps(reasons),
        "judged": json.dumps(brief(done.report)),
        "kind": done.kind,
        "synthetic": str(done.report.synthetic).lower(),
    }


def _params(done: Retrained, champion: MatchModel) -> Mapping[str, Any]:
    known = {f"known_{name}": count for name, count in done.report.known.items()}
    judged = {f"judged_{name}": count for name, count in done.report.judged.items()}
    first, last = done.report.period
    about = {"kind": done.kind, "champion": champion.version, "model": done.model.version}
    return {
        **about,
        **known,
        **judged,
        "judged_from": first,
        "judged_to": last,
        "synthetic": done.report.synthetic,
        "groups": len({(gap.attribute, gap.group) for gap in done.report.gaps}),
    }


def _left_out(snapshot: Path) -> Mapping[str, int]:
    """How many suggestions the export left out, by reason."""
    return {f"left_out_{why}": count for why, count in read_manifest(snapshot).left_out.items()}


def _metrics(done: Retrained) -> Mapping[str, float]:
    """Every measure of the new model and every difference, named as MLflow allows."""
    measures = {
        f"{item.metric} {item.model} {item.slice} {item.direction}": item.value for item in done.report.measures
    }
    gaps = {f"{d.metric} minus {d.against} {d.slice} {d.direction}": d.value for d in done.report.differences}
    reliable = {f"ece {item.model} {item.stage}": item.error for item in done.report.reliabilities}
    found = {**measures, **gaps, **reliable, "gate passed": float(done.verdict.passed)}
    return {name.replace("@", " at "): value for name, value in found.items() if not math.isnan(value)}
