"""The smallest change that a rule names makes it met or known."""

import pytest
from hypothesis import given, settings

from features.facts import OpeningFacts, PersonFacts
from features.profiles import Participant, Vacancy
from features.vocabulary import LanguageSkill, RuleCode, ShiftKind
from matching.counsel.offers import without_tasks
from matching.rules import LIKELY_NOT, NEGOTIABLE, RULES, Pair
from tests.matching.rule_cases import BY_CODE, CASES, pair, shift, task
from tests.strategies import TODAY, openings, participants
from tests.town import asked


def changed(one, field, value):
    """The pair after a change, made as the field's name says; what is not understood fails the test."""
    person, job, firm = one.person.participant, one.opening.vacancy, one.opening.employer
    record, name = field.split(".", 1)
    records = {"participant": person, "vacancy": job, "employer": firm}
    records[record] = CHANGES.get(field, lambda record, value: record.model_copy(update={name: value}))(
        records[record], value
    )
    if name.startswith("requirements."):
        _, language, skill = name.split(".")
        records["vacancy"] = lowered(job, language, LanguageSkill(skill), value)
    if name.startswith("demands."):
        records["vacancy"] = eased(job, name.split(".")[1:], value)
    facts = OpeningFacts.of(records["vacancy"], records["employer"], one.opening.occupation)
    return Pair(PersonFacts.of(records["participant"], TODAY), facts)


def lowered(job, language, skill, level):
    items = [
        item.model_copy(
            update={"levels": {**item.levels, skill: min(item.levels[skill], level, key=lambda it: it.rank)}}
        )
        if item.code == language and skill in item.levels
        else item
        for item in job.requirements
    ]
    return job.model_copy(update={"requirements": tuple(items)})


def eased(job, path, value):
    def ease(demands):
        wanted = {"level": value} if len(path) == 1 else {"value": value}
        return {code: one.model_copy(update=wanted) if code == path[0] else one for code, one in demands.items()}

    tasks = tuple(task.model_copy(update={"demands": ease(task.demands)}) for task in job.tasks)
    return job.model_copy(update={"demands": ease(job.demands), "tasks": tasks})


def more_time(person, parts):
    more = Participant(id="p", availability=[{"weekday": day, "start": start, "end": end} for day, start, end in parts])
    return person.model_copy(update={"availability": (*person.availability, *more.availability)})


def longer_ways(person, minutes):
    ways = [one.model_copy(update={"max_minutes": (one.max_minutes or 0) + minutes}) for one in person.transport]
    return person.model_copy(update={"transport": tuple(ways)})


def other_shifts(job, parts):
    kind = "rotating" if any(one.kind is ShiftKind.ROTATING for one in job.shifts) else "fixed"
    more = Vacancy(
        id="v",
        employer_id="e",
        terms="ordinary",
        title="x",
        shifts=[shift(start, end, (day,), kind) for day, start, end in parts],
    )
    kept = [one for one in job.shifts if one.kind is ShiftKind.FLEXIBLE]
    return job.model_copy(update={"shifts": (*kept, *more.shifts)})


CHANGES = {
    "participant.credentials": lambda person, code: person.model_copy(
        update={"credentials": (*person.credentials, *Participant(id="p", credentials=[{"code": code}]).credentials)}
    ),
    "participant.availability": more_time,
    "participant.transport.max_minutes": longer_ways,
    "employer.site_support": lambda firm, offer: firm.model_copy(update={"site_support": (*firm.site_support, offer)}),
    "vacancy.shifts": other_shifts,
    "vacancy.tasks.left_out": lambda job, names: without_tasks(job, frozenset(names)),
    "vacancy.shifts.kind": lambda job, kind: job.model_copy(
        update={"shifts": tuple(one.model_copy(update={"kind": kind}) for one in job.shifts)}
    ),
}


def mended(one, finding):
    for field, value in finding.change.items():
        one = changed(one, field, value)
    return one


@pytest.mark.parametrize("case", [case for case in CASES if case[5]], ids=lambda case: f"{case[0]}-{case[5]}")
def test_the_smallest_change_of_a_case_makes_its_rule_met_or_known(case):
    one = pair(*case[1:4])
    [finding] = BY_CODE[RuleCode(case[0])].explain(one)
    if finding.change:
        left = BY_CODE[finding.rule].explain(mended(one, finding))
        assert all(other.status > NEGOTIABLE for other in left), (finding, left)


def test_these_misses_can_be_mended_by_nobody_with_one_field():
    unmended = {
        case[5]
        for case in CASES
        if case[5] and case[4] < LIKELY_NOT and not BY_CODE[RuleCode(case[0])].explain(pair(*case[1:4]))[0].change
    }
    assert unmended == {
        "vacancy_closed",
        "employer_paused",
        "too_little_time",
        "far_too_far",
        "no_bus_at_that_hour",
        "not_wanted",
    }


def misses(rule, one):
    return [finding for finding in rule.explain(one) if finding.status <= NEGOTIABLE]


def mended_one_by_one(rule, one):
    """Each change made as long as something is missing: one may mend what another finding is about as well."""
    for _ in range(len(misses(rule, one))):
        if missed := misses(rule, one):
            one = mended(one, missed[0])
    return one


@settings(max_examples=60, deadline=None)
@given(participants(), openings(most=3))
def test_the_changes_of_any_pair_mend_what_they_belong_to(participant, world):
    for vacancy, employer, occupation in world:
        one = Pair(PersonFacts.of(participant, TODAY), OpeningFacts.of(vacancy, employer, occupation))
        for rule in RULES:
            missed = misses(rule, one)
            if missed and all(finding.change for finding in missed):
                left = misses(rule, mended_one_by_one(rule, one))
                assert not left, (missed, left)


def test_a_licence_got_for_one_finding_mends_the_other_that_a_task_could_be_left_out_for():
    either = [asked("B", "legal") | {"task": "A", "any_of": "x"}, asked("C", "legal") | {"any_of": "x"}]
    alone = asked("B", "legal") | {"task": "A"}
    lacks = {"credentials_missing": ["B", "C"]}
    one = pair(lacks, task("lift", 1, detachable=True) | {"requirements": [*either, alone]})
    rule = BY_CODE[RuleCode.LICENCES]
    assert sorted(finding.code for finding in misses(rule, one)) == [
        "credential_missing",
        "credential_task_to_leave_out",
    ]
    assert not misses(rule, mended_one_by_one(rule, one))
