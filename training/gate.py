"""May the new model replace the present one? Yes or no, each reason with its figure and its limit.

==============  ====================================================================================================
behaviour       no promise of ``training.behaviour`` broken
champion        the lower 90 % bound of (new − champion) is at least −0.01, for every metric, slice and direction with
                ``ENOUGH`` lists
baseline        above every baseline over all lists to participants; a measure on which any order gets all there is
                tells nothing apart
calibration     ECE ≤ 0.05 from 300 answers on; with fewer the slope lies in 0.7–1.3, from ``FEW`` answers on
exposure        employers are shown at most 0.05 (Gini) less equally than by the champion
fairness        no group's gap in exposure or chance is more than 0.02 wider than the champion's, where the change is
                more than chance (permutation test, Holm 1979, p < 0.05) and there are 200 people on both sides
off_policy      what the new model would bring is not clearly less than what the champion would (doubly robust, upper
                90 % bound of the difference at least 0), from an effective sample size of 50 on
drift           no feature has moved between what was learned from and what was judged: PSI ≤ 0.25, or no more than
                the same people's lists move by chance (``training.drift``)
data            enough lists were judged to say anything
==============  ====================================================================================================

A check that has too little to go by neither passes nor fails, except ``data``: a model about which nothing can be said
is not promoted by itself. A person may overrule, on record (``companytrack promote --overrule``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from training.drift import MOVED
from training.offpolicy import DOUBLY_ROBUST
from training.report import ALL, CHAMPION, CHANGE, NEW, Gap, Report

WORSE: Final = -0.01
ENOUGH: Final = 20
"""Lists of a slice from which on its difference is looked at."""
MANY: Final = 300
FEW: Final = 50
ERROR: Final = 0.05
SLOPES: Final = (0.7, 1.3)
LESS_EQUAL: Final = 0.05
DECISIVE: Final = "to_participant"
WIDER: Final = 0.02
CHANCE_FINDING: Final = 0.05
ANY_ORDER: Final = "random"
HIGHEST: Final = 1.0
"""The most that nDCG, recall and MRR can be: on lists of no more than ten any order has a recall@10 of 1."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: ``passed`` is None when there was too little to say. ``about`` names what was measured."""

    name: str
    about: str
    passed: bool | None
    value: float
    limit: float
    n: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's answer and everything it looked at."""

    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        """Nothing speaks against the new model."""
        return all(check.passed is not False for check in self.checks)

    @property
    def reasons(self) -> tuple[Check, ...]:
        """What speaks against it."""
        return tuple(check for check in self.checks if check.passed is False)


def judge(report: Report) -> Verdict:
    """Look at everything, and say all of it."""
    parts = (_data, _behaviour, _champion, _baselines, _calibration, _exposure, _fairness, _off_policy, _drift)
    return Verdict(tuple(check for part in parts for check in part(report)))


def _data(report: Report) -> Iterator[Check]:
    lists = report.measure("ndcg@5").n
    yield Check("data", "lists", lists >= ENOUGH, lists, ENOUGH, lists)


def _behaviour(report: Report) -> Iterator[Check]:
    for name, count in report.broken.items():
        yield Check("behaviour", name, count == 0, count, 0)


def _champion(report: Report) -> Iterator[Check]:
    for item in report.differences:
        if item.against == CHAMPION:
            passed = item.low >= WORSE if item.n >= ENOUGH else None
            about = f"{item.metric} {item.slice} {item.direction}"
            yield Check("champion", about, passed, item.low, WORSE, item.n)


def _baselines(report: Report) -> Iterator[Check]:
    for item in report.differences:
        if item.against != CHAMPION and item.slice == ALL and item.direction == DECISIVE:
            says = item.n >= ENOUGH and report.measure(item.metric, ANY_ORDER).value < HIGHEST
            passed = item.value > 0 if says else None
            yield Check("baseline", f"{item.metric} {item.against}", passed, item.value, 0, item.n)


def _calibration(report: Report) -> Iterator[Check]:
    for item in report.reliabilities:
        if item.model != NEW:
            continue
        if item.n >= MANY:
            yield Check("calibration", f"ece {item.stage}", item.error <= ERROR, item.error, ERROR, item.n)
            continue
        passed = SLOPES[0] <= item.slope <= SLOPES[1] if item.n >= FEW else None
        limit = SLOPES[0] if item.slope < 1 else SLOPES[1]
        yield Check("calibration", f"slope {item.stage}", passed, item.slope, limit, item.n)


def _exposure(report: Report) -> Iterator[Check]:
    by_model = {item.model: item.gini for item in report.exposures}
    more = by_model[NEW] - by_model[CHAMPION]
    yield Check("exposure", "gini", more <= LESS_EQUAL, more, LESS_EQUAL)


def _fairness(report: Report) -> Iterator[Check]:
    """How much wider each group's gap gets; a small change, or one that chance explains, speaks against nothing."""
    by = {(gap.attribute, gap.group, gap.measure, gap.model): gap for gap in report.gaps}
    changes = [gap for gap in report.gaps if gap.model == CHANGE]
    for change, real in zip(changes, _holm(changes), strict=True):
        about = f"{change.measure} {change.attribute} {change.group}"
        new, champion = (by[change.attribute, change.group, change.measure, model] for model in (NEW, CHAMPION))
        wider = abs(new.value) - abs(champion.value)
        passed = not (real and wider > WIDER) if change.enough else None
        yield Check("fairness", about, passed, wider, WIDER, change.n)


def _holm(gaps: list[Gap]) -> list[bool]:
    """Which of the gaps are more than chance when so many are looked at (Holm 1979)."""
    tested = sorted((i for i, gap in enumerate(gaps) if gap.enough), key=lambda i: gaps[i].p)
    found = [False] * len(gaps)
    for place, i in enumerate(tested):
        if gaps[i].p >= CHANCE_FINDING / (len(tested) - place):
            break
        found[i] = True
    return found


def _off_policy(report: Report) -> Iterator[Check]:
    for item in report.estimates:
        if item.model == CHANGE and item.method == DOUBLY_ROBUST:
            yield Check("off_policy", item.method, item.high >= 0 if item.can_say else None, item.high, 0, item.n)


def _drift(report: Report) -> Iterator[Check]:
    for name, one in report.drift.items():
        yield Check("drift", name, None if one.p is None else not one.moved, one.psi, MOVED)
