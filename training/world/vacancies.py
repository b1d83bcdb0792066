"""Invented vacancies: draw what the job is, write its advert, and keep the record as complete as people keep records.

``Invented.record`` is what the engine gets to see; ``Invented.order`` is what is true. Between them stand three kinds
of gaps, none of them at random: awkward times are left unsaid more often, feeds carry text but few fields, and demands
that put people off are stated less often than they are there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from features.facts import typical_settings
from features.occupations import Occupation, occupations
from features.profiles import Demand, Employer, Requirement, Task, Vacancy, Wage
from features.vocabulary import (
    Adaptation,
    Cefr,
    ClosedReason,
    Contract,
    Credential,
    LanguageSkill,
    Necessity,
    Need,
    RequirementKind,
    Setting,
    Terms,
    Training,
    VacancySource,
    VacancyStatus,
)
from training.world.adverts import Order, advert, title_of
from training.world.dice import Dice
from training.world.employers import location, synthetic
from training.world.hours import draw_time

OFTEN: Final = {Training.NONE: 1.0, Training.SHORT_COURSE: 0.4, Training.VOCATIONAL: 0.12, Training.HIGHER: 0.04}
ENGLISH: Final = 0.15
FROM_FEED: Final = 0.12
RECORDS: Final = frozenset({Credential.CRIMINAL_RECORD, Credential.CHILD_RECORD})
LICENCES: Final = frozenset(
    {Credential.AM, Credential.B, Credential.BE, Credential.C, Credential.CE, Credential.D, Credential.TRACTOR}
)
SHYLY_STATED: Final = frozenset({Need.PACE, Need.NOISE, Need.SMELL, Need.CONFLICT, Need.BREAKS, Need.DEADLINE})
"""Demands that employers like to leave out of an advert."""
_WORDS: Final[Mapping[Need, re.Pattern[str]]] = {
    Need.LIFT: re.compile(r"løft|bær|slæb|kass|sæk|palle|tung|stabl|læss|flytte|kurv|balle|lift|carry|load|stack"),
    Need.CARRY: re.compile(r"bær|slæb|bring|hente|kass|sæk|spand|carry|bring"),
    Need.CUSTOMER_CONTACT: re.compile(r"kund|gæst|ekspeder|telefon|tage imod|beboer|borger|customer|guest|resident"),
    Need.REACH: re.compile(r"vindue|hylde|loft|pudse|hænge|window|shel|hang"),
    Need.CLIMB: re.compile(r"trappe|stige|stillads|tag\b|stair|ladder"),
    Need.KNEEL: re.compile(r"gulv|luge|bed\b|jord|toilet|floor|weed"),
}
_TIMED: Final = re.compile(r"\bkl\.|timer|aften|\bnat|morgen|fredag|lørdag|søndag|\d")
"""Tasks that name a time would argue with the hours of the job."""
CLOSING: Final = (ClosedReason.FILLED, ClosedReason.FILLED, ClosedReason.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Invented:
    """A vacancy as recorded, and the order behind it."""

    record: Vacancy
    order: Order


def invent_vacancies(
    dice: Dice, employers: Sequence[Employer], count: int, today: date, first: Sequence[Order] = ()
) -> list[Invented]:
    """``count`` vacancies at ``employers``; the orders in ``first`` come first, complete and open."""
    made = [record(dice, number, order, today, showcase=True) for number, order in enumerate(first[:count], start=1)]
    by_branch = _by_branch()
    hiring = [employer for employer in employers if by_branch.get(employer.branch or "")]
    weights = [{"0-9": 1.0, "10-49": 2.2, "50+": 4.0}[employer.size_band or "0-9"] for employer in hiring]
    while len(made) < count:
        employer = dice.weighted(hiring, weights)
        order = draw_order(dice, employer, by_branch[employer.branch or ""], today)
        made.append(record(dice, len(made) + 1, order, today))
    return made


def _by_branch() -> dict[str, list[Occupation]]:
    found: dict[str, list[Occupation]] = {}
    for occupation in occupations():
        for branch in occupation.branches:
            found.setdefault(branch, []).append(occupation)
    return found


def draw_order(dice: Dice, employer: Employer, choices: Sequence[Occupation], today: date) -> Order:
    """What a new job at ``employer`` is like; the first branch of an occupation is its likeliest."""
    weights = [OFTEN[item.training] * (2.0 if item.branches[0] == employer.branch else 0.7) for item in choices]
    occupation = dice.weighted(choices, weights)
    time = draw_time(dice, occupation)
    language = "en" if dice.happens(ENGLISH) and occupation.danish[LanguageSkill.SPEAK].rank <= 3 else "da"
    tasks, demands = split_demands(dice, draw_tasks(dice, occupation, language), draw_demands(dice, occupation))
    awkward = time.shape == "rotating" or time.part in ("evening", "night", "weekend")
    return Order(
        employer=employer,
        occupation=occupation,
        time=time,
        tasks=tasks,
        demands=demands,
        requirements=draw_requirements(dice, occupation),
        settings=settings_of(dice, occupation),
        support=tuple(dice.some(list(employer.site_support), dice.whole(0, 2))) if employer.site_support else (),
        wage=draw_wage(dice, occupation, employer) if dice.happens(0.6) else None,
        start=today + timedelta(days=7 * dice.whole(0, 9)) if dice.happens(0.55) else None,
        contract=dice.weighted((Contract.PERMANENT, Contract.FIXED_TERM, Contract.ON_CALL), (0.78, 0.16, 0.06)),
        site=location(dice, employer.site.postcode or "8800", 0.03) if dice.happens(0.08) else None,
        positions=dice.whole(2, 5) if dice.happens(0.12) else 1,
        language=language,
        say_hours=not dice.happens(0.1),
        say_times=not dice.happens(0.28 if awkward else 0.08),
    )


def draw_tasks(dice: Dice, occupation: Occupation, language: str = "da", count: int = 0) -> tuple[Task, ...]:
    """Three to five tasks with their shares of time; one in three jobs has a last task that can be left out."""
    choices = occupation.tasks_en if language == "en" else occupation.tasks
    names = dice.some([task for task in choices if not _TIMED.search(task)], count or dice.whole(3, 5))
    parts = [dice.whole(2, 6) for _ in names]
    loose = len(names) - 1 if dice.happens(0.35) else -1
    return tuple(
        Task(name=name, share=int(100 * part / sum(parts)) / 100, detachable=number == loose)
        for number, (name, part) in enumerate(zip(names, parts, strict=True))
    )


def draw_demands(dice: Dice, occupation: Occupation, most: int = 3) -> dict[Need, Demand]:
    """Up to ``most`` demands worth naming, each round what the occupation usually asks."""
    heavy = [need for need, usual in occupation.demands.items() if usual.level >= 2 and need is not Need.SIT]
    told = [need for need in heavy if not (need in SHYLY_STATED and dice.happens(0.6))]
    chosen = dice.some(told, dice.weighted(range(most + 1), (0.25, 0.3, 0.3, 0.15)[: most + 1]))
    if Need.LIFT in occupation.demands and Need.LIFT not in chosen and dice.happens(0.3):
        chosen.append(Need.LIFT)
    return {need: jittered(dice, occupation, need) for need in chosen}


def jittered(dice: Dice, occupation: Occupation, need: Need) -> Demand:
    """The usual demand, a little more or less; loads in whole kilos, times in quarters."""
    usual = occupation.demands[need]
    value = usual.value
    if value is not None and need in (Need.LIFT, Need.CARRY):
        value = max(2.0, round(value * dice.between(0.6, 1.3, 0.1)))
    return Demand(level=usual.level, value=value)


def split_demands(
    dice: Dice, tasks: Sequence[Task], demands: Mapping[Need, Demand]
) -> tuple[tuple[Task, ...], dict[Need, Demand]]:
    """Demands go to the first task whose words they fit, the rest belong to the whole job."""
    placed: dict[int, dict[Need, Demand]] = {}
    rest = dict(demands)
    for need, pattern in _WORDS.items():
        hits = [number for number, task in enumerate(tasks) if pattern.search(task.name)]
        if need in rest and hits:
            placed.setdefault(hits[-1], {})[need] = rest.pop(need)
    return tuple(
        task.model_copy(update={"demands": placed[number]}) if number in placed else task
        for number, task in enumerate(tasks)
    ), rest


def draw_requirements(dice: Dice, occupation: Occupation) -> tuple[Requirement, ...]:
    """At most two or three: papers by how often the occupation asks for them, Danish, experience."""
    found = [
        credential(code, _necessity(dice, occupation, code, often))
        for code, often in occupation.licences
        if dice.happens({"always": 1.0, "often": 0.6, "sometimes": 0.12}[often])
    ][:2]
    if occupation.training in (Training.VOCATIONAL, Training.HIGHER) and dice.happens(0.8):
        found.append(Requirement(kind=RequirementKind.EDUCATION, code=occupation.disco08, necessity=Necessity.TASK))
    if dice.happens(0.4) and len(found) < 2:
        found.append(danish(occupation, Necessity.TASK if dice.happens(0.8) else Necessity.PREFERENCE))
    if dice.happens(0.2) and len(found) < 2:
        found.append(
            Requirement(
                kind=RequirementKind.EXPERIENCE, code="experience", necessity=Necessity.PREFERENCE, negotiability=0.9
            )
        )
    return tuple(found)


def _necessity(dice: Dice, occupation: Occupation, code: Credential, often: str) -> Necessity:
    """A licence to get to work with is the task's wish; one to work with, a certificate or a record is the law's."""
    if code in RECORDS or (often == "always" and (code not in LICENCES or occupation.setting.place == "vehicle")):
        return Necessity.LEGAL
    if often == "always":
        return Necessity.TASK
    return Necessity.TASK if often == "often" and dice.happens(0.45) else Necessity.PREFERENCE


def credential(code: Credential, necessity: Necessity) -> Requirement:
    """A licence, certificate or record that is asked for."""
    kind = RequirementKind.LICENCE if code in LICENCES else RequirementKind.CERTIFICATE
    kind = RequirementKind.BACKGROUND_CHECK if code in RECORDS else kind
    room = {Necessity.LEGAL: 0.0, Necessity.SAFETY: 0.0, Necessity.TASK: 0.5}.get(necessity, 0.9)
    return Requirement(kind=kind, code=code, necessity=necessity, negotiability=room)


def danish(occupation: Occupation, necessity: Necessity = Necessity.TASK) -> Requirement:
    """Spoken Danish as the occupation usually asks it, between A1 and B2."""
    usual = occupation.danish[LanguageSkill.SPEAK].rank
    level = (Cefr.A1, Cefr.A1, Cefr.A2, Cefr.B1, Cefr.B2, Cefr.B2, Cefr.B2)[usual]
    levels = {LanguageSkill.LISTEN: level, LanguageSkill.SPEAK: level}
    return Requirement(
        kind=RequirementKind.LANGUAGE, code="da", levels=levels, necessity=necessity, task=occupation.tasks[0]
    )


SIDES: Final = (
    *(Setting.INSIDE, Setting.OUTSIDE, Setting.DRIVING, Setting.ALONE, Setting.TOGETHER, Setting.QUIET, Setting.LIVELY),
    *(Setting.CALM_PACE, Setting.FAST_PACE, Setting.CUSTOMERS, Setting.NO_CUSTOMERS),
)
"""In this order dice are thrown for what ``typical_settings`` knows, so that a seed keeps its world."""


def settings_of(dice: Dice, occupation: Occupation) -> tuple[Setting, ...]:
    """Sides of the workplace that follow from the occupation; each is stated three times of four."""
    usual = typical_settings(occupation)
    holds = {
        **{side: side in usual for side in SIDES},
        Setting.CHILDREN: occupation.disco08.startswith("531"),
        Setting.ELDERLY: occupation.disco08 in ("5322", "5321"),
        Setting.ANIMALS: occupation.disco08 in ("6121", "9212", "5164", "6221"),
        Setting.FOOD: occupation.sector == "food",
        Setting.PORK: "pig" in occupation.id or "slaughterhouse" in occupation.id,
    }
    return tuple(name for name, true in holds.items() if true and dice.happens(0.75))


def draw_wage(dice: Dice, occupation: Occupation, employer: Employer) -> Wage:
    """An hourly band in whole kroner; skilled work pays more."""
    extra = {Training.NONE: 0, Training.SHORT_COURSE: 8, Training.VOCATIONAL: 30, Training.HIGHER: 60}
    low = 138 + dice.whole(0, 20) + extra[occupation.training]
    agreement = employer.agreement.name if employer.agreement else None
    return Wage(low=low, high=low + dice.whole(4, 20), agreement=agreement)


def record(dice: Dice, number: int, order: Order, today: date, *, showcase: bool = False) -> Invented:
    """The vacancy as a record, with what the order leaves unsaid left out."""
    title = order.occupation.title if showcase else title_of(dice, order)
    text = {"title": title, "description": advert(dice, order)}
    feed = not showcase and dice.happens(FROM_FEED)
    fields = {**_plain(order), **({} if feed else _stated(dice, order)), **text}
    life = _open(today, 3) if showcase else _life(dice, today)
    source = VacancySource.FEED if feed else dice.pick((VacancySource.RECRUITER, VacancySource.CALL))
    vacancy = Vacancy(
        id=f"syn-v-{number:05d}",
        employer_id=order.employer.id,
        source=source,
        terms=Terms.ORDINARY,
        **fields,
        **life,
    )
    marked = vacancy.model_copy(update={"provenance": synthetic(tuple(fields), life["last_confirmed"])})
    return Invented(marked, order)


def _plain(order: Order) -> dict[str, Any]:
    """What even a feed carries as fields."""
    return {"start": order.start, "contract": order.contract, "positions": order.positions, "site": order.site}


def _stated(dice: Dice, order: Order) -> dict[str, Any]:
    """What a person has filled in; hours and shifts only when the advert says them."""
    fields: dict[str, Any] = {
        "disco08": order.occupation.disco08 if dice.happens(0.85) else None,
        "tasks": order.tasks,
        "demands": order.demands,
        "requirements": order.requirements,
        "requirements_complete": dice.happens(0.7),
        "settings": order.settings,
        "site_support": order.support,
        "wage": order.wage,
    }
    if order.say_hours:
        fields |= {"hours_min": order.time.hours[0], "hours_max": order.time.hours[1]}
    if order.say_times:
        fields |= {"shifts": order.time.shifts, "daytimes": order.time.daytimes}
    return fields


def _open(today: date, days: int) -> dict[str, Any]:
    seen = today - timedelta(days=days)
    return {"last_confirmed": seen, "valid_until": seen + timedelta(days=30)}


def _life(dice: Dice, today: date) -> dict[str, Any]:
    """Nine in ten are open; the others are closed or have run out."""
    if dice.happens(0.06):
        return {**_open(today, dice.whole(5, 40)), "status": VacancyStatus.CLOSED, "closed_reason": dice.pick(CLOSING)}
    if dice.happens(0.05):
        return _open(today, dice.whole(31, 60))
    return _open(today, dice.whole(0, 29))


def support_of(order: Order) -> frozenset[Adaptation]:
    """What the site and the job offer together."""
    return frozenset(order.support) | frozenset(order.employer.site_support)
