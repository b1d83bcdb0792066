"""Steps that a person could take: each an otherwise unchanged profile with a few fields that are different.

Only what a person can change is here. Functional needs, what they do not want, where they live and whom they care for
are theirs; schooling of years and a clean record are no steps. ``effort`` is a judgement that only decides which of two
steps is named when both open the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, TypeVar

import numpy as np

from features import week
from features.columns import Columns
from features.facts import FULL_TIME, USUAL_MINUTES, PersonFacts
from features.profiles import Availability, HeldCredential, LanguageLevel, Participant, Record, Transport, make
from features.vocabulary import (
    CEFR_ORDER,
    SCHOOLINGS,
    AvailabilityKind,
    Cefr,
    Credential,
    LanguageSkill,
    TransportMode,
    WhoCanChange,
    with_implied,
)

NO_STEPS: Final = SCHOOLINGS | {Credential.CRIMINAL_RECORD, Credential.CHILD_RECORD}
"""Credentials that are schooling of years, or that a person cannot do anything about."""
DRIVING: Final = {Credential.B: 6.0, Credential.BE: 7.0, Credential.C: 9.0, Credential.CE: 10.0, Credential.D: 9.0}
COURSE: Final = 2.0
"""The effort of a short course, beside that of a driving licence."""
LONGEST_WAY: Final = 240
NEW_MODES: Final = {TransportMode.BIKE: 1.0, TransportMode.BUS: 1.5, TransportMode.CAR: 8.0}
"""Modes that a person could add, with the effort."""
EVENING: Final = (16 * 60, 22 * 60)
DAY: Final = (8 * 60, 16 * 60)
WORKDAYS: Final[tuple[int, ...]] = (1, 2, 3, 4, 5)
WEEKEND: Final[tuple[int, ...]] = (6, 7)
Span = tuple[int, int]
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One step: a code and parameters for its words, the fields as they would be, and what it takes to take it.

    ``subject`` is whose record it is about (participant, vacancy or employer), ``who`` can take it.
    """

    code: str
    params: Mapping[str, Any]
    fields: Mapping[str, Any]
    effort: float
    needs: frozenset[Credential] = frozenset()
    subject: str = "participant"
    who: WhoCanChange = WhoCanChange.PARTICIPANT

    def tried_on(self, record: R) -> R:
        """The record after the step, to be looked at only: each field is checked, the whole record is not."""
        return record.model_copy(update=dict(self.fields))

    def taken_by(self, record: R) -> R:
        """The record after the step, checked as any record is."""
        return make(type(record), {**dict(record), **self.fields})


def proposals(person: PersonFacts, columns: Columns) -> tuple[Proposal, ...]:
    """Every step worth looking at for one person before some vacancies."""
    return (
        *_credentials(person, columns),
        *_danish(person.participant),
        *_travel(person.participant),
        *_hours(person.participant),
        *_availability(person),
        *_start(person),
    )


def at_once(parts: Sequence[Proposal]) -> Proposal:
    """One step, or several about different fields as one."""
    if len(parts) == 1:
        return parts[0]
    fields = {name: value for part in parts for name, value in part.fields.items()}
    needs: frozenset[Credential] = frozenset().union(*(part.needs for part in parts))
    return Proposal("several", {}, fields, sum(part.effort for part in parts), needs)


def with_credential(participant: Participant, code: Credential) -> dict[str, Any]:
    """The fields of a participant who holds ``code`` too."""
    held = [item for item in participant.credentials if item.code is not code]
    implied = with_implied(frozenset({code}))
    return {
        "credentials": (*held, HeldCredential(code=code)),
        "credentials_missing": tuple(item for item in participant.credentials_missing if item not in implied),
    }


def _credentials(person: PersonFacts, columns: Columns) -> Iterator[Proposal]:
    """Licences and certificates that somebody asks for and the person does not, or may not, hold."""
    groups = np.concatenate([columns.credentials_hard, columns.credentials_task], axis=1)
    single = columns.all_hard | columns.all_task
    asked = int(np.bitwise_or.reduce(groups, axis=None, initial=0) | np.bitwise_or.reduce(single, initial=0))
    for number, code in enumerate(Credential):
        if asked >> number & 1 and code not in person.held and code not in NO_STEPS:
            fields = with_credential(person.participant, code)
            yield Proposal("credential", {"credential": code}, fields, DRIVING.get(code, COURSE))


def _danish(participant: Participant) -> Iterator[Proposal]:
    """One CEFR step in each skill that is known, and in all of them together."""
    known = participant.language("da")
    if known is None:
        return
    levels = {skill: level for skill in LanguageSkill if (level := known.level(skill)) is not None}
    steps = {skill: CEFR_ORDER[level.rank + 1] for skill, level in levels.items() if level.rank < Cefr.C1.rank}
    for skill, level in steps.items():
        params = {"spoken": "da", "skills": (skill,), "levels": (level,)}
        yield Proposal("language", params, with_language(participant, known, {skill: level}), 4.0)
    if len(steps) > 1:
        yield Proposal("danish_all", {}, with_language(participant, known, steps), 6.0)


