"""The six people of the town, and short ways to write a person down."""

from datetime import date

from features.profiles import Participant

TODAY = date(2026, 11, 2)
WORKDAYS = (1, 2, 3, 4, 5)
HOME = {"lat": 56.45, "lon": 9.40}


def windows(days, start, end):
    """One availability for each day."""
    return [{"weekday": day, "start": start, "end": end} for day in days]


def danish(level, language="da"):
    """The same level in all four skills."""
    return {"language": language, "listen": level, "speak": level, "read": level, "write": level}


def wish(words):
    """A wished task."""
    return {"kind": "task", "value": words}


PEOPLE = {
    person["id"]: Participant.model_validate(person)
    for person in (
        {
            "id": "amina",
            "hours_min": 10,
            "hours_wish": 15,
            "hours_max": 20,
            "availability": windows(WORKDAYS, "08:00", "16:00"),
            "home": HOME,
            "transport": [{"mode": "bike", "max_minutes": 30}],
            "credentials_missing": ["B"],
            "languages": [danish("A2")],
            "wishes": [wish("rengøring")],
            "functional_needs": [{"code": "lift", "level": 2, "limit": 10}],
            "do_not_want": [{"kind": "setting", "value": "pork"}],
        },
        {
            "id": "bilal",
            "hours_min": 20,
            "hours_max": 37,
            "availability": windows(range(1, 8), "05:00", "23:00"),
            "home": HOME,
            "transport": [{"mode": "car", "max_minutes": 45}],
            "credentials": [{"code": "B"}],
            "credentials_complete": True,
            "languages": [danish("B1")],
            "experience": [{"text": "lager", "evidence": "paid"}],
            "wishes": [wish("lager")],
        },
        {"id": "chau"},
        {
            "id": "dina",
            "hours_min": 8,
            "hours_max": 12,
            "availability": windows(WORKDAYS, "09:00", "16:00"),
            "home": HOME,
            "transport": [{"mode": "bus", "max_minutes": 45}],
            "languages": [danish("A1")],
            "wishes": [wish("køkken")],
            "functional_needs": [
                {"code": "start_not_before", "level": 2, "limit": 570},
                {"code": "shift_length", "level": 2, "limit": 5},
            ],
        },
        {
            "id": "elias",
            "hours_min": 30,
            "hours_max": 37,
            "home": HOME,
            "transport": [{"mode": "moped", "max_minutes": 30}],
            "credentials": [{"code": "B"}, {"code": "truck"}],
            "languages": [danish("B2")],
            "functional_needs": [{"code": "night", "level": 3}],
            "do_not_want": [wish("slagteri")],
        },
        {
            "id": "fatima",
            "hours_min": 10,
            "hours_max": 37,
            "availability": windows(WORKDAYS, "07:00", "17:00"),
            "home": HOME,
            "transport": [{"mode": "ride", "max_minutes": 40}],
            "languages": [danish("pre_A1"), danish("C1", "en")],
            "wishes": [wish("have")],
            "support_needs": ["mentor"],
            "earliest_start": "2027-02-01",
        },
    )
}
