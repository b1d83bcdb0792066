"""A bundle's week as rich draws it in a terminal: half hours down, days across, a letter for each job."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from features.profiles import clock_text
from matching.bundles import Bundle, Bundles, Entry, Part
from service.texts import say, show, texts
from service.wording import sentence

Named = Callable[[str], tuple[str, str]]
HALF_HOUR: Final = 30
LETTERS: Final = "ABCD"
_COLOURS: Final = ("green", "cyan", "magenta", "yellow")
_MOST_REASONS: Final = 2
_WORKDAYS: Final = 5


def bundles_shown(told: Bundles, named: Named, language: str, brief: bool = False) -> RenderableType:
    """Every bundle in a frame of its own, or the sentence that says why there is none."""
    if told.why_none:
        return Text(say(f"bundles.none.{told.why_none}", language))
    single = told.single
    beside = say("bundles.beside_single" if single else "bundles.no_single", language,
                 title=named(single.vacancy_id)[0] if single else "")  # fmt: skip
    return Group(Text(beside), *(bundle_panel(bundle, named, language, brief) for bundle in told.bundles))


def bundle_panel(bundle: Bundle, named: Named, language: str, brief: bool = False) -> RenderableType:
    """One bundle: its jobs with their reasons, the week drawn, and the days told; ``brief`` is jobs and days alone."""
    title = say("bundles.title", language, rank=bundle.rank, hours=round(bundle.hours, 2), number=len(bundle.parts))
    letters = {part.suggestion.vacancy_id: LETTERS[i] for i, part in enumerate(bundle.parts)}
    jobs = [
        line for part in bundle.parts for line in _job(part, letters, named, language, 0 if brief else _MOST_REASONS)
    ]
    asked = Text(say("bundles.all_yes", language), style="yellow")
    drawn: list[RenderableType] = [] if brief else [Text(), week_table(bundle.week, letters, language)]
    body = Group(*jobs, *drawn, *_days(bundle.week, letters, language), asked)
    return Panel(body, title=Text(title, style="bold"), padding=(0, 2), box=box.ROUNDED)


def _job(part: Part, letters: dict[str, str], named: Named, language: str, most: int) -> Iterator[Text]:
    title, employer = named(part.suggestion.vacancy_id)
    hours = say("cli.demo.hours", language, hours=show(round(part.hours, 2), language))
    letter = letters[part.suggestion.vacancy_id]
    line = Text(f"{letter} ", style=f"bold {_colour(letter)}").append(title, style="bold default")
    yield line.append(f"  {employer} · {hours}", style="not bold dim")
    for reason in part.suggestion.reasons_for[:most]:
        yield Text("  + ", style="green").append(sentence(reason, language), style="default")
    for reason in part.suggestion.questions[:most]:
        yield Text("  ? ", style="cyan").append(sentence(reason, language), style="default")


def week_table(week: Sequence[Entry], letters: dict[str, str], language: str) -> Table:
    """The week from its first half hour to its last; weekends only when something lies there."""
    days = range(1, max(_WORKDAYS, *(entry.weekday for entry in week)) + 1)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column("")
    for day in days:
        table.add_column(texts(language)[f"vocabulary.weekday.{day}"][:3].lower(), justify="center")
    first = min(entry.start for entry in week) // HALF_HOUR * HALF_HOUR
    for start in range(first, max(entry.end for entry in week), HALF_HOUR):
        cells = [_cell([entry for entry in week if entry.weekday == day], start, letters) for day in days]
        table.add_row(Text(clock_text(start), style="dim"), *cells)
    return table


def _cell(day: Sequence[Entry], start: int, letters: dict[str, str]) -> Text:
    """What most of a half hour is: work at a job, or on the way."""
    inside = [(min(entry.end, start + HALF_HOUR) - max(entry.start, start), entry) for entry in day]
    here = [(minutes, entry) for minutes, entry in inside if minutes > 0]
    if not here:
        return Text("·", style="dim")
    entry = max(here, key=lambda pair: (pair[1].kind == "work", pair[0]))[1]
    if entry.kind == "travel":
        return Text("→", style="dim")
    letter = letters[entry.vacancy_id or ""]
    return Text(f" {letter} ", style=f"bold reverse {_colour(letter)}")


def _days(week: Sequence[Entry], letters: dict[str, str], language: str) -> Iterator[Text]:
    """A line a day: when one leaves home, works, goes on, and is home again."""
    for day, entries in groupby(week, key=lambda entry: entry.weekday):
        told = [_told(entry, letters, language) for entry in entries]
        name = texts(language)[f"vocabulary.weekday.{day}"]
        yield Text(f"{name.capitalize()}: ", style="bold").append(" · ".join(told), style="not bold default")


def _told(entry: Entry, letters: dict[str, str], language: str) -> str:
    times = {"start": clock_text(entry.start), "end": clock_text(entry.end)}
    letter = letters.get(entry.vacancy_id or "", "")
    code = "home" if entry.kind == "travel" and not letter else entry.kind
    return say(f"bundles.line.{code}", language, letter=letter, **times)


def _colour(letter: str) -> str:
    return _COLOURS[LETTERS.index(letter)]
