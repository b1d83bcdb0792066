"""What was last done for whom: the last list and answer, since when an employer is silent, when all three agree."""

from datetime import timedelta

import pytest

from features.profiles import Agreed, Participant
from features.vocabulary import Answer, Party, ReviewReason
from service.store import open_store
from service.store.caseload import LastDone
from tests.service.conftest import NOON, a_ranking

YES, MAYBE, NO, LATER, NOT_ASKED = (Answer(one) for one in ("yes", "maybe", "no", "later", "not_asked"))
WE, THEY, SHE = Party.CONSULTANT, Party.EMPLOYER, Party.PARTICIPANT


class House:
    """A store with one list of two suggestions; every answer comes an hour after the one before."""

    def __init__(self, database_url, fill):
        self.now = NOON
        self.store = open_store(database_url, now=lambda: self.now)
        fill(self.store)
        with self.unit() as unit:
            self.first, self.second = (one.id for one in unit.add_run(a_ranking(), model="m", snapshot="1").suggestions)

    def unit(self, tenant="viborg"):
        return self.store.unit(tenant=tenant, actor="key:kim")

    def answer(self, party, answer, suggestion=None):
        self.now += timedelta(hours=1)
        reason = ReviewReason.TOO_FAR if answer is NO else None
        with self.unit() as unit:
            unit.add_review(suggestion or self.first, party, answer, reason)

    def done(self, *whom):
        with self.store.reader("viborg") as reader:
            return reader.last_done(*whom).get("p1", LastDone())


@pytest.fixture
def house(database_url, fill):
    made = House(database_url, fill)
    yield made
    made.store.close()


def hour(number):
    return NOON + timedelta(hours=number)


def test_somebody_nothing_was_done_for_has_no_line(filled):
    with filled.reader("viborg") as reader:
        assert reader.last_done() == {}


def test_a_list_without_answers_says_when_it_was_made(house):
    assert house.done() == LastDone(listed=NOON)


def test_the_last_answer_counts_whoever_gave_it_and_the_last_list_whatever_came_of_it(house):
    house.answer(SHE, LATER)
    house.answer(WE, LATER, house.second)
    assert house.done().answered == hour(2)
    with house.unit() as unit:
        unit.add_run(a_ranking(), model="m", snapshot="2")
    assert house.done().listed == hour(2)


@pytest.mark.parametrize(
    ("given", "since"),
    [
        ([(SHE, YES)], 1),
        ([(SHE, MAYBE)], 1),
        ([(SHE, YES), (WE, YES)], 2),  # since the last of ours
        ([(SHE, YES), (WE, LATER)], 1),  # "later" is no yes, and keeps nobody from asking
        ([(SHE, YES), (THEY, NOT_ASKED)], 1),
        ([(SHE, LATER)], None),
        ([(SHE, YES), (WE, NO)], None),
        ([(SHE, YES), (THEY, LATER)], None),
        ([(SHE, YES), (THEY, YES)], None),
        ([(THEY, NOT_ASKED)], None),
        ([(SHE, YES), (SHE, NO)], None),  # the latest of a party counts
        ([(SHE, NO), (SHE, YES)], 2),
    ],
)
def test_an_employer_is_waited_for_while_somebody_wants_the_job_and_nobody_has_said_no(house, given, since):
    for party, answer in given:
        house.answer(party, answer)
    assert house.done().waiting == (hour(since) if since else None)


def test_of_several_that_wait_the_longest_counts(house):
    house.answer(SHE, YES, house.second)
    house.answer(SHE, YES, house.first)
    assert house.done().waiting == hour(1)


def test_all_three_agree_from_the_last_yes_until_the_job_begins(house):
    for party in (SHE, THEY):
        house.answer(party, YES)
    assert house.done().agreed is None
    house.answer(WE, YES)
    agreed = house.done().agreed
    assert (agreed.suggestion_id, agreed.since) == (house.first, hour(3))
    with house.unit() as unit:
        unit.add_placement(house.first, Agreed(start=NOON.date(), hours=10, proof="contract"))
    assert house.done().agreed is None


@pytest.mark.parametrize("answer", [MAYBE, NO, LATER, NOT_ASKED])
def test_anything_but_three_times_yes_is_no_agreement(house, answer):
    for party in (SHE, THEY, WE):
        house.answer(party, YES)
    house.answer(THEY, answer)
    assert house.done().agreed is None


def test_one_participant_alone_gets_the_same_line_as_among_all(house):
    house.answer(SHE, YES)
    with house.unit() as unit:
        unit.put(Participant(id="p2", tenant="viborg"))
    with house.store.reader("viborg") as reader:
        assert reader.last_done("p1") == reader.last_done()
        assert reader.last_done("p2") == {}


def test_another_tenant_sees_nothing_of_it(house):
    house.answer(SHE, YES)
    with house.store.reader("skive") as reader:
        assert reader.last_done() == reader.last_done("p1") == {}
