"""A fourth invented person, whose week is best made of several small jobs, and the jobs it is made of.

``syn-p-0004`` mended bicycles and furniture, is at language school two days a week and wants about twelve
hours: no single job of that kind fits into the days that are left. Two of the small ones lie on the same days with a
short ride between them; the hours of the third can be chosen.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from features.profiles import Experience, Location, Participant, Skill, Transport, Wish
from features.vocabulary import (
    Adaptation,
    Cefr,
    Credential,
    Evidence,
    LanguageSource,
    Setting,
    SizeBand,
    SupportNeed,
    TransportMode,
    WishKind,
)
from training.world.employers import Shop
from training.world.hours import fixed, flexible
from training.world.people import Person
from training.world.showcase import SHOPS as OTHER_SHOPS
from training.world.showcase import WEEKDAYS, Fit, Job
from training.world.three import complete, days, language

MENDER: Final = "syn-p-0004"
SHOPS: Final = (
    Shop("95", "Cykelværkstedet Mælkebøtte", "8800", SizeBand.SMALL, (Adaptation.CONTACT_PERSON, Adaptation.OWN_PACE)),
    Shop("95", "Møbelværkstedet Enghumle", "8800", SizeBand.SMALL, (Adaptation.CONTACT_PERSON,)),
    Shop("81", "Vinterlærke Service", "8800", SizeBand.MEDIUM, (Adaptation.CONTACT_PERSON,)),
)
_FIRST: Final = len(OTHER_SHOPS)
JOBS: Final = (
    Job(
        MENDER,
        Fit.GOOD,
        "det han kan bedst, to formiddage, men kun fire timer",
        _FIRST,
        "bicycle_repairer",
        fixed((1, 4), 540, 660),
        ("lappe slanger", "skifte dæk og kæde", "justere gear", "stille bremser"),
        settings=(Setting.INSIDE, Setting.CALM_PACE),
        support=(Adaptation.OWN_PACE,),
    ),
    Job(
        MENDER,
        Fit.GOOD,
        "samme dage, lidt efter og lige i nærheden",
        _FIRST + 1,
        "furniture_maker_helper",
        fixed((1, 4), 690, 810),
        ("slibe bordplader og stoleben", "rense gammel lak af", "oliere og lakere træ"),
        settings=(Setting.INSIDE, Setting.CALM_PACE),
    ),
    Job(
        MENDER,
        Fit.GOOD,
        "timerne vælges frit mellem vinduerne",
        _FIRST + 2,
        "handyman",
        flexible(WEEKDAYS, 510, 780, 3, 5),
        ("samle møbler", "smøre døre og justere hængsler", "skifte pærer og pakninger"),
        settings=(Setting.INSIDE, Setting.ALONE),
        support=(Adaptation.CONTACT_PERSON,),
    ),
    Job(
        MENDER,
        Fit.WRONG,
        "hele ugen på samlebånd, når han højst kan fjorten timer",
        10,
        "furniture_assembler",
        fixed(WEEKDAYS, 420, 900),
        ("lime og samle skabe", "sætte ben på borde og stole"),
        settings=(Setting.INSIDE, Setting.FAST_PACE),
    ),
)


def mender(today: date) -> Person:
    """The person, complete and confirmed."""
    record = Participant(
        id=MENDER,
        hours_min=9,
        hours_wish=12,
        hours_max=14,
        availability=days(525, 825, (1, 4, 5)),
        max_jobs=3,
        home=Location(postcode="8800", town="Viborg", lat=56.45, lon=9.405),
        transport=(
            Transport(mode=TransportMode.WALK, max_minutes=20),
            Transport(mode=TransportMode.BIKE, max_minutes=30),
        ),
        credentials_missing=(Credential.B,),
        languages=(
            language("fa", Cefr.C2, Cefr.C2, Cefr.C1, Cefr.B2, LanguageSource.SELF),
            language("da", Cefr.A2, Cefr.A2, Cefr.A2, Cefr.A1, LanguageSource.TEST),
        ),
        experience=(
            Experience(
                text="Han havde i ti år et lille værksted, hvor han reparerede cykler og knallerter.",
                evidence=Evidence.PAID,
                disco08="7234",
                months=120,
            ),
            Experience(text="Han har sat møbler i stand og slebet borde for naboer.", evidence=Evidence.UNPAID),
        ),
        skills=(Skill(text="lappe slanger og justere gear"), Skill(text="slibe og lakere træ")),
        wishes=(
            Wish(kind=WishKind.TASK, value="reparere cykler", weight=1.0),
            Wish(kind=WishKind.TASK, value="slibe bordplader og olie træ", weight=0.9),
            Wish(kind=WishKind.TASK, value="samle møbler og rette småting i huse", weight=0.8),
            Wish(kind=WishKind.SETTING, value=Setting.INSIDE, weight=0.6),
            Wish(kind=WishKind.SETTING, value=Setting.CALM_PACE, weight=0.8),
        ),
        motivation=(
            "Han vil helst have noget i hænderne, som kan blive helt igen. Han bliver træt af den samme opgave hele"
            " dagen og tager gerne flere små job. Tirsdag og onsdag er han på sprogskole. Målet er 12 timer om ugen."
        ),
        resources="Han er tålmodig og finder fejlen. Han cykler overalt og kommer, når han har sagt det.",
        tags=("tålmodig", "fingernem"),
        support_needs=(SupportNeed.CONTACT_PERSON,),
        earliest_start=today,
        confirmed_at=today - timedelta(days=9),
    )
    wanted = {"bicycle_repairer": 1.0, "furniture_maker_helper": 0.9, "handyman": 0.8}
    return complete(record, {"bicycle_repairer": 120.0}, wanted, today)
