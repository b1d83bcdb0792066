"""A case worked by hand for each way each rule can answer, and short ways to write one down."""

# ruff: noqa: E501, RUF012 (the table of cases reads best as one line each)

from datetime import date, timedelta

from features.facts import OpeningFacts, PersonFacts
from features.profiles import Employer, Participant, Vacancy
from features.vocabulary import RuleCode
from matching.rules import BROKEN, MET, NEGOTIABLE, RULES, UNKNOWN, Pair
from matching.rules.base import worst
from tests.strategies import TODAY
from tests.town import WORKDAYS, asked, danish, spoken, windows

MON = date(2026, 11, 2)
BY_CODE = {rule.code: rule for rule in RULES}
NEAR, TOWN, FAR = {"lat": 56.46, "lon": 9.40}, {"lat": 56.45, "lon": 9.40}, {"lat": 56.63, "lon": 9.40}
DAYTIME = windows(range(1, 8), "07:00", "17:00")


def pair(person=None, job=None, firm=None, occupation=None):
    participant = Participant.model_validate({"id": "p"} | (person or {}))
    employer = Employer.model_validate({"id": "e"} | (firm or {}))
    vacancy = Vacancy.model_validate({"id": "v", "employer_id": "e", "terms": "ordinary", "title": "Job"} | (job or {}))
    return Pair(PersonFacts.of(participant, TODAY), OpeningFacts.of(vacancy, employer, occupation))


def shift(start, end, days=WORKDAYS, kind="fixed"):
    return {"weekdays": list(days), "start": start, "end": end, "kind": kind}


def need(code, level=2, **more):
    return {"functional_needs": [{"code": code, "level": level, **more}]}


def demand(code, level, value=None):
    return {"demands": {code: {"level": level, "value": value}}}


def task(code, level, value=None, detachable=False):
    return {"tasks": [{"name": "A", "detachable": detachable, **demand(code, level, value)}]}


def travel(mode, minutes, home=TOWN):
    return {"home": home, "transport": [{"mode": mode, "max_minutes": minutes}]}


def noted(**more):
    """The times are read from a note."""
    return {"provenance": {"availability": {"source": "text", "recorded_at": MON.isoformat(), **more}}}


def answer(rule, person, job):
    return worst(BY_CODE[RuleCode(rule)].explain(pair(person, job)))


class Usual:
    """An occupation: only what facts read of it."""

    disco08 = "9412"
    demands: dict = {}
    danish: dict = {}
    shifts = ("day",)

    class setting:
        place, company, noise, pace, customers = "inside", "together", 4, 2, 2

    def __init__(self, **more):
        self.__dict__ |= more


def usual_lift(level, value):
    from features.occupations import TypicalDemand
    from features.vocabulary import Need

    return Usual(demands={Need.LIFT: TypicalDemand(level, value)})


YESTERDAY, TOMORROW = MON - timedelta(days=1), MON + timedelta(days=1)
HOURS_10_20 = {"hours_min": 10, "hours_max": 20}
NIGHT_SHIFT = {"shifts": [shift("22:00", "24:00", (1,)), shift("00:00", "06:00", (2,))]}

