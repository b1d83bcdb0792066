"""The caseload: which step is next, who comes first, and whom one goes to after somebody."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from features.profiles import Agreed, FollowedUp, Participant
from features.vocabulary import Answer, Party, ReviewReason
from service.access import Caller, Limiter, Role
from service.flows import Services
from service.flows.caseload import STEPS, case_of, caseload, next_person
from service.store import open_store
from tests.service.conftest import NOON, a_ranking

TODAY = NOON.date()
KIRSTEN = Caller("k1", "viborg", Role.CONSULTANT)
YES, NO, LATER = Answer.YES, Answer.NO, Answer.LATER


class Desk:
    """A store in which days go by, and what is done on them."""

    def __init__(self, folder, fill):
        self.now = NOON
        self.store = open_store(f"sqlite:///{folder}/desk.db", now=lambda: self.now)
        fill(self.store)
        self.services = Services(self.store, None, lambda: self.now, Limiter())

    def unit(self):
        return self.store.unit(tenant="viborg", actor="key:kim")

    def days(self, number):
        self.now += timedelta(days=number)

    def person(self, id="p1", **about):
        with self.unit() as unit:
            unit.put(Participant(id=id, **{"confirmed_at": TODAY, **about}))

    def lists(self, id="p1"):
        ranking = a_ranking()
        own = tuple(replace(one, participant_id=id) for one in ranking.suggestions)
        with self.unit() as unit:
            run = unit.add_run(replace(ranking, participant_id=id, suggestions=own), model="m", snapshot="1")
            return run.suggestions[0].id

    def answers(self, suggestion, *given):
        with self.unit() as unit:
            for party, answer in given:
                unit.add_review(suggestion, party, answer, ReviewReason.TOO_FAR if answer is NO else None)

    def begins(self, suggestion, start):
        with self.unit() as unit:
            return unit.add_placement(suggestion, Agreed(start=start, hours=10, proof="contract")).id

    def case(self, id="p1"):
        return case_of(self.services, KIRSTEN, id)

    def order(self, **part):
        return [case.participant.id for case in caseload(self.services, KIRSTEN, **part).cases]


@pytest.fixture
def desk(tmp_path, fill):
    made = Desk(tmp_path, fill)
    made.person()
    yield made
    made.store.close()


def told(case):
    return case.step, case.days


def test_a_new_profile_is_finished_first_and_somebody_at_rest_is_left_alone(desk):
    desk.person(status="intake")
    assert told(desk.case()) == ("finish", None)
    for status in ("paused", "placed", "aftercare"):
        desk.person(status=status)
        assert told(desk.case()) == ("rest", None)


def test_an_active_person_goes_from_no_list_to_answers_and_rests_until_the_list_is_old(desk):
    assert told(desk.case()) == ("no_list", None)
    suggestion = desk.lists()
    desk.days(3)
    assert told(desk.case()) == ("unanswered", 3)
    desk.answers(suggestion, (Party.PARTICIPANT, NO))
    assert told(desk.case()) == ("rest", 3)
    desk.days(11)  # the fourteenth day still counts as fresh
    assert told(desk.case()) == ("rest", 14)
    desk.days(1)
    assert told(desk.case()) == ("old_list", 15)


def test_an_answer_to_an_earlier_list_does_not_answer_the_new_one(desk):
    desk.answers(desk.lists(), (Party.PARTICIPANT, NO))
    desk.days(1)
    desk.lists()
    assert desk.case().step == "unanswered"


def test_an_employer_who_has_not_answered_a_yes_is_called_before_anything_else_of_the_list(desk):
    desk.answers(desk.lists(), (Party.PARTICIPANT, YES))
    desk.days(4)
    assert told(desk.case()) == ("waiting", 4)


def test_a_start_is_agreed_on_when_all_three_have_said_yes_whatever_the_status(desk):
    suggestion = desk.lists()
    desk.answers(suggestion, *((party, YES) for party in Party))
    desk.days(2)
    desk.person(status="paused")
    case = desk.case()
    assert (case.step, case.days, case.about) == ("start", 2, suggestion)


def test_a_follow_up_that_is_due_comes_before_everything_and_leads_to_its_placement(desk):
    suggestion = desk.lists()
    desk.answers(suggestion, *((party, YES) for party in Party))
    placement = desk.begins(suggestion, TODAY - timedelta(days=10))  # week 1 was over three days ago
    case = desk.case()
    assert (case.step, case.days, case.about) == ("follow_up", 3, placement)
    with desk.unit() as unit:
        unit.add_follow_up(placement, FollowedUp(week=1))
    assert desk.case().step == "rest"


def test_of_two_jobs_the_follow_up_that_is_longest_overdue_is_next(desk):
    desk.begins(desk.lists(), TODAY - timedelta(days=8))
    second = desk.begins(desk.lists(), TODAY - timedelta(days=13))
    assert (desk.case().about, desk.case().days) == (second, 6)
    assert caseload(desk.services, KIRSTEN).cases[0].about == second


@pytest.mark.parametrize(("age", "step"), [(90, "rest"), (91, "stale")])
def test_wishes_are_asked_about_again_after_ninety_days(desk, age, step):
    desk.person(confirmed_at=TODAY - timedelta(days=age))
    desk.answers(desk.lists(), (Party.PARTICIPANT, NO))
    assert (desk.case().step, desk.case().stale) == (step, step == "stale")


def test_wishes_nobody_ever_confirmed_are_old_and_have_no_age(desk):
    desk.person(confirmed_at=None)
    desk.answers(desk.lists(), (Party.PARTICIPANT, NO))
    assert told(desk.case()) == ("stale", None)


def test_a_profile_changed_after_its_list_needs_another_and_one_changed_before_does_not(desk):
    desk.answers(desk.lists(), (Party.PARTICIPANT, NO))
    assert not desk.case().changed
    desk.days(1)
    desk.person(hours_max=10)
    assert (told(desk.case()), desk.case().changed) == (("changed", 1), True)
    desk.answers(desk.lists(), (Party.PARTICIPANT, NO))
    assert not desk.case().changed


def test_the_order_is_that_of_the_steps_then_of_the_longest_silence_then_of_the_name(desk):
    desk.person("p2")
    desk.person("p3", status="intake")
    desk.person("p4")
    old = desk.lists("p4")
    desk.days(1)
    desk.lists("p2")
    desk.days(1)
    assert desk.order() == ["p4", "p2", "p1", "p3"]  # unanswered 2 days, 1 day; no list; new
    desk.answers(old, (Party.CONSULTANT, NO))
    assert desk.order() == ["p2", "p1", "p3", "p4"]
    desk.person("p0")
    assert desk.order() == ["p2", "p0", "p1", "p3", "p4"]


def test_whoever_has_never_heard_anything_comes_before_whoever_has(desk):
    desk.person("p2", confirmed_at=None)
    desk.person("p0", status="paused")
    desk.lists("p0")
    desk.person("p9", status="paused")
    assert desk.order()[-2:] == ["p9", "p0"]  # both rest; p9 was never spoken with


def test_silence_is_counted_from_the_last_thing_that_was_done(desk):
    suggestion = desk.lists()
    desk.days(3)
    desk.answers(suggestion, (Party.PARTICIPANT, NO))
    desk.days(2)
    assert desk.case().quiet == 2


def test_within_a_step_what_has_waited_longest_counts_where_it_is_longer_than_the_silence(desk):
    desk.person("p1", confirmed_at=TODAY - timedelta(days=100))
    desk.person("p2", confirmed_at=TODAY - timedelta(days=200))
    desk.answers(desk.lists("p1"), (Party.PARTICIPANT, NO))
    desk.days(5)
    desk.answers(desk.lists("p2"), (Party.PARTICIPANT, NO))
    assert [(case.step, case.quiet) for case in caseload(desk.services, KIRSTEN).cases] == [("stale", 0), ("stale", 5)]
    assert desk.order() == ["p2", "p1"]


def test_pages_follow_each_other_and_count_everybody(desk):
    for number in range(2, 8):
        desk.person(f"p{number}")
    whole = desk.order()
    assert len(whole) == 7
    assert desk.order(skip=0, most=3) + desk.order(skip=3, most=3) + desk.order(skip=6, most=3) == whole
    assert desk.order(skip=7, most=3) == []
    found = caseload(desk.services, KIRSTEN, skip=6, most=3)
    assert (found.total, found.counts["no_list"], sum(found.counts.values())) == (7, 7, 7)
    assert tuple(found.counts) == STEPS


def test_only_who_is_shown_is_noted_and_who_has_left_is_not_shown(desk):
    desk.person("p2")
    desk.person("p3", status="closed")
    assert desk.order(skip=0, most=1) == ["p1"]
    with desk.store.reader("viborg") as reader:
        assert [len(reader.accesses(id)) for id in ("p1", "p2", "p3")] == [1, 0, 0]


def test_more_people_than_a_page_of_the_store_are_all_there(desk):
    with desk.unit() as unit:
        for number in range(501):
            unit.put(Participant(id=f"q{number:03}"))
    assert caseload(desk.services, KIRSTEN, most=1).total == 502


def test_the_next_person_is_the_one_behind_or_the_first_when_there_is_nothing_left_to_do(desk):
    desk.person("p2")
    desk.person("p3", status="paused")
    assert next_person(desk.services, KIRSTEN, "p1") == "p2"
    assert next_person(desk.services, KIRSTEN, "p2") == "p3"
    assert next_person(desk.services, KIRSTEN, "p3") == "p1"  # p3 rests: begin from the front
    assert next_person(desk.services, KIRSTEN, "nobody") == "p1"


def test_alone_on_the_list_there_is_nobody_next(desk):
    assert next_person(desk.services, KIRSTEN, "p1") is None
    desk.person(status="closed")
    assert next_person(desk.services, KIRSTEN, "p1") is None


def test_one_case_alone_is_the_same_as_in_the_caseload(desk):
    desk.answers(desk.lists(), (Party.PARTICIPANT, YES))
    desk.days(2)
    desk.person("p2", status="intake", confirmed_at=date(2026, 1, 1))
    for case in caseload(desk.services, KIRSTEN).cases:
        assert desk.case(case.participant.id) == case
