"""Bundles are exactly the best sets that fit into one week, the way between the jobs included."""

import dataclasses
import math
import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features import week
from features.facts import OpeningFacts, PersonFacts
from features.profiles import Participant
from features.vocabulary import Feasible, TransportMode
from matching.bundles import Entry, find_bundles
from matching.bundles.finding import limits_of
from matching.bundles.jobs import Jobs, job_of
from matching.bundles.judging import Judge
from matching.bundles.placing import hours_of, room, worked
from matching.bundles.search import best_sets
from matching.bundles.week_plan import entries
from matching.model import PRIOR
from matching.suggestion import Estimate, Suggestion
from tests.matching.bundle_oracle import best_by_trying
from tests.town import EMPLOYERS, HOME, TODAY, WORKDAYS, employer, town_ranker, vacancy, windows, wish

HOURS = PRIOR["hours_closeness"]
NOBODY = (-1000.0, 0.0)


def somebody(**more):
    """Somebody who cycles from the middle of Viborg and can be away on workdays from 8 to 16."""
    raw = {
        "id": "ida",
        "hours_min": 10,
        "hours_wish": 12,
        "hours_max": 14,
        "max_jobs": 3,
        "availability": windows(WORKDAYS, "08:00", "16:00"),
        "home": HOME,
        "transport": [{"mode": "bike", "max_minutes": 30}],
        "wishes": [wish("rengøring")],
    }
    return Participant.model_validate(raw | more)


def cleaning(id, employer_id, hours, *shifts, **more):
    """A cleaning job."""
    return vacancy(id, employer_id, "Rengøring", ["rengøring"], hours, shifts, **more)


def found(person, *jobs, k=3, employers=EMPLOYERS):
    """The bundles of some jobs for a person, and what else is told."""
    return find_bundles(town_ranker({job.id: job for job in jobs}, employers), person, k, TODAY)


def ids(bundle):
    """The vacancies of a bundle."""
    return {part.suggestion.vacancy_id for part in bundle.parts}


MORNING = cleaning("a", "e1", (6, 6), ((1, 2, 3), "08:30", "10:30"))
NOON = cleaning("b", "e7", (6, 6), ((1, 2, 3), "11:00", "13:00"))


def test_two_jobs_too_small_alone_make_the_week_that_is_wished_for_with_the_ride_between_them():
    """e1 is 4.6 minutes from home and e7 19.3, as it is from e1 (docstring of ``tests.town``)."""
    told = found(somebody(), MORNING, NOON)
    (bundle,) = told.bundles
    assert [part.hours for part in bundle.parts] == [6, 6]
    assert bundle.hours == 12
    assert [line for line in bundle.week if line.weekday == 1] == [
        Entry(1, 8 * 60 + 25, 8 * 60 + 30, "travel", "a"),
        Entry(1, 8 * 60 + 30, 10 * 60 + 30, "work", "a"),
        Entry(1, 10 * 60 + 30, 10 * 60 + 50, "travel", "b"),
        Entry(1, 11 * 60, 13 * 60, "work", "b"),
        Entry(1, 13 * 60, 13 * 60 + 20, "travel", None),
    ]
    assert told.single is None
    assert {reason.code for part in bundle.parts for reason in part.suggestion.reasons_against}.isdisjoint(
        {"hours_off_wish"}
    )


def test_utility_chance_and_score_are_those_of_the_formula():
    """The hours are the twelve wished for, and neither job is of use alone: the score is the chance of both × gain."""
    (bundle,) = found(somebody(), MORNING, NOON).bundles
    one, other = (part.suggestion for part in bundle.parts)
    worth = [item.utility.low - item.contributions["hours_closeness"] for item in (one, other)]
    assert bundle.utility == pytest.approx(sum(worth) / 2 + 1.2 * (1 - 0.6), abs=1e-6)
    assert bundle.chance == pytest.approx(one.chance.low * other.chance.low)
    assert bundle.score == pytest.approx(bundle.chance * _softplus(bundle.utility))


