"""What was measured, as a table to read and as files: ``results.json`` and ``results.md``."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from math import log
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from benchmarks.counsel import Counsel
from benchmarks.filtered_search import Measured
from benchmarks.requests import Waited
from benchmarks.upkeep import Upkeep

Row = tuple[str, ...]
One = TypeVar("One", Measured, Upkeep)


def machine() -> str:
    """What it ran on, and how busy that was."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}{load}"


@dataclass(frozen=True, slots=True)
class Report:
    """One run."""

    machine: str
    day: str
    search: Sequence[Measured]
    upkeep: Sequence[Upkeep]
    requests: Sequence[Waited]
    counsel: Sequence[Counsel] = ()

    def tables(self) -> Iterator[tuple[str, Row, list[Row]]]:
        """(title, head, rows) of each table that has rows."""
        if self.search:
            sizes = _sizes(self.search)
            head = ("filter + exact top 20", *(f"{n:,}" for n in sizes), "recall", "memory", "growth")
            yield "Time ÷ floor (milliseconds)", head, [_peer_row(mine, sizes) for mine in _grouped(self.search, _peer)]
        if self.upkeep:
            sizes = _sizes(self.upkeep)
            head = ("keeping the index right", *(f"{n:,}" for n in sizes), "growth")
            yield (
                "Milliseconds, median (worst)",
                head,
                [_step_row(mine, sizes) for mine in _grouped(self.upkeep, _step)],
            )
        if self.requests:
            rows = [_waited_row(item, self.requests[-1]) for item in self.requests]
            head = ("one list of ten", "vacancies", "times", "p50 ms", "p99 ms", "÷ empty answer")
            yield "Waiting for a list", head, rows
        if self.counsel:
            head = ("CPU, in process", "vacancies", "times", "p50 ms", "÷ one list")
            yield "Counsel beside a list", head, [_counsel_row(item) for item in self.counsel]

    def show(self, console: Console) -> None:
        """Print every table."""
        for title, head, rows in self.tables():
            table = Table(title=title, caption=f"{self.machine}, {self.day}")
            for number, name in enumerate(head):
                table.add_column(name, justify="right" if number else "left")
            for row in rows:
                table.add_row(*row)
            console.print(table)
        for item in self.search:
            if item.note:
                console.print(f"{item.peer} at {item.n:,}: {item.note}")

    def write(self, folder: Path) -> None:
        """Write the same as JSON and Markdown."""
        folder.mkdir(exist_ok=True)
        parts = ("search", "upkeep", "requests", "counsel")
        measured = {name: [asdict(item) for item in getattr(self, name)] for name in parts}
        content = {"machine": self.machine, "day": self.day, **measured}
        (folder / "results.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        (folder / "results.md").write_text(self.markdown(), encoding="utf-8")

    def markdown(self) -> str:
        """The tables as Markdown."""
        lines = [f"{self.day}, {self.machine}"]
        for title, head, rows in self.tables():
            lines += ["", f"**{title}**", "", _line(head), _line(("-",) * len(head)), *map(_line, rows)]
        notes = [f"- {item.peer} at {item.n:,}: {item.note}" for item in self.search if item.note]
        return "\n".join([*lines, "", *notes]) + "\n"


def _counsel_row(item: Counsel) -> Row:
    return item.what, f"{item.vacancies:,}", str(item.times), f"{item.p50:.1f}", f"{item.rankings:.1f} ×"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _peer(item: Measured) -> str:
    return item.peer


def _step(item: Upkeep) -> str:
    return item.step


def _grouped(items: Sequence[One], name: Callable[[One], str]) -> list[list[One]]:
    return [[item for item in items if name(item) == one] for one in dict.fromkeys(map(name, items))]


def _sizes(items: Sequence[Measured] | Sequence[Upkeep]) -> list[int]:
    return sorted({item.n for item in items})


def _peer_row(mine: Sequence[Measured], sizes: Sequence[int]) -> Row:
    by_size = {item.n: item for item in mine}
    last = [item for item in mine if item.milliseconds is not None]
    recall = min((item.recall for item in last if item.recall is not None), default=None)
    memory = f"{last[-1].memory_mb:,.0f} MB" if last else ""
    times = [(item.n, item.milliseconds) for item in last if item.milliseconds is not None]
    return (
        mine[0].peer,
        *(_ratio(by_size.get(n)) for n in sizes),
        "" if recall is None else f"{recall:.3f}",
        memory,
        _growth(times),
    )


def _ratio(item: Measured | None) -> str:
    if item is None or item.ratio is None:
        return "–"
    return f"{_short(item.ratio)} ({_short(item.milliseconds or 0)})"


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def _step_row(mine: Sequence[Upkeep], sizes: Sequence[int]) -> Row:
    by_size = {item.n: item for item in mine}
    cells = (f"{_short(by_size[n].milliseconds)} ({_short(by_size[n].worst)})" if n in by_size else "–" for n in sizes)
    return mine[0].step, *cells, _growth([(item.n, item.milliseconds) for item in mine])


def _growth(times: Sequence[tuple[int, float]]) -> str:
    """The exponent x of time ~ n^x between the two largest sizes."""
    if len(times) < 2:
        return ""
    (small, before), (large, after) = sorted(times)[-2:]
    return f"n^{log(after / before) / log(large / small):.2f}"


def _waited_row(item: Waited, empty: Waited) -> Row:
    numbers = (f"{item.vacancies:,}", str(item.times), f"{item.p50:.2f}", f"{item.p99:.2f}")
    return item.what, *numbers, f"{item.p50 / empty.p50:.1f}"
