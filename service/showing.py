"""Lists, plans and findings as rich shows them to a person in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from features.vocabulary import Feasible, Need, WishKind
from service.texts import say, show, texts
from service.wording import sentence

if TYPE_CHECKING:
    from features.profiles import Participant, Vacancy
    from matching.rules import Finding
    from matching.suggestion import Reason, Suggestion
    from service.demo import Verdict
    from service.desk import Listed
    from service.doctor import Check
    from service.importing import Plan

_COLOURS: Final = {Feasible.YES: "green", Feasible.ASK: "cyan", Feasible.NEAR: "yellow"}
_SIGNS: Final = (
    ("reasons_for", "+", "green"),
    ("missing", "!", "yellow"),
    ("reasons_against", "–", "red"),
    ("questions", "?", "cyan"),
    ("notes", "§", "blue"),
)
_MOST_REASONS: Final = 4


def list_panel(listed: Listed, language: str, most: int = _MOST_REASONS) -> RenderableType:
    """One participant with the ranked companies, with at most so many reasons of each kind."""
    ranking = listed.ranking
    counts = say(
        "cli.demo.counts", language, considered=ranking.considered, feasible=ranking.feasible, near=ranking.near
    )
    jobs = [part for item in ranking.suggestions for part in (_job(item, listed, language, most), Text())]
    body = Group(*_person(listed.participant, language), Text(counts, style="dim"), Text(), *jobs[:-1])
    title = Text(say("cli.demo.list_title", language, id=listed.participant.id), style="bold")
    return Panel(body, title=title, padding=(0, 2), box=box.ROUNDED)


def _person(person: Participant, language: str) -> Iterator[Text]:
    """Hours, home and transport; what the person has done; what they want."""
    home = person.home.town if person.home else ""
    modes = [item.mode for item in person.transport]
    yield Text(
        say("cli.demo.person", language, hours=_range(person.hours_min, person.hours_max), home=home, modes=modes)
    )
    done = [item.text.rstrip(".") for item in person.experience][:1]
    wanted = [item.value for item in person.wishes if item.kind is WishKind.TASK][:2]
    for name, words in (("done", done), ("wanted", wanted)):
        if words:
            yield Text(say(f"cli.demo.{name}", language, words=words))


def _job(item: Suggestion, listed: Listed, language: str, most: int) -> RenderableType:
    vacancy = listed.vacancies[item.vacancy_id]
    employer = listed.employers[item.employer_id]
    title = Text(f"{item.rank}. {vacancy.title}", style="bold")
    title.append(f"  {say(f'cli.feasible.{item.feasible.value}', language)}", style=_COLOURS[item.feasible])
    if item.tried:
        title.append(f"  {say('exploring.tried', language)}", style="magenta")
    hours = _range(vacancy.hours_min, vacancy.hours_max)
    minutes = say("cli.demo.minutes", language, minutes=round(item.minutes)) if item.minutes is not None else ""
    facts = [
        employer.name,
        say("cli.demo.hours", language, hours=hours) if hours else "",
        _town(vacancy, listed),
        minutes,
    ]
    lines = [Text(" · ".join(filter(None, facts)), style="dim"), *_reasons(item, language, most)]
    return Group(title, *(Padding(line, (0, 0, 0, 3)) for line in lines))


def _town(vacancy: Vacancy, listed: Listed) -> str:
    site = vacancy.site or listed.employers[vacancy.employer_id].site
    return site.town or site.postcode or ""


def _reasons(item: Suggestion, language: str, most: int) -> Iterator[Text]:
    for name, sign, colour in _SIGNS:
        reasons: tuple[Reason, ...] = getattr(item, name)
        for line in list(dict.fromkeys(sentence(reason, language) for reason in reasons))[:most]:
            yield Text(f"{sign} ", style=f"bold {colour}").append(line, style="not bold default")


def _range(low: float | None, high: float | None) -> str:
    ends = [show(end) for end in dict.fromkeys((low, high)) if end is not None]
    return "–".join(ends)


def verdicts_table(verdicts: Iterable[Verdict], person: str, language: str) -> Table:
    """Real adverts: what was read in them, and what keeps them off one person's list."""
    table = Table(box=box.ROUNDED, title=say("cli.demo.real_title", language, id=person), title_style="bold")
    for name in ("advert", "read", "verdict"):
        table.add_column(say(f"cli.demo.column.{name}", language), ratio=2 if name == "advert" else 3)
    for verdict in verdicts:
        vacancy, finding = verdict.vacancy, verdict.finding
        told = Text(sentence(finding, language), style="red") if finding else Text(say("cli.feasible.ask", language))
        table.add_row(Text(vacancy.title[:60]), Text(" · ".join(_read_in(vacancy, language))), told)
    return table


def _read_in(vacancy: Vacancy, language: str) -> Iterator[str]:
    """The facts of an advert in a few words."""
    if vacancy.site is not None:
        yield f"{vacancy.site.postcode or ''} {vacancy.site.town or ''}".strip()
    hours = _range(vacancy.hours_min, vacancy.hours_max)
    if hours:
        yield say("cli.demo.hours", language, hours=hours)
    yield from (show(time, language) for time in vacancy.daytimes)
    yield from (show(Need(need), language) for need in list(vacancy.demands)[:2])


def findings_table(findings: Iterable[Finding], blocking: Iterable[Finding], language: str) -> Table:
    """What stands between a participant and a vacancy: rule, finding, who can change it."""
    table = Table(box=box.SIMPLE_HEAD)
    for name in ("verdict", "rule", "finding", "who"):
        table.add_column(say(f"cli.why.{name}", language))
    hard = list(blocking)
    for finding in findings:
        kind = "blocks" if finding in hard else "ask"
        style = "red" if kind == "blocks" else "cyan"
        verdict = Text(say(f"cli.why.{kind}", language), style=style)
        table.add_row(
            verdict, show(finding.rule, language), Text(sentence(finding, language)), show(finding.who, language)
        )
    return table


def checks_table(checks: Iterable[Check]) -> Table:
    """The doctor's findings in green and red, with cures."""
    table = Table(box=box.SIMPLE, show_header=False)
    for check in checks:
        sign = Text("✓", style="bold green") if check.ok else Text("✗", style="bold red")
        told = Text(check.found)
        if check.cure:
            told.append(f"\n→ {check.cure}", style="yellow")
        table.add_row(sign, Text(check.name), told)
    return table


def plan_table(todo: Plan, language: str) -> Table:
    """What an import comes to, in numbers."""
    title = say(
        "imports.plan.title", language, file=todo.batch.name, kind=texts(language)[f"imports.kind.{todo.batch.kind}"],
        format=todo.batch.format,
    )  # fmt: skip
    table = Table(box=box.SIMPLE, show_header=False, title=title, title_justify="left")
    numbers = {
        "new": len(todo.new), "changed": len(todo.changed), "unchanged": todo.unchanged,
        "employers": len(todo.employers), "refused": sum(todo.refused.values()), "faulty": len(todo.faulty),
    }  # fmt: skip
    for name, number in numbers.items():
        colour = "" if not number else {"faulty": "red", "refused": "yellow", "new": "green"}.get(name, "")
        table.add_row(Text(str(number), style=colour, justify="right"), say(f"imports.plan.{name}", language))
    return table
