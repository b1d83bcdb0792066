"""The jobs that make the lists of the three showcase people worth showing: good, near and plainly wrong ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from features.occupations import by_id
from features.profiles import (
    Demand,
    Employer,
    Requirement,
    Task,
)
from features.vocabulary import (
    Adaptation,
    Cefr,
    Contract,
    Credential,
    LanguageSkill,
    Necessity,
    Need,
    RequirementKind,
    Setting,
    SizeBand,
)
from training.world.adverts import Order
from training.world.dice import Dice
from training.world.employers import Shop
from training.world.hours import WorkTime, fixed, flexible
from training.world.three import BAKER, CLEANER, FARMER
from training.world.vacancies import credential, draw_wage, settings_of

WEEKDAYS: Final = (1, 2, 3, 4, 5)


class Fit(StrEnum):
    """How a showcase job is meant for its person."""

    GOOD = "good"
    NEAR = "near"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Job:
    """A showcase job: for whom, how it fits and why, and what it is."""

    person: str
    fit: Fit
    why: str
    shop: int
    occupation: str
    time: WorkTime
    tasks: Sequence[str]
    demands: Mapping[Need, Demand] = field(default_factory=dict)
    requirements: tuple[Requirement, ...] = ()
    settings: tuple[Setting, ...] = ()
    support: tuple[Adaptation, ...] = ()
    loose: bool = False


SHOPS: Final = (
    Shop("55", "Hotel Månekilde", "8800", SizeBand.MEDIUM, (Adaptation.CONTACT_PERSON, Adaptation.FIXED_TASKS)),
    Shop("81", "Tusmørke Rengøring", "8800", SizeBand.LARGE, (Adaptation.OWN_PACE, Adaptation.PICTURE_INSTRUCTIONS)),
    Shop("91", "Lærkesang Museum", "8800", SizeBand.SMALL, (Adaptation.QUIET_PLACE, Adaptation.OWN_PACE)),
    Shop("96", "Duggry Vaskeri", "8800", SizeBand.MEDIUM, (Adaptation.SIT_STAND, Adaptation.FIXED_TASKS)),
    Shop("10", "Kornmåne Bageri", "8800", SizeBand.SMALL, (Adaptation.SMALL_TEAM, Adaptation.MENTOR)),
    Shop("56", "Kvistfugl Kantiner", "8800", SizeBand.MEDIUM, (Adaptation.CONTACT_PERSON,)),
    Shop("56", "Restaurant Tranedans", "8800", SizeBand.SMALL),
    Shop("01", "Havrestjerne Planteskole", "7850", SizeBand.SMALL, (Adaptation.OWN_PACE, Adaptation.LIFTING_AID)),
    Shop("01", "Gården Firkløvermose", "7800", SizeBand.SMALL, (Adaptation.SMALL_TEAM,)),
    Shop("94", "Hyldehat Kirkegård", "7850", SizeBand.SMALL, (Adaptation.LIFTING_AID, Adaptation.CONTACT_PERSON)),
    Shop("43", "Ambolthop Byg", "8800", SizeBand.MEDIUM),
    Shop("10", "Ravnefjer Slagteri", "8600", SizeBand.LARGE, (Adaptation.EAR_PROTECTION,)),
)


def _danish(level: Cefr, task: str) -> Requirement:
    levels = {LanguageSkill.LISTEN: level, LanguageSkill.SPEAK: level}
    return Requirement(kind=RequirementKind.LANGUAGE, code="da", levels=levels, necessity=Necessity.TASK, task=task)


def _kilos(kilos: float, level: int = 3) -> Mapping[Need, Demand]:
    return {Need.LIFT: Demand(level=level, value=kilos)}


JOBS: Final = (
    Job(
        CLEANER,
        Fit.GOOD,
        "samme arbejde, let, midt på formiddagen, ti minutter på cykel",
        0,
        "hotel_room_cleaner",
        fixed((1, 2, 3, 4), 540, 720),
        ("rede senge", "tørre støv af på værelserne", "gøre badeværelser rene", "fylde sæbe og håndklæder op"),
        _kilos(4, 1),
        settings=(Setting.QUIET, Setting.INSIDE, Setting.CALM_PACE),
        support=(Adaptation.FIXED_TASKS, Adaptation.STEP_UP),
    ),
    Job(
        CLEANER,
        Fit.GOOD,
        "stille sted, få timer, formiddag",
        2,
        "museum_attendant",
        fixed((2, 4, 5), 570, 750),
        ("tørre montrer af", "holde udstillingen pæn", "gøre kaffestuen ren", "tænde lyset i salene"),
        _kilos(3, 1),
        settings=(Setting.QUIET, Setting.INSIDE, Setting.CALM_PACE),
        support=(Adaptation.OWN_PACE,),
    ),
    Job(
        CLEANER,
        Fit.GOOD,
        "fleksible timer i skoletiden, eget tempo",
        1,
        "office_cleaner",
        flexible(WEEKDAYS, 510, 810, 10, 12),
        ("tømme papirkurve", "tørre skriveborde af", "gøre toiletter og håndvaske rene", "fylde sæbe og papir op"),
        _kilos(5, 1),
        settings=(Setting.QUIET, Setting.INSIDE, Setting.ALONE),
        support=(Adaptation.OWN_PACE,),
    ),
    Job(
        CLEANER,
        Fit.NEAR,
        "alt passer, men vasketøjskurvene vejer 10 kg; opgaven kan tages ud",
        3,
        "linen_folder_packer",
        fixed((1, 2, 3, 4, 5), 510, 660),
        ("folde håndklæder og lagner", "lægge linned i stabler", "løfte kurve med rent vasketøj"),
        settings=(Setting.INSIDE, Setting.TOGETHER),
        support=(Adaptation.SIT_STAND,),
        loose=True,
    ),
    Job(
        CLEANER,
        Fit.NEAR,
        "arbejdet passer, men arbejdspladsen beder om mere dansk til gæsterne",
        0,
        "hotel_room_cleaner",
        fixed((2, 3, 4, 5), 540, 720),
        ("rede senge", "rydde morgenbordet af", "svare gæster på gangen"),
        _kilos(4, 1),
        (_danish(Cefr.B1, "svare gæster på gangen"),),
        settings=(Setting.INSIDE, Setting.CUSTOMERS),
    ),
    Job(
        CLEANER,
        Fit.WRONG,
        "aften, højt tempo og tunge løft",
        11,
        "slaughterhouse_night_cleaner",
        fixed(WEEKDAYS, 1080, 1350, "evening"),
        ("spule maskiner og gulve", "løfte riste og kar", "skumme med stærke midler"),
        _kilos(20, 4),
        settings=(Setting.LIVELY, Setting.FAST_PACE, Setting.PORK),
    ),
    Job(
        CLEANER,
        Fit.WRONG,
        "børnene skal hentes, og det er tungt",
        1,
        "school_cleaner",
        fixed(WEEKDAYS, 930, 1110),
        ("sætte stole op på bordene", "køre gulvvaskemaskine", "bære sække med affald ud"),
        _kilos(12, 3),
        (credential(Credential.CHILD_RECORD, Necessity.LEGAL),),
        settings=(Setting.INSIDE, Setting.FAST_PACE),
    ),
    Job(
        BAKER,
        Fit.GOOD,
        "bagerarbejde om dagen, lille hold, tyve timer",
        4,
        "pastry_helper",
        fixed(WEEKDAYS, 420, 660),
        ("veje mel og sukker af", "rulle dej ud", "sætte boller på plader", "pynte kager"),
        {Need.STAND: Demand(level=3)},
        settings=(Setting.INSIDE, Setting.FOOD, Setting.TOGETHER),
        support=(Adaptation.MENTOR, Adaptation.STEP_UP),
    ),
    Job(
        BAKER,
        Fit.GOOD,
        "køkken i dagtimerne med faste dage",
        5,
        "canteen_assistant",
        fixed((1, 2, 3, 4), 450, 810),
        ("skære grøntsager til buffeten", "smøre sandwich", "bage brød til frokost", "vaske op"),
        {Need.STAND: Demand(level=3)},
        (credential(Credential.HYGIENE, Necessity.TASK),),
        settings=(Setting.INSIDE, Setting.FOOD, Setting.TOGETHER),
        support=(Adaptation.CONTACT_PERSON,),
    ),
    Job(
        BAKER,
        Fit.GOOD,
        "tæt på faget, tidlig morgen, fuld uge",
        4,
        "industrial_bread_worker",
        fixed(WEEKDAYS, 360, 720, "early"),
        ("passe ovnen", "forme brød og boller", "tømme bageplader", "holde orden ved bordet"),
        {Need.STAND: Demand(level=3), **_kilos(15, 3)},
        settings=(Setting.INSIDE, Setting.FOOD),
    ),
    Job(
        BAKER,
        Fit.NEAR,
        "godt køkken, men de beder om dansk på B2 til telefonbestillinger",
        5,
        "cooks_helper",
        fixed(WEEKDAYS, 480, 780),
        ("hjælpe kokken med varme retter", "gøre grønt klar", "tage imod bestillinger i telefonen"),
        {},
        (_danish(Cefr.B2, "tage imod bestillinger i telefonen"),),
        settings=(Setting.INSIDE, Setting.FOOD, Setting.TOGETHER),
    ),
    Job(
        BAKER,
        Fit.WRONG,
        "det rigtige fag, men kun aftener",
        6,
        "cooks_helper",
        fixed((3, 4, 5), 1020, 1320, "evening"),
        ("hjælpe kokken med varme retter", "anrette på tallerkener", "vaske op og lukke køkkenet"),
        {Need.PACE: Demand(level=3)},
        settings=(Setting.INSIDE, Setting.FOOD, Setting.FAST_PACE),
    ),
    Job(
        BAKER,
        Fit.WRONG,
        "aften og weekend med gæster",
        6,
        "restaurant_waiter",
        fixed((5, 6), 1020, 1380, "evening"),
        ("tage imod gæster", "skænke vin og øl", "rydde borde af"),
        {Need.CUSTOMER_CONTACT: Demand(level=4)},
        (_danish(Cefr.B2, "tage imod gæster"),),
        settings=(Setting.INSIDE, Setting.CUSTOMERS, Setting.ALCOHOL),
    ),
    Job(
        FARMER,
        Fit.GOOD,
        "udendørs, planter, eget tempo og løftegrej",
        7,
        "nursery_worker",
        fixed(WEEKDAYS, 450, 690),
        ("potte små planter om", "luge mellem rækkerne", "vande træer og buske", "klippe hæk"),
        {**_kilos(8, 2), Need.KNEEL: Demand(level=2)},
        settings=(Setting.OUTSIDE, Setting.QUIET, Setting.CALM_PACE),
        support=(Adaptation.LIFTING_AID, Adaptation.OWN_PACE, Adaptation.STEP_UP),
    ),
    Job(
        FARMER,
        Fit.GOOD,
        "grønt arbejde på et lille hold, ingen krav til dansk",
        9,
        "cemetery_worker",
        fixed((1, 2, 3, 4), 480, 780),
        ("rive grus og gange", "klippe buske", "luge gravsteder", "slå græs"),
        {**_kilos(10, 2), Need.KNEEL: Demand(level=2)},
        settings=(Setting.OUTSIDE, Setting.QUIET, Setting.CALM_PACE),
        support=(Adaptation.LIFTING_AID,),
    ),
    Job(
        FARMER,
        Fit.GOOD,
        "dyr, tidlig morgen, kører selv bil",
        8,
        "cattle_hand",
        fixed((1, 2, 3, 4, 5), 360, 600, "early"),
        ("fodre køer og kalve", "strø halm i boksene", "se til kalvene", "feje foderbordet"),
        {**_kilos(10, 2), Need.KNEEL: Demand(level=2)},
        (credential(Credential.B, Necessity.TASK),),
        settings=(Setting.ANIMALS, Setting.OUTSIDE),
    ),
    Job(
        FARMER,
        Fit.NEAR,
        "samme gård, men fodersækkene vejer 25 kg; opgaven kan tages ud",
        8,
        "cattle_hand",
        fixed((1, 3, 5), 420, 720),
        ("drive køer til malkning", "spule gulvet i stalden", "slæbe fodersække"),
        settings=(Setting.ANIMALS, Setting.OUTSIDE),
        loose=True,
    ),
    Job(
        FARMER,
        Fit.WRONG,
        "hårdt for ryggen hele dagen",
        10,
        "building_labourer",
        fixed(WEEKDAYS, 420, 870),
        ("bære mursten og mørtel", "læsse brædder af", "rydde op på pladsen"),
        {**_kilos(30, 4), Need.CLIMB: Demand(level=3)},
        settings=(Setting.OUTSIDE, Setting.FAST_PACE),
    ),
    Job(
        FARMER,
        Fit.WRONG,
        "inde ved telefonen og på dansk",
        1,
        "receptionist",
        fixed((1, 2, 3), 540, 840),
        ("tage telefonen", "skrive beskeder", "tage imod besøg"),
        {Need.SIT: Demand(level=3), Need.CUSTOMER_CONTACT: Demand(level=4)},
        (_danish(Cefr.B2, "tage telefonen"),),
        settings=(Setting.INSIDE, Setting.CUSTOMERS),
    ),
)
HEAVY_TASKS: Final = {"løfte kurve med rent vasketøj": 10.0, "slæbe fodersække": 25.0}
"""Tasks that alone make a near job too heavy; they can be left out."""


def orders(dice: Dice, employers: Sequence[Employer], today: date, jobs: Sequence[Job] = JOBS) -> list[Order]:
    """The showcase jobs whose employer is there, as orders."""
    return [_order(dice, job, employers[job.shop], today) for job in jobs if job.shop < len(employers)]


def _order(dice: Dice, job: Job, employer: Employer, today: date) -> Order:
    occupation = by_id()[job.occupation]
    share = int(100 / len(job.tasks)) / 100
    tasks = tuple(_task(name, share, job.loose) for name in job.tasks)
    return Order(
        employer=employer,
        occupation=occupation,
        time=job.time,
        tasks=tasks,
        demands=job.demands,
        requirements=job.requirements,
        settings=job.settings or settings_of(dice, occupation),
        support=job.support,
        wage=draw_wage(dice, occupation, employer),
        start=today + timedelta(days=14),
        contract=Contract.PERMANENT,
    )


def _task(name: str, share: float, loose: bool) -> Task:
    kilos = HEAVY_TASKS.get(name)
    if kilos is None:
        return Task(name=name, share=share)
    return Task(name=name, share=share, detachable=loose, demands={Need.LIFT: Demand(level=3, value=kilos)})
