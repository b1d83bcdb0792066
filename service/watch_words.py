"""What monitoring found, as sections of a heading, a sentence and a table: the same for terminal and page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from service.texts import say, show, texts

if TYPE_CHECKING:
    from service.watching import Watched

_MOST_REASONS: Final = 12


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report; ``rows`` hold texts."""

    title: str
    sentence: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def verdict(found: Watched, language: str) -> tuple[str, ...]:
    """What to do, first of all: each alarm in a sentence, or that there is none; then proposals."""
    alarms = tuple(say(f"monitor.alarm.{code}", language) for code in found.alarms)
    proposals = (say("monitor.propose", language, month=month) for month in found.watch.proposals)
    return (*(alarms or (say("monitor.quiet", language),)), *proposals)


def sections(found: Watched, language: str) -> Iterator[Section]:
    """Every part, most pressing first."""
    yield _section("adherence", language, ("group", "effect", "p", "people", "verdict"), _adherence(found, language))
    yield _section("lists", language, ("what", "value"), _lists(found, language))
    yield _section("drift", language, ("column", "psi", "p", "ks", "unknown", "verdict"), _drift(found, language))
    yield _section("reasons", language, ("reason", "count"), _reasons(found, language))
    yield _section("others", language, ("month", "count", "share", "verdict"), _others(found, language))


def about(found: Watched, language: str) -> str:
    """Which periods are compared."""
    watch = found.watch
    spans = {"before": watch.reference.first, "until": watch.reference.last, "since": watch.now.first}
    told = say("monitor.about", language, **spans, last=watch.now.last, n=watch.now.suggestions, m=watch.now.people)
    return f"{told} {say('monitor.synthetic', language)}" if watch.synthetic else told


def _section(name: str, language: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Section:
    headings = [say(f"monitor.column.{column}", language) for column in columns]
    return Section(say(f"monitor.title.{name}", language), say(f"monitor.note.{name}", language), headings, rows)


def _adherence(found: Watched, language: str) -> list[list[str]]:
    rows = []
    for one in found.watch.adherence:
        state = "few" if one.p is None else "alarm" if one.alarm else "ok"
        p = "–" if one.p is None else _number(one.p, 3, language)
        effect = "–" if one.p is None else say("monitor.points", language, points=f"{round(100 * one.effect):+d}")
        verdict = say(f"monitor.state.{state}", language)
        rows.append([say(f"monitor.group.{one.code}", language), effect, p, str(one.people), verdict])
    return rows


def _lists(found: Watched, language: str) -> list[list[str]]:
    """The model, overrides, try-outs, degraded lists and broken promises."""
    watch, model, runs = found.watch, found.answering, found.runs
    name = model.release or say("monitor.expert", language)
    unknown = say("monitor.unknown", language)
    told: dict[str, Any] = {
        "model": name,
        "age": unknown if model.days is None else say("monitor.days", language, days=model.days),
        "overruled": say(f"monitor.{'yes' if model.overruled else 'no'}", language),
        "overrules": model.overrules,
        "overrides_before": _percent(watch.overrides[0], language),
        "overrides_now": _percent(watch.overrides[1], language),
        "tried": _percent(watch.tried, language),
        "degraded": _percent(runs.degraded / runs.lists, language) if runs and runs.lists else unknown,
        "tried_near": watch.tried_near,
        "violations": unknown if runs is None else runs.violations,
    }
    return [[say(f"monitor.what.{name}", language), str(value)] for name, value in told.items()]


def _drift(found: Watched, language: str) -> list[list[str]]:
    ordered = sorted(found.watch.drifts, key=lambda one: -one.psi)
    words = texts(language)
    return [
        [
            words[f"monitor.feature.{one.name}"],
            _number(one.psi, 2, language),
            "–" if one.p is None else _number(one.p, 3, language),
            _number(one.ks, 2, language),
            f"{_percent(one.unknown_before, language)} → {_percent(one.unknown_now, language)}",
            say(f"monitor.state.{'few' if one.p is None else 'alarm' if one.moved else 'ok'}", language),
        ]
        for one in ordered
    ]


def _reasons(found: Watched, language: str) -> list[list[str]]:
    from features.vocabulary import ReviewReason

    counts = list(found.watch.reasons.items())[:_MOST_REASONS]
    return [[show(ReviewReason(code), language), str(count)] for code, count in counts]


def _others(found: Watched, language: str) -> list[list[str]]:
    verdicts = {True: say("monitor.state.proposes", language), False: say("monitor.state.ok", language)}
    return [
        [one.month, str(one.reasons), _percent(one.share, language), verdicts[one.proposes]]
        for one in found.watch.others
    ]


def _percent(share: float, language: str) -> str:
    return "–" if math.isnan(share) else f"{100 * share:.0f} %"


def _number(value: float, places: int, language: str) -> str:
    text = "–" if math.isnan(value) else f"{value:.{places}f}"
    return text.replace(".", ",") if language == "da" else text
