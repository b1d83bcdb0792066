"""``python -m benchmarks.learning``: learning curves, poisoned answers, coverage and time; written to ``bench_out/``.

python -m benchmarks.learning                     20 worlds (about 25 minutes the first time)
python -m benchmarks.learning --seeds 3           the first three (some minutes)
python -m benchmarks.learning --only curves --first 11 --seeds 10     a part, in a second process

What has been measured is kept in ``bench_out/learning``; delete that folder to measure again.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Sequence

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.learning import poison
from benchmarks.learning.chart import write_chart
from benchmarks.learning.curves import SIZES, Curves, interval, measured
from benchmarks.learning.trials import MANY, UNKNOWN, coverage, seconds
from benchmarks.learning.worlds import HOME, field

PARTS = ("curves", "poison", "coverage", "time")
ONE_THREAD = "OMP_NUM_THREADS"


def main() -> None:
    """Measure, print, write."""
    chosen = _arguments()
    seeds = range(chosen.first, chosen.first + chosen.seeds)
    console = Console(width=None if sys.stdout.isatty() else 140)
    parts = chosen.only or PARTS
    if "curves" in parts:
        curves = measured(seeds, console.log)
        console.print(curve_table(curves))
        write_chart(curves, HOME / "learning.svg")
    if "poison" in parts:
        console.print(_poison(seeds, console.log))
        console.print(_poison_where_experts_are_right(seeds))
    if "coverage" in parts:
        console.print(_coverage(chosen.seeds))
    if "time" in parts:
        console.print({kind: f"{value:.0f} CPU s" for kind, value in seconds().items()}, f"for {MANY:,} suggestions")


def curve_table(curves: Sequence[Curves]) -> Table:
    """Mean nDCG@10 over worlds with its 90 % interval, by candidate and number of labels."""
    rng = np.random.default_rng(0)
    table = Table("nDCG@10", *(f"{size:,}" for size in SIZES), title=f"{len(curves)} synthetic worlds")
    for name in curves[0]:
        cells = []
        for size in SIZES:
            low, middle, high = interval([curve[name][size] for curve in curves], rng)
            cells.append(f"{middle:.3f} ({low:.3f}–{high:.3f})")
        table.add_row(name, *cells)
    return table


def _poison(seeds: range, say: Callable[[str], None]) -> Table:
    """Loss of nDCG@10 by one rater's 5 % bad answers, mean over worlds with its 90 % interval."""
    found = []
    for seed in seeds:
        say(f"world {seed}: poisoned answers")
        found.append(poison.lost_in(field(seed)))
    return _lost_table(found, "invented worlds: who attacks, how")


def _poison_where_experts_are_right(seeds: range) -> Table:
    """The strongest attack where it can take most, with the defence and without."""
    found = [poison.lost_where_experts_rule(seed) for seed in seeds]
    return _lost_table(found, "where the experts are right: an employer, opposite")


def _lost_table(found: Sequence[poison.Lost], title: str) -> Table:
    sizes = list(found[0][next(iter(found[0]))])
    table = Table("nDCG@10 lost", *(f"{size:,}" for size in sizes), title=f"{title}, {len(found)} worlds")
    for name in found[0]:
        table.add_row(name, *(_loss([one[name][size] for one in found]) for size in sizes))
    return table


def _loss(values: Sequence[float]) -> str:
    low, middle, high = interval(values, np.random.default_rng(0))
    return f"{middle:+.3f} ({low:+.3f} to {high:+.3f})"


def _coverage(worlds: int) -> Table:
    table = Table(
        "answers", *(f"{unknown:.0%} unknown" for unknown in UNKNOWN), title=f"90 % intervals, {worlds} worlds"
    )
    for answers in (30, 100, 300, 1_000):
        table.add_row(str(answers), *(f"{coverage(answers, unknown, worlds):.3f}" for unknown in UNKNOWN))
    return table


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learning", description="What few answers teach.")
    parser.add_argument("--seeds", type=int, default=20, help="number of worlds")
    parser.add_argument("--first", type=int, default=1, help="the first world")
    parser.add_argument("--only", action="append", choices=PARTS, help="one part; may be given more than once")
    return parser.parse_args()


def _one_thread() -> None:
    """Begin again with one thread for each library: they only look when they are loaded."""
    if ONE_THREAD not in os.environ:
        arguments = [sys.executable, "-m", "benchmarks.learning", *sys.argv[1:]]
        os.execve(sys.executable, arguments, {**os.environ, ONE_THREAD: "1", "OPENBLAS_NUM_THREADS": "1"})


if __name__ == "__main__":
    _one_thread()
    os.nice(5)
    warnings.filterwarnings("ignore", message="X does not have valid feature names")
    main()
