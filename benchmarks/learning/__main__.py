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

from benchmarks.learning.chart import write_chart
from benchmarks.learning.curves import SIZES, Curves, interval, measured
from benchmarks.learning.trials import MANY, coverage, poisoned, seconds
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
    if "coverage" in parts:
        console.print(_coverage())
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
        found.append(poisoned(field(seed)))
    rng = np.random.default_rng(0)
    table = Table("5 % bad answers of one", "nDCG@10 lost", title=f"1,000 labels, {len(seeds)} synthetic worlds")
    for name in found[0]:
        low, middle, high = interval([one[name] for one in found], rng)
        table.add_row(name, f"{middle:+.4f} ({low:+.4f} to {high:+.4f})")
    return table


def _coverage() -> Table:
    table = Table("answers", "nothing unknown", "a fifth unknown", title="truth inside the 90 % interval")
    for answers in (30, 100, 300, 1_000):
        table.add_row(str(answers), *(f"{coverage(answers, unknown):.3f}" for unknown in (0.0, 0.2)))
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
