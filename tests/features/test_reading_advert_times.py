"""The reader on the hours and times of adverts: clock times are no amounts, and added days are not the only ones."""

from datetime import date

import pytest

from features.reading import read_vacancy

ON = date(2026, 3, 1)


def hours(text):
    read = read_vacancy("Medarbejder", text, ON)
    return tuple(max((item.value for item in read.of(field)), default=None) for field in ("hours_min", "hours_max"))


def shifts(text):
    return {
        (tuple(item.value["weekdays"]), item.value["start"], item.value["end"], item.value["kind"])
        for item in read_vacancy("", text, ON).of("shifts")
    }


WEEKDAYS = (1, 2, 3, 4, 5)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("37 timer, 6-14.", (37, 37)),
        ("Vi søger en afløser 27 timer, 8.30-14.00, alle hverdage.", (27, 27)),
        ("Stillingen er på 12 timer (9-12).", (12, 12)),
        ("Timetal: 22-25.", (22, 25)),
        ("Kl. 11.00-13.30 på hverdage (12,5 time).", (12.5, 12.5)),
        ("Vi tilbyder 18-24 timer, kørsel i egne biler mellem 8 og 15.", (18, 24)),
        ("Vi tilbyder 24 timers kørsel.", (None, None)),
    ],
)
def test_clock_times_beside_hours_are_no_hours(text, found):
    assert hours(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fuld tid eller deltid ned til 20 timer.", (20, 37)),
        ("Fuldtid, eller mindst 25 timer.", (25, 37)),
        ("Du vælger selv 20, 25 eller 30 timer.", (20, 30)),
        ("20 timer om ugen, og vi kan snakke om mindre.", (None, 20)),
        ("Ca. 15 timer om ugen, færre timer går også.", (None, 15)),
        ("15 timer om ugen, og ikke færre.", (15, 15)),
    ],
)
def test_how_far_hours_may_go_down_is_read(text, found):
    assert hours(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Vagter: 15-23 på hverdage og 7-15 eller 15-23 i weekender.",
            {
                (WEEKDAYS, "15:00", "23:00", "flexible"),
                ((6, 7), "07:00", "15:00", "flexible"),
                ((6, 7), "15:00", "23:00", "flexible"),
            },
        ),
        (
            "Kl. 8-12 mandag og onsdag, 12-16 fredag.",
            {((1, 3), "08:00", "12:00", "fixed"), ((5,), "12:00", "16:00", "fixed")},
        ),
        (
            "Mandag og onsdag kl. 8-12, fredag 12-16.",
            {((1, 3), "08:00", "12:00", "fixed"), ((5,), "12:00", "16:00", "fixed")},
        ),
    ],
)
def test_days_belong_to_the_window_they_stand_beside(text, found):
    assert shifts(text) == found


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Arbejdstid kl. 9-14, fem dage om ugen inkl. lørdag.", (6,)),
        ("Fire morgener om ugen fra 5 til 9, heraf hver lørdag.", (6,)),
        ("Shifts are 9.00-14.00, four days a week, including every second Saturday and Sunday.", (6, 7)),
        ("37 timer kl. 7.30-15.30 + lørdage i december.", (6,)),
        ("Arbejdstid 6.30-14.30, weekendvagt hver tredje.", (6, 7)),
    ],
)
def test_a_day_of_the_weekend_on_top_does_not_replace_the_weekdays(text, days):
    read = {(weekdays, kind == "rotating") for weekdays, _, _, kind in shifts(text)}
    assert (days, True) in read
    assert WEEKDAYS in {weekdays for weekdays, _ in read}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Arbejdstid lørdag og søndag fra 10 til 17.", {(6, 7)}),
        ("Arbejdstid kl. 6.30-14.30, fredag kl. 12.", {WEEKDAYS}),
        ("Arbejdstid mellem mandag og fredag kl. 8-15.", {WEEKDAYS}),
        ("Seks nætter om ugen fra kl. 1 til 5.30.", {(1, 2, 3, 4, 5, 6)}),
        ("Du møder kl. 8 og går igen kl. 11 mandag til torsdag.", {(1, 2, 3, 4)}),
    ],
)
def test_the_days_of_a_window_alone(text, days):
    assert {weekdays for weekdays, _, _, _ in shifts(text)} == days


def test_work_at_the_time_of_a_meal_is_work():
    assert shifts("Vi søger en vært til frokosten mandag-fredag kl. 11-13.30.") == {
        (WEEKDAYS, "11:00", "13:30", "fixed")
    }
    assert shifts("Frokost kl. 11-12.") == set()


def test_times_of_milking_are_times_of_work():
    found = {(start, end) for _, start, end, _ in shifts("Milking 4.30-8.30 and/or 15.00-18.30.")}
    assert found == {("04:30", "08:30"), ("15:00", "18:30")}


def test_a_number_of_days_is_no_window():
    assert shifts("Work in the shop 10-18, 3-5 days a week.") == {(WEEKDAYS, "10:00", "18:00", "fixed")}


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Avisbud, nat", ["night"]),
        ("Operatør (aften)", ["evening"]),
        ("Rengøring – weekend", ["weekend"]),
        ("Kok til Café Nat og Dag", []),
    ],
)
def test_a_part_of_the_day_in_the_title_is_when_the_work_lies(title, found):
    assert [item.value for item in read_vacancy(title, "Ruter i byen.", ON).of("daytimes")] == found
