"""What is not known of a job: the questions behind what the rules cannot say about the people of a caseload.

A demand is asked about where somebody has a need for which nothing is stated. What the occupation usually asks is more
likely than the rest, never the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any, Final

from features.facts import OpeningFacts, PersonFacts, helpful
from features.pairs import OFFERED
from features.vocabulary import (
    DAY_TIMES,
    LIMIT_UNITS,
    TASK_NEEDS,
    Adaptation,
    Cefr,
    DayTime,
    LanguageSkill,
    Need,
    RequirementKind,
    ShiftKind,
    WhoCanChange,
)
from matching.asking.about_person import limit_text, postcodes, town
from matching.asking.question import Answer, Question

USUAL: Final = 3.0
"""How much likelier than each of the others the answer is that the occupation usually has (a judgement)."""
HOURS: Final = ((3.0, 8.0), (8.0, 15.0), (15.0, 25.0), (25.0, 37.0))
AMOUNTS: Final = {
    "kg": ((5, 1), (10, 2), (15, 3), (25, 4)),
    "minutes": ((30, 1), (60, 2), (120, 3), (240, 4)),
    "people": ((2, 1), (5, 2), (10, 3), (20, 4)),
}
"""Amounts that employers speak of, with the level of demand that each stands for."""
LEVELS: Final = range(5)
DANISH: Final = (Cefr.A2, Cefr.B1, Cefr.B2)
LATER_DAYS: Final = (0, 31, 92)
MOST_SUPPORT: Final = 6


def questions_about_job(opening: OpeningFacts, caseload: Sequence[PersonFacts]) -> tuple[Question, ...]:
    """Everything worth asking about a job for the sake of the people of ``caseload``."""
    return (
        *_hours(opening),
        *_shifts(opening),
        *_start(opening, caseload),
        *_place(opening, caseload),
        *_demands(opening, caseload),
        *_danish(opening),
        *_support(opening, caseload),
    )


def _asked(code: str, field: str, answers: Iterable[Answer], **params: Any) -> Iterator[Question]:
    yield Question(code, f"vacancy.{field}", WhoCanChange.EMPLOYER, tuple(answers), params)


def _weight(usual: bool) -> float:
    return USUAL if usual else 1.0


def _hours(opening: OpeningFacts) -> Iterator[Question]:
    if opening.hours is None:
        low, high = opening.occupation.hours if opening.occupation else (99.0, 0.0)
        answers = (
            Answer(
                "hours_between",
                {"hour_span": band},
                {"hours_min": band[0], "hours_max": band[1]},
                weight=_weight(band[0] < high and low < band[1]),
            )
            for band in HOURS
        )
        yield from _asked("ask_offered_hours", "hours_min", answers)


def _shifts(opening: OpeningFacts) -> Iterator[Question]:
    """The part of the day, with clock times: hours to choose from inside it."""
    if opening.works_at:
        return
    usual = opening.occupation.shifts if opening.occupation else ()
    answers = []
    for daytime in opening.daytimes or tuple(DayTime):
        days, start, end = DAY_TIMES[daytime]
        shift = {"weekdays": list(days), "start": start, "end": end, "kind": ShiftKind.FLEXIBLE.value}
        weight = _weight(daytime.value in usual)
        answers.append(Answer("daytime", {"daytime": daytime}, {"shifts": [shift]}, weight=weight))
    yield from _asked("ask_shifts", "shifts", answers)


def _start(opening: OpeningFacts, caseload: Sequence[PersonFacts]) -> Iterator[Question]:
    waiting = [person for person in caseload if (person.participant.earliest_start or person.today) > person.today]
    end = opening.vacancy.end
    if opening.vacancy.start is None and waiting:
        days = (waiting[0].today + timedelta(days=later) for later in LATER_DAYS)
        fitting = [day for day in days if end is None or day <= end]
        answers = (Answer("day", {"date": day}, {"start": day.isoformat()}) for day in fitting)
        yield from _asked("ask_job_start", "start", answers)


def _place(opening: OpeningFacts, caseload: Sequence[PersonFacts]) -> Iterator[Question]:
    """The towns in which most of the caseload live stand for where the work may be."""
    if opening.point is None:
        found = postcodes(person.participant.home for person in caseload)
        answers = [Answer("place", {"town": town(code)}, {"site": {"postcode": code}}) for code in found]
        if len(answers) > 1:
            yield from _asked("ask_site", "site", answers)


def _demands(opening: OpeningFacts, caseload: Sequence[PersonFacts]) -> Iterator[Question]:
    """Each demand that nothing is stated about and somebody has a need for, which the site's support does not meet."""
    for code in TASK_NEEDS:
        needs = [need for person in caseload for need in person.needs if need.code is code]
        if code not in opening.demands and any(helpful(need).isdisjoint(opening.support) for need in needs):
            typical = opening.typical.get(code)
            level = typical.level if typical else None
            answers = _amounts(code, level) if LIMIT_UNITS.get(code) in AMOUNTS else _levels(code, level)
            yield from _asked("ask_demand", f"demands.{code}", answers, need=code)