CASES = [
    # rule, person, job, employer: status, code, field, who
    ("open", {}, {}, {}, MET, None, None, None),
    ("open", {}, {"valid_until": MON}, {}, MET, None, None, None),
    ("open", {}, {"status": "closed"}, {}, BROKEN, "vacancy_closed", "vacancy.status", "employer"),
    ("open", {}, {"positions": 0}, {}, BROKEN, "no_positions", "vacancy.positions", "employer"),
    ("open", {}, {"valid_until": YESTERDAY}, {}, BROKEN, "vacancy_expired", "vacancy.valid_until", "employer"),
    ("pause", {}, {}, {"pause_until": MON}, MET, None, None, None),
    ("pause", {}, {}, {"pause_until": TOMORROW}, BROKEN, "employer_paused", "employer.pause_until", "employer"),
    ("budget", {}, {}, {"contact_budget": 3, "contacts_this_month": 2}, MET, None, None, None),
    ("budget", {}, {}, {"size_band": "10-49", "contacts_this_month": 5}, MET, None, None, None),
    ("budget", {}, {}, {"contacts_this_month": 1}, MET, None, None, None),
    ("budget", {}, {}, {"contacts_this_month": 2}, UNKNOWN, "ask_contact_budget", "employer.contact_budget", "consultant"),
    ("budget", {}, {}, {"size_band": "0-9", "contacts_this_month": 2}, BROKEN, "contact_budget_used", "employer.contact_budget", "consultant"),
    ("hours", HOURS_10_20, {"hours_min": 20, "hours_max": 30}, {}, MET, None, None, None),
    ("hours", HOURS_10_20, {"hours_max": 10}, {}, MET, None, None, None),
    ("hours", {}, {"hours_min": 20}, {}, UNKNOWN, "ask_wanted_hours", "participant.hours_max", "participant"),
    ("hours", HOURS_10_20, {}, {}, UNKNOWN, "ask_offered_hours", "vacancy.hours_min", "employer"),
    ("hours", HOURS_10_20, {"hours_min": 20.5, "hours_max": 30}, {}, BROKEN, "too_many_hours", "vacancy.hours_min", "employer"),
    ("hours", HOURS_10_20, {"hours_min": 5, "hours_max": 9.5}, {}, BROKEN, "too_few_hours", "vacancy.hours_max", "employer"),
    ("clock", {"availability": windows(range(1, 8), "00:00", "24:00")}, NIGHT_SHIFT, {}, MET, None, None, None),
    ("clock", {"availability": DAYTIME, **travel("car", 45)}, {"shifts": [shift("07:15", "16:45", (1, 2, 3))], "site": NEAR}, {}, MET, None, None, None),
    ("clock", {"availability": DAYTIME, **travel("car", 45)}, {"shifts": [shift("07:00", "16:45", (1, 2, 3))], "site": NEAR}, {}, BROKEN, "shift_outside_time", "vacancy.shifts", "participant"),
    ("clock", {"availability": DAYTIME, **travel("car", 45), **noted()}, {"shifts": [shift("07:00", "16:45", (1, 2, 3))], "site": NEAR}, {}, UNKNOWN, "ask_way_beside_time", "participant.availability", "participant"),
    ("clock", {"availability": DAYTIME, **travel("car", 45), **noted(confirmed=True)}, {"shifts": [shift("07:00", "16:45", (1, 2, 3))], "site": NEAR}, {}, BROKEN, "shift_outside_time", "vacancy.shifts", "participant"),
    ("clock", {"availability": DAYTIME, **travel("car", 45), **noted()}, {"shifts": [shift("06:45", "16:45", (1, 2, 3))], "site": NEAR}, {}, BROKEN, "shift_outside_time", "vacancy.shifts", "participant"),
    ("clock", {}, {"shifts": [shift("07:00", "15:00")]}, {}, UNKNOWN, "ask_availability", "participant.availability", "participant"),
    ("clock", {"availability": DAYTIME}, {"shifts": [shift("09:00", "15:00")]}, {}, UNKNOWN, "ask_travel_for_shift", "participant.transport", "consultant"),
    ("clock", {"availability": DAYTIME}, {"hours_min": 10}, {}, UNKNOWN, "ask_shifts", "vacancy.shifts", "employer"),
    ("clock", {"availability": DAYTIME}, {"daytimes": ["evening", "day"], "daytimes_choice": True}, {}, UNKNOWN, "ask_shifts", "vacancy.shifts", "employer"),
    ("clock", {"availability": DAYTIME}, {"daytimes": ["evening", "day"]}, {}, BROKEN, "daytime_impossible", "vacancy.daytimes", "employer"),
    ("clock", {"availability": windows((1,), "08:00", "12:00")}, {"hours_min": 8, "shifts": [shift("07:00", "17:00", kind="flexible")]}, {}, BROKEN, "too_little_time", "vacancy.shifts", "participant"),
    ("clock", {"availability": windows((1, 2), "08:00", "12:00"), **travel("car", 5)}, {"hours_min": 8, "shifts": [shift("07:00", "17:00", kind="flexible")]}, {}, UNKNOWN, "ask_travel_for_shift", "participant.transport", "consultant"),
    ("travel", travel("bike", 30), {"site": NEAR}, {}, MET, None, None, None),
    ("travel", {}, {"site": NEAR}, {}, UNKNOWN, "ask_home", "participant.home", "participant"),
    ("travel", {"home": TOWN}, {"site": NEAR}, {}, UNKNOWN, "ask_transport", "participant.transport", "participant"),
    ("travel", travel("bike", 30), {}, {}, UNKNOWN, "ask_site", "vacancy.site", "employer"),
    ("travel", travel("bus", 60), {"site": FAR}, {}, UNKNOWN, "ask_bus", "participant.transport", "consultant"),
    ("travel", travel("car", None), {"site": {"lat": 56.83, "lon": 9.40}}, {}, UNKNOWN, "ask_longer_travel", "participant.transport", "participant"),
    ("travel", travel("car", 20), {"site": FAR}, {}, BROKEN, "too_far", "participant.transport", "participant"),
    ("travel", travel("bike", 60), {"site": FAR}, {}, BROKEN, "far_too_far", "participant.transport", "participant"),
    ("travel", travel("bus", 60), {"site": TOWN, "shifts": [shift("05:00", "08:00")]}, {}, BROKEN, "no_bus_at_that_hour", "participant.transport", "participant"),
    ("licences", {"credentials": [{"code": "CE"}]}, {"requirements": [asked("B", "legal")]}, {}, MET, None, None, None),
    ("licences", {"credentials_complete": True}, {"requirements": [asked("B", "preference")]}, {}, MET, None, None, None),
    ("licences", {}, {"requirements": [asked("B", "legal")]}, {}, UNKNOWN, "ask_credential", "participant.credentials", "participant"),
    ("licences", {"credentials": [{"code": "B", "expires": YESTERDAY}]}, {"requirements": [asked("B", "legal")]}, {}, UNKNOWN, "ask_credential", "participant.credentials", "participant"),
    ("licences", {"credentials_missing": ["B"]}, {"requirements": [asked("C", "safety")]}, {}, BROKEN, "credential_missing", "participant.credentials", "participant"),
    ("licences", {"credentials_complete": True}, {"requirements": [asked("B", "task")]}, {}, NEGOTIABLE, "credential_missing", "participant.credentials", "participant"),
    ("licences", {"credentials_complete": True}, {"requirements": [asked("B", "legal") | {"task": "Køre"}], "tasks": [{"name": "Køre", "detachable": True}]}, {}, NEGOTIABLE, "credential_task_to_leave_out", "vacancy.tasks", "employer"),
    ("licences", {"credentials_complete": True}, {"requirements": [asked("B", "legal") | {"task": "Køre"}], "tasks": [{"name": "Køre"}]}, {}, BROKEN, "credential_missing", "participant.credentials", "participant"),
    ("licences", {}, {"requirements": [asked("B", "legal") | {"task": "Køre"}], "tasks": [{"name": "Køre", "detachable": True}]}, {}, UNKNOWN, "ask_credential", "participant.credentials", "participant"),
    ("language", {"languages": [danish("A1")]}, {"requirements": [spoken("A2", necessity="safety") | {"task": "Ringe"}], "tasks": [{"name": "Ringe", "detachable": True}]}, {}, NEGOTIABLE, "language_task_to_leave_out", "vacancy.tasks", "employer"),
    ("language", {"languages": [danish("A2")]}, {"requirements": [spoken("A2")]}, {}, MET, None, None, None),
    ("language", {"languages": [danish("A1", "ar")]}, {"requirements": [spoken("A1", "ar")]}, {}, MET, None, None, None),
    ("language", {"languages": [danish("A1")]}, {"requirements": [spoken("C2", necessity="preference")]}, {}, MET, None, None, None),
    ("language", {}, {"requirements": [spoken("A2")]}, {}, UNKNOWN, "ask_language", "participant.languages", "consultant"),
    ("language", {"languages": [danish("A1")]}, {"requirements": [spoken("A2")]}, {}, NEGOTIABLE, "language_short", "participant.languages", "employer"),
    ("language", {"languages": [danish("A1")]}, {"requirements": [spoken("A2", necessity="safety")]}, {}, BROKEN, "language_short", "participant.languages", "employer"),
    ("needs", need("lift", limit=10), demand("lift", 2, 10), {}, MET, None, None, None),
    ("needs", need("noise", 2), demand("noise", 2), {}, MET, None, None, None),
    ("needs", need("noise", 4, expires_at=YESTERDAY), demand("noise", 4), {}, MET, None, None, None),
    ("needs", need("noise", 3), demand("noise", 3) | {"site_support": ["ear_protection"]}, {}, MET, None, None, None),
    ("needs", need("noise", 3, adaptations=["quiet_place"]), demand("noise", 3), {"site_support": ["ear_protection"]}, BROKEN, "demand_collides", "vacancy.demands.noise", "employer"),
    ("needs", need("noise", 3), {}, {}, UNKNOWN, "ask_demand", "vacancy.demands.noise", "employer"),
    ("needs", need("lift", 2, limit=5), {}, {}, UNKNOWN, "ask_demand_limit", "vacancy.demands.lift", "employer"),
    ("needs", need("lift", 2, limit=5), demand("lift", 1, 5.5), {}, BROKEN, "demand_above_limit", "vacancy.demands.lift", "employer"),
    ("needs", need("kneel", 3, hard=False), demand("kneel", 2), {}, NEGOTIABLE, "demand_collides", "vacancy.demands.kneel", "employer"),
    ("needs", need("noise", 3, limit=9), demand("noise", 2, 1), {}, BROKEN, "demand_collides", "vacancy.demands.noise", "employer"),
    ("needs", need("lift", 2, limit=5), task("lift", 1, 5.5), {}, BROKEN, "task_above_limit", "vacancy.demands.lift", "employer"),
    ("needs", need("noise", 3), task("noise", 3), {}, BROKEN, "task_collides", "vacancy.demands.noise", "employer"),
    ("needs", need("kneel", 3), task("kneel", 1, detachable=True) | demand("kneel", 1), {}, MET, None, None, None),
    ("needs", need("kneel", 3), task("kneel", 2, detachable=True) | demand("kneel", 1), {}, NEGOTIABLE, "task_to_leave_out", "vacancy.tasks", "employer"),
    ("needs", need("noise", 3), task("noise", 2, detachable=True) | {"site_support": ["ear_protection"]}, {}, MET, None, None, None),
    ("times", need("night"), {"shifts": [shift("08:00", "16:00")]}, {}, MET, None, None, None),
    ("times", need("night"), NIGHT_SHIFT, {}, BROKEN, "need_night", "vacancy.shifts", "employer"),
    ("times", need("night"), {"daytimes": ["night", "day"]}, {}, BROKEN, "need_night", "vacancy.shifts", "employer"),
    ("times", need("night"), {"daytimes": ["night", "day"], "daytimes_choice": True}, {}, UNKNOWN, "ask_need_night", "vacancy.shifts", "employer"),
    ("times", need("night"), {}, {}, UNKNOWN, "ask_need_night", "vacancy.shifts", "employer"),
    ("times", need("regularity", 2), {"shifts": [shift("08:00", "16:00", kind="rotating")]}, {}, BROKEN, "need_regularity", "vacancy.shifts", "employer"),
    ("times", need("regularity", 1, hard=False), {"contract": "on_call"}, {}, NEGOTIABLE, "need_regularity", "vacancy.shifts", "employer"),
    ("times", need("regularity", 2), {}, {}, UNKNOWN, "ask_need_regularity", "vacancy.shifts", "employer"),
    ("times", need("start_not_before", limit=570), {"shifts": [shift("09:30", "12:00")]}, {}, MET, None, None, None),
    ("times", need("start_not_before", limit=570), {"shifts": [shift("08:00", "12:00")], "site_support": ["later_start"]}, {}, MET, None, None, None),
    ("times", need("start_not_before", limit=570), {"shifts": [shift("09:15", "12:00")]}, {}, BROKEN, "need_start_not_before", "vacancy.shifts", "employer"),
    ("times", need("start_not_before", limit=570), {"daytimes": ["early", "day"]}, {}, BROKEN, "need_start_not_before", "vacancy.shifts", "employer"),
    ("times", need("start_not_before", limit=570), {}, {}, UNKNOWN, "ask_need_start_not_before", "vacancy.shifts", "employer"),
    ("times", need("start_not_before"), {"shifts": [shift("09:15", "12:00")]}, {}, UNKNOWN, "ask_need_start_not_before", "vacancy.shifts", "employer"),
    ("times", need("shift_length", limit=4), {"shifts": [shift("08:00", "12:00")]}, {}, MET, None, None, None),
    ("times", need("shift_length", limit=6), NIGHT_SHIFT, {}, BROKEN, "need_shift_length", "vacancy.shifts", "employer"),
    ("times", need("shift_length", limit=4), {"hours_min": 24.2}, {}, BROKEN, "need_shift_length", "vacancy.shifts", "employer"),
    ("times", need("shift_length", limit=4), {"hours_min": 24}, {}, UNKNOWN, "ask_need_shift_length", "vacancy.shifts", "employer"),
    ("do_not_want", {"do_not_want": [{"kind": "setting", "value": "pork"}]}, {}, {}, MET, None, None, None),
    ("do_not_want", {"do_not_want": [{"kind": "setting", "value": "pork"}]}, {"settings": ["pork"]}, {}, BROKEN, "not_wanted", "participant.do_not_want", "participant"),
    ("do_not_want", {"do_not_want": [{"kind": "branch", "value": "10"}]}, {}, {"branch": "101110"}, BROKEN, "not_wanted", "participant.do_not_want", "participant"),
    ("do_not_want", {"do_not_want": [{"kind": "branch", "value": "10"}]}, {}, {"branch": "81"}, MET, None, None, None),
    ("do_not_want", {"do_not_want": [{"kind": "branch", "value": "10"}]}, {}, {}, UNKNOWN, "ask_not_wanted", "participant.do_not_want", "employer"),
    ("do_not_want", {"do_not_want": [{"kind": "branch", "value": "slagteri"}]}, {"title": "Slagteriarbejder"}, {}, BROKEN, "not_wanted", "participant.do_not_want", "participant"),
    ("do_not_want", {"do_not_want": [{"kind": "company_size", "value": "50+"}]}, {}, {"size_band": "50+"}, BROKEN, "not_wanted", "participant.do_not_want", "participant"),
    ("do_not_want", {"do_not_want": [{"kind": "company_size", "value": "50+"}]}, {}, {}, UNKNOWN, "ask_not_wanted", "participant.do_not_want", "employer"),
    ("do_not_want", {"do_not_want": [{"kind": "occupation", "value": "911"}]}, {"disco08": "9112"}, {}, BROKEN, "not_wanted", "participant.do_not_want", "participant"),
    ("do_not_want", {"do_not_want": [{"kind": "occupation", "value": "911"}]}, {"disco08": "9121"}, {}, MET, None, None, None),
    ("do_not_want", {"do_not_want": [{"kind": "task", "value": "ikke arbejde i bar"}]}, {"title": "Tjener i bar"}, {}, BROKEN, "not_wanted", "participant.do_not_want", "participant"),
    ("do_not_want", {"do_not_want": [{"kind": "task", "value": "bar"}]}, {"title": "Barnepige"}, {}, MET, None, None, None),
    ("do_not_want", {"do_not_want": [{"kind": "task", "value": "rengøring"}]}, {"tasks": [{"name": "Rengøringsopgaver"}]}, {}, BROKEN, "not_wanted", "participant.do_not_want", "participant"),
    ("do_not_want", {"do_not_want": [{"kind": "task", "value": "rengøring"}]}, {"tasks": [{"name": "Rengøring", "detachable": True}]}, {}, NEGOTIABLE, "unwanted_task_to_leave_out", "vacancy.tasks", "employer"),
    ("do_not_want", {"do_not_want": [{"kind": "task", "value": "rengøring"}]}, {"tasks": [{"name": "Rengøring"}, {"name": "Rengøring af trapper", "detachable": True}]}, {}, BROKEN, "not_wanted", "participant.do_not_want", "participant"),
    ("start", {"earliest_start": YESTERDAY}, {"start": YESTERDAY}, {}, MET, None, None, None),
    ("start", {"earliest_start": MON + timedelta(days=31)}, {}, {}, MET, None, None, None),
    ("start", {"earliest_start": MON + timedelta(days=32)}, {}, {}, UNKNOWN, "ask_start", "vacancy.start", "employer"),
    ("start", {"earliest_start": MON + timedelta(days=9)}, {"start": MON + timedelta(days=9)}, {}, MET, None, None, None),
    ("start", {"earliest_start": MON + timedelta(days=9)}, {"start": TOMORROW}, {}, NEGOTIABLE, "starts_too_early", "vacancy.start", "employer"),
]  # fmt: skip
