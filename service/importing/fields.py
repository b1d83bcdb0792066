"""What each column of the template means: its Danish and English headings, how its cell is read, and an example.

A ``Column`` fills one field of a record (``field`` may also be one of the few helpers that ``compose`` puts together:
place, hours, wage). The same parsers read a plain string that stands where a record wants something structured.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from features.vocabulary import (
    TASK_NEEDS,
    Adaptation,
    Cefr,
    ClosedReason,
    Contract,
    Credential,
    DayTime,
    LanguageSkill,
    Necessity,
    Need,
    ParticipantStatus,
    RequirementKind,
    Setting,
    SizeBand,
    SupportNeed,
    Terms,
    TransportMode,
    VacancySource,
    VacancyStatus,
)
from service.importing.cells import CellFault, Parser, code, codes, day, items, number, whole, word_amounts, yes_no
from service.importing.names import LANGUAGE_NAMES, code_of, plain
from service.importing.week_cells import availability, shifts

_SKILLS: Final = tuple(skill.value for skill in LanguageSkill)
_LEVELS: Final = {level.value.casefold(): level.value for level in Cefr} | {
    "pd1": "A2", "pd2": "B1", "pd3": "B2", "sp": "C1", "modersmål": "C2", "ingen": "pre_A1", "før a1": "pre_A1",
}  # fmt: skip
_AMOUNTS: Final[Mapping[Need, tuple[float, float, float]]] = {
    Need.LIFT: (5, 10, 15),
    Need.CARRY: (5, 10, 15),
    Need.STAND: (30, 60, 120),
    Need.SIT: (30, 60, 120),
    Need.WALK: (30, 60, 120),
    Need.GROUP_SIZE: (3, 6, 12),
}
"""Up to these amounts a task's demand is of level 1, 2, 3; more is 4. Amounts are compared first, levels only else."""
_HOURS: Final = re.compile(
    r"([\d.,½]+)(?:\s*(?:-|–|til|to)\s*([\d.,½]+))?\s*(?:t\.?|timer|hours)?"
    r"(?:\s*(?:om ugen|ugentligt|pr\.? uge|a week|per week))?"
)
_WAGE: Final = re.compile(r"(?:kr\.?|dkk)?\s*([\d.,]+)(?:\s*-\s*([\d.,]+))?\s*(?:kr\.?|dkk|kr/t|kr\. i timen)?")


def text(cell: str) -> str:
    """The cell as it is."""
    return cell.strip()


def place(cell: str) -> dict[str, Any]:
    """``8800 Viborg`` · ``Viborg`` · ``8800`` as postcode and town; a street is left out."""
    from features.places import find_places, place_of

    digits = re.search(r"(?<!\d)(\d{4})(?!\d)", cell)
    if digits and place_of(digits[1]):
        town = re.sub(r"[^\w .\-]", "", cell[digits.end() :]).strip()
        return {"postcode": digits[1]} | ({"town": town[:80]} if town else {})
    named = cell.strip().title() if cell.islower() else cell.strip()
    found = [spot for _, _, spot in find_places(f"i {named}")]
    if found:
        last = found[-1]
        return {"postcode": last.postcode, "town": last.town, "lat": last.lat, "lon": last.lon}
    if digits:
        return {"postcode": digits[1]}
    if re.fullmatch(r"[^\W\d_][\w .\-]{1,60}", cell.strip()):
        return {"town": cell.strip()}
    raise CellFault("not_a_place")


def transport(cell: str) -> list[dict[str, Any]]:
    """``bil 30, cykel 20``."""
    return [{"mode": _named(word, TransportMode), "max_minutes": round(n)} for word, n, _ in word_amounts(cell)]


def needs(cell: str) -> list[dict[str, Any]]:
    """``løft 5 kg, stå 60 min, støj 3``: an amount in the code's unit, or a level 0–4; »kan drøftes« makes it soft."""
    found = []
    for item in items(cell):
        soft = re.search(r"\(?\s*(kan drøftes|kan forhandles|blød|negotiable)\s*\)?", item.lower())
        bare = item[: soft.start()] if soft else item
        name, amount, level = _need_item(bare)
        limit = {} if amount is None else {"limit": amount}
        found.append({"code": name.value, "level": 3 if level is None else level, "hard": not soft} | limit)
    return found