def _travel(participant: Participant) -> Iterator[Proposal]:
    """Longer on the way by a mode whose limit was asked about, and a mode more."""
    modes = {item.mode: item.max_minutes for item in participant.transport}
    for mode, most in modes.items():
        for more in (15, 30):
            if most is not None and most + more <= LONGEST_WAY:
                fields = with_way(participant, mode, most + more)
                yield Proposal("longer_travel", {"minutes": more, "mode": mode}, fields, more / 15)
    for mode, effort in NEW_MODES.items():
        if modes and mode not in modes:
            needs = frozenset({Credential.B}) if mode is TransportMode.CAR else frozenset[Credential]()
            fields = with_way(participant, mode, USUAL_MINUTES[mode])
            yield Proposal("new_mode", {"mode": mode}, fields, effort, needs)


def _hours(participant: Participant) -> Iterator[Proposal]:
    """A few hours more at the most, or fewer at the least."""
    low, high = participant.hours_min, participant.hours_max
    for hours in (2.0, 5.0):
        if high is not None and high + hours <= FULL_TIME:
            yield Proposal("more_hours", {"hours": hours, "most": high + hours}, {"hours_max": high + hours}, hours / 2)
        if low is not None and low - hours >= 1:
            yield Proposal("fewer_hours", {"hours": hours, "least": low - hours}, {"hours_min": low - hours}, hours / 2)


def _availability(person: PersonFacts) -> Iterator[Proposal]:
    """Other times of the week: earlier, later, an evening, a day more, the weekend; nothing where no time is known."""
    possible = person.possible
    if possible is None or possible == week.FULL:
        return
    spans = _spans(possible)
    days = [day for day in WORKDAYS if day in spans]
    usual = (min(span[0] for span in spans.values()), max(span[1] for span in spans.values())) if spans else DAY
    for more in (60, 120):
        early = {day: (max(spans[day][0] - more, 0), spans[day][0]) for day in days}
        late = {day: (spans[day][1], min(spans[day][1] + more, 24 * 60)) for day in days}
        yield from _time(person, "earlier", {"minutes": more}, early)
        yield from _time(person, "later", {"minutes": more}, late)
    for day in WORKDAYS:
        yield from _time(person, "evening", {"days": (day,)}, {day: EVENING})
    yield from _time(person, "evenings", {}, dict.fromkeys(WORKDAYS, EVENING))
    for day in (*WORKDAYS, *WEEKEND):
        if day not in spans:
            yield from _time(person, "day", {"days": (day,)}, {day: usual if day in WORKDAYS else DAY})
    yield from _time(person, "weekend", {}, dict.fromkeys(WEEKEND, DAY))


def _spans(possible: int) -> dict[int, Span]:
    """The first and the last possible minute of each day that has any."""
    found: dict[int, Span] = {}
    for day, start, end in week.windows(possible):
        found[day] = (min(start, found.get(day, (start, end))[0]), max(end, found.get(day, (start, end))[1]))
    return found


def _time(person: PersonFacts, code: str, params: Mapping[str, Any], spans: Mapping[int, Span]) -> Iterator[Proposal]:
    """The person's week with more time, when it is more."""
    new = {day: span for day, span in spans.items() if span[1] > span[0]}
    bits = week.union(week.window(day, *span) for day, span in new.items())
    more = bits & ~(person.possible or 0)
    if more:
        fields = with_time(person.participant, ((day, *span) for day, span in new.items()))
        yield Proposal(code, params, fields, 1 + week.hours(more) / 4)


def with_time(participant: Participant, windows: Iterable[tuple[int, int, int]]) -> dict[str, Any]:
    """The fields of a participant who is free in some (ISO weekday, start, end) too."""
    more = (Availability(weekday=day, start=start, end=end, kind=AvailabilityKind.CAN) for day, start, end in windows)
    return {"availability": (*participant.availability, *more)}


def with_language(
    participant: Participant, known: LanguageLevel, levels: Mapping[LanguageSkill, Cefr]
) -> dict[str, Any]:
    """The fields of a participant who knows one of their languages better."""
    better = LanguageLevel(**{**dict(known), **{skill.value: level for skill, level in levels.items()}})
    return {"languages": tuple(better if item is known else item for item in participant.languages)}


def with_way(participant: Participant, mode: TransportMode, minutes: int) -> dict[str, Any]:
    """The fields of a participant who spends up to ``minutes`` one way by ``mode``."""
    way = Transport(mode=mode, max_minutes=minutes)
    others = [item for item in participant.transport if item.mode is not mode]
    return {"transport": (*others, way)}


def _start(person: PersonFacts) -> Iterator[Proposal]:
    """Begin sooner than the person has said: a fortnight, or now."""
    earliest, today = person.participant.earliest_start, person.today
    if earliest is None or earliest <= today:
        return
    for sooner in sorted({max(earliest - timedelta(days=14), today), today}, reverse=True):
        yield Proposal("sooner", {"date": sooner}, {"earliest_start": _or_none(sooner, today)}, 1.0)


def _or_none(day: date, today: date) -> date | None:
    return None if day <= today else day