def _softplus(value):
    return math.log(1 + math.exp(value))


def test_going_home_between_jobs_when_there_is_an_hour_for_it():
    later = cleaning("b", "e7", (6, 6), ((1, 2, 3), "12:00", "14:00"))
    (bundle,) = found(somebody(), MORNING, later).bundles
    ways = [(line.start, line.end, line.vacancy_id) for line in bundle.week if line.weekday == 1][1:-1]
    assert (10 * 60 + 30, 10 * 60 + 35, None) in ways
    assert (11 * 60 + 40, 12 * 60, "b") in ways


@pytest.mark.parametrize(
    ("person", "jobs", "why"),
    [
        ({}, (MORNING, cleaning("b", "e7", (6, 6), ((1, 2, 3), "10:45", "12:45"))), "none_better"),  # 19.3 of 15 min.
        ({}, (MORNING, cleaning("b", "e7", (6, 6), ((1, 2, 3), "09:00", "11:00"))), "none_better"),
        ({}, (MORNING, cleaning("b", "e1", (6, 6), ((1, 2, 3), "11:00", "13:00"))), "none_better"),  # one employer
        ({}, (MORNING, cleaning("b", "e7", (10, 10), ((1, 2, 3, 4, 5), "11:00", "13:00"))), "none_better"),  # 16 hours
        ({"hours_min": 13, "hours_wish": 14}, (MORNING, NOON), "none_better"),  # 12 hours
        ({"hours_min": None, "hours_wish": None, "hours_max": None}, (MORNING, NOON), "hours_not_known"),
        ({"max_jobs": 1}, (MORNING, NOON), "one_job_wanted"),
        ({}, (MORNING, cleaning("b", "e7", (6, 6), daytimes=["day"])), "too_few_jobs"),  # no clock times
        ({}, (MORNING, cleaning("b", "e7", (None, None), ((1, 2, 3), "11:00", "13:00"))), "too_few_jobs"),
        ({}, (MORNING, cleaning("b", "e3", (6, 6), ((1, 2, 3), "11:00", "13:00"))), "too_few_jobs"),  # 30.9 minutes
        (
            {"functional_needs": [{"code": "shift_length", "level": 2, "limit": 3}]},
            (MORNING, NOON),
            "none_better",
        ),  # 2 + 2 hours on one day
    ],
)
def test_there_is_no_bundle_where_the_week_does_not_hold(person, jobs, why):
    told = found(somebody(**person), *jobs)
    assert (told.bundles, told.why_none) == ((), why)


def test_a_bundle_is_not_shown_beside_a_single_job_that_is_as_good():
    single = cleaning("c", "e6", (12, 12), ((1, 2, 3), "09:00", "13:00"))
    told = found(somebody(), MORNING, NOON, single)
    assert told.single is not None
    assert (told.single.vacancy_id, told.bundles, told.why_none) == ("c", (), "none_better")


def test_what_an_employer_would_have_to_give_is_in_no_bundle():
    asks = {"requirements": [{"kind": "language", "code": "da", "levels": {"speak": "B2"}, "task": "Tale"}]}
    danish = {"languages": [{"language": "da", "speak": "A2"}]}
    told = found(somebody(**danish), MORNING, cleaning("b", "e7", (6, 6), ((1, 2, 3), "11:00", "13:00"), **asks))
    assert (told.bundles, told.candidates) == ((), 1)


def test_hours_to_be_chosen_are_placed_on_days_that_are_free_and_no_more_than_are_needed():
    """Six ordered hours and six chosen: Thursday and Friday have 6.25 hours each, so one day will do."""
    free = cleaning("b", "e7", (4, 8), (WORKDAYS, "08:30", "15:00", "flexible"))
    (bundle,) = found(somebody(), MORNING, free).bundles
    work = [line for line in bundle.week if line.kind == "work" and line.vacancy_id == "b"]
    assert sum(line.end - line.start for line in work) == 6 * 60
    assert [line.weekday for line in work] == [4]


