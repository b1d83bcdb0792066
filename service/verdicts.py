"""What the gate found, in words and as a table: for the terminal, for a mail, for the demonstration."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from service.texts import say, show, texts

if TYPE_CHECKING:
    from training.gate import Check
    from training.report import Report
    from training.retrain import Retrained

METRICS: Final = ("ndcg@5", "recall@10", "mrr")
COUNTED: Final = ("data", "behaviour")
"""Checks whose value is a number of things."""


def headings(language: str) -> list[str]:
    """The columns of ``rows``."""
    return [say(f"learning.column.{name}", language) for name in ("model", *METRICS)]


def rows(report: Report, language: str) -> list[list[str]]:
    """The main measures of every model over all lists to participants, with their 90 % intervals; best order first."""
    models = dict.fromkeys(item.model for item in report.measures)
    each = {name: [report.measure(metric, name) for metric in METRICS] for name in models}
    ordered = sorted(each.items(), key=lambda item: -item[1][0].value)
    return [[_named("row", name, language), *(_span(one.value, one.low, one.high, language) for one in found)]
            for name, found in ordered]  # fmt: skip


def sentences(done: Retrained, language: str) -> Iterator[str]:
    """What was done and what the gate says, each reason a sentence."""
    report, verdict = done.report, done.verdict
    if report.synthetic:
        yield say("learning.synthetic", language)
    counts = {"known": report.known["suggestions"], "judged": report.judged["suggestions"]}
    first, last = report.period
    yield say(
        "learning.learned",
        language,
        **counts,
        first=first,
        last=last,
        kind=texts(language)[f"model_page.about.is.{done.kind}"],
    )
    yield _fairness(report, language)
    yield say("learning.passed" if verdict.passed else "learning.refused", language)
    yield from (f"- {reason(check, language)}" for check in verdict.reasons)
    if unsaid := sum(check.passed is None for check in verdict.checks):
        yield say("learning.open", language, number=unsaid)


def _fairness(report: Report, language: str) -> str:
    """Whether anybody looked if a group is treated worse, and how many groups were large enough for it."""
    enough = {(gap.attribute, gap.group): gap.enough for gap in report.gaps}
    if not enough:
        return say("audit.not_judged", language)
    code = "audit.judged" if any(enough.values()) else "audit.judged_none"
    return say(code, language, enough=sum(enough.values()), all=len(enough))


def reason(check: Check, language: str) -> str:
    """One failed check."""
    return _failed(check.name, check.about, check.value, check.limit, language)


def kept(reasons: str, language: str) -> list[str]:
    """The reasons kept with a version (``training.retrain.tags``) as sentences; what is no such list stays as it is."""
    try:
        found = [(one["name"], one["about"], float(one["value"]), float(one["limit"])) for one in json.loads(reasons)]
    except (ValueError, TypeError, KeyError):
        return [reasons] if reasons else []
    return [_failed(*one, language) for one in found]


def _failed(name: str, about: str, value: float, limit: float, language: str) -> str:
    key = f"learning.check.{name}"
    return say(
        key if key in texts(language) else "learning.check.other",
        language,
        name=name,
        about=", ".join(_named("about", word, language) for word in about.split()),
        value=int(value) if name in COUNTED else _told_apart(value, limit),
        limit=int(limit) if name in COUNTED else limit,
    )


def _told_apart(value: float, limit: float) -> float:
    """Rounded to two figures, or to as many as it takes not to read like the limit it breaks."""
    rounded = [float(f"{value:.{figures}g}") + 0.0 for figures in (2, 3, 4, 5)]
    return next((one for one in rounded if one != limit), rounded[0])


def left_out(counts: Mapping[str, int], language: str) -> str:
    """What an export left out, or nothing."""
    parts = [say(f"learning.left_out.{why}", language, number=number) for why, number in sorted(counts.items())]
    return say("learning.left_out", language, parts=show(parts, language)) if parts else ""


def _named(subject: str, code: str, language: str) -> str:
    """A code in words: of the gate, of a baseline, of a feature; as it is when it has none."""
    places = (f"learning.{subject}", "learning.row", "pages.feature", "report.about")
    known: Sequence[str] = [f"{place}.{code}" for place in places]
    return next((texts(language)[key] for key in known if key in texts(language)), code)


def _span(value: float, low: float, high: float, language: str) -> str:
    told = f"{value:.3f} ({low:.3f}–{high:.3f})"
    return told.replace(".", ",") if language == "da" else told


def release_name(release: str | None, language: str) -> str:
    """What a promoted model is called in the middle of a sentence; None is the experts' weights."""
    known = texts(language)
    return known["models.expert"] if release is None else known["models.release"].format(name=release)
