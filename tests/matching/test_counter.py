"""What could be asked of an employer: every claimed gain is found by judging each pair again; numbers name nobody."""

import itertools
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from features.facts import OpeningFacts, PersonFacts
from features.profiles import Employer, Participant, Vacancy, make
from features.vocabulary import Necessity
from matching.counsel.counter import Hearing, counter_suggestions, in_fives
from matching.counsel.offers import given_all, offers_of, together
from matching.counsel.prices import asked_of, requirement_prices
from matching.ranker import blocking, explain
from matching.rules import Pair
from tests.strategies import TODAY, openings, participants
from tests.town import WORKDAYS, danish, spoken, windows

crowds = st.integers(2, 6).flatmap(lambda n: st.tuples(*(participants(f"p{number}") for number in range(n))))
slow = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def people_of(crowd):
    return [PersonFacts.of(person, TODAY) for person in crowd]


def possible_ids(opening, people, vacancy):
    """Who is possible by the one-pair form of the rules, for a vacancy that was made again from its JSON."""
    again = make(Vacancy, vacancy.model_dump(mode="json"))
    facts = OpeningFacts.of(again, opening.employer, opening.occupation, opening.disco, opening.kin)
    return {one.participant.id for one in people if not blocking(explain(Pair(one, facts)))}


@slow
@given(crowds, openings(most=1))
def test_a_claimed_gain_is_what_judging_every_pair_again_finds(crowd, world):
    people, opening = people_of(crowd), OpeningFacts.of(*world[0])
    counters = counter_suggestions(Hearing.of(opening, people))
    before = possible_ids(opening, people, opening.vacancy)
    assert set(counters.possible) == before
    for one in counters.suggestions:
        after = possible_ids(opening, people, given_all(one.offers, opening.vacancy))
        assert (set(one.gained), set(one.lost)) == (after - before, before - after)


@slow
@given(crowds, openings(most=1))
def test_no_set_of_offers_that_the_search_leaves_out_alone_does_more_than_the_best_it_shows(crowd, world):
    people, opening = people_of(crowd), OpeningFacts.of(*world[0])
    counters = counter_suggestions(Hearing.of(opening, people))
    before = possible_ids(opening, people, opening.vacancy)
    best = max((len(one.gained) - len(one.lost) for one in counters.suggestions), default=0)
    for offer in offers_of(opening):
        after = possible_ids(opening, people, offer.given(opening.vacancy))
        assert len(after) - len(before) <= best


@slow
@given(crowds, openings(most=1))
def test_the_price_of_a_requirement_is_who_is_possible_without_it(crowd, world):
    people, opening = people_of(crowd), OpeningFacts.of(*world[0])
    before = possible_ids(opening, people, opening.vacancy)
    for price in requirement_prices(Hearing.of(opening, people)):
        assert set(price.blocked) == possible_ids(opening, people, price.asked.without) - before


@slow
@given(openings(most=1))
def test_every_offer_and_any_three_together_make_a_sound_record_that_asks_nothing_new_of_law_or_safety(world):
    opening = OpeningFacts.of(*world[0])
    vacancy, offers = opening.vacancy, offers_of(opening)
    for some in itertools.chain(((one,) for one in offers), itertools.islice(itertools.combinations(offers, 3), 40)):
        if together(some, vacancy):
            changed = make(Vacancy, given_all(some, vacancy).model_dump(mode="json"))
            names = {task.name for task in changed.tasks}
            hard = [one for one in vacancy.requirements if one.necessity in (Necessity.LEGAL, Necessity.SAFETY)]
            assert all(one in changed.requirements for one in hard if one.task in (None, *names, "Betjene kunder"))


# ── By hand ──────────────────────────────────────────────────────────────────────────────────────


def person(id, low=5, high=37, **more):
    """Somebody who can work any hour of the week."""
    time = windows(range(1, 8), "00:00", "24:00")
    raw = {"id": id, "hours_min": low, "hours_max": high, "availability": time, "credentials_complete": True, **more}
    return PersonFacts.of(Participant.model_validate(raw), TODAY)


def opening(firm=None, **more):
    raw = {"id": "v", "employer_id": "e", "terms": "ordinary", "title": "Job", **more}
    employer = Employer.model_validate({"id": "e", **(firm or {})})
    return OpeningFacts.of(Vacancy.model_validate(raw), employer)


def told(counters):
    return [(tuple(offer.code for offer in one.offers), len(one.gained), len(one.lost)) for one in counters.suggestions]


def counted(one, people, **more):
    return counter_suggestions(Hearing.of(one, people), **more)


def test_fewer_hours_open_for_those_who_want_fewer_and_the_mildest_number_is_named():
    people = [person("a", 5, 12), person("b", 5, 15), person("c", 20, 37)]
    counters = counted(opening(hours_min=20, hours_max=30), people)
    assert counters.possible == ("c",)
    assert [(one.offers[0].params["hours"], one.gained) for one in counters.suggestions] == [
        (12.0, ("a", "b")),
        (15.0, ("b",)),
    ]


def test_no_fewer_hours_than_the_agreement_allows_are_asked_for():
    agreement = {"agreement": {"name": "Overenskomsten", "min_weekly_hours": 15}}
    offers = offers_of(opening(agreement, hours_min=20, hours_max=30))
    assert [one.params["hours"] for one in offers if one.code == "fewer_hours"] == [15.0]


