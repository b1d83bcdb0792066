"""The part of a job that one person could do, as a draft for the employer: tasks, hours, times; judged again.

Tasks that collide with the person are left out (``matching.counsel.tasks``), and so are whole tasks while the others
are more hours than the person can work. The hours follow from the tasks' shares of the week, in half hours; where a
share is not known neither are the hours, and that is asked about. The times are those of the job that the person can
be there. The draft is an ordinary vacancy that every rule looks at: ``blocking`` is empty, or the draft would not do.
Nothing is kept and nobody is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from features import week
from features.columns import NIGHT_BITS
from features.facts import SHORTEST_VISIT, OpeningFacts, PersonFacts, adapted
from features.profiles import Shift, Task, Vacancy, make
from features.vocabulary import Need, ShiftKind, VacancySource
from matching import thresholds
from matching.counsel.counter import version
from matching.counsel.offers import without_tasks
from matching.counsel.tasks import TaskFit, task_fits
from matching.ranker import blocking, explain
from matching.rules import Finding, Pair
from matching.rules.clock import choosable
from matching.suggestion import Reason

Hours = tuple[float, float]
SLACK: Final = 1.0
"""Hours by which windows may be longer than the work before they are windows to choose from."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know or to ask before the employer is called: a code and parameters for its words."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Carved:
    """The sub-job: its draft (None when no task is left), each task with what speaks against it, and the verdict.

    ``too_much`` are tasks left out because the rest is all the hours the person can work. ``findings`` are the rules'
    about the draft, ``blocking`` those of them that would keep it off the person's list. ``terms`` are what law and
    agreement mean for the draft's hours (``matching.thresholds``).
    """

    draft: Vacancy | None
    fits: tuple[TaskFit, ...]
    too_much: tuple[str, ...]
    notes: tuple[Note, ...]
    findings: tuple[Finding, ...]
    blocking: tuple[Finding, ...]
    terms: tuple[Reason, ...] = ()

    @property
    def possible(self) -> bool:
        """The draft may be suggested to the person."""
        return self.draft is not None and not self.blocking


def carve(person: PersonFacts, opening: OpeningFacts) -> Carved:
    """The part of ``opening`` that ``person`` could do."""
    pair = Pair(person, opening)
    fits = task_fits(pair)
    able = [fit.task for fit in fits if not fit.against]
    kept = _within_hours(able, person, opening)
    too_much = tuple(task.name for task in able if task not in kept)
    if not kept:
        return Carved(None, fits, (), (Note("nothing_left" if fits else "no_tasks"),), (), ())
    hours = _hours(kept, person, opening)
    shifts, room = _shifts(pair, hours)
    notes = tuple(_notes(hours, room, len(kept) == len(fits)))
    draft = _draft(opening.vacancy, kept, _no_more_than(hours, room), shifts)
    findings = explain(Pair(person, version(opening, draft)))
    for finding in (finding for finding in findings if finding.code == "daytime_impossible" and finding.change):
        draft = draft.model_copy(update={"daytimes": finding.change["vacancy.daytimes"]})
        findings = explain(Pair(person, version(opening, draft)))
    terms = thresholds.notes(version(opening, draft), person, person.today)
    return Carved(draft, fits, too_much, notes, findings, tuple(blocking(findings)), terms)


# ── Tasks and hours ──────────────────────────────────────────────────────────────────────────────


def _within_hours(able: Sequence[Task], person: PersonFacts, opening: OpeningFacts) -> tuple[Task, ...]:
    """The tasks that the person's hours reach for: those first that the employer cannot do without."""
    if person.hours is None or opening.hours is None or any(task.share is None for task in able):
        return tuple(able)
    left, chosen = person.hours[1], list[Task]()
    for task in sorted(able, key=lambda one: one.detachable):
        need = (task.share or 0) * opening.hours[0]
        if need <= left or not chosen:
            chosen.append(task)
            left -= need
    return tuple(task for task in able if task in chosen)


def _hours(kept: Sequence[Task], person: PersonFacts, opening: OpeningFacts) -> Hours | None:
    """The tasks' share of the week in half hours, no more than the person can work; None where that is not known."""
    if opening.hours is None:
        return None
    whole = len(kept) == len(opening.vacancy.tasks)
    if not whole and any(task.share is None for task in kept):
        return None
    share = 1.0 if whole else sum(task.share or 0 for task in kept)
    low, high = (max(_half(hours * share), 1.0) for hours in opening.hours)
    return _no_more_than((low, high), person.hours[1] if person.hours else None)


