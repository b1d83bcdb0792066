"""What could mend one finding of a rule for one pair: on the participant's side, in the vacancy, or at the site.

Each is a proposal to be verified by the rules, not a promise. What a person does not want, what their body or mind
needs, and what the law demands is never proposed away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import numpy as np

from features import week
from features.facts import FULL_TIME, USUAL_MINUTES, asks_credential, helpful
from features.profiles import Demand, Requirement, Shift
from features.vocabulary import (
    DAY_TIMES,
    Adaptation,
    Cefr,
    Contract,
    Credential,
    LanguageSkill,
    Necessity,
    Need,
    RequirementKind,
    RuleCode,
    ShiftKind,
    TransportMode,
    WhoCanChange,
)
from matching.counsel.offers import without_tasks
from matching.counsel.proposals import (
    COURSE,
    DRIVING,
    LONGEST_WAY,
    NEW_MODES,
    NO_STEPS,
    Proposal,
    with_credential,
    with_language,
    with_time,
    with_way,
)
from matching.rules import Finding, Pair
from matching.rules.clock import quarters_of, reachable_time
from matching.rules.hours_and_start import LEAST_OFFERED

LEVEL: Final = 4.0
"""The effort of one CEFR step in one skill."""


def remedies(finding: Finding, pair: Pair) -> Iterator[Proposal]:
    """Everything that might mend a finding, in no order; nothing where nobody can change it."""
    yield from _BY_RULE.get(finding.rule, _nothing)(finding, pair)
    if tasks := finding.change.get("vacancy.tasks.left_out"):
        yield from _left_out(frozenset(tasks), pair)


def _left_out(tasks: frozenset[str], pair: Pair) -> Iterator[Proposal]:
    """Tasks that can be left out, with what is asked for their sake; some other task has to remain."""
    less = without_tasks(pair.opening.vacancy, tasks)
    if less.tasks:
        fields = {"tasks": less.tasks, "requirements": less.requirements}
        yield _of_vacancy("job_tasks", {"tasks": tuple(sorted(tasks))}, fields, 1.0)


def _nothing(finding: Finding, pair: Pair) -> Iterator[Proposal]:
    yield from ()


def _of_vacancy(code: str, params: Mapping[str, Any], fields: Mapping[str, Any], effort: float) -> Proposal:
    """Something the employer would give: a talk is half an effort of its own."""
    return Proposal(code, params, fields, effort + 0.5, subject="vacancy", who=WhoCanChange.EMPLOYER)


def _open(finding: Finding, pair: Pair) -> Iterator[Proposal]:
    if finding.code == "no_positions":
        yield _of_vacancy("position", {}, {"positions": 1}, 4.0)
    if finding.code == "vacancy_expired":
        yield _of_vacancy("still_open", {"date": pair.person.today}, {"valid_until": pair.person.today}, 1.0)


def _pause(finding: Finding, pair: Pair) -> Iterator[Proposal]:
    until, fields = {"date": pair.opening.employer.pause_until}, {"pause_until": None}
    yield Proposal("pause_ended", until, fields, 5.0, subject="employer", who=WhoCanChange.EMPLOYER)


def _budget(finding: Finding, pair: Pair) -> Iterator[Proposal]:
    fields = {"contact_budget": min(pair.opening.employer.contacts_this_month + 1, 60)}
    yield Proposal("contact_more", {}, fields, 1.0, subject="employer", who=WhoCanChange.CONSULTANT)


def _hours(finding: Finding, pair: Pair) -> Iterator[Proposal]:
    if "begins" in finding.params:
        yield from _ramp(finding, pair)
    else:
        yield from _interval(finding)


def _ramp(finding: Finding, pair: Pair) -> Iterator[Proposal]:
    """A person who begins with few hours: hours that grow, or fewer of them."""
    vacancy, low, begins = pair.opening.vacancy, finding.params["from"], finding.params["begins"]
    grows = {"site_support": (*vacancy.site_support, Adaptation.STEP_UP)}
    yield _of_vacancy("job_support", {"adaptation": Adaptation.STEP_UP}, grows, 1.0)
    fewer = {"hours_min": max(begins, LEAST_OFFERED)}
    yield _of_vacancy("job_fewer_hours", {"hours": fewer["hours_min"], "before": low}, fewer, (low - begins) / 2)


def _interval(finding: Finding) -> Iterator[Proposal]:
    """Hours that have none in common: the person's a little wider, or the job's."""
    low, high = finding.params["from"], finding.params["to"]
    least, most = finding.params["wanted_from"], finding.params["wanted_to"]
    if low > most:
        up = float(np.ceil(low * 2) / 2)
        if up <= FULL_TIME:
            yield Proposal("more_hours", {"hours": up - most, "most": up}, {"hours_max": up}, (up - most) / 2)
        yield _of_vacancy("job_fewer_hours", {"hours": most, "before": low}, {"hours_min": most}, (low - most) / 2)
    else:
        down = float(np.floor(high * 2) / 2)
        fields = {"hours_min": down}
        yield Proposal("fewer_hours", {"hours": least - down, "least": down}, fields, (least - down) / 2)
        yield _of_vacancy("job_more_hours", {"hours": least, "before": high}, {"hours_max": least}, (least - high) / 2)


def _clock(finding: Finding, pair: Pair) -> Iterator[Proposal]:
    participant, opening, possible = pair.person.participant, pair.opening, pair.person.possible or 0
    quarters = int(quarters_of(pair.journeys().minutes)[0])
    needed = week.widen(opening.works_at, quarters * week.SLOT_MINUTES)
    if not opening.works_at:
        spans = [DAY_TIMES[daytime] for daytime in finding.params["daytimes"]]
        needed = week.union(week.window(day, start, end) for days, start, end in spans for day in days)
    missing = week.windows(needed & ~possible)
    if missing:
        hours = week.hours(needed & ~possible)
        params = {"hours": hours, "shifts": _by_days(missing)}
        yield Proposal("time", params, with_time(participant, missing), 1 + hours / 4)
    if rest := finding.change.get("vacancy.daytimes"):
        yield _of_vacancy("job_daytimes", {"daytimes": rest}, {"daytimes": rest}, 2.0)
    if shifts := _moved(pair, reachable_time(possible, quarters)):
        yield _of_vacancy("job_shifts", {"shifts": _shown(shifts)}, {"shifts": shifts}, 2.0)


def _by_days(windows: Iterable[tuple[int, int, int]]) -> tuple[tuple[tuple[int, ...], int, int, ShiftKind], ...]:
    """(weekday, start, end) windows with the days of equal times together."""
    days: dict[tuple[int, int], list[int]] = {}
    for day, start, end in windows:
        days.setdefault((start, end), []).append(day)
    return tuple((tuple(days[at]), *at, ShiftKind.FIXED) for at in days)


def _moved(pair: Pair, time: int) -> tuple[Shift, ...]:
    """The same shifts at the hours nearest to theirs that lie inside ``time``; empty when some day has no room."""
    moved: dict[tuple[int, int, ShiftKind], list[int]] = {}
    for shift in pair.opening.ordered_shifts():
        for day in shift.weekdays:
            length = shift.end - shift.start
            room = [(start, end) for one, start, end in week.windows(time) if one == day and end - start >= length]
            starts = [min(max(shift.start, start), end - length) for start, end in room]
            if not starts:
                return ()
            begin = min(starts, key=lambda start: abs(start - shift.start))
            moved.setdefault((begin, begin + length, shift.kind), []).append(day)
    return tuple(
        Shift(weekdays=tuple(days), start=start, end=end, kind=kind) for (start, end, kind), days in moved.items()
    )


def _shown(shifts: tuple[Shift, ...]) -> tuple[tuple[tuple[int, ...], int, int, ShiftKind], ...]:
    return tuple((shift.weekdays, shift.start, shift.end, shift.kind) for shift in shifts)


def _travel(finding: Finding, pair: Pair) -> Iterator[Proposal]:
    participant, missing = pair.person.participant, finding.change.get("participant.transport.max_minutes")
    limits = pair.person.easy_minutes()
    for mode, most in limits.items():
        if missing is not None and most + missing <= LONGEST_WAY:
            fields = with_way(participant, mode, most + missing)
            yield Proposal("longer_travel", {"minutes": missing, "mode": mode}, fields, missing / 15)
    for mode, effort in NEW_MODES.items():
        drives = mode is not TransportMode.CAR or Credential.B in pair.person.held
        if mode not in limits and drives:
            yield Proposal("new_mode", {"mode": mode}, with_way(participant, mode, USUAL_MINUTES[mode]), effort + 1)


def _licences(finding: Finding, pair: Pair) -> Iterator[Proposal]:
    codes = finding.params["credentials"]
    for code in codes:
        if code not in NO_STEPS:
            fields = with_credential(pair.person.participant, code)
            yield Proposal("credential", {"credential": code}, fields, DRIVING.get(code, COURSE))
    kept = tuple(item for item in pair.opening.vacancy.requirements if not _task_credential(item, codes))
    if len(kept) < len(pair.opening.vacancy.requirements):
        yield _of_vacancy("job_without", {"credentials": codes}, {"requirements": kept}, 3.0)


def _task_credential(item: Requirement, codes: tuple[Credential, ...]) -> bool:
    return asks_credential(item) and item.necessity is Necessity.TASK and item.code in codes


def _language(finding: Finding, pair: Pair) -> Iterator[Proposal]:
    participant, spoken = pair.person.participant, finding.params["spoken"]
    known = participant.language(spoken)
    wanted = dict(zip(finding.params["skills"], finding.params["wanted"], strict=True))
    if known is not None:
        have = {skill: known.level(skill) for skill in wanted}
        up = sum(wanted[skill].rank - level.rank for skill, level in have.items() if level is not None)
        params = {"spoken": spoken, "skills": tuple(wanted), "levels": tuple(wanted.values())}
        yield Proposal("language", params, with_language(participant, known, wanted), LEVEL * up)
        lowered = tuple(_lowered(item, spoken, have) for item in pair.opening.vacancy.requirements)
        if lowered != pair.opening.vacancy.requirements:
            params = {"spoken": spoken, "skills": tuple(have), "levels": tuple(have.values())}
            yield _of_vacancy("job_language", params, {"requirements": lowered}, 3.0)


def _lowered(item: Requirement, spoken: str, have: Mapping[LanguageSkill, Cefr | None]) -> Requirement:
    """A language asked for by a task, at the levels the person has."""
    if item.kind is not RequirementKind.LANGUAGE or item.code != spoken or item.necessity is not Necessity.TASK:
        return item
    levels = {
        skill: min(level, have.get(skill) or level, key=lambda one: one.rank) for skill, level in item.levels.items()
    }
    return item.model_copy(update={"levels": levels})


def _needs(finding: Finding, pair: Pair) -> Iterator[Proposal]:
    vacancy, code = pair.opening.vacancy, finding.params["need"]
    need = next(one for one in pair.person.needs if one.code is code)
    for offered in sorted(helpful(need)):
        fields = {"site_support": (*vacancy.site_support, offered)}
        yield _of_vacancy("job_support", {"adaptation": offered}, fields, 1.0)
    heavy = [task for task in vacancy.tasks if code in task.demands]
    if heavy and len(heavy) < len(vacancy.tasks):
        rest = tuple(task for task in vacancy.tasks if task not in heavy)
        yield _of_vacancy("job_tasks", {"tasks": tuple(task.name for task in heavy)}, {"tasks": rest}, 2.0)
    if code in vacancy.demands:
        eased = Demand(level=min(vacancy.demands[code].level, 4 - need.level), value=need.limit)
        yield _of_vacancy("job_demand", {"need": code}, {"demands": {**vacancy.demands, code: eased}}, 3.0)


def _times(finding: Finding, pair: Pair) -> Iterator[Proposal]:
    vacancy, code = pair.opening.vacancy, finding.params["need"]
    need = next(one for one in pair.person.needs if one.code is code)
    for offered in sorted(helpful(need)):
        fields = {"site_support": (*vacancy.site_support, offered)}
        yield _of_vacancy("job_support", {"adaptation": offered}, fields, 1.0)
    if windows := finding.change.get("vacancy.shifts"):
        shifts = tuple(Shift(weekdays=(day,), start=start, end=end) for day, start, end in windows)
        yield _of_vacancy("job_shifts", {"shifts": _shown(shifts)}, {"shifts": shifts}, 2.0)
    if rest := finding.change.get("vacancy.daytimes"):
        yield _of_vacancy("job_daytimes", {"daytimes": rest}, {"daytimes": rest}, 2.0)
    if code is Need.REGULARITY:
        fixed = tuple(shift.model_copy(update={"kind": ShiftKind.FIXED}) for shift in vacancy.shifts)
        yield _of_vacancy("job_regular", {}, {"shifts": fixed, "contract": _regular(vacancy.contract)}, 2.0)


def _regular(contract: Contract | None) -> Contract | None:
    return Contract.PERMANENT if contract is Contract.ON_CALL else contract


def _start(finding: Finding, pair: Pair) -> Iterator[Proposal]:
    earliest, start = finding.params["earliest"], finding.params["start"]
    if start is not None:
        yield _of_vacancy("job_start", {"date": earliest}, {"start": earliest}, 1.0)
        yield Proposal("sooner", {"date": start}, {"earliest_start": start}, 1.0)


_BY_RULE: Final[Mapping[RuleCode, Callable[[Finding, Pair], Iterator[Proposal]]]] = {
    RuleCode.OPEN: _open,
    RuleCode.PAUSE: _pause,
    RuleCode.BUDGET: _budget,
    RuleCode.HOURS: _hours,
    RuleCode.CLOCK: _clock,
    RuleCode.TRAVEL: _travel,
    RuleCode.LICENCES: _licences,
    RuleCode.LANGUAGE: _language,
    RuleCode.NEEDS: _needs,
    RuleCode.TIMES: _times,
    RuleCode.START: _start,
}
