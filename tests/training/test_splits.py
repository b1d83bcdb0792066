"""What is learned from never knows what is judged."""

from datetime import date, timedelta

import pytest

from tests.training.judged_snapshot import FIRST, LATER, dataset, placed, said, shown
from training.splits import TooLittle, by_time, held_out, known_on

DAYS = [FIRST + timedelta(days=number) for number in range(10)]


def test_what_was_known_on_a_day_holds_nothing_later():
    whole = dataset(
        [shown(1, "a", "x", FIRST), shown(2, "a", "y", LATER)],
        [said(1, "participant", "yes", day=FIRST), said(1, "employer", "no", day=LATER), said(2, "participant", "no")],
    )
    before = known_on(whole, LATER)
    assert before.suggestions["suggestion"].tolist() == ["s1"]
    assert before.answers["party"].tolist() == ["participant"]
    assert before.made_on == LATER


def test_a_job_that_ended_later_still_ran():
    whole = dataset([shown(1, "a", "x", FIRST)], [], [placed(1, 20.0, True, FIRST)])
    (job,) = known_on(whole, FIRST + timedelta(weeks=4)).outcomes.to_dict("records")
    assert (job["weeks"], job["ended"]) == (4.0, False)
    (job,) = known_on(whole, FIRST + timedelta(weeks=30)).outcomes.to_dict("records")
    assert (job["weeks"], job["ended"]) == (20.0, True)


def test_the_last_third_is_judged():
    known, judged = by_time(dataset([shown(n, "a", "x", day) for n, day in enumerate(DAYS)]))
    assert known.suggestions["suggestion"].tolist() == [f"s{n}" for n in range(7)]
    assert judged.suggestions["suggestion"].tolist() == ["s7", "s8", "s9"]


def test_when_most_was_shown_on_the_first_day_the_rest_is_judged():
    _, judged = by_time(dataset([*(shown(n, "a", "x", FIRST) for n in range(9)), shown(9, "a", "y", LATER)]))
    assert judged.suggestions["suggestion"].tolist() == ["s9"]


def test_one_day_cannot_be_split():
    with pytest.raises(TooLittle, match="one day"):
        by_time(dataset([shown(1, "a", "x"), shown(2, "b", "y")]))


@pytest.mark.parametrize("who", ["participant", "employer"])
def test_nobody_is_both_learned_from_and_judged(who):
    whole = dataset([shown(n, f"p{n % 7}", f"e{n % 6}", date(2026, 9, 1 + n % 20)) for n in range(42)])
    judged_rows = 0
    for known, judged in held_out(whole, who):
        assert not set(known.suggestions[who]) & set(judged.suggestions[who])
        judged_rows += len(judged)
    assert judged_rows == len(whole)


def test_too_few_people_are_named():
    with pytest.raises(TooLittle, match="2 of participant, at least 5"):
        next(held_out(dataset([shown(1, "a", "x"), shown(2, "b", "y")]), "participant"))
