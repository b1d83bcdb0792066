"""Questions and what their answers would change, as rich shows them in a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from service.asking import AnswerOutcome, AskNextAnswer, AskNextJobAnswer, JobAnswerOutcome
from service.crowds import CrowdAnswer
from service.texts import say

_MOST_NEW = 3


def questions_shown(told: AskNextAnswer, language: str) -> RenderableType:
    """The questions about a participant, each with its value and what is new on the list after each answer."""
    title = say("asking.title", language, id=told["participant_id"], tried=told["tried"])
    if not told["questions"]:
        return _panel(title, [Text(say("asking.nothing", language))])
    lines: list[Text] = []
    for number, question in enumerate(told["questions"], start=1):
        value = say("asking.value", language, percent=round(100 * question["value"]))
        lines.append(_question(number, question["sentence"], value))
        lines += [_answer(answer) for answer in question["answers"]]
    return _panel(title, lines)


def job_questions_shown(told: AskNextJobAnswer, name: str, language: str) -> RenderableType:
    """The questions about a vacancy, each with how many people an answer opens it for or shuts out."""
    title = say("asking.job_title", language, title=name, people=told["people"]["text"])
    if not told["questions"]:
        return _panel(title, [Text(say("asking.nothing", language))])
    lines: list[Text] = []
    for number, question in enumerate(told["questions"], start=1):
        lines.append(_question(number, question["sentence"], ""))
        lines += [_job_answer(answer, language) for answer in question["answers"]]
    return _panel(title, lines)


def _panel(title: str, lines: list[Text]) -> Panel:
    return Panel(Group(*lines), title=Text(title, style="bold"), padding=(0, 2), box=box.ROUNDED)


def _question(number: int, sentence: str, value: str) -> Text:
    return Text(f"{number}. {sentence}", style="bold").append(f"  {value}", style="not bold cyan")


def _answer(answer: AnswerOutcome) -> Text:
    new = [job["title"] for job in answer["entered"][:_MOST_NEW]]
    more = " …" if len(answer["entered"]) > _MOST_NEW else ""
    line = Text(f"   {answer['sentence']}: ").append(answer["summary"], style="dim")
    return line.append(f" ({', '.join(new)}{more})", style="dim") if new else line


def _job_answer(answer: JobAnswerOutcome, language: str) -> Text:
    told = "; ".join(_moved(answer, language)) or say("asking.job.none", language)
    return Text(f"   {answer['sentence']}: ").append(told, style="dim")


def _moved(answer: JobAnswerOutcome, language: str) -> Iterator[str]:
    counts: dict[str, CrowdAnswer] = {"gained": answer["gained"], "lost": answer["lost"]}
    for name, count in counts.items():
        if count["at_most"]:
            yield say(f"asking.job.{name}", language, people=count["text"])
    if answer["affected"]["at_most"] and not any(count["at_most"] for count in counts.values()):
        yield say("asking.job.moved", language, people=answer["affected"]["text"])
