"""The sections of a retraining report as charts and rows of words; figures come from ``training.report`` unchanged."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from service.report_charts import Bar, Chart, Curve, chart, curve
from service.texts import say
from training.drift import MOVED
from training.gate import DECISIVE, ENOUGH, WORSE, Check
from training.report import ALL, CHAMPION, CHANGE, NEW

if TYPE_CHECKING:
    from training.report import Estimate, Gap, Measure, Report
    from training.retrain import Retrained

METRICS = ("ndcg@5", "recall@10", "mrr")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page; ``name`` is the key of its heading and its sentence."""

    name: str
    charts: tuple[Chart, ...] = ()
    curves: tuple[tuple[str, tuple[Curve, ...]], ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    folded: bool = False

    @property
    def empty(self) -> bool:
        """Nothing could be measured."""
        return not (self.charts or self.curves or self.rows)


def sections(done: Retrained, language: str) -> Iterator[Section]:
    """The whole page below the verdict, in the order it is read."""
    words, report = partial(_word, language), done.report
    yield Section("metrics", charts=tuple(_metrics(report, words)))
    yield Section("champion", charts=(_against_champion(report, words),))
    yield Section("slices", charts=tuple(_slices(report, words)))
    yield Section("unmet", charts=tuple(_unmet(report, words)))
    yield Section("reliability", curves=tuple(_curves(report, words)), **_reliable(report, words))
    yield Section("fairness", charts=tuple(_fairness_charts(report, words)), **_fairness(report, words), folded=True)
    yield Section("off_policy", charts=tuple(_off_policy(report, words)))
    yield Section("exposure", **_exposure(report, words))
    yield Section("weights", charts=(_weights(report, words),))
    yield Section("drift", charts=(_drift(report, words),))
    yield Section("checks", **_checks(done.verdict.checks, words), folded=True)


def told(check: Check, language: str) -> str:
    """One check in words: what was looked at, its figure and its limit."""
    words = partial(_word, language)
    return say(
        "report.check",
        language,
        name=words("check", check.name),
        about=about(check.about, language),
        value=_figure(words, check.value),
        limit=_figure(words, check.limit),
    )


def about(code: str, language: str) -> str:
    """What a check was about, each of its words translated where there is a word for it."""
    return " · ".join(_word(language, "about", part) for part in code.split(" "))


def _word(language: str, kind: str, code: str) -> str:
    """The word for a code, or the code itself: groups and metrics have names of their own."""
    from service.texts import texts

    return texts(language).get(f"report.{kind}.{code}", code)


def _metrics(report: Report, words: Any) -> Iterator[Chart]:
    for direction in ("to_participant", "to_employer"):
        for metric in METRICS:
            items = [m for m in report.measures if (m.metric, m.slice, m.direction) == (metric, ALL, direction)]
            yield _measured(f"{words('metric', metric)}, {words('about', direction)}", items, words)


def _measured(title: str, items: Sequence[Measure], words: Any) -> Chart:
    lists = max((item.n for item in items), default=0)
    bars = [
        _bar(
            words,
            words("model", item.model),
            item.value,
            item.low,
            item.high,
            item.model if item.model in OURS else "other",
        )
        for item in items
    ]
    return chart(f"{title} ({words('word', 'lists')}: {lists})", bars, floor=0.0)


OURS = (NEW, CHAMPION)


def _against_champion(report: Report, words: Any) -> Chart:
    bars = [
        _bar(
            words,
            f"{words('metric', d.metric)}, {words('short', d.direction)}",
            d.value,
            d.low,
            d.high,
            _style(d.low, WORSE),
        )
        for d in report.differences
        if d.against == CHAMPION and d.slice == ALL and d.metric in METRICS
    ]
    return chart(words("word", "difference"), bars, zero=0.0)


def _slices(report: Report, words: Any) -> Iterator[Chart]:
    for direction in ("to_participant", "to_employer"):
        bars = [
            _bar(
                words,
                f"{words('about', d.slice)} ({d.n})",
                d.value,
                d.low,
                d.high,
                _style(d.low, WORSE) if d.n >= ENOUGH else "other",
            )
            for d in report.differences
            if (d.against, d.metric, d.direction) == (CHAMPION, "ndcg@5", direction)
        ]
        yield chart(f"nDCG@5, {words('about', direction)}", bars, zero=0.0)


def _unmet(report: Report, words: Any) -> Iterator[Chart]:
    for place in ("unmet_participant", "unmet_employer"):
        items = [m for m in report.unmet if (m.metric, m.slice, m.direction) == ("ndcg@5", place, DECISIVE)]
        if items:
            yield _measured(f"nDCG@5, {words('about', place)}", items, words)


def _curves(report: Report, words: Any) -> Iterator[tuple[str, tuple[Curve, ...]]]:
    for stage in dict.fromkeys(item.stage for item in report.reliabilities):
        parts = [item for item in report.reliabilities if item.stage == stage and item.n]
        if parts:
            lines = tuple(curve(words("model", item.model), item.model, item.curve) for item in reversed(parts))
            yield words("about", stage), lines


def _reliable(report: Report, words: Any) -> dict[str, Any]:
    rows = [
        (
            f"{words('about', item.stage)}, {words('model', item.model)}",
            str(item.n),
            _figure(words, item.error),
            f"{_figure(words, item.slope)} ({_figure(words, item.low)} – {_figure(words, item.high)})",
        )
        for item in report.reliabilities
    ]
    return {"headings": ("stage", "answers", "ece", "slope"), "rows": tuple(rows)}


def _fairness_charts(report: Report, words: Any) -> Iterator[Chart]:
    for measure in dict.fromkeys(gap.measure for gap in report.gaps):
        changes = [gap for gap in report.gaps if gap.measure == measure and gap.enough and gap.model == CHANGE]
        if changes:
            bars = [_bar(words, _group(gap, words), gap.value, gap.low, gap.high, "good") for gap in changes]
            yield chart(f"{words('about', measure)}, {words('model', CHANGE)}", bars, zero=0.0)


def _fairness(report: Report, words: Any) -> dict[str, Any]:
    rows = [
        (
            f"{_group(gap, words)}, {words('about', gap.measure)}, {words('model', gap.model)}",
            str(gap.n) if gap.n else words("word", "under_five"),
            _interval(words, gap.value, gap.low, gap.high) if gap.enough else words("word", "not_enough"),
            _figure(words, gap.p) if gap.enough else "–",
        )
        for gap in report.gaps
    ]
    return {"headings": ("group", "people", "gap", "p"), "rows": tuple(rows)}


def _group(gap: Gap, words: Any) -> str:
    return f"{words('about', gap.attribute)}: {words('about', gap.group)}"


def _off_policy(report: Report, words: Any) -> Iterator[Chart]:
    levels = [item for item in report.estimates if item.model != CHANGE]
    if levels:
        yield chart(words("word", "both_yes"), [_estimated(item, words) for item in levels], floor=0.0)
        changes = [item for item in report.estimates if item.model == CHANGE]
        yield chart(words("word", "difference"), [_estimated(item, words) for item in changes], zero=0.0)


def _estimated(item: Estimate, words: Any) -> Bar:
    label = f"{words('model', item.model)}, {words('about', item.method)}"
    effective = f"n = {item.effective:.0f}"
    if not item.can_say:
        return Bar(label, f"{words('word', 'cannot_say')}, {effective}", None)
    style = item.model if item.model in OURS else "other"
    return Bar(
        label,
        f"{_interval(words, item.value, item.low, item.high)}, {effective}",
        item.value,
        item.low,
        item.high,
        style,
    )


def _exposure(report: Report, words: Any) -> dict[str, Any]:
    rows = [
        (words("model", item.model), _figure(words, item.gini), f"{item.coverage:.0%}", f"{item.congestion:.0f}")
        for item in report.exposures
    ]
    return {"headings": ("model", "gini", "coverage", "congestion"), "rows": tuple(rows)}


def _weights(report: Report, words: Any) -> Chart:
    bars = [
        Bar(
            words("feature", item.feature),
            f"{_figure(words, item.before)} → {_figure(words, item.after)}",
            item.after,
            *_ends(item),
            NEW,
        )
        for item in report.weights
    ]
    return chart(words("word", "weights"), bars, zero=0.0)


def _ends(item: Any) -> tuple[float, float]:
    return min(item.before, item.after), max(item.before, item.after)


def _drift(report: Report, words: Any) -> Chart:
    bars = [
        Bar(words("feature", one.name), _figure(words, one.psi), one.psi, 0.0, one.psi, "bad" if one.moved else "other")
        for one in sorted(report.drift.values(), key=lambda one: -one.psi)
    ]
    return chart(words("word", "psi"), bars, zero=MOVED, floor=0.0)


def _checks(checks: Iterable[Check], words: Any) -> dict[str, Any]:
    answer = {True: "yes", False: "no", None: "open"}
    rows = [
        (
            f"{words('check', check.name)}: {' · '.join(words('about', part) for part in check.about.split(' '))}",
            words("word", answer[check.passed]),
            _figure(words, check.value),
            _figure(words, check.limit),
            str(check.n or "–"),
        )
        for check in checks
    ]
    return {"headings": ("check", "answer", "value", "limit", "n"), "rows": tuple(rows)}


def _bar(words: Any, label: str, value: float, low: float, high: float, style: str) -> Bar:
    if math.isnan(value):
        return Bar(label, "–", None)
    return Bar(label, _interval(words, value, low, high), value, low, high, style)


def _style(low: float, limit: float) -> str:
    return "bad" if low < limit else "good"


def _interval(words: Any, value: float, low: float, high: float) -> str:
    return f"{_figure(words, value)} ({_figure(words, low)} – {_figure(words, high)})"


def _figure(words: Any, value: float) -> str:
    if math.isnan(value):
        return "–"
    plain = f"{value:.0f}" if value == round(value) and abs(value) >= 1 else f"{value:.3f}"
    return plain.replace("-", "−").replace(".", words("word", "decimal"))


__all__ = ["Section", "about", "sections", "told"]