def test_hours_to_be_chosen_keep_the_needs_of_time():
    late = {"functional_needs": [{"code": "start_not_before", "level": 2, "limit": 600}]}
    morning = cleaning("a", "e1", (6, 6), ((1, 2, 3), "10:00", "12:00"))
    free = cleaning("b", "e7", (4, 8), (WORKDAYS, "08:30", "15:00", "flexible"))
    (bundle,) = found(somebody(**late), morning, free).bundles
    assert min(line.start for line in bundle.week if line.kind == "work") == 10 * 60


def test_a_day_is_never_longer_than_the_person_can_work():
    short = {"functional_needs": [{"code": "shift_length", "level": 2, "limit": 3}]}
    free = cleaning("b", "e7", (6, 8), (WORKDAYS, "08:30", "15:00", "flexible"))
    (bundle,) = found(somebody(**short), MORNING, free).bundles
    for day in range(1, 8):
        assert sum(line.end - line.start for line in bundle.week if line.weekday == day and line.kind == "work") <= 180


def test_a_week_is_never_over_full_time():
    long = cleaning("b", "e7", (10, 32), (WORKDAYS, "08:30", "16:30", "flexible"))
    person = somebody(hours_wish=37, hours_max=37, availability=windows(range(1, 8), "05:00", "23:00"))
    (bundle,) = found(person, MORNING, long).bundles
    assert bundle.hours == 37


def test_a_bicycle_left_at_home_does_not_help_between_two_sites():
    """The abattoir is reached by lift only (36.02 minutes), the town by bicycle (4.6): between them lies home."""
    both = [{"mode": "bike", "max_minutes": 30}, {"mode": "ride", "max_minutes": 40}]
    far = cleaning("b", "e4", (6, 6), ((1, 2, 3), "11:00", "13:00"))
    told = found(somebody(transport=both), MORNING, far)
    assert told.bundles == ()  # 30 minutes between them; by way of home it takes 40.6
    later = cleaning("b", "e4", (6, 6), ((1, 2, 3), "11:15", "13:15"))
    (bundle,) = found(somebody(transport=both), MORNING, later).bundles
    ways = [
        (line.start, line.end, line.vacancy_id) for line in bundle.week if line.weekday == 1 and line.kind == "travel"
    ]
    assert ways[1:3] == [(10 * 60 + 30, 10 * 60 + 35, None), (10 * 60 + 38, 11 * 60 + 15, "b")]


# ── Exactly the best, by trying every combination ────────────────────────────────────────────────


def random_jobs(seed, count):
    """A person and so many small jobs round Viborg, half of them with ordered times, half with hours to choose."""
    dice = random.Random(seed)
    person = PersonFacts.of(somebody(hours_min=dice.choice([4, 8, 12]), hours_wish=dice.choice([None, 12, 14])), TODAY)
    jobs = []
    for number in range(count):
        days, start = tuple(sorted(dice.sample(WORKDAYS, dice.randint(1, 3)))), dice.randint(34, 46) * 15
        length = dice.choice([60, 90, 120, 180])
        if dice.random() < 0.5:
            total = len(days) * length / 60
            hours, shift = (total, total), (days, start, start + length)
        else:
            low = dice.randint(1, 6)
            hours, shift = (low, low + dice.randint(0, 4)), (days, start, start + 4 * 60, "flexible")
        firm = employer(f"f{dice.randint(0, count)}", 56.45 + dice.choice([0, 0.01, 0.02]), size_band="0-9")
        opening = OpeningFacts.of(cleaning(f"j{number:02}", firm.id, hours, shift), firm)
        made = job_of(person, suggestion(f"j{number:02}", firm.id, dice), opening)
        jobs += [made] if made is not None else []
    return person, Jobs.of(person, jobs)


