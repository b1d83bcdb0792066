"""Facts follow from what was written and from nothing else."""

from datetime import date

import pytest

from features import week
from features.facts import OpeningFacts, PersonFacts, adapted, budget_left, collides, helpful, point_of
from features.occupations import occupations
from features.profiles import Demand, Employer, FunctionalNeed, Location, Participant, Vacancy
from features.vocabulary import Adaptation, Credential, DayTime, Necessity, Need

TODAY = date(2026, 11, 2)


def person(**fields):
    return PersonFacts.of(Participant.model_validate({"id": "p"} | fields), TODAY)


def opening(firm=None, occupation=None, **fields):
    job = Vacancy.model_validate({"id": "v", "employer_id": "e", "terms": "ordinary", "title": "Job"} | fields)
    return OpeningFacts.of(job, Employer.model_validate({"id": "e"} | (firm or {})), occupation)


def test_nothing_said_is_nothing_known():
    facts = person()
    assert (facts.hours, facts.possible, facts.point, facts.held, facts.needs) == (None, None, None, frozenset(), ())
    job = opening()
    assert (job.hours, job.works_at, job.point, job.disco, job.budget_left) == (None, 0, None, None, None)
    assert (job.earliest_start(), job.longest_shift(), job.bus_ride()) == (None, None, None)


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ({"hours_wish": 15}, (0.5, 37)),
        ({"hours_min": 10}, (10, 37)),
        ({"hours_max": 20, "hours_wish": 15}, (0.5, 20)),
        ({"hours_min": 10, "hours_max": 20}, (10, 20)),
    ],
)
def test_an_open_end_of_wanted_hours_reaches_half_an_hour_or_full_time(said, hours):
    assert person(**said).hours == hours


@pytest.mark.parametrize(
    ("said", "hours"),
    [({"hours_min": 10}, (10, 37)), ({"hours_max": 20}, (1, 20)), ({"hours_min": 40}, (40, 40))],
)
def test_an_open_end_of_offered_hours_reaches_one_hour_or_full_time(said, hours):
    assert opening(**said).hours == hours


def test_avoided_time_is_possible_and_preferred_time_alone_is_no_limit():
    monday = {"weekday": 1, "start": "08:00", "end": "12:00"}
    evening = {"weekday": 1, "start": "17:00", "end": "20:00", "kind": "avoid"}
    facts = person(availability=[monday, evening])
    assert (week.hours(facts.possible), week.hours(facts.avoided), facts.preferred) == (7, 3, 0)
    assert person(availability=[monday | {"kind": "prefer"}]).possible is None
    assert person(availability=[evening]).possible is None


def test_an_expired_licence_is_not_held_and_a_need_that_has_run_out_is_none():
    facts = person(
        credentials=[{"code": "B", "expires": "2026-11-01"}, {"code": "CE", "expires": "2026-11-02"}],
        functional_needs=[
            {"code": "lift", "level": 2, "expires_at": "2026-11-01"},
            {"code": "noise", "level": 0},
            {"code": "pace", "level": 1, "expires_at": "2026-11-02"},
        ],
    )
    assert Credential.CE in facts.held
    assert Credential.B in facts.held  # by CE
    assert [need.code for need in facts.needs] == [Need.PACE]


def test_a_point_is_the_records_own_or_its_postcodes():
    assert point_of(Location(lat=56.1, lon=9.1, postcode="8800")) == (56.1, 9.1)
    assert point_of(Location(postcode="8800")) == pytest.approx((56.45, 9.40), abs=0.03)
    assert point_of(Location(postcode="0001")) is None
    assert point_of(None) is None


def test_a_vacancys_own_site_comes_before_its_employers():
    firm = {"site": {"lat": 56.0, "lon": 9.0}, "site_support": ["mentor"]}
    assert opening(firm, site={"lat": 57.0, "lon": 9.0}).point == (57.0, 9.0)
    assert opening(firm).point == (56.0, 9.0)
    assert opening(firm, site_support=["sit_stand"]).support == {Adaptation.MENTOR, Adaptation.SIT_STAND}


