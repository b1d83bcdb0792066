"""What monitoring found as one HTML page that needs nothing else: no script, no address, no person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from service.texts import say
from service.watch_words import about, sections, verdict

if TYPE_CHECKING:
    from service.watching import Watched

TEMPLATE: Final = "monitor_report.html"


def write(path: Path, found: Watched, language: str) -> None:
    """Write the page; an older one is replaced whole."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = Path(__file__).parent / "templates"
    environment = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)
    page = environment.get_template(TEMPLATE).render(
        language=language,
        title=say("monitor.title", language),
        about=about(found, language),
        verdict=verdict(found, language),
        alarming=bool(found.alarms),
        sections=list(sections(found, language)),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_text(page, encoding="utf-8")
    part.replace(path)