def demands(cell: str) -> dict[str, Any]:
    """``løft 15 kg, tempo 3``: what the work asks; an amount gets its level from a table."""
    found: dict[str, Any] = {}
    for item in items(cell):
        name, amount, level = _need_item(item)
        if name not in TASK_NEEDS:
            raise CellFault("unknown_name", shown=item[:40], known=", ".join(TASK_NEEDS))
        steps = _AMOUNTS.get(name, (1, 2, 3))
        own = 1 + sum(amount > step for step in steps) if amount is not None else level
        found[name.value] = {"level": own} | ({} if amount is None else {"value": amount})
    return found


def _need_item(item: str) -> tuple[Need, float | None, int | None]:
    """The need, and either an amount (a unit is written, or it is a clock time) or a level."""
    clock = re.fullmatch(r"(.*?)\s*(?:kl\.?)?\s*(\d{1,2})[.:](\d{2})", item.strip())
    if clock:
        return Need(_named(clock[1], Need)), int(clock[2]) * 60.0 + int(clock[3]), None
    word, amount, unit = next(word_amounts(item))
    name = Need(_named(word, Need))
    if unit.startswith(("time", "hour")) and name is not Need.SHIFT_LENGTH:
        amount *= 60
    if not unit and amount <= 4 and amount == int(amount):
        return name, None, int(amount)
    return name, amount, None


def _named(word: str, kind: type[Any]) -> str:
    found = code_of(word, kind)
    if found is None:
        raise CellFault("unknown_name", shown=word[:40], known=", ".join(str(code) for code in kind))
    return str(found.value)


def languages(cell: str) -> list[dict[str, Any]]:
    """``dansk A2, arabisk C2`` · ``dansk tale B1 læse A2``."""
    return [{"language": name, **levels} for name, levels in map(language_item, items(cell))]


def language_item(item: str) -> tuple[str, dict[str, str]]:
    """A language and its levels by skill; one level alone counts for all four."""
    first, *rest = plain(item).replace("(", " ").replace(")", " ").replace(":", " ").split()
    name = LANGUAGE_NAMES.get(first) or (first if re.fullmatch(r"[a-z]{2,3}", first) else None)
    if name is None:
        raise CellFault("not_a_language", shown=item[:40])
    skills: list[str] = []
    levels: dict[str, str] = {}
    for word in (word for word in rest if word not in ("og", "and", "+")):
        skill = code_of(word, LanguageSkill)
        if skill is None and word not in _LEVELS:
            raise CellFault("not_a_language", shown=item[:40])
        if skill is not None:
            skills.append(skill.value)
            continue
        levels |= dict.fromkeys(skills or _SKILLS, _LEVELS[word])
        skills = []
    return name, levels


def requirements(cell: str) -> list[dict[str, Any]]:
    """``kørekort B (lov), hygiejnebevis (sikkerhed), dansk tale A2 (opgave)``."""
    return [_requirement(item) for item in items(cell)]


def _requirement(item: str) -> dict[str, Any]:
    why = re.search(r"\(([^)]*)\)", item)
    necessity = code_of(why[1], Necessity) if why else Necessity.TASK
    bare = re.sub(r"\([^)]*\)", "", item).strip()
    if necessity is None or not bare:
        raise CellFault("not_a_requirement", shown=item[:40])
    credential = code_of(bare, Credential) or code_of(bare.lower().removeprefix("kørekort").strip(), Credential)
    if credential is not None:
        return {"kind": _kind_of(credential), "code": credential.value, "necessity": necessity.value}
    try:
        name, levels = language_item(bare)
    except CellFault:
        kind = RequirementKind.EDUCATION if "uddann" in bare.lower() else RequirementKind.EXPERIENCE
        return {"kind": kind.value, "code": bare, "necessity": necessity.value}
    asked = RequirementKind.LANGUAGE.value
    return {"kind": asked, "code": name, "levels": levels, "necessity": necessity.value}


def _kind_of(credential: Credential) -> str:
    if credential in (Credential.CRIMINAL_RECORD, Credential.CHILD_RECORD):
        return RequirementKind.BACKGROUND_CHECK.value
    licences = ("AM", "B", "BE", "C", "CE", "D", "T")
    return (RequirementKind.LICENCE if credential.value in licences else RequirementKind.CERTIFICATE).value


def hours(cell: str) -> tuple[float, float]:
    """``15`` · ``10-15`` hours a week."""
    match = _HOURS.fullmatch(cell.strip().lower())
    if match is None:
        raise CellFault("not_hours")
    return number(match[1]), number(match[2] or match[1])


