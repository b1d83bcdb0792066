"""Week grid and hours bar: what is drawn lies on the sheet, and the words say the same."""

from hypothesis import given
from hypothesis import strategies as st

from features.profiles import Availability, Participant, Shift
from service.pages.pictures import BAR, DAY, LEFT, TALL, TOP, hours_bar, shift_times, times_of, week


def someone(*times, **hours):
    known = tuple(Availability(weekday=day, start=start, end=end) for day, start, end in times)
    return Participant(id="p1", tenant="t", status="active", availability=known, **hours)


def test_nothing_known_draws_no_week():
    assert week((), "da") is None
    assert week(times_of(someone()), "da") is None


def test_every_day_is_said_as_a_span_and_drawn_in_seven_columns():
    drawn = week(shift_times([Shift(weekdays=range(1, 8), start="08:00", end="12:00")]), "da")
    assert drawn.words == ("Arbejdet: mandag–søndag 08:00–12:00",)
    assert [box.x for box in drawn.boxes] == [LEFT + DAY * number + 9 for number in range(7)]


def test_a_night_in_two_parts_is_drawn_from_midnight_to_midnight():
    """A shift ends the day it begins, so a night is written as evening and morning."""
    night = [Shift(weekdays=[5], start="22:00", end="24:00"), Shift(weekdays=[6], start="00:00", end="06:00")]
    drawn = week(shift_times(night), "da")
    assert [hour for hour, _ in drawn.hours] == [0, 3, 6, 9, 12, 15, 18, 21, 24]
    evening, morning = drawn.boxes
    assert (evening.y, round(evening.y + evening.height, 1)) == (round(TOP + TALL * 22 / 24, 1), TOP + TALL)
    assert (morning.y, morning.height) == (TOP, round(TALL * 6 / 24, 1))


@given(st.lists(st.tuples(st.integers(1, 7), st.integers(0, 95), st.integers(1, 96)), min_size=1, max_size=30))
def test_every_box_lies_in_its_day_and_on_the_sheet(times):
    spans = [(day, 15 * min(a, b - 1), 15 * max(a + 1, b), "can") for day, a, b in times if a != b]
    drawn = week(spans, "da")
    for box, (day, *_) in zip(drawn.boxes if drawn else (), spans, strict=True):
        assert LEFT + (day - 1) * DAY < box.x
        assert box.x + box.width < LEFT + day * DAY
        assert box.y >= TOP
        assert box.y + box.height <= TOP + TALL + 2.1


def test_the_bar_shows_what_is_known_and_says_it():
    """37 hours are 300 points: 18.5 hours lie in the middle."""
    drawn = hours_bar(someone(hours_min=10, hours_max=18.5, hours_wish=15), 20, 30, "da")
    assert drawn.possible.x + drawn.possible.width == BAR / 2
    assert [words for _, words in drawn.lines] == [
        "Kan arbejde 10–18,5 timer om ugen",
        "Ønsker 15 timer",
        "Jobbet er på 20–30 timer",
    ]


def test_one_end_known_is_drawn_to_the_edge_and_said_as_such():
    drawn = hours_bar(someone(hours_max=20), None, None, "da")
    assert (drawn.possible.x, drawn.wish, drawn.offered) == (0, None, None)
    assert drawn.lines == (("can", "Kan højst arbejde 20 timer om ugen"),)
    least = hours_bar(someone(hours_min=20), None, None, "da").possible
    assert least.x + least.width == BAR


def test_an_offer_beside_unknown_hours_is_still_drawn_and_nothing_known_is_no_bar():
    assert hours_bar(someone(), 12, None, "da").lines == (("shift_fixed", "Jobbet er på 12 timer"),)
    assert hours_bar(someone(), None, None, "da") is None


def test_an_offer_of_one_number_is_wide_enough_to_see_and_has_its_middle_there():
    offered = hours_bar(someone(), 18.5, 18.5, "da").offered
    assert (offered.x, offered.width) == (BAR / 2 - 4, 8)
