"""From an ``Order`` (what an invented job is) to a title and a few sentences of advert that say exactly that."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from features.occupations import Occupation
from features.profiles import Demand, Employer, Location, Requirement, Task, Wage
from features.vocabulary import (
    Adaptation,
    Cefr,
    Contract,
    LanguageSkill,
    Necessity,
    Need,
    RequirementKind,
    Setting,
)
from training.world.dice import Dice
from training.world.hours import WorkTime
from training.world.wording import (
    clock_text,
    days_text,
    hour_text,
    hours_text,
    in_sentence,
    listed,
    number_text,
    patterns,
    sentence,
    with_article,
)

MONTHS: Final[Mapping[str, str]] = {
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "en": "January February March April May June July August September October November December",
}
LIGHT_LOAD: Final = 6.0
_SUFFIX: Final = re.compile(r" (?:C|N|S|V|Ø|SV|NV|NØ|SØ|J|St|By|Jyll)$")
_ODD_TITLE: Final = re.compile(
    r"\d|timer|deltid|fuldtid|aften|nat|morgen|weekend|\bdag\b|\bdaglig\b|elev|lærling|vikar|afløser|sæson|sommer|jule"
    r"|ferie|kone|dame|karl\b|hænder|pige|dreng|mand\b|mænd|jomfru|faglært|søges|\bung|kvinde|fritid|svend|uddannelse|kørekort|certifikat|praktik"
)


@dataclass(frozen=True, slots=True)
class Order:
    """Everything that is true of an invented job; the advert and the record each say a part of it."""

    employer: Employer
    occupation: Occupation
    time: WorkTime
    tasks: tuple[Task, ...]
    demands: Mapping[Need, Demand] = field(default_factory=dict)
    requirements: tuple[Requirement, ...] = ()
    settings: tuple[Setting, ...] = ()
    support: tuple[Adaptation, ...] = ()
    wage: Wage | None = None
    start: date | None = None
    contract: Contract | None = None
    site: Location | None = None
    positions: int = 1
    language: str = "da"
    say_hours: bool = True
    say_times: bool = True


def all_demands(order: Order) -> dict[Need, Demand]:
    """The demands of the job and of every task, as the advert names them."""
    found = dict(order.demands)
    for task in order.tasks:
        found |= task.demands
    return found


def title_of(dice: Dice, order: Order) -> str:
    """A title as adverts have it: the occupation's own or another that says nothing of hours or times."""
    occupation = order.occupation
    if order.language == "en":
        title = dice.pick(occupation.titles_en)
        return title[:1].upper() + title[1:]
    fitting = [title for title in occupation.titles_da if not _ODD_TITLE.search(title.casefold())]
    title = dice.pick(fitting) if fitting and dice.happens(0.6) else occupation.title
    if dice.happens(0.15) and order.say_hours and order.time.hours[0] == order.time.hours[1]:
        return sentence(f"{title}, {number_text(order.time.hours[0])} timer om ugen")
    at_firm = not re.search(r" (?:til|på|hos|i) ", title) and dice.happens(0.12)
    return sentence(f"{title} til {order.employer.name}" if at_firm else title)


def advert(dice: Dice, order: Order) -> str:
    """Three to six sentences (some patterns hold two short ones)."""
    words = patterns(f"adverts_{order.language}")
    parts = [_opening(dice, words, order), _tasks(dice, words, order), _times(dice, words, order)]
    parts += [*_demands(dice, words, order), *_requirements(dice, words, order)]
    parts += _offer(dice, words, order, 1 if len(parts) > 4 else 2)
    return " ".join(sentence(part) for part in parts if part)


def town_text(town: str) -> str:
    """``Randers SV`` as people say it: ``Randers``."""
    return _SUFFIX.sub("", town).replace("Nykøbing M", "Nykøbing Mors")


def _fill(dice: Dice, choices: Sequence[str], slots: Mapping[str, Any]) -> str:
    return dice.pick(choices).format_map(slots)


def _names(order: Order) -> dict[str, str]:
    english = order.language == "en"
    title = order.occupation.titles_en[0] if english else order.occupation.title
    title = title[:1].lower() + title[1:] if english and title[1:2].islower() else title
    site = order.site or order.employer.site
    return {
        "company": order.employer.name,
        "town": town_text(site.town or "Viborg"),
        "title": title if english else in_sentence(title),
        "a_title": with_article(title, order.language),
    }


