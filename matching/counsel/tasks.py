"""Which tasks of a vacancy one person could do: each task judged by the rules as if it were the whole job."""

from __future__ import annotations

from dataclasses import dataclass

from features.facts import adapted, collides
from features.profiles import Task
from features.vocabulary import Adaptation, Need, RuleCode
from matching.counsel.counter import version
from matching.rules import NEGOTIABLE, RULES, Finding, Pair

_ABOUT_TASKS = (RuleCode.NEEDS, RuleCode.LICENCES, RuleCode.LANGUAGE, RuleCode.DO_NOT_WANT)


@dataclass(frozen=True, slots=True)
class TaskFit:
    """One task: what collides (the rules' findings, none when the person could do it), and the adaptations at the site
    that remove a collision there would be without them."""

    task: Task
    against: tuple[Finding, ...]
    helped: tuple[tuple[Need, Adaptation], ...]


def task_fits(pair: Pair) -> tuple[TaskFit, ...]:
    """Every task of the vacancy, in its order."""
    return tuple(_fit(pair, task) for task in pair.opening.vacancy.tasks)


def _fit(pair: Pair, task: Task) -> TaskFit:
    """The task by itself, with what is asked for its sake."""
    vacancy = pair.opening.vacancy
    asked = tuple(item for item in vacancy.requirements if item.task == task.name)
    alone = vacancy.model_copy(
        update={
            "title": task.name, "tasks": (task.model_copy(update={"detachable": False}),), "requirements": asked,
            "demands": {}, "settings": (),
        }
    )  # fmt: skip
    one = Pair(pair.person, version(pair.opening, alone), pair.way)
    found = (finding for rule in RULES if rule.code in _ABOUT_TASKS for finding in rule.explain(one))
    return TaskFit(
        task, tuple(finding for finding in found if finding.status <= NEGOTIABLE), tuple(_helped(pair, task))
    )


def _helped(pair: Pair, task: Task) -> list[tuple[Need, Adaptation]]:
    support = pair.opening.support
    stated = [(need, task.demands.get(need.code)) for need in pair.person.needs]
    hit = [need for need, demand in stated if demand is not None and collides(need, demand)]
    return [(need.code, helper) for need in hit if (helper := adapted(need, support)) is not None]