def _half(hours: float) -> float:
    """Rounded to half hours."""
    return round(hours * 2) / 2


def _no_more_than(hours: Hours | None, most: float | None) -> Hours | None:
    if hours is None or not most:
        return hours
    most = int(most * 2) / 2
    return max(min(hours[0], most), 1.0), max(min(hours[1], most), 1.0)


# ── Times ────────────────────────────────────────────────────────────────────────────────────────


def _shifts(pair: Pair, hours: Hours | None) -> tuple[tuple[Shift, ...], float | None]:
    """The job's times at which the person can be there, and how many hours that is (None: no times are stated)."""
    person, opening = pair.person, pair.opening
    if not opening.works_at:
        return opening.vacancy.shifts, None
    possible = week.FULL if person.possible is None else person.possible
    time = choosable(opening.works_at, possible, pair.journeys()) & ~_impossible(person, opening)
    long = [run for run in week.runs(time) if (run[1] - run[0]) * week.SLOT_MINUTES >= SHORTEST_VISIT]
    bits = week.union(((1 << (last - first)) - 1) << first for first, last in long)
    if not bits or (bits == opening.works_at and (hours is None or week.hours(bits) <= hours[1] + SLACK)):
        return opening.vacancy.shifts, week.hours(bits)
    few = hours is not None and week.hours(bits) <= hours[1] + SLACK
    ordered = few and not opening.flexible and not _too_long(bits, person, opening)
    return _windows(bits, ShiftKind.FIXED if ordered else ShiftKind.FLEXIBLE), week.hours(bits)


def _impossible(person: PersonFacts, opening: OpeningFacts) -> int:
    """The slots that the person's needs of time shut out and the site has not offered to mend."""
    out = 0
    for need in (need for need in person.needs if not adapted(need, opening.support)):
        if need.code is Need.NIGHT:
            out |= NIGHT_BITS
        if need.code is Need.START_NOT_BEFORE and need.limit:
            out |= week.union(week.window(day, 0, int(need.limit)) for day in range(1, 8))
    return out


def _too_long(bits: int, person: PersonFacts, opening: OpeningFacts) -> bool:
    """Whether a run is longer than the person can work at a time."""
    longest = max((last - first for first, last in week.runs(bits)), default=0) * week.SLOT_MINUTES / 60
    needs = (need for need in person.needs if need.code is Need.SHIFT_LENGTH and not adapted(need, opening.support))
    return any(need.limit is not None and longest > need.limit for need in needs)


def _windows(bits: int, kind: ShiftKind) -> tuple[Shift, ...]:
    """Windows of the week, days with the same times together."""
    days: dict[tuple[int, int], list[int]] = {}
    for day, start, end in week.windows(bits):
        days.setdefault((start, end), []).append(day)
    return tuple(Shift(weekdays=tuple(on), start=start, end=end, kind=kind) for (start, end), on in days.items())


# ── The draft ────────────────────────────────────────────────────────────────────────────────────


def _draft(vacancy: Vacancy, kept: Sequence[Task], hours: Hours | None, shifts: tuple[Shift, ...]) -> Vacancy:
    """A checked record of the sub-job; a hypothesis of ours (``LATENT``) until the employer has agreed."""
    left_out = frozenset(task.name for task in vacancy.tasks) - {task.name for task in kept}
    low, high = hours or (None, None)
    less = without_tasks(vacancy, left_out).model_copy(
        update={
            "tasks": _shared(kept), "hours_min": low, "hours_max": high, "shifts": shifts, "positions": 1,
            "description": "", "source": VacancySource.LATENT, "provenance": {}, "check": None,
        }
    )  # fmt: skip
    return make(Vacancy, less.model_dump(mode="json"))


def _shared(kept: Sequence[Task]) -> tuple[Task, ...]:
    """The tasks with shares of the new week, where all are known."""
    total = sum(task.share or 0 for task in kept)
    if not total or any(task.share is None for task in kept):
        return tuple(task.model_copy(update={"share": None}) for task in kept)
    return tuple(task.model_copy(update={"share": int(100 * (task.share or 0) / total) / 100}) for task in kept)


def _notes(hours: Hours | None, room: float | None, whole: bool) -> Iterator[Note]:
    """What the consultant should know or ask before calling."""
    if whole:
        yield Note("whole")
    if hours is None:
        yield Note("ask_hours")
    if room == 0:
        yield Note("no_time")
    if hours and room and room < hours[0]:
        yield Note("less_time", {"hours": hours[0], "possible": room})
