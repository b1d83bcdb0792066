"""One retraining for the demonstration: invented answers to invented lists, a new model, the gate's verdict."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from features.similarity import Hybrid
    from training.retrain import Retrained

WEEKS: Final = 8
NEEDED: Final = "pandera"
"""The last of what the extra ``learning`` brings."""


def learn(hybrid: Hybrid, seed: int, today: date, step: Callable[[str, int], None]) -> Retrained | None:
    """Some weeks of lists and answers in the town of ``seed``, learned from and judged; None without pandas."""
    if find_spec(NEEDED) is None:
        return None
    import scipy.optimize  # noqa: F401 — its threads can only be held back once it is there
    from threadpoolctl import threadpool_limits

    from matching.model import MatchModel
    from matching.ranker import Ranker
    from training.practice import practice
    from training.retrain import retrain
    from training.world import invent

    world = invent(seed, today=today)
    ranker = Ranker(hybrid, MatchModel.prior())
    ranker.load(world.vacancies, {employer.id: employer for employer in world.employers})
    with tempfile.TemporaryDirectory() as scratch, threadpool_limits(1):
        dataset = practice(world, ranker, WEEKS)
        step("practice", len(dataset.answers))
        dataset.write(Path(scratch) / "snapshot")
        return retrain(Path(scratch) / "snapshot", ranker.model, clock=time.monotonic, kinds=("map",), step=step)