def wage(cell: str) -> dict[str, Any]:
    """``165`` · ``150-170`` kroner an hour."""
    match = _WAGE.fullmatch(cell.strip().lower())
    if match is None:
        raise CellFault("not_a_wage")
    return {"low": number(match[1]), "high": number(match[2] or match[1])}


def held(cell: str) -> list[dict[str, Any]]:
    """``B, truck, hygiejnebevis``."""
    return [{"code": value} for value in codes(Credential)(cell)]


def words(cell: str) -> list[dict[str, Any]]:
    """``rengøring, køkkenarbejde`` as skills or experience in words."""
    return [{"text": item} for item in items(cell)]


def wishes(cell: str) -> list[dict[str, Any]]:
    """``rengøring, udendørs``: a name of a setting is a setting, everything else a task."""
    found = []
    for item in items(cell):
        setting, size = code_of(item, Setting), code_of(item, SizeBand)
        kind, value = (
            ("setting", setting.value) if setting else ("company_size", size.value) if size else ("task", item)
        )
        found.append({"kind": kind, "value": value})
    return found


def tasks(cell: str) -> list[dict[str, Any]]:
    """``rengøring af kontorer, opvask`` as tasks by name."""
    return [{"name": item} for item in items(cell)]


def ramp(cell: str) -> list[dict[str, Any]]:
    """``uge 1 3 timer, uge 5 8 timer`` (or ``1: 3, 5: 8``)."""
    steps = []
    for item in items(cell):
        match = re.fullmatch(r"(?:uge|week)?\s*(\d+)\s*[:=]?\s+(\d+(?:[.,]\d+)?)\s*(?:t|timer|hours)?", item.lower())
        if match is None:
            raise CellFault("not_word_and_number", shown=item[:40])
        steps.append({"week": int(match[1]), "hours": number(match[2])})
    return steps


