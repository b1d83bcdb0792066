"""The two forms of every rule agree, for any people and any openings; and a rule reads nothing its key does not say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.facts import PersonFacts
from features.vocabulary import RuleCode
from matching.rules import BROKEN, LIKELY_NOT, MET, NEGOTIABLE, RULES, UNKNOWN, UNSEEN, Pair
from matching.rules.base import worst
from tests.strategies import TODAY, openings, participants
from tests.world import facts_of, request_of

FEATURED = {RuleCode.LICENCES, RuleCode.LANGUAGE, RuleCode.NEEDS}
STATUSES = {BROKEN, NEGOTIABLE, LIKELY_NOT, UNKNOWN, MET}


@settings(max_examples=120, deadline=None)
@given(participants(), openings())
def test_looking_at_all_rows_and_at_one_pair_gives_the_same_answer(participant, world):
    person, rows = PersonFacts.of(participant, TODAY), facts_of(world)
    request = request_of(person, rows)
    for rule in RULES:
        status = rule.check(request)
        assert (status.dtype, status.shape) == (np.int8, (len(rows),))
        assert rule.code in UNSEEN | FEATURED or NEGOTIABLE not in status, rule.code
        for row, facts in enumerate(rows):
            findings = rule.explain(Pair(person, facts))
            assert int(status[row]) == worst(findings), (rule.code, findings)
            assert all(finding.rule is rule.code and finding.status in STATUSES for finding in findings)


@settings(max_examples=40, deadline=None)
@given(participants("p1"), participants("p2"), openings())
def test_two_people_with_the_same_key_get_the_same_answers(one, other, world):
    first, second, rows = PersonFacts.of(one, TODAY), PersonFacts.of(other, TODAY), facts_of(world)
    for rule in RULES:
        key = rule.key(first)
        if key is not None and key == rule.key(second):
            one_answer, other_answer = rule.check(request_of(first, rows)), rule.check(request_of(second, rows))
            assert one_answer.tolist() == other_answer.tolist(), rule.code


@settings(max_examples=30, deadline=None)
@given(participants("p1"), participants("p2"), openings(), st.sampled_from(RULES))
def test_a_rule_reads_nothing_of_a_person_but_its_own_fields(one, other, world, rule):
    """The person with the other's fields swapped in for everything the rule does not read gets the same answer."""
    person, rows = PersonFacts.of(one, TODAY), facts_of(world)
    kept = {name: getattr(one, name) for name in READS[rule.code]}
    mixed = PersonFacts.of(other.model_copy(update=kept), TODAY)
    assert rule.check(request_of(person, rows)).tolist() == rule.check(request_of(mixed, rows)).tolist()


HOURS = ("hours_min", "hours_wish", "hours_max", "ramp_plan")
WAY = ("home", "transport")
READS = {
    RuleCode.OPEN: (),
    RuleCode.PAUSE: (),
    RuleCode.BUDGET: (),
    RuleCode.HOURS: HOURS,
    RuleCode.CLOCK: ("availability", *HOURS, *WAY),
    RuleCode.TRAVEL: WAY,
    RuleCode.LICENCES: ("credentials", "credentials_missing", "credentials_complete"),
    RuleCode.LANGUAGE: ("languages",),
    RuleCode.NEEDS: ("functional_needs",),
    RuleCode.TIMES: ("functional_needs",),
    RuleCode.DO_NOT_WANT: ("do_not_want",),
    RuleCode.START: ("earliest_start",),
}
"""The fields of a participant that each rule may read."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_no_rows_are_no_answers(rule):
    from features.profiles import Participant

    person = PersonFacts.of(Participant(id="p1", do_not_want=[{"kind": "task", "value": "rengøring"}]), TODAY)
    assert rule.check(request_of(person, [])).shape == (0,)
