"""The eight employers of the town and their fifteen vacancies, and short ways to write a vacancy down."""

from features.profiles import Employer, Vacancy
from tests.town.people import WORKDAYS


def employer(id, lat, **more):
    """An employer north of the middle of Viborg."""
    return Employer.model_validate({"id": id, "site": {"lat": lat, "lon": 9.40}, **more})


EMPLOYERS = {
    one.id: one
    for one in (
        employer("e1", 56.45, size_band="10-49"),
        employer("e2", 56.45, size_band="0-9", contacts_this_month=2),
        employer("e3", 56.50, contact_budget=5),
        employer("e4", 56.63, size_band="50+"),
        employer("e5", 56.45, size_band="0-9", pause_until="2026-12-01"),
        employer("e6", 56.45, size_band="50+"),
        employer("e7", 56.48, size_band="0-9"),
        employer("e8", 57.05, size_band="50+"),
    )
}


def vacancy(id, employer_id, title, tasks, hours, shifts=(), **more):
    """A vacancy; ``hours`` are the least and the most, ``shifts`` (weekdays, start, end, kind)."""
    low, high = hours
    raw = {
        "id": id,
        "employer_id": employer_id,
        "terms": "ordinary",
        "title": title,
        "tasks": [{"name": task} for task in tasks],
        "hours_min": low,
        "hours_max": high,
        "shifts": [dict(zip(("weekdays", "start", "end", "kind"), shift, strict=False)) for shift in shifts],
    }
    return Vacancy.model_validate(raw | more)


def spoken(level, language="da", **more):
    """A language asked for by a task."""
    return {"kind": "language", "code": language, "levels": {"speak": level}, "task": "Tale med kolleger", **more}


def asked(code, necessity, kind="licence"):
    """A licence or certificate asked for."""
    return {"kind": kind, "code": code, "necessity": necessity}


VACANCIES = {
    one.id: one
    for one in (
        vacancy(
            "v01",
            "e1",
            "Opvasker",
            ["opvask"],
            (15, 15),
            [(WORKDAYS, "10:00", "13:00")],
            demands={"lift": {"level": 1, "value": 5}, "stand": {"level": 2}},
            requirements=[spoken("A1")],
        ),
        vacancy(
            "v02",
            "e1",
            "Rengøring af køkken",
            ["rengøring"],
            (10, 12),
            [((1, 3, 5), "09:00", "13:00")],
            demands={"lift": {"level": 1, "value": 8}},
        ),
        vacancy("v03", "e1", "Rengøring om aftenen", ["rengøring"], (10, 15), [(WORKDAYS, "17:00", "20:00")]),
        vacancy(
            "v04",
            "e2",
            "Lagermedarbejder",
            ["lager"],
            (30, 37),
            [(WORKDAYS, "07:00", "14:30")],
            requirements=[asked("truck", "safety", "certificate")],
        ),
        vacancy(
            "v05",
            "e3",
            "Gartnermedhjælper",
            ["have"],
            (20, 30),
            [(WORKDAYS, "07:00", "17:00", "flexible")],
            requirements=[asked("B", "task")],
        ),
        vacancy(
            "v06",
            "e4",
            "Slagteriarbejder",
            ["slagteri"],
            (37, 37),
            [(WORKDAYS, "06:00", "13:15")],
            settings=["pork"],
        ),
        vacancy(
            "v07",
            "e4",
            "Rengøring om natten på slagteri",
            ["rengøring"],
            (30, 35),
            [((1, 2, 3, 4), "22:00", "24:00"), ((2, 3, 4, 5), "00:00", "05:00")],
            settings=["pork"],
        ),
        vacancy("v08", "e5", "Rengøring på hotel", ["rengøring"], (15, 15), [(WORKDAYS, "09:00", "12:00")]),
        vacancy(
            "v09",
            "e6",
            "Rengøring på skole",
            ["rengøring"],
            (15, 15),
            [(WORKDAYS, "12:30", "15:30")],
            requirements=[spoken("A2"), asked("child_record", "legal", "background_check")],
        ),
        vacancy(
            "v10",
            "e6",
            "Køkkenhjælp på skole",
            ["køkken"],
            (8, 10),
            [((1, 2, 3, 4), "10:00", "12:30")],
            demands={"lift": {"level": 3, "value": 15}},
            site_support=["mentor"],
        ),
        vacancy(
            "v11",
            "e7",
            "Butiksmedhjælper",
            ["butik"],
            (12, 20),
            daytimes=["evening", "weekend"],
            requirements=[spoken("B1")],
        ),
        vacancy("v12", "e7", "Varer på hylder", ["butik", "lager"], (None, None)),
        vacancy("v13", "e8", "Lager i Aalborg", ["lager"], (37, 37), [(WORKDAYS, "07:00", "14:15")]),
        vacancy("v14", "e3", "Have, sæson", ["have"], (37, 37), start="2027-03-01", status="closed"),
        vacancy(
            "v15",
            "e3",
            "Planteskole",
            ["have"],
            (15, 20),
            [(WORKDAYS, "09:00", "12:00")],
            requirements=[spoken("A2", "en", any_of="sprog"), spoken("A1", any_of="sprog")],
            site_support=["mentor", "calm_introduction"],
        ),
    )
}
