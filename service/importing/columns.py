"""The columns of the template: which field each fills, its Danish and English headings, its parser and an example."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from features.vocabulary import (
    Adaptation,
    ClosedReason,
    Contract,
    Credential,
    DayTime,
    ParticipantStatus,
    Setting,
    SizeBand,
    SupportNeed,
    Terms,
    VacancySource,
    VacancyStatus,
)
from service.importing.cells import Parser, code, codes, day, number, whole, yes_no
from service.importing.fields import (
    demands,
    held,
    language_codes,
    languages,
    needs,
    place,
    ramp,
    requirements,
    tasks,
    text,
    transport,
    wage,
    wishes,
    words,
)
from service.importing.week_cells import availability, shifts


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
    Column("credentials_missing", "mangler beviser", "credentials missing", codes(Credential), "truck"),
    Column("credentials_complete", "alle beviser nævnt", "credentials complete", yes_no, "ja"),
    Column("languages", "sprog", "languages", languages, "dansk A2, arabisk C2"),
    Column("skills", "kan", "skills", words, "sy på maskine"),
    Column("experience", "erfaring", "experience", words, "rengøring, køkkenarbejde"),
    Column("wishes", "ønsker", "wishes", wishes, "rengøring, indendørs"),
    Column("do_not_want", "vil ikke", "do not want", wishes, "slagteri"),
    Column("motivation", "motivation", "motivation", text, "Vil gerne ud at arbejde igen"),
    Column("resources", "ressourcer", "resources", text, "Mødestabil og omhyggelig"),
    Column("functional_needs", "hensyn", "functional needs", needs, "løft 5 kg"),
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
    Column("demands", "belastning", "demands", demands, "løft 10 kg"),
    Column("hours_min", "timer mindst", "hours min", number, "8"),
    Column("hours_max", "timer højst", "hours max", number, "12"),
    Column("positions", "antal stillinger", "positions", whole, "1"),
    Column("start", "start", "start", day, "1-9-2026"),
    Column("end", "slut", "end", day),
    _choice("contract", "ansættelse", "contract", Contract, "permanent"),
    Column("shifts", "vagter", "shifts", shifts, "tirsdag 8-12, torsdag 8-12"),
    Column("daytimes", "tid på dagen", "daytimes", codes(DayTime), ""),
    Column("requirements", "krav", "requirements", requirements, "hygiejnebevis (lov), dansk tale A2 (opgave)"),
    Column("requirements_complete", "alle krav nævnt", "requirements complete", yes_no, "ja"),
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
