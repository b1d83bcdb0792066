"""What is not known of a person: the questions behind unknown findings of the rules and unknown features.

A question is only asked where its field is empty, and where some vacancy or feature waits for it. Which bus runs is no
question here: nobody in the room can answer it. Answers are everyday ones, not every value a field can hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import numpy as np

from features import week
from features.columns import DAYTIME_BITS, LANGUAGES, SKILLS
from features.facts import USUAL_MINUTES, PersonFacts
from features.pairs import OPPOSITES
from features.places import place_of
from features.profiles import Location, Participant, clock_text
from features.text import experience_phrases, wish_phrases
from features.vocabulary import (
    LIMIT_UNITS,
    Cefr,
    Credential,
    DayTime,
    LanguageSkill,
    Need,
    RuleCode,
    TransportMode,
    WhoCanChange,
    WishKind,
)
from matching.asking.question import Answer, Question
from matching.counsel.standing import Standing
from matching.rules import RULES, UNKNOWN
from matching.rules.base import amount_text
from matching.rules.person import lacking

PERSON: Final = WhoCanChange.PARTICIPANT
HOURS: Final = ((2.0, 8.0), (8.0, 15.0), (15.0, 25.0), (25.0, 37.0))
TIMES: Final = {
    "mornings": (range(1, 6), 8 * 60, 12 * 60),
    "school_hours": (range(1, 6), 8 * 60, 16 * 60),
    "afternoons": (range(1, 6), 12 * 60, 21 * 60),
    "always": (range(1, 8), 5 * 60, 23 * 60),
}
"""When in the week people can be away from home, as they say it: weekdays, from and to in minutes after midnight."""
LEVELS: Final = (Cefr.A1, Cefr.A2, Cefr.B1, Cefr.B2)
AMOUNTS: Final = {
    "kg": (5, 10, 15, 25),
    "minutes": (15, 30, 60, 120),
    "people": (3, 6, 12),
    "minutes after midnight": (480, 540, 600),
    "hours": (3, 4, 5, 6),
}
"""Limits that people give, by the unit of the need."""
MOST_CHOICES: Final = 4
MOST_CREDENTIALS: Final = 6
_NUMBER: Final = {rule.code: number for number, rule in enumerate(RULES)}


def questions_about(before: Standing) -> tuple[Question, ...]:
    """Everything worth asking the person of ``before``, who stands before the vacancies that answers could open."""
    person = before.request.person
    return (
        *_hours(person),
        *_availability(person),
        *_preferred_times(person),
        *_home(before),
        *_transport(person),
        *_credentials(before),
        *_languages(before),
        *_limits(person),
        *_settings(person.participant),
        *_work(before),
    )


def _asked(code: str, field: str, answers: Iterable[Answer], **params: Any) -> Iterator[Question]:
    found = tuple(answers)
    if len(found) > 1:
        yield Question(code, f"participant.{field}", PERSON, found, params)


def _unknown(before: Standing, rule: RuleCode) -> np.ndarray:
    """Places of the vacancies about which a rule does not know."""
    return np.flatnonzero(before.statuses[_NUMBER[rule]] == UNKNOWN)


# ── Hours and times ──────────────────────────────────────────────────────────────────────────────


def _hours(person: PersonFacts) -> Iterator[Question]:
    if person.hours is None:
        answers = (
            Answer("hours_between", {"hour_span": band}, {"hours_min": band[0], "hours_max": band[1]}) for band in HOURS
        )
        yield from _asked("ask_wanted_hours", "hours_max", answers)


def _availability(person: PersonFacts) -> Iterator[Question]:
    if person.possible is None:
        kept = [item.model_dump(mode="json") for item in person.participant.availability]
        answers = (
            Answer(f"time_{name}", {}, {"availability": [*kept, *_windows(*time)]}) for name, time in TIMES.items()
        )
        yield from _asked("ask_availability", "availability", answers)


def _windows(days: Iterable[int], start: int, end: int, kind: str = "can") -> list[dict[str, Any]]:
    return [{"weekday": day, "start": start, "end": end, "kind": kind} for day in days]


def _preferred_times(person: PersonFacts) -> Iterator[Question]:
    """When the person would rather work, inside the time they have: a wish never makes that time longer."""
    if person.possible is None or person.preferred or person.avoided:
        return
    answers = [Answer("no_preference")]
    for daytime in (DayTime.DAY, DayTime.EVENING, DayTime.WEEKEND):
        windows = week.windows(person.possible & DAYTIME_BITS[list(DayTime).index(daytime)])
        liked = [item for day, start, end in windows for item in _windows((day,), start, end, "prefer")]
        if liked:
            answers.append(Answer("daytime", {"daytime": daytime}, add={"availability": liked}))
    yield from _asked("ask_preferred_times", "availability", answers)


# ── The way ──────────────────────────────────────────────────────────────────────────────────────


def _home(before: Standing) -> Iterator[Question]:
    """The towns in which most of the vacancies lie stand for where somebody might live."""
    if before.request.person.point is not None:
        return
    openings = (before.snapshot.openings[row] for row in before.rows.tolist())
    found = postcodes(opening.vacancy.site or opening.employer.site for opening in openings)
    yield from _asked(
        "ask_home", "home", (Answer("place", {"town": town(code)}, {"home": {"postcode": code}}) for code in found)
    )


def postcodes(places: Iterable[Location | None]) -> list[str]:
    """The postcodes that are named most, as far as they are known places."""
    named = Counter(place.postcode for place in places if place is not None and place.postcode)
    return [code for code, _ in sorted(named.items(), key=lambda item: (-item[1], item[0])) if place_of(code)][
        :MOST_CHOICES
    ]


def town(postcode: str) -> str:
    """A postcode with its town."""
    place = place_of(postcode)
    return f"{postcode} {place.town}" if place and place.town else postcode


def _transport(person: PersonFacts) -> Iterator[Question]:
    ways = person.participant.transport
    if not ways:
        modes = (TransportMode.WALK, TransportMode.BIKE, TransportMode.BUS, TransportMode.CAR)
        answers = (Answer("way", {"mode": mode, "minutes": USUAL_MINUTES[mode]}, add=_way(mode, 1)) for mode in modes)
        yield from _asked("ask_transport", "transport", answers)
    for way in (way for way in ways if way.max_minutes is None):
        minutes = [(part, round(part * USUAL_MINUTES[way.mode])) for part in (0.5, 1, 1.5, 2)]
        answers = (Answer("minutes", {"minutes": most}, add=_way(way.mode, part)) for part, most in minutes)
        yield from _asked("ask_longest_way", "transport", answers, mode=way.mode)


def _way(mode: TransportMode, part: float) -> dict[str, Any]:
    return {"transport": [{"mode": mode.value, "max_minutes": round(part * USUAL_MINUTES[mode])}]}


# ── What is asked of the person ──────────────────────────────────────────────────────────────────


def _credentials(before: Standing) -> Iterator[Question]:
    """Each licence that a vacancy waits for and nobody has asked about, the most wanted first."""
    person, columns = before.request.person, before.request.columns.take(_unknown(before, RuleCode.LICENCES))
    groups = np.concatenate([columns.credentials_hard, columns.credentials_task], axis=1)
    wanted = np.bitwise_or.reduce(groups, axis=1) | columns.all_hard | columns.all_task
    settled = person.held | lacking(person)
    counted = {
        code: int(((wanted >> np.uint64(number)) & np.uint64(1)).sum())
        for number, code in enumerate(Credential)
        if code not in settled
    }
    asked = [code for code, count in sorted(counted.items(), key=lambda item: -item[1]) if count][:MOST_CREDENTIALS]
    missing = [code.value for code in person.participant.credentials_missing]
    for code in asked:
        yes = Answer("yes", add={"credentials": [{"code": code.value}]})
        no = Answer("no", patch={"credentials_missing": [*missing, code.value]})
        yield from _asked("ask_credential", "credentials", (yes, no), credentials=(code,))


def _languages(before: Standing) -> Iterator[Question]:
    """Danish in each skill nobody has judged, and other languages in the skills that a vacancy waits for."""
    participant = before.request.person.participant
    asked = before.request.columns.take(_unknown(before, RuleCode.LANGUAGE)).language >= 0
    for number, name in enumerate(LANGUAGES[:-1]):
        known = participant.language(name)
        for place, skill in enumerate(SKILLS):
            waits = name == "da" or bool(asked[:, number, place].any())
            if waits and (known is None or known.level(skill) is None):
                answers = (Answer("level", {"level": level}, add=_level(name, skill, level)) for level in LEVELS)
                yield from _asked("ask_language_skill", "languages", answers, spoken=name, skill=skill)


def _level(language: str, skill: LanguageSkill, level: Cefr) -> dict[str, Any]:
    return {"languages": [{"language": language, skill.value: level.value}]}


def _limits(person: PersonFacts) -> Iterator[Question]:
    needs = person.participant.functional_needs
    for asked in (need for need in person.needs if need.limit is None and need.code in LIMIT_UNITS):
        answers = []
        for amount in AMOUNTS[LIMIT_UNITS[asked.code]]:
            then = [need.model_copy(update={"limit": float(amount)}) if need == asked else need for need in needs]
            patch = {"functional_needs": [need.model_dump(mode="json") for need in then]}
            answers.append(Answer("limit", {"limit": limit_text(asked.code, amount)}, patch))
        yield from _asked("ask_limit", "functional_needs", answers, need=asked.code)


def limit_text(need: Need, amount: float) -> str:
    """An amount of a need as people write it: "5 kg", "60 min", "09:30"."""
    return clock_text(int(amount)) if need is Need.START_NOT_BEFORE else amount_text(need, amount)


# ── Wishes ───────────────────────────────────────────────────────────────────────────────────────


def _settings(participant: Participant) -> Iterator[Question]:
    """Each choice between two opposite settings, where no setting at all has been wished for."""
    if any(wish.kind is WishKind.SETTING for wish in participant.wishes):
        return
    unwanted = {item.value for item in participant.do_not_want if item.kind is WishKind.SETTING}
    for one, other in OPPOSITES.items():
        if unwanted.isdisjoint({one, other}):
            answers = [Answer("setting", {"setting": each}, add=_wish(WishKind.SETTING, each)) for each in (one, other)]
            yield from _asked("ask_setting", "wishes", (*answers, Answer("no_preference")), one=one, other=other)


def _work(before: Standing) -> Iterator[Question]:
    """What the person would like to do and has done, where neither is told: the commonest work there is to get."""
    participant = before.request.person.participant
    wished, done = wish_phrases(participant), experience_phrases(participant)
    if wished and done:
        return
    titles = _common_work(before)
    if not wished and not done:
        answers = (Answer("work", {"title": title}, add=_wish(WishKind.TASK, title)) for title in titles)
        yield from _asked("ask_wished_work", "wishes", answers)
    if not done:
        tried = [Answer("work", {"title": title}, add={"experience": [{"text": title}]}) for title in titles]
        yield from _asked("ask_work_done", "experience", (*tried, Answer("none_of_them")))


def _common_work(before: Standing) -> Sequence[str]:
    openings = (before.snapshot.openings[row] for row in before.rows[before.possible].tolist())
    counted = Counter(opening.occupation.title for opening in openings if opening.occupation is not None)
    return [title for title, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))][:MOST_CHOICES]


def _wish(kind: WishKind, value: str) -> dict[str, Any]:
    return {"wishes": [{"kind": kind.value, "value": value}]}
