"""Three invented people whose lists are worth showing.

``syn-p-0001`` cleaned hotel rooms, wants calm, may not lift over 5 kg, is free while the children are at school and
goes by bus and bicycle. ``syn-p-0002`` was a baker and a cook's helper for eight years, never evenings, Danish B1,
from 15 to 30 hours. ``syn-p-0003`` had a farm, wants to be outdoors, has little Danish, an own car and a tender back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from features.profiles import (
    Availability,
    DoNotWant,
    Experience,
    FunctionalNeed,
    HeldCredential,
    LanguageLevel,
    Location,
    Participant,
    RampStep,
    Skill,
    Transport,
    Wish,
)
from features.vocabulary import (
    Adaptation,
    AvailabilityKind,
    Cefr,
    Credential,
    Evidence,
    LanguageSource,
    Need,
    Setting,
    SupportNeed,
    TransportMode,
    WishKind,
)
from training.world.employers import synthetic
from training.world.people import Person
from training.world.trades import number_of

WEEKDAYS: Final = (1, 2, 3, 4, 5)
CLEANER: Final = "syn-p-0001"
BAKER: Final = "syn-p-0002"
FARMER: Final = "syn-p-0003"


def people(today: date) -> list[Person]:
    """The three, complete and confirmed."""
    return [_cleaner(today), _baker(today), _farmer(today)]


def complete(record: Participant, done: Mapping[str, float], wanted: Mapping[str, float], today: date) -> Person:
    """A person of whom everything is known: months of occupations done, weights of those wanted."""
    fields = [name for name in Participant.model_fields if name not in ("id", "tenant", "status", "provenance")]
    record = record.model_copy(update={"provenance": synthetic(fields, today - timedelta(days=6))})
    return Person(
        record,
        record,
        {number_of(name): months for name, months in done.items()},
        {number_of(name): weight for name, weight in wanted.items()},
    )


def days(start: int, end: int, days: Sequence[int] = WEEKDAYS) -> tuple[Availability, ...]:
    """The same time (minutes after midnight) on several weekdays."""
    return tuple(Availability(weekday=day, start=start, end=end, kind=AvailabilityKind.CAN) for day in days)


def language(code: str, listen: Cefr, speak: Cefr, read: Cefr, write: Cefr, source: LanguageSource) -> LanguageLevel:
    """A language with its four skills."""
    return LanguageLevel(language=code, listen=listen, speak=speak, read=read, write=write, source=source)


def _cleaner(today: date) -> Person:
    record = Participant(
        id=CLEANER,
        hours_min=6,
        hours_wish=12,
        hours_max=15,
        ramp_plan=(RampStep(week=1, hours=6), RampStep(week=5, hours=9), RampStep(week=13, hours=12)),
        availability=days(495, 825),
        max_jobs=2,
        home=Location(postcode="8800", town="Viborg", lat=56.455, lon=9.395),
        transport=(
            Transport(mode=TransportMode.WALK, max_minutes=20),
            Transport(mode=TransportMode.BIKE, max_minutes=30),
            Transport(mode=TransportMode.BUS, max_minutes=45),
        ),
        credentials=(HeldCredential(code=Credential.CRIMINAL_RECORD), HeldCredential(code=Credential.CHILD_RECORD)),
        credentials_missing=(Credential.B,),
        languages=(
            language("ti", Cefr.C2, Cefr.C2, Cefr.C1, Cefr.C1, LanguageSource.SELF),
            language("da", Cefr.A2, Cefr.A2, Cefr.A1, Cefr.A1, LanguageSource.TEST),
        ),
        experience=(
            Experience(
                text="Hun har gjort 14 værelser rene om dagen på et hotel, redt senge og skiftet håndklæder.",
                evidence=Evidence.PAID,
                disco08="9112",
                months=30,
            ),
            Experience(text="Hun holdt huset for en stor familie i mange år.", evidence=Evidence.HOME),
        ),
        skills=(Skill(text="gøre badeværelser rene", evidence=Evidence.PAID), Skill(text="rede senge pænt og ens")),
        wishes=(
            Wish(kind=WishKind.TASK, value="gøre værelser rene og rede senge", weight=1.0),
            Wish(kind=WishKind.TASK, value="holde et stille sted pænt", weight=0.7),
            Wish(kind=WishKind.SETTING, value=Setting.QUIET, weight=1.0),
            Wish(kind=WishKind.SETTING, value=Setting.CALM_PACE, weight=0.8),
            Wish(kind=WishKind.SETTING, value=Setting.INSIDE, weight=0.5),
        ),
        do_not_want=(DoNotWant(kind=WishKind.SETTING, value=Setting.PORK),),
        motivation=(
            "Hun vil gerne tilbage til arbejdet med værelser, for der ved hun, hvad hun skal. Hun har brug for ro"
            " omkring sig og én ting ad gangen. Hun begynder gerne med 6 timer og vil stige til 12 timer om ugen."
        ),
        resources=(
            "Hun er grundig og ser, hvad der mangler. Hun møder til tiden hver gang. Hun cykler i al slags vejr og er"
            " vant til at tage bussen."
        ),
        tags=("rolig", "grundig", "mødestabil"),
        functional_needs=(
            FunctionalNeed(code=Need.LIFT, level=3, limit=5, hard=True, adaptations=(Adaptation.TWO_PERSON_LIFT,)),
        ),
        support_needs=(SupportNeed.CONTACT_PERSON,),
        earliest_start=today,
        confirmed_at=today - timedelta(days=6),
    )
    wanted = {"hotel_room_cleaner": 1.0, "office_cleaner": 0.7, "museum_attendant": 0.6, "linen_folder_packer": 0.5}
    return complete(record, {"hotel_room_cleaner": 30}, wanted, today)


def _baker(today: date) -> Person:
    record = Participant(
        id=BAKER,
        hours_min=15,
        hours_wish=30,
        hours_max=30,
        ramp_plan=(RampStep(week=1, hours=15), RampStep(week=9, hours=24), RampStep(week=17, hours=30)),
        availability=days(300, 960),
        home=Location(postcode="8800", town="Viborg", lat=56.44, lon=9.42),
        transport=(
            Transport(mode=TransportMode.BIKE, max_minutes=40),
            Transport(mode=TransportMode.BUS, max_minutes=60),
        ),
        credentials=(HeldCredential(code=Credential.HYGIENE),),
        credentials_missing=(Credential.B,),
        languages=(
            language("ar", Cefr.C2, Cefr.C2, Cefr.C1, Cefr.C1, LanguageSource.SELF),
            language("da", Cefr.B1, Cefr.B1, Cefr.A2, Cefr.A2, LanguageSource.TEST),
        ),
        experience=(
            Experience(
                text="Han var kokkens hjælper i et stort køkken i fem år og lavede grønt, supper og brød.",
                evidence=Evidence.PAID,
                disco08="9412",
                months=60,
            ),
            Experience(
                text="Han stod i tre år i et bageri, slog dej op og bagte fladbrød og kager.",
                evidence=Evidence.PAID,
                disco08="7512",
                months=36,
            ),
        ),
        skills=(Skill(text="bage brød og kager"), Skill(text="skære grøntsager hurtigt og ens")),
        wishes=(
            Wish(kind=WishKind.TASK, value="bage brød og lave kager", weight=1.0),
            Wish(kind=WishKind.TASK, value="hjælpe i et køkken med at gøre mad klar", weight=0.9),
            Wish(kind=WishKind.SETTING, value=Setting.TOGETHER, weight=0.6),
            Wish(kind=WishKind.SETTING, value=Setting.FOOD, weight=0.8),
        ),
        do_not_want=(DoNotWant(kind=WishKind.SETTING, value=Setting.ALCOHOL),),
        motivation=(
            "Han vil tilbage til dej, ovn og gryder, det er det, han er stolt af. Han kan møde meget tidligt, men"
            " aftener er umulige. Han begynder gerne med 15 timer og vil op på 30 timer om ugen."
        ),
        resources=(
            "Han har otte års erfaring fra køkken og bageri. Han er vant til tempo og til at være på benene. På dansk"
            " klarer han en almindelig samtale."
        ),
        tags=("udholdende", "samarbejder godt"),
        support_needs=(SupportNeed.MENTOR,),
        earliest_start=today,
        confirmed_at=today - timedelta(days=12),
    )
    done = {"cooks_helper": 60.0, "night_baker_helper": 36.0}
    wanted = {"pastry_helper": 1.0, "cooks_helper": 0.9, "canteen_assistant": 0.8, "industrial_bread_worker": 0.7}
    return complete(record, done, wanted, today)


def _farmer(today: date) -> Person:
    record = Participant(
        id=FARMER,
        hours_min=8,
        hours_wish=20,
        hours_max=25,
        availability=days(300, 1020),
        home=Location(postcode="7850", town="Stoholm Jyll", lat=56.485, lon=9.145),
        transport=(
            Transport(mode=TransportMode.CAR, max_minutes=45),
            Transport(mode=TransportMode.BIKE, max_minutes=20),
        ),
        credentials=(HeldCredential(code=Credential.B),),
        languages=(
            language("prs", Cefr.C2, Cefr.C2, Cefr.B1, Cefr.A2, LanguageSource.SELF),
            language("da", Cefr.A1, Cefr.A1, Cefr.PRE_A1, Cefr.PRE_A1, LanguageSource.CONSULTANT),
        ),
        experience=(
            Experience(
                text="Han havde sin egen gård med køer, får og hvede, og passede jord og dyr hele året.",
                evidence=Evidence.PAID,
                disco08="6130",
                months=180,
            ),
            Experience(text="Han har beskåret frugttræer og plantet hække for naboer.", evidence=Evidence.UNPAID),
        ),
        skills=(Skill(text="fodre og passe køer og kalve"), Skill(text="plante, luge og beskære")),
        wishes=(
            Wish(kind=WishKind.TASK, value="arbejde ude med planter og jord", weight=1.0),
            Wish(kind=WishKind.TASK, value="passe dyr", weight=0.8),
            Wish(kind=WishKind.SETTING, value=Setting.OUTSIDE, weight=1.0),
            Wish(kind=WishKind.SETTING, value=Setting.ANIMALS, weight=0.5),
        ),
        do_not_want=(DoNotWant(kind=WishKind.SETTING, value=Setting.PORK),),
        motivation=(
            "Han vil ud i luften og have jord på hænderne. Han siger, at han ikke kan sidde stille i et rum. Målet er"
            " 20 timer om ugen."
        ),
        resources=(
            "Han ved meget om jord, planter og dyr. Han kører selv i sin egen bil. Han forstår en opgave, når man viser"
            " den."
        ),
        tags=("selvstændig", "gode hænder"),
        functional_needs=(
            FunctionalNeed(code=Need.LIFT, level=2, limit=12, hard=True, adaptations=(Adaptation.LIFTING_AID,)),
            FunctionalNeed(code=Need.KNEEL, level=2, hard=False),
        ),
        support_needs=(SupportNeed.CALM_INTRODUCTION,),
        earliest_start=today,
        confirmed_at=today - timedelta(days=20),
    )
    wanted = {"nursery_worker": 1.0, "cemetery_worker": 0.9, "gardeners_helper": 0.9, "cattle_hand": 0.8}
    return complete(record, {"farm_owner": 180.0, "cattle_hand": 60.0}, wanted, today)
