"""Random but valid participants, employers and vacancies that touch every field a rule or a feature reads.

Values are those people write: half hours, kilos, quarters of an hour. Every field is now and then unknown.
"""

from datetime import date, timedelta

from hypothesis import strategies as st

from features.profiles import Employer, Participant, Vacancy
from features.vocabulary import (
    Adaptation,
    AvailabilityKind,
    Cefr,
    Contract,
    Credential,
    DayTime,
    Evidence,
    LanguageSkill,
    Necessity,
    Need,
    RequirementKind,
    Setting,
    ShiftKind,
    SizeBand,
    SupportNeed,
    TransportMode,
    VacancyStatus,
    WishKind,
)

TODAY = date(2026, 11, 2)
LANGUAGES = ("da", "en", "de", "ar", "tr")
BRANCHES = ("81", "812100", "56", "10", "01")
WORDS = ("rengøring", "opvask", "pakke varer på lager", "passe dyr", "køre bus", "bar", "slagte grise", "gartner")
GROUPS = ("9112", "9412", "5120", "0110", "911", "94", "5")
CODED = (
    RequirementKind.LICENCE,
    RequirementKind.CERTIFICATE,
    RequirementKind.BACKGROUND_CHECK,
    RequirementKind.EDUCATION,
)
FEW_CREDENTIALS = (Credential.B, Credential.C, Credential.CE, Credential.TRUCK, Credential.STACKER, Credential.HYGIENE)

half_hours = st.integers(1, 74).map(lambda n: n / 2)
offered_hours = st.integers(5, 192).map(lambda n: n / 5).filter(lambda hours: hours >= 1)
days_from_today = st.integers(-20, 90).map(lambda n: TODAY + timedelta(days=n))
weights = st.sampled_from((0.0, 0.3, 1.0))
levels = st.integers(0, 4)
amounts = st.sampled_from((0, 2.5, 5.1, 10, 12, 30, 60.5, 240))
points = st.tuples(st.integers(-60, 60), st.integers(-90, 90)).map(lambda p: (56.45 + p[0] / 100, 9.40 + p[1] / 100))


def maybe(strategy):
    return st.none() | strategy


def some(codes, most=3):
    return st.lists(st.sampled_from(tuple(codes)), max_size=most, unique=True)


@st.composite
def windows(draw):
    start = draw(st.sampled_from((0, 300, 420, 470, 480, 540, 720, 900, 1020, 1320)))
    return {"start": start, "end": min(1440, start + draw(st.sampled_from((60, 100, 240, 480, 600, 1440))))}


@st.composite
def locations(draw):
    kind = draw(st.sampled_from(("point", "postcode", "odd", "nothing")))
    if kind == "point":
        lat, lon = draw(points)
        return {"lat": lat, "lon": lon}
    return (
        {"postcode": draw(st.sampled_from(("8800", "7800", "8850", "8830"))) if kind == "postcode" else "0001"}
        if kind != "nothing"
        else {}
    )


@st.composite
def wished(draw, unwanted=False):
    kind = draw(st.sampled_from(tuple(WishKind)))
    values = {
        WishKind.SETTING: tuple(Setting),
        WishKind.COMPANY_SIZE: tuple(SizeBand),
        WishKind.BRANCH: (*BRANCHES, "8", "slagteri", "²"),
        WishKind.OCCUPATION: (*GROUPS, "51201", "gartner"),
        WishKind.TASK: (*WORDS, "", "9412"),
    }
    found = {"kind": kind, "value": draw(st.sampled_from(values[kind]))}
    return found if unwanted else found | {"weight": draw(weights)}


@st.composite
def needs(draw):
    return {
        "code": draw(st.sampled_from(tuple(Need))),
        "level": draw(levels),
        "limit": draw(maybe(amounts | st.sampled_from((0.7, 4, 6, 480, 570)))),
        "hard": draw(st.booleans()),
        "adaptations": draw(some(Adaptation, 2)),
        "expires_at": draw(maybe(days_from_today)),
    }


@st.composite
def languages(draw, code):
    return {"language": code, **{skill: draw(maybe(st.sampled_from(tuple(Cefr)))) for skill in LanguageSkill}}


@st.composite
def participants(draw, id="p1"):
    hours = sorted(draw(st.lists(half_hours, min_size=3, max_size=3)))
    said = draw(st.lists(st.booleans(), min_size=3, max_size=3))
    kept = {
        name: value if say else None
        for name, value, say in zip(("hours_min", "hours_wish", "hours_max"), hours, said, strict=True)
    }
    time = st.builds(
        lambda window, day, kind: window | {"weekday": day, "kind": kind},
        windows(),
        st.integers(1, 7),
        st.sampled_from(tuple(AvailabilityKind)),
    )
    always = [{"weekday": day, "start": 0, "end": 1440} for day in range(1, 8)]
    workdays = [{"weekday": day, "start": 360, "end": 1080} for day in range(1, 6)]
    raw = {
        "id": id,
        **kept,
        "ramp_plan": [
            {"week": week, "hours": hours}
            for week, hours in zip((1, 4, 9), sorted(draw(st.lists(half_hours, max_size=3))), strict=False)
        ],
        "availability": draw(st.sampled_from((always, workdays)) | st.lists(time, max_size=6)),
        "home": draw(maybe(locations())),
        "transport": [
            {"mode": mode, "max_minutes": draw(st.sampled_from((5, 20, 45, 240)))} for mode in draw(some(TransportMode))
        ],
        "credentials": [
            {"code": code, "expires": draw(maybe(days_from_today))} for code in draw(some(FEW_CREDENTIALS))
        ],
        "credentials_missing": draw(some(FEW_CREDENTIALS)),
        "credentials_complete": draw(st.sampled_from((False, False, True))),
        "languages": [draw(languages(code)) for code in draw(some(LANGUAGES))],
        "skills": [{"text": text} for text in draw(some(WORDS, 2))],
        "experience": [
            {"text": text, "evidence": draw(maybe(st.sampled_from(tuple(Evidence)))), "months": 6}
            for text in draw(some(WORDS, 2))
        ],
        "wishes": draw(st.lists(wished(), max_size=3)),
        "do_not_want": draw(st.lists(wished(unwanted=True), max_size=2)),
        "motivation": draw(st.sampled_from(("", "Jeg vil gerne arbejde med mennesker. Og med dyr."))),
        "functional_needs": draw(st.lists(needs(), max_size=3, unique_by=lambda need: need["code"])),
        "support_needs": draw(some(SupportNeed, 2)),
        "earliest_start": draw(maybe(days_from_today)),
    }
    return Participant.model_validate(raw)


