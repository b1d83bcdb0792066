"""What is said to make a pair possible does, and nothing smaller that the remedies know of does."""

import pytest
from hypothesis import given, settings

from features.facts import OpeningFacts, PersonFacts
from features.profiles import LanguageLevel, RampStep, Requirement, make
from features.vocabulary import RuleCode, WhoCanChange
from matching.counsel.mending import mend, mendings
from matching.counsel.remedies import remedies
from matching.ranker import blocking, explain
from matching.rules import Pair
from tests.strategies import TODAY, openings, participants
from tests.town import EMPLOYERS, PEOPLE, VACANCIES


def pair(name, vacancy_id):
    vacancy = VACANCIES[vacancy_id]
    return Pair(PersonFacts.of(PEOPLE[name], TODAY), OpeningFacts.of(vacancy, EMPLOYERS[vacancy.employer_id]))


def again(old, changes):
    """The pair made anew from JSON with the changed fields."""
    records = {
        "participant": old.person.participant,
        "vacancy": old.opening.vacancy,
        "employer": old.opening.employer,
    }
    for subject, record in records.items():
        fields = {change.field: change.after for change in changes if change.subject == subject}
        records[subject] = make(type(record), {**record.model_dump(mode="json"), **fields})
    opening = OpeningFacts.of(records["vacancy"], records["employer"], old.opening.occupation, old.opening.disco)
    return Pair(PersonFacts.of(records["participant"], TODAY), opening)


@settings(max_examples=120, deadline=None)
@given(participants(), openings(most=2))
def test_after_the_named_changes_no_rule_keeps_the_pair_apart(participant, world):
    for one in world:
        old = Pair(PersonFacts.of(participant, TODAY), OpeningFacts.of(*one))
        for mended in (found := mendings(old)).smallest, found.own, found.theirs:
            if mended is not None:
                assert blocking(explain(old))
                assert not blocking(explain(again(old, mended.changes)))
        if found.own is not None:
            assert found.own.who == (WhoCanChange.PARTICIPANT,)
        if found.theirs is not None:
            assert WhoCanChange.PARTICIPANT not in found.theirs.who


@settings(max_examples=80, deadline=None)
@given(participants(), openings(most=2))
def test_when_one_change_is_enough_no_more_are_named(participant, world):
    for one in world:
        old = Pair(PersonFacts.of(participant, TODAY), OpeningFacts.of(*one))
        hard, found = blocking(explain(old)), mend(old)
        if found is not None and len(found.parts) > 1:
            for part in (part for finding in hard for part in remedies(finding, old) if part.subject == "participant"):
                changed = part.tried_on(participant)
                assert blocking(explain(Pair(PersonFacts.of(changed, TODAY), old.opening)))


@pytest.mark.parametrize(
    ("name", "vacancy_id", "parts"),
    [
        ("amina", "v10", {"job_support"}),  # 15 kg, her limit is 10: an aid at the school
        ("amina", "v05", {"longer_travel"}),  # 30.9 minutes by bike, one too many
        ("amina", "v08", {"pause_ended"}),  # the hotel wants to be left alone until December
        (
            "amina",
            "v03",
            {"job_shifts"},
        ),  # evenings: the same hours by day are less than fifteen more of hers
        ("bilal", "v04", {"credential", "contact_more"}),  # no truck certificate, and two contacts of two made
        ("bilal", "v01", {"job_more_hours"}),  # 15 hours, he wants 20 and would have to come down as far
    ],
)
def test_the_town_is_mended_as_worked_by_hand(name, vacancy_id, parts):
    found = mend(pair(name, vacancy_id))
    assert found is not None
    assert {part.code for part in found.parts} in (parts, *([{"fewer_hours"}] if "job_more_hours" in parts else []))


def test_a_ramp_up_that_is_one_miss_too_many_is_mended_by_hours_that_grow():
    """Begins with 4 hours of 15, no B, and A1 where a task asks A2: one miss too many."""
    slow = PEOPLE["amina"].model_copy(
        update={
            "ramp_plan": (RampStep(week=1, hours=4), RampStep(week=8, hours=15)),
            "languages": (LanguageLevel(language="da", speak="A1"),),
        }
    )
    job = VACANCIES["v09"].model_copy(
        update={
            "requirements": (
                Requirement(kind="language", code="da", levels={"speak": "A2"}),
                Requirement(kind="licence", code="B"),
            )
        }
    )
    blocked = Pair(PersonFacts.of(slow, TODAY), OpeningFacts.of(job, EMPLOYERS["e6"]))
    assert {finding.code for finding in blocking(explain(blocked))} == {
        "needs_step_up",
        "language_short",
        "credential_missing",
    }
    found = mend(blocked)
    assert found is not None
    assert len(found.parts) == 1
    assert not blocking(explain(again(blocked, found.changes)))


def test_what_a_person_does_not_want_nobody_can_change():
    nobody = mendings(pair("amina", "v06"))
    assert (nobody.smallest, nobody.own, nobody.theirs) == (None, None, None)


def test_a_pair_that_nothing_keeps_apart_needs_no_mending():
    assert mendings(pair("amina", "v01")).smallest is None


@settings(max_examples=80, deadline=None)
@given(participants(), openings(most=2))
def test_no_remedy_touches_needs_or_what_is_not_wanted(participant, world):
    for one in world:
        old = Pair(PersonFacts.of(participant, TODAY), OpeningFacts.of(*one))
        for finding in blocking(explain(old)):
            found = list(remedies(finding, old))
            assert finding.rule is not RuleCode.DO_NOT_WANT or not found
            mine = [part for part in found if part.subject == "participant"]
            assert not any(part.fields.keys() & {"functional_needs", "do_not_want", "home"} for part in mine)