def _levels(code: Need, usual: int | None) -> Iterator[Answer]:
    for level in LEVELS:
        patch = {"demands": {code.value: {"level": level}}}
        yield Answer(f"demand_{level}", {}, patch, weight=_weight(level == usual))


def _amounts(code: Need, usual: int | None) -> Iterator[Answer]:
    yield Answer("demand_0", {}, {"demands": {code.value: {"level": 0, "value": 0}}}, weight=_weight(usual == 0))
    for amount, level in AMOUNTS[LIMIT_UNITS[code]]:
        patch = {"demands": {code.value: {"level": level, "value": amount}}}
        yield Answer("limit", {"limit": limit_text(code, amount)}, patch, weight=_weight(level == usual))


def _danish(opening: OpeningFacts) -> Iterator[Question]:
    """How much Danish has to be spoken and understood, where nothing is said of any language."""
    kept = opening.vacancy.requirements
    if opening.vacancy.requirements_complete or any(item.kind is RequirementKind.LANGUAGE for item in kept):
        return
    occupation = opening.occupation
    enough = [level for level in DANISH if occupation and level.rank <= occupation.danish[LanguageSkill.SPEAK].rank]
    none = Answer("no_danish", weight=_weight(occupation is not None and not enough))
    asks = (_asks_danish(opening, level, _weight(level in enough[-1:])) for level in DANISH)
    yield from _asked("ask_danish_asked", "requirements", (none, *asks))


def _asks_danish(opening: OpeningFacts, level: Cefr, weight: float) -> Answer:
    levels = {LanguageSkill.LISTEN.value: level.value, LanguageSkill.SPEAK.value: level.value}
    asked = {"kind": RequirementKind.LANGUAGE.value, "code": "da", "levels": levels}
    kept = [item.model_dump(mode="json") for item in opening.vacancy.requirements]
    return Answer("level", {"level": level}, {"requirements": [*kept, asked]}, weight=weight)


def _support(opening: OpeningFacts, caseload: Sequence[PersonFacts]) -> Iterator[Question]:
    """Support that somebody of the caseload could use, where nobody has asked the site what it offers."""
    if opening.employer.site_support_known:
        return
    for adaptation in _useful(caseload):
        if adaptation not in opening.support:
            answers = Answer("yes", add={"site_support": [adaptation.value]}), Answer("no")
            yield from _asked("ask_support", "site_support", answers, adaptation=adaptation)


def _useful(caseload: Sequence[PersonFacts]) -> list[Adaptation]:
    """What most people could use first."""
    count = dict.fromkeys(Adaptation, 0)
    for person in caseload:
        helps = {adaptation for need in person.needs for adaptation in helpful(need)}
        wished = {OFFERED[need] for need in person.participant.support_needs if need in OFFERED}
        grows = {Adaptation.STEP_UP} if person.participant.ramp_plan else set()
        for adaptation in helps | wished | grows:
            count[adaptation] += 1
    return [code for code, number in sorted(count.items(), key=lambda item: -item[1]) if number][:MOST_SUPPORT]