def _opening(dice: Dice, words: Mapping[str, Any], order: Order) -> str:
    return _fill(dice, words["opening"], _names(order))


def _tasks(dice: Dice, words: Mapping[str, Any], order: Order) -> str:
    names = [task.name for task in order.tasks]
    if not names:
        return ""
    choices = words["tasks"] if len(names) > 1 else [text for text in words["tasks"] if "{rest}" not in text]
    slots = {
        **_names(order),
        "tasks": listed(names, order.language),
        "first": names[0],
        "rest": listed(names[1:], order.language),
    }
    return _fill(dice, choices, slots)


def _times(dice: Dice, words: Mapping[str, Any], order: Order) -> str:
    time, language = order.time, order.language
    if not order.say_times:
        kind = "hours_only" if order.say_hours else "nothing"
    else:
        kind = time.shape if order.say_hours else f"{time.shape}_no_hours"
    slots: dict[str, Any] = {
        "hours": hours_text(*time.hours, language),
        "days": days_text(time.days, language),
        "clock": clock_text(*time.clocks[0], language),
        "clocks": (" eller " if language == "da" else " or ").join(clock_text(*one, language) for one in time.clocks),
        "from": hour_text(time.clocks[0][0], language),
        "to": hour_text((time.clocks[0][1] - 1) % 1440 + 1, language),
        "part": dice.pick(words["parts"][time.part]),
    }
    return _fill(dice, words["times"][kind], slots)


def _demands(dice: Dice, words: Mapping[str, Any], order: Order) -> list[str]:
    demands = all_demands(order)
    said, clauses = [], []
    for need, demand in demands.items():
        load = number_text(demand.value, order.language) if demand.value is not None else ""
        if need is Need.LIFT and (demand.value or 0) <= LIGHT_LOAD:
            said.append(_fill(dice, words["demands"]["light"], {"kg": load}))
            continue
        key = "light_code" if need is Need.LIGHT else need.value
        clauses.append(_fill(dice, words["demands"][key], {"kg": load}))
    if clauses:
        said.append(_fill(dice, words["demands"]["frames"], {"demands": listed(clauses, order.language)}))
    return said


def _requirements(dice: Dice, words: Mapping[str, Any], order: Order) -> list[str]:
    said = [_requirement(dice, words, order, item) for item in order.requirements]
    if not said and dice.happens(0.5):
        said.append(dice.pick(words["requirements"]["nothing"]))
    return said


def _requirement(dice: Dice, words: Mapping[str, Any], order: Order, item: Requirement) -> str:
    texts = words["requirements"]
    if item.kind is RequirementKind.LANGUAGE:
        level: Cefr = item.levels[LanguageSkill.SPEAK]
        return str(dice.pick(texts[f"danish_{level.value}"]))
    if item.kind is RequirementKind.EXPERIENCE:
        return str(dice.pick(texts["experience"]))
    if item.kind is RequirementKind.EDUCATION:
        return _fill(dice, texts["education"], _names(order))
    kind = {Necessity.TASK: "credential_task", Necessity.PREFERENCE: "credential_wish"}.get(
        item.necessity, "credential_must"
    )
    if item.kind is RequirementKind.BACKGROUND_CHECK and kind == "credential_must":
        kind = "record_must"
    return _fill(dice, texts[kind], {"credential": dice.pick(words["credentials"][item.code])})


def _offer(dice: Dice, words: Mapping[str, Any], order: Order, count: int) -> list[str]:
    offer = words["offer"]
    choices = [dice.pick(offer[code]) for code in order.support]
    if order.wage and order.wage.low and order.wage.high:
        choices.append(_fill(dice, offer["wage"], {"low": f"{order.wage.low:.0f}", "high": f"{order.wage.high:.0f}"}))
    if order.start:
        choices.append(_fill(dice, offer["start"], {"start": day_text(order.start, order.language)}))
    choices.append(dice.pick(offer["general"]))
    return dice.some(choices, count)


def day_text(day: date, language: str = "da") -> str:
    """``1. februar`` or ``1 February``."""
    month = MONTHS[language].split()[day.month - 1]
    return f"{day.day}. {month}" if language == "da" else f"{day.day} {month}"
