"""How long one retraining takes on many labelled pairs, on the cores there are: ``python -m benchmarks.retraining``.

The pairs are drawn, not lived: features as a list would show them, answers from a known model that is not the experts'.
So this measures time and nothing else. Reading, choosing the kind, learning, judging, the gate, the report and keeping
the run in MLflow are all in it, as in ``companytrack retrain``; the promise is ten minutes for 100,000 pairs on two
cores. Where other work shares the cores the clock says little, so seconds of the processor are told beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from features.pairs import CHANCE, COLUMNS, COUNTS, UTILITY
from matching.model import PRIOR, MatchModel
from training.dataset import Dataset
from training.fitting import KINDS, Kind
from training.retrain import BUDGET, retrain
from training.tables import OUTCOMES, empty

PAIRS = 100_000
PROMISED = 600.0
OUT = Path("bench_out")
SLOTS, PER_PERSON, PER_EMPLOYER, WEEKS = 5, 50, 200, 52
BEGAN = date(2025, 11, 1)
UNKNOWN = 0.15


def drawn(pairs: int, seed: int = 1) -> Dataset:
    """``pairs`` suggestions that both parties have answered, over a year; synthetic."""
    import pandas as pd

    dice = np.random.default_rng(seed)
    table = dice.random((pairs, len(COLUMNS)), np.float32)
    for name in COUNTS:
        table[:, COLUMNS.index(name)] = dice.integers(0, 3, pairs)
    run = np.arange(pairs) // SLOTS
    person = dice.integers(0, max(pairs // PER_PERSON, 2), run[-1] + 1)[run]
    week = np.sort(dice.integers(0, WEEKS, run[-1] + 1))[run]
    employer = dice.integers(0, max(pairs // PER_EMPLOYER, 2), pairs)
    name = np.array([f"syn-s-{number}" for number in range(pairs)])
    days = np.array([BEGAN + timedelta(weeks=number) for number in range(WEEKS)], object)[week]
    said = _answers(table, dice)
    table[dice.random(table.shape) < UNKNOWN] = np.nan
    shown = {
        "suggestion": name,
        "run": run.astype(str),
        "participant": [f"syn-p-{number}" for number in person],
        "employer": [f"syn-e-{number}" for number in employer],
        "vacancy": [f"syn-v-{number}" for number in employer * 3 + dice.integers(0, 3, pairs)],
        "consultant": [f"syn-c-{number % 20}" for number in person],
        "occupation": "9112",
        "shown_on": days,
        "rank": np.arange(pairs) % SLOTS + 1,
        "slots": SLOTS,
        "propensity": 1.0,
        "tried": False,
        "model": "drawn",
        **dict(zip(COLUMNS, table.T, strict=True)),
        "danish": "A1",
        "hours": "10_to_19",
        "new_person": week < 2,
        "new_employer": week < 2,
    }
    suggestions = pd.DataFrame(shown)
    answers = pd.concat(
        pd.DataFrame(
            {
                "suggestion": name,
                "party": party,
                "answer": np.where(yes, "yes", "no"),
                "reason": None,
                "rater": suggestions[party],
                "answered_on": days,
            }
        )
        for party, yes in said.items()
    )
    made_on = BEGAN + timedelta(weeks=WEEKS)
    return Dataset.of(suggestions, answers, empty(OUTCOMES), made_on=made_on, synthetic=True)


def _answers(table: NDArray[np.float32], dice: np.random.Generator) -> dict[str, NDArray[np.bool_]]:
    """Yes or no of both parties, by weights half as large again as the experts'."""
    found = {}
    for party, names in (("participant", UTILITY), ("employer", CHANCE)):
        columns = [COLUMNS.index(name) for name in names]
        weights = np.array([1.5 * PRIOR[name].weight for name in names])
        log_odds = (table[:, columns] - table[:, columns].mean(axis=0)) @ weights
        found[party] = dice.random(len(table)) < 1 / (1 + np.exp(-log_odds))
    return found


@dataclass
class Stopwatch:
    """Seconds by the clock and of the processor since the step before, by step."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._last = self._now()

    def step(self, name: str, _count: int) -> None:
        """A step is done."""
        now = self._now()
        spent = [after - before for after, before in zip(now, self._last, strict=True)]
        self.seconds[name] = [sum(both) for both in zip(spent, self.seconds.get(name, [0.0, 0.0]), strict=True)]
        self._last = now

    @staticmethod
    def _now() -> tuple[float, float]:
        return time.perf_counter(), time.process_time()


def measure(pairs: int, budget: float = BUDGET, kinds: Sequence[Kind] = KINDS) -> dict[str, Any]:
    """Seconds by the clock and of the processor, of each step of one retraining."""
    import scipy.optimize  # noqa: F401 — its threads can only be held back once it is there
    from threadpoolctl import threadpool_limits

    from service.report_page import write_report

    with tempfile.TemporaryDirectory() as scratch, threadpool_limits(1):
        folder = Path(scratch)
        drawn(pairs).write(folder / "snapshot")
        watch = Stopwatch()
        done = retrain(
            folder / "snapshot",
            MatchModel.prior(),
            clock=time.perf_counter,
            budget=budget,
            kinds=kinds,
            step=watch.step,
            mlruns=folder / "mlruns",
            files=write_report,
        )
        watch.step("keep", 1)
    whole = [sum(column) for column in zip(*watch.seconds.values(), strict=True)]
    about = {"pairs": pairs, "cores": os.cpu_count(), "kind": done.kind, "tried": dict(done.tried)}
    return {**about, "seconds": watch.seconds, "whole": whole, "promised": PROMISED}


def main() -> None:
    """Measure, print, write ``bench_out/retraining.json``."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.retraining", description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=PAIRS)
    parser.add_argument("--budget", type=float, default=BUDGET)
    parser.add_argument("--kind", action="append", choices=KINDS, help="may be repeated; without: all")
    chosen = parser.parse_args()
    found = measure(chosen.pairs, chosen.budget, chosen.kind or KINDS)
    OUT.mkdir(exist_ok=True)
    (OUT / "retraining.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    steps = ", ".join(f"{name} {seconds:.0f} ({busy:.0f})" for name, (seconds, busy) in found["seconds"].items())
    clock, busy = found["whole"]
    print(
        f"{found['pairs']} pairs, {found['cores']} cores, {found['kind']}: {clock:.0f} s of {PROMISED:.0f} promised, "
        f"of which the processor worked {busy:.0f} s ({steps})"
    )


if __name__ == "__main__":
    os.nice(5)
    main()
