"""What an employer could change about a vacancy: each an otherwise unchanged record with something given.

Which offers there are follows from the vacancy and its site alone, never from the people they would open for: an offer
shown to an employer says nothing of anybody. What the law or safety asks is never among them, and no fewer hours than
the site's collective agreement allows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from features import week
from features.facts import DAY, SHORTEST_VISIT, OpeningFacts, asks_credential, gathered
from features.profiles import Requirement, Shift, Task, Vacancy
from features.vocabulary import (
    CEFR_ORDER,
    REMOVED_BY,
    TIME_NEEDS,
    Adaptation,
    Necessity,
    RequirementKind,
    ShiftKind,
)

HOURS_STEPS: Final = (3.0, 5.0, 8.0, 10.0, 12.0, 15.0, 20.0, 25.0, 30.0, 37.0)
"""Weekly hours that people speak of: three and eight are also where the law begins to ask more of a contract."""
MOVES: Final = (30, 60, 90, 120)
FARTHEST: Final = 2
"""Weekly hours are asked for between half and double of what is offered: beyond that it is another job."""
LATER_DAYS: Final = (14, 30, 60, 90)
WEEKEND: Final = frozenset({6, 7})


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """One thing that an employer could give: a code and parameters for its words, and the vacancy as it would be.

    Two offers of one ``family`` exclude each other; within one the milder comes first.
    """

    code: str
    family: str
    params: Mapping[str, Any]
    given: Callable[[Vacancy], Vacancy]


def given_all(offers: Sequence[Offer], vacancy: Vacancy) -> Vacancy:
    """The vacancy with every one of the offers."""
    for offer in offers:
        vacancy = offer.given(vacancy)
    return vacancy


def together(offers: Sequence[Offer], vacancy: Vacancy) -> bool:
    """Whether the offers can be given at once: no two of a family, and a task is left to do."""
    out = sum(offer.code in TASK_OUT for offer in offers)
    return len({offer.family for offer in offers}) == len(offers) and (out == 0 or out < len(vacancy.tasks))


def offers_of(opening: OpeningFacts) -> tuple[Offer, ...]:
    """Everything worth asking an employer for, the milder of a family first."""
    vacancy = opening.vacancy
    return (
        *_fewer_hours(opening),
        *_more_hours(opening),
        *_times(opening),
        *_later_start(vacancy),
        *_tasks_out(vacancy),
        *_requirements(vacancy),
        *_support(opening),
    )


def _set(**fields: Any) -> Callable[[Vacancy], Vacancy]:
    return lambda vacancy: vacancy.model_copy(update=fields)


# ── Hours and start ──────────────────────────────────────────────────────────────────────────────


def _fewer_hours(opening: OpeningFacts) -> Iterator[Offer]:
    """From fewer hours on; where the shifts are longer than that, which of them is agreed with the person."""
    if opening.hours is None:
        return
    agreement = opening.employer.agreement
    least = (agreement.min_weekly_hours if agreement else None) or 0
    for hours in reversed(HOURS_STEPS):
        if max(least, opening.hours[0] / FARTHEST) <= hours < opening.hours[0]:
            kinds = week.hours(opening.fixed) > hours
            code = "fewer_hours_in_shifts" if kinds else "fewer_hours"
            yield Offer(code, "hours", {"hours": hours}, _from_hours(hours) if kinds else _set(hours_min=hours))


def _from_hours(hours: float) -> Callable[[Vacancy], Vacancy]:
    def given(vacancy: Vacancy) -> Vacancy:
        return vacancy.model_copy(update={"hours_min": hours, "shifts": _flexible(vacancy.shifts)})

    return given


def _more_hours(opening: OpeningFacts) -> Iterator[Offer]:
    if opening.hours is not None:
        more = [hours for hours in HOURS_STEPS if opening.hours[1] < hours <= opening.hours[1] * FARTHEST]
        yield from (Offer("more_hours", "hours", {"hours": hours}, _set(hours_max=hours)) for hours in more)


def _later_start(vacancy: Vacancy) -> Iterator[Offer]:
    for days in LATER_DAYS:
        if vacancy.start is None:
            return
        start = vacancy.start + timedelta(days=days)
        if vacancy.end is None or start <= vacancy.end:
            yield Offer("later_start", "start", {"date": start}, _set(start=start))


# ── Times ────────────────────────────────────────────────────────────────────────────────────────


def _times(opening: OpeningFacts) -> Iterator[Offer]:
    vacancy = opening.vacancy
    if not vacancy.shifts:
        yield from _dayparts(vacancy)
        return
    if opening.fixed:
        yield Offer(
            "flexible_shifts", "shifts", {}, lambda job: job.model_copy(update={"shifts": _flexible(job.shifts)})
        )
    for code, params, shifts in _other_windows(vacancy.shifts):
        bits = week.union(week.window(day, one.start, one.end) for one in shifts for day in one.weekdays)
        if shifts and week.hours(bits) >= (vacancy.hours_min or 1):
            yield Offer(code, "shifts", params, _windows(shifts))


def _chosen(vacancy: Vacancy) -> Vacancy:
    return vacancy.model_copy(update={"shifts": _flexible(vacancy.shifts)})


def _windows(shifts: tuple[Shift, ...]) -> Callable[[Vacancy], Vacancy]:
    """Other windows; shifts that another offer has made flexible stay so."""

    def given(vacancy: Vacancy) -> Vacancy:
        loose = all(shift.kind is ShiftKind.FLEXIBLE for shift in vacancy.shifts)
        return vacancy.model_copy(update={"shifts": _flexible(shifts) if loose else shifts})

    return given


def _other_windows(shifts: tuple[Shift, ...]) -> Iterator[tuple[str, dict[str, Any], tuple[Shift, ...]]]:
    """Moved, begun later, ended earlier, wider where they can be chosen from, and without the weekend."""
    whole = all(shift.start > 0 and shift.end < DAY for shift in shifts)
    choice = all(shift.kind is ShiftKind.FLEXIBLE for shift in shifts)
    for minutes in MOVES if whole else ():
        for code, start, end in (
            ("shifts_later", minutes, minutes),
            ("shifts_earlier", -minutes, -minutes),
            ("begin_later", minutes, 0),
            ("end_earlier", 0, -minutes),
            *((("wider_shifts", -minutes, minutes),) if choice else ()),
        ):
            moved = tuple(_moved(shift, start, end) for shift in shifts)
            if None not in moved:
                yield code, {"minutes": minutes}, tuple(shift for shift in moved if shift)
    kept = tuple(_without_weekend(shift) for shift in shifts)
    if kept != shifts:
        yield "no_weekend", {}, tuple(shift for shift in kept if shift)


def _moved(shift: Shift, start: int, end: int) -> Shift | None:
    """The shift with both ends moved by minutes, or None where it would leave the day or be too short to come for."""
    first, last = shift.start + start, shift.end + end
    if first < 0 or last > DAY or last - first < SHORTEST_VISIT:
        return None
    return shift.model_copy(update={"start": first, "end": last})


def _without_weekend(shift: Shift) -> Shift | None:
    days = tuple(day for day in shift.weekdays if day not in WEEKEND)
    if len(days) == len(shift.weekdays):
        return shift
    return shift.model_copy(update={"weekdays": days}) if days else None


def _flexible(shifts: tuple[Shift, ...]) -> tuple[Shift, ...]:
    return tuple(shift.model_copy(update={"kind": ShiftKind.FLEXIBLE}) for shift in shifts)


def _dayparts(vacancy: Vacancy) -> Iterator[Offer]:
    """Where only parts of the day are named: one of them is enough, or one is left out."""
    if len(vacancy.daytimes) < 2:
        return
    if not vacancy.daytimes_choice:
        yield Offer("choose_daytime", "shifts", {"daytimes": vacancy.daytimes}, _set(daytimes_choice=True))
        for out in vacancy.daytimes:
            rest = tuple(one for one in vacancy.daytimes if one is not out)
            yield Offer("without_daytime", "shifts", {"daytimes": (out,)}, _set(daytimes=rest))


# ── Tasks, requirements, support ─────────────────────────────────────────────────────────────────

TASK_OUT: Final = ("task_out", "task_out_asked")


def _tasks_out(vacancy: Vacancy) -> Iterator[Offer]:
    """Each task lifted out, those first that the employer has said can be."""
    for task in sorted(vacancy.tasks, key=lambda one: not one.detachable) if len(vacancy.tasks) > 1 else ():
        code = "task_out" if task.detachable else "task_out_asked"
        yield Offer(code, f"task {task.name}", {"task": task.name}, _without(task))


def _without(task: Task) -> Callable[[Vacancy], Vacancy]:
    return lambda vacancy: without_tasks(vacancy, frozenset({task.name}))


def without_tasks(vacancy: Vacancy, names: frozenset[str]) -> Vacancy:
    """The vacancy without some tasks, and without what is asked for their sake alone: no driving, no licence."""
    tasks = tuple(task for task in vacancy.tasks if task.name not in names)
    asked = tuple(item for item in vacancy.requirements if item.task not in names)
    return vacancy.model_copy(update={"tasks": tasks, "requirements": asked})


def _requirements(vacancy: Vacancy) -> Iterator[Offer]:
    """Each requirement that only a task asks for and that can be talked about: made a wish, or one step of language."""
    for number, group in enumerate(gathered(vacancy.requirements)):
        if any(item.necessity is not Necessity.TASK or item.negotiability == 0 for item in group):
            continue
        family, spoken = f"requirement {number}", [item for item in group if item.kind is RequirementKind.LANGUAGE]
        milder = [(item, step) for item in spoken if (step := _one_step(item)) != item]
        if milder:
            levels = tuple(dict.fromkeys(milder[0][1].levels.values()))
            yield Offer("language_step", family, {"spoken": spoken[0].code, "levels": levels}, _instead(milder))
        if spoken or all(asks_credential(item) for item in group):
            params: dict[str, Any] = {"spoken": spoken[0].code} if spoken else {"credentials": named(group)}
            code = "language_wish" if spoken else "credential_wish"
            yield Offer(code, family, params, _instead([(item, _wished(item)) for item in group]))


def named(group: Sequence[Requirement]) -> tuple[str, ...]:
    """The codes of a group of which one is enough."""
    return tuple(dict.fromkeys(item.code for item in group))


def _one_step(item: Requirement) -> Requirement:
    levels = {skill: CEFR_ORDER[max(level.rank - 1, 0)] for skill, level in item.levels.items()}
    return item.model_copy(update={"levels": levels})


def _wished(item: Requirement) -> Requirement:
    return item.model_copy(update={"necessity": Necessity.PREFERENCE})


def _instead(pairs: Sequence[tuple[Requirement, Requirement]]) -> Callable[[Vacancy], Vacancy]:
    def given(vacancy: Vacancy) -> Vacancy:
        asked = tuple(next((new for old, new in pairs if old == item), item) for item in vacancy.requirements)
        return vacancy.model_copy(update={"requirements": asked})

    return given


def _support(opening: OpeningFacts) -> Iterator[Offer]:
    """Each adaptation that removes a collision with something the job asks, and that the site has not offered."""
    asked = {*opening.demands, *opening.loose, *(TIME_NEEDS if opening.vacancy.shifts else ())}
    helpful = {one for need in asked for one in REMOVED_BY.get(need, frozenset())}
    if opening.hours is not None:
        helpful.add(Adaptation.STEP_UP)
    for one in Adaptation:
        if one in helpful and one not in opening.support:
            yield Offer("support", f"support {one}", {"adaptation": one}, _with_support(one))


def _with_support(one: Adaptation) -> Callable[[Vacancy], Vacancy]:
    return lambda vacancy: vacancy.model_copy(update={"site_support": (*vacancy.site_support, one)})
