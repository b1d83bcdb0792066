"""``python -m benchmarks``: everything measured in one run, as ratios; also written to ``bench_out/``.

python -m benchmarks                          500, 50,000 and 1,000,000 vacancies; the server at 5,000 (40 minutes)
python -m benchmarks --quick                  500 and 5,000 vacancies; the server at 500 (some 4 minutes)
python -m benchmarks --sizes 50000 --only search
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from benchmarks.counsel import measure_counsel
from benchmarks.filtered_search import SIZES, measure_size
from benchmarks.report import Report, machine
from benchmarks.requests import measure_requests
from benchmarks.upkeep import measure_upkeep

OUT = Path("bench_out")
ONE_THREAD = "OMP_NUM_THREADS"
PARTS = ("search", "upkeep", "requests", "counsel")


def main() -> None:
    """Measure, print, write."""
    chosen = _arguments()
    sizes = chosen.sizes or ((500, 5_000) if chosen.quick else SIZES)
    parts = chosen.only or PARTS
    console = Console(width=None if sys.stdout.isatty() else 140)
    found, kept, waited = [], [], []
    with _progress(console) as progress:
        task = progress.add_task("starting", total=None)

        def say(text: str) -> None:
            progress.update(task, description=text)

        for n in sizes:
            found += measure_size(n, say=say) if "search" in parts else []
            kept += measure_upkeep(n, say) if "upkeep" in parts else []
        if "requests" in parts:
            waited = measure_requests(500 if chosen.quick else 5_000, say)
        counsel = measure_counsel(500 if chosen.quick else 5_000, say) if "counsel" in parts else []
    report = Report(machine(), datetime.now(UTC).date().isoformat(), found, kept, waited, counsel)
    report.show(console)
    report.write(OUT)
    console.print(f"written: {OUT}/results.json, {OUT}/results.md")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Ours beside its peers and the floor.")
    parser.add_argument("--quick", action="store_true", help="small sizes, a few minutes")
    parser.add_argument("--sizes", type=_numbers, help="numbers of vacancies, with commas between")
    parser.add_argument("--only", action="append", choices=PARTS, help="one part; may be given more than once")
    return parser.parse_args()


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def _progress(console: Console) -> Progress:
    return Progress(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=console)


def _one_thread() -> None:
    """Begin again with one thread for each library: they only look when they are loaded."""
    if ONE_THREAD not in os.environ:
        arguments = [sys.executable, "-m", "benchmarks", *sys.argv[1:]]
        os.execve(sys.executable, arguments, {**os.environ, ONE_THREAD: "1", "OPENBLAS_NUM_THREADS": "1"})


if __name__ == "__main__":
    _one_thread()
    os.nice(5)
    main()
