"""Invented participants: what is true of them, and the thinner record that a first talk leaves.

Notes are put together from the knowledge base's sentences (what people say they have done and would like) and our own
consultants' phrases. Hours, times and loads in the notes come from the fields, so text and fields agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from features.occupations import occupations
from features.profiles import (
    Availability,
    DoNotWant,
    FunctionalNeed,
    HeldCredential,
    LanguageLevel,
    Participant,
    RampStep,
    Skill,
    Transport,
    Wish,
)
from features.vocabulary import (
    CEFR_ORDER,
    Adaptation,
    AvailabilityKind,
    Credential,
    Evidence,
    LanguageSource,
    Need,
    ParticipantStatus,
    Setting,
    SizeBand,
    SupportNeed,
    TransportMode,
    WishKind,
)
from training.world.dice import Dice
from training.world.employers import location, synthetic
from training.world.notes import experience, notes, spoken_danish
from training.world.trades import near_numbers, realistic
from training.world.wording import patterns

HOMES: Final = {
    "8800": 34, "8600": 8, "7800": 9, "7400": 7, "8850": 7, "7500": 5, "8900": 4, "7470": 4, "8620": 4, "7850": 3,
    "8840": 3, "8832": 2, "8831": 2, "8830": 2, "9632": 2, "7840": 1, "9500": 2, "7870": 1, "9620": 1, "7600": 1,
}  # fmt: skip
WINDOWS: Final = (
    ((1, 2, 3, 4, 5), 480, 840),
    ((1, 2, 3, 4, 5), 510, 870),
    ((1, 2, 3, 4, 5), 420, 960),
    ((1, 2, 3, 4, 5), 360, 1080),
    ((1, 2, 3, 4, 5), 720, 1200),
    ((1, 2, 3, 4, 5, 6, 7), 360, 1320),
    ((1, 2, 3, 4, 5, 6), 300, 1080),
)
"""Weekdays, earliest and latest minute; the first two are days that end with fetching children."""
LIMITS: Final[Mapping[Need, tuple[float, ...]]] = {
    Need.LIFT: (5, 8, 10, 12, 15),
    Need.CARRY: (5, 8, 10),
    Need.STAND: (30, 60, 90, 120),
    Need.SIT: (45, 60),
    Need.WALK: (30, 60, 90),
    Need.GROUP_SIZE: (4, 6, 10),
    Need.START_NOT_BEFORE: (510, 540, 570, 600),
    Need.SHIFT_LENGTH: (3, 4, 5, 6),
}
NEEDS: Final = {
    Need.LIFT: 20, Need.STAND: 12, Need.WALK: 5, Need.KNEEL: 7, Need.REACH: 4, Need.NOISE: 11, Need.PACE: 9,
    Need.COLD_OUTDOOR: 4, Need.TASK_SWITCHING: 5, Need.INSTRUCTION_FORM: 5, Need.WORKS_ALONE: 4, Need.CONFLICT: 4,
    Need.CUSTOMER_CONTACT: 4, Need.GROUP_SIZE: 3, Need.CARRY: 4, Need.CLIMB: 3, Need.START_NOT_BEFORE: 5,
    Need.SHIFT_LENGTH: 4, Need.NIGHT: 5, Need.SMELL: 2, Need.DEADLINE: 3, Need.SUPERVISION: 2, Need.SIT: 2,
}  # fmt: skip
TAGS: Final = (
    "mødestabil", "gode hænder", "rolig", "lærer hurtigt", "tålmodig", "ordenssans", "humor", "samarbejder godt",
    "selvstændig", "praktisk", "venlig", "udholdende", "servicesind", "ansvarlig",
)  # fmt: skip
HELD: Final = {
    Credential.B: 0.42, Credential.HYGIENE: 0.16, Credential.TRUCK: 0.07, Credential.FIRST_AID: 0.12,
    Credential.CRIMINAL_RECORD: 0.5, Credential.CHILD_RECORD: 0.3, Credential.ROAD_WORK: 0.02, Credential.EPOXY: 0.02,
    Credential.WELDING_26: 0.02, Credential.C: 0.02, Credential.CHAINSAW: 0.015, Credential.STACKER: 0.02,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """A participant as recorded, and what is true: the whole profile and the occupations behind its words.

    ``done`` maps occupations (numbers in ``features.occupations.occupations()``) to months; ``wanted`` maps them to a
    weight 0–1, wishes nobody has said included.
    """

    record: Participant
    truth: Participant
    done: Mapping[int, float]
    wanted: Mapping[int, float]


def invent_people(dice: Dice, count: int, today: date, first: Sequence[Person] = ()) -> list[Person]:
    """``count`` people, those in ``first`` first; one in twenty-five has nearly nothing filled in."""
    made = list(first[:count])
    while len(made) < count:
        made.append(_person(dice, len(made) + 1, today))
    return made


def _person(dice: Dice, number: int, today: date) -> Person:
    origins = patterns("people")["origin"]
    origin = dice.weighted(list(origins), [row["weight"] for row in origins.values()])
    woman = dice.happens(0.5)
    languages = _languages(dice, origin)
    done, wanted = _paths(dice, spoken_danish(languages))
    hours = _hours(dice)
    availability = _availability(dice)
    fields: dict[str, Any] = {
        "id": f"syn-p-{number:04d}",
        "status": ParticipantStatus.ACTIVE if dice.happens(0.92) else dice.pick(tuple(ParticipantStatus)),
        **hours,
        "availability": availability,
        "max_jobs": dice.weighted((1, 2, 3), (0.6, 0.3, 0.1)),
        "home": location(dice, dice.weighted(list(HOMES), list(HOMES.values())), 0.025),
        **_credentials(dice),
        "languages": languages,
        "experience": experience(dice, done, origins[origin]["places"], woman),
        "skills": _skills(dice, done),
        "wishes": _wishes(dice, wanted),
        "do_not_want": _unwanted(dice),
        "tags": tuple(dice.some(TAGS, dice.whole(0, 3))),
        "functional_needs": _needs(dice, today),
        "support_needs": tuple(dice.some(tuple(SupportNeed), dice.weighted((0, 1, 2), (0.4, 0.4, 0.2)))),
        "earliest_start": today + timedelta(days=7 * dice.whole(0, 8)) if dice.happens(0.6) else today,
        "confirmed_at": today - timedelta(days=dice.whole(0, 130)),
    }
    fields["transport"] = _transport(dice, any(item.code is Credential.B for item in fields["credentials"]))
    fields |= notes(dice, fields, done, wanted, woman)
    marks = synthetic(tuple(fields), today - timedelta(days=dice.whole(1, 90)))
    truth = Participant(**fields).model_copy(update={"provenance": marks})
    return Person(_as_recorded(dice, truth), truth, done, wanted)


def _paths(dice: Dice, danish: int) -> tuple[dict[int, float], dict[int, float]]:
    """Where the person comes from and what they hope for: often the same, a neighbour of it, or something new."""
    jobs = dice.weighted((0, 1, 2, 3), (8, 45, 35, 12))
    done = {dice.pick(realistic()): float(dice.whole(3, 150)) for _ in range(jobs)}
    wanted: dict[int, float] = {}
    for number in dice.some(sorted(done), 1) if dice.happens(0.65) else []:
        wanted[number] = dice.between(0.6, 1.0, 0.1)
        wanted |= {near: dice.between(0.4, 0.8, 0.1) for near in dice.some(near_numbers(number), 1)}
    for _ in range(dice.whole(0 if wanted else 1, 2)):
        known = sorted(wanted)
        close = near_numbers(dice.pick(known)) if known and dice.happens(0.6) else realistic(danish)
        wanted.setdefault(dice.pick(close), dice.between(0.4, 1.0, 0.1))
    return done, wanted


def _hours(dice: Dice) -> dict[str, Any]:
    wish = dice.weighted((6.0, 8.0, 10.0, 12.0, 15.0, 20.0, 25.0, 30.0, 37.0), (6, 8, 13, 13, 16, 14, 9, 9, 12))
    low = max(2.0, wish - dice.pick((3.0, 4.0, 5.0, 8.0)))
    ramp: tuple[RampStep, ...] = ()
    if wish >= 10 and dice.happens(0.4):
        low = min(low, dice.pick((3.0, 5.0, 8.0)))
        middle = float(int((low + wish) / 2))
        ramp = (RampStep(week=1, hours=low), RampStep(week=5, hours=middle), RampStep(week=13, hours=wish))
    high = min(37.0, wish + dice.pick((0.0, 2.0, 5.0, 10.0)))
    return {"hours_min": low, "hours_wish": wish, "hours_max": high, "ramp_plan": ramp}


def _availability(dice: Dice) -> tuple[Availability, ...]:
    days, start, end = dice.weighted(WINDOWS, (22, 14, 22, 12, 6, 14, 10))
    school = set(dice.some((1, 2, 3, 4), 2)) if dice.happens(0.35) else set()
    windows = []
    for day in days:
        last = min(end, 720) if day in school and start < 660 else end
        kind = AvailabilityKind.AVOID if day > 5 and dice.happens(0.5) else AvailabilityKind.CAN
        windows.append(Availability(weekday=day, start=start, end=last, kind=kind))
    if start <= 540 and dice.happens(0.25):
        windows.append(Availability(weekday=1, start=max(start, 540), end=min(end, 720), kind=AvailabilityKind.PREFER))
    return tuple(windows)


def _credentials(dice: Dice) -> dict[str, Any]:
    held = [HeldCredential(code=code) for code, share in HELD.items() if dice.happens(share)]
    codes = {item.code for item in held}
    missing = tuple(code for code in (Credential.B, Credential.TRUCK) if code not in codes and dice.happens(0.5))
    return {"credentials": tuple(held), "credentials_missing": missing, "credentials_complete": dice.happens(0.3)}


def _transport(dice: Dice, licence: bool) -> tuple[Transport, ...]:
    modes = {TransportMode.WALK: dice.pick((20, 30))}
    if dice.happens(0.7):
        modes[TransportMode.BIKE] = dice.pick((20, 30, 40))
    if dice.happens(0.8):
        modes[TransportMode.BUS] = dice.pick((30, 45, 60, 75))
    if licence and dice.happens(0.65):
        modes[TransportMode.CAR] = dice.pick((30, 40, 45, 60))
    elif dice.happens(0.1):
        modes[TransportMode.RIDE] = 30
    return tuple(Transport(mode=mode, max_minutes=minutes) for mode, minutes in modes.items())


def _languages(dice: Dice, origin: str) -> tuple[LanguageLevel, ...]:
    """The home language, Danish (listening first, writing last) and sometimes English."""
    if origin == "da":
        return (_level("da", 6, 6, 6, 6, LanguageSource.CONSULTANT),)
    speak = dice.weighted((0, 1, 2, 3, 4, 5), (8, 22, 30, 24, 12, 4))
    listen = min(6, speak + dice.whole(0, 1))
    read = max(0, speak - dice.whole(0, 2))
    source = dice.pick((LanguageSource.TEST, LanguageSource.MODULE, LanguageSource.CONSULTANT, LanguageSource.SELF))
    known = [_level(origin, 6, 6, 5, 5, LanguageSource.SELF)]
    known.append(_level("da", listen, speak, read, max(0, read - dice.whole(0, 1)), source))
    if dice.happens(0.4):
        english = dice.whole(1, 4)
        known.append(_level("en", english, english, english, max(0, english - 1), LanguageSource.SELF))
    return tuple(known)


def _level(language: str, listen: int, speak: int, read: int, write: int, source: LanguageSource) -> LanguageLevel:
    levels = [CEFR_ORDER[rank] for rank in (listen, speak, read, write)]
    return LanguageLevel(
        language=language, listen=levels[0], speak=levels[1], read=levels[2], write=levels[3], source=source
    )


def _skills(dice: Dice, done: Mapping[int, float]) -> tuple[Skill, ...]:
    tasks = [task for number in done for task in dice.some(occupations()[number].tasks, 2)]
    return tuple(Skill(text=task, evidence=Evidence.PAID) for task in dice.some(tasks, 3))


def _wishes(dice: Dice, wanted: Mapping[int, float]) -> tuple[Wish, ...]:
    """Most wishes are said as tasks, some as an occupation; settings and branches follow the wished work."""
    said = []
    for number, weight in wanted.items():
        occupation = occupations()[number]
        for task in dice.some(occupation.tasks, dice.whole(1, 2)):
            said.append(Wish(kind=WishKind.TASK, value=task, weight=weight))
        if dice.happens(0.3):
            said.append(Wish(kind=WishKind.OCCUPATION, value=occupation.title, weight=weight))
        if dice.happens(0.2):
            said.append(Wish(kind=WishKind.BRANCH, value=dice.pick(occupation.branches), weight=0.5))
    for setting in dice.some(_likely_settings(dice), dice.whole(0, 3)):
        said.append(Wish(kind=WishKind.SETTING, value=setting, weight=dice.between(0.4, 1.0, 0.1)))
    if dice.happens(0.15):
        said.append(Wish(kind=WishKind.COMPANY_SIZE, value=dice.pick(tuple(SizeBand)), weight=0.4))
    return tuple(said)


def _likely_settings(dice: Dice) -> list[Setting]:
    pairs = (
        (Setting.INSIDE, Setting.OUTSIDE),
        (Setting.TOGETHER, Setting.ALONE),
        (Setting.QUIET, Setting.LIVELY),
        (Setting.CALM_PACE, Setting.FAST_PACE),
        (Setting.CUSTOMERS, Setting.NO_CUSTOMERS),
    )
    return [dice.weighted(pair, (0.62, 0.38)) for pair in pairs] + [dice.pick((Setting.ANIMALS, Setting.FOOD))]


def _unwanted(dice: Dice) -> tuple[DoNotWant, ...]:
    settings = (Setting.PORK, Setting.ALCOHOL, Setting.CUSTOMERS, Setting.OUTSIDE, Setting.FAST_PACE, Setting.ANIMALS)
    tasks = ("natarbejde på slagteri", "gøre toiletter rene", "telefonsalg", "køre lastbil", "arbejde på stillads")
    found = [DoNotWant(kind=WishKind.SETTING, value=dice.pick(settings))] if dice.happens(0.22) else []
    if dice.happens(0.12):
        found.append(DoNotWant(kind=WishKind.TASK, value=dice.pick(tasks)))
    return tuple(found)


def _needs(dice: Dice, today: date) -> tuple[FunctionalNeed, ...]:
    count = dice.weighted((0, 1, 2, 3, 4), (38, 26, 20, 11, 5))
    codes: set[Need] = set()
    while len(codes) < count:
        codes.add(dice.weighted(list(NEEDS), list(NEEDS.values())))
    return tuple(
        FunctionalNeed(
            code=code,
            level=dice.weighted((1, 2, 3, 4), (2, 4, 3, 0.5)),
            limit=dice.pick(LIMITS[code]) if code in LIMITS else None,
            hard=dice.happens(0.65),
            adaptations=(Adaptation.LIFTING_AID,) if code is Need.LIFT and dice.happens(0.4) else (),
            expires_at=today + timedelta(days=dice.whole(-5, 180)),
        )
        for code in sorted(codes)
    )


def _as_recorded(dice: Dice, truth: Participant) -> Participant:
    """What got written down: less for people with little Danish, and now and then nearly nothing."""
    if dice.happens(0.04):
        kept = {"id", "status", "tenant", "home", "languages", "provenance"}
        return Participant(**{name: getattr(truth, name) for name in kept})
    danish = truth.language("da")
    shy = 0.3 if danish and danish.speak and danish.speak.rank <= 1 else 0.1
    empty: dict[str, Any] = {
        "availability": (),
        "transport": (),
        "experience": (),
        "wishes": (),
        "functional_needs": (),
        "hours_max": None,
        "earliest_start": None,
        "motivation": "",
    }
    return truth.model_copy(update={name: value for name, value in empty.items() if dice.happens(shy * _gap(name))})


def _gap(name: str) -> float:
    """How easily a field stays empty; needs are kept back more often than a bicycle."""
    return {"functional_needs": 1.6, "experience": 1.0, "wishes": 0.8, "transport": 0.5, "motivation": 0.5}.get(
        name, 0.7
    )
