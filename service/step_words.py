"""Steps, changes and obstacles as sentences that a consultant can say to somebody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from features.vocabulary import WhoCanChange
from matching.counsel.changes import Change
from matching.counsel.mending import Mended, Mendings
from matching.counsel.obstacles import Obstacle, Obstacles
from matching.counsel.proposals import Proposal
from matching.counsel.steps import Step, Steps
from service.faults import field_name
from service.texts import say, show

Named = Callable[[str], tuple[str, str]]
"""(title, employer's name) of a vacancy."""
EXAMPLES: Final = 3


def lead(parts: Iterable[Proposal], language: str) -> str:
    """What would be done, as the part of a sentence: "kørekort B og bil som transport"."""
    told = [say(f"steps.part.{part.code}", language, **part.params) for part in parts]
    return show([_lower(line) for line in told], language)


def step_sentence(step: Step, named: Named, language: str) -> str:
    """What a step opens, with a few titles; or what it settles, where it opens nothing."""
    names = {"lead": lead(step.parts, language)}
    if not step.good:
        return _counted("steps.settles", step.settled, named, language, **names)
    opens = _counted("steps.opens", step.good, named, language, **names)
    if not step.settled:
        return opens
    return f"{opens} {_counted('steps.and_settles', step.settled, named, language)}"


def mending_sentences(found: Mendings, language: str) -> Iterator[str]:
    """The smallest change of a blocked pair, and what each side could do alone where that is something else."""
    if found.smallest is None:
        yield say("steps.mend.nobody", language)
        return
    yield mended_sentence("smallest", found.smallest, language)
    for name, other in (("own", found.own), ("theirs", found.theirs)):
        if other is not None and other.changes != found.smallest.changes:
            yield mended_sentence(name, other, language)


def mended_sentence(which: str, mended: Mended, language: str) -> str:
    """One way of mending a pair."""
    return say(f"steps.mend.{which}", language, lead=lead(mended.parts, language))


def obstacle_sentences(obstacle: Obstacle, named: Named, language: str) -> Iterator[str]:
    """How many vacancies a rule keeps away, who could change it, and the best step."""
    params: dict[str, Any] = {"rule": obstacle.rule, "who": obstacle.who, "number": obstacle.alone}
    if obstacle.alone:
        nobody = obstacle.who is WhoCanChange.NOBODY
        code = "nobody" if nobody else "alone_one" if obstacle.alone == 1 else "alone"
        yield say(f"steps.obstacle.{code}", language, **params)
    if obstacle.together:
        yield say("steps.obstacle.together", language, **{**params, "number": obstacle.together})
    if obstacle.cure is not None:
        cure, names = obstacle.cure, {"lead": lead(obstacle.cure.parts, language)}
        told = {"titles": quoted(cure.vacancy_id, named), "number": cure.opens, **names}
        yield say(f"steps.obstacle.cure_{'one' if cure.opens == 1 else 'many'}", language, **told)


def floor_sentence(found: Steps, language: str) -> str:
    """What "good" means here, or that there is no step."""
    if not found.steps:
        return say("steps.none", language)
    return say("steps.floor" if found.full else "steps.floor_short", language, k=found.listed)


def obstacles_sentence(found: Obstacles, language: str) -> str:
    """How many vacancies were looked at, and what became of them."""
    counts = {"considered": found.considered, "possible": found.possible, "several": found.several}
    return say("steps.obstacles.title", language, id=found.participant_id, **counts)


def change_sentence(change: Change, language: str) -> str:
    """What is different: plain values with what stood there before, lists only by name."""
    name = field_name(change.field, language)
    plain = [_plain(value) for value in (change.before, change.after)]
    if not all(plain):
        return say("steps.change.else", language, field=name)
    code = "taken" if change.after is None else "added" if change.before is None else "from_to"
    return say(f"steps.change.{code}", language, field=name, before=change.before, after=change.after)


def quoted(vacancy_id: str, named: Named) -> str:
    """A vacancy by title and employer."""
    title, employer = named(vacancy_id)
    return f"»{title}« ({employer})" if employer else f"»{title}«"


def _counted(key: str, ids: Sequence[str], named: Named, language: str, **params: Any) -> str:
    titles = list(dict.fromkeys(quoted(name, named) for name in ids))[:EXAMPLES]
    return say(f"{key}.{'one' if len(ids) == 1 else 'many'}", language, number=len(ids), titles=titles, **params)


def _plain(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float | date)


def _lower(line: str) -> str:
    """``say`` begins with a capital; inside a sentence only names do (a code such as "ADR" stays)."""
    return line if line[1:2].isupper() else line[:1].lower() + line[1:]