def test_two_things_that_open_nothing_alone_are_found_together():
    need = {"functional_needs": [{"code": "noise", "level": 3}, {"code": "pace", "level": 3}]}
    loud = opening(demands={"noise": {"level": 3}, "pace": {"level": 3}})
    counters = counted(loud, [person("a", **need)])
    assert told(counters) == [(("support", "support"), 1, 0)] * 2
    assert [offer.params["adaptation"] for offer in counters.suggestions[0].offers] == ["quiet_place", "own_pace"]
    (change,) = counters.suggestions[0].changes
    assert (change.field, change.after) == ("site_support", ["quiet_place", "own_pace"])


def test_a_moved_shift_counts_those_it_shuts_out_against_those_it_opens_for():
    at_eight = {"availability": windows(WORKDAYS, "08:00", "12:00")}
    at_nine = {"availability": windows(WORKDAYS, "09:00", "14:00")}
    shift = {"weekdays": list(WORKDAYS), "start": "08:00", "end": "12:00"}
    people = [person("a", **at_eight), person("b", **at_nine), person("c", **at_nine)]
    fewer, moved = counted(opening(shifts=[shift], hours_min=20), people).suggestions
    assert (fewer.offers[0].code, fewer.offers[0].params, fewer.lost) == ("fewer_hours_in_shifts", {"hours": 15}, ())
    assert (moved.offers[0].code, moved.offers[0].params) == ("shifts_later", {"minutes": 60})
    assert (moved.gained, moved.lost) == (("b", "c"), ("a",))


def test_a_task_takes_what_is_asked_for_its_sake_with_it():
    drive = {"kind": "licence", "code": "B", "necessity": "legal", "task": "Køre varer ud"}
    job = opening(requirements=[drive], tasks=[{"name": "Pakke varer"}, {"name": "Køre varer ud"}])
    [one] = counted(job, [person("a")]).suggestions
    assert (one.offers[0].code, one.offers[0].params["task"], one.gained) == ("task_out_asked", "Køre varer ud", ("a",))
    assert [change.field for change in one.changes] == ["tasks", "requirements"]


def test_what_a_task_to_be_left_out_asks_keeps_nobody_away():
    drive = {"kind": "licence", "code": "B", "necessity": "legal", "task": "Køre varer ud"}
    job = opening(requirements=[drive], tasks=[{"name": "Pakke varer"}, {"name": "Køre varer ud", "detachable": True}])
    [price] = requirement_prices(Hearing.of(job, [person("a")]))
    assert (price.blocked, price.near) == ((), ("a",))


def test_what_law_or_safety_asks_has_a_price_and_is_never_proposed_away():
    job = opening(requirements=[{"kind": "licence", "code": "truck", "necessity": "safety"}])
    people = [person("a"), person("b")]
    assert counted(job, people).suggestions == ()
    [price] = requirement_prices(Hearing.of(job, people))
    assert (price.asked.code, price.asked.law, price.blocked) == ("credential", True, ("a", "b"))


def test_a_requirement_that_cannot_be_talked_about_is_left_alone():
    assert offers_of(opening(requirements=[spoken("B1", negotiability=0)])) == ()
    assert [one.code for one in offers_of(opening(requirements=[spoken("B1")]))] == ["language_step", "language_wish"]


def test_a_requirement_that_makes_a_pair_near_is_an_ease_and_no_gain():
    job = opening(requirements=[spoken("A2")])
    people = [person("a", languages=[danish("A1")])]
    assert counted(job, people).suggestions == ()
    [price] = requirement_prices(Hearing.of(job, people))
    assert (price.blocked, price.near) == ((), ("a",))


def test_the_smallest_set_for_a_number_of_people_has_the_fewest_offers():
    loud = {"functional_needs": [{"code": "noise", "level": 3}]}
    people = [person("a", 5, 12), person("b", 5, 15), person("c", 5, 15, **loud)]
    job = opening(hours_min=20, hours_max=30, demands={"noise": {"level": 3}})
    one = counted(job, people, wanted=2).smallest
    assert [offer.params for offer in one.offers] == [{"hours": 12.0}]
    three = counted(job, people, wanted=3).smallest
    assert [offer.code for offer in three.offers] == ["fewer_hours", "support"]
    assert counted(job, people, wanted=4).smallest is None


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (4, 0), (5, 5), (6, 5), (9, 5), (10, 10)])
def test_numbers_for_those_who_may_not_know_who_are_rounded_down_to_five(count, shown):
    assert in_fives(count) == shown


def test_one_person_more_or_less_inside_a_band_changes_nothing_that_rounded_numbers_choose():
    job = opening(hours_min=20, hours_max=30, start=date(2026, 12, 1), shifts=[])

    def chosen(n):
        people = [person(f"a{number}", 5, 15) for number in range(n)] + [
            person(f"b{number}", 5, 12) for number in range(6)
        ]
        counters = counted(job, people, size=in_fives)
        return [
            (one.offers[0].code, dict(one.offers[0].params), in_fives(len(one.gained))) for one in counters.suggestions
        ]

    assert chosen(5) == chosen(6) == chosen(8) != chosen(9)


def test_a_vacancy_without_anything_asked_has_no_price():
    assert list(asked_of(opening().vacancy)) == []