@st.composite
def employers(draw, id="e1"):
    a, b = draw(st.sampled_from(((1, 1), (5, 1), (1, 9), (2, 2))))
    raw = {
        "id": id,
        "name": draw(st.sampled_from(("", "Hald Ege Gartneri", "Viborg Køkken"))),
        "branch": draw(maybe(st.sampled_from(BRANCHES))),
        "size_band": draw(maybe(st.sampled_from(tuple(SizeBand)))),
        "site": draw(locations()),
        "contact_budget": draw(maybe(st.integers(0, 4))),
        "contacts_this_month": draw(st.sampled_from((0, 0, 1, 2, 3))),
        "pause_until": draw(maybe(days_from_today)) if draw(st.booleans()) else None,
        "responsiveness": {"a": a, "b": b},
        "site_support": draw(some(Adaptation, 2)),
    }
    return Employer.model_validate(raw)


@st.composite
def demands(draw):
    codes = draw(some(Need, 3))
    return {code: {"level": draw(levels), "value": draw(maybe(amounts))} for code in codes}


@st.composite
def requirements(draw):
    kind = draw(
        st.sampled_from((*CODED, RequirementKind.LANGUAGE, RequirementKind.LANGUAGE, RequirementKind.EXPERIENCE))
    )
    found = {
        "kind": kind,
        "necessity": draw(st.sampled_from(tuple(Necessity))),
        "any_of": draw(st.sampled_from((None, None, "a", "b"))),
        "task": draw(st.sampled_from((None, "Betjene kunder", *WORDS[:2]))),
    }
    if kind is RequirementKind.LANGUAGE:
        skills = draw(some(LanguageSkill))
        found |= {
            "code": draw(st.sampled_from(LANGUAGES)),
            "levels": {s: draw(st.sampled_from(tuple(Cefr))) for s in skills},
        }
    elif kind is RequirementKind.EXPERIENCE:
        found |= {"code": "B"}
    else:
        found |= {"code": draw(st.sampled_from(FEW_CREDENTIALS))}
    return found


@st.composite
def shifts(draw):
    days = draw(st.sampled_from(((1,), (1, 2, 3, 4, 5), (6, 7), (1, 2, 3, 4, 5, 6, 7), (5, 1))))
    return draw(windows()) | {"weekdays": days, "kind": draw(st.sampled_from(tuple(ShiftKind)))}


@st.composite
def vacancies(draw, id="v1", employer_id="e1"):
    hours = sorted((draw(offered_hours), draw(offered_hours)))
    raw = {
        "id": id,
        "employer_id": employer_id,
        "terms": "ordinary",
        "title": draw(
            st.sampled_from(("Rengøringsassistent", "Opvasker", "Lagermedarbejder", "Staldhjælper", "Barmedarbejder"))
        ),
        "disco08": draw(maybe(st.sampled_from(("9112", "9412", "0110")))),
        "tasks": [
            {"name": name, "detachable": draw(st.booleans()), "demands": draw(demands())}
            for name in draw(some(WORDS, 2))
        ],
        "demands": draw(demands()),
        "hours_min": draw(maybe(st.just(hours[0]))),
        "hours_max": draw(maybe(st.just(hours[1]))),
        "positions": draw(st.sampled_from((1, 1, 1, 2, 0))),
        "start": draw(maybe(days_from_today)),
        "contract": draw(maybe(st.sampled_from(tuple(Contract)))),
        "shifts": draw(st.lists(shifts(), max_size=3)),
        "daytimes": draw(some(DayTime)),
        "daytimes_choice": draw(st.booleans()),
        "requirements": draw(st.lists(requirements(), max_size=5)),
        "settings": draw(some(Setting, 3)),
        "wage": draw(maybe(st.just({"low": 140, "high": 160}))),
        "site": draw(maybe(locations())),
        "site_support": draw(some(Adaptation, 3)),
        "status": draw(st.sampled_from((*[VacancyStatus.OPEN] * 5, VacancyStatus.CLOSED))),
        "valid_until": draw(maybe(days_from_today)),
    }
    return Vacancy.model_validate(raw)


@st.composite
def openings(draw, least=1, most=6):
    """(vacancy, employer, occupation or None) with distinct ids; some share an employer."""
    from features.occupations import occupations

    firms = [draw(employers(id=f"e{number}")) for number in range(draw(st.integers(1, 3)))]
    found = []
    for number in range(draw(st.integers(least, most))):
        firm = draw(st.sampled_from(firms))
        vacancy = draw(vacancies(id=f"v{number}", employer_id=firm.id))
        found.append((vacancy, firm, draw(maybe(st.sampled_from(occupations())))))
    return found
