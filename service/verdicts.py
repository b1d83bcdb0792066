"""What the gate found, in words and as a table: for the terminal, for a mail, for the demonstration."""

from __future__ import annotations

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
    yield say("learning.learned", language, **counts, first=first, last=last, kind=str(done.kind))
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
    key = f"learning.check.{check.name}"
    value: float | int = int(check.value) if check.name in COUNTED else float(f"{check.value:.2g}")
    limit: float | int = int(check.limit) if check.name in COUNTED else check.limit
    about = ", ".join(_named("about", word, language) for word in check.about.split())
    return say(
        key if key in texts(language) else "learning.check.other",
        language, name=check.name, about=about, value=value, limit=limit,
    )  # fmt: skip


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