def language_codes(cell: str) -> list[str]:
    """``arabisk, engelsk``."""
    return [language_item(item)[0] for item in items(cell)]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field it fills, its headings (Danish first), its parser, an example, and codes to choose from."""

    field: str
    danish: str
    english: str
    parse: Parser
    example: str = ""
    choices: type[Any] | None = None


def _choice(field: str, danish: str, english: str, kind: type[Any], example: str = "") -> Column:
    return Column(field, danish, english, code(kind), example, kind)


PARTICIPANT_COLUMNS: Final = (
    Column("id", "id", "id", text, "viborg-017"),
    Column("text", "tekst", "text", text),
    _choice("status", "status", "status", ParticipantStatus, "active"),
    Column("hours_min", "timer mindst", "hours min", number, "5"),
    Column("hours_wish", "timer ønsket", "hours wish", number, "10"),
    Column("hours_max", "timer højst", "hours max", number, "15"),
    Column("ramp_plan", "optrapning", "ramp plan", ramp, "uge 1 5 timer, uge 5 10 timer"),
    Column("availability", "tider", "availability", availability, "tirsdag 8-12, torsdag 8-12"),
    Column("max_jobs", "antal job", "max jobs", whole, "1"),
    Column("home", "bopæl", "home", place, "8800 Viborg"),
    Column("transport", "transport", "transport", transport, "bus 45, cykel 20"),
    Column("credentials", "kørekort og beviser", "credentials", held, "B, hygiejnebevis"),
    Column("credentials_missing", "har ikke kørekort og beviser", "credentials missing", codes(Credential), "truck"),
    Column("credentials_complete", "alle beviser er nævnt", "credentials complete", yes_no, "ja"),
    Column("languages", "sprog", "languages", languages, "dansk A2, arabisk C2"),
    Column("skills", "kan", "skills", words, "sy på maskine"),
    Column("experience", "erfaring", "experience", words, "rengøring, køkkenarbejde"),
    Column("wishes", "ønsker", "wishes", wishes, "rengøring, indendørs"),
    Column("do_not_want", "vil ikke", "do not want", wishes, "slagteri"),
    Column("motivation", "motivation", "motivation", text, "Vil gerne ud at arbejde igen"),
    Column("resources", "ressourcer", "resources", text, "Mødestabil og omhyggelig"),
    Column("functional_needs", "hensyn", "functional needs", needs, "løft 5 kg, stå 60 min"),
    Column("support_needs", "støtte", "support needs", codes(SupportNeed), "mentor"),
    Column("earliest_start", "tidligst start", "earliest start", day, "1-9-2026"),
    Column("confirmed_at", "bekræftet", "confirmed at", day, "1-8-2026"),
)
EMPLOYER_COLUMNS: Final = (
    Column("id", "id", "id", text, "virk-12"),
    Column("name", "navn", "name", text, "Eksempel Køkken ApS"),
    Column("cvr", "CVR", "cvr", text, ""),
    Column("p_number", "P-nummer", "p number", text, ""),
    Column("branch", "branche", "branch", text, "562900"),
    _choice("size_band", "størrelse", "size band", SizeBand, "10-49"),
    Column("site", "arbejdssted", "site", place, "8800 Viborg"),
    Column("contact_role", "kontakt", "contact", text, "driftsleder"),
    Column("contact_channel", "kontaktform", "channel", text, "telefon"),
    Column("contact_time", "træffes bedst", "best time", text, "tirsdag formiddag"),
    Column("contact_budget", "kontakter pr. måned", "contact budget", whole, "6"),
    Column("pause_until", "pause til", "pause until", day),
    Column("site_support", "stedet tilbyder", "site support", codes(Adaptation), "mentor"),
    Column("site_support_known", "støtte er afklaret", "site support known", yes_no, "ja"),
    Column("onboarding_languages", "oplæringssprog", "onboarding languages", language_codes, "engelsk, arabisk"),
    Column("agreement_name", "overenskomst", "agreement", text, ""),
    Column("agreement_hours", "mindste timetal", "agreement min hours", number, ""),
)
VACANCY_COLUMNS: Final = (
    Column("id", "id", "id", text, "job-2026-3"),
    Column("employer", "virksomhed", "employer", text, "Eksempel Køkken ApS"),
    Column("employer_id", "virksomheds-id", "employer id", text, "virk-12"),
    _choice("terms", "vilkår", "terms", Terms, "ordinary"),
    Column("title", "stilling", "title", text, "Køkkenmedhjælper"),
    Column("text", "tekst", "text", text, "Opvask og anretning i kantine"),
    Column("disco08", "DISCO-08", "disco08", text, "9412"),
    Column("tasks", "opgaver", "tasks", tasks, "opvask, anretning"),
    Column("demands", "belastning", "demands", demands, "løft 10 kg, tempo 2"),
    Column("hours_min", "timer mindst", "hours min", number, "8"),
    Column("hours_max", "timer højst", "hours max", number, "12"),
    Column("positions", "antal stillinger", "positions", whole, "1"),
    Column("start", "start", "start", day, "1-9-2026"),
    Column("end", "slut", "end", day),
    _choice("contract", "ansættelse", "contract", Contract, "permanent"),
    Column("shifts", "vagter", "shifts", shifts, "tirsdag 8-12, torsdag 8-12"),
    Column("daytimes", "tid på dagen", "daytimes", codes(DayTime), ""),
    Column("requirements", "krav", "requirements", requirements, "hygiejnebevis (lov), dansk tale A2 (opgave)"),
    Column("requirements_complete", "alle krav er nævnt", "requirements complete", yes_no, "ja"),
    Column("settings", "rammer", "settings", codes(Setting), ""),
    Column("wage", "timeløn", "wage", wage, "150-165"),
    Column("site", "arbejdssted", "site", place, "8800 Viborg"),
    Column("site_support", "stedet tilbyder", "site support", codes(Adaptation), "mentor"),
    _choice("status", "status", "status", VacancyStatus, "open"),
    _choice("source", "kilde", "source", VacancySource, "call"),
    Column("valid_until", "gælder til", "valid until", day, "30-9-2026"),
    Column("last_confirmed", "sidst bekræftet", "last confirmed", day, "1-8-2026"),
    _choice("closed_reason", "lukket fordi", "closed reason", ClosedReason),
)
COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    "participants": PARTICIPANT_COLUMNS,
    "employers": EMPLOYER_COLUMNS,
    "vacancies": VACANCY_COLUMNS,
}
"""The columns of the template per kind, in the order in which a person fills them in."""


def parsers(kind: str) -> Mapping[str, Callable[[str], Any]]:
    """The parser of every field of a kind."""
    return {column.field: column.parse for column in COLUMNS[kind]}
