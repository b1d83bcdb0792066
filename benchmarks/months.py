"""``python -m benchmarks.months``: the whole loop over simulated months; written to ``bench_out/``.

Week by week a quarter of the people gets a list, the invented consultants, participants and employers answer, and at
the end of each month the model learns from everything answered so far. Five ways to make the lists, on the same worlds,
the same people and the same open vacancies:

    retrained, one try-out     ``COMPANYTRACK_EXPLORE=true``: ``matching.exploring`` draws the fifth place
    retrained, careful         the same, drawn only among pairs that could be better than the plain fifth
    retrained, greedy          without a try-out
    expert weights             day 0 for ever
    any order                  five feasible vacancies by lot

Counted is what a list would truly be worth (the sum of its five pairs' chance of yes, yes, and still there after 13
weeks) and the placements that came of it; at the end, what else exploring could repay (``benchmarks.repaid``).
All synthetic.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from benchmarks.learning.curves import write
from benchmarks.learning.worlds import EMPLOYERS, PEOPLE, VACANCIES, loaded
from benchmarks.repaid import Repaid, repaid, repaid_table
from features.pairs import COLUMNS
from matching import exploring
from matching.model import MatchModel
from matching.ranker import PER_EMPLOYER
from training.fitting import Learner
from training.metrics import mean_with_interval
from training.practice import OPEN_AT_ONCE, SLOTS, Pairs, Practice, pairs_of
from training.world import SimulatedReview, World, invent

MONTHS: Final = 9
WEEKS: Final = 4
TRY_OUT, CAREFUL, GREEDY = "retrained, one try-out", "retrained, careful", "retrained, greedy"
EXPERT, ANY = "expert weights", "any order"
WAYS: Final = (TRY_OUT, CAREFUL, GREEDY, EXPERT, ANY)
EXPLORE: Final = (TRY_OUT, CAREFUL)
KEPT: Final = Path("bench_out/learning/months")
CHART: Final = Path("bench_out/learning/months.svg")
MISSES: Final = COLUMNS.index("misses")
ONE_THREAD: Final = "OMP_NUM_THREADS"
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Months:
    """One way in one world: mean true value of a list and placements per 100 lists, both (months,); and the rest."""

    value: list[float]
    placed: list[float]
    repaid: Repaid


class Loop(Practice):
    """Practice whose try-out is drawn as the service draws it."""

    def _list(
        self, model: MatchModel, part: Pairs, open_now: NDArray[np.int64], explore: bool
    ) -> tuple[list[int], list[float]]:
        best, certain = super()._list(model, part, open_now, False)
        if not explore or len(open_now) < SLOTS:
            return best, certain
        rest = best[: SLOTS - 1]
        _, employers = np.unique([self.world.vacancies[row].employer_id for row in part.rows], return_inverse=True)
        feasible = np.isin(np.arange(len(part.rows)), open_now) & (part.table[:, MISSES] == 0)
        pool = exploring.pool(feasible, employers, rest, PER_EMPLOYER)
        upside = exploring.upside(model.score(part.table))
        pool = self._among(pool, upside, best[-1])
        if len(pool) < 2:
            return best, certain
        drawn, propensity = exploring.draw(upside[pool], self.rng)
        return [*rest, int(pool[drawn])], [*([1.0] * len(rest)), propensity]

    def _among(self, pool: NDArray[np.int64], upside: Floats, fifth: int) -> NDArray[np.int64]:
        """The pairs that are drawn among."""
        return pool


class Careful(Loop):
    """Draws only among pairs that at their best are worth what the plain fifth is at its best."""

    def _among(self, pool: NDArray[np.int64], upside: Floats, fifth: int) -> NDArray[np.int64]:
        return pool[upside[pool] >= upside[fifth]]


class Lottery(Practice):
    """Lists by lot."""

    def _list(
        self, model: MatchModel, part: Pairs, open_now: NDArray[np.int64], explore: bool
    ) -> tuple[list[int], list[float]]:
        drawn = self.rng.permutation(open_now)[:SLOTS].tolist()
        return drawn, [SLOTS / max(len(open_now), SLOTS)] * len(drawn)


def kept(seed: int) -> Mapping[str, Months]:
    """Every way in the world of ``seed``, from ``bench_out`` when it has been measured before."""
    path = KEPT / f"seed-{seed:03d}.json"
    if not path.exists():
        write(path, {way: asdict(months) for way, months in measured(seed).items()})
    content = json.loads(path.read_text(encoding="utf-8"))
    return {way: Months(**(parts | {"repaid": Repaid(**parts["repaid"])})) for way, parts in content.items()}


def measured(seed: int) -> Mapping[str, Months]:
    """Every way in the world of ``seed``."""
    world = invent(seed, PEOPLE, EMPLOYERS, VACANCIES)
    pairs = pairs_of(world, loaded(world))
    values = {person.id: world.truth.values(person) for person in world.participants}
    return {way: _months(world, pairs, values, way, seed) for way in WAYS}


def _months(world: World, pairs: Sequence[Pairs], values: Mapping[str, Floats], way: str, seed: int) -> Months:
    """One way through all months; who gets a list and what is open in which week is the same for every way."""
    dice = np.random.default_rng([seed, 21])
    kind = {TRY_OUT: Loop, CAREFUL: Careful, ANY: Lottery}.get(way, Practice)
    practice = kind(world, pairs, np.random.default_rng([seed, 22]))
    model, value, placed = MatchModel.prior(), [], []
    for month in range(MONTHS):
        first = world.today - timedelta(weeks=(MONTHS - month) * WEEKS)
        lists, reviews = 0, []
        for week in range(WEEKS):
            people = dice.permutation(len(world.participants))[: len(world.participants) // WEEKS].tolist()
            open_now = dice.random(len(world.vacancies)) < OPEN_AT_ONCE
            reviews += practice.week(model, first + timedelta(weeks=week), people, open_now, explore=way in EXPLORE)
            lists += len(people)
        value.append(_worth(world, values, reviews) / lists)
        placed.append(100 * sum(review.weeks is not None for review in reviews) / lists)
        if way not in (EXPERT, ANY):
            model = Learner("map", seed=seed).fit(practice.dataset(first + timedelta(weeks=WEEKS))).model_
    logged = practice.dataset(world.today)
    return Months(value, placed, repaid(world, pairs, values, model, logged))


def _worth(world: World, values: Mapping[str, Floats], reviews: Sequence[SimulatedReview]) -> float:
    """What all pairs that were shown would truly be worth together."""
    return float(sum(values[one.participant_id][world.truth.row(one.vacancy_id)] for one in reviews))


def month_table(found: Sequence[Mapping[str, Months]], part: str) -> Table:
    """Mean of ``part`` over worlds with its 90 % interval, by way and month."""
    shown = (0, 1, 2, MONTHS // 2, MONTHS - 1)
    table = Table(part, *(f"month {month + 1}" for month in shown), title=f"{len(found)} synthetic worlds")
    for way in WAYS:
        cells = [_cell(np.array([getattr(one[way], part)[month] for one in found])) for month in shown]
        table.add_row(way, *cells)
    return table


def gap_table(found: Sequence[Mapping[str, Months]]) -> Table:
    """One try-out less each other way, world by world, from the second month on."""
    table = Table("one try-out less …", "value", "placed", title="months 2 and later, paired over worlds")
    for way in WAYS[1:]:
        gaps = {
            part: np.array(
                [float(np.mean(np.subtract(getattr(one[TRY_OUT], part), getattr(one[way], part))[1:])) for one in found]
            )
            for part in ("value", "placed")
        }
        table.add_row(way, *(_cell(gap) for gap in gaps.values()))
    return table


def _cell(values: Floats) -> str:
    mean, low, high = mean_with_interval(values, np.random.default_rng(0))
    return f"{mean:.3f} ({low:.3f} to {high:.3f})"


def write_chart(found: Sequence[Mapping[str, Months]], path: Path) -> None:
    """True value of a list by month and way with 90 % intervals, as SVG."""
    import altair as alt
    import pandas as pd

    rng = np.random.default_rng(0)
    rows = [
        {"way": way, "month": month + 1, **dict(zip(("mean", "low", "high"), found_at, strict=True))}
        for way in WAYS
        for month in range(MONTHS)
        for found_at in [mean_with_interval(np.array([one[way].value[month] for one in found]), rng)]
    ]
    base = alt.Chart(pd.DataFrame(rows)).encode(
        x=alt.X("month:O", axis=alt.Axis(labelAngle=0)),
        color=alt.Color("way:N", sort=list(WAYS), title=None, legend=alt.Legend(symbolOpacity=1)),
    )
    scale = alt.Scale(zero=False)
    line = base.mark_line(point=True).encode(y=alt.Y("mean:Q", scale=scale, title="true value of a list of five"))
    band = base.mark_area(opacity=0.15).encode(y="low:Q", y2="high:Q")
    title = f"Synthetic: {len(found)} invented worlds, 90 % intervals"
    path.parent.mkdir(parents=True, exist_ok=True)
    (band + line).properties(width=620, height=340, title=title).save(path)


def main() -> None:
    """Measure, print, draw."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.months", description="The loop over simulated months.")
    parser.add_argument("--seeds", type=int, default=8, help="number of worlds")
    parser.add_argument("--first", type=int, default=1, help="the first world")
    chosen = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 140)
    found = []
    for seed in range(chosen.first, chosen.first + chosen.seeds):
        found.append(kept(seed))
        console.log(f"world {seed}")
    for part in ("value", "placed"):
        console.print(month_table(found, part))
    console.print(gap_table(found))
    console.print(repaid_table([{way: one[way].repaid for way in WAYS} for one in found]))
    write_chart(found, CHART)


def _one_thread() -> None:
    """Begin again with one thread for each library: they only look when they are loaded."""
    if ONE_THREAD not in os.environ:
        arguments = [sys.executable, "-m", "benchmarks.months", *sys.argv[1:]]
        os.execve(sys.executable, arguments, {**os.environ, ONE_THREAD: "1", "OPENBLAS_NUM_THREADS": "1"})


if __name__ == "__main__":
    _one_thread()
    os.nice(5)
    main()
