"""Cells as Danish consultants type them, each read by the template's own parsers; expected values worked by hand."""

from datetime import date

import pytest

from service.importing import cells, fields
from service.importing.cells import CellFault
from service.importing.week_cells import availability, shifts


@pytest.mark.parametrize(
    ("cell", "value"),
    [("7,5", 7.5), ("7.5", 7.5), ("1.250,5", 1250.5), ("1.250", 1250), ("7½", 7.5), (" 12 ", 12), ("165 kr.", 165)],
)
def test_numbers_are_read_with_a_decimal_comma_and_thousands(cell, value):
    assert cells.number(cell) == value


@pytest.mark.parametrize(
    "cell", ["1-8-2026", "01.08.2026", "1/8 2026", "2026-08-01", "1. 8. 2026", "46235", "2026-08-01 00:00:00"]
)
def test_days_are_read_day_first_as_iso_and_as_excels_number(cell):
    assert cells.day(cell) == date(2026, 8, 1)


@pytest.mark.parametrize("cell", ["31-2-2026", "august", "8-2026", "13/13/2026"])
def test_what_is_no_day_is_a_fault(cell):
    with pytest.raises(CellFault) as fault:
        cells.day(cell)
    assert fault.value.code == "not_a_date"


def test_times_of_the_week():
    assert availability("tirsdag 8-12, torsdag 8.30-12") == [
        {"weekday": 2, "start": "08:00", "end": "12:00", "kind": "can"},
        {"weekday": 4, "start": "08:30", "end": "12:00", "kind": "can"},
    ]


def test_days_without_a_time_wait_for_the_next_one_and_times_keep_the_days_before():
    found = [(item["weekday"], item["start"], item["end"]) for item in availability("man, ons 8-12, fre 10-12, 13-15")]
    assert found == [(1, "08:00", "12:00"), (3, "08:00", "12:00"), (5, "10:00", "12:00"), (5, "13:00", "15:00")]


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("man-fre 9-14", [1, 2, 3, 4, 5]),
        ("mandag til onsdag 9-14", [1, 2, 3]),
        ("hverdage 9-14", [1, 2, 3, 4, 5]),
        ("weekend 9-14", [6, 7]),
        ("lør-man 9-14", [6, 7, 1]),
        ("mandag og onsdag 9-14", [1, 3]),
        ("Monday 9-14", [1]),
    ],
)
def test_ranges_and_groups_of_days(cell, days):
    assert [item["weekday"] for item in availability(cell)] == days


def test_a_night_becomes_two_windows():
    assert [(item["weekday"], item["start"], item["end"]) for item in availability("fredag 22-06")] == [
        (5, "22:00", "24:00"),
        (6, "00:00", "06:00"),
    ]


def test_wishes_about_times_and_kinds_of_shifts_are_words_beside_the_time():
    assert availability("mandag 8-12 helst")[0]["kind"] == "prefer"
    assert availability("mandag 8-12 ikke gerne")[0]["kind"] == "avoid"
    assert shifts("man-fre 7-15 (skiftende)") == [
        {"weekdays": [1, 2, 3, 4, 5], "start": "07:00", "end": "15:00", "kind": "rotating"}
    ]


@pytest.mark.parametrize(
    ("cell", "code"),
    [("mandag 12-8", "ends_before_it_begins"), ("tisdag 8-12", "not_times"), ("8-12", "not_times"),
     ("mandag", "not_times"), ("mandag 8-29", "not_a_clock_time")],
)  # fmt: skip
def test_times_that_cannot_be_are_faults(cell, code):
    with pytest.raises(CellFault) as fault:
        availability(cell)
    assert fault.value.code == code


def test_transport_needs_and_demands_are_words_and_numbers():
    assert fields.transport("bil 30, cykel 20 min") == [
        {"mode": "car", "max_minutes": 30},
        {"mode": "bike", "max_minutes": 20},
    ]
    assert fields.needs("løft 5 kg, støj 3, stå 1 time, møde 9:30, tempo 2 (kan drøftes)") == [
        {"code": "lift", "level": 3, "hard": True, "limit": 5.0},
        {"code": "noise", "level": 3, "hard": True},
        {"code": "stand", "level": 3, "hard": True, "limit": 60.0},
        {"code": "start_not_before", "level": 3, "hard": True, "limit": 570.0},
        {"code": "pace", "level": 2, "hard": False},
    ]
    assert fields.demands("løft 12 kg, tempo 3") == {"lift": {"level": 3, "value": 12.0}, "pace": {"level": 3}}


def test_languages_and_requirements():
    assert fields.languages("dansk tale B1 læse A2, arabisk C2")[0] == {"language": "da", "speak": "B1", "read": "A2"}
    assert fields.languages("dansk PD2")[0]["write"] == "B1"
    assert fields.requirements("kørekort B (lov), hygiejnebevis, dansk tale A2 (ønske)") == [
        {"kind": "licence", "code": "B", "necessity": "legal"},
        {"kind": "certificate", "code": "hygiene", "necessity": "task"},
        {"kind": "language", "code": "da", "levels": {"speak": "A2"}, "necessity": "preference"},
    ]


def test_places_keep_postcode_and_town_and_no_street():
    assert fields.place("Vejlevej 3, 8600 Silkeborg") == {"postcode": "8600", "town": "Silkeborg"}
    assert fields.place("viborg")["postcode"] == "8800"


def test_hours_and_wages_are_one_number_or_two():
    assert fields.hours("10-15 timer om ugen") == (10, 15)
    assert fields.hours("7,5") == (7.5, 7.5)
    assert fields.wage("150-165 kr.") == {"low": 150, "high": 165}
