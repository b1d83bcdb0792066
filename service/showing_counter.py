"""Counter-suggestions, prices and carved drafts as rich shows them in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from service.countering import CarvedAnswer, CounterAnswer, CountersAnswer, PricesAnswer
from service.texts import say

_MOST_IDS = 6


def counters_shown(told: CountersAnswer, employer: str, language: str) -> RenderableType:
    """What could be asked of the employer: a line for each set of offers, with how many more and fewer."""
    parts: list[RenderableType] = [Text(told["sentence"], style="dim")]
    if told["wanted"] is not None:
        found = told["smallest"]
        parts.append(Text(say("counter.smallest" if found else "counter.no_set", language, n=told["wanted"])))
        parts += [_table([found], language)] if found else []
    parts.append(_table(told["suggestions"], language) if told["suggestions"] else Text(say("counter.none", language)))
    title = Text(say("counter.title", language, employer=employer, title=told["title"]), style="bold")
    return Panel(Group(*parts), title=title, padding=(0, 2), box=box.ROUNDED)


def _table(found: list[CounterAnswer], language: str) -> Table:
    names = (
        ("offer", "gained", "lost", "who") if any(one["gained_ids"] for one in found) else ("offer", "gained", "lost")
    )
    table = Table(box=box.SIMPLE_HEAD)
    for name in names:
        table.add_column(
            say(f"counter.column.{name}", language), justify="right" if name in ("gained", "lost") else "left"
        )
    for one in found:
        offers = Text(
            "\n".join(f"{'+ ' if number else ''}{item['sentence']}" for number, item in enumerate(one["offers"]))
        )
        numbers = [Text(one["gained"]["text"], style="green"), Text(_loss(one), style="red")]
        table.add_row(offers, *numbers, *([Text(_who(one["gained_ids"]), style="dim")] if len(names) == 4 else []))
    return table


def _loss(one: CounterAnswer) -> str:
    return one["lost"]["text"] if one["lost"]["at_most"] else "–"


def _who(ids: list[str] | None) -> str:
    shown = ids or []
    return ", ".join(shown[:_MOST_IDS]) + (" …" if len(shown) > _MOST_IDS else "")


def prices_shown(told: PricesAnswer, language: str) -> RenderableType:
    """What each requirement costs."""
    table = Table(box=box.SIMPLE_HEAD)
    for name in ("asked", "blocked", "near", "law"):
        table.add_column(
            say(f"counter.price.column.{name}", language), justify="right" if name in ("blocked", "near") else "left"
        )
    for price in told["prices"]:
        law = say("counter.price.law" if price["law"] else "counter.price.law.yes", language)
        table.add_row(Text(price["sentence"]), Text(price["blocked"]["text"]), Text(price["near"]["text"]), Text(law))
    return Panel(table, title=Text(say("counter.price.title", language), style="bold"), padding=(0, 2), box=box.ROUNDED)


def carved_shown(told: CarvedAnswer, language: str) -> RenderableType:
    """A draft: its tasks and those left out, the verdict, what to ask, and what to say to the employer."""
    style = "green" if told["possible"] else "yellow"
    parts: list[RenderableType] = [
        Text(say("carving.draft", language), style="dim"),
        Text(told["sentence"], style=style),
    ]
    parts += [Text(f"! {line}", style="red") for line in told["blocking"]]
    parts += _tasks(told, language)
    parts += [Text(f"! {line}", style="yellow") for line in (*told["missing"], *_more_notes(told))]
    parts += [Text(f"§ {line}", style="blue") for line in told["terms"]]
    for name, lines, sign in (("questions", told["questions"], "? "), ("to_employer", told["letter"], "")):
        if lines:
            parts += [Text(), Text(say(f"carving.{name}", language), style="bold")]
            parts += [Padding(Text(sign + line), (0, 0, 0, 2)) for line in lines]
    title = Text(say("carving.title", language, title=told["title"], id=told["participant_id"]), style="bold")
    return Panel(Group(*parts), title=title, padding=(0, 2), box=box.ROUNDED)


def _more_notes(told: CarvedAnswer) -> list[str]:
    return [note for note in told["notes"] if note != told["sentence"]]


def _tasks(told: CarvedAnswer, language: str) -> Iterator[RenderableType]:
    for name, kept in (("kept", True), ("left", False)):
        tasks = [task for task in told["tasks"] if task["kept"] is kept]
        if tasks:
            yield Text()
            yield Text(say(f"carving.{name}", language), style="bold")
        for task in tasks:
            line = Text(("+ " if kept else "– ") + task["name"], style="green" if kept else "red")
            why = "; ".join([*task["against"], *task["helped"]])
            yield Padding(line.append(f"  {why}" if why else "", style="dim"), (0, 0, 0, 2))
