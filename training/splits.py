"""What is learned from and what is judged: never random pairs, which would let a model meet a person twice.

*By time*: learn from what was known on a day, judge what was shown from then on. *By participant* or *by employer*:
those held out are met for the first time.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from training.dataset import Dataset

if TYPE_CHECKING:
    import pandas as pd

TEST_SHARE: Final = 0.3


class TooLittle(ValueError):
    """A snapshot too short to be split; ``code`` is for machines."""

    code = "too_little"


def known_on(dataset: Dataset, day: date) -> Dataset:
    """The data set as it looked on the morning of ``day``: nothing shown, answered or seen of a job later than that."""
    import pandas as pd

    moment = pd.Timestamp(day)
    kept = dataset.keep((dataset.suggestions["shown_on"] < moment).to_numpy())
    answers = kept.answers[kept.answers["answered_on"] < moment].reset_index(drop=True)
    outcomes = _cut(kept.outcomes[kept.outcomes["started_on"] < moment].reset_index(drop=True), moment)
    return dataclasses.replace(kept, answers=answers, outcomes=outcomes, made_on=day)


def _cut(outcomes: pd.DataFrame, moment: pd.Timestamp) -> pd.DataFrame:
    """Placements as far as they were known: a job that ended later still ran."""
    watched = (moment - outcomes["started_on"]).dt.days / 7
    later = outcomes["weeks"] > watched
    return outcomes.assign(weeks=outcomes["weeks"].where(~later, watched), ended=outcomes["ended"] & ~later)


def by_time(dataset: Dataset, test_share: float = TEST_SHARE) -> tuple[Dataset, Dataset]:
    """(what was known on a day, what was shown from then on); about ``test_share`` of the suggestions are judged.

    Raises:
        TooLittle: everything was shown on one day.
    """
    days = dataset.suggestions["shown_on"].sort_values(ignore_index=True)
    if not len(days) or days.iloc[0] == days.iloc[-1]:
        raise TooLittle("everything was shown on one day; export a longer period")
    later = days[days > days.iloc[0]].reset_index(drop=True)
    wanted = days.iloc[int(len(days) * (1 - test_share))]
    day = wanted if wanted > days.iloc[0] else later.iloc[0]
    return known_on(dataset, day.date()), dataset.keep((dataset.suggestions["shown_on"] >= day).to_numpy())


def held_out(
    dataset: Dataset, who: Literal["participant", "employer"], seed: int = 0, count: int = 5
) -> Iterator[tuple[Dataset, Dataset]]:
    """(learn, judge) ``count`` times over; nobody of ``who`` is in both.

    Raises:
        TooLittle: there are fewer than ``count`` of them.
    """
    names = dataset.suggestions[who].to_numpy(dtype=str)
    known, number = np.unique(names, return_inverse=True)
    if len(known) < count:
        raise TooLittle(f"{len(known)} of {who}, at least {count} are needed; export a longer period")
    place = (np.random.default_rng(seed).permutation(len(known)) % count)[number]
    for part in range(count):
        yield dataset.keep(place != part), dataset.keep(place == part)
