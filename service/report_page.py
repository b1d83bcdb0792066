"""What retraining found as a page that needs nothing else: no script, nothing from other hosts, nobody's data."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from service import report_charts as charts
from service.report_words import sections, told
from service.texts import LANGUAGES, say

if TYPE_CHECKING:
    from training.retrain import Retrained

FOLDER: Final = Path(__file__).parent / "templates"
TEMPLATE: Final = "retrain_report.html"
NAME: Final = "report.{language}.html"


def write_report(done: Retrained, folder: Path) -> Iterable[Path]:
    """Write the report in every language; ``training.retrain(files=…)`` takes this. Returns the files."""
    found = [folder / NAME.format(language=language) for language in LANGUAGES]
    for path, language in zip(found, LANGUAGES, strict=True):
        path.write_text(page(done, language), encoding="utf-8")
    return found


def page(done: Retrained, language: str) -> str:
    """The whole page as HTML."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)
    open_checks = sum(check.passed is None for check in done.verdict.checks)
    return environment.get_template(TEMPLATE).render(
        language=language,
        say=partial(_said, language),
        about=_about(done, language),
        synthetic=done.report.synthetic,
        passed=done.verdict.passed,
        against=[told(check, language) for check in done.verdict.reasons],
        open=say("report.open", language, number=open_checks, all=len(done.verdict.checks)),
        sections=list(sections(done, language)),
        left=charts.LEFT,
        right=charts.RIGHT,
        width=charts.WIDTH,
        square=charts.SQUARE,
        edge=charts.EDGE,
    )


def _said(language: str, key: str, **params: Any) -> str:
    return say(f"report.{key}", language, **params)


def _about(done: Retrained, language: str) -> str:
    report = done.report
    first, last = report.period
    return say(
        "report.about",
        language,
        kind=done.kind,
        model=done.model.version,
        known=report.known["suggestions"],
        answers=report.known["answers"],
        judged=report.judged["suggestions"],
        people=report.judged["participants"],
        first=first,
        last=last,
    )