def test_the_highest_demand_counts_and_tasks_that_can_be_left_out_do_not():
    job = opening(
        demands={"lift": {"level": 1, "value": 5}},
        tasks=[
            {"name": "a", "demands": {"lift": {"level": 3}}},
            {"name": "b", "demands": {"lift": {"level": 2, "value": 12}}},
            {"name": "c", "demands": {"lift": {"level": 4, "value": 40}}, "detachable": True},
        ],
    )
    assert job.demands == {Need.LIFT: Demand(level=3, value=12)}
    assert job.loose == {Need.LIFT: Demand(level=4, value=40)}


def test_parts_of_the_day_count_only_where_there_are_no_clock_times():
    assert opening(daytimes=["night"]).daytimes == (DayTime.NIGHT,)
    timed = opening(daytimes=["night"], shifts=[{"weekdays": [1], "start": "08:00", "end": "12:00"}])
    assert timed.daytimes == ()


@pytest.mark.parametrize(
    ("level", "limit", "demand", "hit"),
    [
        (2, None, Demand(level=2), False),
        (2, None, Demand(level=3), True),
        (2, 10, Demand(level=4, value=10), False),
        (1, 10, Demand(level=1, value=10.5), True),
        (4, 10, Demand(level=1), True),
        (1, 10, Demand(level=3), False),
    ],
)
def test_need_and_demand_collide_by_amount_when_both_state_one_else_by_level(level, limit, demand, hit):
    assert collides(FunctionalNeed(code=Need.LIFT, level=level, limit=limit), demand) is hit


def test_an_amount_counts_only_for_needs_that_are_measured():
    assert not collides(FunctionalNeed(code=Need.NOISE, level=1, limit=1), Demand(level=1, value=60))


def test_only_an_adaptation_known_to_help_this_person_helps():
    lift = FunctionalNeed(code=Need.LIFT, level=3)
    assert helpful(lift) == {Adaptation.LIFTING_AID, Adaptation.TWO_PERSON_LIFT}
    alone = FunctionalNeed(code=Need.LIFT, level=3, adaptations=[Adaptation.LIFTING_AID, Adaptation.MENTOR])
    assert helpful(alone) == {Adaptation.LIFTING_AID}
    assert adapted(alone, frozenset({Adaptation.TWO_PERSON_LIFT})) is None
    assert adapted(lift, frozenset({Adaptation.TWO_PERSON_LIFT})) is Adaptation.TWO_PERSON_LIFT
    assert helpful(FunctionalNeed(code=Need.NIGHT, level=3)) == frozenset()


@pytest.mark.parametrize(
    ("firm", "left"),
    [
        ({}, None),
        ({"contacts_this_month": 9}, None),
        ({"size_band": "0-9", "contacts_this_month": 1}, 1),
        ({"size_band": "50+"}, 8),
        ({"size_band": "50+", "contact_budget": 1, "contacts_this_month": 3}, -2),
    ],
)
def test_an_employers_own_budget_comes_before_its_sizes(firm, left):
    assert budget_left(Employer.model_validate({"id": "e"} | firm)) == left


def test_what_is_typical_comes_from_the_occupation_and_stays_apart():
    job = occupations()[0]
    facts = opening(occupation=job)
    assert facts.demands == {}
    assert facts.typical.keys() == job.demands.keys()
    assert facts.disco == job.disco08
    assert opening(occupation=job, disco08="9112").disco == "9112"
    assert facts.settings == frozenset()


def test_groups_of_which_one_is_enough_beyond_the_sixth_are_joined():
    codes = ["AM", "B", "C", "D", "T", "taxi", "adr", "truck"]
    items = [{"kind": "licence", "code": code, "necessity": "legal", "any_of": f"g{i}"} for i, code in enumerate(codes)]
    items += [{"kind": "licence", "code": "crane", "necessity": "legal", "any_of": f"g{i}"} for i in range(8)]
    groups = opening(requirements=items).requires([Necessity.LEGAL])
    assert [len(group) for group in groups] == [2, 2, 2, 2, 2, 6]


def test_another_day_of_an_employer_changes_nothing_but_the_day():
    firm = Employer(id="e", site_support=("mentor",), size_band="0-9")
    facts = OpeningFacts.of(opening().vacancy, firm)
    later = Employer(id="e", contacts_this_month=2, pause_until=TODAY, size_band="0-9", branch="81")
    then = facts.on_the_day_of(later)
    assert (then.budget_left, then.employer.pause_until, then.employer.branch) == (0, TODAY, None)
    assert then.support == facts.support
    assert facts.on_the_day_of(firm) is facts
