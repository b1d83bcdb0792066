"""Do alarms keep still where nothing is wrong, and fire on what is planted? ``python -m benchmarks.alarms``.

Drift in towns whose numbers hang on the person and the employer, so that suggestions are far from independent: how
often the population stability index alone passes its limit, and how often ``training.drift`` says that something moved.
Creaming and selective adherence are planted in ``tests/training/test_alarms.py``. All synthetic.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.dataset import Dataset
from training.drift import MOVED, Drift, drifts
from training.tables import ANSWERS, OUTCOMES, empty

RUNS: Final = 300
OUT: Final = Path("bench_out")
COLUMNS: Final = 14
SLOTS: Final = 5
EMPLOYERS: Final = 40
LISTS: Final = (9, 3)
"""Lists of each person before and now."""
OWN: Final = 0.8
"""The share of a number's variance that is the person's own; half of the rest is the employer's."""


@dataclass(frozen=True, slots=True)
class Town:
    """How many people there are before and now together, the share that is in both, and how far one column moves."""

    people: int
    both: float
    planted: float = 0.0


TOWNS: Final = (
    Town(60, 1.0), Town(60, 0.3), Town(60, 0.0), Town(120, 0.3), Town(120, 0.0),
    Town(60, 0.3, 0.7), Town(60, 0.0, 1.0), Town(60, 1.0, 0.7), Town(120, 0.3, 0.7),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Over all runs of a town the share in which PSI alone passed its limit, and in which there was an alarm."""

    town: Town
    runs: int
    psi_alone: float
    alarm: float


def lived(town: Town, seed: int) -> list[Drift]:
    """How far the columns of one simulated town moved; the first is the one that ``planted`` moves."""
    dice = np.random.default_rng([seed, town.people])
    people, firms = (dice.normal(size=(count, COLUMNS)) for count in (town.people, EMPLOYERS))
    stay = round(town.people * (1 + town.both) / 2)
    periods = [
        period(np.arange(stay), LISTS[0], people, firms, dice),
        period(np.arange(town.people - stay, town.people), LISTS[1], people, firms, dice),
    ]
    periods[1][1][:, 0] += town.planted
    (before, old), (now, new) = periods
    return drifts(before, now, {f"column {n}": (old[:, n], new[:, n]) for n in range(COLUMNS)}, seed)


def period(
    who: NDArray[np.int64],
    lists: int,
    people: NDArray[np.float64],
    firms: NDArray[np.float64],
    dice: np.random.Generator,
) -> tuple[Dataset, NDArray[np.float64]]:
    """What was shown to ``who`` (names alone), and its numbers (rows, COLUMNS)."""
    import pandas as pd

    person = np.repeat(who, lists * SLOTS)
    firm = dice.integers(0, EMPLOYERS, len(person))
    rest = np.sqrt((1 - OWN) / 2)
    values = np.sqrt(OWN) * people[person] + rest * firms[firm] + rest * dice.normal(size=(len(person), COLUMNS))
    names = pd.DataFrame({"participant": person.astype(str), "employer": firm.astype(str)})
    return Dataset(names, empty(ANSWERS), empty(OUTCOMES), date(2026, 11, 1), True, {}), values


def measure(runs: int = RUNS) -> Iterator[Found]:
    """Every town, so many times."""
    for town in TOWNS:
        towns = [lived(town, seed) for seed in range(runs)]
        alone = np.mean([any(one.psi >= MOVED for one in found) for found in towns])
        yield Found(town, runs, float(alone), float(np.mean([any(one.moved for one in found) for found in towns])))


def main() -> None:
    """Measure, print as the table of docs/monitoring.md, write ``bench_out/alarms.json``."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.alarms", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=RUNS)
    found = []
    for one in measure(parser.parse_args().runs):
        found.append(dataclasses.asdict(one))
        planted = f"{one.town.planted:g}" if one.town.planted else "nothing"
        print(
            f"| {one.town.people}, {one.town.both:.0%} | {planted} | {one.psi_alone:.3f} | {one.alarm:.3f} |",
            flush=True,
        )
    OUT.mkdir(exist_ok=True)
    (OUT / "alarms.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
