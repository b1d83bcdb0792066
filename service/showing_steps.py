"""Steps, obstacles and what-if as rich shows them to a person in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from matching.counsel.mending import Mendings
from matching.counsel.obstacles import Obstacles
from matching.counsel.steps import Steps
from matching.counsel.whatif import Difference
from matching.rules import Finding
from service.flows.changing import Turnout
from service.step_words import (
    Named,
    change_sentence,
    floor_sentence,
    mending_sentences,
    obstacle_sentences,
    obstacles_sentence,
    quoted,
    step_sentence,
)
from service.texts import say
from service.wording import sentence


def steps_shown(found: Steps, named: Named, language: str, most: int = 12) -> RenderableType:
    """The best steps, one line each, and what "good" means."""
    lines = [_line("+", "green", step_sentence(step, named, language)) for step in found.steps[:most]]
    title = Text(say("steps.title", language, id=found.participant_id), style="bold")
    told = Text(floor_sentence(found, language), style="dim")
    return Panel(Group(*lines, told), title=title, padding=(0, 2), box=box.ROUNDED)


def obstacles_shown(found: Obstacles, named: Named, language: str) -> RenderableType:
    """Every group with its best step."""
    lines = [Text(obstacles_sentence(found, language), style="bold")]
    for one in found.obstacles:
        first, *rest = obstacle_sentences(one, named, language)
        lines += [_line("–", "red", first), *(Text(f"   {line}", style="green" if one.cure else "") for line in rest)]
    return Group(*lines)


def mendings_shown(found: Mendings, language: str) -> RenderableType:
    """The smallest change of a pair."""
    return Group(*(_line("→", "green", line) for line in mending_sentences(found, language)))


def difference_shown(found: Difference, named: Named, language: str) -> RenderableType:
    """What is different, and what that does to the list."""
    lines = [Text(change_sentence(change, language), style="yellow") for change in found.changes]
    for item in found.entered:
        told = say("steps.if.entered", language, title=quoted(item.vacancy_id, named), rank=item.rank)
        lines += [_line("+", "green", told), *_why("was", item.why, language)]
    for item in found.left:
        told = say("steps.if.left", language, title=quoted(item.vacancy_id, named), rank=item.rank)
        lines += [_line("–", "red", told), *_why("now", item.why, language)]
    for move in found.moved:
        params = {"title": quoted(move.vacancy_id, named), "before": move.before, "after": move.after}
        lines.append(_line("·", "dim", say("steps.if.moved", language, **params)))
    same = not (found.entered or found.left or found.moved or found.opened or found.closed)
    counts = {"opened": found.opened, "closed": found.closed}
    lines.append(Text(say("steps.if.same" if same else "steps.if.counts", language, **counts), style="dim"))
    title = Text(say("steps.if.title", language, id=found.before.participant_id), style="bold")
    return Panel(Group(*lines), title=title, padding=(0, 2), box=box.ROUNDED)


def turnout_shown(found: Turnout, language: str) -> RenderableType:
    """For whom a changed vacancy becomes possible."""
    who = found.who
    lines = [Text(change_sentence(change, language), style="yellow") for change in found.changes]
    for person in who.opened:
        feasible = say(f"cli.feasible.{person.feasible}", language)
        told = say("steps.turnout.opened", language, id=person.participant_id, feasible=feasible)
        lines += [_line("+", "green", told), *_why("was", person.why, language)]
    for person in who.closed:
        told = say("steps.turnout.closed", language, id=person.participant_id)
        lines += [_line("–", "red", told), *_why("now", person.why, language)]
    counts = {"people": who.people, "before": who.before, "after": who.after}
    title = Text(say("steps.if.title", language, id=found.vacancy_id), style="bold")
    lines.append(Text(say("steps.turnout.people", language, **counts), style="dim"))
    return Panel(Group(*lines), title=title, padding=(0, 2), box=box.ROUNDED)


def _line(sign: str, colour: str, told: str) -> Text:
    return Text(f"{sign} ", style=f"bold {colour}").append(told, style="not bold default")


def _why(which: str, findings: Iterable[Finding], language: str) -> Iterator[Text]:
    for told in dict.fromkeys(sentence(finding, language) for finding in findings):
        yield Text(f"   {say(f'steps.if.{which}', language, why=told)}", style="dim")
