"""One retraining for the demonstration: from the invented history, a new model and the gate's verdict."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from service.store import Store
    from training.dataset import Dataset
    from training.retrain import Retrained

NEEDED: Final = "pandera"
"""The last of what the extra ``learning`` brings."""
KEY: Final = b"nobody real is in the demonstration"
"""Pseudonyms that stay, so that the same history is learned from the same way."""


def can_learn() -> bool:
    """What learning needs is installed."""
    return find_spec(NEEDED) is not None


def learn(store: Store, tenant: str, today: date, step: Callable[[str, int], None]) -> Retrained | None:
    """Learn from the invented history and judge beside the expert weights; nothing is kept.

    None without pandas, and where there are real people or too little has happened.
    """
    if not can_learn():
        return None
    import scipy.optimize  # noqa: F401 — its threads can only be held back once it is there
    from threadpoolctl import threadpool_limits

    from matching.model import MatchModel
    from training.retrain import retrain
    from training.splits import TooLittle

    dataset = _history(store, tenant, today)
    if dataset is None:
        return None
    with tempfile.TemporaryDirectory() as scratch, threadpool_limits(1):
        dataset.write(Path(scratch) / "snapshot")
        try:
            return retrain(
                Path(scratch) / "snapshot", MatchModel.prior(), clock=time.monotonic, kinds=("map",), step=step
            )
        except TooLittle:
            return None


def _history(store: Store, tenant: str, today: date) -> Dataset | None:
    """What the invented people were shown and answered; None where others are among them or nobody was."""
    from service.pseudonyms import Pseudonyms
    from service.snapshots import NothingShown, Period, gather

    with store.reader(tenant) as reader:
        try:
            dataset = gather(reader, Pseudonyms(KEY), today, Period(), groups=False).dataset
        except NothingShown:
            return None
    return dataset if dataset.synthetic else None
