"""How often fairness stops a model where there is nothing to stop: ``python -m benchmarks.fairness [--redraws 100]``.

One model learns in the invented Viborg and is judged; then everybody's sex and region are drawn by lot, again and
again, on the same lists. The gate promises to stop at most one in twenty. All synthetic.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from rich.console import Console

from features.similarity import Hybrid
from matching.model import MatchModel
from matching.ranker import Ranker
from training.audit import checked
from training.dataset import Dataset
from training.evaluate import evaluate
from training.fairness import gaps
from training.fitting import Learner
from training.gate import judge
from training.practice import practice
from training.protected import Origin, Sex
from training.splits import by_time
from training.world import invent

if TYPE_CHECKING:
    import pandas as pd

OUT: Final = Path("bench_out")
DAY: Final = date(2026, 11, 22)
WEEKS: Final = 6
CHANCE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Null:
    """Of ``redraws`` by lot: how many stopped the model, and how many first gaps had p < 0.05 by themselves.

    ``people`` were judged on ``rows`` suggestions; one look took ``cpu`` seconds of the processor.
    """

    people: int
    rows: int
    redraws: int
    stopped: int
    single: int
    cpu: float


def by_lot(people: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """An audit table in which sex and region say nothing about anybody."""
    import pandas as pd

    sexes, origins = (
        rng.choice([one.value for one in codes], len(people)) for codes in (Sex, (Origin.ASIA, Origin.AFRICA))
    )
    return checked(pd.DataFrame({"participant": people, "age_band": None, "sex": sexes, "origin": origins}))


def town(people: int, seed: int) -> Dataset:
    """Some weeks of lists and answers."""
    world = invent(seed, participants=people, today=DAY)
    ranker = Ranker(Hybrid(None), MatchModel.prior())
    ranker.load(world.vacancies, {employer.id: employer for employer in world.employers})
    return practice(world, ranker, WEEKS)


def measured(people: int, redraws: int, seed: int = 1) -> Null:
    """Learn once, look ``redraws`` times."""
    known, judged = by_time(town(people, seed))
    champion, model = MatchModel.prior(), Learner("map").fit(known).model_
    report = evaluate(known, judged, model, champion)
    names = sorted(judged.suggestions["participant"].unique())
    stopped = single = 0
    began = time.process_time()
    for draw in range(redraws):
        found = gaps(judged, by_lot(names, np.random.default_rng(draw)), model, champion, seed=draw)
        verdict = judge(dataclasses.replace(report, gaps=tuple(found)))
        stopped += any(check.name == "fairness" for check in verdict.reasons)
        single += found[0].p < CHANCE
    return Null(len(names), len(judged), redraws, stopped, single, (time.process_time() - began) / redraws)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=700)
    parser.add_argument("--redraws", type=int, default=100)
    chosen = parser.parse_args()
    found = measured(chosen.people, chosen.redraws)
    OUT.mkdir(exist_ok=True)
    (OUT / "fairness.json").write_text(json.dumps(dataclasses.asdict(found)) + "\n", encoding="utf-8")
    Console().print(
        f"{found.people} people, {found.rows:,} suggestions: stopped {found.stopped} of {found.redraws} draws by lot "
        f"({found.stopped / found.redraws:.3f}, promised {CHANCE}); one gap alone had p < {CHANCE} in {found.single}; "
        f"{found.cpu:.2f} processor seconds a look"
    )


if __name__ == "__main__":
    main()