def suggestion(id, employer_id, dice):
    """A suggestion with any utility and chance."""
    low, chance = dice.uniform(-2, 3), dice.uniform(0.05, 0.9)
    return Suggestion(
        participant_id="ida",
        vacancy_id=id,
        employer_id=employer_id,
        rank=1,
        score=0.0,
        feasible=Feasible.YES,
        utility=Estimate(low, low, low),
        chance=Estimate(chance, chance, chance),
        contributions={"hours_closeness": dice.uniform(-0.7, 0.4)},
        reasons_for=(),
        reasons_against=(),
        questions=(),
        missing=(),
        minutes=5.0,
    )


@pytest.mark.parametrize(("seed", "count", "most"), [(1, 40, 2), (2, 40, 3), (3, 14, 4), (4, 20, 3), (5, 20, 3)])
def test_the_best_sets_are_those_that_trying_every_combination_finds(seed, count, most):
    person, jobs = random_jobs(seed, count)
    limits = limits_of(person)
    ours = best_sets(Judge(jobs, limits, HOURS), most, NOBODY, 5)
    assert ours
    assert ours == best_by_trying(jobs, limits, HOURS, most, NOBODY, 5)


@pytest.mark.parametrize("by", ["utility", "score"])
def test_no_set_is_shown_that_is_worth_no_more_than_the_best_single_job(by):
    _, jobs = random_jobs(4, 20)
    limits = limits_of(PersonFacts.of(somebody(), TODAY))
    judge = Judge(jobs, limits, HOURS)
    middle = best_sets(judge, 3, NOBODY, 5)[2]
    floor = (judge.worth(middle).utility, 0.0) if by == "utility" else (NOBODY[0], judge.score(middle))
    above = best_sets(judge, 3, floor, 5)
    assert middle not in above
    assert above == best_by_trying(jobs, limits, HOURS, 3, floor, 5)


def test_hours_beyond_the_least_go_to_the_job_that_is_worth_most_wherever_it_stands():
    person, dice = PersonFacts.of(somebody(), TODAY), random.Random(1)
    jobs = []
    for name, firm, days, utility in (("a", "e1", (1, 2), 0.0), ("b", "e7", (3, 4), 1.0)):
        opening = OpeningFacts.of(cleaning(name, firm, (4, 8), (days, "08:30", "14:00", "flexible")), EMPLOYERS[firm])
        one = dataclasses.replace(suggestion(name, firm, dice), utility=Estimate(utility, utility, utility))
        jobs.append(job_of(person, dataclasses.replace(one, contributions={"hours_closeness": 0.0}), opening))
    limits = limits_of(person)
    both = Jobs.of(person, jobs)
    assert hours_of(both, (0, 1), room(both, (0, 1), limits), limits) == (4, 8)  # twelve are wished for


@given(st.integers(0, 10_000))
def test_every_week_holds_its_hours_and_nobody_is_in_two_places(seed):
    person, jobs = random_jobs(seed, 8)
    limits = limits_of(person)
    for chosen in best_sets(Judge(jobs, limits, HOURS), 3, NOBODY, 3):
        space = room(jobs, chosen, limits)
        hours = hours_of(jobs, chosen, space, limits)
        weeks = worked(jobs, chosen, space, hours)
        assert limits.least - 1e-9 <= sum(hours) <= limits.most + 1e-9
        for i, time, bits in zip(chosen, hours, weeks, strict=True):
            job = jobs.jobs[i]
            assert bits & job.ordered == job.ordered
            assert not bits & ~(job.ordered | job.choice)
            assert not job.choice or 0 <= week.hours(bits) - time < 0.25
            assert job.least <= time <= job.most
        lines = entries(jobs, chosen, weeks)
        for line, later in pairwise(lines):
            assert line.weekday < later.weekday or line.end <= later.start
        away = week.union(week.window(line.weekday, line.start, line.end) for line in lines)
        assert not away & ~person.possible


def test_the_way_between_two_sites_is_the_one_that_serves_both():
    person, jobs = random_jobs(7, 6)
    assert {job.mode for job in jobs.jobs} == {TransportMode.BIKE}
    assert all(jobs.between(i, i) <= 2 * jobs.jobs[i].minutes for i in range(len(jobs.jobs)))
    assert person.possible is not None
